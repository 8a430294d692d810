"""A week on several clocks: rails that run down the page, and the letters that cross them.

Position is UTC, so what happened at one instant stands at one height; each rail carries its own
city's midnights and nights, so the hours between the cities can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import key, letters
from companion.charts.rails import (
    NARROW_RAILS,
    WIDE_RAILS,
    Rail,
    Scene,
    date_place,
    dates,
    draw_midnights,
    draw_rail,
)
from companion.layout import Item, spread, wrap
from companion.publish import Chart, publish, source_cells, target, three_clocks, tip
from companion.theme import (
    CUBA,
    INK,
    INK2,
    LINE,
    NARROW,
    RULE2,
    US,
    USSR,
    WIDE,
    colour,
    shape,
)

DAY_INSET = 3
"""A dotted bracket stops this short of its midnights."""


def two_clocks(events: pd.DataFrame, messages: pd.DataFrame) -> Chart:
    """Draw events on the clocks of Washington, Moscow and Havana, and the letters between them.

    Args:
        events: rows of ``data.events``; those of rank 1 are labelled, the rest are small marks.
        messages: rows of ``data.messages``; those between Kennedy and Khrushchev are drawn.
    """
    between = letters.of_the_leaders(messages)
    places = ((WIDE_RAILS, WIDE, 6.4), (NARROW_RAILS, NARROW, 16.0))
    used = {"events": len(events), "messages": len(between)}
    return publish(lambda place: _draw(events, between, *place), places, _table(events), used)


def _draw(
    events: pd.DataFrame, messages: pd.DataFrame, rails: tuple[Rail, ...], width: float, hour: float
) -> Chart:
    entries = _key()
    top = key.height(entries, width) + 58
    scene = Scene(
        events.loc[events["precision"] != "day", "start"].min() - pd.Timedelta(hours=4),
        events["start"].max() + pd.Timedelta(hours=3),
        hour,
        top,
    )
    sheet = Sheet(width, scene.bottom + 6)
    key.draw(sheet, entries)
    for rail in rails:
        draw_midnights(sheet, scene, rail, rails)
    letters.draw(sheet, scene, messages, {rail.city: rail.x for rail in rails}, len(rails) > 2)
    for rail in rails:
        draw_rail(sheet, scene, rail)
    for group in [[rail] for rail in rails] if len(rails) > 2 else [list(rails)]:
        walls = letters.walls(scene, messages) if len(group) > 1 else []
        _events(sheet, scene, events, group, walls)
    return sheet.chart()


def _home(rail: Rail, rails: list[Rail]) -> set[str]:
    """Which zones' events stand on a rail: its own, and Havana's with Washington's on a phone."""
    own = {rail.zone}
    if rail.city == "Washington" and len(rails) == 2:
        own.add(clocks.ZONES["Havana"])
    return own


def _key() -> list[key.Entry]:
    return [
        key.mark("circle", US, "United States"),
        key.mark("square", USSR, "Soviet Union"),
        key.mark("diamond", CUBA, "Cuba"),
        key.mark("circle", INK2, "hour or day contested", hollow=True),
        key.bracket("only the day is known", INK2),
        key.stroke("letter under way", INK2, 1.6, slope=3),
        key.stroke("broadcast or released", INK2, 3),
        key.stroke("arrival hour not on record", INK2, 1.4, (2, 3), slope=2),
        key.block("night, 22 to 6", INK2),
    ]


@dataclass
class Label(Item):
    """Words beside a rail: an event with its hour, a note or a date; none keeps a margin."""

    rail: Rail | None = None
    hour: str = ""
    words: tuple[str, ...] = ()
    from_x: float = 0.0
    kind: str = "event"


def _events(
    sheet: Sheet, scene: Scene, events: pd.DataFrame, group: list[Rail], walls: list[Item]
) -> None:
    """Draw the events of rails whose labels share one column."""
    labels: list[Label] = [Label(scene.bottom + 10, 20, weight=1e4)]
    for rail in group:
        rows = events[events["zone"].isin(_home(rail, group))]
        labels += [*_date_labels(scene, rail), *_summer_time_ends(scene, rail)]
        for _, event in rows.iterrows():
            from_x = _event_mark(sheet, scene, rail, event)
            if event["rank"] == 1:
                labels.append(_label(scene, rail, event, from_x))
    spread([*labels, *walls], gap=3)
    for label in labels:
        if label.rail is not None:
            _write(sheet, label, label.rail, wide=len(group) == 1)


def _date_labels(scene: Scene, rail: Rail) -> list[Label]:
    """Name each date under its midnight; a date gives way to no label, or nearly."""
    return [
        Label(
            scene.y(i) + 10,
            18,
            weight=1e3,
            rail=rail,
            kind="date",
            words=(clocks.day(i, rail.city, weekday=True),),
        )
        for i in dates(scene, rail)
    ]


def _summer_time_ends(scene: Scene, rail: Rail) -> list[Label]:
    """Say once, on Washington's rail, that its clocks went back."""
    change = pd.Timestamp("1962-10-28T06:00Z")
    if rail.city != "Washington" or not scene.start < change < scene.end:
        return []
    words = wrap("Clocks go back: Moscow is now eight hours ahead, not seven", rail.room)
    return [
        Label(
            scene.y(change),
            LINE * len(words),
            rail=rail,
            hour="02:00",
            words=tuple(words),
            from_x=rail.x,
            kind="note",
        )
    ]


def _event_mark(sheet: Sheet, scene: Scene, rail: Rail, event: pd.Series) -> float:
    """Draw one event on its rail; return where its leader starts."""
    tint, city = colour(event["actors"][0]), rail.city
    info = {"tip": tip(event, city), "href": target(event)}
    if event["precision"] == "day":
        if event["rank"] != 1:
            return rail.x
        x = rail.x + rail.side * 9
        y, y2 = scene.y(event["start"]) + DAY_INSET, scene.y(event["end"]) - DAY_INSET
        sheet.line(x, y, x, y2, tint, 2.2, (1.5, 2.5))
        return x
    doubtful = event["confidence"] != "firm"
    size = (66 if doubtful else 74) if event["rank"] == 1 else 22
    sheet.point(
        rail.x, scene.y(event["start"]), shape(event["actors"][0]), tint, doubtful, size, **info
    )
    return rail.x


def _label(scene: Scene, rail: Rail, event: pd.Series, from_x: float) -> Label:
    words = wrap(event["label"], rail.room)
    if event["precision"] == "day":
        y = (scene.y(event["start"]) + scene.y(event["end"])) / 2
        hour = "day"
    else:
        y = scene.y(event["start"])
        city = rail.city if event["zone"] == rail.zone else "Havana"
        hour = clocks.hour(event["start"], city)
        if event["precision"] == "hour":
            hour = f"c. {hour}"
    if event["zone"] != rail.zone:  # no rail of its own: its clock is named under the hour
        hour, words = f"{hour}\nHavana", [*words, *[""] * (len(words) < 2)]
    return Label(y, LINE * len(words), rail=rail, hour=hour, words=tuple(words), from_x=from_x)


def _write(sheet: Sheet, label: Label, rail: Rail, wide: bool) -> None:
    """Write a date, or the hour and the words of an event with a hairline from its mark."""
    if label.kind == "date":
        at, align = date_place(rail, wide)
        sheet.text(at, label.placed, label.words, align, INK2, 600, halo=not wide)
        return
    first = label.placed - (label.height - LINE) / 2
    sheet.line(
        label.from_x + rail.side * 5, label.y, rail.time_x - rail.side * 3, first, RULE2, 0.8
    )
    loose, note = label.hour.startswith("day"), label.kind == "note"
    sheet.text(
        rail.time_x,
        first,
        label.hour,
        rail.align,
        INK2,
        400 if loose else 600,
        italic=loose,
        halo=not wide,
    )
    sheet.text(
        rail.label_x,
        label.placed,
        label.words,
        rail.align,
        INK2 if note else INK,
        italic=note,
        halo=not wide,
    )


def _table(events: pd.DataFrame) -> pd.DataFrame:
    """Return the week as a table: three clocks, event, certainty, sources."""
    cities = {zone: city for city, zone in clocks.ZONES.items()}
    hours = [
        three_clocks(e["start"], e["precision"], cities.get(e["zone"], ""))
        for _, e in events.iterrows()
    ]
    shown = pd.DataFrame(hours, columns=["Washington", "Moscow", "Havana"])
    return shown.assign(
        Event=list(events["summary"]),
        Certainty=list(events["confidence"]),
        Source=source_cells(events["source"]),
    )
