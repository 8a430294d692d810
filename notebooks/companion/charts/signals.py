"""The signals of a year in lanes: whose words they were, and whether they threatened."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion.canvas import Sheet
from companion.charts import key
from companion.charts.year import Year, day, middle, when
from companion.layout import stack, text_width, wrap
from companion.publish import Chart, named, publish, source_cells, target
from companion.theme import (
    INK,
    INK2,
    LINE,
    NARROW,
    OTHER,
    RULE,
    UKRAINE,
    US,
    USSR,
    WIDE,
    colour,
    shape,
)

LEAD, GAP = 4, 12
"""Pixels between the rows of a lane, and between lanes."""

BESIDE = 9
"""How far a label stands from the middle of its mark."""


@dataclass(frozen=True)
class Placed:
    """A signal in its lane: where its mark stands, the lines beside it, and its row."""

    row: pd.Series
    x: float
    lines: list[str]
    after: bool
    level: int


def signals(rows: pd.DataFrame) -> Chart:
    """Draw signals by their day, a lane for each ``lane``, the words beside the mark.

    Args:
        rows: rows of ``companion.signals.year``, in the order of time.
    """
    if rows.empty:
        raise ValueError("no signal to draw: check what was filtered")
    used = {"events": int(rows.index.nunique())}
    return publish(lambda width: _draw(rows, width), (WIDE, NARROW), _table(rows), used)


def _draw(rows: pd.DataFrame, width: float) -> Chart:
    year, entries = Year(width), _key()
    top = key.height(entries, width) + 8
    lanes, y = [], top + 26.0
    for name, group in rows.groupby("lane", sort=False):
        placed = _place(group, year)
        tops = _tops(placed, y + LINE + 2 * LEAD)
        lanes.append((str(name), y, placed, tops))
        y = tops[-1] + GAP
    sheet = Sheet(width, y - GAP + 4)
    key.draw(sheet, entries)
    year.months(sheet, top, sheet.height - 4)
    for name, lane_top, placed, tops in lanes:
        sheet.line(0, lane_top, width, lane_top, RULE)
        sheet.text(0, lane_top + LINE / 2 + LEAD, name, weight=600, halo=True)
        for signal in placed:
            _signal(sheet, signal, (tops[signal.level] + tops[signal.level + 1] - LEAD) / 2)
    return sheet.chart()


def _tops(placed: list[Placed], top: float) -> list[float]:
    """Return where each row of a lane begins, and where the last ends."""
    tops = [top]
    for level in range(1 + max(p.level for p in placed)):
        most = max(len(p.lines) for p in placed if p.level == level)
        tops.append(tops[-1] + most * LINE + LEAD)
    return tops


def _key() -> list[key.Entry]:
    return [
        key.mark("square", USSR, "Russia"),
        key.mark("circle", US, "United States"),
        key.mark("triangle-down", UKRAINE, "Ukraine"),
        key.mark("triangle-up", OTHER, "others, or several together"),
        key.mark("circle", INK2, "meaning contested", hollow=True),
    ]


def _place(group: pd.DataFrame, year: Year) -> list[Placed]:
    """Give each label, in the order of time, the highest row in which one side has room."""
    spans: list[tuple[float, float]] = []
    found = []
    for _, row in group.iterrows():
        x, words = year.x(middle(row)), f"{day(row)} · {row['words']}"
        room = max(x, year.width - x) - BESIDE - 2
        lines = wrap(words, room / (1.05 if row["putin"] else 1))
        needed = max(text_width(line, bold=row["putin"]) for line in lines) + BESIDE + 2
        ways = []
        if x + needed <= year.width:
            ways.append((x - 6, x + needed))
        if x - needed >= 0:
            ways.append((x - needed, x + 6))
        best = min(ways, key=lambda way: stack([*spans, way], gap=8)[-1])
        spans.append(best)
        found.append((row, x, lines, best[0] == x - 6))
    levels = stack(spans, gap=8)
    return [Placed(*one, level) for one, level in zip(found, levels, strict=True)]


def _signal(sheet: Sheet, signal: Placed, y: float) -> None:
    row = signal.row
    sheet.text(
        signal.x + (BESIDE if signal.after else -BESIDE),
        y,
        signal.lines,
        "left" if signal.after else "right",
        INK,
        600 if row["putin"] else 400,
        halo=True,
    )
    sheet.point(
        signal.x,
        y,
        shape(row["voice"]),
        colour(row["voice"]),
        hollow=row["confidence"] != "firm",
        size=66,
        tip=f"{row['words']}\n{when(row)}\n{named(row['source'])}",
        href=target(row),
    )


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Date": [when(r) for _, r in rows.iterrows()],
            "Sorted as": list(rows["lane"]),
            "What": list(rows["summary"]),
            "Certainty": list(rows["confidence"]),
            "Source": source_cells(rows["source"]),
        }
    )
