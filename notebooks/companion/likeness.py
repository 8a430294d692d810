"""What can be measured of both crises: pairs of figures, each with its unit and its sources.

Only what tables of this book hold for both. Days count from the day zeros of ``day_zero``.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import contacts, data
from companion.day_zero import ZEROS, since

END = 57
"""The day of the essay: as far as 2022 is followed."""

CALLED_UP = 300_000
"""Reservists, in the words of ``2022-09-21-mobilisation-decree``."""

ALIKE = 1 / 3
"""Two strokes whose ends are less apart than this share of the longer are called near."""


@dataclass(frozen=True)
class Pair:
    """Two figures of one kind, 1962 and 2022, from ``rows`` rows of ``table``.

    ``full`` is what the longest stroke stands for where a scale has an end; ``runs_on`` says that
    the second figure had not come to its own.
    """

    what: str
    figures: tuple[float, float]
    table: str
    rows: int
    source: tuple[str, ...]
    unit: str = ""
    note: str = ""
    full: float = 0.0
    runs_on: bool = False

    @property
    def whole(self) -> float:
        """What the longest stroke stands for: the larger figure, unless a scale has an end."""
        return self.full or max(self.figures)

    @property
    def apart(self) -> float:
        """How far apart the two strokes end, as a share of the longest."""
        return abs(self.figures[0] - self.figures[1]) / self.whole


def pairs() -> list[Pair]:
    """Return the pairs, those most alike first."""
    one = (_rule(), _states(), _clock(), _years(), _men(), _leaders(), _way_out(), _ground())
    return sorted([*one, *_warheads()], key=lambda pair: pair.apart)


def _warheads() -> list[Pair]:
    rows = data.table("warheads")
    rows = rows[rows["estimate"] == "fas-2023"]
    held = rows.pivot(index="year", columns="country", values="warheads")
    whose = {"USSR/Russia": "Moscow’s", "United States": "Washington’s"}
    return [
        Pair(
            f"{words} nuclear warheads",
            (held.loc[1962, country], held.loc[2022, country]),
            "warheads",
            2,
            ("owid-fas-2023",),
            note="estimates",
        )
        for country, words in whose.items()
    ]


def _states() -> Pair:
    rows = data.table("warheads")
    rows = rows[(rows["estimate"] == "fas-2023") & (rows["warheads"] > 0)]
    a, b = (int((rows["year"] == year).sum()) for year in (1962, 2022))
    return Pair(
        "States with a nuclear stockpile",
        (a, b),
        "warheads",
        a + b,
        ("owid-fas-2023",),
        note="the whole world",
    )


def _rule() -> Pair:
    rows = data.table("democracy")
    rows = rows[(rows["entity"] == "Russia") & (rows["index"] == "V-Dem liberal")]
    value = rows.set_index("year")["value"]
    return Pair(
        "Liberal democracy in Moscow’s state",
        (value[1962], value[2022]),
        "democracy",
        2,
        ("owid-vdem-liberal",),
        note="V-Dem, 0 to 1; experts’ judgement",
        full=1.0,
    )


def _clock() -> Pair:
    rows = data.table("doomsday_clock").loc[[1960, 2020]]
    source = tuple(dict.fromkeys(keys[0] for keys in rows["source"]))
    a, b = rows["seconds_to_midnight"]
    what, note = "The Doomsday Clock before midnight", "as set in 1960 and 2020"
    return Pair(what, (a, b), "doomsday_clock", 2, source, "seconds", note)


def _years() -> Pair:
    entry = data.table("leaders")["entry"]
    begun = {"1962": entry["Khrushchev"], "2022": entry["Putin"]}
    a, b = (
        (pd.Timestamp(ZEROS[crisis].date) - pd.Timestamp(str(day)[:10])).days / 365.25
        for crisis, day in begun.items()
    )
    what, note = "Since Moscow’s leader took over", "Putin from 2008 to 2012 as premier"
    return Pair(what, (a, b), "leaders", 2, ("archigos-v41",), "years", note)


def _men() -> Pair:
    troops = data.table("cuba_deployment").loc["troops"]
    called = data.event("2022-09-21-mobilisation-decree")
    source = (*troops["source"], called["source"][0])
    what, note = "Troops sent to Cuba; reservists called up", "by another account 40,000 in Cuba"
    figures = (troops["value_high"], CALLED_UP)
    return Pair(what, figures, "cuba_deployment", 1, source, note=note)


def _leaders() -> Pair:
    rows = contacts.contacts(END)
    rows = rows[rows["lane"] == contacts.LEADERS]
    a, b = (int((rows["crisis"] == crisis).sum()) for crisis in ZEROS)
    source = tuple(dict.fromkeys(rows["source"].str[0]))[:2]
    note = f"day 0 to {END}, as far as on record"
    return Pair("Messages between the two leaders", (a, b), "messages", a, source, note=note)


def _way_out() -> Pair:
    ends = {"1962": "1962-10-28-khrushchev-acceptance", "2022": "2022-11-17-essay"}
    a, b = (int(since(name, ZEROS[crisis])) for crisis, name in ends.items())
    source = tuple(data.event(name)["source"][0] for name in ends.values())
    what, note = "From day zero to a way out", "none by the day of the essay"
    return Pair(what, (a, b), "events", 2, source, "days", note, runs_on=True)


def _ground() -> Pair:
    rows = data.table("occupied_area")
    held = rows[rows["estimate"] == "Liveuamap"].set_index("date")["km2"]
    days = [pd.Timestamp(ZEROS["2022"].date_of(day), tz="UTC") for day in (0, END)]
    lost = held[days[0]] - held[days[1]]
    what, source = "Ground lost by Moscow’s forces", ("liveuamap-analysis",)
    return Pair(what, (0, lost), "occupied_area", 2, source, "km²", f"day 0 to {END}")
