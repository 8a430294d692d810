"""Two sides of a table: who reached across with an offer to talk, and who turned it down."""

from __future__ import annotations

import pandas as pd

from companion import capitals, offers
from companion.canvas import Sheet
from companion.charts import day_rail, key
from companion.charts.day_rail import Days, Rail
from companion.publish import Chart, publish, source_cells
from companion.theme import COLUMN, INK2, NARROW, RULE, UKRAINE, US, USSR, colour

HALF, OUT = 40, 14
"""Pixels from the middle of the table to a rail, and from a rail to its words."""

HEADS = ("Moscow", "Kyiv and Washington")


def across(rows: pd.DataFrame) -> Chart:
    """Draw words about talks, Moscow’s at the left, a line towards the middle where they open it.

    Args:
        rows: rows of ``offers.offers``.
    """
    used = {"events": int(rows.index.nunique())}
    return publish(lambda width: _draw(rows, width), (COLUMN, NARROW), _table(rows), used)


def _draw(rows: pd.DataFrame, width: float) -> Chart:
    entries = _key()
    top = key.height(entries, width) + 36
    start, end = (pd.Timestamp(day, tz="UTC") for day in (offers.SINCE, offers.UNTIL))
    half, step = (HALF, 5.2) if width == COLUMN else (HALF - 20, 8.4)
    days, middle = Days(start, end, step, top), width / 2
    sheet = Sheet(width, days.bottom + 22)
    for first in pd.date_range(start, end, freq="MS"):
        sheet.line(middle - half, days.y(first), middle + half, days.y(first), RULE)
    for side, name in zip((-1, 1), HEADS, strict=True):
        x = middle + side * half
        rail = Rail(x, x + side * OUT, x + side * OUT, width / 2 - half - OUT - 2, side)
        sheet.text(rail.words_x, top - 20, name, rail.align, weight=600, size=15)
        own = rows[rows["moscow"] == (side < 0)]
        for _, row in own.iterrows():
            _hand(sheet, row, x, days.of(row), -side, half)
        day_rail.events(sheet, days, rail, own)
    key.draw(sheet, entries)
    return sheet.chart()


def _hand(sheet: Sheet, row: pd.Series, x: float, y: float, way: int, half: float) -> None:
    """Draw a line towards the middle, or a stop before it."""
    tint = colour(row["actors"][0])
    if row["opens"]:
        sheet.line(x, y, x + way * (half - 3), y, tint, 3)
        return
    sheet.line(x, y, x + way * 11, y, tint, 1.6)
    sheet.line(x + way * 11, y - 6, x + way * 11, y + 6, tint, 1.6)


def _key() -> list[key.Entry]:
    def stop(sheet: Sheet, x: float, y: float) -> None:
        sheet.line(x, y, x + 11, y, INK2, 1.6)
        sheet.line(x + 11, y - 6, x + 11, y + 6, INK2, 1.6)

    return [
        key.mark("square", USSR, "Moscow"),
        key.mark("triangle-down", UKRAINE, "Kyiv"),
        key.mark("circle", US, "Washington"),
        key.stroke("would talk, on terms", INK2, 3),
        (11, stop, "turns it down"),
    ]


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    names = {"Russia": "Moscow", "Ukraine": "Kyiv", "US": "Washington"}
    return pd.DataFrame(
        {
            "Date": [capitals.days(row) for _, row in rows.iterrows()],
            "Whose": [names[row["actors"][0]] for _, row in rows.iterrows()],
            "Words": list(rows["label"]),
            "Read as": ["would talk, on terms" if o else "turns it down" for o in rows["opens"]],
            "Certainty": list(rows["confidence"]),
            "Source": source_cells(rows["source"]),
        }
    )
