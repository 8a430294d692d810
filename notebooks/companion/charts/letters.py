"""Letters between two rails: slope is delay, and a line that stops has no recorded arrival."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from companion.canvas import Sheet
from companion.layout import Item
from companion.theme import INK2, US, USSR

if TYPE_CHECKING:
    from companion.charts.two_clocks import Scene

HOMES = {"Kennedy": "Washington", "Khrushchev": "Moscow"}
"""Where each leader's letters leave from and arrive."""

LONG = 3
"""From how many hours on the line says how long a letter took."""

STUB = 0.3
"""How far a letter without a recorded arrival is drawn, as a share of the way."""

CLEAR, STEEP = 6, 20
"""Pixels kept free around a line, and from how many on it falls too far to be kept free whole."""


def of_the_leaders(messages: pd.DataFrame) -> pd.DataFrame:
    """Keep the messages between Kennedy and Khrushchev whose hour of sending is known."""
    return messages[messages["leaders"] & messages["sent_precision"].isin(("minute", "hour"))]


def draw(
    sheet: Sheet, scene: Scene, messages: pd.DataFrame, rails: dict[str, float], named: bool
) -> None:
    """Draw each letter from the rail of its sender towards the other, under the rails' marks.

    Args:
        named: whether there is room to say on the line how long it took or how it went.
    """
    for _, letter in messages.iterrows():
        if not scene.start <= letter["sent"] <= scene.end:
            continue
        x, x2 = rails[HOMES[letter["sender"]]], rails[HOMES[letter["recipient"]]]
        _one(sheet, scene, letter, x, x2)
        words = _words(letter)
        if named and words:
            middle = (scene.y(letter["sent"]) + scene.y(letter["received"])) / 2
            rise = 14 + abs(scene.y(letter["received"]) - middle) / 3
            sheet.text((x + x2) / 2, middle - rise, words, "center", INK2, italic=True)


def walls(scene: Scene, messages: pd.DataFrame) -> list[Item]:
    """Return what keeps labels off the lines, for where both share the space between the rails.

    A line that is nearly level is kept free as a whole, a steep one where it arrives.
    """
    found = []
    drawn = messages["sent"].between(scene.start, scene.end) & messages["hours"].notna()
    for _, letter in messages[drawn].iterrows():
        y, y2 = scene.y(letter["sent"]), scene.y(letter["received"])
        if y2 - y > STEEP:
            y = y2 - CLEAR
        found.append(Item((y + y2) / 2, y2 - y + CLEAR, weight=1e4))
    return found


def _words(letter: pd.Series) -> str:
    """Say how long a letter took, if hours, or that it was broadcast or released."""
    if pd.isna(letter["hours"]):
        return ""
    if letter["public"] == "yes" and letter["hours"] == 0:
        return {"public broadcast": "broadcast", "public release": "released"}.get(
            letter["received_basis"], ""
        )
    return f"{letter['hours']:.1f} hours" if letter["hours"] > LONG else ""


def _one(sheet: Sheet, scene: Scene, letter: pd.Series, x: float, x2: float) -> None:
    tint = US if letter["sender"] == "Kennedy" else USSR
    y, way = scene.y(letter["sent"]), 1 if x2 > x else -1
    if pd.isna(letter["hours"]):
        sheet.line(x, y, x + (x2 - x) * STUB, y + 9, tint, 1.4, (2, 3))
        return
    y2 = scene.y(letter["received"])
    public = letter["public"] == "yes" and y == y2
    sheet.line(x, y, x2, y2, tint, 3 if public else 1.6)
    sheet.point(x2 - way * 8.5, y2, "triangle-right" if way > 0 else "triangle-left", tint, size=58)
