"""The clocks beside a night: a strip for each city, light by day, dark by its own night."""

from __future__ import annotations

import pandas as pd

from companion import przewodow
from companion.canvas import Sheet
from companion.charts.rails import NIGHT, Scene
from companion.theme import INK2, PAPER, RULE, SIZE

STRIPS = {"Washington": 76.0, "Warsaw": 138.0, "Bali": 192.0}
"""The cities of the wide drawing, and where their strips stand."""

EVERY = pd.Timedelta(hours=3)
"""How far apart the hours are that the clocks print."""


def ticks(scene: Scene) -> list[pd.Timestamp]:
    """List the instants at which the clocks are printed."""
    return list(pd.date_range(scene.start, scene.end, freq=EVERY))


def block(sheet: Sheet, scene: Scene, right: float) -> None:
    """Draw three strips with their hours, and hairlines from ``right`` on across the lanes."""
    for instant in ticks(scene):
        sheet.line(right, scene.y(instant), sheet.width, scene.y(instant), RULE, 0.8)
    for city, x in STRIPS.items():
        sheet.text(x + 4, scene.top - 40, city, "right", weight=600)
        sheet.text(x + 4, scene.top - 20, przewodow.day(scene.start, city), "right", INK2)
        strip(sheet, scene, city, x)
        at = {*ticks(scene), *midnights(scene, city)}
        for instant in sorted(at):
            y = scene.y(instant)
            sheet.line(x - 7, y, x - 3.5, y, INK2)
            midnight = przewodow.hour(instant, city) == "00:00"
            clock = przewodow.day if midnight else przewodow.hour
            sheet.text(x - 10, y, clock(instant, city), "right", INK2, 600 if midnight else 400)


def lines(sheet: Sheet, scene: Scene, instants: list[pd.Timestamp], x: float) -> None:
    """Draw a hairline at each of some instants, with what the three clocks say there."""
    for instant in instants:
        y = scene.y(instant)
        sheet.line(0, y, sheet.width, y, RULE, 0.8)
        sheet.text(x, y, in_words(instant), colour=INK2, size=SIZE - 0.3, halo=True)


def in_words(instant: pd.Timestamp) -> str:
    """Print three clocks in a line; at midnight a city's new date."""
    parts = []
    for city in STRIPS:
        hour = przewodow.hour(instant, city)
        parts.append(f"{city} {przewodow.day(instant, city) if hour == '00:00' else hour}")
    return " · ".join(parts)


def midnights(scene: Scene, city: str) -> list[pd.Timestamp]:
    """List a city's midnights within the stretch."""
    return [i for i in _daily(scene, city, 0) if scene.start < i < scene.end]


def strip(sheet: Sheet, scene: Scene, city: str, x: float) -> None:
    """Draw a city's strip, filled from ten in the evening to six in the morning."""
    sheet.rect(x - 3.5, scene.top, x + 3.5, scene.bottom, PAPER, INK2)
    for dusk in _daily(scene, city, NIGHT[0]):
        dawn = dusk + pd.Timedelta(hours=24 - NIGHT[0] + NIGHT[1])
        if dawn > scene.start and dusk < scene.end:
            sheet.rect(x - 3.5, scene.y(dusk), x + 3.5, scene.y(dawn), INK2, INK2)


def _daily(scene: Scene, city: str, hour: int) -> list[pd.Timestamp]:
    """List the instants around the stretch at which a city's clock shows a full hour."""
    first = przewodow.local(scene.start, city).normalize() - pd.Timedelta(days=1)
    days = range((scene.end - scene.start).days + 4)
    wall = [first + pd.Timedelta(days=n, hours=hour) for n in days]
    return [day.tz_localize(przewodow.CLOCKS[city]).tz_convert("UTC") for day in wall]
