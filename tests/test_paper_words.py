"""The words are true on paper as on screen: no control told where there is none, no “below”."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from companion.theme import INK2, PAPER
from conftest import Built
from reader import soup
from test_pdf import texts_of
from test_prose import ARGUED, CELL, PAGES, flat

WEB = re.compile(r"(?ms)^( *):::\{only\} html\n(.*?)^\1:::$")
SCREEN = re.compile(
    r"(?i)\b(?:on (?:the )?screen|(?:narrow|wide) screen|click|drag|hover|scroll|the control|"
    r"pointed at|keyboard)\b"
)
POINTED = re.compile(
    r"(?i)\b(?:figure|table|chart|map|dispute|box|reading|list)s? (?:above|below|beside|overleaf)\b"
    r"|\btable under the (?:figure|chart)\b"
)
COLUMN = 60
"""So many letters of code stand in a line of the page; longer lines are broken."""

PRINTED = [page for page in PAGES if "web_only: true" not in page.read_text("utf-8")]
BOTH = pytest.mark.parametrize("page", PRINTED, ids=[page.stem for page in PRINTED])


def on_paper(text: str) -> str:
    """Return what a page says on paper too: captions with it, code and ``{only} html`` not."""
    return flat(WEB.sub("", CELL.sub(lambda cell: cell[1] or "", text)))


@BOTH
def test_what_only_a_screen_has_is_told_only_there(page: Path) -> None:
    """“Drag across the strokes”, on a sheet of paper."""
    assert SCREEN.findall(on_paper(page.read_text("utf-8"))) == []


@BOTH
def test_nothing_that_may_float_is_pointed_at(page: Path) -> None:
    """A figure “below” may stand overleaf; its number is right everywhere."""
    assert POINTED.findall(on_paper(page.read_text("utf-8"))) == []


CAPTION = re.compile(r"(?ms)^ *caption: \|\n(.*?)^ *image:$")
HUES = re.compile(r"(?i)\b(?:blue|orange|ochre|violet|red|green|gr[ea]y|colou?r\w*)\b")


@BOTH
def test_a_caption_holds_in_black_and_white(page: Path) -> None:
    """Most copies for a course are grey: a shape, a place or a name tells what a hue would."""
    captions = CAPTION.findall(page.read_text("utf-8"))
    assert captions or page.parent.name == "book"
    assert [HUES.findall(caption) for caption in captions if HUES.search(caption)] == []


def _as_drawn(hue: str) -> bytes:
    """Write a colour as the pages of the PDF do, in shares of one."""
    return " ".join(str(np.float32(int(hue[n : n + 2], 16) / 255)) for n in (1, 3, 5)).encode()


def test_paper_is_white(built: Built) -> None:
    """The ground of a screen is tinted: printed under labels of charts, it is a grey plate."""
    with pikepdf.open(built.pdf) as pdf:
        pages = [page.Contents.read_bytes() for page in pdf.pages]
    assert [n for n, page in enumerate(pages, 1) if _as_drawn(PAPER) in page] == []
    assert sum(_as_drawn(INK2) in page for page in pages) > 100, "colours are written otherwise"


def test_such_words_would_be_noticed() -> None:
    """Both lists must be able to find what they forbid, and leave what stands in {only} html."""
    said = "As the map above shows.\n\n:::{only} html\nDrag it.\n:::\nClick on it.\n"
    assert SCREEN.findall(on_paper(said)) == ["Click"]
    assert POINTED.findall(on_paper(said)) == ["map above"]
    assert HUES.findall("Two coloured uprights, one blue.") == ["coloured", "blue"]


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def test_words_for_the_web_are_on_the_web_and_nowhere_else(built: Built, built_pdf: Path) -> None:
    """A tag misspelt, and a sentence is on both or on neither."""
    printed = _letters("".join(texts_of(built_pdf)))
    told = 0
    for page in PRINTED:
        folder = page.parent.name
        letters = _letters(soup(built.html / folder / f"{page.stem}.html").get_text())
        for _, words in WEB.findall(page.read_text("utf-8")):
            start = _letters(words)[:30]
            assert start in letters
            assert start not in printed
            told += 1
    assert told > 5


def test_what_a_solution_prints_can_be_read(built: Built) -> None:
    """Raw dictionaries, names of rows, lines broken in the middle: only their author reads them."""
    raw = re.compile(r"[\[{]['\"]|\.\.\.$|\b\d{4}-\d\d-\d\d-[a-z]|\bTrue\b|\bFalse\b|\bnan\b|NaN")
    printed = [
        line
        for page in ARGUED
        for output in soup(built.html / "notebooks" / f"{page.stem}.html").select(
            "details.solution .cell_output pre"
        )
        for line in output.get_text().splitlines()
    ]
    assert len(printed) > 60
    assert [line for line in printed if len(line) > COLUMN or raw.search(line)] == []


def test_tables_are_named_as_readers_call_them(built: Built, built_pdf: Path) -> None:
    """“kremlin_speeches, 126 rows” is the name of a file."""
    named = soup(built.html / "notebooks" / "02-nuclear-words.html").select_one("p.tables")
    assert named
    assert "Putin’s speeches on Ukraine, words counted" in named.get_text()
    assert all("book/data.html#table-" in str(link["href"]) for link in named.select("a"))
    text = "".join(texts_of(built_pdf))
    assert re.findall(r"[a-z]+_[a-z_]+[, (]*\d+ ?rows", text) == []
    assert re.search(r"wordscounted\(\d+rows\)", text.replace(" ", ""))
