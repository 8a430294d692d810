"""What was known of an election on which day: seats called, beside the words of two capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from companion import capitals
from companion.canvas import Sheet
from companion.charts import day_rail, key
from companion.charts.day_rail import Days, Label, Rail
from companion.layers import TOLD
from companion.layout import spread
from companion.publish import Chart, named, publish
from companion.theme import INK, INK2, NARROW, OTHER, PAPER, RULE2, US, USSR, WIDE

SEATS = {"House": 435, "Senate": 100}
BAR, HIGH, GAP = 226, 48, 6
"""Width of a bar of seats, height of the bar with its words, and space between two, in pixels."""

MIDDLE = 0.1
"""The share of a chamber that a bar shows: the seats around its middle."""

Marks = list[dict[str, object]]
Ends = tuple[pd.Timestamp, pd.Timestamp]
"""The first day drawn, and the day after the last."""


@dataclass(frozen=True)
class Count:
    """The seats of one chamber that were called by one day, or that were held before."""

    chamber: str
    day: pd.Timestamp
    when: str
    republican: int
    democratic: int
    source: tuple[str, ...]

    @property
    def open(self) -> int:
        """Seats that were not called yet."""
        return SEATS[self.chamber] - self.republican - self.democratic

    @property
    def words(self) -> str:
        """The seats in words."""
        still = f", {self.open} not called" if self.open else ""
        return f"{self.republican} Republicans, {self.democratic} Democrats{still}"

    @property
    def tip(self) -> str:
        """What the bar says when a reader points at it."""
        return f"{self.chamber}, {self.when}: {self.words}\n{named(self.source)}"


def seats_known(
    midterms: pd.DataFrame, moscow: pd.DataFrame, washington: pd.DataFrame, since: str, until: str
) -> Chart:
    """Draw what two capitals said of an election, and the seats called, day by day down the page.

    Args:
        midterms: rows of the table ``midterms``.
        moscow, washington: events of each capital, rows of ``data.events``.
        since, until: the first day, and the day after the last.
    """
    start, end = (pd.Timestamp(day, tz="UTC") for day in (since, until))
    counts = _counts(midterms, start)
    used = {"midterms": len(midterms), "events": len(moscow) + len(washington)}
    return publish(
        lambda draw: draw(counts, moscow, washington, (start, end)),
        (_wide, _narrow),
        _table(counts, moscow, washington),
        used,
    )


def _counts(midterms: pd.DataFrame, start: pd.Timestamp) -> list[Count]:
    """Pair the rows of the two parties: first what each chamber was before, then day by day."""
    found: list[Count] = []
    for (chamber, day), pair in midterms.groupby(["chamber", "as_of"]):
        rows = pair.set_index("party")
        sources = tuple(dict.fromkeys(name for names in pair["source"] for name in names))
        for seats, at, when in (
            ("seats_before", start, "before"),
            ("seats_after", day, capitals.day(day, "UTC")),
        ):
            if when == "before" and any(c.chamber == chamber for c in found):
                continue  # the same in every row
            held = {party: int(rows.loc[party, seats]) for party in rows.index}
            seen = held["Republican"], held["Democratic"]
            found.append(Count(str(chamber), at, when, *seen, sources))
    return sorted(found, key=lambda count: (count.day, count.chamber))


def _wide(
    counts: Sequence[Count], moscow: pd.DataFrame, washington: pd.DataFrame, ends: Ends
) -> Chart:
    entries = _key()
    days = Days(*ends, 13, key.height(entries, WIDE) + 34)
    rails = Rail(266, 250, 250, 192, side=-1), Rail(306, 322, 322, 262)
    places = [Label(days.noon(count.day), HIGH) for count in counts]
    spread([Label(days.top - 12, 10, weight=1e4), *places], gap=GAP)
    sheet = Sheet(WIDE, max(days.bottom, places[-1].placed + HIGH / 2) + 8)
    key.draw(sheet, entries)
    for x, align, name in ((274, "right", "Moscow"), (298, "left", "Washington")):
        sheet.text(x, days.top - 16, name, align, weight=600)
    sheet.text(WIDE - BAR, days.top - 16, "Seats called", weight=600)
    day_rail.ruled(sheet, days, [], 50, WIDE - BAR - 14)
    day_rail.events(sheet, days, rails[0], moscow)
    day_rail.events(sheet, days, rails[1], washington)
    bars: Marks = []
    for count, place in zip(counts, places, strict=True):
        bars += _bar(sheet, count, WIDE - BAR, place.placed - HIGH / 2, BAR)
    return _with_bars(sheet, bars)


def _narrow(
    counts: Sequence[Count], moscow: pd.DataFrame, washington: pd.DataFrame, ends: Ends
) -> Chart:
    events = pd.concat([moscow, washington]).sort_values("start")
    entries, before = _key(), [count for count in counts if count.when == "before"]
    top = key.height(entries, NARROW) + 6
    days = Days(*ends, 17, top + len(before) * (HIGH + GAP) + 14)
    after = [count for count in counts if count.when != "before"]
    places = [Label(days.noon(count.day), HIGH) for count in after]
    sheet, rail = Sheet(NARROW, 0), Rail(6, 22, 22, NARROW - 22)
    key.draw(sheet, entries)
    day_rail.events(sheet, days, rail, events, places)
    bars: Marks = []
    for n, count in enumerate(before):
        bars += _bar(sheet, count, 22, top + n * (HIGH + GAP), NARROW - 30)
    for count, place in zip(after, places, strict=True):
        bars += _bar(sheet, count, 22, place.placed - HIGH / 2, NARROW - 30)
        sheet.line(6, place.y, 19, place.placed - HIGH / 2 + 8, RULE2, 0.8)
    sheet.height = max(days.bottom, places[-1].placed + HIGH / 2) + 8
    return _with_bars(sheet, bars)


def _key() -> list[key.Entry]:
    return [
        key.mark("square", USSR, "Russia"),
        key.mark("triangle-up", OTHER, "Wagner’s founder"),
        key.mark("circle", US, "United States"),
        key.mark("cross", INK, "the essay, its day inferred", hollow=True),
        key.block("Republican seats", INK2),
        key.block("Democratic seats", RULE2),
        key.stroke("not called yet", INK2, 1.4, (1.5, 2.5)),
    ]


def _bar(sheet: Sheet, count: Count, x: float, y: float, width: float) -> Marks:
    """Write a chamber, a day and its seats, and return the bar of the seats around the middle."""
    seats = SEATS[count.chamber]
    share, hidden = width / (seats * MIDDLE), seats * (1 - MIDDLE) / 2
    left = (count.republican - hidden) * share
    right = width - (count.democratic - hidden) * share
    sheet.text(x, y + 8, f"{count.chamber}, {count.when}", weight=600)
    sheet.text(x, y + 24, str(count.republican), colour=INK2)
    sheet.text(x + width, y + 24, str(count.democratic), "right", INK2)
    if count.open:
        sheet.text(x + width / 2, y + 24, f"{count.open} not called", "center", INK2)
        sheet.line(x + left, y + 39, x + right, y + 39, INK2, 1.4, (1.5, 2.5))
    sheet.line(x + width / 2, y + 31, x + width / 2, y + 47, INK)
    ends = {"y": round(y + 34, 1), "y2": round(y + 44, 1), "tip": count.tip}
    ends["href"] = f"#ref-{count.source[0]}"
    return [
        {"x": round(x, 1), "x2": round(x + left, 1), "fill": INK2, **ends},
        {"x": round(x + right, 1), "x2": round(x + width, 1), "fill": RULE2, **ends},
    ]


def _with_bars(sheet: Sheet, bars: Marks) -> Chart:
    """Put the bars under what the sheet holds."""
    chart = sheet.chart()
    drawn = alt.Chart(alt.InlineData(values=bars)).mark_rect(stroke=PAPER, strokeWidth=0.5)
    fill = alt.Fill("fill:N", scale=None)
    chart.layer = [
        drawn.encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), fill=fill, **TOLD),
        *chart.layer,
    ]
    return chart


def _table(counts: Sequence[Count], moscow: pd.DataFrame, washington: pd.DataFrame) -> pd.DataFrame:
    """Return events and counts in one table, in the order of days."""
    shown = [
        (c.day, [c.when, "", "", f"{c.chamber}: {c.words}", "firm", ";".join(c.source)])
        for c in counts
    ]
    for _, e in pd.concat([moscow, washington]).iterrows():
        clocks = capitals.columns(e)
        row = [capitals.days(e), clocks[0], clocks[2], e["label"], e["confidence"]]
        shown.append((e["start"], [*row, ";".join(e["source"])]))
    columns = ["Day", "Washington", "Moscow", "What", "Certainty", "Source"]
    rows = [row for _, row in sorted(shown, key=lambda pair: pair[0])]
    return pd.DataFrame(rows, columns=columns)
