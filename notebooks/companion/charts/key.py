"""The key of a chart: a mark and its meaning, set like words in lines, drawn with the chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from companion.canvas import Sheet
from companion.layout import text_width
from companion.theme import INK2

Entry = tuple[float, Callable[[Sheet, float, float], None], str]
"""Width of the mark, how to draw it at ``x, y`` (left end, middle), and what it means."""

ROW, GAP, BESIDE = 21, 20, 6


def height(entries: Sequence[Entry], width: float) -> float:
    """Return how many pixels the key takes."""
    return (_place(entries, width)[-1][1] + 1) * ROW


def draw(sheet: Sheet, entries: Sequence[Entry], top: float = 0.0) -> None:
    """Draw the key from ``top`` down."""
    for (mark_width, paint, words), (x, row) in zip(
        entries, _place(entries, sheet.width), strict=True
    ):
        y = top + row * ROW + ROW / 2
        paint(sheet, x, y)
        sheet.text(x + mark_width + BESIDE, y, words, colour=INK2)


def _place(entries: Sequence[Entry], width: float) -> list[tuple[float, int]]:
    x, row = 0.0, 0
    places = []
    for mark_width, _, words in entries:
        needed = mark_width + BESIDE + text_width(words)
        if x and x + needed > width:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += needed + GAP
    return places


def mark(shape: str, colour: str, words: str, hollow: bool = False) -> Entry:
    """Make an entry for a point."""
    return 11, lambda sheet, x, y: sheet.point(x + 5.5, y, shape, colour, hollow), words


def stroke(
    words: str, colour: str, width: float, dash: Sequence[float] = (), slope: float = 0
) -> Entry:
    """Make an entry for a line across, falling by ``2 × slope`` pixels."""
    return (
        26,
        lambda sheet, x, y: sheet.line(x, y - slope, x + 26, y + slope, colour, width, dash),
        words,
    )


def bracket(words: str, colour: str) -> Entry:
    """Make an entry for the dotted bracket over a day."""
    return (
        6,
        lambda sheet, x, y: sheet.line(x + 3, y - 7, x + 3, y + 7, colour, 2.2, (1.5, 2.5)),
        words,
    )


def block(words: str, colour: str) -> Entry:
    """Make an entry for a filled stretch."""
    return 7, lambda sheet, x, y: sheet.rect(x, y - 7, x + 7, y + 7, colour, colour), words
