"""Who spoke to whom: each direct contact of Washington and Moscow on record in either crisis.

A contact is a letter, a call, a meeting or a word carried by a go-between, from one side to the
other and not before an audience. Rows of ``messages`` between Kennedy and Khrushchev count when
they were sent. Of ``events`` those below count; this list is the book’s judgement and may be argued
with. Left out are speeches, sittings of the United Nations, letters to or from third parties, and
rows that only tell how a letter was delivered.
"""

from __future__ import annotations

import pandas as pd

from companion import data
from companion.day_zero import ZEROS, Zero, counted

LEADERS, ENVOYS, CHIEFS, BETWEEN = LANES = (
    "Leader to leader",
    "Ministers, envoys and aides",
    "Generals and heads of intelligence",
    "Go-betweens",
)
"""At what level two sides spoke, from the top down."""

SPOKEN: dict[str, tuple[str, str, bool]] = {
    "1962-10-23-holeman-bolshakov": (BETWEEN, "Holeman, Bolshakov", False),
    "1962-10-23-rfk-dobrynin": (ENVOYS, "Robert Kennedy, Dobrynin", False),
    "1962-10-24-khrushchev-knox": (BETWEEN, "Khrushchev, Knox", False),
    "1962-10-25-kornienko-rogers": (BETWEEN, "Kornienko, Rogers", False),
    "1962-10-26-fomin-scali-lunch": (BETWEEN, "Feklisov, Scali", False),
    "1962-10-26-scali-answers-fomin": (BETWEEN, "Scali, Feklisov", False),
    "1962-10-27-rfk-dobrynin": (ENVOYS, "Robert Kennedy, Dobrynin", False),
    "1962-10-30-letter-returned": (ENVOYS, "Robert Kennedy, Dobrynin", False),
    "1962-11-01-mikoyan-new-york": (ENVOYS, "Mikoyan, Stevenson, McCloy", False),
    "2022-10-21-austin-shoigu": (ENVOYS, "Austin, Shoigu", True),
    "2022-10-23-shoigu-calls": (ENVOYS, "Shoigu, Austin", True),
    "2022-10-24-milley-gerasimov": (CHIEFS, "Milley, Gerasimov", True),
    "2022-11-14-burns-naryshkin": (CHIEFS, "Burns, Naryshkin", True),
}
"""By event: the level, who spoke, and whether it was announced or reported on the day."""

MOSTLY = {
    ENVOYS: "Robert Kennedy and Dobrynin three times, Mikoyan once",
    BETWEEN: "reporters, and a businessman",
}
"""Who the Americans and Soviets of 1962 were at a level, in a few words."""

UNDATED: dict[str, tuple[str, str]] = {
    "2022-09-22-private-warnings": (ENVOYS, "private warnings, “for months”"),
    "2022-11-06-wsj-channel": (ENVOYS, "Sullivan, Ushakov, Patrushev"),
}
"""Contacts reported without their days, by the event that reports them."""


def contacts(until: int, zeros: dict[str, Zero] = ZEROS) -> pd.DataFrame:
    """Return the dated contacts of both crises, from day zero up to a day, in the order of time.

    Returns:
        Rows with ``crisis``, ``day`` and ``number`` (as in ``day_zero``), ``lane``, ``who``,
        ``public`` (made public that day), ``confidence``, ``source``, ``summary`` and ``table``.
    """
    found = pd.concat(
        [_in(crisis, zero) for crisis, zero in zeros.items()],
    )
    found = found[(found["number"] >= 0) & (found["number"] <= until)]
    return found.sort_values(["crisis", "day"], kind="stable")


def _in(crisis: str, zero: Zero) -> pd.DataFrame:
    spoken = data.events(crisis)
    spoken = spoken[spoken.index.isin(list(SPOKEN))]
    told = [SPOKEN[str(name)] for name in spoken.index]
    spoken = spoken.assign(
        lane=[lane for lane, *_ in told],
        who=[who for _, who, _ in told],
        public=[public for *_, public in told],
        table="events",
    )
    both = pd.concat([spoken, _letters()]) if crisis == "1962" else spoken
    return counted(both.assign(crisis=crisis), zero)


def _letters() -> pd.DataFrame:
    """Return the letters of the leaders, in the columns of events."""
    rows = data.messages()
    rows = rows[rows["leaders"]]
    return rows.assign(
        start=rows["sent"],
        start_text=rows["sent_text"],
        precision=rows["sent_precision"],
        zone=rows["sent_zone"],
        lane=LEADERS,
        who=[f"{a}, {b}" for a, b in zip(rows["sender"], rows["recipient"], strict=True)],
        public=rows["public"] == "yes",
        summary=rows["gist"],
        table="messages",
    )


def undated(zeros: dict[str, Zero] = ZEROS) -> pd.DataFrame:
    """Return what was reported without its days; ``number`` is the day of the report."""
    rows = counted(data.events("2022"), zeros["2022"])
    rows = rows[rows.index.isin(list(UNDATED))]
    told = [UNDATED[str(name)] for name in rows.index]
    return rows.assign(lane=[lane for lane, _ in told], who=[who for _, who in told])
