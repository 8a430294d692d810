"""The web book as its readers meet it: every page is there and whole, light, and leads on.

What a reader would miss first comes first. What was seen is told by ``visits.py``.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from companion import data
from conftest import Built
from playwright.sync_api import Browser
from reader import (
    CHAPTER,
    CHAPTERS,
    COVER,
    EACH_CHAPTER,
    PAGE,
    PAGES,
    file,
    fresh,
    nothing,
    number_of_charts,
    soup,
    watched,
)
from visits import AWAY, Visit, Visits, at_a_desk, from_the_folder, on_a_phone, without_scripts

SPARE = {"index", "genindex"}
"""Pages that Sphinx writes and no page of ours leads to."""

KILO = 1000


# ---- the page is there, and whole ----


def test_the_pages_are_those_of_the_contents(built: Built) -> None:
    """A page that no test opens could be broken, and a chapter could be missing.

    JupyterLite’s own pages are tried in ``test_lite.py``.
    """
    apart = {built.html / "_static", built.html / "lite"}
    found = {
        p.relative_to(built.html).with_suffix("").as_posix()
        for p in built.html.rglob("*.html")
        if not apart & {*p.parents}
    }
    assert found == {*PAGES, *SPARE}


@PAGE
@pytest.mark.parametrize("way", ["http", "file"])
def test_a_page_opens_quietly_and_alone(seen: Visits, name: str, way: str) -> None:
    """A reader would meet an error, or a third party would learn what they read."""
    page = seen(at_a_desk, name) if way == "http" else seen(from_the_folder, name, AWAY)
    assert page["heading"].strip()
    assert page["title"].split(" · ")[0].strip()
    nothing(page["faults"])
    nothing(seen(on_a_phone, name)["faults"], "on a phone")


@EACH_CHAPTER
@pytest.mark.parametrize("width", [1280, 820, 768, 390])
def test_charts_are_there_without_scripts(seen: Visits, name: str, width: int) -> None:
    """A reader with scripts off, or on a slow train, would see holes instead of charts."""
    drawn = seen(without_scripts, name)["drawn"][width]
    assert len(drawn) == number_of_charts(name) >= 2
    nothing([d for d in drawn if d["wide"] < 250 or d["high"] < 100 or d["words"] < 20])


@EACH_CHAPTER
def test_tables_and_navigation_need_no_scripts(seen: Visits, built: Built, name: str) -> None:
    """The rows behind a chart, and the way on, would be out of reach."""
    page = seen(without_scripts, name)
    assert len(page["tables"]) >= number_of_charts(name)
    nothing([t for t in page["tables"] if t["before"] or not t["after"] or t["rows"] < 2])
    assert page["home"] == file(built, COVER)
    assert page["first"] == file(built, CHAPTERS[0])


def test_the_front_door_leads_to_the_cover(browser: Browser, site: str) -> None:
    """Whoever opens the site's address would see nothing, or a page that does not lead on."""
    with fresh(browser) as page:
        page.goto(f"{site}/")
        page.wait_for_url(f"{site}/{COVER}.html")
        page.get_by_role("link", name="Start reading").click()
        page.wait_for_url(f"{site}/{CHAPTERS[0]}.html")


@PAGE
def test_the_course_pdf_is_offered_and_there(built: Built, name: str) -> None:
    """A teacher would press “PDF” and get nothing, or an older book."""
    path = built.html / f"{name}.html"
    links = [a for a in soup(path).select("a[href$='.pdf']") if "PDF" in a.get_text()]
    assert links
    for link in links:
        assert (path.parent / str(link["href"])).read_bytes() == built.pdf.read_bytes()


@pytest.mark.parametrize("way", ["http", "file"])
def test_search_finds_a_chapter(browser: Browser, built: Built, site: str, way: str) -> None:
    """“Search” stands on every page; it would lead to a page that finds nothing."""
    address = f"{site}/search.html" if way == "http" else file(built, "search")
    with watched(browser, address) as (page, noted):
        field = page.locator("main input[name=q]")
        field.fill("quarantine")
        field.press("Enter")
        page.wait_for_selector(f"#search-results a[href*='{CHAPTER}']", timeout=20000)
    nothing(noted.faults)


def test_every_link_leads_somewhere(built: Built) -> None:
    """A reader would end on an error page, or on the right page at the wrong place.

    The site is `_build/html` and nothing beside it: what lies outside is not there once published.
    """
    pages = {path: soup(path) for path in built.html.rglob("*.html") if "_static" not in path.parts}
    ids = {path: {tag["id"] for tag in page.select("[id]")} for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for link in _links(page):
            where, fragment = urldefrag(urljoin(path.as_uri(), link))
            target = Path(unquote(urlsplit(where).path))
            if not target.is_file() or built.html not in target.parents:
                broken.append(f"{path.relative_to(built.html)}: {link}")
            elif fragment and target in ids and unquote(fragment) not in ids[target]:
                broken.append(f"{path.relative_to(built.html)}: {link}: no such place")
    nothing(sorted(set(broken)))


def _links(page: BeautifulSoup) -> list[str]:
    names = ("href", "xlink:href", "src", "data")
    found = [str(tag[n]) for n in names for tag in page.find_all(attrs={n: True})]
    return [link for link in found if not re.match(r"https?:|mailto:|data:", link)]


# ---- weight ----


@EACH_CHAPTER
@pytest.mark.parametrize("visit", [at_a_desk, on_a_phone], ids=["1280", "390"])
def test_a_first_visit_is_light(seen: Visits, name: str, visit: Visit) -> None:
    """On a phone on a train every kilobyte is waiting."""
    page = seen(visit, name)
    weights = page["weights"]
    scripts = sum(w for path, w in weights.items() if path.endswith(".js"))
    assert all(d["words"] for d in page["drawn"][0])
    assert len(weights) > 3, "the page has no style, type or script?"
    assert sum(weights.values()) <= 350 * KILO, weights
    assert scripts <= 120 * KILO, weights


# ---- taken away ----


@EACH_CHAPTER
def test_downloads_hold_what_is_shown(built: Built, name: str) -> None:
    """A student would take away other rows than the page shows, or a file that does not open."""
    path = built.html / f"{name}.html"
    titles = data.short_titles()
    figures = soup(path).select("figure.fig")
    assert len(figures) == number_of_charts(name)
    for figure in figures:
        files = {a.get_text(): path.parent / str(a["href"]) for a in figure.select("a[download]")}
        with files["CSV"].open(encoding="utf-8", newline="") as opened:
            head, *rows = csv.reader(opened)
        source = head.index("Source")
        for row in rows:
            row[source] = " · ".join(titles[key] for key in row[source].split(";"))
        assert head == [th.get_text() for th in figure.select("thead th")]
        shown = [[td.get_text() for td in tr.select("td, th")] for tr in figure.select("tbody tr")]
        assert rows == shown
        assert len(rows) > 1
        drawn = ElementTree.parse(files["SVG"]).getroot()
        assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
        assert len(list(drawn.iter("{http://www.w3.org/2000/svg}text"))) > 8
        links = [v for e in drawn.iter() for k, v in e.attrib.items() if k.endswith("href")]
        nothing(links, "in a file of its own a link of the page leads nowhere")


# ---- the page tells machines what it is ----


@PAGE
def test_an_id_stands_once(built: Built, name: str) -> None:
    """A link, a label or a clip would take the first of two and show something else."""
    page = soup(built.html / f"{name}.html")
    counted = Counter(str(tag["id"]) for tag in page.select("[id]"))
    nothing([i for i, times in counted.items() if times > 1])
    used = re.findall(r"url\(#([^)\"]+)\)", str(page))
    assert set(used) <= set(counted)
    for name_of in ("aria-labelledby", "aria-describedby"):
        assert {str(t[name_of]) for t in page.select(f"[{name_of}]")} <= set(counted)


@EACH_CHAPTER
def test_a_figure_is_named_described_and_cited(built: Built, name: str) -> None:
    """A figure that no sentence mentions is decoration, and one without a name is a hole."""
    page = soup(built.html / f"{name}.html")
    main = page.select_one("main")
    assert main
    for figure in main.select("figure"):
        title = page.find(id=str(figure["aria-labelledby"]))
        assert isinstance(title, Tag)
        assert len(title.get_text()) > 20
        caption = figure.select_one("figcaption")
        assert caption
        assert "What to see." in caption.get_text()
        assert "Sources:" in caption.get_text()
        cited = [a for a in main.select(f'a[href="#{figure["id"]}"]') if figure not in a.parents]
        number = figure.select_one(".no")
        assert number
        said = [a.get_text().replace("\N{NO-BREAK SPACE}", " ").capitalize() for a in cited]
        assert number.get_text() in said


@PAGE
def test_every_picture_has_a_name_or_is_hidden(built: Built, name: str) -> None:
    """A screen reader would say “image”, and no more."""
    page = soup(built.html / f"{name}.html")
    pictures = page.select("svg, img")
    nameless = [
        str(p)[:120]
        for p in pictures
        if not (p.get("alt") or p.get("aria-label") or p.get("aria-hidden") == "true")
    ]
    nothing(nameless)
    for drawing in page.select(".drawing svg"):
        assert drawing["role"] in ("img", "group", "graphics-document")
        assert len(str(drawing["aria-label"])) > 60


@PAGE
def test_a_page_introduces_itself(built: Built, name: str) -> None:
    """A search engine and a tab would show an empty name."""
    page = soup(built.html / f"{name}.html")
    assert page.title
    assert len(page.title.get_text().split(" · ")[0].strip()) > 3
    about = page.select_one("meta[name=description]")
    assert about
    assert len(str(about["content"])) > 30
    assert len(page.select("h1")) == 1
    assert len(page.select("main")) == 1
