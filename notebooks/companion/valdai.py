"""The session of 27 October 2022 in passages: who carried each that day, and what the essay took.

Cut, and matched to the essay, by this book, from what the rows and sources carry. The order in
which the passages were spoken is not known, so they stand by subject.
"""

from __future__ import annotations

import pandas as pd

from companion import data

PASSAGES = [
    # what was said, the row or claim that has it, who carried it, the essay’s paragraph, and how
    (
        "Lukyanov asks him to think himself into Khrushchev’s place",
        "2022-10-27-valdai-khrushchev",
        ("ria-2022-10-27",),
        "1.8",
        "sense",
    ),
    (
        "“No way. No, I can’t imagine myself in the role of Khrushchev.”",
        "2022-10-27-valdai-khrushchev",
        ("ria-2022-10-27", "reuters-valdai-2022-10-27"),
        "1.8",
        "found",
    ),
    (
        "Nuclear danger lasts as long as the weapons; Russia’s doctrine is defensive",
        "a2022-10-27-putin",
        ("ria-2022-10-27",),
        "",
        "",
    ),
    (
        "No point in a nuclear strike in Ukraine, “neither political, nor military”",
        "2022-10-27-valdai-nuclear",
        ("inews-2022-10-27",),
        "",
        "",
    ),
    (
        "He told Shoigu to make the calls about a “dirty bomb”",
        "2022-10-27-valdai-nuclear",
        ("1tv-2022-10-27",),
        "",
        "",
    ),
    (
        "In December Russia proposed to go on with arms talks, had no answer, and is ready",
        "2022-10-27-valdai-stability",
        ("inews-2022-10-27", "agenpress-2022-10-27"),
        "1.9",
        "sense",
    ),
    (
        "And if Washington does not want to, it need not",
        "1.9c",
        ("agenpress-2022-10-27",),
        "",
        "",
    ),
    (
        "Ready to negotiate over Ukraine; a signal from Washington to Kyiv would do",
        "2022-10-27-valdai-talks",
        ("agenpress-2022-10-27", "reuters-2022-10-27-talks", "washpost-2022-10-28"),
        "",
        "",
    ),
    (
        "Donbas could not be abandoned, and had to be taken in",
        "2022-10-27-valdai-donbas",
        ("moscow24-2022-10-27", "up-2022-10-27"),
        "3.2",
        "told",
    ),
    (
        "Two Wests, one of them traditional and close to Russia",
        "2022-10-27-valdai-two-wests",
        ("washpost-2022-10-28", "theweek-2022-10-27", "vek-2022-10"),
        "3.2",
        "sense",
    ),
    (
        "Russia will not meddle in Western societies",
        "3.2b",
        ("discover24-2022-10",),
        "3.2",
        "sense",
    ),
    (
        "The West denies others any independence",
        "3.2c",
        ("rt-2022-10-27",),
        "",
        "",
    ),
]
"""Each passage. How the essay has it: quoted and found so (``found``), quoted and found in its
sense alone (``sense``), or told in its own words (``told``)."""

REPORTS = {
    "ria-2022-10-27": "RIA, 18:38 Moscow",
    "reuters-valdai-2022-10-27": "Reuters, in English",
    "inews-2022-10-27": "the newspaper i",
    "1tv-2022-10-27": "Channel One",
    "agenpress-2022-10-27": "TASS, in Italian",
    "reuters-2022-10-27-talks": "Reuters, in Portuguese",
    "moscow24-2022-10-27": "Moscow 24, 18:37 Moscow",
    "up-2022-10-27": "Ukrainska Pravda, 18:55 Kyiv",
    "washpost-2022-10-28": "Washington Post, 28 Oct",
    "theweek-2022-10-27": "The Week",
    "vek-2022-10": "Vek Daily",
    "discover24-2022-10": "Discover24",
    "rt-2022-10-27": "RT",
}
"""How a chart names a report, from top to bottom; hours where a stamp was read."""

TRANSCRIPT = "kremlin-valdai-2022-10-27"
"""The Kremlin’s own text, of which only header and opening were read."""

ESSAY = {
    "1.8": "Putin would not stand in Khrushchev’s shoes",
    "1.9": "Talks on arms, but none on Ukraine",
    "3.2": "Annexation, and the “traditional West”",
}
"""The paragraphs of the essay that draw on the session, and what they make of it."""


def passages() -> pd.DataFrame:
    """Return the passages of the session that could be read, by subject.

    Returns:
        One row a passage: ``said``, ``row`` (the event, analogy or claim that has it), ``reports``
        (keys), ``paragraph`` (``""`` if the essay leaves it out) and ``how``.

    Raises:
        KeyError: a row or a source is not in the data.
    """
    rows = pd.DataFrame(PASSAGES, columns=["said", "row", "reports", "paragraph", "how"])
    known = {
        *data.table("events").index,
        *data.table("analogies").index,
        *data.table("claims").index,
    }
    for row, reports in zip(rows["row"], rows["reports"], strict=True):
        if row not in known:
            raise KeyError(f"no row “{row}” in data/")
        for report in reports:
            data.short_titles()[report]
    return rows
