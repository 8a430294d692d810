"""What 1962 was called, and what Khrushchev was charged with in 1964: our reading of rows.

Dates and sources are those of ``events``, ``messages`` and the evidence of the claims; said here is
only which judgement or charge a row holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from companion.price import step

JUDGED = ("A retreat or defeat", "A bargain of both", "A victory")
"""What 1962 was called, from the worst for Khrushchev to the best."""


@dataclass(frozen=True)
class Word:
    """One judgement: its row, whose, which of ``JUDGED``, said or denied, to whom."""

    row: str
    actor: str
    judged: int
    says: bool
    who: str
    how: str
    on: str = ""
    keys: tuple[str, ...] = field(default=())


WORDS = (
    Word("1962-10-30-khrushchev-novotny", "USSR", 2, True, "Khrushchev", "to an ally, Novotný"),
    Word(
        "m1962-10-30-khrushchev-1",
        "USSR",
        1,
        True,
        "Khrushchev",
        "to Kennedy, in confidence: “a reasonable compromise”",
    ),
    Word(
        "1962-10-31-chinese-embassy",
        "China",
        0,
        True,
        "China’s embassy in Moscow",
        "cables home: “a guarantee of empty words”",
    ),
    Word(
        "wc-roca-1962-11-02",
        "Cuba",
        0,
        True,
        "Roca, a Cuban Communist",
        "to a Soviet editor: “a defeat”",
        "1962-11-02",
        ("wc-roca-1962-11-02",),
    ),
    Word(
        "1962-11-23-khrushchev-plenum",
        "USSR",
        0,
        False,
        "Khrushchev",
        "to the Central Committee, not to be printed",
    ),
    Word(
        "m1962-12-11-khrushchev-1",
        "USSR",
        1,
        True,
        "Khrushchev",
        "to Kennedy, in confidence: “agreed to a compromise”",
    ),
    Word(
        "1962-12-12-khrushchev-supreme-soviet",
        "USSR",
        0,
        False,
        "Khrushchev",
        "to the nation: “a triumph of sanity”",
    ),
    Word(
        "1964-10-polyansky-report",
        "USSR",
        2,
        False,
        "Polyansky’s draft report",
        "for the plenum; whether given there is disputed",
    ),
    Word(
        "frus1964-v14-d52",
        "US",
        0,
        True,
        "US embassy in Moscow",
        "cables home: a failure, as Berlin was",
        "1964-10-16",
        ("frus1964-v14-d52",),
    ),
    Word(
        "2022-10-14-ryabkov",
        "Russia",
        1,
        True,
        "Ryabkov, a deputy minister",
        "praises both leaders for stepping back",
    ),
    Word(
        "2022-10-30-lavrov",
        "Russia",
        1,
        True,
        "Lavrov, the minister",
        "praises both: “responsibility and wisdom”",
    ),
)
"""What 1962 was called, in the order of time, as far as a row or an evidence of a claim says so."""


def words() -> pd.DataFrame:
    """Return the judgements: ``Word`` with ``at`` (noon of its day), ``table`` and ``doubt``."""
    found = []
    for word in WORDS:
        if word.keys:
            row = {"table": "claim_evidence", "source": word.keys, "doubt": False}
            on = word.on
        else:
            held = step(word.row)
            row = {name: held[name] for name in ("table", "source", "doubt")}
            on = held["on"]
        noon = pd.Timestamp(on if len(on) == 10 else f"{on}-15", tz="UTC") + pd.Timedelta(hours=12)
        found.append({**vars(word), **row, "on": on, "at": noon})
    return pd.DataFrame(found).drop(columns="keys")


GROUNDS = ("Age and health", "Cuba", "Berlin", "China, allies", "Economy, farms", "Manner of rule")
"""What may have counted against him, from the ground that was given to the one seldom given."""

HOW = {
    "named": "named",
    "told": "named, as another sums it up",
    "denied": "doubted or rejected",
    "unread": "not read",
}
"""How a voice stands to a ground; where it has none, what was read does not name it."""

Voice = tuple[str, str, str, tuple[str, ...], str, dict[str, tuple[str, str]]]

VOICES: tuple[Voice, ...] = (
    (
        "In the Kremlin",
        "Presidium, 13–14 October",
        "rough notes, as a magazine sums them up",
        ("dymarsky-nd",),
        "claim_evidence 1.7b",
        {"Cuba": ("told", "recalled"), "Manner of rule": ("told", "a dismissal")},
    ),
    (
        "In the Kremlin",
        "Draft report under Polyansky",
        "opening, and as Pikhoya sums it up",
        ("wc-polyansky-1964", "pikhoya-nd"),
        "events 1964-10-polyansky-report",
        {
            "Cuba": ("named", "“adventurism”"),
            "Berlin": ("told", "adventurism"),
            "China, allies": ("told", "insults"),
            "Economy, farms": ("told", "reshuffles"),
            "Manner of rule": ("told", "methods"),
        },
    ),
    (
        "In the Kremlin",
        "Suslov’s report, 14 October",
        "given at the plenum; not read",
        ("artizov-sigachev-1964",),
        "claim_evidence 3.1b",
        dict.fromkeys(GROUNDS, ("unread", "?")),
    ),
    (
        "To the public",
        "Announcement, 16 October",
        "the plenum’s decision",
        ("afp-docs-1964",),
        "events 1964-10-14-khrushchev-removed",
        {"Age and health": ("named", "given")},
    ),
    (
        "From outside",
        "State Department, 15 October",
        "its intelligence bureau",
        ("frus1964-v14-d51",),
        "claim_evidence 1.7b",
        {
            "Age and health": ("denied", "doubted"),
            "Cuba": ("denied", "not critical"),
            "Berlin": ("denied", "not critical"),
            "China, allies": ("denied", "not critical"),
            "Economy, farms": ("named", "resources"),
            "Manner of rule": ("named", "his style"),
        },
    ),
    (
        "From outside",
        "US embassy, 16 October",
        "telegram of four in the morning",
        ("frus1964-v14-d52",),
        "claim_evidence 3.1b",
        {
            "Age and health": ("denied", "rejected"),
            "Cuba": ("named", "a failure"),
            "Berlin": ("named", "a failure"),
            "China, allies": ("named", "“above all”"),
            "Economy, farms": ("named", "poor yield"),
            "Manner of rule": ("named", "“gaffes”"),
        },
    ),
    (
        "From outside",
        "American press, 17 October",
        "a clipping; observers quoted",
        ("cia-khrushchev-1964-10-17",),
        "events 1964-10-13-khrushchev-recalled",
        {"China, allies": ("named", "swung it")},
    ),
)
"""Who gave which grounds, from the inner room outwards; how, and in a word what was said."""


def grounds() -> pd.DataFrame:
    """Return a row for each voice and ground.

    Returns:
        Rows with ``where``, ``voice``, ``what`` (the text that was read), ``ground``, ``how`` (one
        of :data:`HOW`, or ``""``), ``words``, ``source`` and ``row`` (table and key that hold it).
    """
    found = []
    for where, voice, what, source, row, given in VOICES:
        for ground in GROUNDS:
            how, said = given.get(ground, ("", ""))
            found.append(
                {"where": where, "voice": voice, "what": what, "ground": ground, "how": how,
                 "words": said, "source": source, "row": row}
            )  # fmt: skip
    return pd.DataFrame(found)
