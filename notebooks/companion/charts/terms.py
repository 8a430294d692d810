"""What was asked for a war’s end, by day: the further apart the marks, the less to agree on."""

from __future__ import annotations

import pandas as pd

from companion.canvas import Sheet
from companion.charts import flags, key
from companion.forecast_codes import LAST, RUNGS
from companion.layout import wrap
from companion.publish import Chart, publish, source_cells, target
from companion.theme import (
    COLUMN,
    INK2,
    LINE,
    NARROW,
    RULE,
    RULE2,
    UKRAINE,
    US,
    USSR,
    colour,
    shape,
)

START, END = pd.Timestamp("2022-09-01", tz="UTC"), pd.Timestamp(LAST, tz="UTC")
NAME_AT, GAP, TITLE = 9, 26, 28
"""Pixels from a rung to the first row of names, between rungs, and from a rung up to its title."""

BESIDE = 13
"""Marks nearer to each other than this on one rung stand one over the other."""


def terms(rows: pd.DataFrame) -> Chart:
    """Draw each demand on its rung, filled where that side named it in public.

    Args:
        rows: rows of ``companion.forecasts.terms``.
    """
    return publish(
        lambda width: _draw(rows, width), (COLUMN, NARROW), _table(rows), {"events": len(rows)}
    )


def _draw(rows: pd.DataFrame, width: float) -> Chart:
    def x(instant: pd.Timestamp) -> float:
        return (instant - START) / (END - START) * (width - 12) + 6

    entries = _key()
    top = key.height(entries, width) + 30
    hung, lines, y = [], [], top
    for n, name in enumerate(RUNGS):
        title = wrap(name, width * 0.92)
        here = rows[(rows["rungs"].str[0] == n) & (rows["named"] <= (2 if width == COLUMN else 1))]
        names = [flags.Flag(x(flags.middle_of(r)), r["words"]) for _, r in here.iterrows()]
        across = rows[(rows["rungs"].str[0] == n) & (rows["rungs"].str[-1] > n)]
        deep = flags.place(names, width, [x(flags.middle_of(r)) for _, r in across.iterrows()])
        line = y + len(title) * LINE + TITLE - 8
        lines.append((line, title))
        hung.append(names)
        y = line + NAME_AT + deep * flags.ROW + GAP
    sheet = Sheet(width, y - GAP + 24)
    key.draw(sheet, entries)
    _years(sheet, x, top - 10)
    for (line, title), names in zip(lines, hung, strict=True):
        sheet.line(0, line, width, line, RULE2, 1)
        for k, words in enumerate(title):
            sheet.text(0, line - TITLE - (len(title) - 1 - k) * LINE, words, weight=600, halo=True)
        flags.hang(sheet, names, line, down=True, start=NAME_AT)
    _marks(sheet, rows, x, [line for line, _ in lines])
    words = "sources stop in August 2026"
    sheet.text(width, sheet.height - 6, words, "right", INK2, italic=True)
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("square", USSR, "Moscow"),
        key.mark("triangle-down", UKRAINE, "Kyiv"),
        key.mark("circle", US, "Washington"),
        key.mark("square", INK2, "named in public"),
        key.mark("square", INK2, "in a report or draft, or unpublished", hollow=True),
        key.bracket("which of the two was not said", INK2),
    ]


def _years(sheet: Sheet, x, top: float) -> None:
    for year in range(2023, 2027):
        at = x(pd.Timestamp(f"{year}-01-01", tz="UTC"))
        sheet.line(at, top - 8, at, sheet.height - 18, RULE, 0.8)
        sheet.text(at + 4, top, str(year), colour=INK2)


def _marks(sheet: Sheet, rows: pd.DataFrame, x, lines: list[float]) -> None:
    before: dict[int, tuple[float, float]] = {}
    for _, row in rows.iterrows():
        at, tint, rung = x(flags.middle_of(row)), colour(row["who"]), row["rungs"][0]
        first, last = lines[rung], lines[row["rungs"][-1]]
        was, lift = before.get(rung, (-BESIDE, 0.0))
        lift = (BESIDE - lift) if at - was < BESIDE else 0.0
        before[rung] = (at, lift)
        if first != last:
            sheet.line(at, first - lift, at, last, tint, 2.2, (1.5, 2.5))
        sheet.point(
            at,
            first - lift,
            shape(row["who"]),
            tint,
            hollow=not row["own"],
            size=80,
            tip=flags.told(row),
            href=target(row),
        )


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Date": [flags.when(row) for _, row in rows.iterrows()],
            "Whose terms": list(rows["who"]),
            "Asked for the four provinces": [
                " or: ".join(RUNGS[n] for n in rungs) for rungs in rows["rungs"]
            ],
            "Whose words": [
                "its own, in public" if own else "a report, a draft, or unpublished"
                for own in rows["own"]
            ],
            "What happened": list(rows["summary"]),
            "Source": source_cells(rows["source"]),
        }
    )
