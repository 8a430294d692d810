"""Days counted from a day zero, so that two crises can be laid on one axis.

Which day is zero is a choice, and this book’s: Kennedy’s speech of 22 October 1962 by Washington’s
calendar, Putin’s address of 21 September 2022 by Moscow’s. On each a leader told the world what
was at stake. Other days will do, and give another picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from companion import data

EXACT = ("minute", "hour")


@dataclass(frozen=True)
class Zero:
    """A day zero: its date, and the clock by whose midnights days are counted."""

    date: str
    zone: str
    city: str

    def day(self, text: str, instant: pd.Timestamp, precision: str) -> float:
        """Return how many days after the first midnight of day zero something was.

        An hour is read on this clock. What is known only to the day stands on the day of its own
        calendar, as its source has it; a month or a year stands nowhere.
        """
        if precision in EXACT:
            wall = instant.tz_convert(ZoneInfo(self.zone)).tz_localize(None)
            return (wall - pd.Timestamp(self.date)) / pd.Timedelta(days=1)
        if precision == "day":
            return float((pd.Timestamp(text[:10]) - pd.Timestamp(self.date)).days)
        return float("nan")

    def date_of(self, day: int) -> pd.Timestamp:
        """Return the date of a day on this calendar."""
        return pd.Timestamp(self.date) + pd.Timedelta(days=day)


ZEROS = {
    "1962": Zero("1962-10-22", "America/New_York", "Washington"),
    "2022": Zero("2022-09-21", "Europe/Moscow", "Moscow"),
}
"""The day zero of each crisis."""

NAMED = {
    "1962-10-22-kennedy-speech": "Kennedy speaks",
    "1962-10-28-khrushchev-acceptance": "the missiles will go",
    "1962-11-20-quarantine-ends": "quarantine ends",
    "1962-10-16-kennedy-told": "Kennedy is told",
    "1962-10-04-indigirka-mariel": "warheads reach Cuba",
    "1962-10-26-khrushchev-private-letter": "a private letter",
    "2022-09-21-putin-address": "Putin speaks",
    "2022-11-17-essay": "the essay",
    "2022-09-30-annexation-treaties": "annexation",
    "2022-11-09-kherson-order": "order to leave Kherson",
    "2022-10-27-valdai-khrushchev": "Valdai: “No way”",
    "2022-09-10-izium": "Izium is lost",
    "2022-10-06-biden-armageddon": "“Armageddon”",
    "2022-11-14-burns-naryshkin": "talks in Ankara",
}
"""Events named on the two strokes, with short words, the most telling of each crisis first."""

STRETCHES = {
    "days −1 to 6": (-1, 7),
    "days 0 to 2": (0, 3),
    "days 3 to 5": (3, 6),
    "days 6 to 8": (6, 9),
    "days 9 to 29": (9, 30),
    "days 30 to 45": (30, 46),
    "days 46 to 52": (46, 53),
    "days 53 to 62": (53, 63),
    "days −21 to −1": (-21, 0),
}
"""Stretches of days by name: the first day, and the day after the last."""


@dataclass(frozen=True)
class Span:
    """A part of a crisis, in days: ``heavy`` from day zero to a way out; ``open`` if none came."""

    crisis: str
    first: float
    last: float
    heavy: bool = False
    open: bool = False


def spans(first: int) -> list[Span]:
    """Return the parts of both crises, from the first day that is drawn."""
    told, speech, out, lifted = (
        since(name, ZEROS["1962"])
        for name in (
            "1962-10-16-kennedy-told",
            "1962-10-22-kennedy-speech",
            "1962-10-28-khrushchev-acceptance",
            "1962-11-20-quarantine-ends",
        )
    )
    address, essay = (
        since(name, ZEROS["2022"]) for name in ("2022-09-21-putin-address", "2022-11-17-essay")
    )
    return [
        Span("1962", told, speech),
        Span("1962", speech, out, heavy=True),
        Span("1962", out, lifted),
        Span("2022", first, address),
        Span("2022", address, essay, heavy=True, open=True),
    ]


def counted(rows: pd.DataFrame, zero: Zero) -> pd.DataFrame:
    """Add to events ``day`` (a number with its fraction, or the day’s own) and ``number``."""
    told = zip(rows["start_text"], rows["start"], rows["precision"], strict=True)
    days = pd.Series([zero.day(*one) for one in told], index=rows.index, dtype=float)
    rows = rows.assign(day=days)[days.notna()]
    return rows.assign(number=(rows["day"] // 1).astype(int))


def both(
    first: int,
    last: int,
    zeros: dict[str, Zero] = ZEROS,
    rank: int = 1,
    apart: str = "przewodow",
    kept: tuple[str, ...] = ("2022-11-15-przewodow", "2022-11-17-essay"),
) -> pd.DataFrame:
    """Return the events of both crises from one day to another, each counted from its own zero.

    Args:
        first, last: days; ``last`` is the day after the last one taken.
        zeros: the day zero of each crisis.
        rank: the lowest rank taken; 2 also takes what a chart would mark only small.
        apart: a theme that is left out, for one night would drown the rest; but for ``kept``.
    """
    found = []
    for crisis, zero in zeros.items():
        rows = counted(data.events(crisis), zero)
        rows = rows[(rows["day"] >= first) & (rows["day"] < last) & (rows["rank"] <= rank)]
        aside = pd.Series([apart in themes for themes in rows["themes"]], index=rows.index)
        found.append(rows[~aside | rows.index.isin(kept)].sort_values(["day", "id"]))
    return pd.concat(found)


def since(event: str, zero: Zero) -> float:
    """Return how many days after the first midnight of day zero an event was."""
    row = data.event(event)
    return zero.day(row["start_text"], row["start"], row["precision"])
