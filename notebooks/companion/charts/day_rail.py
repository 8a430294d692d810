"""Weeks that run down the page: days as heights, and events with their words beside a rail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from companion import capitals
from companion.canvas import Sheet
from companion.layout import Item, spread, wrap
from companion.publish import target
from companion.theme import INK, INK2, LINE, RULE, RULE2, colour, shape

ESSAY = "2022-11-17-essay"
"""The event that is nobody’s act: it has a mark of its own."""


@dataclass(frozen=True)
class Days:
    """A stretch of days, ``step`` pixels each, that begins ``top`` pixels down (UTC)."""

    start: pd.Timestamp
    end: pd.Timestamp
    step: float
    top: float

    @property
    def bottom(self) -> float:
        """Where the last day ends."""
        return self.y(self.end)

    def y(self, instant: pd.Timestamp) -> float:
        """Return the height of an instant."""
        return self.top + (instant - self.start) / pd.Timedelta(days=1) * self.step

    def of(self, event: pd.Series) -> float:
        """Return the height of an event: of its hour, or of the middle of its day."""
        if event["precision"] in capitals.EXACT:
            return self.y(event["start"])
        return self.y(event["start"]) + self.step / 2

    def noon(self, day: pd.Timestamp) -> float:
        """Return the height of the middle of a day."""
        return self.y(day) + self.step / 2


@dataclass(frozen=True)
class Rail:
    """Where a rail stands, and where the words of its events begin, to its right or left."""

    x: float
    date_x: float
    words_x: float
    room: float
    side: int = 1

    @property
    def align(self) -> str:
        """Words grow away from the rail."""
        return "left" if self.side > 0 else "right"


@dataclass
class Label(Item):
    """The words of one event beside its rail."""

    date: str = ""
    words: tuple[str, ...] = ()


def ruled(sheet: Sheet, days: Days, bold: Sequence[str], x: float, x2: float) -> None:
    """Rule days across and name them at the left: those in bold, and firsts of months with room."""
    named = {pd.Timestamp(day, tz="UTC"): 600 for day in bold}
    near = pd.Timedelta(days=LINE / days.step)
    for first in pd.date_range(days.start, days.end, freq="MS", inclusive="left"):
        if all(abs(first - day) > near for day in named):
            named[first] = 400
    for day, weight in named.items():
        y = days.noon(day)
        sheet.line(x, y, x2, y, RULE, 0.8)
        colour_ = INK if weight == 600 else INK2
        sheet.text(0, y, capitals.day(day, "UTC"), colour=colour_, weight=weight)


def events(
    sheet: Sheet, days: Days, rail: Rail, rows: pd.DataFrame, extra: Sequence[Label] = ()
) -> None:
    """Draw events as marks on a rail, with their words.

    Args:
        extra: what else takes room beside the rail; it is placed with the words, not written.
    """
    sheet.line(rail.x, days.top, rail.x, days.bottom, RULE2, 1.4)
    labels = []
    for name, event in rows.iterrows():
        y, doubt = days.of(event), event["confidence"] != "firm"
        info = {"tip": capitals.tip(event), "href": target(event)}
        actor = event["actors"][0]
        look = ("cross", INK) if name == ESSAY else (shape(actor), colour(actor))
        sheet.point(rail.x, y, *look, doubt, 62 if doubt else 70, **info)
        labels.append(_label(rail, event, y))
    spread([*labels, *extra], gap=4)
    for label in labels:
        _write(sheet, rail, label)


def _label(rail: Rail, event: pd.Series, y: float) -> Label:
    date = capitals.days(event)
    inline = rail.date_x == rail.words_x
    words = wrap(f"{date}: {event['label']}" if inline else event["label"], rail.room)
    return Label(y, LINE * len(words), date="" if inline else date, words=tuple(words))


def _write(sheet: Sheet, rail: Rail, label: Label) -> None:
    """Write an event's day and words, with a hairline from its mark."""
    first = label.placed - (label.height - LINE) / 2
    sheet.line(rail.x + rail.side * 5, label.y, rail.date_x - rail.side * 3, first, RULE2, 0.8)
    if label.date:
        sheet.text(rail.date_x, first, label.date, rail.align, INK2, 600)
    sheet.text(rail.words_x, label.placed, label.words, rail.align, INK)
