"""A small picture of each table: enough to know what it holds, not enough to judge on.

What it shows is said by ``picture`` in the table's descriptor: ``x``, ``y`` (or rows are counted),
``by`` (one line each) and ``where`` (which rows). A map is its own picture.

They are plain Vega-Lite: to have Altair make 37 of them, with all rows, took 0.8 s of each build
that prints the page.
"""

from __future__ import annotations

import json
import re
from typing import Any

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


def _svg(spec: dict[str, Any]) -> str:
    drawn = vega.svg(json.dumps({**theme.look(), **spec}), "wide") or ""
    return re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawn)  # the picture as a whole has a name


def _map(entry: Entry) -> dict[str, Any]:
    return {
        "data": {"values": entry.rows},
        "mark": {
            "type": "geoshape",
            "fill": theme.RULE,
            "stroke": theme.INK2,
            "strokeWidth": 0.4,
        },
        "projection": {"type": "mercator"},
        "width": WIDTH,
        "height": 2 * HEIGHT,
    }


def _table(entry: Entry, asked: dict[str, Any]) -> dict[str, Any]:
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


def _in_time(rows: pd.DataFrame, height: float) -> dict[str, Any]:
    """Return a picture's data and its axis of time; what is drawn of them is still to be said."""
    values = rows.assign(x=rows["x"].dt.strftime("%Y-%m-%d")).to_dict("records")
    axis = {"grid": False, "labelFlush": True, "domain": False, "tickSize": 3}
    across = {
        "field": "x",
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {"title": None, "tickCount": 3, **axis},
    }
    return {
        "data": {"values": values},
        "encoding": {"x": across},
        "width": WIDTH,
        "height": height,
        "autosize": FIT,
    }


def _lines(rows: pd.DataFrame) -> dict[str, Any]:
    rows = rows.groupby(["by", "x"], as_index=False)["y"].mean()
    hues = HUES if rows["by"].nunique() <= len(HUES) else [theme.RULE2]
    spec = _in_time(rows, HEIGHT)
    up = {"title": None, "tickCount": 2, "domain": False, "ticks": False}
    spec["encoding"]["y"] = {"field": "y", "type": "quantitative", "axis": up}
    spec["encoding"]["color"] = {
        "field": "by",
        "type": "nominal",
        "scale": {"range": hues},
        "legend": None,
    }
    return {**spec, "mark": {"type": "line", "strokeWidth": 1.4}}


def _counted(rows: pd.DataFrame) -> dict[str, Any]:
    """Draw when the rows are, as a tick each."""
    mark = {"thickness": 1, "color": theme.INK2, "opacity": 0.5, "size": HEIGHT / 2}
    return {**_in_time(rows, HEIGHT / 2), "mark": {"type": "tick", **mark}}


def _bars(rows: pd.DataFrame, x: str, y: str | None) -> dict[str, Any]:
    named = rows[x].explode() if rows[x].map(type).eq(tuple).any() else rows[x]
    sizes = rows.set_index(x, verify_integrity=True)[y] if y else named.value_counts()
    sizes = sizes.sort_values(ascending=False).head(BARS)
    values = [
        {"x": _short(str(name)), "y": float(size), "count": f"{size:,.10g}"}
        for name, size in sizes.items()
    ]
    bars = {"type": "bar", "height": 4, "yOffset": 9, "color": theme.RULE2}
    words = {"type": "text", "yOffset": -1, "baseline": "middle", "fontSize": 12}
    name = {**words, "align": "left", "color": theme.INK}
    count = {**words, "align": "right", "color": theme.INK2}
    long = {"field": "y", "type": "quantitative", "axis": None}
    return {
        "data": {"values": values},
        "encoding": {"y": {"field": "x", "type": "nominal", "sort": None, "axis": None}},
        "layer": [
            {"mark": bars, "encoding": {"x": long}},
            {"mark": name, "encoding": {"text": {"field": "x"}, "x": {"value": 0}}},
            {"mark": count, "encoding": {"text": {"field": "count"}, "x": {"value": WIDTH}}},
        ],
        "width": WIDTH,
        "height": len(values) * 26,
        "padding": {"left": 0, "right": 0, "top": 5, "bottom": 5},
    }


def _short(word: str) -> str:
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1].rstrip()}…"
