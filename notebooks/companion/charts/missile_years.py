"""Missiles year by year: a count of one side, and estimates of the other as stretches."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from companion import data
from companion.layers import TOLD, layer
from companion.publish import Chart, named, publish, target
from companion.theme import COLUMN, INK, NARROW, PAPER, SIZE, US, USSR

Rows = list[dict[str, Any]]

FIRST, LAST, MOST = 1961, 1964, 950
"""The years drawn, both whole, and where the scale of missiles ends."""

FORECASTS = {"NIE 1-61": -0.22, "NIE 11-8/1-61": -0.1, "NIE 11-8-62": 0.06}
"""The estimates whose forecasts are drawn, and how far beside the day they stand, in years."""

BESIDE = {"USAF": 0.12, "Foreign Policy 2012": -0.28}
"""How far a figure stands beside another of the same day, by how its estimate begins."""

ORIGIN = "strategicforces"
"""The source of the American count."""

HEIGHT, DOTTED = 372, [1.5, 2.5]
KEY = (
    "United States, deployed",
    "Soviet Union, American estimate",
    "a dissent, or a later writer",
    "a forecast made before",
)
"""What the bar, the full mark, the hollow mark and the dotted line mean, from the top."""

TEXT: dict[str, Any] = {"baseline": "middle", "aria": False, "fontSize": SIZE}


def missile_years(american: pd.DataFrame, soviet: pd.DataFrame) -> Chart:
    """Draw American missiles as counted, and Soviet ones as estimated then, forecast, told later.

    Args:
        american: ``arms.american_icbms``, a number a year.
        soviet: ``arms.soviet_icbms``; of the forecasts those of :data:`FORECASTS` are drawn.
    """
    american = american[american["year"].between(FIRST, LAST)]
    soviet = soviet[soviet["year"].between(FIRST, LAST)]
    drawn = (soviet["status"] != "forecast") | soviet["estimate"].isin(FORECASTS)
    soviet = soviet[drawn]
    used = {"us_delivery": int(american["systems"].sum()), "soviet_delivery": len(soviet)}
    return publish(
        lambda width: _draw(american, soviet, width),
        (COLUMN, NARROW),
        _table(american, soviet),
        used,
    )


def _draw(american: pd.DataFrame, soviet: pd.DataFrame, width: float) -> Chart:
    bars = [_american(row) for _, row in american.iterrows()]
    marks = [_soviet(row) for _, row in soviet.iterrows()]
    layers = [
        *_stretches(marks),
        _layer(bars, "rule", strokeWidth=4, color=US).encode(x2=alt.X2("x2:Q"), **TOLD),
        *_labels([{"x": b["x"] + 0.47, "y": b["y"] + 32, "text": str(b["y"])} for b in bars]),
        *_points(marks),
        *_labels([_said(m) for m in marks if m["kind"] == "now" and m["x"] < 1962], "right"),
        *_labels([_said(m) for m in marks if m["kind"] == "now" and m["x"] > 1962]),
        *_widest(marks),
        *_key(width),
    ]
    across = alt.Scale(domain=[FIRST, LAST + 1], nice=False, zero=False)
    years = alt.Axis(
        values=[year + 0.5 for year in range(FIRST, LAST + 1)],
        labelExpr="floor(datum.value)",
        title=None,
        ticks=False,
        grid=False,
    )
    down = alt.Scale(domain=[0, MOST], nice=False)
    side = alt.Axis(values=[0, 200, 400, 600, 800], title=None, ticks=False, domain=False)
    return layer(
        *layers,
        encoding=alt.Encoding(
            x=alt.X("x:Q", scale=across, axis=years), y=alt.Y("y:Q", scale=down, axis=side)
        ),
        width=width,
        height=HEIGHT,
        autosize={"type": "fit", "contains": "padding"},
    )


def _layer(rows: Rows, mark: str, **options: Any) -> alt.Chart:
    return getattr(alt.Chart(alt.InlineData(values=rows)), f"mark_{mark}")(**options)


def _american(row: pd.Series) -> dict[str, Any]:
    year, count = int(row["year"]), int(row["deployed"])
    tip = f"United States: {count} missiles deployed in {year}\n{data.short_titles()[ORIGIN]}"
    return {"x": year + 0.03, "x2": year + 0.97, "y": count, "tip": tip, "href": f"#ref-{ORIGIN}"}


def _soviet(row: pd.Series) -> dict[str, Any]:
    """Place one figure: its stretch, and beside others of the same day."""
    forecast = row["status"] == "forecast"
    own = row["status"] == "now" and not row["estimate"].startswith("USAF")
    what = "forecast for " if forecast else ""
    said = f"Soviet Union: {_range(row)}, {what}{row['as_of']}\n{row['estimate']}"
    beside = FORECASTS[row["estimate"]] if forecast else _beside(row["estimate"])
    return {
        "x": round(row["at"] + beside, 2),
        "y": int(row["count"]),
        "y2": int(row["high"]),
        "kind": "forecast" if forecast else "now" if own else "other",
        "tip": f"{said}\n{named(row['source'])}",
        "href": target(row),
    }


def _beside(estimate: str) -> float:
    return next((by for name, by in BESIDE.items() if estimate.startswith(name)), 0.0)


def _range(row: pd.Series) -> str:
    low, high = int(row["count"]), int(row["high"])
    return f"{low}–{high}" if high > low else str(low)


def _stretches(marks: Rows) -> list[alt.Chart]:
    """Draw what runs from a low to a high figure; a forecast is dotted."""
    layers = []
    for forecast, dash in ((False, [1, 0]), (True, DOTTED)):
        rows = [m for m in marks if m["y2"] > m["y"] and (m["kind"] == "forecast") == forecast]
        rule = _layer(rows, "rule", color=USSR, strokeWidth=2.4, strokeDash=dash)
        layers.append(rule.encode(y2=alt.Y2("y2:Q"), **TOLD))
    return layers


def _points(marks: Rows) -> list[alt.Chart]:
    """Draw the figures, at both ends of a stretch; hollow if a dissent or told later."""
    layers = []
    for kind in ("other", "now"):
        rows = [m for m in marks if m["kind"] == kind]
        ends = [{**m, "y": y} for m in rows for y in sorted({m["y"], m["y2"]})]
        kept = [{k: v for k, v in m.items() if k not in ("y2", "kind")} for m in ends]
        layers.append(_square(kept, kind == "other").encode(**TOLD))
    return layers


def _square(rows: Rows, hollow: bool) -> alt.Chart:
    fill, stroke = (PAPER, USSR) if hollow else (USSR, PAPER)
    look = {"size": 56, "opacity": 1, "strokeWidth": 1.8 if hollow else 1}
    return _layer(rows, "point", shape="square", fill=fill, stroke=stroke, **look)


def _said(mark: dict[str, Any]) -> dict[str, Any]:
    """Write an estimate: below its mark, or before it where that has no room."""
    text = f"{mark['y']}–{mark['y2']}" if mark["y2"] > mark["y"] else str(mark["y"])
    if mark["x"] < 1962:
        return {"x": mark["x"] - 0.07, "y": (mark["y"] + mark["y2"]) / 2, "text": text}
    return {"x": mark["x"], "y": mark["y"] - 36, "text": text}


def _widest(marks: Rows) -> list[alt.Chart]:
    """Write the two ends of the widest forecast."""
    rows = [m for m in marks if m["kind"] == "forecast"]
    top = max(rows, key=lambda m: m["y2"] - m["y"])
    ends = ((top["y2"], 20), (top["y"], -20))
    return _labels([{"x": top["x"], "y": y + by, "text": str(y)} for y, by in ends])


def _key(width: float) -> list[alt.Chart]:
    """Explain the marks in the empty corner at the top left."""
    unit = (LAST + 1 - FIRST) / (width - 30)
    at = [MOST - 24 - 54 * n for n in range(len(KEY))]
    left, middle, right = (FIRST + px * unit for px in (8, 16, 24))
    said = [{"x": right + 8 * unit, "y": y, "text": t} for y, t in zip(at, KEY, strict=True)]
    silent: dict[str, Any] = {"aria": False, "color": USSR, "strokeWidth": 2.4}
    return [
        *_labels(said, "left"),
        _layer([{"x": left, "x2": right, "y": at[0]}], "rule", **{**silent, "color": US}).encode(
            x2=alt.X2("x2:Q")
        ),
        _square([{"x": middle, "y": at[1]}], False),
        _square([{"x": middle, "y": at[2]}], True),
        _layer(
            [{"x": middle, "y": at[3] - 24, "y2": at[3] + 24}], "rule", strokeDash=DOTTED, **silent
        ).encode(y2=alt.Y2("y2:Q")),
    ]


def _labels(rows: Rows, align: str = "center") -> list[alt.Chart]:
    """Write words, with a halo that keeps them off lines."""
    halo = {"color": PAPER, "stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    return [
        _layer(rows, "text", **TEXT, align=align, **style).encode(text=alt.Text("text:N"))
        for style in (halo, {"color": INK})
    ]


def _table(american: pd.DataFrame, soviet: pd.DataFrame) -> pd.DataFrame:
    """Return all figures drawn, the American first."""
    ours = [
        ("United States", str(row["year"]), "deployed", "Kielar", str(row["deployed"]), ORIGIN)
        for _, row in american.iterrows()
    ]
    theirs = [
        (
            "Soviet Union",
            row["as_of"],
            row["measure"],
            _whose(row),
            _range(row),
            ";".join(row["source"]),
        )
        for _, row in soviet.iterrows()
    ]
    head = ["Side", "When", "What is counted", "Whose figure", "Number", "Source"]
    return pd.DataFrame([*ours, *theirs], columns=head)


def _whose(row: pd.Series) -> str:
    return f"{row['estimate']}, a forecast" if row["status"] == "forecast" else row["estimate"]
