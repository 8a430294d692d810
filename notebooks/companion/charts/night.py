"""One night in three lanes: what was found out, what raised the alarm, and what braked.

Time runs down; the position is UTC, and strips on the left show what the clocks of three cities
said and where it was night. So a step can be seen to move from lane to lane as hours pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from companion import przewodow
from companion.canvas import Sheet
from companion.charts import clock_strips, key
from companion.charts.rails import Scene
from companion.layout import Item, spread, wrap
from companion.publish import Chart, publish, source_cells, target
from companion.theme import (
    INK,
    INK2,
    LINE,
    NARROW,
    OTHER,
    RULE2,
    UKRAINE,
    US,
    USSR,
    WIDE,
    colour,
    shape,
)

MEANS = {
    "Finding out": "no one is named",
    "Alarm": "Russia accused, forces readied",
    "Brakes": "doubt, denial, restraint",
}
"""What a lane holds, in the words of its heading."""


@dataclass(frozen=True)
class Grid:
    """Where the lanes stand, and the hours and words of their labels."""

    lanes: tuple[float, ...]
    hours: float
    words: float
    room: float
    one_column: bool

    def hour_x(self, lane: int) -> float:
        """Return where the hour of a label begins."""
        return self.hours if self.one_column else self.lanes[lane] + self.hours

    def words_x(self, lane: int) -> float:
        """Return where the words of a label begin."""
        return self.words if self.one_column else self.lanes[lane] + self.words


WIDE_GRID = Grid((218, 426, 634), 12, 64, 132, one_column=False)
NARROW_GRID = Grid((20, 40, 60), 74, 126, 222, one_column=True)


@dataclass
class Label(Item):
    """An event's hour and words beside its lane; or, without words, a line of clocks."""

    lane: int = 0
    hour: str = ""
    words: tuple[str, ...] = ()
    from_x: float = 0.0
    small: bool = False


def night(events: pd.DataFrame) -> Chart:
    """Draw events in lanes down one night, with the clocks of Washington, Warsaw and Bali.

    Args:
        events: rows of ``przewodow.night``; those of rank 1 are large and, on a phone, alone named.
    """
    places = ((WIDE_GRID, WIDE, 38), (NARROW_GRID, NARROW, 46))
    used = {"events": len(events)}
    return publish(lambda place: _draw(events, *place), places, _table(events), used)


def _draw(events: pd.DataFrame, grid: Grid, width: float, hour: float) -> Chart:
    entries = _key()
    start = _third_hour(events.loc[events["precision"] != "day", "start"].min())
    end = pd.Timestamp(przewodow.UNTIL, tz="UTC")
    top = key.height(entries, width) + (78 if grid.one_column else 64)
    scene = Scene(start, end, hour, top)
    sheet = Sheet(width, scene.bottom + 8)
    key.draw(sheet, entries)
    labels: list[Label] = []
    if grid.one_column:
        ticks = clock_strips.ticks(scene)
        labels += [Label(scene.y(t), 18, weight=1e3) for t in ticks]
        clock_strips.lines(sheet, scene, ticks, grid.hours)
        clock_strips.strip(sheet, scene, "Warsaw", 4)
    else:
        clock_strips.block(sheet, scene, grid.lanes[0] - 22)
    _headings(sheet, scene, grid)
    for (_, row), aside in zip(events.iterrows(), _aside(events), strict=True):
        from_x = _mark(sheet, scene, grid, row, aside)
        if row["rank"] == 1 or not grid.one_column:
            labels.append(_event(scene, grid, row, from_x))
    _write(sheet, grid, labels)
    return sheet.chart()


def _third_hour(instant: pd.Timestamp) -> pd.Timestamp:
    """Return the last instant at which Warsaw's clock showed 0, 3, 6 … 21 o'clock."""
    wall = przewodow.local(instant, "Warsaw").floor("3h")
    return wall.tz_localize(przewodow.CLOCKS["Warsaw"]).tz_convert("UTC")


def _aside(events: pd.DataFrame) -> list[int]:
    """Count, for each event, those before it at whose place in the lane it would stand."""
    found: list[int] = []
    seen: list[tuple[Any, ...]] = []
    for _, event in events.iterrows():
        day = event["precision"] == "day"
        place = (event["lane"], day, None if day else event["start"])
        found.append(seen.count(place))
        seen.append(place)
    return found


def _key() -> list[key.Entry]:
    return [
        key.mark("circle", US, "United States"),
        key.mark("square", USSR, "Russia"),
        key.mark("triangle-down", UKRAINE, "Ukraine"),
        key.mark("triangle-up", OTHER, "Poland, NATO, allies"),
        key.bracket("only the day is known", INK2),
        key.block("night, 22 to 6", INK2),
    ]


def _headings(sheet: Sheet, scene: Scene, grid: Grid) -> None:
    """Draw the lanes and name them; on a phone each lane bends to its name."""
    for lane, name in enumerate(przewodow.LANES):
        x, top = grid.lanes[lane], scene.top
        if grid.one_column:
            top = scene.top - 66 + 19 * (2 - lane)
            sheet.line(x, top, grid.hours - 4, top, RULE2)
            sheet.text(grid.hours, top, f"{name}: {MEANS[name]}", weight=600, halo=True)
        else:
            sheet.text(x - 4, top - 40, name, weight=600, size=15)
            sheet.text(x - 4, top - 20, MEANS[name], colour=INK2)
        sheet.line(x, top, x, scene.bottom, RULE2)


def _lane(event: pd.Series) -> int:
    return list(przewodow.LANES).index(event["lane"])


def _mark(sheet: Sheet, scene: Scene, grid: Grid, event: pd.Series, aside: int) -> float:
    """Draw one event on its lane, a point or the dotted day; return where its leader starts."""
    x, tint = grid.lanes[_lane(event)], colour(event["actors"][0])
    y, y2 = scene.y(event["start"]), scene.y(event["end"])
    if event["precision"] == "day":
        x -= 7 + 5 * (aside % 2)
        sheet.line(x, y + 3, x, y2 - 3, tint, 2.2, (1.5, 2.5))
        return x
    x += 8 * aside
    size = 74 if event["rank"] == 1 else 52
    tip, href = przewodow.tip(event), target(event)
    sheet.point(x, y, shape(event["actors"][0]), tint, size=size, tip=tip, href=href)
    return x + 5


def _event(scene: Scene, grid: Grid, event: pd.Series, from_x: float) -> Label:
    """Return the label of one event at the height of its mark."""
    words = tuple(wrap(event["label"], grid.room))
    y, hour = scene.y(event["start"]), przewodow.hour(event["start"], "Warsaw")
    if event["precision"] == "day":
        y, hour = (y + scene.y(event["end"])) / 2, "day"
    elif event["precision"] == "hour":
        hour = f"c. {hour}"
    small = event["rank"] != 1
    return Label(
        y, LINE * len(words), lane=_lane(event), hour=hour, words=words, from_x=from_x, small=small
    )


def _write(sheet: Sheet, grid: Grid, labels: list[Label]) -> None:
    """Push labels apart, lane by lane or in one column, and write them."""
    lanes = [range(len(grid.lanes))] if grid.one_column else [[n] for n in range(len(grid.lanes))]
    for group in lanes:
        column = [label for label in labels if label.lane in group]
        spread(column, gap=4)
        for label in column:
            if label.words:
                _label(sheet, grid, label)


def _label(sheet: Sheet, grid: Grid, label: Label) -> None:
    first = label.placed - (label.height - LINE) / 2
    x, loose = grid.hour_x(label.lane), label.hour == "day"
    sheet.line(label.from_x, label.y, x - 3, first, RULE2, 0.8)
    tint, weight = INK2 if loose else INK, 400 if loose or label.small else 600
    sheet.text(x, first, label.hour, colour=tint, weight=weight, italic=loose, halo=True)
    sheet.text(grid.words_x(label.lane), label.placed, label.words, halo=True)


def _table(events: pd.DataFrame) -> pd.DataFrame:
    """Return the night as a table: lane, clocks, event, certainty, sources."""
    return pd.DataFrame(
        {
            "Lane": list(events["lane"]),
            "When": [przewodow.known(e) for _, e in events.iterrows()],
            "Event": list(events["summary"]),
            "Certainty": list(events["confidence"]),
            "Source": source_cells(events["source"]),
        }
    )
