"""How voices say that a crisis ended: three columns of endings, and in each who says so.

On a desk the columns stand side by side, and time runs down in bands; on a phone they follow one
another. A voice that is on record and does not say stands below all, beside a dotted line.
"""

from __future__ import annotations

import pandas as pd

from companion.canvas import Sheet
from companion.charts import key
from companion.layout import wrap
from companion.publish import Chart, named, publish, source_cells
from companion.readings import ENDINGS
from companion.theme import (
    INK,
    INK2,
    LINE,
    NARROW,
    OTHER,
    RULE,
    RULE2,
    US,
    USSR,
    WIDE,
    colour,
    shape,
)

HEADS = {
    "lost": "Moscow lost, or gave in",
    "each": "Each side gave way, or was wise",
    "won": "Moscow won",
    "": "On record, and does not say",
}
"""What stands over the voices, by the ending that they tell."""

SIDE, GAP, BAND, ROW = 78, 16, 28, 7
"""Pixels: the names of the bands, between columns, a heading, and after a voice."""

DOTS = (1.5, 2.5)


def endings(rows: pd.DataFrame) -> Chart:
    """Draw who says how it ended.

    Args:
        rows: rows of ``companion.readings.endings``.
    """
    used = {str(name): len(group) for name, group in rows.groupby("table", sort=False)}
    return publish(lambda draw: draw(rows), (_wide, _narrow), _table(rows), used)


def _wide(rows: pd.DataFrame) -> Chart:
    """Draw the columns side by side; what is not said runs across all of them."""
    entries = _key()
    step = (WIDE - SIDE) / len(ENDINGS)
    top = key.height(entries, WIDE) + 8
    sheet = Sheet(WIDE, 0)
    key.draw(sheet, entries)
    for n, ending in enumerate(ENDINGS):
        sheet.text(SIDE + n * step, top + 12, HEADS[ending], weight=600)
    y = top + BAND
    for group, voices in rows[rows["ending"] != ""].groupby("group", sort=False):
        sheet.line(0, y, WIDE, y, RULE2)
        sheet.text(0, y + 16, str(group), colour=INK2)
        ends = []
        for n, ending in enumerate(ENDINGS):
            at = y + 8
            for _, row in voices[voices["ending"] == ending].iterrows():
                at = _voice(sheet, row, SIDE + n * step, at, step - GAP)
            ends.append(at)
        y = max(ends) + 4
    for n in range(1, len(ENDINGS)):
        sheet.line(SIDE + n * step - GAP / 2, top, SIDE + n * step - GAP / 2, y, RULE)
    sheet.line(0, y, WIDE, y, RULE2)
    sheet.text(0, y + 16, HEADS[""], weight=600)
    y += BAND
    for _, row in rows[rows["ending"] == ""].iterrows():
        sheet.line(SIDE + step, y + 8, WIDE, y + 8, _mark(row["voice"])[1], 2, DOTS)
        y = _voice(sheet, row, SIDE, y, step - GAP)
    sheet.height = y + 2
    return sheet.chart()


def _narrow(rows: pd.DataFrame) -> Chart:
    """Draw the columns one under the other, each with the number of its voices."""
    entries = _key()
    y = key.height(entries, NARROW) + 8
    sheet = Sheet(NARROW, 0)
    key.draw(sheet, entries)
    for ending, head in HEADS.items():
        voices = rows[rows["ending"] == ending]
        sheet.line(0, y, NARROW, y, RULE2)
        sheet.text(0, y + 15, f"{head}: {len(voices)}", weight=600)
        y += BAND
        for _, row in voices.iterrows():
            if not ending:
                sheet.line(NARROW - 90, y + 8, NARROW, y + 8, _mark(row["voice"])[1], 2, DOTS)
            y = _voice(sheet, row, 0, y, NARROW)
        y += 4
    sheet.height = y
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("square", USSR, "Moscow"),
        key.mark("circle", US, "American"),
        key.mark("triangle-up", OTHER, "others"),
        key.mark("cross", INK, "scholars, a data set, the essay"),
        key.mark("circle", INK2, "contested, or day inferred", hollow=True),
    ]


def _voice(sheet: Sheet, row: pd.Series, x: float, y: float, room: float) -> float:
    """Draw a mark, and beside it who and when, and below in which words; return where it ends."""
    form, tint = _mark(row["voice"])
    lines = wrap(row["words"], room - 18)
    banded = room < NARROW  # the band beside it has the year
    when = str(row["when"]).removesuffix(" 2022") if banded else str(row["when"])
    sheet.point(
        x + 6,
        y + LINE / 2,
        form,
        tint,
        hollow=row["confidence"] != "firm",
        tip=f"{row['who']}, {row['when'] or 'coded'}\n{row['words']}\n{named(row['source'][:2])}",
        href=f"#ref-{row['source'][0]}",
    )
    head = f"{when} · {row['who']}" if when else row["who"]
    sheet.text(x + 18, y + LINE / 2, head)
    sheet.text(x + 18, y + LINE * (1 + len(lines) / 2), lines, colour=INK2)
    return y + LINE * (1 + len(lines)) + ROW


def _mark(voice: str) -> tuple[str, str]:
    """Return shape and colour of a voice; who speaks for no state has a cross in ink."""
    if voice in ("scholar", "data", "essay"):
        return "cross", INK
    return shape(voice), colour(voice)


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Date": list(rows["when"]),
            "Who": list(rows["who"]),
            "What": list(rows["words"]),
            "Read here as": [HEADS[ending] for ending in rows["ending"]],
            "Certainty": list(rows["confidence"]),
            "Source": source_cells(rows["source"]),
        }
    )
