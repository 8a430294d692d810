"""The course PDF as a typographer turns its pages: notes, lines, figures, small type, numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from companion import data
from tagged import Element, Tagged, squeezed
from two_octobers.names import in_order

SMALLEST = 7.0
LEFT = 24 * 72 / 25.4
"""Points: the smallest letter, and the left edge of the text."""
HEADINGS = re.compile(r"H\d")
FIGURE = re.compile(r"Figure (\d+\.\d+)$")
FEWEST = 5
"""So many lines of a list of sources that goes over a page stand together in a column."""


@pytest.fixture(scope="module")
def paper(built_pdf: Path) -> Tagged:
    """Read the whole PDF once."""
    return Tagged(built_pdf)


@pytest.fixture(scope="module")
def texts(paper: Tagged) -> dict[int, str]:
    """Return the words of each page."""
    found: dict[int, list[str]] = defaultdict(list)
    for glyphs in paper.shown:
        found[glyphs.page].append(glyphs.text)
    return {page: " ".join("".join(words).split()) for page, words in found.items()}


def _pages(element: Element) -> set[int]:
    return {page for page, _ in element.lines}


# ---- lines and notes ----


def test_a_note_stands_on_the_page_of_its_mark(paper: Tagged) -> None:
    """Who meets a mark looks to the foot of this page, not of the next."""
    astray, seen = [], 0
    for parent in paper.document.walk():
        elements = [kid for kid in parent.kids if isinstance(kid, Element)]
        for mark, note in pairwise(elements):
            if (mark.tag, note.tag) == ("Lbl", "Note"):
                seen += 1
                if min(_pages(mark)) != min(_pages(note)):
                    astray.append((min(_pages(mark)), note.plain[:40]))
    assert seen > 200
    assert len(astray) <= 1, astray  # the second of two in one line


def test_no_line_of_a_paragraph_stands_alone(paper: Tagged) -> None:
    """A last line at the head of a page, or a first one at its foot, belongs to nothing."""
    alone = []
    for paragraph in paper.document.all("P"):
        pages = sorted(_pages(paragraph))
        for page in pages if len(pages) > 1 else ():
            if len({y for p, y in paragraph.lines if p == page}) < 2:
                alone.append((page, paragraph.plain[:50]))
    assert alone == []


def test_no_heading_stands_at_the_foot_of_a_page(paper: Tagged) -> None:
    """A heading without its text announces the next page."""
    elements = [e for e in paper.document.walk() if e.lines]
    alone = []
    for heading, after in pairwise(elements):
        starts = HEADINGS.fullmatch(heading.tag) and after not in list(heading.walk())
        if starts and min(_pages(after)) > max(_pages(heading)):
            alone.append((max(_pages(heading)), heading.plain))
    assert alone == []


def _under(paper: Tagged, heading: re.Pattern[str]) -> Iterator[tuple[Element, list[Element]]]:
    """Yield each heading of a form, and what stands under it up to the next heading."""
    elements = [e for e in paper.document.walk() if e.lines]
    starts = [n for n, e in enumerate(elements) if HEADINGS.fullmatch(e.tag)]
    for start, end in pairwise([*starts, len(elements)]):
        if heading.match(elements[start].plain):
            yield elements[start], elements[start + 1 : end]


def test_a_list_of_sources_is_under_its_heading_and_not_left_to_a_few_lines(paper: Tagged) -> None:
    """Two lines on a page of their own, or the heading alone on the page before."""
    seen, parted = 0, []
    for heading, under in _under(paper, re.compile("Sources and tables")):
        lines = defaultdict(set)
        for page, y in (line for e in under if e.plain.startswith("Sources.") for line in e.lines):
            lines[page].add(y)
        seen += 1
        few = len(lines) > 1 and min(map(len, lines.values())) < FEWEST
        if min(lines) != max(_pages(heading)) or few:
            parted.append((_pages(heading), {page: len(ys) for page, ys in lines.items()}))
    assert seen > 10
    assert parted == []


def test_a_solution_is_not_parted_from_what_its_code_prints(paper: Tagged) -> None:
    """Figures overleaf from the sentence that they prove."""
    solutions = list(_under(paper, re.compile(r"Solution \d")))
    assert len(solutions) > 30
    parted = [h.plain for h, under in solutions if len(set().union(*map(_pages, [h, *under]))) > 1]
    assert parted == []


# ---- figures ----


def _captions(paper: Tagged) -> dict[str, int]:
    """Return the page of each figure, by its number."""
    found = ((FIGURE.match(glyphs.text.strip()), glyphs.page) for glyphs in paper.shown)
    return {match[1]: page for match, page in found if match}


def test_figures_come_in_order_and_near_their_text(paper: Tagged, texts: dict[int, str]) -> None:
    """What the text speaks of is at most a leaf away, with another figure between."""
    figures = _captions(paper)
    assert len(figures) > 40
    order = sorted(figures, key=lambda number: [int(part) for part in number.split(".")])
    assert [figures[number] for number in order] == sorted(figures.values())
    far = []
    for number, page in figures.items():
        named = re.compile(rf"[Ff]igure\s{re.escape(number)}(?!\d)(?!$)")
        spoken = [p for p, words in texts.items() if len(named.findall(words)) > (p == page)]
        if not any(abs(p - page) <= 3 for p in spoken):
            far.append((number, page, spoken))
    assert far == []


def test_no_text_is_too_small_to_read(paper: Tagged) -> None:
    """What is under 7 points is not read on paper; the words of the charts count."""
    small = defaultdict(set)
    for glyphs in paper.shown:
        if glyphs.size < SMALLEST - 0.01:
            small[glyphs.page].add(round(glyphs.size, 2))
    assert dict(small) == {}


def test_no_caption_lies_over_its_chart(paper: Tagged) -> None:
    """A chart too tall for its page ran on under the words that explain it."""
    charted = set().union(*(figure.lines for figure in paper.document.all("Figure")))
    captions = [
        (glyphs.page, glyphs.y)
        for glyphs in paper.shown
        if glyphs.text.startswith("What to see.") and glyphs.x < LEFT + 2
    ]
    assert len(captions) > 40
    over = [(p, y) for p, y in captions if any(p == q and abs(y - z) < 8 for q, z in charted)]
    assert over == []


# ---- numbers of pages ----


def test_a_page_that_is_named_is_the_page_that_is_meant(paper: Tagged) -> None:
    """“p. 41” beside a link, for who cannot press it, is where the link leads."""
    numbers = {page.objgen: n for n, page in enumerate(paper.pdf.pages, 1)}
    links = [
        (n, [float(v) for v in link.Rect], numbers[link.Dest[0].objgen])
        for n, page in enumerate(paper.pdf.pages, 1)
        for link in page.get("/Annots", [])
        if "/Dest" in link
    ]
    seen, wrong = 0, []
    for letter, number in pairwise(paper.shown):
        if letter.text.strip() == "p." and number.text.strip().isdigit():
            near = [
                to
                for page, (_, low, right, high), to in links
                if page == letter.page
                and low - 2 <= letter.y <= high + 2
                and -3 <= letter.x - right <= 6
            ]
            seen += bool(near)
            if near and int(number.text) not in near:
                wrong.append((letter.page, number.text, near))
    assert seen > 30
    assert wrong == []


def _entries(paper: Tagged, title: str) -> list[str]:
    """Return the paragraphs that follow a heading, up to the next heading."""
    walk = iter(paper.document.walk())
    next(e for e in walk if HEADINGS.fullmatch(e.tag) and e.plain == title)
    found = []
    for element in walk:
        if HEADINGS.fullmatch(element.tag):
            break
        found += [element.plain] if element.tag == "P" else []
    return found


@pytest.mark.parametrize(("title", "kind"), [("Index of people", "person"), ("Glossary", "term")])
def test_an_index_leads_to_pages_with_the_name(
    paper: Tagged, texts: dict[int, str], title: str, kind: str
) -> None:
    """A student looks a name up, turns to the page, and finds it, or where it begins there."""
    entries = _entries(paper, title)
    assert len(entries) > 50
    names = {name.sort: name for name in in_order(kind)}
    missing = []
    for entry in entries:
        key = max((sort for sort in names if entry.startswith(sort)), key=len)
        forms = [form.replace("-", "").split() for form in names[key].forms]
        pages = [int(page) for page in re.findall(r"\d+", entry.rpartition("·")[2])]
        assert pages == sorted(set(pages)), f"out of order: {entry}"
        for page in pages:
            here, after = squeezed(texts[page]), squeezed(texts.get(page + 1, ""))
            begun = [f for f in forms if f[:-1] and "".join(f[:-1]) in here]  # and ended overleaf
            if not any(f[-1] in here for f in forms) and not any(f[-1] in after for f in begun):
                missing.append((entry[:40], page))
    assert missing == []


# ---- the ledger, and parts ----


def test_the_ledger_lies_across_and_is_whole(paper: Tagged, texts: dict[int, str]) -> None:
    """Ninety-six claims in a table that can be read along the line."""
    turned = {n for n, page in enumerate(paper.pdf.pages, 1) if page.MediaBox[2] > page.MediaBox[3]}
    assert len(turned) > 10
    assert turned == set(range(min(turned), max(turned) + 1))
    words = " ".join(texts[page] for page in sorted(turned))
    assert [c for c in data.table("claims").index if not re.search(rf"(?<!\d){c}", words)] == []
    rows = [table for table in paper.document.all("Table") if min(_pages(table)) in turned]
    assert sum(len(row.all("TH")) for table in rows for row in table.all("TR")) >= 5 * len(rows)


def test_archival(paper: Tagged) -> None:
    """A library keeps what says that it can be kept: PDF/A-2, tagged, with its colours."""
    with paper.pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
    assert [str(intent.S) for intent in paper.pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(paper.pdf.Root.keys())
    assert "/ID" in paper.pdf.trailer


def test_light_enough_to_send(built_pdf: Path) -> None:
    """Eight million bytes pass through every mailbox."""
    assert built_pdf.stat().st_size < 8_000_000
