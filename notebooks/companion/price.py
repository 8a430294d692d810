"""What each side gave in 1962, and what it asked for and did not get: our coding of rows.

Dates and sources are those of ``events``, ``messages``, ``nato_missiles`` and ``cuba_deployment``;
said here is only which row is a promise, of what kind, and which row ended it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks, data
from companion.bargain import day

WAYS = {
    "public": "published or broadcast",
    "private": "written in confidence",
    "spoken": "by word of mouth",
    "unpromised": "not promised in a letter",
    "asked": "asked for",
}
"""How a thing was promised; or that it was not."""

ENDS = {"done": "carried out", "open": "no end on record", "refused": "refused"}


@dataclass(frozen=True)
class Concession:
    """Something given, or asked for: by which rows (``row``, ``way``), and how it ended."""

    group: str
    name: str
    actor: str
    steps: tuple[tuple[str, str], ...]
    end: str
    last: str
    note: str


MOSCOW, WASHINGTON = "Moscow gave up", "Washington gave up"
APART, ASKED = (
    "Gone too, though no letter promised it",
    "Asked for, and not granted in what was read",
)

CONCESSIONS = (
    Concession(
        MOSCOW,
        "Missiles out of Cuba",
        "USSR",
        (("m1962-10-28-khrushchev-1", "public"),),
        "done",
        "1962-11-15-kennedy-42-missiles",
        "42 counted on their way out",
    ),
    Concession(
        MOSCOW,
        "Bombers out of Cuba",
        "USSR",
        (
            ("m1962-11-11-khrushchev-1", "spoken"),
            ("m1962-11-20-khrushchev-1", "private"),
            ("1962-11-20-quarantine-ends", "public"),
        ),
        "done",
        "1962-12-11-khrushchev-message",
        "first a gentleman’s word; Kennedy announced it",
    ),
    Concession(
        MOSCOW,
        "Tactical warheads, about 100",
        "USSR",
        (("1962-11-22-mikoyan-tactical-weapons", "spoken"),),
        "done",
        "warheads-tactical",
        "said in Havana; gone by December, a newspaper writes",
    ),
    Concession(
        MOSCOW,
        "Crews and guards of the missiles",
        "USSR",
        (("m1962-11-20-khrushchev-1", "private"),),
        "open",
        "",
        "crews gone, guards to follow; no word of other troops",
    ),
    Concession(
        MOSCOW,
        "Any word about Turkey",
        "USSR",
        (("m1962-10-28-khrushchev-2", "private"),),
        "open",
        "",
        "silence kept; the bargain was public 27 years later",
    ),
    Concession(
        WASHINGTON,
        "The quarantine",
        "US",
        (("m1962-10-27-kennedy-1", "public"),),
        "done",
        "1962-11-20-quarantine-ends",
        "lifted once the bombers were promised",
    ),
    Concession(
        WASHINGTON,
        "An invasion of Cuba",
        "US",
        (
            ("m1962-10-27-kennedy-1", "public"),
            ("1962-11-20-quarantine-ends", "public"),
            ("m1962-11-21-kennedy-1", "private"),
            ("m1962-12-14-kennedy-1", "private"),
        ),
        "open",
        "",
        "a pledge, on conditions: to be kept, never completed",
    ),
    Concession(
        WASHINGTON,
        "Jupiters in Turkey, 15",
        "US",
        (("1962-10-27-rfk-dobrynin", "spoken"), ("1962-10-30-letter-returned", "spoken")),
        "done",
        "1963-04-24-last-jupiter-turkey",
        "a promise on which the two records differ",
    ),
    Concession(
        APART,
        "Jupiters in Italy, 30",
        "US",
        (("1963-04-01-jupiters-italy", "unpromised"),),
        "done",
        "italy-jupiter-rosarkhiv",
        "down by mid-1963; in the bargain, by one later report",
    ),
    Concession(
        APART,
        "Thors in Britain, 60",
        "US",
        (("uk-thor-cubacrisis", "unpromised"),),
        "done",
        "uk-thor-cubacrisis",
        "taken out from November to August",
    ),
    Concession(
        ASKED,
        "Inspection on Cuban soil",
        "US",
        (("m1962-10-27-kennedy-1", "asked"),),
        "refused",
        "1962-10-30-castro-refuses-inspection",
        "asked by Washington, refused by Castro",
    ),
    Concession(
        ASKED,
        "The pledge in a UN document",
        "USSR",
        (
            ("m1962-11-14-khrushchev-1", "asked"),
            ("m1962-11-20-khrushchev-1", "asked"),
            ("m1962-12-11-khrushchev-1", "asked"),
        ),
        "open",
        "",
        "asked by Moscow: “by days, not by weeks”",
    ),
    Concession(
        ASKED,
        "An end to flights over Cuba",
        "USSR",
        (("m1962-11-14-khrushchev-1", "asked"), ("m1962-11-20-khrushchev-1", "asked")),
        "open",
        "",
        "asked by Moscow",
    ),
    Concession(
        ASKED,
        "Castro’s five conditions",
        "Cuba",
        (("1962-10-28-castro-five-points", "asked"),),
        "open",
        "",
        "asked by Havana; Guantánamo among them",
    ),
)
"""Each thing given or asked for, in the order of the chart."""

LOOSE = {
    "warheads-tactical": ("1962-12-01", "by December 1962"),
    "italy-jupiter-rosarkhiv": ("1963-07-01", "by mid-1963"),
    "uk-thor-cubacrisis": ("1963-09-01", "August 1963"),
}
"""Ends of which a note of the row says no more than a month: where drawn, and how written."""

SINCE = {"uk-thor-cubacrisis": ("1962-11-01", "November 1962")}
"""A beginning that stands in a row’s note."""


def concessions() -> pd.DataFrame:
    """Return a row for each thing given or asked for.

    Returns:
        Rows with ``group``, ``name``, ``actor``, ``note``, ``end`` and ``steps`` (a list of rows,
        the last of which ended it where ``end`` is not ``open``), ``days`` from the first promise
        to the end by the calendars of the places (0 where there is no end, or either is loose).
    """
    found = []
    for one in CONCESSIONS:
        steps = [step(name, way) for name, way in one.steps]
        if one.end != "open":
            steps.append(step(one.last, steps[-1]["way"], ends=True))
        first, last = steps[0], steps[-1]
        sure = one.end == "done" and first["on"] and last["on"]
        days = (pd.Timestamp(last["on"]) - pd.Timestamp(first["on"])).days if sure else 0
        found.append({**vars(one), "steps": steps, "days": days})
    return pd.DataFrame(found).drop(columns="last")


def step(name: str, way: str = "", ends: bool = False) -> dict:
    """Return one row as a step: where it stands in time, what it says, how sure it is."""
    loose = (LOOSE if ends else SINCE).get(name)
    for table, start, zone in (("messages", "sent", "sent_zone"), ("events", "start", "zone")):
        if name in data.table(table).index:
            row = data.table(table).loc[name]
            label, on = row["label"], row[f"{start}_text"][:10]
            city = {v: k for k, v in clocks.ZONES.items()}.get(row[zone], "there")
            when = f"{day(pd.Series({'start': row[start], 'zone': row[zone]}))} {on[:4]} ({city})"
            break
    else:
        table = next(t for t in ("nato_missiles", "cuba_deployment") if name in data.table(t).index)
        row = data.table(table).loc[name]
        label = f"{row['missile']}s in {row['host']}" if "host" in row else "Tactical warheads"
        on, when = "", loose[1] if loose else ""
    drawn = pd.Timestamp(loose[0] if loose else on, tz="UTC")
    doubt = bool(loose) or row["confidence"] != "firm"
    return {"id": name, "table": table, "way": way, "ends": ends, "at": drawn, "when": when,
            "on": "" if loose else on, "label": label, "doubt": doubt,
            "source": row["source"]}  # fmt: skip
