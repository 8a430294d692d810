"""Two crises on one axis, counted from a day zero each: the whole above, one stretch below.

Above, two strokes and one row of days: 1962 over 2022. Below, the chosen stretch runs down the page
with every event named; a reader brushes another stretch, or chooses one by name.
"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from companion import capitals, clocks
from companion.canvas import Sheet
from companion.charts import key, leaders, stretch, stretch_events
from companion.day_zero import EXACT, NAMED, STRETCHES, ZEROS, Span, Zero, spans
from companion.layers import layer
from companion.publish import Chart, named, publish, target
from companion.theme import CRISIS, INK, INK2, LINE, NARROW, RULE2, WIDE

ROW, TICK, BAND = 17, 11, 26
"""Heights in pixels: a row of labels, the tick of an event, the days between the strokes."""


@dataclass(frozen=True)
class Plan:
    """The sheet: its width, the days it shows, and where the two strokes lie."""

    width: float
    first: int
    last: int
    rails: tuple[float, float] = (0, 0)

    @property
    def step(self) -> float:
        """Pixels a day."""
        return self.width / (self.last - self.first)

    def x(self, day: float) -> float:
        """Return where a day stands."""
        return (day - self.first) * self.step


def two_rails(
    events: pd.DataFrame,
    days: tuple[int, int] = (-21, 63),
    told: dict[str, str] = NAMED,
    show: dict[str, tuple[int, int]] = STRETCHES,
    zeros: dict[str, Zero] = ZEROS,
) -> Chart:
    """Draw the events of two crises by days from their day zero.

    Args:
        events: rows of ``day_zero.both``.
        days: the first day drawn, and the day after the last.
        told: the events named above, by id, with their words there, the most telling first: where
            there is no room the last are left out.
        show: stretches that can be chosen by name: first day, and the day after the last. The wide
            drawing begins with the first; the narrow one leaves it out, and begins with the next.
        zeros: the day zero of each crisis.
    """
    rows = _rows(events, zeros)
    return publish(
        lambda w: _draw(rows, Plan(w, *days), told, show, zeros),
        (WIDE, NARROW),
        _table(events),
        {"events": len(events)},
    )


def _rows(events: pd.DataFrame, zeros: dict[str, Zero]) -> pd.DataFrame:
    """Return what the drawing needs of each event, under names of one letter, to keep it light."""
    return pd.DataFrame(
        {
            "id": list(events.index),
            "c": [list(zeros).index(c) for c in events["crisis"]],
            "d": [round(day, 2) for day in events["day"]],
            "k": [0 if p in EXACT else 1 for p in events["precision"]],
            "f": [0 if c == "firm" else 1 for c in events["confidence"]],
            "t": list(events["label"]),
            "w": [_when(e).rpartition(" in ")[0] for _, e in events.iterrows()],
            "p": [
                stretch_events.short(_when(e).rpartition(" in ")[2]) for _, e in events.iterrows()
            ],
            "s": [named(keys[:1]) for keys in events["source"]],
            "h": [target(e).removeprefix("#ref-") for _, e in events.iterrows()],
        }
    )


def _when(event: pd.Series) -> str:
    """Print an event’s own day; and its hour, on the clock of its place or of day zero."""
    zero = ZEROS[str(event["crisis"])]
    if event["precision"] not in EXACT:
        return f"{capitals.days(event)} in {capitals.city(event['zone'])}"
    places = {zone: name for name, zone in (clocks.ZONES | capitals.ZONES).items()}
    zone = event["zone"] if event["zone"] in places else zero.zone
    about = "about " if event["precision"] == "hour" else ""
    hour = capitals.hour(event["start"], zone)
    return f"{capitals.day(event['start'], zone)}, {about}{hour} in {places[zone]}"


def _draw(
    rows: pd.DataFrame,
    plan: Plan,
    told: dict[str, str],
    show: dict[str, tuple[int, int]],
    zeros: dict[str, Zero],
) -> Chart:
    wide = plan.width == WIDE
    entries = _key()
    top = key.height(entries, plan.width) + 12
    labels = [_labels(plan, rows, told, crisis) for crisis in (0, 1)]
    tall = [(1 + max(label.level for label in side)) * ROW for side in labels]
    upper = top + LINE + 8 + tall[0] + TICK + 8
    plan = Plan(plan.width, plan.first, plan.last, (upper, upper + BAND))
    foot = plan.rails[1] + TICK + 8 + tall[1] + LINE + 8
    frame = stretch.Frame(plan.width, top, foot, plan.first, plan.step, wide)
    sheet = Sheet(plan.width, frame.bottom + 4)
    key.draw(sheet, entries)
    _headings(sheet, zeros, top, foot)
    _days(sheet, plan)
    for span in spans(plan.first):
        _span(sheet, plan, span, list(zeros).index(span.crisis))
    for crisis, side in enumerate(labels):
        _name(sheet, plan, side, crisis)
    fixed = sheet.chart()
    dates = [zero.date_of(0) for zero in zeros.values()]
    events = layer(
        _ticks(plan), stretch_events.events(frame), data=stretch_events.packed(rows, frame)
    )
    rails = stretch.rails(frame, spans(plan.first), plan.last)
    under, below = stretch.chosen(frame, show), [*stretch.calendar(frame, dates), *rails, events]
    return layer(
        *(*under, *fixed.layer, *below),
        encoding=fixed.encoding,
        params=stretch.params(frame, show),
        width=plan.width,
        height=sheet.height,
        padding=0,
        autosize="none",
    )


def _key() -> list[key.Entry]:
    return [
        key.mark("circle", INK2, "hour known"),
        key.bracket("only the day known", INK2),
        key.mark("circle", INK2, "day or hour contested", hollow=True),
    ]


def _headings(sheet: Sheet, zeros: dict[str, Zero], top: float, foot: float) -> None:
    """Name both crises with their day zero, one above its stroke and one below."""
    for (crisis, zero), y in zip(zeros.items(), (top + LINE / 2, foot - LINE / 2), strict=True):
        date = f"{zero.date_of(0).day} {zero.date_of(0):%B}"
        sheet.text(0, y, crisis, colour=CRISIS[crisis], weight=600, size=15)
        sheet.text(40, y, f"day 0 is {date}, {zero.city}", colour=INK2)


def _days(sheet: Sheet, plan: Plan) -> None:
    """Write the weeks between the two strokes, day zero as a line through both."""
    upper, lower = plan.rails
    zero = plan.x(0)
    sheet.line(zero, upper - TICK - 4, zero, lower + TICK + 4, INK, 1.2)
    every = 7 if plan.width == WIDE else 14
    for day in range(plan.first + 7, plan.last, every):
        bold = day == 0
        words = f"day {day}" if bold else f"{day}".replace("-", "−")
        sheet.text(
            plan.x(day),
            (upper + lower) / 2,
            words,
            "center",
            INK if bold else INK2,
            600 if bold else 400,
            halo=True,
        )
    for y in plan.rails:
        sheet.line(0, y, plan.width, y, RULE2, 0.8)


def _span(sheet: Sheet, plan: Plan, span: Span, crisis: int) -> None:
    """Draw a part of a stroke; one that is open runs on in an arrow."""
    y, tint = plan.rails[crisis], CRISIS[span.crisis]
    last = plan.last if span.open else span.last
    end = plan.x(last) - (7 if span.open else 0)
    sheet.line(plan.x(span.first), y, end, y, tint, 7 if span.heavy else 2.4)
    if span.open:
        sheet.point(plan.x(last) - 6, y, "triangle-right", tint, size=90)


def _labels(
    plan: Plan, rows: pd.DataFrame, told: dict[str, str], crisis: int
) -> list[leaders.Label]:
    """Place the named events of one crisis beside their leaders."""
    mine = rows[rows["c"] == crisis].set_index("id")
    words = []
    for name, text in told.items():
        if name in mine.index:
            day, dated = mine.loc[name, "d"], mine.loc[name, "k"]
            number = f"{int(day // 1)}".replace("-", "−")
            words.append((plan.x(day + 0.5 * dated), f"{number}: {text}"))
    return leaders.place(words, plan.width, 5)


def _name(sheet: Sheet, plan: Plan, labels: list[leaders.Label], crisis: int) -> None:
    """Write the named events away from the stroke, each on a leader from its mark."""
    way, rail = (1 if crisis else -1), plan.rails[crisis]
    for label in labels:
        y = rail + way * (TICK + 8 + (label.level + 0.5) * ROW)
        sheet.line(label.x, rail, label.x, y + way * (ROW / 2 - 3), RULE2, 0.8)
        sheet.text(label.x + (4 if label.after else -4), y, label.words, label.align)


def _ticks(plan: Plan) -> alt.Chart:
    """Draw a tick for every event, up from 1962 and down from 2022."""
    upper, lower = plan.rails
    hues = list(CRISIS.values())
    return (
        alt.Chart()
        .transform_calculate(
            x=f"(datum.d + datum.k / 2 - {plan.first}) * {plan.step:.4f}",
            y=f"datum.c ? {lower} : {upper}",
            y2=f"datum.c ? {lower + TICK} : {upper - TICK}",
            tint=f"datum.c ? '{hues[1]}' : '{hues[0]}'",
        )
        .mark_rule(strokeWidth=1.4, aria=False)
        .encode(y2=alt.Y2("y2"), stroke=alt.Stroke("tint:N", scale=None))
    )


def _table(events: pd.DataFrame) -> pd.DataFrame:
    """Return every event by crisis and day, with its own date and the first of its sources."""
    return pd.DataFrame(
        {
            "Crisis": list(events["crisis"]),
            "Day": [f"{n}".replace("-", "−") for n in events["number"]],
            "When": [_when(e) for _, e in events.iterrows()],
            "Event": list(events["summary"]),
            "Certainty": list(events["confidence"]),
            "Source": [keys[0] for keys in events["source"]],
        }
    )
