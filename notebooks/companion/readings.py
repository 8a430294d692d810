"""Readings of 1962: who compared in 2022 and to what end, and who says how the crisis ended.

What a comparison was used for is coded in ``analogies``. Said here is which speakers held office,
which uses a chart names, and how this book reads what each voice says of the outcome. Whoever reads
a row otherwise changes a word here, and the charts follow.
"""

from __future__ import annotations

import pandas as pd

from companion import clocks, data

LANES = {
    "warning": "A warning: it may come to that",
    "threat": "A threat: our side may act",
    "lesson of firmness": "A lesson: stand firm",
    "lesson of restraint": "A lesson: step back, talk, trade",
    "rejection": "A refusal of likeness or role",
    "description": "A description, no more",
}
"""What a comparison was for, in the words of the chart, by the code of the table."""

OFFICE = (
    "Vladimir Putin", "Dmitry Peskov", "Sergey Lavrov", "Sergey Ryabkov", "Anatoly Antonov",
    "Sergey Naryshkin", "Joe Biden", "A White House spokesperson", "Bernie Sanders",
)  # fmt: skip
"""Who spoke for a government at that time, or sat in a parliament."""

NAMED = {
    "a2021-12-09-ryabkov": "Ryabkov",
    "a2022-01-13-ryabkov": "Ryabkov: forces to Cuba?",
    "a2022-02-10-sanders": "Sanders: they have interests, too",
    "a2022-02-22-the-times": "The Times",
    "a2022-04-25-lavrov": "Lavrov: “serious, it is real”",
    "a2022-09-ignatius": "Ignatius: be ready to risk",
    "a2022-09-29-antonov": "Antonov: not to be repeated",
    "a2022-10-naryshkin": "Naryshkin: no Kennedy now",
    "a2022-10-strana": "Strana.ua",
    "a2022-10-06-biden": "Biden: “Armageddon”",
    "a2022-10-09-francis": "Pope Francis",
    "a2022-10-12-kornbluh": "Kornbluh: compromise averted war",
    "a2022-10-14-ryabkov": "Ryabkov",
    "a2022-10-14-white-house": "White House",
    "a2022-10-20-antonov": "Antonov: no channel now",
    "a2022-10-20-allison": "Allison: “not yet”",
    "a2022-10-27-lukyanov": "Lukyanov asks",
    "a2022-10-27-putin": "Putin: “No way.”",
    "a2022-10-30-lavrov": "Lavrov: “wisdom”",
    "a2022-10-31-latham": "Latham",
    "a2022-11-antonov": "Antonov",
    "a2022-11-22-peskov": "Peskov",
}
"""Uses that the chart names; what stands after the colon is left out on a phone."""

ENDINGS = ("lost", "each", "won")
"""How Moscow came out: it lost or gave in; each side gave way or was wise; it won."""

Said = tuple[str, str, str, str, str]

VOICES: dict[str, tuple[Said, ...]] = {
    "1962 to 1964": (
        ("1962-10-30-khrushchev-novotny", "USSR", "Khrushchev, to Novotný", "won",
         "a victory that avoided war"),
        ("1962-10-31-chinese-embassy", "China", "China’s embassy in Moscow", "lost",
         "“a guarantee of empty words”"),
        ("1962-10-31-embassy-on-retreat", "US", "US embassy in Moscow", "lost",
         "withdrew: resolve, and more"),
        ("1962-12-12-khrushchev-supreme-soviet", "USSR", "Khrushchev, in public", "each",
         "no retreat; “a triumph of sanity”"),
        ("1964-10-polyansky-report", "USSR", "Draft charges against him", "lost",
         "adventurism over Cuba"),
    ),
    "A data set": (
        ("icb-196-ussr", "data", "ICB, edition of 2023", "lost",
         "Washington: victory; Moscow: defeat"),
    ),
    "2022": (
        ("a2022-04-30-khrushcheva", "scholar", "Nina Khrushcheva", "each",
         "both leaders stepped back at once"),
        ("a2022-04-30-younger", "other", "Younger, once head of MI6", "each",
         "deterrence let both step back"),
        ("a2022-05-fedorovski", "other", "Fédorovski, once a diplomat", "each",
         "managed by mutual concessions"),
        ("a2022-09-26-trenin", "Russia", "Trenin, of IMEMO", "each",
         "the wisdom to step back"),
        ("a2022-10-naryshkin", "Russia", "Naryshkin, intelligence chief", "each",
         "America accepted mutual red lines"),
        ("a2022-10-slate", "US", "Slate", "each", "Kennedy took a secret trade"),
        ("a2022-10-06-biden", "US", "Biden", "", "asks for Putin’s off-ramp"),
        ("a2022-10-12-kornbluh", "scholar", "Kornbluh", "each",
         "bargaining and compromise"),
        ("a2022-10-12-vanden-heuvel-carden", "US", "vanden Heuvel, Carden", "each",
         "each saw the other’s side"),
        ("2022-10-14-ryabkov", "Russia", "Ryabkov, deputy minister", "each",
         "Cuba guaranteed, Turkey cleared"),
        ("a2022-10-23-hastings", "scholar", "Hastings", "lost", "“took a huge gamble and lost”"),
        ("a2022-10-27-putin", "Russia", "Putin", "", "refuses Khrushchev’s role"),
        ("a2022-10-28-daase", "scholar", "Daase", "each", "ended in compromise"),
        ("a2022-10-30-lavrov", "Russia", "Lavrov, foreign minister", "each",
         "“responsibility and wisdom” of both"),
        ("a2022-11-antonov", "Russia", "Antonov, ambassador", "each",
         "stepped back, or met halfway"),
        ("2022-11-17-essay", "essay", "The essay", "lost", "the retreat could not be sold"),
    ),
}  # fmt: skip
"""Who says how 1962 ended for Moscow: row, whose voice, who, which ending, in which words."""

SHORT = {
    "Berlin Blockade": "Berlin",
    "Korean War II": "Korea",
    "Suez Nationalisation and War": "Suez",
    "Berlin Deadline": "Berlin",
    "Cuban Missiles": "Cuba",
    "Congo II": "Congo",
    "October (Yom Kippur) War": "October War",
    "War in Angola": "Angola",
    "Afghanistan Invasion": "Afghanistan",
    "Turkey–Russia Jet Incident": "Jet incident",
    "Syria Chemical Weapons II": "Syria",
    "Syria Chemical Weapons III": "Syria",
}
"""Names of crises that fit a cell; the others are short as they are."""


def uses() -> pd.DataFrame:
    """Return the comparisons of December 2021 to December 2022, in the order of time.

    Returns:
        Rows of ``analogies`` with ``start`` and ``start_end`` (the span of the date), ``lane``
        (what the comparison was for), ``office`` (a government or a parliament spoke) and
        ``words`` (how a chart names it, or empty).
    """
    rows = data.table("analogies")
    rows = rows[rows["date"] < pd.Timestamp("2023-01-01", tz="UTC")]
    rows = rows.assign(
        start=rows["date"],
        start_end=rows["date_end"],
        lane=rows["use"].map(LANES),
        office=rows["speaker"].isin(OFFICE),
        words=[NAMED.get(str(name), "") for name in rows.index],
    )
    middle = rows["start"] + (rows["start_end"] - rows["start"]) / 2
    return rows.loc[middle.sort_values(kind="stable").index]


def endings() -> pd.DataFrame:
    """Return who says how 1962 ended for Moscow, group by group.

    Returns:
        One row a voice: ``group``, ``voice``, ``who``, ``ending`` (one of ``ENDINGS``, or empty
        where none is on record), ``words``, ``when``, ``table``, ``confidence`` and ``source``.

    Raises:
        KeyError: an id is in none of the tables.
    """
    tables = {name: data.table(name) for name in ("events", "analogies", "icb_superpower_crises")}
    found = []
    for group, said in VOICES.items():
        for name, voice, who, ending, words in said:
            table = next((t for t, rows in tables.items() if name in rows.index), "")
            if not table:
                raise KeyError(f"no row “{name}” in {', '.join(tables)}")
            row = tables[table].loc[name]
            found.append((name, group, voice, who, ending, words, *_known(table, row)))
    columns = ["id", "group", "voice", "who", "ending", "words"]
    return pd.DataFrame(
        found, columns=[*columns, "table", "when", "confidence", "source"]
    ).set_index("id")


def _known(table: str, row: pd.Series) -> tuple[str, str, str, tuple[str, ...]]:
    """Return table, date, certainty and sources of a row; the data set has no date of its own."""
    if table == "icb_superpower_crises":
        return table, "", "firm", ("icb-v15",)
    text = row["start_text"] if table == "events" else row["date_text"]
    known = pd.Timestamp(text[:10])
    when = (
        f"{clocks.month(known)} {known:%Y}"
        if len(text) == 7
        else f"{known.day} {clocks.month(known)} {known:%Y}"
    )
    return table, when, row["confidence"], row["source"]


def pairs() -> pd.DataFrame:
    """Return the crises that ICB counts for both powers, with the outcome coded for each.

    Returns:
        One row a crisis, in the order of time: ``crisis``, ``short``, ``year``, ``washington``
        and ``moscow`` (outcomes), and what ICB has of satisfaction for each.
    """
    rows = data.table("icb_superpower_crises")
    us = rows[rows["actor"] == "US"].set_index("crisis_no")
    other = rows[rows["actor"] != "US"].set_index("crisis_no")
    both = us.index.intersection(other.index)
    us, other = us.loc[both], other.loc[both]
    return pd.DataFrame(
        {
            "crisis": us["crisis"],
            "short": [SHORT.get(name, name) for name in us["crisis"]],
            "year": us["year"],
            "washington": us["outcome"],
            "moscow": other["outcome"],
            "washington_sees": us["evaluation"],
            "moscow_sees": other["evaluation"],
        }
    ).sort_values("year", kind="stable")
