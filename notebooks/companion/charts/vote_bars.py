"""Votes of one assembly, one bar a vote: in favour, not voting, abstaining, against."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import altair as alt
import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import key
from companion.layers import TOLD
from companion.publish import Chart, named, publish, source_cells, target
from companion.theme import COLUMN, INK, INK2, NARROW, OTHER, PAPER, RULE2

MEMBERS, STEP, BAR = 193, 44, 17
"""Members of the assembly; height of a vote and of its bar, in pixels."""

PARTS = ("yes", "absent", "abstain", "no")
"""The parts of a bar from left to right; they add up to all members."""

LOOK: dict[str, dict[str, Any]] = {
    "yes": {"fill": OTHER, "stroke": PAPER},
    "absent": {"fill": PAPER, "stroke": RULE2, "strokeDash": [1.5, 2.5]},
    "abstain": {"fill": PAPER, "stroke": RULE2},
    "no": {"fill": INK, "stroke": PAPER},
}


def vote_bars(totals: pd.DataFrame, stressed: Collection[str]) -> Chart:
    """Draw the votes on resolutions in the order of days.

    Args:
        totals: rows of ``un_totals``.
        stressed: the resolutions whose names stand in bold.
    """
    rows = totals.sort_values(["date", "resolution"]).set_index("resolution")
    return publish(
        lambda width: _draw(rows, stressed, width),
        (COLUMN, NARROW),
        _table(rows),
        {"un_totals": len(rows)},
    )


def _draw(rows: pd.DataFrame, stressed: Collection[str], width: float) -> Chart:
    entries = _key()
    top = key.height(entries, width) + 8
    sheet = Sheet(width, top + STEP * len(rows))
    key.draw(sheet, entries)
    bars = []
    for n, (name, vote) in enumerate(rows.iterrows()):
        y = top + n * STEP
        said = f"{_day(vote['date'])} · {vote['subject']}"
        sheet.text(0, y + 10, said, weight=600 if name in stressed else 400)
        ends = [sum(vote[part] for part in PARTS[:at]) / MEMBERS * width for at in range(5)]
        for part, left, right in zip(PARTS, ends, ends[1:], strict=False):
            tint = PAPER if part in ("yes", "no") else INK2
            middle, count = (left + right) / 2, str(vote[part])
            sheet.text(middle, y + 20 + BAR / 2, count, "center", tint)
        bars.append(
            {f"x{at}": round(end, 1) for at, end in enumerate(ends)}
            | {"y": y + 20, "y2": y + 20 + BAR, "tip": _tip(str(name), vote), "href": target(vote)}
        )
    return _with_bars(sheet, bars)


def _key() -> list[key.Entry]:
    def block(part: str, words: str) -> key.Entry:
        fill = LOOK[part]["fill"]
        edge = LOOK[part]["stroke"] if fill == PAPER else fill
        return 12, lambda sheet, x, y: sheet.rect(x, y - 6, x + 12, y + 6, fill, edge), words

    def dotted(sheet: Sheet, x: float, y: float) -> None:
        for x1, y1, x2, y2 in ((0, -6, 12, -6), (12, -6, 12, 6), (12, 6, 0, 6), (0, 6, 0, -6)):
            sheet.line(x + x1, y + y1, x + x2, y + y2, RULE2, 1, (1.5, 2.5))

    return [
        block("yes", "in favour"),
        (12, dotted, "no vote recorded"),
        block("abstain", "abstained"),
        block("no", "against"),
    ]


def _with_bars(sheet: Sheet, bars: list[dict[str, Any]]) -> Chart:
    """Put the bars under what the sheet holds."""
    chart, drawn = sheet.chart(), alt.InlineData(values=bars)
    parts = [
        alt.Chart(drawn)
        .mark_rect(strokeWidth=1, **LOOK[part])
        .encode(x=alt.X(f"x{at}:Q"), x2=f"x{at + 1}:Q", y2=alt.Y2("y2:Q"), **TOLD)
        for at, part in enumerate(PARTS)
    ]
    chart.layer = [*parts, *chart.layer]
    return chart


def _day(day: pd.Timestamp) -> str:
    month = clocks.month(day)
    return f"{day.day} {month} {day.year}"


def _tip(name: str, vote: pd.Series) -> str:
    said = f"{vote['yes']} in favour, {vote['no']} against, {vote['abstain']} abstaining"
    return f"{name}, {_day(vote['date'])}: {said}\n{named(vote['source'])}"


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Resolution": list(rows.index),
            "Day": [_day(day) for day in rows["date"]],
            "Subject": list(rows["subject"]),
            "In favour": list(rows["yes"]),
            "Against": list(rows["no"]),
            "Abstaining": list(rows["abstain"]),
            "No vote recorded": list(rows["absent"]),
            "Source": source_cells(rows["source"]),
        }
    )
