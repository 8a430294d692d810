"""Paired strokes: upper 1962, lower 2022, each pair in a unit of its own, the most alike first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from companion.canvas import Sheet
from companion.layout import text_width
from companion.likeness import ALIKE, Pair
from companion.publish import Chart, named, publish
from companion.theme import COLUMN, CRISIS, INK2, LINE, NARROW, RULE, RULE2

STROKE, APART, GAP, HEAD = 5.0, 15, 22, 30
"""Pixels: how thick a stroke is, between the two of a pair, between pairs, and for a heading."""

LABEL = 278
"""What the words of a pair take beside its strokes, where there is room for both."""


def pairs(rows: Sequence[Pair]) -> Chart:
    """Draw pairs of figures as paired strokes, each pair to its own scale.

    Args:
        rows: as ``likeness.pairs`` returns them, the most alike first.
    """
    used: Counter[str] = Counter()
    for pair in rows:
        used[pair.table] += pair.rows
    return publish(lambda width: _draw(rows, width), (COLUMN, NARROW), _table(rows), dict(used))


def _draw(rows: Sequence[Pair], width: float) -> Chart:
    beside = width == COLUMN
    left = LABEL if beside else 0
    tall = APART + GAP + (4 if beside else LINE * 2 + 6)
    sheet = Sheet(width, 2 * HEAD + len(rows) * tall)
    y = 0.0
    for words, group in (
        ("Near: the strokes end less than a third apart", [p for p in rows if p.apart < ALIKE]),
        ("Far", [p for p in rows if p.apart >= ALIKE]),
    ):
        sheet.line(0, y + 2, width, y + 2, RULE)
        sheet.text(0, y + 2 + HEAD / 2, words, colour=INK2, italic=True)
        if not y:
            _which(sheet, y + 2 + HEAD / 2)
        y += HEAD
        for pair in group:
            _pair(sheet, pair, left, y + (6 if beside else LINE * 2 + 11), width)
            _words(sheet, pair, y + (6 if beside else 2), beside)
            y += tall
    return sheet.chart()


def _which(sheet: Sheet, y: float) -> None:
    """Say once which stroke is which."""
    sheet.text(sheet.width, y - 8, "upper: 1962", "right", CRISIS["1962"], 600)
    sheet.text(sheet.width, y + 8, "lower: 2022", "right", CRISIS["2022"], 600)


def _words(sheet: Sheet, pair: Pair, y: float, beside: bool) -> None:
    """Write what a pair is of, and the note below it."""
    sheet.text(0, y + (0 if beside else LINE / 2), pair.what, weight=600)
    if pair.note:
        sheet.text(0, y + (APART if beside else LINE * 1.5), pair.note, colour=INK2)


def _pair(sheet: Sheet, pair: Pair, left: float, y: float, width: float) -> None:
    """Draw both strokes from one line, with their figures at their ends."""
    room = width - left - max(text_width(_figure(pair, n), bold=True) for n in (0, 1)) - 16
    sheet.line(left, y - 8, left, y + APART + 8, RULE2, 1)
    for n, tint in enumerate(CRISIS.values()):
        at = y + n * APART
        end = left + pair.figures[n] / pair.whole * room
        open_ = pair.runs_on and n == 1
        if pair.full:
            sheet.line(left, at, left + room, at, RULE2, 0.8)
        if end > left:
            sheet.line(left, at, end - (4 if open_ else 0), at, tint, STROKE)
        shape, size = ("triangle-right", 110) if open_ else ("square", 58)
        info = {"tip": _tip(pair, n), "href": f"#ref-{pair.source[0]}"}
        sheet.point(end - (3 if open_ else 0), at, shape, tint, not pair.figures[n], size, **info)
        sheet.text(end + 9, at, _figure(pair, n), colour=tint, weight=600, halo=bool(pair.full))


def _tip(pair: Pair, n: int) -> str:
    note = f"\n{pair.note}" if pair.note else ""
    return f"{pair.what}, {list(CRISIS)[n]}: {_figure(pair, n)}{note}\n{named(pair.source)}"


def _figure(pair: Pair, n: int) -> str:
    """Print a figure with its unit: fractions only where the figure is small."""
    value = pair.figures[n]
    whole = float(value).is_integer()
    printed = f"{value:,.0f}" if whole else f"{value:.2f}" if pair.full else f"{value:.0f}"
    after = " and open" if pair.runs_on and n == 1 else ""
    return f"{printed} {pair.unit}".strip() + after


def _table(rows: Sequence[Pair]) -> pd.DataFrame:
    """Return the pairs as a table: both figures, how far apart, a note, the sources."""
    return pd.DataFrame(
        {
            "What": [pair.what for pair in rows],
            "1962": [_figure(pair, 0) for pair in rows],
            "2022": [_figure(pair, 1) for pair in rows],
            "Strokes apart, per cent": [f"{100 * pair.apart:.0f}" for pair in rows],
            "Note": [pair.note for pair in rows],
            "Source": [";".join(pair.source) for pair in rows],
        }
    )
