"""Conflicting figures side by side: one mark a source, on a scale of tens, hundreds, thousands."""

from __future__ import annotations

from math import log10
from typing import Any

import altair as alt
import pandas as pd

from companion.canvas import Sheet
from companion.charts import key
from companion.layout import stack, text_width
from companion.publish import Chart, named, publish, source_cells, target
from companion.theme import COLUMN, INK2, NARROW, RULE, colour, shape

LOW, HIGH = 5, 120_000
"""Where the scale begins and ends."""

TITLE, ROW, GAP, STEP = 24, 22, 10, 11
"""Heights in pixels: a lane's name, a side of it, the space after it, a mark over another."""

SIDES = ("US", "USSR")


def balance(rows: pd.DataFrame) -> Chart:
    """Draw the figures of both sides, lane by lane, each source’s figure as a mark.

    Args:
        rows: rows of ``arms.balance``.

    Returns:
        A chart on a logarithmic scale, with a control that leaves one view of the matter; a hollow
        mark is a figure that another source contradicts, two joined marks are a range.
    """
    used = {"balance_1962": len(rows)}
    return publish(lambda width: _draw(rows, width), (COLUMN, NARROW), _table(rows), used)


def _draw(rows: pd.DataFrame, width: float) -> Chart:
    def x(value: float) -> float:
        return (log10(value) - log10(LOW)) / (log10(HIGH) - log10(LOW)) * width

    entries = _key()
    top = key.height(entries, width) + 30
    lanes = [(str(name), lane) for name, lane in rows.groupby("lane", sort=False)]
    heights = [_height(lane, x) for _, lane in lanes]
    sheet = Sheet(width, top + sum(heights))
    key.draw(sheet, entries)
    for tens in (10, 100, 1000, 10_000):
        sheet.line(x(tens), top - 8, x(tens), sheet.height, RULE, 0.8)
        sheet.text(x(tens), top - 16, f"{tens:,}", "center", INK2)
    for (name, lane), height in zip(lanes, heights, strict=True):
        sheet.text(0, top + 12, name, weight=600, halo=True)
        _lane(sheet, lane, top + TITLE, x)
        top += height
    return _one_view(sheet.chart(), list(dict.fromkeys(rows["view"])))


def _one_view(chart: alt.LayerChart, views: list[str]) -> alt.LayerChart:
    """Let a reader choose whose figures to see; the marks of all others fade."""
    choice = alt.binding_select(options=["", *views], labels=["all", *views], name="Whose figures ")
    show = alt.param(name="show", value="", bind=choice)
    chosen = alt.condition("!show || datum.view == show", alt.value(1), alt.value(0.25))
    layers: list[Any] = chart.layer
    for n, layer in enumerate(layers):
        if "view" in layer.data.values[0]:
            layers[n] = layer.encode(opacity=chosen)
    return chart.add_params(show)


def _key() -> list[key.Entry]:
    return [
        key.mark("circle", colour("US"), "United States"),
        key.mark("square", colour("USSR"), "Soviet Union"),
        key.mark("circle", INK2, "contested", hollow=True),
    ]


def _levels(side: pd.DataFrame, x) -> list[int]:
    """Give each figure of one side a level, so that no mark lies on another."""
    spans = [(x(a) - 5, x(b) + 5) for a, b in zip(side["value"], side["high"], strict=True)]
    return stack(spans, gap=1)


def _height(lane: pd.DataFrame, x) -> float:
    return TITLE + GAP + sum(_depth(lane[lane["side"] == side], x) for side in SIDES)


def _depth(side: pd.DataFrame, x) -> float:
    return ROW + STEP * max(_levels(side, x), default=0)


def _lane(sheet: Sheet, lane: pd.DataFrame, top: float, x) -> None:
    """Draw both sides of one lane, the American above."""
    for side in SIDES:
        rows = lane[lane["side"] == side].sort_values(["value", "high"])
        levels = _levels(rows, x)
        depth = _depth(rows, x)
        middle = top + depth / 2
        first = middle - STEP * max(levels) / 2
        _ends(sheet, rows, middle, x)
        for level, (_, row) in zip(levels, rows.iterrows(), strict=True):
            _figure(sheet, row, first + STEP * level, x)
        top += depth


def _figure(sheet: Sheet, row: pd.Series, y: float, x) -> None:
    """Draw one source’s figure: a mark, or two with a line between them."""
    tint, doubtful = colour(row["side"]), row["confidence"] != "firm"
    if row["high"] > row["value"]:
        long, middle = x(row["high"]) - x(row["value"]), (x(row["high"]) + x(row["value"])) / 2
        sheet.point(middle, y, "stroke", tint, True, long**2, view=row["view"])
    info = {"tip": _tip(row), "href": target(row), "view": row["view"]}
    for value in sorted({row["value"], row["high"]}):
        sheet.point(x(value), y, shape(row["side"]), tint, doubtful, 66, **info)


def _ends(sheet: Sheet, rows: pd.DataFrame, y: float, x) -> None:
    """Write the lowest and the highest figure, and on a wide sheet whose they are."""
    low, high = rows["value"].min(), rows["high"].max()
    left, right = x(low) - 10, x(high) + 10
    ends = [("right", left, low, "value"), ("left", right, high, "high")]
    for align, at, value, column in ends if len(rows) > 1 else []:
        number, names = (
            f"{value:,.0f}",
            ", ".join(dict.fromkeys(rows["who"][rows[column] == value])),
        )
        _say(sheet, at, y, align, number, names)
    if len(rows) == 1:
        _say(sheet, right, y, "left", _number(rows.iloc[0]), rows["who"].iloc[0])


def _say(sheet: Sheet, at: float, y: float, align: str, number: str, names: str) -> None:
    """Write a number, and where there is room whose it is; a phone shows the number alone."""
    after = align == "left"
    words = f"{number} {names}" if after else f"{names} {number}"
    room = sheet.width - at if after else at
    named_too = sheet.width >= COLUMN and text_width(words) <= room
    sheet.text(at, y, words if named_too else number, align, halo=True)


def _tip(row: pd.Series) -> str:
    number = _number(row)
    lines = [f"{row['lane']}: {number}", f"{_whose(row['side'])}, {row['item']}, {row['as_of']}"]
    return "\n".join([*lines, named(row["source"])])


def _number(row: pd.Series) -> str:
    if row["high"] > row["value"]:
        return f"{row['value']:,.0f}–{row['high']:,.0f}"
    return f"{row['value']:,.0f}"


def _whose(side: str) -> str:
    return {"US": "United States", "USSR": "Soviet Union"}[side]


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every figure with what it counts, when, and who says so."""
    each = [row for _, row in rows.iterrows()]
    return pd.DataFrame(
        {
            "Weapons": list(rows["lane"]),
            "Side": [_whose(side) for side in rows["side"]],
            "What is counted": list(rows["item"]),
            "When": list(rows["as_of"]),
            "Number": [_number(row) for row in each],
            "Certainty": list(rows["confidence"]),
            "Note": list(rows["note"]),
            "Source": source_cells(rows["source"]),
        }
    )
