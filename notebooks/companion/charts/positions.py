"""What each side said, on a scale of positions: a path a side, a step a statement.

A path that runs straight down held its position; one that moves sideways changed it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from companion import clocks, przewodow
from companion.canvas import Sheet
from companion.charts import key
from companion.layout import wrap
from companion.publish import Chart, publish, source_cells, target
from companion.theme import (
    COLUMN,
    INK2,
    LINE,
    NARROW,
    OTHER,
    RULE,
    RULE2,
    UKRAINE,
    US,
    USSR,
    colour,
    shape,
)

HEAD, SIDE, GAP = 46, 26, 10
"""Heights in pixels: the scale's words, a side's name, and the space after a side."""

FLAT, HEDGED = 92, 66


@dataclass(frozen=True)
class Page:
    """Where words and scale stand; on a phone the scale lies under the words of its row."""

    width: float
    words: float
    room: float
    left: float
    under: bool

    def x(self, place: int, places: int) -> float:
        """Return where a position stands on the scale."""
        return self.left + (place + 0.5) * (self.width - self.left) / places


WIDE_PAGE = Page(COLUMN, 74, 174, 250, under=False)
NARROW_PAGE = Page(NARROW, 0, NARROW, 0, under=True)


def positions(statements: pd.DataFrame, scale: Sequence[str]) -> Chart:
    """Draw what each side said as a path over a scale, statement by statement.

    Args:
        statements: rows with ``side``, ``position`` and ``flat``, as ``przewodow.statements``
            returns them, in the order of sides and of time.
        scale: the positions, from one end to the other; a hollow mark is one that is not flat.
    """
    return publish(
        lambda page: _draw(statements, scale, page),
        (WIDE_PAGE, NARROW_PAGE),
        _table(statements),
        {"events": len(statements)},
    )


def _draw(statements: pd.DataFrame, scale: Sequence[str], page: Page) -> Chart:
    entries = _key()
    top = key.height(entries, page.width) + 10
    named = [_name(event, page) for _, event in statements.iterrows()]
    rows = [wrap(name, page.room) for name in named]
    heights = [LINE * len(words) + (31 if page.under else 9) for words in rows]
    sides = statements["side"].nunique()
    sheet = Sheet(page.width, top + HEAD + sum(heights) + sides * (SIDE + GAP))
    key.draw(sheet, entries)
    _scale(sheet, scale, page, top)
    lines: list[tuple[float, float, list[str], str]] = []
    y, taken = top + HEAD, iter(zip(rows, heights, strict=True))
    for side, said in statements.groupby("side", sort=False):
        sheet.line(0, y, page.width, y, RULE2)
        sheet.text(0, y + 14, str(side), weight=600)
        y += SIDE
        path = []
        for _, event in said.iterrows():
            words, height = next(taken)
            middle = y + LINE * len(words) / 2 + 2
            lines.append((y + 2 + LINE / 2, middle, words, _day(event)))
            at = y + height - 13 if page.under else middle
            path.append((page.x(scale.index(event["position"]), len(scale)), at, event))
            y += height
        _path(sheet, path)
        y += GAP
    for first, middle, words, day in lines:  # last, so that no path runs through them
        sheet.text(page.words, middle, words, halo=page.under)
        if not page.under:
            sheet.text(0, first, day, colour=INK2)
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("triangle-down", UKRAINE, "Ukraine"),
        key.mark("triangle-up", OTHER, "Poland, NATO, allies"),
        key.mark("circle", US, "United States"),
        key.mark("square", USSR, "Russia"),
        key.mark("circle", INK2, "said as likely, or by implication", hollow=True),
    ]


def _scale(sheet: Sheet, scale: Sequence[str], page: Page, top: float) -> None:
    """Name the positions in two lines each, and rule them down the page."""
    for place, name in enumerate(scale):
        x, (first, last) = page.x(place, len(scale)), name.rsplit(" ", 1)
        sheet.text(x, top + 18, (first, last), "center", weight=600)
        sheet.line(x, top + HEAD - 10, x, sheet.height - GAP, RULE)


def _path(sheet: Sheet, path: list[tuple[float, float, pd.Series]]) -> None:
    """Draw a side's path, and on it a mark for each statement."""
    spoke = {event["actors"][0] for _, _, event in path}
    actor = spoke.pop() if len(spoke) == 1 else "NATO"  # several speak: none’s colour
    tint = colour(actor)
    for (x, y, _), (x2, y2, _) in itertools.pairwise(path):
        sheet.line(x, y, x2, y2, tint, 1.4)
    for x, y, event in path:
        flat = bool(event["flat"])
        info = {"tip": przewodow.tip(event, f"Read as: {_reading(event)}"), "href": target(event)}
        sheet.point(x, y, shape(actor), tint, not flat, FLAT if flat else HEDGED, **info)


def _reading(event: pd.Series) -> str:
    return event["position"] if event["flat"] else f"probably {event['position']}"


def _name(event: pd.Series, page: Page) -> str:
    """Name a statement; on a phone its day stands before it."""
    return f"{_day(event)} · {event['label']}" if page.under else event["label"]


def _day(event: pd.Series) -> str:
    """Print the day by its source's clock; of another year, month and year."""
    when = event["start"].tz_convert(event["zone"])
    return (
        f"{when.day} {clocks.month(when)}"
        if when.year == 2022
        else f"{clocks.month(when)} {when.year}"
    )


def _table(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements as a table: side, when, what was said, how it is read, sources."""
    return pd.DataFrame(
        {
            "Side": list(statements["side"]),
            "When": [przewodow.known(e) for _, e in statements.iterrows()],
            "Statement": list(statements["summary"]),
            "Read here as": [_reading(e) for _, e in statements.iterrows()],
            "Source": source_cells(statements["source"]),
        }
    )
