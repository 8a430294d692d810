"""Proposals of 2021 and 2022 and what came of them: who answered, after how long, who called whom.

Which event answers which is this book’s reading of the rows, and may be argued with: change a line
below and draw the chart again. A wait is counted in days of the calendar, each event by its own.
The contacts are those found; where a source says that there had been none since a day, that is told
as a silence.
"""

from __future__ import annotations

import pandas as pd

from companion import data

WAITS = [
    (
        "2021-12-15-drafts-handed-over",
        "Moscow’s two drafts",
        "2022-01-26-written-replies",
        "talks on 10 and 12 Jan, and then Washington and NATO reply in writing",
    ),
    (
        "2022-01-26-written-replies",
        "The replies",
        "2022-02-17-russia-answers",
        "Moscow answers in writing",
    ),
    ("2022-02-17-russia-answers", "Moscow’s answer", "", "no reply to it on record here"),
    (
        "2022-08-01-biden-new-start-offer",
        "Biden’s offer of a new arms treaty",
        "2022-08-08-new-start-inspections",
        "Moscow has said that Washington left the talks, and halts inspections",
    ),
    (
        "2022-10-27-valdai-stability",
        "Putin’s offer at Valdai",
        "",
        "no American reply on record here. Moscow itself puts off treaty talks (28 Nov) "
        "and ties arms talks to Ukraine (9 Dec)",
    ),
]
"""What was proposed, its name, what answered it, and in which words a chart says so."""

ALSO = {
    "2021-12-15-drafts-handed-over": ("2022-01-10-geneva-talks", "2022-01-12-nato-russia-council"),
    "2022-10-27-valdai-stability": ("2022-11-28-new-start", "2022-12-09-ryabkov-stability"),
}
"""What else fell into a wait."""

LOOSE = ("2022-08-08-new-start-inspections",)
"""Answers that were given by that day, on a day that was not read."""

CONTACTS = {
    "Arms negotiators": {
        "2022-01-10-geneva-talks": "both",
        "2022-02-arms-talks-halted": "US",
    },
    "Defence ministers": {
        "2022-05-13-austin-shoigu-may": "US",
        "2022-10-21-austin-shoigu": "not on record",
        "2022-10-23-shoigu-calls": "Russia",
    },
    "Chiefs of staff": {"2022-10-24-milley-gerasimov": "not on record"},
    "Security chiefs": {
        "2022-11-06-wsj-channel": "not on record",
        "2022-11-14-burns-naryshkin": "US",
    },
    "Moscow and Kyiv": {
        "2022-02-28-gomel-talks": "both",
        "2022-03-29-istanbul-talks": "both",
        "2022-04-12-dead-end": "Russia",
        "2022-10-04-zelensky-decree": "Ukraine",
    },
}
"""Who met or called whom, or broke off, lane by lane; and whose step it was."""

SINCE = {
    "2022-05-13-austin-shoigu-may": "2022-02-18",
    "2022-10-21-austin-shoigu": "2022-05-13",
    "2022-10-24-milley-gerasimov": "2022-05",
}
"""“For the first time since”, as the rows themselves have it."""

KNOWN = {
    "Arms negotiators": "Geneva, 10 Jan. Washington broke off in Feb: before the invasion or after "
    "it, accounts differ",
    "Defence ministers": "{0} days without a call, then {1} more, until 21 Oct; Shoigu calls again "
    "on 23 Oct",
    "Chiefs of staff": "24 Oct, for the first time since May",
    "Security chiefs": "talks reported on 6 Nov, their days not; Ankara, 14 Nov, at Washington’s "
    "initiative",
    "Moscow and Kyiv": "28 Feb and 29 Mar; Putin sees a dead end, 12 Apr; Kyiv rules out talks "
    "with him, 4 Oct",
}
"""What is known of each kind of contact; the days of a silence are counted."""

TOLD = {
    "2022-02-21-recognition": "“responded with general statements”, and yet “actually remained "
    "unanswered” on what was fundamental",
    "2022-02-24-putin-war-speech": "“has not changed its position”",
    "2022-05-09-victory-day": "“All in vain.”",
    "2022-10-27-valdai-stability": "no answer came",
}
"""What Putin said of the drafts; the last is reported, not quoted."""


def _days(first: pd.Series, last: pd.Series) -> int:
    """Count the days from one event to another, each by its own calendar."""
    start, end = (e["start"].tz_convert(e["zone"]).tz_localize(None) for e in (first, last))
    return (end.normalize() - start.normalize()).days


def waits() -> pd.DataFrame:
    """Return each proposal with its answer.

    Returns:
        Rows of ``events``, the proposals, with ``name``, ``answer`` (the id of the event, or
        ``""``), ``came`` (in which words), ``days`` (missing where there is no answer), ``loose``
        and ``also`` (ids of what fell into the wait).
    """
    rows = data.table("events")
    found = []
    for start, name, end, came in WAITS:
        days = _days(rows.loc[start], rows.loc[end]) if end else None
        told = {"name": name, "answer": end, "came": came, "days": days, "loose": end in LOOSE}
        found.append({**told, "also": ALSO.get(start, ())})
    ids = [start for start, *_ in WAITS]
    return rows.loc[ids].assign(**pd.DataFrame(found, index=ids))


def contacts() -> pd.DataFrame:
    """Return the contacts found, lane by lane.

    Returns:
        Rows of ``events`` with ``lane``, ``asked`` (whose step it was), ``since`` (the last contact
        before, as its source has it, or ``""``), ``silence`` (days since then, if a day), ``drawn``
        (that contact has a row of its own here) and ``told`` (what is known of the lane).
    """
    rows = data.table("events")
    listed = [
        (lane, name, asked) for lane, steps in CONTACTS.items() for name, asked in steps.items()
    ]
    found = rows.loc[[name for _, name, _ in listed]]
    since = [SINCE.get(str(name), "") for name in found.index]
    silence = []
    for day, (_, row) in zip(since, found.iterrows(), strict=True):
        local = row["start"].tz_convert(row["zone"]).tz_localize(None).normalize()
        silence.append((local - pd.Timestamp(day)).days if len(day) == 10 else None)
    counted = [days for days in silence if days is not None]
    starts = {str(name)[:10] for name in found.index}
    return found.assign(
        lane=[lane for lane, _, _ in listed],
        told=[KNOWN[lane].format(*counted) for lane, _, _ in listed],
        drawn=[day in starts for day in since],
        asked=[asked for _, _, asked in listed],
        since=since,
        silence=silence,
    )


def told() -> pd.DataFrame:
    """Return what Putin said of the drafts over the year, as rows of ``events`` with ``said``."""
    return data.table("events").loc[list(TOLD)].assign(said=list(TOLD.values()))
