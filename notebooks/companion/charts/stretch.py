"""One stretch of days, enlarged: which it is, and its days down the page.

Vega does the work when a reader brushes another stretch, or chooses one by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from companion.day_zero import Span
from companion.theme import CRISIS, INK2, PAPER, RULE, RULE2, SIZE


@dataclass(frozen=True)
class Frame:
    """Where things are: the whole above from ``top`` to ``foot``, the stretch below it."""

    width: float
    top: float
    foot: float
    first: int
    step: float
    wide: bool

    @property
    def begin(self) -> float:
        """Where the stretch begins."""
        return self.foot + 34

    @property
    def bottom(self) -> float:
        """Where the stretch ends."""
        return self.begin + (760 if self.wide else 680)

    @property
    def rails(self) -> tuple[float, float]:
        """Where the two rails of the stretch stand."""
        half = 30 if self.wide else 17
        return self.width / 2 - half, self.width / 2 + half

    @property
    def out(self) -> float:
        """How far from its rail a label stands."""
        return 46 if self.wide else 20

    @property
    def room(self) -> float:
        """How wide a label may be."""
        return self.rails[0] - self.out - (66 if self.wide else 0)


def params(frame: Frame, show: dict[str, tuple[int, int]]) -> list[alt.Parameter]:
    """Return the controls: a stretch by its name; and the days that follow from it or the brush."""
    names, spans = list(show), list(show.values())
    if frame.wide:
        names, spans = ["the days brushed above", *names], [spans[0], *spans]
    else:  # the first stretch is too full for a phone
        names, spans = names[1:], spans[1:]
    choice = alt.param(
        name="show",
        value=0,
        bind=alt.binding_select(options=list(range(len(names))), labels=names, name="Enlarge "),
    )
    chosen = [f"{[span[n] for span in spans]}[show]" for n in (0, 1)]
    if frame.wide:
        drawn = "(!show && isArray(brush.x) && abs(brush.x[1] - brush.x[0]) > 4)"
        ends = [f"{end}(brush.x[0], brush.x[1])" for end in ("min", "max")]
        days = [
            f"{way}({end} / {frame.step:.4f} {tweak}) + {frame.first}"
            for way, end, tweak in zip(("floor", "ceil"), ends, ("+ .2", "- .2"), strict=True)
        ]
        chosen = [f"{drawn} ? {d} : {c}" for d, c in zip(days, chosen, strict=True)]
    lo, hi = (alt.param(name=n, expr=e) for n, e in zip(("lo", "hi"), chosen, strict=True))
    return [choice, lo, hi]


def _one(**fields: str) -> alt.Chart:
    """Return a chart of a single row whose fields Vega works out."""
    return alt.Chart(alt.InlineData(values=[{}])).transform_calculate(**fields)


def _day(day: str, frame: Frame) -> str:
    """Return where a day stands in the whole."""
    return f"({day} - {frame.first}) * {frame.step:.4f}"


def down(day: str, frame: Frame) -> str:
    """Return where a day stands in the stretch."""
    return f"{frame.begin} + ({day} - lo) / (hi - lo) * {frame.bottom - frame.begin}"


def chosen(frame: Frame, show: dict[str, tuple[int, int]]) -> list[Any]:
    """Shade the stretch in the whole, take the brush there, and lead down to the stretch."""
    lo, hi = _day("lo", frame), _day("hi", frame)
    box = _one(x=lo, x2=hi, y=f"{frame.top - 4}", y2=f"{frame.foot + 4}")
    shade = box.mark_rect(color=RULE, opacity=0.38, aria=False).encode(
        x2=alt.X2("x2"), y2=alt.Y2("y2")
    )
    edges = [
        _one(x=a, y=f"{frame.foot + 4}", x2=b, y2=f"{frame.begin - 6}")
        .mark_rule(color=RULE2, strokeWidth=0.8, aria=False)
        .encode(x2=alt.X2("x2"), y2=alt.Y2("y2"))
        for a, b in ((lo, "0"), (hi, f"{frame.width}"))
    ]
    found = [shade, *edges]
    return [*found, _ground(frame, next(iter(show.values())))] if frame.wide else found


def _ground(frame: Frame, first: tuple[int, int]) -> alt.Chart:
    """Return the ground that takes the brush; ``first`` is what is brushed to begin with."""
    x = [round((day - frame.first) * frame.step, 1) for day in first]
    inside = f"y() < {frame.foot + 4:.0f}"
    brush = alt.selection_interval(
        name="brush",
        encodings=["x", "y"],
        value={"x": x, "y": [frame.foot, frame.top]},
        on=f"[pointerdown[{inside}], window:pointerup] > window:pointermove!",
        zoom=False,
        mark=alt.BrushConfig(
            fill=PAPER, stroke=PAPER, fillOpacity=0, strokeOpacity=0, cursor="move"
        ),
    )
    ground = _one(x="0", x2=f"{frame.width}", y=f"{frame.top - 4}", y2=f"{frame.foot + 4}")
    drawn = ground.mark_rect(color=PAPER, opacity=0, aria=False, cursor="crosshair")
    return drawn.encode(x2=alt.X2("x2"), y2=alt.Y2("y2")).add_params(brush)


def calendar(frame: Frame, dates: list[pd.Timestamp]) -> list[Any]:
    """Number the days between the rails, and write both calendars' dates at the outer edges."""
    days: Any = alt.SequenceGenerator(
        sequence=alt.SequenceParams.from_dict({"start": frame.first, "stop": 64, "as": "d"})
    )
    every = "hi - lo < 15 ? 1 : hi - lo < 30 ? 2 : 7"
    base = (
        alt.Chart(days)
        .transform_filter("datum.d >= lo && datum.d <= hi")
        .transform_calculate(y=down("datum.d", frame), m=down("datum.d + .5", frame))
    )
    shown = base.transform_filter(f"datum.d < hi && datum.d % ({every}) == 0")
    left, right = frame.rails
    found: list[Any] = []
    for a, b in ((left, right), (0, 60), (frame.width - 60, frame.width)):
        if frame.wide or a == left:
            lines = base if a == left else shown
            lines = lines.transform_calculate(x=f"{a}", x2=f"{b}")
            found.append(
                lines.mark_rule(color=RULE, strokeWidth=1, aria=False).encode(x2=alt.X2("x2"))
            )
    number = "(datum.d < 0 ? '−' : '') + abs(datum.d)"
    text: dict[str, Any] = {"baseline": "middle", "fontSize": SIZE, "aria": False}
    middle = shown.transform_calculate(x=f"{frame.width / 2}", n=number)
    place = "min(datum.m, datum.y + 12)"
    middle = middle.transform_calculate(y=place)
    found.append(middle.mark_text(**text, fontWeight=600).encode(text=alt.Text("n:N")))
    if frame.wide:
        edges: Any = (0, "left"), (frame.width, "right")
        for date, (x, align) in zip(dates, edges, strict=True):
            printed = (
                f"utcFormat(utc({date.year}, {date.month - 1}, {date.day} + datum.d), '%-d %b')"
            )
            at = shown.transform_calculate(
                x=f"{x}", y=place, n=f"replace({printed}, 'Sep', 'Sept')"
            )
            found.append(at.mark_text(**text, align=align, color=INK2).encode(text=alt.Text("n:N")))
    return found


def rails(frame: Frame, spans: Sequence[Span], last: int) -> list[Any]:
    """Draw the two rails of the stretch, heavy and thin where the strokes above are so."""
    found: list[Any] = []
    for x in frame.rails:
        line = _one(x=f"{x}", y=f"{frame.begin}", y2=f"{frame.bottom}")
        found.append(
            line.mark_rule(color=RULE2, strokeWidth=0.8, aria=False).encode(y2=alt.Y2("y2"))
        )
    crises = list(CRISIS)
    for heavy in (False, True):
        rows = [
            {
                "x": frame.rails[crises.index(span.crisis)],
                "a": round(span.first, 2),
                "b": last if span.open else round(span.last, 2),
                "tint": CRISIS[span.crisis],
            }
            for span in spans
            if span.heavy == heavy
        ]
        parts = (
            alt.Chart(alt.InlineData(values=rows))
            .transform_filter("datum.a < hi && datum.b > lo")
            .transform_calculate(
                y=down("max(datum.a, lo)", frame), y2=down("min(datum.b, hi)", frame)
            )
            .mark_rule(strokeWidth=5.5 if heavy else 2.2, aria=False)
        )
        found.append(parts.encode(y2=alt.Y2("y2"), stroke=alt.Stroke("tint:N", scale=None)))
    return found
