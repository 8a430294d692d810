"""Other days that could be zero, and what follows each: who spoke to whom, and when it ended.

As in ``contacts``, a contact is a letter, a call or a meeting of two sides, not before an audience.
Here those of Moscow and Kyiv count too, marked as such. What others arranged between these two, the
grain agreement and exchanges of prisoners, does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from companion import contacts, data
from companion.day_zero import ZEROS, Zero, counted

CHOICES = {
    "1962-09-04-kennedy-statement": "Kennedy warns against missiles",
    "1962-10-16-kennedy-told": "Kennedy is told of them",
    "1962-10-22-kennedy-speech": "Kennedy speaks",
    "2021-12-17-drafts-published": "Moscow publishes two draft treaties",
    "2022-02-24-invasion": "Russia invades Ukraine",
    "2022-09-21-putin-address": "Putin calls up reservists",
    "2022-09-30-annexation-treaties": "Putin signs the annexation treaties",
}
"""Events whose day could be zero, with their words in a chart."""

ENDS = {"1962": "1962-10-28-khrushchev-acceptance", "2022": "2022-11-17-essay"}
"""How far each crisis is followed: to the way out, and to the essay."""

EARLIER = {
    "1962-09-04-dobrynin-assurance": "Washington",
    "1962-09-28-khrushchev-berlin-letter": "Washington",
    "1962-10-18-gromyko-kennedy": "Washington",
    "2022-01-10-geneva-talks": "Washington",
    "2022-01-26-written-replies": "Washington",
    "2022-02-17-russia-answers": "Washington",
    "2022-02-28-gomel-talks": "Kyiv",
    "2022-03-29-istanbul-talks": "Kyiv",
    "2022-05-13-austin-shoigu-may": "Washington",
}
"""Contacts before the day zeros of the book, with whom Moscow spoke."""


@dataclass(frozen=True)
class Choice:
    """A day zero, the contacts from it on, and the day at which the crisis is left."""

    event: str
    words: str
    crisis: str
    date: pd.Timestamp
    contacts: pd.DataFrame
    end: int

    @property
    def first(self) -> int | None:
        """The day of the first contact, from day zero on."""
        return None if self.contacts.empty else int(self.contacts["number"].min())


def choices(events: dict[str, str] = CHOICES) -> list[Choice]:
    """Return each choice with what follows, in the order given."""
    return [_choice(event, words) for event, words in events.items()]


def _choice(event: str, words: str) -> Choice:
    row = data.event(event)
    crisis = str(row["crisis"])
    date = row["start"].tz_convert(ZEROS[crisis].zone).strftime("%Y-%m-%d")
    if row["precision"] == "day":
        date = row["start_text"][:10]
    zero = replace(ZEROS[crisis], date=date)
    rows = _all(crisis, zero)
    last = data.event(ENDS[crisis])
    end = int(zero.day(last["start_text"], last["start"], last["precision"]) // 1)
    rows = rows[(rows["number"] >= 0) & (rows["number"] <= end)]
    return Choice(event, words, crisis, pd.Timestamp(date), rows, end)


def _all(crisis: str, zero: Zero) -> pd.DataFrame:
    """Return every contact of a crisis, counted from a day zero."""
    later = contacts.contacts(400, {crisis: zero})
    rows = data.events(crisis)
    rows = counted(rows[rows.index.isin(list(EARLIER))], zero)
    rows = rows.assign(whom=[EARLIER[str(name)] for name in rows.index], table="events")
    return pd.concat([rows, later.assign(whom="Washington")]).sort_values("day", kind="stable")
