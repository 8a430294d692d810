"""Two sides of one crisis: a square of outcomes, each crisis named in the cell where it fell."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from companion.canvas import Sheet
from companion.layout import wrap
from companion.publish import Chart, publish
from companion.theme import COLUMN, CRISIS, INK, INK2, LINE, NARROW, PAPER, RULE, SIZE

OUTCOMES = ("victory", "compromise", "stalemate", "defeat")
SOURCE = "icb-v15"
HEAD, PAD = 46, 8
"""Pixels: the names of the columns, and what a cell keeps free above and below its words."""


def pairings(rows: pd.DataFrame, year: int) -> Chart:
    """Draw which outcome each side of a crisis is coded with.

    Args:
        rows: rows of ``companion.readings.pairs``.
        year: the year whose crisis is set in colour.
    """
    return publish(
        lambda width: _draw(rows, year, width),
        (COLUMN, NARROW),
        _table(rows),
        {"icb_superpower_crises": 2 * len(rows)},
    )


def _draw(rows: pd.DataFrame, year: int, width: float) -> Chart:
    phone = width == NARROW
    left = 0 if phone else 92
    step, size = (width - left) / len(OUTCOMES), 12.8 if phone else SIZE
    cells = {
        (a, b): [
            (wrap(f"{row['short']} {row['year']}", step - 8, size), row["year"] == year)
            for _, row in rows[(rows["washington"] == a) & (rows["moscow"] == b)].iterrows()
        ]
        for a in OUTCOMES
        for b in OUTCOMES
    }
    above = 24 if phone else 0
    heights = [
        2 * PAD + above + LINE * max(1, *(sum(len(w) for w, _ in cells[a, b]) for b in OUTCOMES))
        for a in OUTCOMES
    ]
    sheet = Sheet(width, HEAD + sum(heights) + 4)
    sheet.text(left, 8, "Moscow’s outcome", colour=INK2)
    if not phone:
        sheet.text(0, HEAD - 14, "Washington’s", colour=INK2)
    for n, b in enumerate(OUTCOMES):
        sheet.text(left + n * step + 5, HEAD - 14, b, weight=600, size=size)
    y = float(HEAD)
    for a, height in zip(OUTCOMES, heights, strict=True):
        sheet.text(0, y + PAD + LINE / 2, f"Washington: {a}" if phone else a, weight=600)
        for n, b in enumerate(OUTCOMES):
            box = (left + n * step + 1, y + above + 1, left + (n + 1) * step - 1, y + height - 1)
            _cell(sheet, box, cells[a, b], size, mirrored={a, b} == {"victory", "defeat"})
        y += height
    return sheet.chart()


def _cell(
    sheet: Sheet,
    box: tuple[float, float, float, float],
    names: Sequence[tuple[list[str], bool]],
    size: float,
    mirrored: bool,
) -> None:
    """Name the crises of a cell; where one side's victory is the other's defeat, frame it."""
    sheet.rect(*box, PAPER, INK if mirrored else RULE)
    y = box[1] + PAD + LINE / 2
    for words, framed in names:
        tint, weight = (CRISIS["1962"], 600) if framed else (INK, 400)
        for line in words:
            sheet.text(box[0] + 4, y, line, colour=tint, weight=weight, size=size)
            y += LINE


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Year": list(rows["year"]),
            "Crisis": list(rows["crisis"]),
            "For Washington": list(rows["washington"]),
            "For Moscow": list(rows["moscow"]),
            "Washington’s row": list(rows["washington_sees"]),
            "Moscow’s row": list(rows["moscow_sees"]),
            "Source": SOURCE,
        }
    )
