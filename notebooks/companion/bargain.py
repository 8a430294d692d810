"""What was promised in 1962, by which channel, and what the letters spoke of: our coding of rows.

Dates, wording and sources are those of ``events`` and ``messages``; said here is only which row
bears on which promise, and which matters a message names (FRUS VI, docs 65–84, read whole).
"""

from __future__ import annotations

import pandas as pd

from companion import clocks, data
from companion.exchange import letters

CHANNELS = {
    "spoken": "By word of mouth",
    "private": "Written in confidence",
    "public": "Published or broadcast",
    "denied": "Denied, refused or handed back",
}
"""The ways a promise went, from the ear to the world; and the way it was unsaid."""

Made = tuple[str, str, str, str]

PROMISES: dict[str, tuple[Made, ...]] = {
    "United States: no invasion of Cuba": (
        ("m1962-10-27-kennedy-1", "public", "US", "if the weapons go, under UN eyes"),
        ("m1962-11-06-kennedy-1", "private", "US", "holds to the letter of the 27th"),
        ("1962-11-20-quarantine-ends", "public", "US", "said again to the press"),
        ("m1962-11-21-kennedy-1", "private", "US", "no need to fear it, as things go"),
    ),
    "United States: an end to the quarantine": (
        ("m1962-10-27-kennedy-1", "public", "US", "on the same terms"),
        ("m1962-11-12-kennedy-1", "spoken", "US", "at once, if the bombers go in thirty days"),
        ("1962-11-20-quarantine-ends", "public", "US", "ended"),
    ),
    "United States: missiles out of Turkey": (
        ("1962-10-23-holeman-bolshakov", "spoken", "US", "a feeler, through a reporter"),
        ("1962-10-27-rfk-dobrynin", "spoken", "US", "within months, and not in public"),
        ("1962-10-27-rfk-dobrynin", "denied", "US", "no bargain, by his own memorandum"),
        ("m1962-10-28-khrushchev-2", "private", "USSR", "Moscow writes it down"),
        ("1962-10-30-letter-returned", "spoken", "US", "confirmed"),
        ("1962-10-30-letter-returned", "denied", "US", "the paper is handed back"),
    ),
    "Soviet Union: missiles out of Cuba": (
        ("m1962-10-26-khrushchev-1", "private", "USSR", "hinted at, against a pledge"),
        ("m1962-10-27-khrushchev-1", "public", "USSR", "against the missiles in Turkey"),
        ("m1962-10-28-khrushchev-1", "public", "USSR", "ordered; Turkey not named"),
    ),
    "Soviet Union: inspection in Cuba": (
        ("m1962-10-27-khrushchev-1", "public", "USSR", "if Cuba permits it"),
        ("m1962-10-28-khrushchev-1", "public", "USSR", "of the dismantling, by the UN"),
        ("1962-10-30-castro-refuses-inspection", "denied", "Cuba", "refused by Castro"),
        ("m1962-11-20-khrushchev-1", "denied", "USSR", "Cuba could not be bound, he writes"),
    ),
    "Soviet Union: bombers out of Cuba": (
        ("m1962-11-11-khrushchev-1", "spoken", "USSR", "a gentleman’s word; later"),
        ("m1962-11-20-khrushchev-1", "private", "USSR", "within a month"),
        ("1962-11-20-quarantine-ends", "public", "US", "announced by Kennedy"),
    ),
    "Soviet Union: silence about Turkey": (
        ("m1962-10-28-khrushchev-2", "private", "USSR", "agreed to"),
    ),
}
"""Each promise, and the rows in which it was made or unsaid: channel, whose word, how."""

MATTERS = {
    "missiles": "Missiles",
    "inspection": "Inspection",
    "quarantine": "Quarantine",
    "pledge": "No invasion",
    "bombers": "Bombers",
    "flights": "Flights",
    "turkey": "Turkey",
}
"""What the letters were about, in the order in which it came up, and last what was hushed."""

NAMED = {
    "m1962-10-26-khrushchev-1": "missiles quarantine pledge",
    "m1962-10-27-khrushchev-1": "missiles inspection pledge turkey",
    "m1962-10-27-kennedy-1": "missiles inspection quarantine pledge",
    "m1962-10-28-khrushchev-1": "missiles inspection pledge flights",
    "m1962-10-28-khrushchev-2": "turkey",
    "m1962-10-28-kennedy-1": "quarantine",
    "m1962-10-30-khrushchev-1": "missiles inspection quarantine pledge",
    "m1962-11-03-kennedy-1": "inspection quarantine",
    "m1962-11-04-khrushchev-1": "missiles quarantine pledge",
    "m1962-11-06-kennedy-1": "missiles inspection pledge bombers flights",
    "m1962-11-11-khrushchev-1": "missiles inspection quarantine pledge bombers flights",
    "m1962-11-12-kennedy-1": "quarantine bombers",
    "m1962-11-14-khrushchev-1": "missiles inspection quarantine pledge bombers flights",
    "m1962-11-15-kennedy-1": "missiles inspection quarantine pledge bombers flights",
    "m1962-11-20-khrushchev-1": "missiles inspection quarantine pledge bombers flights",
    "m1962-11-20-kennedy-1": "",
    "m1962-11-21-kennedy-1": "inspection quarantine pledge bombers",
    "m1962-11-22-khrushchev-1": "pledge",
    "m1962-12-11-khrushchev-1": "missiles inspection pledge bombers",
    "m1962-12-14-kennedy-1": "missiles pledge",
}
"""The matters that a message names in so many words, by our reading of the whole of it."""

SETTLED = {
    "missiles": ("1962-11-15-kennedy-42-missiles", "out"),
    "quarantine": ("1962-11-20-quarantine-ends", "lifted"),
    "bombers": ("1962-12-11-khrushchev-message", "out"),
    "turkey": ("1963-04-24-last-jupiter-turkey", "down"),
}
"""By which event a matter was closed, and how; the rest stayed open."""


def promises() -> pd.DataFrame:
    """Return a row for each time that a promise was made, written down or unsaid.

    Returns:
        Rows with ``promise``, ``channel``, ``actors`` (whose word it was), ``how``, ``label``,
        ``start``, ``precision``, ``zone``, ``confidence``, ``source`` and ``table``.
    """
    found = []
    for promise, made in PROMISES.items():
        for name, channel, actor, how in made:
            said = {"promise": promise, "channel": channel, "actors": (actor,), "how": how}
            found.append({**said, **_row(name)})
    return pd.DataFrame(found)


def _row(name: str) -> dict:
    """Return an event or a message as an event."""
    if name.startswith("m"):
        row = data.table("messages").loc[name]
        names = {"start": "sent", "precision": "sent_precision", "zone": "sent_zone"}
        table = "messages"
    else:
        row, names, table = data.event(name), {}, "events"
    kept = ("label", "start", "precision", "zone", "confidence", "source")
    return {"id": name, "table": table} | {k: row[names.get(k, k)] for k in kept}


def agenda() -> pd.DataFrame:
    """Return the letters from 26 October on, with the ``matters`` that each names (a tuple)."""
    rows = letters("1962-10-26", "1963-01-01")
    return rows.assign(matters=[tuple(NAMED[str(name)].split()) for name in rows.index])


def settled() -> pd.DataFrame:
    """Return the events that closed a matter, by its name, with ``how``."""
    rows = {matter: {**_row(name), "how": how} for matter, (name, how) in SETTLED.items()}
    return pd.DataFrame.from_dict(rows, orient="index")


def day(row: pd.Series) -> str:
    """Print the day of a row on the clock of its place."""
    cities = {zone: city for city, zone in clocks.ZONES.items()}
    return clocks.day(row["start"], cities.get(row["zone"], "Moscow"))
