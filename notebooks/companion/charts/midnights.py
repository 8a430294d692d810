"""Counting days: the same stretch of time on three calendars, midnight by midnight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import altair as alt
import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.layout import text_width, wrap
from companion.publish import Chart, publish
from companion.theme import COLUMN, CRISIS, INK, INK2, NARROW, PAPER, SIZE, USSR

HEAD, BAND, STEP = 80, 26, 62
"""Heights in pixels: the words above, a calendar, and from one calendar to the next."""

HOURS = 24

BEFORE, AFTER = pd.Timedelta(hours=16), pd.Timedelta(hours=8)
"""How much is drawn on either side of the two events."""


def midnights(first: pd.Series, second: pd.Series) -> Chart:
    """Draw two events on the calendars of three cities and number the midnights between them.

    Args:
        first: an event whose hour is known: counting starts there.
        second: an event of which only the day is known; its day is that of its own zone.

    Returns:
        A chart in which a number stands at each midnight that ``first`` and some hour of
        ``second`` lie on either side of; hollow where it falls within the day of ``second``. A
        control tries an hour for ``second``, and the count of each city answers.
    """
    used = {"events": 2}
    return publish(
        lambda width: _draw(first, second, width), (COLUMN, NARROW), _table(first, second), used
    )


def between(first: pd.Series, second: pd.Series, city: str) -> list[pd.Timestamp]:
    """List the midnights of a city after ``first`` and before the end of ``second``."""
    zone = clocks.ZONES[city]
    day = clocks.local(first["start"], city).normalize() + pd.Timedelta(days=1)
    found = []
    while (instant := day.tz_localize(zone).tz_convert("UTC")) < second["start_end"]:
        found.append(instant)
        day += pd.Timedelta(days=1)
    return found


def _draw(first: pd.Series, second: pd.Series, width: float) -> Chart:
    start, end = first["start"] - BEFORE, second["start_end"] + AFTER

    def x(instant: pd.Timestamp) -> float:
        return (instant - start) / (end - start) * width

    bottom = HEAD + STEP * len(clocks.ZONES) - 8
    sheet = Sheet(width, bottom + 4)
    sheet.rect(x(second["start"]), HEAD - 14, x(second["start_end"]), bottom, PAPER, PAPER)
    for edge in (second["start"], second["start_end"]):
        sheet.line(x(edge), HEAD - 14, x(edge), bottom, USSR, 2.2, (1.5, 2.5))
    sheet.line(x(first["start"]), HEAD - 14, x(first["start"]), bottom, CRISIS["1962"], 2)
    _heads(sheet, first, second, x)
    for row, city in enumerate(clocks.ZONES):
        _calendar(sheet, city, HEAD + row * STEP, x, (start, end))
        for number, instant in enumerate(between(first, second, city), start=1):
            middle = HEAD + row * STEP + 20 + BAND / 2
            _number(sheet, x(instant), middle, number, instant > second["start"])
    return _with_hour(sheet.chart(), first, second, x)


def _heads(sheet: Sheet, first: pd.Series, second: pd.Series, x) -> None:
    """Name the two events above the calendars, each within the sheet and clear of the other."""
    room = min(x(second["start_end"]) - x(second["start"]) + 60, 150)
    right = min(x(second["start"]) + 4, sheet.width - room)
    left = x(first["start"]) + 6
    middle = HEAD - 46
    sheet.text(left, middle, wrap(f"{first['label']}: one instant", right - left - 8))
    sheet.text(right, middle, wrap(f"{second['label']}: some hour of this Moscow day", room))


def _calendar(
    sheet: Sheet, city: str, top: float, x, ends: tuple[pd.Timestamp, pd.Timestamp]
) -> None:
    """Draw one city's days as boxes between its midnights."""
    zone = clocks.ZONES[city]
    sheet.text(0, top + 8, city, weight=600, halo=True)
    day = clocks.local(ends[0], city).normalize()
    while (instant := day.tz_localize(zone).tz_convert("UTC")) < ends[1]:
        after = (day + pd.Timedelta(days=1)).tz_localize(zone).tz_convert("UTC")
        left, right = max(x(instant), 0), min(x(after), sheet.width)
        for y in (top + 20, top + 20 + BAND):
            sheet.line(left, y, right, y, INK2)
        if instant > ends[0]:
            sheet.line(left, top + 20, left, top + 20 + BAND, INK2)
        name = f"{day.day} {clocks.month(day)}" if sheet.width == COLUMN else str(day.day)
        if right - left > text_width(name) + 34:
            sheet.text((left + right) / 2, top + 20 + BAND / 2, name, "center", INK2)
        day += pd.Timedelta(days=1)


def _number(sheet: Sheet, x: float, y: float, number: int, open_question: bool) -> None:
    """Set a midnight's number on its line; hollow where it may fall after the second event."""
    sheet.point(x, y, "circle", INK, hollow=open_question, size=320)
    sheet.text(x, y, str(number), "center", INK if open_question else PAPER, 600)


def _with_hour(
    chart: alt.LayerChart, first: pd.Series, second: pd.Series, x: Callable[[pd.Timestamp], float]
) -> alt.LayerChart:
    """Add the control: at a chosen hour of its day the second event has one line, and one count."""
    left, right = x(second["start"]), x(second["start_end"])
    after = max(x(first["start"]) + 8, *(text_width(c, bold=True) + 14 for c in clocks.ZONES))
    answers = [
        {"x": after, "y": HEAD + row * STEP + 8, **answer}
        for row, city in enumerate(clocks.ZONES)
        for answer in _answers(first, second, city)
    ]
    hours = {hour: f"{hour:02}:00" for hour in range(HOURS)}
    choice = alt.binding_select(
        options=[-1, *hours],
        labels=["any hour", *hours.values()],
        name="If it met, by Moscow’s clock, at ",
    )
    line = {"top": HEAD - 14, "y2": HEAD + STEP * len(clocks.ZONES) - 8}
    rule = (
        alt.Chart(alt.InlineData(values=[line]))
        .mark_rule(stroke=INK, strokeWidth=1.8, strokeDash=[6, 3], aria=False)
        .transform_filter("hour >= 0")
        .transform_calculate(x=f"{left} + hour * {(right - left) / HOURS}", y="datum.top")
        .encode(y2=alt.Y2("y2:Q"))
    )
    words = (
        alt.Chart(alt.InlineData(values=answers))
        .mark_text(align="left", baseline="middle", fontSize=SIZE, fontWeight=600, aria=False)
        .transform_filter("datum.first <= hour && hour <= datum.last")
        .encode(text=alt.Text("text:N"))
    )
    chart.layer[1:1] = [rule]  # over the day, under its midnights
    chart.layer += [words]
    return chart.add_params(alt.param(name="hour", value=-1, bind=choice))


def _answers(first: pd.Series, second: pd.Series, city: str) -> Iterator[dict[str, Any]]:
    """Count a city's midnights for each hour of the second event; hours of one count together."""
    found = between(first, second, city)

    def counted(hour: int) -> int:
        return sum(midnight <= second["start"] + pd.Timedelta(hours=hour) for midnight in found)

    for count, run in groupby(range(HOURS), key=counted):
        hours = list(run)
        yield {"text": f"{count} midnights", "first": hours[0], "last": hours[-1]}


def _table(first: pd.Series, second: pd.Series) -> pd.DataFrame:
    """Return, for each city, when the first event fell and how many midnights lie between."""
    rows = []
    for city in clocks.ZONES:
        found = between(first, second, city)
        sure = [i for i in found if i <= second["start"]]
        rows.append(
            {
                "City": city,
                first["label"]: clocks.when(first["start"], city),
                "Midnights before the Moscow day": len(sure),
                "By the end of the Moscow day": len(found),
                "Source": ";".join(dict.fromkeys((*first["source"], *second["source"]))),
            }
        )
    return pd.DataFrame(rows)
