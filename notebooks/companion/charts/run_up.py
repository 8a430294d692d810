"""A story told on two sides: what was done in secret, and what could be read in the papers.

Time runs down the page, in three parts, each with a scale of its own: years, months and days.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import key
from companion.layout import Item, spread, stack, wrap
from companion.publish import Chart, by_table, named, publish, source_cells, target
from companion.theme import (
    COLUMN,
    CUBA,
    INK,
    INK2,
    LINE,
    NARROW,
    OTHER,
    RULE,
    RULE2,
    US,
    USSR,
    colour,
    shape,
)

PARTS = (
    ("1958-10", "1961-12", "Years", 125),
    ("1962-05-10", "1962-09-30", "Months of 1962", 265),
    ("1962-09-30", "1962-10-24", "Days of October", 270),
)
"""Each part: from, until, its name, its height in pixels."""

BESIDE, FURTHER = 9, 12
"""How far from the axis a mark stands, and one more for the same day."""

OUT = 34
"""How far from the axis words begin."""

HEAD, TAIL = 32, 38
"""Heights in pixels: a part’s name, and the space for words below its end."""


@dataclass
class Label(Item):
    """The date and the words of an event, beside the axis."""

    side: int = 1
    date: str = ""
    words: tuple[str, ...] = ()


def run_up(events: pd.DataFrame) -> Chart:
    """Draw the events of the way to the crisis, secret ones left of the axis, public ones right.

    Args:
        events: rows of ``arms.run_up``.
    """
    used = by_table(events)
    return publish(lambda width: _draw(events, width), (COLUMN, NARROW), _table(events), used)


def _draw(events: pd.DataFrame, width: float) -> Chart:
    entries = _key()
    top = key.height(entries, width) + 34
    tall = 1.0 if width == COLUMN else 1.5
    heights = [part[3] * tall for part in PARTS]
    sheet = Sheet(width, top + sum(heights) + (HEAD + TAIL) * len(PARTS) - 20)
    key.draw(sheet, entries)
    for side, words in ((-1, "Known to few"), (1, "Public")):
        at = width / 2 + side * OUT
        sheet.text(at, top - 14, words, _align(side), weight=600, size=15)
    for part, height in zip(PARTS, heights, strict=True):
        _part(sheet, events, part[:3], top + HEAD, height)
        top += height + HEAD + TAIL
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("square", USSR, "Soviet Union"),
        key.mark("circle", US, "United States"),
        key.mark("diamond", CUBA, "Cuba"),
        key.mark("triangle-up", OTHER, "others"),
        key.mark("circle", INK2, "day or hour contested", hollow=True),
    ]


def _align(side: int) -> str:
    return "right" if side < 0 else "left"


def _part(
    sheet: Sheet, events: pd.DataFrame, part: tuple[str, str, str], top: float, height: float
) -> None:
    """Draw one stretch of time: its axis, its ticks, its events."""
    start, end = (pd.Timestamp(text, tz="UTC") for text in part[:2])
    middle = sheet.width / 2

    def y(instant: pd.Timestamp) -> float:
        return top + (instant - start) / (end - start) * height

    sheet.line(0, top - 12, sheet.width, top - 12, RULE)
    sheet.text(middle, top - 12, part[2], "center", INK2, italic=True, halo=True)
    sheet.line(middle, top, middle, top + height, INK2, 1.4)
    for instant in _ticks(start, end):
        sheet.line(middle - 4, y(instant), middle + 4, y(instant), INK2)
    within = events[(events["start"] >= start) & (events["start"] < end)]
    for side in (-1, 1):
        rows = within[within["public"] == (side > 0)]
        labels = [_label(sheet, event, y(_middle(event)), side) for _, event in rows.iterrows()]
        walls = [Label(top - 8, 24, weight=1e4), Label(top + height + TAIL - 14, 8, weight=1e4)]
        spread([*labels, *walls], gap=6)
        spans = [(label.y - 5, label.y + 5) for label in labels]
        levels = stack(spans, gap=0)
        for label, level, (_, event) in zip(labels, levels, rows.iterrows(), strict=True):
            at = middle + side * (BESIDE + FURTHER * level)
            _write(sheet, label, at)
            _mark(sheet, event, at, label.y)


def _ticks(start: pd.Timestamp, end: pd.Timestamp) -> list[pd.Timestamp]:
    """List the beginnings of years, months or days in a stretch, the coarsest that give three."""
    for step in ("YS", "MS", "D"):
        found = list(pd.date_range(start, end, freq=step))
        if len(found) >= 3:
            return found
    return []


def _middle(event: pd.Series) -> pd.Timestamp:
    """Return the middle of the time that an event’s date stands for."""
    return event["start"] + (event["start_end"] - event["start"]) / 2


def _mark(sheet: Sheet, event: pd.Series, x: float, y: float) -> None:
    actor = event["actors"][0]
    doubtful = event["confidence"] != "firm"
    info = {"tip": _tip(event), "href": target(event)}
    sheet.point(x, y, shape(actor), colour(actor), doubtful, 70, **info)


def _label(sheet: Sheet, event: pd.Series, y: float, side: int) -> Label:
    words = wrap(event["label"], sheet.width / 2 - OUT)
    height = LINE * (len(words) + 1)
    return Label(y, height, side=side, date=_day(event), words=tuple(words))


def _write(sheet: Sheet, label: Label, mark: float) -> None:
    """Write the date and the words of an event, with a hairline from its mark to the date."""
    at = sheet.width / 2 + label.side * OUT
    first = label.placed - (label.height - LINE) / 2
    sheet.line(mark, label.y, at - label.side * 3, first, RULE2, 0.8)
    sheet.text(at, first, label.date, _align(label.side), INK2, 600)
    rest = label.placed + LINE / 2
    sheet.text(at, rest, label.words, _align(label.side), INK)


def _day(event: pd.Series) -> str:
    """Print the day on the clock of the place: with the year before 1962."""
    day = pd.Timestamp(event["start_text"][:10])
    return f"{day.day} {clocks.month(day)}" + ("" if day.year == 1962 else f" {day.year}")


def _tip(event: pd.Series) -> str:
    """Write what a mark says: event, day, the clocks where an hour is known, sources."""
    day = f"{_day(event)} 1962" if event["start_text"].startswith("1962") else _day(event)
    hours = ""
    if event["precision"] in ("hour", "minute"):
        cities = ("Washington", "Moscow")
        hours = ", " + " · ".join(f"{city} {clocks.when(event['start'], city)}" for city in cities)
    doubt = "" if event["confidence"] == "firm" else f"\n{event['confidence'].capitalize()}"
    return f"{event['label']}\n{day}{hours}{doubt}\n{named(event['source'])}"


def _table(events: pd.DataFrame) -> pd.DataFrame:
    """Return all events drawn, in the order of time."""
    return pd.DataFrame(
        {
            "Date": [text.replace("T", ", ") for text in events["start_text"]],
            "On the clock of": [zone.split("/")[-1].replace("_", " ") for zone in events["zone"]],
            "Public then": ["yes" if public else "no" for public in events["public"]],
            "Event": list(events["label"]),
            "Certainty": list(events["confidence"]),
            "Source": source_cells(events["source"]),
        }
    )
