"""Events in lanes along one line of time: points, spans, and how sure each is.

Time runs across in UTC; the days of Washington and Moscow are ruled from their own midnights.
Labels are stacked where they would overlap, and a reader can look at one day alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from companion import clocks
from companion.charts.timeline_layers import Rows, grid, labels, marks, name_line, utc
from companion.layers import layer, no_axes
from companion.layout import stack, text_width
from companion.publish import Chart, by_table, publish, source_cells, target, three_clocks, tip
from companion.theme import NARROW, PADDING, WIDE, colour, shape

HEAD, ROW, LANE_GAP = 44, 19, 12
"""Heights in pixels: the days above the lanes, a row of labels, the space between lanes."""


@dataclass(frozen=True)
class Frame:
    """The stretch of time drawn and the width of the drawing in pixels."""

    start: pd.Timestamp
    end: pd.Timestamp
    width: float

    def x(self, instant: pd.Timestamp) -> float:
        """Return where an instant stands when nothing is zoomed, kept within the frame."""
        within = min(max(instant, self.start), self.end)
        return (within - self.start) / (self.end - self.start) * self.width

    def midnights(self, city: str) -> list[pd.Timestamp]:
        """List a city's midnights within the frame."""
        first = clocks.local(self.start, city).normalize()
        days = [first + pd.Timedelta(days=n) for n in range((self.end - self.start).days + 3)]
        zone = clocks.ZONES[city]
        instants = [day.tz_localize(zone).tz_convert("UTC") for day in days]
        return [i for i in instants if self.start <= i < self.end]


def timeline(events: pd.DataFrame, since: str, until: str, lane: str = "lane") -> Chart:
    """Draw events in lanes, in the order in which the lanes first appear.

    Args:
        events: rows with ``start``, ``end``, ``precision``, ``zone``, ``actors``, ``label``,
            ``confidence``, ``source``, as ``data.events`` returns them, and the column ``lane``.
        since, until: the stretch to draw, as ISO dates or times in UTC.
        lane: the column whose values name the lanes.

    Returns:
        A chart with a control for each Washington day. A full bar is a stretch that a source
        states; a dotted one means “some time within”; a hollow point or a dashed bar is contested.
    """
    start, end = (pd.Timestamp(text, tz="UTC") for text in (since, until))
    rows = events[(events["end"] >= start) & (events["start"] < end)]
    if rows.empty:
        raise ValueError(f"no event between {since} and {until}: check the dates")
    used = by_table(rows)
    return publish(
        lambda width: _draw(rows, Frame(start, end, width), lane),
        (WIDE, NARROW),
        _table(rows, lane),
        used,
    )


def _draw(rows: pd.DataFrame, frame: Frame, lane: str) -> Chart:
    placed, lanes, height = _place(rows, frame, lane)
    show, across, ends = _one_day(frame)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    return layer(
        *grid(frame, lanes, height),
        *marks(placed),
        *labels(placed, *ends),
        encoding=no_axes("at:T", across, down),
        params=[show],
        width=frame.width,
        height=height,
        padding=PADDING,
    )


def _one_day(frame: Frame) -> tuple[alt.Parameter, alt.Scale, tuple[str, str]]:
    """Return the control that shows one day of Washington, and the scale that follows it.

    The two expressions give the ends of what is shown.
    """
    starts = [frame.start, *(i for i in frame.midnights("Washington") if i > frame.start)]
    names = [clocks.day(i, "Washington", weekday=True) for i in starts]
    choice = alt.binding_select(
        options=list(range(len(names) + 1)), labels=["all days", *names], name="Show "
    )
    edges = json.dumps([utc(i) for i in (*starts, frame.end)])
    first = f"toDate({edges}[show ? show - 1 : 0])"
    last = f"toDate({edges}[show ? show : {len(names)}])"
    low, high = alt.ExprRef(first), alt.ExprRef(last)
    scale = alt.Scale(type="utc", nice=False, domainMin=low, domainMax=high)
    return alt.param(name="show", value=0, bind=choice), scale, (first, last)


def _place(rows: pd.DataFrame, frame: Frame, lane: str) -> tuple[Rows, Rows, float]:
    """Stack labels within each lane; return marks, lanes and the height of the whole."""
    placed: Rows = []
    lanes: Rows = []
    y = HEAD + 2 * name_line(frame)
    for name, group in rows.groupby(lane, sort=False):
        lanes.append({"at": utc(frame.start), "y": y + ROW / 2, "top": y, "text": str(name)})
        drawn = [_mark(event, frame) for _, event in group.iterrows()]
        levels = stack([(m["left"], m["right"]) for m in drawn])
        tops = _tops(drawn, levels, y + ROW)
        for mark, level in zip(drawn, levels, strict=True):
            at = tops[level] + ROW / 2
            placed.append({**mark, "text_y": at, "y": at + (ROW if _over(mark) else 0.0)})
        y = tops[-1] + LANE_GAP
    return placed, lanes, y


def _over(mark: dict[str, Any]) -> bool:
    """Whether a label stands over its mark, because neither side has room."""
    return mark["side"].startswith("above")


def _tops(drawn: Rows, levels: list[int], top: float) -> list[float]:
    """Return where each row of a lane begins, and where the last ends."""
    tops = [top]
    for level in range(max(levels) + 1):
        double = any(_over(m) for m, at in zip(drawn, levels, strict=True) if at == level)
        tops.append(tops[-1] + ROW * (2 if double else 1))
    return tops


def _mark(event: pd.Series, frame: Frame) -> dict[str, Any]:
    """Return one event's mark: its ends, how it looks, its label, and the room that both take."""
    city = {zone: city for city, zone in clocks.ZONES.items()}.get(event["zone"], "Washington")
    side, left, right = _room(event, frame)
    actor = event["actors"][0]
    return {
        "left": left,
        "right": right,
        "side": side,
        "at": utc(max(event["start"], frame.start)),
        "to": utc(min(event["end"], frame.end)),
        "span": bool(event["end"] > event["start"]),
        "loose": event["precision"] in ("day", "month"),
        "doubt": event["confidence"],
        "colour": colour(actor),
        "shape": shape(actor),
        "text": event["label"],
        "tip": tip(event, city),
        "href": target(event),
    }


def _room(event: pd.Series, frame: Frame) -> tuple[str, float, float]:
    """Choose the side of a label; return it with the ends of what mark and label take."""
    left, right = frame.x(event["start"]) - 7, frame.x(event["end"]) + 7
    words = text_width(event["label"]) + 5
    if right + words <= frame.width:
        return "after", left, right + words
    if left - words >= 0:
        return "before", left - words, right
    if left + words <= frame.width:
        return "above", left, max(right, left + words)
    return "above at the edge", min(left, frame.width - words), frame.width


def _table(rows: pd.DataFrame, lane: str) -> pd.DataFrame:
    cities = {zone: city for city, zone in clocks.ZONES.items()}
    hours = [
        three_clocks(e["start"], e["precision"], cities.get(e["zone"], ""))
        for _, e in rows.iterrows()
    ]
    shown = pd.DataFrame(hours, columns=["Washington", "Moscow", "Havana"])
    shown.insert(0, "Lane", list(rows[lane]))
    return shown.assign(
        What=list(rows["label"]),
        Certainty=list(rows["confidence"]),
        Source=source_cells(rows["source"]),
    )
