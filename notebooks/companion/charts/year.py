"""A year across the page: its months, and how a moment of it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.layout import text_width
from companion.theme import INK2, RULE

SINCE, UNTIL = pd.Timestamp("2021-12-01", tz="UTC"), pd.Timestamp("2023-01-01", tz="UTC")
"""What is drawn: December 2021 and the whole of 2022."""


@dataclass(frozen=True)
class Year:
    """Thirteen months over ``width`` pixels, the same for every chart that is drawn so wide."""

    width: float

    def x(self, instant: pd.Timestamp) -> float:
        """Return where an instant stands, kept within the year."""
        within = min(max(instant, SINCE), UNTIL)
        return (within - SINCE) / (UNTIL - SINCE) * self.width

    def months(self, sheet: Sheet, top: float, bottom: float) -> None:
        """Rule the months and name them above: in full where there is room, else by a letter."""
        starts = list(pd.date_range(SINCE, UNTIL, freq="MS"))
        full = self.width / 13 > text_width("May") + 8
        for start, end in pairwise(starts):
            x, x2 = self.x(start), self.x(end)
            sheet.line(x, top + 18, x, bottom, RULE, 0.8)
            name = f"{clocks.month(start)}"
            sheet.text((x + x2) / 2, top + 8, name if full else name[0], "center", INK2)
        sheet.line(self.width, top + 18, self.width, bottom, RULE, 0.8)


def middle(row: pd.Series) -> pd.Timestamp:
    """Return the hour of an event, or the middle of its day where no hour is known."""
    return row["start"] + (row["start_end"] - row["start"]) / 2


def day(row: pd.Series) -> str:
    """Print an event's day as its own clock has it: ``27 Apr``."""
    local = row["start"].tz_convert(row["zone"])
    return f"{local.day} {clocks.month(local)}"


def when(row: pd.Series) -> str:
    """Print day and place of an event; where its hour is known, both capitals' clocks."""
    if row["precision"] == "day":
        return f"{day(row)} 2022, {row['place']}"
    hours = [f"{clocks.when(row['start'], c)} {c}" for c in ("Moscow", "Washington")]
    return f"{'about ' if row['precision'] == 'hour' else ''}{', '.join(hours)}"
