"""Names on hairlines over or under a line of time, and what a mark of several years says."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.layout import text_width
from companion.publish import named
from companion.theme import INK, RULE2

ROW, PAD = 16, 7
"""Height of a row of names, and the space kept beside a name, in pixels."""


MOST = 2
"""So many sources a mark names; the table names all."""


@dataclass
class Flag:
    """A name that hangs on a hairline at ``x``: right of it, or left where ``left`` is set."""

    x: float
    words: str
    left: bool = False
    row: int = 0

    @cached_property
    def wide(self) -> float:
        """How much the name takes across."""
        return text_width(self.words) + 4

    @property
    def span(self) -> tuple[float, float]:
        """Where the name begins and ends."""
        return (self.x - self.wide, self.x) if self.left else (self.x, self.x + self.wide)

    def holds(self, x: float) -> bool:
        """Whether a hairline at ``x`` would run into the name, were it in a row below."""
        first, last = self.span
        return x != self.x and first - 3 * self.left < x < last + 3 * (not self.left)


def place(flags: Sequence[Flag], width: float, avoid: Sequence[float] = ()) -> int:
    """Give each flag its side and its row (0 nearest the line); return how many rows there are.

    No name overlaps another or is crossed by a hairline, or by a line at one of ``avoid``. Of all
    ways to do that the one with the lowest rows is taken, then that with most names to the right.

    Raises:
        ValueError: there is no such way.
    """
    best: tuple[int, int, list[bool], list[int]] | None = None
    for sides in itertools.product(*(_sides(flag, width, avoid) for flag in flags)):
        for flag, left in zip(flags, sides, strict=True):
            flag.left = left
        rows = _rows(flags)
        found = (sum(rows), sum(sides), list(sides), rows) if rows is not None else None
        if found and (best is None or found[:2] < best[:2]):
            best = found
    if best is None:
        raise ValueError(f"no room for {[flag.words for flag in flags]} in {width:.0f} pixels")
    for flag, left, row in zip(flags, best[2], best[3], strict=True):
        flag.left, flag.row = left, row
    return max((flag.row for flag in flags), default=-1) + 1


def _sides(flag: Flag, width: float, avoid: Sequence[float]) -> list[bool]:
    """Return on which sides there is room for a name: not left, left."""
    found = []
    for flag.left in (False, True):
        first, last = flag.span
        if first >= 0 and last <= width and not any(flag.holds(x) for x in avoid):
            found.append(flag.left)
    return found


def _rows(flags: Sequence[Flag]) -> list[int] | None:
    """Return the lowest row of each flag over the hairlines that it holds, or None."""
    pairs = []
    for (i, one), (j, other) in itertools.permutations(enumerate(flags), 2):
        under = one.holds(other.x)  # the other's hairline, so the other is the lower
        if under or (i < j and _overlap(one, other) and not other.holds(one.x)):
            pairs.append((i, j, under))
    rows = [0] * len(flags)
    for _ in range(len(flags) * len(flags) + 1):
        moved = False
        for i, j, under in pairs:
            if rows[i] == rows[j] or (under and rows[i] < rows[j]):
                rows[i], moved = rows[j] + 1, True
        if not moved:
            return rows
        if max(rows) > len(flags):
            return None
    return None


def _overlap(one: Flag, other: Flag) -> bool:
    return one.span[0] < other.span[1] + PAD and other.span[0] < one.span[1] + PAD


def hang(sheet: Sheet, flags: Sequence[Flag], y: float, down: bool, start: float) -> None:
    """Draw flags from a line at ``y``; the first row begins ``start`` pixels from it."""
    sign = 1 if down else -1
    for flag in flags:
        middle = y + sign * (start + flag.row * ROW + ROW / 2)
        sheet.line(flag.x, y, flag.x, middle + sign * 5, RULE2, 0.8)
        dx, align = (-4, "right") if flag.left else (4, "left")
        sheet.text(flag.x + dx, middle, flag.words, align, INK, halo=True)


def told(event: pd.Series, more: str = "") -> str:
    """Write what a mark says: event, day with its year, on both clocks if an hour is known."""
    said = f"{event['label']}\n{when(event)}."
    others = "; and others" if len(event["source"]) > MOST else ""
    keys = named(event["source"][:MOST])
    return f"{said}{f' {more}.' if more else ''}\n{keys}{others}"


def when(event: pd.Series) -> str:
    """Print a day with its year; an hour on the clocks of Washington and Moscow."""
    precision = event["precision"]
    if precision in ("hour", "minute"):
        about = "about " if precision == "hour" else ""
        shown = (
            f"{city} {_day(clocks.local(event['start'], city))} "
            f"{about}{clocks.hour(event['start'], city)}"
            for city in ("Washington", "Moscow")
        )
        return " · ".join(shown)
    day = pd.Timestamp(event["start_text"])
    return f"{day:%B %Y} (only the month is known)" if precision == "month" else _day(day)


def middle_of(event: pd.Series) -> pd.Timestamp:
    """Return the instant at which a mark stands: the middle of the day or month."""
    return event["start"] + (event["start_end"] - event["start"]) / 2


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {clocks.month(day)} {day:%Y}"
