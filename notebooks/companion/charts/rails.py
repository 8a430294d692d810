"""The rails of a chart on several clocks: a city’s line, its midnights and its nights."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.theme import INK2, PAPER, RULE

NIGHT = (22, 6)
"""Hours between which a rail is filled, by its own clock."""


@dataclass(frozen=True)
class Rail:
    """A city's line. Labels stand on ``side`` (−1 left, 1 right) of ``x``, up to ``outer``."""

    city: str
    x: float
    side: int
    outer: float
    zone: str
    note: str = ""

    @property
    def time_x(self) -> float:
        """Where the hour of a label begins."""
        return self.x + self.side * 18

    @property
    def label_x(self) -> float:
        """Where the words of a label begin."""
        return self.x + self.side * 72

    @property
    def room(self) -> float:
        """How wide the words of a label may be."""
        return abs(self.outer - self.label_x) - 4

    @property
    def align(self) -> str:
        """How words stand that grow away from the rail."""
        return "right" if self.side < 0 else "left"


WIDE_RAILS = (
    Rail(
        "Washington",
        256,
        -1,
        0,
        "America/New_York",
        "seven hours behind Moscow; eight from the 28th",
    ),
    Rail("Moscow", 404, 1, 618, "Europe/Moscow", "UTC+3 all week"),
    Rail("Havana", 640, 1, 832, "America/Havana", "UTC−5 all week"),
)
NARROW_RAILS = (
    Rail("Washington", 8, 1, 282, "America/New_York"),
    Rail("Moscow", 342, -1, 68, "Europe/Moscow"),
)


@dataclass(frozen=True)
class Scene:
    """The stretch of time that is drawn, and how many pixels an hour takes below ``top``."""

    start: pd.Timestamp
    end: pd.Timestamp
    hour: float
    top: float

    def y(self, instant: pd.Timestamp) -> float:
        """Return the height of an instant, kept within the stretch."""
        within = min(max(instant, self.start), self.end)
        return self.top + (within - self.start).total_seconds() / 3600 * self.hour

    @property
    def bottom(self) -> float:
        """The height of the end."""
        return self.y(self.end)


def draw_midnights(sheet: Sheet, scene: Scene, rail: Rail, rails: tuple[Rail, ...]) -> None:
    """Draw a hairline and the date at each of the city's midnights, and the city's name above."""
    wide = len(rails) > 2
    outward = rail.outer if wide else rail.x + rail.side * 100
    at, align = date_place(rail, wide)
    sheet.text(at, scene.top - 40, rail.city, align, weight=600, size=15)
    if rail.note:
        sheet.text(at, scene.top - 20, rail.note, align, INK2)
    for instant in dates(scene, rail):
        y = scene.y(instant) + (0.5 if instant == scene.start else 0)
        sheet.line(outward, y, rail.x, y, RULE)


def dates(scene: Scene, rail: Rail) -> list[pd.Timestamp]:
    """List where a city's dates begin in the scene, leaving out one with no room below it."""
    instants = [scene.start, *_local_hours(scene, rail.city, 0)]
    return [i for i in instants if scene.bottom - scene.y(i) > 24]


def date_place(rail: Rail, wide: bool) -> tuple[float, str]:
    """Return where a city's name and dates stand: at the outer edge, or on a phone by the rail."""
    align = "left" if rail.city == "Washington" else "right"
    return (rail.outer if wide else rail.x + rail.side * 13), align


def _local_hours(scene: Scene, city: str, hour: int) -> list[pd.Timestamp]:
    """List the instants in the scene at which the clock of a city shows a full hour."""
    zone = clocks.ZONES[city]
    first = scene.start.tz_convert(zone).tz_localize(None).normalize()
    days = [
        first + pd.Timedelta(days=n, hours=hour) for n in range((scene.end - scene.start).days + 3)
    ]
    instants = [day.tz_localize(zone).tz_convert("UTC") for day in days]
    return [i for i in instants if scene.start < i < scene.end]


def draw_rail(sheet: Sheet, scene: Scene, rail: Rail) -> None:
    """Draw the road, light by day and dark by the city's night."""
    sheet.rect(rail.x - 3.5, scene.top, rail.x + 3.5, scene.bottom, PAPER, INK2)
    dusks = [scene.start - pd.Timedelta(days=1), *_local_hours(scene, rail.city, NIGHT[0])]
    length = pd.Timedelta(hours=24 - NIGHT[0] + NIGHT[1])
    for dusk in dusks[1:] if scene.start.tz_convert(rail.zone).hour < NIGHT[0] else dusks:
        end = min(dusk + length, scene.end)
        sheet.rect(rail.x - 3.5, scene.y(dusk), rail.x + 3.5, scene.y(end), INK2, INK2)
