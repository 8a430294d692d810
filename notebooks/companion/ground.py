"""The area held by Russia, day by day, as charts draw it."""

from __future__ import annotations

import pandas as pd

from companion import data


def occupied(since: str, until: str) -> pd.DataFrame:
    """Return both estimates of the area held by Russia, from one day up to, not including, another.

    Raises:
        ValueError: there is no estimate of those days.
    """
    rows = data.table("occupied_area")
    first, last = (pd.Timestamp(day, tz="UTC") for day in (since, until))
    rows = rows[(rows["date"] >= first) & (rows["date"] < last)]
    if rows.empty:
        raise ValueError(f"no estimate from {since} to {until}: check the dates")
    return rows
