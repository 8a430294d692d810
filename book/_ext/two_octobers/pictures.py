"""A small picture of each table: enough to know what it holds, not enough to judge on.

What it shows is said by ``picture`` in the table's descriptor: ``x``, ``y`` (or rows are counted),
``by`` (one line each) and ``where`` (which rows). A map is its own picture.
"""

from __future__ import annotations

import json
import re
from typing import Any

import altair as alt
import pandas as pd
from companion import theme

from two_octobers import vega
from two_octobers.catalogue import Entry

WIDTH, HEIGHT = 232, 64
"""Pixels of a picture without its axes; the page shows it ``WIDTH`` wide, axes and all."""

FIT: Any = {"type": "fit-x", "contains": "padding"}
"""Axes and margins within ``WIDTH``, so that the page need not make a picture smaller."""

BARS = 6
"""So many categories have a bar of their own; the others are left out of a small picture."""

LONGEST = 30
"""So many characters of a category find room beside its figure."""

HUES = [theme.INK, theme.USSR, theme.US, theme.RULE2, theme.UKRAINE, theme.CUBA]


def picture(entry: Entry) -> str:
    """Draw one table or map as SVG; empty where its descriptor asks for no picture."""
    if not entry.fields:
        return _svg(_map(entry))
    asked = entry.resource.get("picture")
    return _svg(_table(entry, asked)) if asked else ""


def _svg(chart: alt.Chart | alt.LayerChart) -> str:
    theme.enable()
    drawn = vega.svg(json.dumps(chart.to_dict(validate=False)), "wide") or ""
    return re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawn)  # the picture as a whole has a name


def _map(entry: Entry) -> alt.Chart:
    mark = alt.Chart(alt.Data(values=entry.rows)).mark_geoshape(
        fill=theme.RULE, stroke=theme.INK2, strokeWidth=0.4
    )
    return mark.project("mercator").properties(width=WIDTH, height=2 * HEIGHT)


def _table(entry: Entry, asked: dict[str, Any]) -> alt.Chart | alt.LayerChart:
    rows: Any = entry.rows
    for column, value in asked.get("where", {}).items():
        rows = rows[rows[column].astype(str) == str(value)]
    x, y, by = asked["x"], asked.get("y"), asked.get("by")
    field = next(field for field in entry.fields if field["name"] == x)
    timed = "clock" in field or field["type"] == "date" or field.get("unit") in ("year", "month")
    if not timed:
        return _bars(rows, x, y)
    when = rows[x] if str(rows[x].dtype).startswith("datetime") else _moments(rows[x])
    rows = pd.DataFrame({"x": when, "by": rows[by] if by else "", "y": rows[y] if y else 1})
    if y is None:
        return _counted(rows.dropna(subset=["x"]))
    return _lines(rows.dropna())


def _moments(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column.astype(str), format="ISO8601", utc=True)


def _values(rows: pd.DataFrame) -> alt.Data:
    return alt.Data(values=rows.assign(x=rows["x"].dt.strftime("%Y-%m-%d")).to_dict("records"))


def _x() -> alt.X:
    return (
        alt.X("x:T")
        .scale(type="utc")
        .axis(title=None, tickCount=3, grid=False, labelFlush=True, domain=False, tickSize=3)
    )


def _lines(rows: pd.DataFrame) -> alt.Chart:
    rows = rows.groupby(["by", "x"], as_index=False)["y"].mean()
    hues = HUES if rows["by"].nunique() <= len(HUES) else [theme.RULE2]
    return (
        alt.Chart(_values(rows))
        .mark_line(strokeWidth=1.4)
        .encode(
            x=_x(),
            y=alt.Y("y:Q").axis(title=None, tickCount=2, domain=False, ticks=False),
            color=alt.Color("by:N").scale(range=hues).legend(None),
        )
        .properties(width=WIDTH, height=HEIGHT, autosize=FIT)
    )


def _counted(rows: pd.DataFrame) -> alt.Chart:
    """Draw when the rows are, as a tick each."""
    return (
        alt.Chart(_values(rows))
        .mark_tick(thickness=1, color=theme.INK2, opacity=0.5, size=HEIGHT / 2)
        .encode(x=_x())
        .properties(width=WIDTH, height=HEIGHT / 2, autosize=FIT)
    )


def _bars(rows: pd.DataFrame, x: str, y: str | None) -> alt.LayerChart:
    named = rows[x].explode() if rows[x].map(type).eq(tuple).any() else rows[x]
    sizes = rows.set_index(x, verify_integrity=True)[y] if y else named.value_counts()
    sizes = sizes.sort_values(ascending=False).head(BARS)
    values = [
        {"x": _short(str(name)), "y": float(size), "count": f"{size:,.10g}"}
        for name, size in sizes.items()
    ]
    base = alt.Chart(alt.Data(values=values)).encode(y=alt.Y("x:N").sort(None).axis(None))
    bars = base.mark_bar(height=4, yOffset=9, color=theme.RULE2).encode(x=alt.X("y:Q").axis(None))
    words = base.mark_text(
        yOffset=-1, align="left", baseline="middle", fontSize=12, color=theme.INK
    ).encode(text="x:N", x=alt.value(0))
    count = base.mark_text(
        yOffset=-1, align="right", baseline="middle", fontSize=12, color=theme.INK2
    ).encode(text="count:N", x=alt.value(WIDTH))
    chart: Any = alt.layer(bars, words, count)
    margin = {"left": 0, "right": 0, "top": 5, "bottom": 5}
    return chart.properties(width=WIDTH, height=len(values) * 26, padding=margin)


def _short(word: str) -> str:
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1].rstrip()}…"
