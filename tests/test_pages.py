"""The web book as its readers meet it: in a real browser, on a phone, by keyboard, without scripts.

What a reader would miss first comes first.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup, Tag
from companion import data
from conftest import ROOT, Built
from playwright.sync_api import Browser, Locator, Page

TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
COVER = TOC["root"]
LISTED = [c["file"] for part in TOC["parts"] for c in part["chapters"]]
LEDGER = "notebooks/12-the-ledger"
"""A list with a chart, and no argument: tested in ``test_ledger.py``."""

CHAPTERS = [file for file in LISTED if file.startswith("notebooks/") and file != LEDGER]
CHAPTER = next(c for c in CHAPTERS if "/07-" in c)
WHOLE = "notebooks/11-two-octobers"
"""Follows the whole essay: it has no card of its own, and its hues are those of the two crises."""

PAGES = [COVER, *LISTED, "search"]
SPARE = {"index", "genindex"}
"""Pages that Sphinx writes and no page of ours leads to."""

DESK, TABLET, PHONE = ({"width": w, "height": h} for w, h in ((1280, 800), (820, 1180), (390, 844)))
PAPER = "#F7F8F6"
TEXT_MIN, KILO = 12, 1000


def crossed(names: list[str], **choices: list[Any]) -> pytest.MarkDecorator:
    """Cross every choice for the cover and chapter 7; give other pages each choice once.

    So every page is opened in every scheme, size and zone, and the suite stays short.
    """
    whole = list(itertools.product(*choices.values()))
    most = max(len(values) for values in choices.values())
    each = [tuple(values[n % len(values)] for values in choices.values()) for n in range(most)]
    cases = [
        (name, *case) for name in names for case in (whole if name in (COVER, CHAPTER) else each)
    ]
    ids = ["-".join([case[0], *map(_named, case[1:])]) for case in cases]
    return pytest.mark.parametrize(("name", *choices), cases, ids=ids)


def _named(value: Any) -> str:
    return str(value["width"]) if isinstance(value, dict) else str(value)


PAGE = pytest.mark.parametrize("name", PAGES)
EACH_CHAPTER = pytest.mark.parametrize("name", CHAPTERS)
SIZE = pytest.mark.parametrize("size", [DESK, PHONE], ids=["1280", "390"])


# ---- helpers ----


@contextmanager
def fresh(browser: Browser, **options: Any) -> Iterator[Page]:
    """Give an empty page in a browser of its own: nothing cached, nothing stored."""
    context = browser.new_context(**{"viewport": DESK, **options})
    context.set_default_timeout(30000)  # a busy machine is not a fault of the page
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def visit(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open a page, and wait for its type."""
    with fresh(browser, **options) as page:
        page.goto(address)
        page.evaluate("document.fonts.ready.then(() => true)")
        yield page


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """Open a page and note every error, and every request that fails or goes elsewhere."""
    noted: list[str] = []
    home = urlsplit(address)[:2]

    def asked(url: str) -> None:
        if urlsplit(url)[:2] != home and not url.startswith("data:"):
            noted.append(f"elsewhere: {url}")

    with fresh(browser) as page:
        page.on("console", lambda m: noted.append(m.text) if m.type in ("error", "warning") else 0)
        page.on("pageerror", lambda error: noted.append(str(error)))
        page.on("request", lambda request: asked(request.url))
        page.on("requestfailed", lambda request: noted.append(f"failed: {request.url}"))
        page.on("response", lambda r: noted.append(f"{r.status}: {r.url}") if r.status > 399 else 0)
        page.goto(address, wait_until="networkidle")
        yield page, noted


def nothing(faults: Iterable[object], about: str = "") -> None:
    """Want no fault, and name each there is."""
    found = list(faults)
    assert not found, "\n".join([about, *map(str, found)])


def file(built: Built, name: str) -> str:
    """Return the address of a page in a folder."""
    return (built.html / f"{name}.html").as_uri()


def soup(path: Path) -> BeautifulSoup:
    """Parse a page as it was written."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def scroll_through(page: Page) -> None:
    """Scroll as a reader does, until every chart in sight of the way is live."""
    page.evaluate(
        """async () => {
          const rest = () => new Promise((done) => setTimeout(done, 40));
          if (!document.querySelector(".drawing")) return;  // nothing waits for a reader
          for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
            scrollTo({top: y, behavior: "instant"});
            await rest();
          }
        }"""
    )
    page.wait_for_function(
        """() => {
          const asleep = [...document.querySelectorAll(".drawing")]
            .filter((d) => d.offsetParent && !("live" in d.dataset || "still" in d.dataset));
          asleep[0]?.scrollIntoView({block: "center", behavior: "instant"});
          return !asleep.length;
        }"""
    )
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")


def number_of_charts(name: str) -> int:
    """Count the figures that a chapter's source declares."""
    return len(re.findall(r"(?m)^ +name: fig-", (ROOT / f"{name}.md").read_text("utf-8")))


DRAWN = """() => [...document.querySelectorAll("figure.fig")].map((figure) => {
  const svg = [...figure.querySelectorAll(".drawing svg")].find((s) => s.getClientRects().length);
  const box = svg && svg.getBoundingClientRect();
  return {id: figure.id, wide: box ? box.width : 0, high: box ? box.height : 0,
          words: svg ? svg.textContent.trim().length : 0};
})"""


# ---- the page is there, and whole ----


def test_the_pages_are_those_of_the_contents(built: Built) -> None:
    """A page that no test opens could be broken, and a chapter could be missing."""
    static = built.html / "_static"
    found = {
        p.relative_to(built.html).with_suffix("").as_posix()
        for p in built.html.rglob("*.html")
        if static not in p.parents
    }
    assert found == {*PAGES, *SPARE}


@PAGE
@pytest.mark.parametrize("way", ["http", "file"])
def test_a_page_opens_quietly_and_alone(
    browser: Browser, built: Built, site: str, name: str, way: str
) -> None:
    """A reader would meet an error, or a third party would learn what they read."""
    address = f"{site}/{name}.html" if way == "http" else file(built, name)
    with watched(browser, address) as (page, noted):
        assert page.locator("h1").first.inner_text().strip()
        assert page.title().split(" · ")[0].strip()
        scroll_through(page)
        page.wait_for_load_state("networkidle")
    nothing(noted)


@EACH_CHAPTER
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_charts_are_there_without_scripts(
    browser: Browser, built: Built, name: str, width: int
) -> None:
    """A reader with scripts off, or on a slow train, would see holes instead of charts."""
    size = {"width": width, "height": 800}
    with visit(browser, file(built, name), java_script_enabled=False, viewport=size) as page:
        drawn = page.evaluate(DRAWN)
    assert len(drawn) == number_of_charts(name) >= 2
    nothing([d for d in drawn if d["wide"] < 250 or d["high"] < 100 or d["words"] < 20])


@EACH_CHAPTER
def test_tables_and_navigation_need_no_scripts(browser: Browser, built: Built, name: str) -> None:
    """The rows behind a chart, and the way on, would be out of reach."""
    with visit(browser, file(built, name), java_script_enabled=False) as page:
        for summary in page.locator(".acts summary").all():
            table = summary.locator("xpath=..").locator("table")
            assert not table.is_visible()
            summary.click()
            assert table.is_visible()
            assert table.locator("tbody tr").count() > 1
        page.locator("nav.side a.home").click()
        assert page.url == file(built, COVER)
        page.locator(".toc a").first.click()
        assert page.url == file(built, CHAPTERS[0])


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
    nothing(noted)


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


# ---- charts answer, and stay where they are ----


@EACH_CHAPTER
@SIZE
def test_charts_come_alive_in_their_place(
    browser: Browser, built: Built, name: str, size: dict[str, int]
) -> None:
    """Charts would stay mute, or the text would jump under the reader's finger."""
    with visit(browser, file(built, name), viewport=size) as page:
        before = page.evaluate(DRAWN)
        scroll_through(page)
        after = page.evaluate(DRAWN)
        still = page.eval_on_selector_all("[data-still]", "all => all.map((d) => d.dataset.still)")
        seen = "all => all.filter((d) => d.offsetParent).length"
        live = page.eval_on_selector_all(".drawing[data-live]", seen)
    nothing(still)
    assert live == len(before) > 0
    for old, new in zip(before, after, strict=True):
        assert abs(old["high"] - new["high"]) <= 1, old["id"]
        assert abs(old["wide"] - new["wide"]) <= 1, old["id"]
        assert new["words"] > 20, old["id"]


@PAGE
@SIZE
def test_nothing_moves_while_a_reader_scrolls(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    """Late fonts or charts would push the line that is being read."""
    watch = """window.moved = []; new PerformanceObserver((list) => {
      for (const e of list.getEntries()) window.moved.push([e.value,
        e.sources.map((s) => s.node && (s.node.className || s.node.nodeName)).join(" ")]);
    }).observe({type: "layout-shift", buffered: true});"""
    with fresh(browser, viewport=size) as page:
        page.add_init_script(watch)
        page.goto(f"{site}/{name}.html", wait_until="networkidle")
        scroll_through(page)
        page.wait_for_timeout(100)
        moved = page.evaluate("window.moved")
    assert sum(value for value, _ in moved) < 0.02, moved


WHERE = """() => [...document.querySelectorAll(".drawing svg")]
  .filter((svg) => svg.getClientRects().length)
  .flatMap((svg) => [...svg.querySelectorAll("text")].filter((e) => e.textContent.trim())
    .map((e) => { const b = e.getBoundingClientRect(), s = svg.getBoundingClientRect();
      return [svg.closest("figure").id, e.textContent, b.x - s.x, b.y - s.y]; }))"""


ZONES = ["America/New_York", "Europe/Moscow", "Pacific/Auckland"]
FARTHEST = [(name, ZONES[-1]) for name in CHAPTERS if name != CHAPTER]
"""Where a day is most likely to slip: all that the other chapters are tried in."""


@pytest.mark.parametrize(("name", "zone"), [*((CHAPTER, zone) for zone in ZONES), *FARTHEST])
def test_live_charts_show_the_same_days_everywhere(
    browser: Browser, built: Built, name: str, zone: str
) -> None:
    """The chart would be drawn again on the reader's own clock, and the 22nd become the 23rd."""
    with visit(browser, file(built, name), timezone_id=zone) as page:
        still = sorted(page.evaluate(WHERE))
        scroll_through(page)
        live = sorted(page.evaluate(WHERE))
        clock = page.evaluate("new Date(0).getTimezoneOffset()")
    assert clock != 0
    assert [w[:2] for w in live] == [w[:2] for w in still]
    moved = [
        (old, new)
        for old, new in zip(still, live, strict=True)
        if max(abs(a - b) for a, b in zip(old[2:], new[2:], strict=True)) > 2
    ]
    nothing(moved)


CLOCKS = "Washington|New York|Moscow|Havana|Kyiv|Warsaw|Bali|Berlin|Brussels|GMT|UTC"
"""The clocks that an hour may be told by."""


@EACH_CHAPTER
def test_a_mark_says_when_and_on_whose_word(browser: Browser, built: Built, name: str) -> None:
    """A mark without both clocks or a source is a claim that the reader has to believe."""
    page = soup(built.html / f"{name}.html")
    titles = data.short_titles()
    marks = page.select(".drawing svg a[aria-label]")
    assert len(marks) > (20 if name == CHAPTER else 0)
    timed = re.compile(r"\d\d:\d\d")
    for mark in marks:
        said, key = str(mark["aria-label"]), _target(mark).removeprefix("#ref-")
        assert titles[key] in said, f"does not name its source {key}: {said}"
        if timed.search(said):
            assert re.search(CLOCKS, said), said
        if timed.search(said) and name == CHAPTER:
            assert "Washington" in said, said
            assert "Moscow" in said, said
    assert name != CHAPTER or any(timed.search(str(mark["aria-label"])) for mark in marks)


def _target(link: Tag) -> str:
    return str(link.get("href") or link.get("xlink:href"))


MARKS = """(drawing) => [...drawing.querySelectorAll("svg [aria-label]")].map((mark) => {
  mark.scrollIntoView({block: "center", behavior: "instant"});
  const b = mark.getBoundingClientRect();
  const across = b.width > 20 ? 40 : 4, down = b.height > 5 ? 4 : 2;
  const hit = (x, y) => document.elementFromPoint(x, y) === mark;
  const points = [];
  for (let i = 1; i <= across; i++) for (let j = 1; j <= down; j++) {
    points.push([b.x + (i - 0.5) / across * b.width, b.y + (j - 0.5) / down * b.height]);
  }
  const free = points.filter(([x, y]) => hit(x, y));
  const sure = free.filter(([x, y]) => [-0.6, 0.6].every((d) => hit(x + d, y)));
  return {said: mark.getAttribute("aria-label"), bar: b.width > 20, at: sure[0] || null,
          share: free.length / points.length};
})"""


def marks_of(drawing: Locator, most: int = 4) -> Iterator[dict[str, Any]]:
    """Bring some marks of a live drawing into view, one after the other."""
    found = drawing.evaluate(MARKS)
    clear = [index for index, mark in enumerate(found) if mark["at"]]
    for index in clear[:: max(1, len(clear) // most)][:most]:
        label = drawing.locator("svg [aria-label]").nth(index)
        label.evaluate("mark => mark.scrollIntoView({block: 'center', behavior: 'instant'})")
        x, y = drawing.evaluate(MARKS.replace(")].map", f")].slice({index}, {index + 1}).map"))[0][
            "at"
        ]
        yield {"x": x, "y": y, "said": found[index]["said"]}


@EACH_CHAPTER
def test_pointing_at_a_mark_shows_what_it_says(browser: Browser, built: Built, name: str) -> None:
    """The tooltip is the way from a mark to its hours and its source."""
    shown = Counter[str]()
    with visit(browser, file(built, name)) as page:
        scroll_through(page)
        for drawing in page.locator(".drawing[data-live]:visible").all():
            figure = drawing.evaluate("drawing => drawing.closest('figure').id")
            for mark in marks_of(drawing):
                page.mouse.move(mark["x"], mark["y"])
                tip = page.locator("#vg-tooltip-element.visible")
                tip.wait_for(timeout=10000)
                assert _words(tip.inner_text()) == _words(mark["said"])
                box = tip.bounding_box()
                assert box
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= DESK["width"]
                page.mouse.move(1, 1)
                page.locator("#vg-tooltip-element.visible").wait_for(state="hidden")
                shown[figure] += 1
    assert len(shown) >= (3 if name == CHAPTER else 1)
    assert min(shown.values()) >= (3 if name == CHAPTER else 1)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@EACH_CHAPTER
def test_a_mark_leads_to_its_source(browser: Browser, built: Built, name: str) -> None:
    """One step from a mark to its source is what the book promises, live or not."""
    with visit(browser, file(built, name), java_script_enabled=False) as page:
        mark = page.locator(".drawing:visible svg a").first
        link = mark.get_attribute("href") or mark.get_attribute("xlink:href") or ""
        mark.evaluate("mark => mark.scrollIntoView({block: 'center', behavior: 'instant'})")
        box = mark.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        _at(page, f"{file(built, name)}{link}")
    titles = {title: key for key, title in data.short_titles().items()}
    clicked = set()
    with visit(browser, file(built, name)) as page:
        scroll_through(page)
        for drawing in page.locator(".drawing[data-live]:visible").all():
            for mark in marks_of(drawing):
                source = mark["said"].rsplit("\n", 1)[-1].split(";")[0]
                page.mouse.click(mark["x"], mark["y"])
                _at(page, f"{file(built, name)}#ref-{titles[source]}")
                clicked.add(source)
    assert len(clicked) >= 4


def _at(page: Page, address: str) -> None:
    """Wait until the reader is at a place of the same page, and sees it."""
    page.wait_for_url(address, timeout=10000)
    box = page.locator(f"[id='{urlsplit(address).fragment}']").bounding_box()
    assert box
    assert 0 <= box["y"] < DESK["height"]


@SIZE
def test_the_ships_can_be_looked_at_day_by_day(
    browser: Browser, built: Built, size: dict[str, int]
) -> None:
    """The control is how a crowded day is read; it must work by keyboard too."""
    with visit(browser, file(built, CHAPTER), viewport=size) as page:
        scroll_through(page)
        figure = page.locator("#fig-ships")
        control = figure.locator(".drawing:visible select")
        drawing = figure.locator(".drawing:visible svg")
        days = control.locator("option").all_inner_texts()
        assert days[0] == "all days"
        assert "23 Oct" in " ".join(days)
        whole, box = drawing.inner_html(), drawing.bounding_box()
        control.select_option(index=2)
        assert drawing.inner_html() != whole, "choosing a day changed nothing"
        assert drawing.bounding_box() == box
        control.select_option(index=0)
        control.focus()
        page.keyboard.press("ArrowDown")
        assert control.evaluate("select => select.selectedIndex") == 1
        assert drawing.inner_html() != whole, "the keyboard changed nothing"
        assert figure.locator("svg a:not([tabindex='-1'])").count() == 0, "marks became tab stops"


# ---- weight ----


@EACH_CHAPTER
@SIZE
def test_a_first_visit_is_light(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    """On a phone on a train every kilobyte is waiting."""
    with fresh(browser, viewport=size) as page:
        got: dict[str, bytes] = {}
        page.on("response", lambda response: got.update({response.url: response.body()}))
        page.goto(f"{site}/{name}.html", wait_until="networkidle")
        drawn = page.evaluate(DRAWN)
    weights = {urlsplit(url).path: _weight(url, body) for url, body in got.items()}
    scripts = sum(w for path, w in weights.items() if path.endswith(".js"))
    assert all(d["words"] for d in drawn)
    assert len(weights) > 3, "the page has no style, type or script?"
    assert sum(weights.values()) <= 350 * KILO, weights
    assert scripts <= 120 * KILO, weights


def _weight(url: str, body: bytes) -> int:
    packed = urlsplit(url).path.endswith((".woff2", ".png", ".jpg"))
    return len(body) if packed else len(gzip.compress(body, 6))


# ---- reach ----

STOP = """() => {
  const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  return {tag: e.localName, css: e.className, parent: e.parentElement?.className || "",
          text: e.innerText || e.value || "", href: e.getAttribute("href") || "",
          nav: !!e.closest("nav"), seen: b.width > 0 && b.height > 0 && b.bottom > 0
          && b.top < innerHeight && b.right > 0 && b.left < innerWidth,
          ring: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
          colour: s.outlineColor};
}"""


@EACH_CHAPTER
def test_the_keyboard_reaches_everything(browser: Browser, built: Built, name: str) -> None:
    """Whoever cannot use a mouse would miss verdicts, evidence, tables or files."""
    with visit(browser, file(built, name)) as page:
        scroll_through(page)
        wanted = {
            css: page.locator(f"{css}:visible").count()
            for css in (
                "a.verdict",
                ".ev > summary",
                ".acts summary",
                ".acts a[download]",
                "select",
            )
        }
        stops = []
        while len(stops) < 900:
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop["tag"] == "body":
                break
            stops.append(stop)
    assert stops[0]["css"] == "skip"
    assert stops[0]["href"] == "#text"
    assert stops[1]["nav"]
    reached = Counter(
        {
            "a.verdict": sum("verdict" in s["css"].split() for s in stops),
            ".ev > summary": sum(s["tag"] == "summary" and "ev" in s["parent"] for s in stops),
            ".acts summary": sum(s["text"] == "Show as a table" for s in stops),
            ".acts a[download]": sum(s["text"] in ("CSV", "SVG") for s in stops),
            "select": sum(s["tag"] == "select" for s in stops),
        }
    )
    spared = {"select": name != CHAPTER, ".ev > summary": name == WHOLE}
    assert all(count for css, count in wanted.items() if not spared.get(css))
    assert reached == wanted
    assert any(s["tag"] == "button" and s["css"] == "theme" for s in stops)
    nothing([s for s in stops if not s["seen"]])
    nothing([s for s in stops if not s["ring"]])


def test_the_skip_link_skips(browser: Browser, built: Built) -> None:
    """Every page would begin with the same twenty stops."""
    with visit(browser, file(built, CHAPTER)) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')")


@SIZE
def test_a_card_tells_of_a_source_on_focus(
    browser: Browser, built: Built, size: dict[str, int]
) -> None:
    """The card says what the source is and how far it was read; not only to a mouse."""
    with visit(browser, file(built, CHAPTER), viewport=size) as page:
        reference = page.locator("p .ref > a[href^='#ref-']").first
        card = page.locator(f"#{reference.get_attribute('aria-describedby')}")
        assert not card.is_visible()
        reference.focus()
        page.wait_for_timeout(400)
        assert card.is_visible()
        assert re.search(
            r"Read (whole|in part)|Only the (opening|abstract) read", card.inner_text()
        )
        box = card.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]


COLOUR_RULES = ["color-contrast", "link-in-text-block"]
ALIKE = """(most) => {
  for (const list of document.querySelectorAll("main section, main")) {
    const alike = [...list.children].filter((e) => e.matches(".all-sources"));
    alike.slice(most).forEach((e) => e.remove());
  }
}"""
MOST = 40
"""So many entries of one list are looked at: sources and rows are hundreds, and all made alike."""


@crossed(PAGES, size=[DESK, PHONE], scheme=["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, built: Built, name: str, size: dict[str, int], scheme: Any
) -> None:
    """Readers with a screen reader, low sight or no mouse would be shut out.

    All rules in the light, with all that folds unfolded; in the dark those on colour.
    """
    with visit(browser, file(built, name), viewport=size, color_scheme=scheme) as page:
        scroll_through(page)
        page.evaluate(ALIKE, MOST)
        if scheme == "light":
            page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
        only = {"runOnly": COLOUR_RULES} if scheme == "dark" else {}
        found = (
            Axe().run(page, options={"resultTypes": ["violations"], **only}).response["violations"]
        )
    report = [
        f"{v['id']} ({v['impact']}), {len(v['nodes'])} times: {v['help']}; "
        + " | ".join(
            f"{' '.join(map(str, n['target']))}: {n['html'][:160]}" for n in v["nodes"][:3]
        )
        for v in found
    ]
    assert not report, "\n".join(report)


@PAGE
@pytest.mark.parametrize("width", [390, 320])
def test_no_sideways_scroll_on_a_phone(
    browser: Browser, built: Built, name: str, width: int
) -> None:
    """Text would run out of the screen."""
    size = {"width": width, "height": 844}
    with visit(browser, file(built, name), viewport=size, has_touch=True) as page:
        scroll_through(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "with details open"


# ---- charts can be read ----

WORDS = """() => [...document.querySelectorAll(".drawing svg")]
  .filter((svg) => svg.getClientRects().length)
  .map((svg) => {
    const frame = svg.getBoundingClientRect();
    const words = [];
    for (const text of svg.querySelectorAll("text")) {
      const style = getComputedStyle(text);
      for (const part of text.children.length ? text.children : [text]) {
        if (!part.textContent.trim()) continue;
        const b = part.getBoundingClientRect();
        words.push({text: part.textContent, px: parseFloat(style.fontSize) * text.getScreenCTM().a,
          box: [b.left - frame.left, b.top - frame.top,
                b.right - frame.left, b.bottom - frame.top]});
      }
    }
    return {figure: svg.closest("figure").id, size: [frame.width, frame.height], words};
  })"""
ABOVE, BELOW = 0.21, 0.05
"""Shares of a line's box over its capitals and under its descenders, in Source Sans Pro."""


@crossed(CHAPTERS, size=[DESK, TABLET, PHONE], live=[False, True])
def test_words_in_charts_stand_clear(
    browser: Browser, built: Built, name: str, size: dict[str, int], live: bool
) -> None:
    """Words too small, on top of each other or cut off are words that nobody reads."""
    with visit(browser, file(built, name), viewport=size) as page:
        if live:
            scroll_through(page)
        drawings = page.evaluate(WORDS)
    assert len(drawings) == number_of_charts(name)
    faults = []
    for drawing in drawings:
        figure, (right, bottom) = drawing["figure"], drawing["size"]
        words = {(w["text"], *map(round, w["box"])): w for w in drawing["words"]}.values()
        assert len(words) > 8
        faults += [f"{figure}: {w['px']:.1f} px: {w['text']}" for w in words if w["px"] < TEXT_MIN]
        boxes = [(w["text"], _glyphs(*w["box"])) for w in words]
        for text, (x, y, x2, y2) in boxes:
            if x < -2 or y < -2 or x2 > right + 2 or y2 > bottom + 2:
                faults.append(f"{figure}: leaves the drawing: {text}")
        faults += [
            f"{figure}: “{a}” on “{b}”"
            for i, (a, one) in enumerate(boxes)
            for b, other in boxes[:i]
            if _overlap(one, other)
        ]
    nothing(faults)


def _glyphs(x: float, y: float, x2: float, y2: float) -> tuple[float, float, float, float]:
    high = y2 - y
    return x, y + ABOVE * high, x2, y2 - BELOW * high


def _overlap(one: tuple[float, ...], other: tuple[float, ...], least: float = 0.5) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > least and down > least


PAINT = """() => {
  const page = getComputedStyle(document.body).backgroundColor, found = [];
  for (const svg of document.querySelectorAll(".drawing svg")) {
    if (!svg.getClientRects().length) continue;
    for (const e of svg.querySelectorAll("[fill], [stroke]")) {
      for (const name of ["fill", "stroke"]) {
        const said = e.getAttribute(name);
        if (!said || ["none", "transparent"].includes(said)) continue;
        found.push({figure: svg.closest("figure").id, tag: e.localName, name, said,
          text: e.localName === "text" ? e.textContent : "", shown: getComputedStyle(e)[name]});
      }
    }
  }
  return {page, found};
}"""


@crossed(CHAPTERS, scheme=["light", "dark"], live=[True, False])
def test_charts_take_the_colours_of_the_page(
    browser: Browser, built: Built, name: str, scheme: Any, live: bool
) -> None:
    """In the dark a chart would be a white sheet, or dark words on a dark ground."""
    with visit(browser, file(built, name), color_scheme=scheme) as page:
        if live:
            scroll_through(page)
        seen = page.evaluate(PAINT)
    ground, found = _rgb(seen["page"]), seen["found"]
    assert (sum(ground) < 200) == (scheme == "dark")
    assert len(found) > 100
    stuck = {
        (p["figure"], p["said"])
        for p in found
        if scheme == "dark" and _rgb(p["shown"]) == _rgb(p["said"])
    }
    nothing(stuck, "colours that the style sheet does not turn dark")
    nothing([p for p in found if p["said"] == PAPER and _rgb(p["shown"]) != ground])
    faint = {
        (p["figure"], p["text"], p["said"])
        for p in found
        if p["text"] and p["name"] == "fill" and p["said"] != PAPER
        if _contrast(_rgb(p["shown"]), ground) < 4.5
    }
    nothing(faint, "words that can hardly be read")
    marks = {p["said"] for p in found if p["said"] in _actors()}
    assert len(marks) >= (2 if name == WHOLE else 3)
    pale = {
        p["said"] for p in found if p["said"] in marks if _contrast(_rgb(p["shown"]), ground) < 3
    }
    nothing(pale, "marks that can hardly be seen")


def _actors() -> set[str]:
    from companion import theme

    return {*theme.COLOURS.values(), theme.OTHER, *theme.CRISIS.values()}


def _rgb(colour: str) -> tuple[int, ...]:
    if colour.startswith("#"):
        return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return tuple(int(float(n)) for n in re.findall(r"[\d.]+", colour)[:3])


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, ...]) -> float:
    parts = [c / 255 / 12.92 if c < 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@PAGE
def test_a_reader_may_choose_the_dark(browser: Browser, site: str, name: str) -> None:
    """The button answers, and the choice holds on the next page."""
    ground = "getComputedStyle(document.body).backgroundColor"
    with visit(browser, f"{site}/{name}.html", color_scheme="light") as page:
        light = page.evaluate(ground)
        page.locator("button.theme:visible").click()
        dark = page.evaluate(ground)
        assert sum(_rgb(dark)) < 200 < sum(_rgb(light))
        page.goto(f"{site}/{CHAPTER}.html")
        assert page.evaluate(ground) == dark


# ---- on paper, and taken away ----


@EACH_CHAPTER
def test_a_printed_page_has_text_cards_and_wide_charts(
    browser: Browser, built: Built, name: str
) -> None:
    """A teacher who prints the page would print the menu, or lose charts and verdicts."""
    sheet = {"width": 680, "height": 960}
    with visit(browser, file(built, name), viewport=sheet, color_scheme="dark") as page:
        page.emulate_media(media="print")
        for css in ("nav.side", "header.bar", "nav.prevnext", "a.skip", "button.theme", ".acts"):
            shown = [e for e in page.locator(css).all() if _on_the_sheet(e.bounding_box())]
            nothing(shown, f"{css} is printed")
        for drawing in page.locator(".chart").all():
            assert drawing.locator(".w").is_visible()
            assert not drawing.locator(".n").is_visible()
        main = page.locator("main").bounding_box()
        assert main
        cards = page.locator(".claimcard").all()
        assert cards or name == WHOLE
        for card in cards:
            box = card.bounding_box()
            assert box, "a card is not printed"
            assert main["x"] <= box["x"]
            assert box["x"] + box["width"] <= main["x"] + main["width"] + 1
        assert page.evaluate("document.documentElement.scrollWidth") <= sheet["width"]
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert sum(_rgb(ground)) > 700, "the dark would be printed"


def _on_the_sheet(box: Any) -> bool:
    return bool(box) and box["width"] > 1 and box["x"] + box["width"] > 0


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
