"""The course PDF: a reader turns every page, a screen reader hears it, two builds agree."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pytest
from companion import data
from two_octobers.pdf.layout import Card, Layout, Wall, arrange
from two_octobers.pdf.settled import settled

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
FAMILIES = {"SourceSerifPro", "SourceSansPro", "DejaVuSansMono"}
CYRILLIC = re.compile(r"[\u0400-\u04ff]{3,}")


@pytest.fixture(scope="module")
def pdf(built_pdf: Path) -> Iterator[pikepdf.Pdf]:
    """Open the PDF."""
    with pikepdf.open(built_pdf) as opened:
        yield opened


@pytest.fixture(scope="module")
def structure(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """List all elements of the structure tree, in reading order."""
    return list(elements(pdf.Root.StructTreeRoot))


def elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Walk what is under an element of the structure tree, in reading order."""
    kids = parent.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def _resources(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Walk the resources of every page and of every drawing on it."""
    for page in pdf.pages:
        waiting = [page.Resources]
        while waiting:
            resources = waiting.pop()
            yield resources
            drawings = resources.get("/XObject", {})
            waiting += [x.Resources for x in drawings.values() if "/Resources" in x]


def _outline(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return list(_titles(outline.root))


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _plain(heading: str) -> str:
    return re.sub(r"[*_`’']", "", heading).strip()


def _headings(notebook: Path) -> list[str]:
    """Read the headings of a chapter's source; in its cells, ``#`` is a comment."""
    text = re.sub(r"(?ms)^```.*?^```\s*$", "", notebook.read_text(encoding="utf-8"))
    return [_plain(h) for h in re.findall(r"(?m)^#+ (.+)$", text)]


@cache
def texts_of(file: Path) -> list[str]:
    """Extract the text of each page; whoever asks again gets the same."""
    with pikepdf.open(file) as pdf:
        return [text_of(page) for page in pdf.pages]


def text_of(page: pikepdf.Page) -> str:
    """Extract a page's text by way of the fonts' own Unicode maps."""
    fonts = {name: unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    shown, current = [], {}
    for operands, operator in pikepdf.parse_content_stream(page, "Tf Tj TJ"):
        if str(operator) == "Tf":
            current = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else operands
            codes = b"".join(bytes(p) for p in pieces if isinstance(p, pikepdf.String))
            pairs = (codes[i : i + 2] for i in range(0, len(codes), 2))
            shown.append("".join(current.get(pair, "\ufffd") for pair in pairs))
    return "".join(shown)


def unicode_map(font: pikepdf.Object) -> dict[bytes, str]:
    """Read a font's ToUnicode map, as Typst writes it."""
    source = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[bytes, str] = {}
    for block in re.findall(r"(?s)beginbfchar(.*?)endbfchar", source):
        for code, target in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(target).decode("utf-16-be")
    return found


def test_alone_in_its_folder(built_pdf: Path) -> None:
    assert {p.suffix for p in built_pdf.parent.iterdir()} == {".pdf"}


def test_number_of_pages(pdf: pikepdf.Pdf) -> None:
    chapters = len(list(NOTEBOOKS.glob("[0-9][0-9]-*.md")))
    assert 3 + 2 * chapters <= len(pdf.pages) <= 20 + 16 * chapters


def test_every_page_says_something(built_pdf: Path) -> None:
    assert not [n for n, text in enumerate(texts_of(built_pdf), 1) if len(text) < 20]


def test_all_text_can_be_extracted(built_pdf: Path) -> None:
    assert not [n for n, text in enumerate(texts_of(built_pdf), 1) if "\ufffd" in text]


def test_cyrillic_can_be_extracted(built_pdf: Path) -> None:
    root = NOTEBOOKS.parent
    tables = [root / "data" / name for name in ("references.bib", "people.csv", "glossary.csv")]
    sources = [*tables, *NOTEBOOKS.glob("*.md"), *root.glob("book/*.md")]
    written = "".join(source.read_text(encoding="utf-8") for source in sources)
    printed = CYRILLIC.findall("".join(texts_of(built_pdf)))
    assert bool(printed) <= bool(CYRILLIC.search(written))
    assert all(word in written for word in printed)


def test_figures_are_vectors_with_a_description(
    pdf: pikepdf.Pdf, structure: list[pikepdf.Object]
) -> None:
    drawings = [x for r in _resources(pdf) for x in r.get("/XObject", {}).values()]
    assert not [x for x in drawings if x.Subtype == "/Image"]
    figures = [e for e in structure if e.S == "/Figure"]
    assert len(figures) >= 2
    assert all(len(str(figure.get("/Alt", ""))) > 20 for figure in figures)


def test_outline_has_every_heading_of_the_chapters(pdf: pikepdf.Pdf) -> None:
    whole = [_plain(title) for title in _outline(pdf)]
    outline = [title for title in whole if not re.match(r"\d · ", title)]
    sections = data.table("essay").drop_duplicates("section")
    for number, title in zip(sections["section"], sections["section_title"], strict=True):
        assert _plain(f"{number} · {title}") in whole
    for notebook in sorted(NOTEBOOKS.glob("[0-9][0-9]-*.md")):
        headings = _headings(notebook)
        start = outline.index(headings[0])
        assert outline[start : start + len(headings)] == headings, notebook.name


def test_tagged_and_in_english(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.docinfo.Title) == "Two Octobers"
    assert str(pdf.docinfo.Author)


def test_no_heading_level_is_skipped(structure: list[pikepdf.Object]) -> None:
    levels = [int(m[1]) for e in structure if (m := re.fullmatch(r"/H(\d)", str(e.S)))]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_only_the_fonts_of_the_book_and_all_embedded(pdf: pikepdf.Pdf) -> None:
    fonts = [f for r in _resources(pdf) for f in r.get("/Font", {}).values()]
    families = {re.sub(r"^/[A-Z]{6}\+|-.*$", "", str(f.BaseFont)) for f in fonts}
    assert {"SourceSerifPro", "SourceSansPro"} <= families <= FAMILIES
    for font in fonts:
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_pdf_ua(built_pdf: Path) -> None:
    report = pdfua.validate(str(built_pdf))
    assert not [(f.rule_id, f.message) for f in report.findings]


def test_links_lead_somewhere(pdf: pikepdf.Pdf) -> None:
    pages = {page.objgen for page in pdf.pages}
    inside, outside = 0, 0
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            assert link.Subtype == "/Link"
            action = link.get("/A", {})
            if action.get("/S") == "/URI":
                assert str(action.URI).startswith(("https://", "http://"))
                outside += 1
            else:
                target = link.Dest if "/Dest" in link else action.D
                assert target[0].objgen in pages
                inside += 1
    assert inside > 10
    assert outside > 3


def test_two_builds_are_identical(built_pdf: Path, rebuild_pdf: Callable[[], bytes]) -> None:
    assert rebuild_pdf() == built_pdf.read_bytes()


@pytest.mark.parametrize("seed", range(50))
def test_margin_cards_keep_clear_of_each_other(seed: int) -> None:
    dice = random.Random(seed)
    cards = sorted(
        (Card(f"d#{n}", 1, dice.uniform(74, 700), dice.uniform(60, 230)) for n in range(4)),
        key=lambda card: card.y,
    )
    start = dice.uniform(74, 600)
    walls = [Wall(1, start, start + dice.uniform(20, 200))]
    tops, crowded = arrange(cards, walls, top=74, bottom=731)
    assert {*tops, *crowded} == {card.id for card in cards}
    filled = [(w.top, w.bottom) for w in walls]
    filled += [(tops[c.id], tops[c.id] + c.height) for c in cards if c.id in tops]
    assert all(a[1] < b[0] for a, b in pairwise(sorted(filled)))
    assert all(y >= 73.8 for y in tops.values())
    assert all(tops[c.id] + c.height <= 731.2 for c in cards if c.id in tops)


SETTLED = {
    "chapter.typ": '#chart("charts/a.svg")',
    "charts/a.svg": "<svg/>",
    "style.typ": "#let ink = black",
    "facts.json": '{"title": "Two", "places": {"a": 1}, "paper": {"width": 210}}',
}


@pytest.mark.parametrize(
    ("name", "new", "again"),
    [
        ("chapter.typ", 'A word. #chart("charts/a.svg")', True),
        ("charts/a.svg", "<svg height='9'/>", True),
        ("style.typ", "#let ink = blue", True),
        ("facts.json", '{"title": "Three", "places": {"a": 1}, "paper": {"width": 210}}', True),
        ("facts.json", '{"title": "Two", "places": {}, "paper": {"width": 216}}', False),
    ],
)
def test_decisions_are_taken_over_only_for_the_same_document(
    tmp_path: Path, name: str, new: str, again: bool
) -> None:
    """A mended paragraph would be set with the cards and figures of the one before."""
    (tmp_path / "charts").mkdir()
    for file, said in SETTLED.items():
        (tmp_path / file).write_text(said, "utf-8")
    made: list[Layout] = []

    def settle() -> Layout:
        made.append(Layout(text={f"card {len(made)}"}))
        return made[-1]

    def decided() -> Layout:
        return settled(tmp_path, "chapter", ["style.typ"], tmp_path / "kept", settle)

    assert decided() == decided() == made[0]
    assert len(made) == 1
    (tmp_path / name).write_text(new, "utf-8")
    assert decided() == made[-1]
    assert len(made) == 1 + again
