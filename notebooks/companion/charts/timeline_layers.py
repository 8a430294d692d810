"""The layers of a timeline: days and lanes, bars and points, and words with a halo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from companion import clocks
from companion.layers import TOLD, layer
from companion.layout import text_width
from companion.theme import INK, INK2, LINE, PAPER, RULE, SIZE

if TYPE_CHECKING:
    from companion.charts.timeline import Frame

Rows = list[dict[str, Any]]

DASHES = {"firm": [1, 0], "contested": [5, 3], "unverified": [2, 3], "day": [1.5, 2.5]}
"""How a bar is dashed: by how firmly it is known, or because only its day is."""

DATE = 48
"""What a date takes beside its midnight, in pixels; one with less room is left out."""

TEXT: dict[str, Any] = {"baseline": "middle", "clip": True, "aria": False}


def name_line(frame: Frame) -> float:
    """Return what a capital's name takes above its dates, where it has no room before them."""
    cities = ("Washington", "Moscow")
    room = (frame.x(frame.midnights(c)[0]) - text_width(c, SIZE, bold=True) for c in cities)
    return 0.0 if min(room) > 0 else float(LINE + 1)


def grid(frame: Frame, lanes: Rows, height: float) -> list[Any]:
    """Rule the midnights of both capitals, with their dates, and the lanes, with their names."""
    start, layers, line = utc(frame.start), [], name_line(frame)
    heads = (("Washington", line, height), ("Moscow", 20 + 2 * line, 36 + 2 * line))
    for city, top, bottom in heads:
        starts = frame.midnights(city)
        days = [{"at": utc(i), "y": top, "y2": bottom, "text": clocks.day(i, city)} for i in starts]
        layers.append(
            _chart(days).mark_rule(color=RULE, clip=True, aria=False).encode(y2=alt.Y2("y2"))
        )
        fitting = [d for d, i in zip(days, starts, strict=True) if frame.x(i) + DATE < frame.width]
        dates = _chart(fitting).mark_text(align="left", dx=5, dy=8, color=INK2, **TEXT)
        layers.append(dates.encode(text=alt.Text("text:N")))
        head = [{"at": start, "y": top + 8 - line, "text": city}]
        layers.append(words(head, "left", at=0, bold=True, colour=INK2))
    edges = [{"at": start, "to": utc(frame.end), "y": lane["top"]} for lane in lanes]
    layers.append(
        _chart(edges).mark_rule(color=RULE, clip=True, aria=False).encode(x2=alt.X2("to:T"))
    )
    return [*layers, words(lanes, "left", at=0, bold=True)]


def marks(placed: Rows) -> list[alt.Chart]:
    """Draw bars for spans and points for moments; what is not firm is dashed or hollow."""
    layers = []
    if bars := [_bar(m) for m in placed if m["span"]]:
        raw: dict[str, Any] = {"stroke": alt.Stroke, "strokeDash": alt.StrokeDash}
        channels = {name: channel(f"{name}:N", scale=None) for name, channel in raw.items()}
        drawn = _chart(bars).mark_rule(strokeWidth=3, clip=True)
        layers.append(drawn.encode(x2=alt.X2("to:T"), **channels, **TOLD))
    if points := [_point(m) for m in placed if not m["span"]]:
        raw = {"fill": alt.Fill, "stroke": alt.Stroke, "shape": alt.Shape}
        channels = {name: channel(f"{name}:N", scale=None) for name, channel in raw.items()}
        drawn = _chart(points).mark_point(size=70, opacity=1, strokeWidth=1.8, clip=True)
        layers.append(drawn.encode(**channels, **TOLD))
    return layers


def _bar(mark: dict[str, Any]) -> dict[str, Any]:
    dash = DASHES["day" if mark["loose"] else mark["doubt"]]
    kept = {name: mark[name] for name in ("at", "to", "y", "tip", "href")}
    return {**kept, "stroke": mark["colour"], "strokeDash": dash}


def _point(mark: dict[str, Any]) -> dict[str, Any]:
    firm = mark["doubt"] == "firm"
    fill, stroke = (mark["colour"], PAPER) if firm else (PAPER, mark["colour"])
    kept = {name: mark[name] for name in ("at", "y", "shape", "tip", "href")}
    return {**kept, "fill": fill, "stroke": stroke}


def labels(placed: Rows, first: str, last: str) -> list[Any]:
    """Write each label after its mark; before it, or over it, where it would leave the drawing.

    When one day is shown, a label goes with the end of the mark that it stands at, and a bar that
    runs on beyond the day is named where it begins.
    """
    inside = f"(!show || (toDate(datum.at) >= {first} && toDate(datum.at) < {last}))"
    ways: tuple[tuple[str, str, float, str | None], ...] = (
        ("after", "left", 9, None),
        ("before", "right", -9, None),
        ("above", "left", 0, None),
        ("above at the edge", "right", 0, "width"),
    )
    layers = []
    for way, align, dx, at in ways:
        rows = [
            {"at": m["to"] if way == "after" else m["at"], "y": m["text_y"], "name": m["text"]}
            for m in placed
            if m["side"] == way
        ]
        if rows:
            drawn = words(rows, align, dx, at)
            layers.append(drawn.transform_calculate(text=f"{inside} ? datum.name : ''"))
    return [*layers, *_running(placed, first, last)]


def _running(placed: Rows, first: str, last: str) -> list[Any]:
    """Name, where it begins, each bar that runs on beyond the day that is shown."""
    rows = [
        {"start": m["at"], "to": m["to"], "y": m["y"], "name": m["text"]}
        for m in placed
        if m["span"]
    ]
    if not rows:
        return []
    runs_on = f"(show && toDate(datum.start) < {last} && toDate(datum.to) >= {last})"
    begins = f"max(toDate(datum.start), {first})"
    drawn = words(rows, "left", 16)
    return [drawn.transform_calculate(text=f"{runs_on} ? datum.name : ''", at=begins)]


def words(
    rows: Rows,
    align: str,
    dx: float = 0,
    at: str | int | None = None,
    bold: bool = False,
    colour: str = INK,
) -> Any:
    """Write rows of text, with a halo that keeps them off lines; ``at`` pins them to an edge."""
    text: dict[str, Any] = {**TEXT, "align": align, "dx": dx, "fontWeight": 600 if bold else 400}
    place: dict[str, Any] = {} if at is None else {"x": alt.XValue(at)}
    halo = {"color": PAPER, "stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    drawn = [alt.Chart().mark_text(**text, **style) for style in (halo, {"color": colour})]
    both = (part.encode(text=alt.Text("text:N"), **place) for part in drawn)
    return layer(*both, data=alt.InlineData(values=rows))


def utc(instant: Any) -> str:
    """Print an instant as Vega reads it."""
    return instant.strftime("%Y-%m-%dT%H:%MZ")


def _chart(rows: Rows) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))
