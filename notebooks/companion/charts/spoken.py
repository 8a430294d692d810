"""Who spoke to whom, level by level: 1962 over 2022, each contact on its day from day zero."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import capitals
from companion.canvas import Sheet
from companion.charts import key
from companion.contacts import LANES, MOSTLY
from companion.day_zero import EXACT
from companion.layout import stack, text_width
from companion.publish import Chart, by_table, named, publish, source_cells, target
from companion.theme import COLUMN, CRISIS, INK2, LINE, NARROW, RULE, RULE2

PITCH = 9
"""How far marks of one day stand apart, in pixels."""

BETWEEN, FOOT = 22, 26
"""Pixels between the two strokes of a pair, and what the days take at the foot."""


@dataclass(frozen=True)
class Axis:
    """The days across: the first at the left edge, the last at the right."""

    width: float
    last: int

    def x(self, day: float) -> float:
        """Return where the middle of a day stands."""
        return 6 + (day + 0.5) * (self.width - 12) / (self.last + 1)


def spoken(contacts: pd.DataFrame, undated: pd.DataFrame, last: int) -> Chart:
    """Draw contacts by level, with those of 1962 above their stroke and those of 2022 below.

    Args:
        contacts: rows of ``contacts.contacts``.
        undated: rows of ``contacts.undated``: a dotted stroke up to the day of the report.
        last: the last day drawn.
    """
    used = by_table(contacts)
    used["events"] = used.get("events", 0) + len(undated)
    return publish(
        lambda width: _draw(contacts, undated, Axis(width, last)),
        (COLUMN, NARROW),
        _table(contacts, undated),
        used,
    )


@dataclass(frozen=True)
class Lane:
    """One level: its contacts, the names under those of 2022, and where its parts stand."""

    name: str
    rows: pd.DataFrame
    loose: pd.DataFrame
    names: list[tuple[float, str, int]]
    top: float

    @property
    def upper(self) -> float:
        """Where the stroke of 1962 runs."""
        most = _most(self.rows[self.rows["crisis"] == "1962"])
        return self.top + LINE + 10 + max(most, 1) * PITCH

    @property
    def lower(self) -> float:
        """Where the stroke of 2022 runs."""
        return self.upper + BETWEEN

    @property
    def named(self) -> float:
        """Where the names under 2022 end."""
        levels = 1 + max((level for *_, level in self.names), default=-1)
        return self.lower + PITCH * bool(self.names) + 5 + levels * LINE

    @property
    def bottom(self) -> float:
        """Where the lane ends."""
        return self.named + len(self.loose) * (LINE + 9) + 8


def _draw(contacts: pd.DataFrame, undated: pd.DataFrame, axis: Axis) -> Chart:
    entries = _key()
    y = key.height(entries, axis.width) + 10
    lanes = []
    for name in LANES:
        rows = contacts[contacts["lane"] == name]
        lanes.append(Lane(name, rows, undated[undated["lane"] == name], _names(axis, rows), y))
        y = lanes[-1].bottom
    sheet = Sheet(axis.width, y + FOOT + 2 * 20 + 8)
    key.draw(sheet, entries)
    _days(sheet, axis, lanes[0].top + LINE + 4, y)
    for lane in lanes:
        _lane(sheet, axis, lane)
        _reported(sheet, axis, lane)
    sheet.line(0, y + FOOT + 2, axis.width, y + FOOT + 2, RULE2, 0.8)
    _counted(sheet, y + FOOT + 16, "All whose day is on record", contacts)
    public = contacts[contacts["public"]]
    _counted(sheet, y + FOOT + 36, "Of these, made public that day", public)
    return sheet.chart()


def _most(rows: pd.DataFrame) -> int:
    """Return how many contacts the fullest day holds."""
    return int(rows.groupby("number").size().max()) if len(rows) else 0


def _key() -> list[key.Entry]:
    return [
        key.stroke("1962", CRISIS["1962"], 3),
        key.stroke("2022", CRISIS["2022"], 3),
        key.mark("circle", INK2, "made public that day"),
        key.mark("circle", INK2, "not public then", hollow=True),
        key.stroke("days not on record", INK2, 2.2, (1.5, 2.5)),
    ]


def _days(sheet: Sheet, axis: Axis, top: float, bottom: float) -> None:
    """Rule the weeks and number them at the foot."""
    every = 7 if axis.width == COLUMN else 14
    for day in range(0, axis.last + 1, 7):
        sheet.line(axis.x(day), top, axis.x(day), bottom, RULE, 0.8)
        if day % every == 0:
            words = f"day {day}" if day == 0 else f"{day}"
            align = "left" if day == 0 else "center"
            at = axis.x(day) - (5 if day == 0 else 0)
            sheet.text(at, bottom + 12, words, align, INK2)


def _counted(sheet: Sheet, y: float, words: str, rows: pd.DataFrame) -> None:
    """Write words, and at the right how many rows each crisis has."""
    sheet.text(0, y, words, weight=600, halo=True)
    x = sheet.width
    for crisis in reversed(CRISIS):
        count = str(int((rows["crisis"] == crisis).sum()))
        sheet.text(x, y, count, "right", CRISIS[crisis], 600, size=15, halo=True)
        x -= text_width(count, 15, bold=True) + 4
        if crisis == "2022":
            sheet.text(x, y, ":", "right", INK2, size=15, halo=True)
            x -= 10


def _lane(sheet: Sheet, axis: Axis, lane: Lane) -> None:
    """Draw a level: two strokes, and on each its contacts."""
    _counted(sheet, lane.top + LINE / 2, lane.name, lane.rows)
    strokes = (lane.upper, lane.lower)
    for (crisis, tint), y, way in zip(CRISIS.items(), strokes, (-1, 1), strict=True):
        sheet.line(axis.x(-0.5), y, axis.x(axis.last + 0.5), y, tint, 2)
        rows = lane.rows[lane.rows["crisis"] == crisis]
        for _, day in rows.groupby("number"):
            for n, (_, row) in enumerate(day.iterrows()):
                info = {"tip": _tip(row), "href": target(row)}
                place, size = y + way * (7 + n * PITCH), 64 if row["public"] else 46
                x = axis.x(row["number"])
                sheet.point(x, place, "circle", tint, not row["public"], size, **info)
        if crisis == "1962" and lane.name in MOSTLY:
            x = axis.x(rows["number"].max()) + 10
            if x + text_width(MOSTLY[lane.name]) < axis.width:
                sheet.text(x, y - PITCH, MOSTLY[lane.name], halo=True)
    for x, words, level in lane.names:
        sheet.text(x, lane.lower + PITCH + 5 + LINE * (level + 0.5), words, halo=True)


def _names(axis: Axis, rows: pd.DataFrame) -> list[tuple[float, str, int]]:
    """Place the names of the contacts of 2022 below their marks, those of the same men once."""
    mine = rows[rows["crisis"] == "2022"]
    pairs = [" and ".join(sorted(who.split(", "))) for who in mine["who"]]
    places = []
    for words, number in dict(zip(pairs, mine["number"], strict=True)).items():
        width = text_width(words)
        x = min(max(axis.x(number) - width / 2, 0), axis.width - width)
        places.append((x, words, width))
    levels = stack([(x, x + width) for x, _, width in places], gap=8)
    return [(x, words, level) for (x, words, _), level in zip(places, levels, strict=True)]


def _reported(sheet: Sheet, axis: Axis, lane: Lane) -> None:
    """Draw what was reported without its days: a dotted stroke up to the day of the report."""
    for n, (_, row) in enumerate(lane.loose.iterrows()):
        y = lane.named + n * (LINE + 9) + 5
        end = axis.x(row["number"])
        sheet.line(axis.x(-0.5), y, end, y, CRISIS["2022"], 2.2, (1.5, 2.5))
        sheet.text(axis.x(-0.5), y + 11, row["who"], halo=True)


def _when(row: pd.Series) -> str:
    """Print day and hour on the clock of the row’s own place."""
    date, place = capitals.day(row["start"], row["zone"]), capitals.city(row["zone"])
    if row["precision"] not in EXACT:
        return f"{date} in {place}"
    return f"{date}, {capitals.hour(row['start'], row['zone'])} in {place}"


def _tip(row: pd.Series) -> str:
    known = "made public that day" if row["public"] else "not public then"
    return f"{row['who']}: {known}\nDay {row['number']}: {_when(row)}\n{named(row['source'])}"


def _table(contacts: pd.DataFrame, undated: pd.DataFrame) -> pd.DataFrame:
    """Return every contact, and after them those without a day."""
    dated = pd.DataFrame(
        {
            "Crisis": list(contacts["crisis"]),
            "Day": [str(n) for n in contacts["number"]],
            "When": [_when(r) for _, r in contacts.iterrows()],
            "Level": list(contacts["lane"]),
            "Who": list(contacts["who"]),
            "Public that day": ["yes" if p else "no" for p in contacts["public"]],
            "Source": source_cells(contacts["source"]),
        }
    )
    loose = pd.DataFrame(
        {
            "Crisis": "2022",
            "Day": [f"before {n}" for n in undated["number"]],
            "When": "not on record",
            "Level": list(undated["lane"]),
            "Who": list(undated["who"]),
            "Public that day": "no",
            "Source": source_cells(undated["source"]),
        }
    )
    return pd.concat([dated, loose])
