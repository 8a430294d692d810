"""What the essay expected, set beside what came: rows of ``data/`` with chapter 13’s readings.

The readings themselves stand in ``forecast_codes``, to be looked at and changed.
"""

from __future__ import annotations

import pandas as pd

from companion import data
from companion.forecast_codes import LAST, REPORTED, RUNGS, STOOD, SURE, TELLING, TERMS, VOTES

__all__ = ["LAST", "RUNGS", "stood", "sure", "telling", "terms", "votes"]


def telling(forecasts: list[str] | None = None) -> pd.DataFrame:
    """Return the events that tell for or against each forecast, in the order of time.

    Args:
        forecasts: ids of claims; all of :data:`TELLING` if none are given.

    Returns:
        Rows of ``events`` with ``event`` (its id), ``claim``, ``side`` (for, both ways, against),
        ``words`` (a name for the chart), ``named`` (1 always, 2 where there is room, 3 never) and
        ``reported`` (it is a report from unnamed sources).
    """
    coded = pd.DataFrame(
        [(claim, *row) for claim in forecasts or TELLING for row in TELLING[claim]],
        columns=["claim", "event", "side", "named", "words"],
    )
    events = data.table("events").loc[coded["event"]].reset_index(drop=True)
    both = pd.concat([coded, events], axis="columns")
    return both.assign(reported=both["event"].isin(REPORTED))


def terms() -> pd.DataFrame:
    """Return what was asked for the four provinces, in the order of time.

    Returns:
        Rows of ``events`` with ``event``, ``who``, ``rungs``, ``own`` (named by that side in
        public), ``named`` and ``words``.
    """
    columns = ["event", "who", "rungs", "own", "named", "words"]
    coded = pd.DataFrame(TERMS, columns=columns)
    events = data.table("events").loc[coded["event"]].reset_index(drop=True)
    return pd.concat([coded, events], axis="columns")


def votes() -> pd.DataFrame:
    """Return the votes and pauses of American aid, and the essay, with ``named`` and ``words``."""
    coded = pd.DataFrame(VOTES, columns=["event", "named", "words"])
    events = data.table("events").loc[coded["event"]].reset_index(drop=True)
    return pd.concat([coded, events], axis="columns")


def stood() -> pd.DataFrame:
    """Return the stretches in which each forecast was borne out, open or told against.

    Returns:
        Rows with ``claim``, ``since``, ``until`` (UTC) and ``state``.
    """
    rows = []
    for claim, steps in STOOD.items():
        ends = [*(day for day, _ in steps[1:]), LAST]
        rows += [(claim, a, b, state) for (a, state), b in zip(steps, ends, strict=True)]
    found = pd.DataFrame(rows, columns=["claim", "since", "until", "state"])
    return found.assign(
        since=pd.to_datetime(found["since"], utc=True),
        until=pd.to_datetime(found["until"], utc=True),
    )


def sure() -> pd.DataFrame:
    """Return how sure each forecast sounds, and what came, by claim.

    Returns:
        Rows with ``expected``, ``word``, ``mild``, ``middle``, ``strong`` (per cent), ``came``
        (100, 0, or missing where nobody can say) and ``miss``: how far ``middle`` lay from it.
    """
    rows = [(claim, e, word, *steps, came) for claim, (e, word, steps, came) in SURE.items()]
    columns = ["claim", "expected", "word", "mild", "middle", "strong", "came"]
    found = pd.DataFrame(rows, columns=columns).set_index("claim")
    found = found.assign(came=found["came"].astype("Float64"))
    return found.assign(miss=(found["middle"] - found["came"]).abs())
