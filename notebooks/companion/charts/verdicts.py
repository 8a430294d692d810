"""How the claims of each section fare: a bar a verdict, section beside section."""

from __future__ import annotations

import pandas as pd

from companion.canvas import Sheet
from companion.publish import Chart, publish
from companion.theme import COLUMN, INK, INK2, NARROW, RULE, RULE2

VERDICTS = ("supported", "imprecise", "contested", "unverified", "overtaken", "contradicted")
HEAD, STEP, LABEL, GAP = 40, 26, 92, 14
"""Pixels: the sections' names above, a verdict, the verdicts' names, the space between sections."""


def verdicts(claims: pd.DataFrame, essay: pd.DataFrame) -> Chart:
    """Draw how many claims of each section have each verdict.

    Args:
        claims: the table ``claims``.
        essay: the table ``essay``, which says the section of each paragraph.
    """
    sections = claims["paragraph"].map(essay["section"])
    counts = pd.crosstab(claims["verdict"], sections).reindex(VERDICTS, fill_value=0)
    names = essay.drop_duplicates("section").set_index("section")["section_title"]
    used = {"claims": len(claims)}
    return publish(
        lambda width: _draw(counts, width), (COLUMN, NARROW), _table(counts, names), used
    )


def _draw(counts: pd.DataFrame, width: float) -> Chart:
    sheet = Sheet(width, HEAD + STEP * len(counts))
    column = (width - LABEL) / counts.shape[1]
    room = column - GAP - 26
    most = counts.to_numpy().max()
    for place, (section, column_counts) in enumerate(counts.items()):
        left = LABEL + place * column
        total = int(column_counts.sum())
        sheet.text(left, 10, f"Section {section}", colour=INK, weight=600)
        sheet.text(left, 26, f"{total} claims", colour=INK2)
        sheet.line(left, HEAD - 2, left, sheet.height - 4, RULE2, 1)
        for row, count in enumerate(column_counts):
            y = HEAD + row * STEP + STEP / 2
            end = left + count / most * room
            if count:
                sheet.line(left, y, end, y, INK2, 9)
            sheet.text(end + 6, y, str(count), colour=INK if count else INK2)
    for row, verdict in enumerate(counts.index):
        y = HEAD + row * STEP
        sheet.line(0, y, width, y, RULE, 0.8)
        sheet.text(0, y + STEP / 2, verdict.capitalize())
    return sheet.chart()


def _table(counts: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    shown = counts.rename(columns=lambda section: f"{section} · {names[section]}")
    shown.insert(0, "Verdict", [verdict.capitalize() for verdict in counts.index])
    shown = shown.assign(All=counts.sum(axis="columns"), Source="vandenbroeck-2022")
    return shown.reset_index(drop=True)
