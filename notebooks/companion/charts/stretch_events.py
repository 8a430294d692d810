"""The events of a stretch of days, on two rails, with words that never overlap.

Vega does the work when a reader chooses another stretch. Labels move as little as they can: the
least that the worst of them must move. Each stands halfway between two layouts without overlap,
one that only pushes down (the running maximum) and one that only pushes up (the running minimum).
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from companion.charts.stretch import Frame, down
from companion.layers import TOLD, layer
from companion.layout import wrap
from companion.theme import CRISIS, INK, LINE, PAPER, RULE2, SIZE

GAP = 3
"""Pixels between two labels."""

BREAK = "~"
"""Stands for the end of a line in the words of an event."""

PLACES = {"W": "Washington", "M": "Moscow", "K": "Kyiv", "H": "Havana"}
"""The clocks that most events are told by, each under a letter."""


def short(place: str) -> str:
    """Return the letter of a place, or the place itself if it has none."""
    return next((letter for letter, name in PLACES.items() if name == place), place)


def packed(rows: pd.DataFrame, frame: Frame) -> alt.InlineData:
    """Return the events as lines of text, their words broken as the column has room."""
    lines = [wrap(text, frame.room) for text in rows["t"]]
    rows = rows.assign(t=[BREAK.join(one) for one in lines]).drop(columns="id")
    rows = rows.sort_values("c", ascending=False, kind="stable")  # the crowded crisis on top
    text = rows.to_csv(sep="|", index=False, lineterminator="\n")
    numbers = dict.fromkeys(("c", "d", "k", "f"), "number")
    return alt.InlineData(text, format=alt.DsvDataFormat(type="dsv", delimiter="|", parse=numbers))


def events(frame: Frame) -> Any:
    """Draw the events of the stretch: mark or dotted day, leader, words."""
    left, right = frame.rails
    hues, out = list(CRISIS.values()), frame.out
    side, mark = "(datum.c ? 1 : -1)", f"(datum.c ? {right} : {left})"
    places = _placed(alt.Chart(), frame).transform_calculate(
        e=f"{mark} + {side} * 9",
        x=f"datum.k ? datum.e : {mark}",
        x2=f"{mark} + {side} * {out - 5}",
        xt=f"{mark} + {side} * {out}",
        tint=f"datum.c ? '{hues[1]}' : '{hues[0]}'",
        fill=f"datum.f ? '{PAPER}' : datum.tint",
        line=f"datum.f ? datum.tint : '{PAPER}'",
        first=f"datum.z - (datum.n - 1) * {LINE / 2}",
        tip=f"replace(datum.t, /{BREAK}/g, ' ') + '\\nDay ' + floor(datum.d) + ': ' + datum.w"
        f" + ' in ' + ({PLACES}[datum.p] || datum.p)"
        " + (datum.k ? ' (only the day is known)' : '') + (datum.f ? '. Contested.' : '.')"
        " + '\\n' + datum.s",
        href="'#ref-' + datum.h",
    )
    return layer(*_marks(out), transform=places.transform)


def _placed(chart: alt.Chart, frame: Frame) -> alt.Chart:
    """Give each event the height of its mark (``y``) and that of the middle of its words (``z``).

    Where the words of one crisis do not fit, they move closer together.
    """
    height = frame.bottom - frame.begin
    placed = (
        chart.transform_filter("datum.d < hi && datum.d + datum.k * .99 >= lo")
        .transform_calculate(
            t0=f"max({frame.begin}, {down('datum.d', frame)})",
            t1=f"min({frame.bottom}, {down('datum.d + datum.k', frame)})",
            n=f"length(split(datum.t, '{BREAK}'))",
            g=f"datum.n * {LINE} + {GAP}",
        )
        .transform_joinaggregate(all="sum(g)", groupby=["c"])
        .transform_calculate(
            y="datum.k ? (datum.t0 + datum.t1) / 2 : datum.t0",
            g=f"datum.g * min(1, {height} / datum.all)",
        )
    )
    first: dict[str, Any] = {"sort": [alt.SortField("y"), alt.SortField("t")], "groupby": ["c"]}
    order: dict[str, Any] = {"sort": [alt.SortField("sum")], "groupby": ["c"]}
    return (
        placed.transform_window(window=[_over("sum", "g", "sum")], frame=[None, 0], **first)
        .transform_calculate(o="datum.sum - datum.g / 2", u="datum.y - datum.o")
        .transform_window(window=[_over("max", "u", "a")], frame=[None, 0], **order)
        .transform_window(window=[_over("min", "u", "b")], frame=[0, None], **order)
        .transform_calculate(
            free=f"{height} - min(datum.all, {height})",
            z=f"{frame.begin} + datum.o"
            f" + clamp((datum.a + datum.b) / 2 - {frame.begin}, 0, datum.free)",
        )
    )


def _over(op: str, field: str, name: str) -> alt.WindowFieldDef:
    """Return what a window computes, under a name."""
    return alt.WindowFieldDef.from_dict({"op": op, "field": field, "as": name})


def _marks(out: float) -> list[alt.Chart]:
    """Return the marks of an event whose places are worked out."""
    days = alt.Chart().transform_filter("datum.k")
    hours = alt.Chart().transform_filter("!datum.k")
    text: dict[str, Any] = {"baseline": "middle", "fontSize": SIZE, "lineBreak": BREAK}
    leader = alt.Chart().mark_rule(color=RULE2, strokeWidth=0.8, aria=False)
    sides: Any = (0, "right"), (1, "left")
    words = [
        alt.Chart()
        .transform_filter(f"datum.c == {n}")
        .mark_text(**text, lineHeight=LINE, align=align, color=INK, aria=False)
        .encode(x=alt.X("xt:Q"), y=alt.Y("first:Q"), text=alt.Text("t:N"))
        for n, align in sides
    ]
    return [
        leader.encode(x2=alt.X2("x2"), y2=alt.Y2("z")),
        hours.mark_point(size=74, opacity=1, strokeWidth=1.5, shape="circle", aria=True).encode(
            fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("line:N", scale=None), **TOLD
        ),
        days.mark_rule(strokeWidth=2.2, strokeDash=[1.5, 2.5], aria=True).encode(
            x=alt.X("e:Q"),
            y=alt.Y("t0:Q"),
            y2=alt.Y2("t1"),
            stroke=alt.Stroke("tint:N", scale=None),
            **TOLD,
        ),
        *words,
    ]
