"""Local times as the sources print them, and the instants they stand for.

A date in ``data/`` is written as its source writes it: on the clock of the place, cut to what is
known (``1962-10-22T19:00``, ``1962-10-22T19``, ``1962-10-22``, ``1962-10``, ``1962``). Charts are
drawn in UTC, so the day that a chart shows never depends on the clock of the reader's machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

ZONES = {
    "Washington": "America/New_York",
    "Havana": "America/Havana",
    "Moscow": "Europe/Moscow",
}
"""The clocks that the book prints side by side, by the name of the city."""

PRECISIONS = {
    "year": r"\d{4}",
    "month": r"\d{4}-\d\d",
    "day": r"\d{4}-\d\d-\d\d",
    "hour": r"\d{4}-\d\d-\d\dT\d\d",
    "minute": r"\d{4}-\d\d-\d\dT\d\d:\d\d",
}
"""What a date looks like at each precision, coarsest first."""

_OFFSET = re.compile(r"[+-]\d\d:\d\d$")


@dataclass(frozen=True)
class Span:
    """What a written date stands for: from ``start`` up to, not including, ``end`` (both UTC).

    A minute is a point: its ``end`` equals its ``start``. An hour (“about seven”) is a point of
    which only the hour is trusted, so it is drawn at the full hour and ends there too.
    """

    start: datetime
    end: datetime
    precision: str


def precision_of(text: str) -> str:
    """Name the precision that the shape of ``text`` declares.

    Raises:
        ValueError: the text has none of the shapes of :data:`PRECISIONS`.
    """
    bare = _OFFSET.sub("", text) if "T" in text else text
    for name, shape in PRECISIONS.items():
        if re.fullmatch(shape, bare):
            return name
    raise ValueError(
        f"“{text}” is not a date; write 1962-10-22T19:00, 1962-10-22T19, 1962-10-22, "
        "1962-10 or 1962"
    )


def parse(text: str, zone: str) -> Span:
    """Read a local date and return the UTC span it stands for.

    Args:
        text: a date in one of the shapes of :data:`PRECISIONS`. A time that the clocks showed
            twice, when summer time ended, carries its offset: ``1962-10-28T01:30-05:00``.
        zone: an IANA time zone, the one of the clock that ``text`` was read from.

    Raises:
        ValueError: the date does not exist, the clock skipped it or showed it twice, or the zone
            is unknown. The message says what to write instead.
    """
    precision = precision_of(text)
    try:
        clock = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"“{zone}” is not an IANA time zone such as America/New_York") from error
    offset = _OFFSET.search(text) if "T" in text else None
    bare = text[: offset.start()] if offset else text
    pattern = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%Y-%m-%dT%H"}
    try:
        local = datetime.strptime(bare, pattern.get(precision, "%Y-%m-%dT%H:%M"))
    except ValueError as error:
        raise ValueError(f"“{text}” does not exist in the calendar") from error
    if precision in ("hour", "minute"):
        start = _instant(local, clock, offset.group() if offset else None, text, zone)
    else:  # a day whose midnight the clocks skipped or showed twice begins all the same, and once
        start = local.replace(tzinfo=clock).astimezone(UTC)
    return Span(start, _end(local, start, clock, precision), precision)


def _instant(
    local: datetime, clock: ZoneInfo, offset: str | None, text: str, zone: str
) -> datetime:
    readings = {local.replace(tzinfo=clock, fold=fold).astimezone(UTC) for fold in (0, 1)}
    real = {r for r in readings if r.astimezone(clock).replace(tzinfo=None) == local}
    if offset:
        stated = datetime.fromisoformat(local.isoformat() + offset).astimezone(UTC)
        if stated not in real:
            raise ValueError(f"“{text}”: {zone} did not stand at {offset} then")
        return stated
    if not real:
        raise ValueError(
            f"“{text}” never happened in {zone}: the clocks were put forward over it; "
            "check the hour"
        )
    if len(real) > 1:
        raise ValueError(
            f"“{text}” happened twice in {zone}, when the clocks went back; add the offset, "
            f"for example {text}{min(real).astimezone(clock).isoformat()[-6:]}"
        )
    return real.pop()


def _end(local: datetime, start: datetime, clock: ZoneInfo, precision: str) -> datetime:
    if precision in ("hour", "minute"):
        return start
    if precision == "day":
        after = local + timedelta(days=1)
    elif precision == "month":
        after = (local.replace(day=1) + timedelta(days=32)).replace(day=1)
    else:
        after = local.replace(year=local.year + 1)
    return after.replace(tzinfo=clock).astimezone(UTC)


def local(instant: pd.Timestamp, city: str) -> pd.Timestamp:
    """Turn a UTC instant into the wall-clock time of a city of :data:`ZONES` (zone dropped)."""
    return instant.tz_convert(ZONES[city]).tz_localize(None)


def hour(instant: pd.Timestamp, city: str) -> str:
    """Print the clock of a city: ``19:00``."""
    return local(instant, city).strftime("%H:%M")


def day(instant: pd.Timestamp, city: str, weekday: bool = False) -> str:
    """Print the day in a city: ``22 Oct``, or ``Mon 22 Oct``."""
    when = local(instant, city)
    text = f"{when.day} {month(when)}"
    return f"{when:%a} {text}" if weekday else text


def when(instant: pd.Timestamp, city: str, precision: str = "minute") -> str:
    """Print day and hour in a city as far as they are known: ``22 Oct 19:00``, ``22 Oct``."""
    if precision == "minute":
        return f"{day(instant, city)} {hour(instant, city)}"
    if precision == "hour":
        return f"{day(instant, city)} about {hour(instant, city)}"
    return day(instant, city)


def month(when: pd.Timestamp) -> str:
    """Print a month short, September as British English has it: ``Sept``."""
    return "Sept" if when.month == 9 else f"{when:%b}"
