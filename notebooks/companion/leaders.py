"""Who led in Moscow, how each left, who moved against whom, and which list asks what."""

from __future__ import annotations

import pandas as pd

from companion import data

LISTS = {
    "leaders": ("Archigos 4.1", "REIGN 2021", "Svolik 2012"),
    "coups": ("Cline 2.1.2", "Colpus 1.1", "Powell–Thyne 2015"),
    "regimes": ("GWF 2014",),
}
"""What each data set lists: leaders and their exits, coups, or regimes and their ends."""

MANNERS = ("died in office", "put out by colleagues", "resigned or gave way", "in office")
"""How a leader left, in the four ways that the chapter tells apart."""


def leaders() -> pd.DataFrame:
    """Return the rows of ``leaders``, in the order of taking office, with ``manner``.

    ``manner`` is one of :data:`MANNERS`, taken from the columns ``exit``, ``how_left`` and
    ``ousted_by_insiders``: a leader whom colleagues failed to remove has left by another way.
    """
    rows = data.table("leaders").sort_values("entry", kind="stable")
    return rows.assign(manner=[_manner(row) for _, row in rows.iterrows()])


def _manner(row: pd.Series) -> str:
    died, put_out, gave_way, stays = MANNERS
    if pd.isna(row["exit"]):
        return stays
    if row["ousted_by_insiders"] == "yes":
        return put_out
    return died if row["how_left"].startswith("died") else gave_way


def attempts() -> pd.DataFrame:
    """Return the rows of ``removal_attempts`` with ``days`` and ``at_the_leader``.

    ``days`` counts from the first open act to the day on which the outcome was plain, both
    counted; ``at_the_leader`` says whether the target led the country, as ``leaders`` has it.
    """
    rows = data.table("removal_attempts").sort_values("start")
    days = (rows["end_end"] - rows["start"]).dt.days
    aimed = [row["target"].split(",")[0] == _leading(row["start"]) for _, row in rows.iterrows()]
    return rows.assign(days=days, at_the_leader=aimed)


def _leading(instant: pd.Timestamp) -> str:
    """Name who led at an instant; the last to have taken office by then."""
    rows = data.table("leaders").sort_values("entry", kind="stable")
    begun = rows[(rows["entry"] <= instant) & ~(rows["exit"] <= instant)]
    return str(begun.index[-1])


def codings() -> pd.DataFrame:
    """Return the rows of ``leader_codings`` with ``lists``: what their data set is a list of."""
    rows = data.table("leader_codings")
    kinds = {name: kind for kind, names in LISTS.items() for name in names}
    return rows.assign(lists=rows["dataset"].map(kinds))
