"""Rows on the forces of 1962 and on the way to the crisis, made ready for the charts.

Everything here only picks, names and sorts rows of ``data/``; no figure is averaged or filled in.
"""

from __future__ import annotations

import pandas as pd

from companion import data

OFFICIAL = "American papers of 1962"
"""What McNamara’s figures and those of the intelligence estimates are called together."""

PARTS = (
    *("Atlas", "Titan", "Titan I", "Minuteman", "Minuteman I"),
    *("B-52", "B-47", "B-58", "Bison", "Tu-95"),
    *("Thor, in Britain", "Jupiter, in Italy and Turkey"),
)
"""Items of ``balance_1962`` that stand beside a total of the same source."""

LANES = {
    "ICBM": "Intercontinental missiles",
    "bomber": "Long-range bombers",
    "SLBM": "Missiles on submarines",
    "MRBM and IRBM": "Medium-range missiles on land",
    "ready": "Warheads ready, loaded or on alert",
    "stock": "Warheads in stock",
}
"""What the lanes of the balance are called, in their order."""

WHO = {
    "frus1961-v08-d112": "McNamara",
    "frus1961-v08-d96": "US estimate",
    "frus1961-v05-d190": "CIA, May",
    "strategicforces": "Kielar",
    "foreignpolicy-2012-07-10": "Foreign Policy",
    "sheehan-2009": "Sheehan",
    "tekhnika-i-vooruzhenie-2001": "Russian magazine",
    "dobbs-2008": "Dobbs",
    "kristensen-norris-2012": "Kristensen, Norris",
    "owid-bulletin": "Bulletin",
}
"""Whose figure it is, in a word or two, by source."""

CARGO = {
    "Missiles": {
        "missiles-planned": "R-12 and R-14, planned",
        "r12-delivered": "R-12, landed",
        "missiles-seen-leaving": "R-12, counted by Washington as they left",
    },
    "Warheads for missiles that could reach the United States": {
        "warheads-r12": "R-12",
        "warheads-r14": "R-14, whose missiles never came",
    },
    "Warheads of short range": {
        "warheads-fkr-indigirka": "Cruise missiles",
        "warheads-fkr-aleksandrovsk": "Cruise missiles",
        "warheads-luna": "Luna rockets",
        "warheads-il28": "Il-28 bombs",
    },
    "Soviet troops": {
        "troops": "In Cuba",
        "troops-us-crisis": "Washington’s estimate in October",
        "troops-us-public": "Washington’s public figure of 4 September",
    },
}
"""What went to Cuba: the rows drawn, and what the chart calls them, block by block."""

IN_SECRET = (
    "1959-09-20-us-turkey-jupiters",
    "1962-05-21-presidium-cuba-plan",
    "1962-05-24-presidium-adopts-plan",
    "1962-05-29-castro-accepts",
    "1962-07-02-raul-castro-moscow",
    "1962-09-04-dobrynin-assurance",
    "1962-09-28-kasimov-crates",
    "1962-09-28-khrushchev-berlin-letter",
    "1962-10-01-submarines-leave",
    "1962-10-02-krasnograd-mariel",
    "1962-10-04-indigirka-mariel",
    "1962-10-14-u2-flight",
    "1962-10-16-kennedy-told",
    "1962-10-18-gromyko-kennedy",
    "1962-10-20-first-regiment-ready",
    "1962-10-20-blockade-chosen",
)
IN_PUBLIC = (
    "1958-11-27-berlin-note",
    "1959-01-01-castro-takes-power",
    "1961-04-15-bay-of-pigs-air-raids",
    "1961-08-13-berlin-wall",
    "1962-09-04-kennedy-statement",
    "1962-09-11-tass-statement",
    "1962-09-13-kennedy-press-conference",
    "1962-10-03-congress-resolution",
    "1962-10-22-kennedy-speech",
)
"""The events of the run-up: what the public could not know then, and what it could."""


def balance() -> pd.DataFrame:
    """Return the totals of ``balance_1962`` in the order of their lanes.

    ``lane`` is the kind of weapon, ``who`` whose figure it is, ``view`` the same with the American
    papers of the year under one name. A row that counts one aircraft or missile beside a total of
    its source is left out.
    """
    rows = data.table("balance_1962")
    rows = rows[~rows["item"].isin(PARTS)]
    stock = rows["item"].str.startswith("stockpile")
    kinds = rows["category"].where(
        rows["category"] != "warheads", stock.map({True: "stock", False: "ready"})
    )
    who = [WHO[keys[0]] for keys in rows["source"]]
    rows = rows.assign(
        lane=kinds.map(LANES), who=who, high=rows["value_high"].fillna(rows["value"])
    )
    rows.loc["ussr-icbm-usaf", "who"] = "US Air Force"
    papers = [keys[0].startswith("frus") for keys in rows["source"]]
    rows = rows.assign(view=rows["who"].mask(papers, OFFICIAL))
    return rows.sort_values("lane", key=lambda c: c.map(list(LANES.values()).index), kind="stable")


def cargo() -> pd.DataFrame:
    """Return what went to Cuba, or was to go, with ``block`` and ``name``, in the chart’s order."""
    places = [(key, block, name) for block, names in CARGO.items() for key, name in names.items()]
    rows = data.table("cuba_deployment").loc[[key for key, _, _ in places]]
    return rows.assign(block=[b for _, b, _ in places], name=[n for _, _, n in places])


def american_icbms() -> pd.DataFrame:
    """Return the American intercontinental missiles of each year, summed over their ``systems``."""
    rows = data.table("us_delivery")
    by_year = rows[rows["leg"] == "land"].groupby("year", as_index=False)
    return by_year.agg(deployed=("deployed", "sum"), systems=("system", "nunique"))


def soviet_icbms() -> pd.DataFrame:
    """Return the estimates of Soviet intercontinental missiles, with ``at``, a year and its part.

    ``at`` places a figure within its year as its source dates it: a day or month where there is
    one, the middle where it says “mid-” or nothing.
    """
    rows = data.table("soviet_delivery")
    rows = rows[rows["leg"] == "ICBM"]
    at = [_within(text, year) for text, year in zip(rows["as_of"], rows["year"], strict=True)]
    return rows.assign(at=at, high=rows["count_high"].fillna(rows["count"]))


def _within(text: str, year: int) -> float:
    if text.startswith("autumn"):
        return year + 0.8
    words = text.replace(f"{year}", "").split()
    if not words or text.startswith("mid"):
        return year + 0.5
    day = pd.to_datetime(f"{words[0] if len(words) > 1 else 15} {words[-1][:3]} {year}")
    return round(year + day.day_of_year / 365, 2)


def run_up() -> pd.DataFrame:
    """Return the events of the run-up, and the first ship known to bring missiles, with ``public``.

    ``public`` says whether newspapers of the day could have it; that is our sorting.
    """
    events = data.table("events")
    chosen = events.loc[[*IN_SECRET, *IN_PUBLIC]].assign(table="events")
    ship = data.table("ships").loc[["ship-1962-kimovsk-arrived-september"]]
    ship = ship.assign(
        label="The Kimovsk lands eight R-12 missiles",
        actors=[("USSR",)] * len(ship),
        table="ships",
    )
    rows = pd.concat([chosen, ship])
    return rows.assign(public=rows.index.isin(IN_PUBLIC)).sort_values("start", kind="stable")
