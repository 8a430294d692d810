"""What was at stake in each crisis, as a data set codes it: one mark a crisis and side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from companion.canvas import Sheet
from companion.charts import key
from companion.layout import stack, text_width
from companion.publish import Chart, named, publish
from companion.theme import COLUMN, INK2, LINE, NARROW, RULE, US, USSR, colour, shape

LEVELS = (
    "threat to existence",
    "threat of grave damage",
    "threat to influence",
    "territorial threat",
    "political threat",
    "limited military threat",
)
"""The codebook's grades, gravest first; “economic threat” does not occur."""

NAMED = 2
"""So many grades, from the top, whose crises are named."""

FIRST, LAST = 1945, 2020
DOT, HEAD, GAP = 9, 22, 10
"""Pixels: from mark to mark where they are heaped, above a grade's marks, between grades."""

SOURCE = "icb-v15"


@dataclass(frozen=True)
class Crisis:
    """A crisis at one grade: its sides, where it stands, in which row, and its name if told."""

    sides: list[pd.Series]
    x: float
    level: int
    words: str
    after: bool


def gravity(crises: pd.DataFrame) -> Chart:
    """Draw each superpower crisis by year and by the gravest value that was threatened.

    Args:
        crises: rows of ``icb_superpower_crises``.
    """
    rows = crises[crises["gravity"].isin(LEVELS)].sort_values("trigger_date")
    used = {"icb_superpower_crises": len(rows)}
    return publish(lambda width: _draw(rows, width), (COLUMN, NARROW), _table(rows), used)


def _draw(rows: pd.DataFrame, width: float) -> Chart:
    def x(year: float) -> float:
        return 8 + (year - FIRST) / (LAST - FIRST) * (width - 16)

    entries = [key.mark("circle", US, "United States"), key.mark("square", USSR, "USSR, Russia")]
    top = key.height(entries, width) + 34.0
    grades = []
    for rank, level in enumerate(LEVELS):
        dots = _heap(rows[rows["gravity"] == level], x, width, told=rank < NAMED)
        step = LINE + 3 if rank < NAMED else DOT
        grades.append((level, top, dots, step))
        top += HEAD + step * (1 + max(d.level for d in dots)) + GAP
    sheet = Sheet(width, top)
    key.draw(sheet, entries)
    for year in range(1950, LAST + 1, 10 if width == COLUMN else 20):
        sheet.line(x(year), grades[0][1] - 12, x(year), top - GAP / 2, RULE, 0.8)
        sheet.text(x(year), grades[0][1] - 20, str(year), "center", INK2)
    for level, high, dots, step in grades:
        sheet.line(0, high, width, high, RULE)
        sheet.text(0, high + HEAD / 2 + 1, level.capitalize(), weight=600, halo=True)
        for dot in dots:
            _crisis(sheet, dot, high + HEAD + step * (dot.level + 0.5))
    return sheet.chart()


def _when(row: pd.Series) -> float:
    """Return the trigger as a year and a part of one."""
    parts = [int(part) for part in str(row["trigger_date"]).split("-")]
    return parts[0] + (parts[1] - 1) / 12 if len(parts) > 1 else parts[0] + 0.5


def _heap(
    rows: pd.DataFrame, x: Callable[[float], float], width: float, told: bool
) -> list[Crisis]:
    """Give each mark the first row that is free; where crises are named, one row a crisis."""
    spans: list[tuple[float, float]] = []
    found = []
    for _, group in rows.groupby("crisis" if told else rows.index, sort=False):
        sides = [row for _, row in group.iterrows()]
        at, both = x(_when(sides[0])), DOT * (len(sides) - 1)
        words = f"{sides[0]['crisis']}, {sides[0]['year']}" if told else ""
        room = both + (text_width(words, bold=both > 0) + 8 if told else 0)
        after = at + DOT / 2 + room <= width
        found.append((sides, at, words, after))
        spans.append(
            (at - DOT / 2, at + DOT / 2 + room) if after else (at - DOT / 2 - room, at + DOT / 2)
        )
    levels = stack(spans, gap=8 if told else 0)
    return [Crisis(s, at, n, w, a) for (s, at, w, a), n in zip(found, levels, strict=True)]


def _crisis(sheet: Sheet, crisis: Crisis, y: float) -> None:
    """Mark a crisis once for each side, and name it; in heavier type where both were so coded."""
    for n, row in enumerate(crisis.sides):
        actor = str(row["actor"])
        who = {"US": "the United States", "USSR": "the USSR"}.get(actor, actor)
        told = f"{row['crisis']}, {row['year']}, for {who}"
        sheet.point(
            crisis.x + n * (DOT + 2),
            y,
            shape(actor),
            colour(actor),
            size=66 if crisis.words else 44,
            tip=f"{told}\n{row['gravity']}\n{named([SOURCE])}",
            href=f"#ref-{SOURCE}",
        )
    if crisis.words:
        both = len(crisis.sides) > 1
        at = crisis.x + (9 + (DOT + 2) * both if crisis.after else -9)
        align, weight = "left" if crisis.after else "right", 600 if both else 400
        sheet.text(at, y, crisis.words, align, weight=weight, halo=True)


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Began": list(rows["trigger_date"]),
            "Crisis": list(rows["crisis"]),
            "For": list(rows["actor"]),
            "Gravity": list(rows["gravity"]),
            "Source": SOURCE,
        }
    )
