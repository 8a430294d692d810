"""Who compared, when, and to what end: one mark a use, heaped in lanes by its purpose."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import key
from companion.charts.year import Year, day, middle
from companion.layout import stack, text_width
from companion.publish import Chart, named, publish, source_cells, target
from companion.readings import LANES
from companion.theme import (
    INK,
    INK2,
    NARROW,
    OTHER,
    RULE,
    UKRAINE,
    US,
    USSR,
    WIDE,
    colour,
    shape,
)

ROW, HEAD, GAP = 16, 24, 8
"""Pixels: a row of marks, the words above a lane, and the space after it."""

HALF, BESIDE = 5.5, 9
"""Half the room of a mark, and how far a label stands from its middle."""

LARGE, SMALL = 80, 46
ROOMY = {"cross": 1.5, "triangle-up": 1.4, "triangle-down": 1.4}
"""Shapes that look smaller than a circle of their area, and by how much they are drawn larger."""

BESIDE_HEAD = 262
"""Where the counts by side stand, beside the words above a lane."""

VOICES = {"Russia": "Russia", "US": "United States", "Ukraine": "Ukraine", "scholar": "scholars"}
BOTH = ("Joe Biden", "Vladimir Putin")
"""The two whom the essay sets against one another: their names are heavier."""


@dataclass(frozen=True)
class Placed:
    """A use in its lane: its mark, its words if it is named, on which side, and its row."""

    row: pd.Series
    x: float
    words: str
    after: bool
    level: int


def comparisons(rows: pd.DataFrame) -> Chart:
    """Draw each use of a comparison by its day, in lanes by what it was for.

    Args:
        rows: rows of ``companion.readings.uses``.
    """
    if rows.empty:
        raise ValueError("no comparison to draw: check what was filtered")
    used = {"analogies": len(rows)}
    return publish(lambda width: _draw(rows, width), (WIDE, NARROW), _table(rows), used)


def _draw(rows: pd.DataFrame, width: float) -> Chart:
    year, entries = Year(width), _key()
    top = key.height(entries, width) + 8
    lanes, y = [], top + 26.0
    for name in LANES.values():
        group = rows[rows["lane"] == name]
        if len(group):
            placed = _place(group, year)
            lanes.append((name, y, placed))
            y += HEAD + ROW * (1 + max(p.level for p in placed)) + GAP
    sheet = Sheet(width, y)
    key.draw(sheet, entries)
    year.months(sheet, top, sheet.height - 4)
    for name, lane_top, placed in lanes:
        sheet.line(0, lane_top, width, lane_top, RULE)
        head = f"{name} · {len(placed)}"
        sheet.text(0, lane_top + HEAD / 2, head, weight=600, halo=True)
        if width != NARROW:
            sheet.text(BESIDE_HEAD, lane_top + HEAD / 2, _sides(placed), halo=True)
        for use in placed:
            _use(sheet, use, lane_top + HEAD + ROW * (use.level + 0.5))
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("square", USSR, "Russia"),
        key.mark("circle", US, "United States"),
        key.mark("triangle-down", UKRAINE, "Ukraine"),
        key.mark("cross", INK2, "scholars"),
        key.mark("triangle-up", OTHER, "others"),
        key.mark("circle", INK2, "only the month is known, or doubtful", hollow=True),
        (18, _two, "large: holds office"),
    ]


def _two(sheet: Sheet, x: float, y: float) -> None:
    """Draw a small and a large mark for the key."""
    sheet.point(x + 4, y, "circle", INK2, size=SMALL)
    sheet.point(x + 14, y, "circle", INK2, size=LARGE)


def _mark(side: str) -> tuple[str, str]:
    """Return shape and colour of a side; scholars have a cross, and no colour of a state."""
    return ("cross", INK2) if side == "scholar" else (shape(side), colour(side))


def _sides(placed: list[Placed]) -> str:
    """Count the marks of a lane by the side that spoke, in the order of the key."""
    sides = [VOICES.get(p.row["side"], "others") for p in placed]
    names = (*VOICES.values(), "others")
    return ", ".join(f"{name} {sides.count(name)}" for name in names if name in sides)


def _place(group: pd.DataFrame, year: Year) -> list[Placed]:
    """Give each mark the highest row with room, those with names first, on their better side."""
    spans: list[tuple[float, float]] = []
    found = []
    ordered = pd.concat([group[group["words"] != ""], group[group["words"] == ""]])
    for _, row in ordered.iterrows():
        words = _words(row, year.width == NARROW)
        wide = text_width(words, bold=row["speaker"] in BOTH) + BESIDE if words else HALF
        ways = []
        for x in _days(row, year):
            if x + wide <= year.width:
                ways.append((x, True, (x - HALF, x + wide)))
            if x - wide >= 0:
                ways.append((x, False, (x - wide, x + HALF)))
        x, after, span = min(ways, key=lambda way: stack([*spans, way[2]], gap=1)[-1])
        spans.append(span)
        found.append((row, x, words, after))
    levels = stack(spans, gap=1)
    return [Placed(*one, level) for one, level in zip(found, levels, strict=True)]


def _days(row: pd.Series, year: Year) -> list[float]:
    """Return where a mark may stand: at its day, or anywhere in a month of which no day is known.

    The middle comes first, so that a mark leaves it only for want of room.
    """
    if row["precision"] == "day":
        return [min(max(year.x(middle(row)), HALF), year.width - HALF)]
    start, end = year.x(row["start"]) + HALF, year.x(row["start_end"]) - HALF
    return [start + (end - start) * part / 6 for part in (3, 2, 4, 1, 5, 0, 6)]


def _words(row: pd.Series, short: bool) -> str:
    """Name a use: its day and, where there is room, what was said."""
    if not row["words"]:
        return ""
    words = row["words"].split(":")[0] if short else row["words"]
    return f"{_day(row)} · {words}"


def _day(row: pd.Series) -> str:
    local = row["start"].tz_convert(row["zone"])
    return day(row) if row["precision"] == "day" else f"{clocks.month(local)}"


def _use(sheet: Sheet, use: Placed, y: float) -> None:
    row = use.row
    if use.words:
        sheet.text(
            use.x + (BESIDE if use.after else -BESIDE),
            y,
            use.words,
            "left" if use.after else "right",
            INK,
            600 if row["speaker"] in BOTH else 400,
            halo=True,
        )
    form, tint = _mark(row["side"])
    sheet.point(
        use.x,
        y,
        form,
        tint,
        hollow=row["precision"] != "day" or row["confidence"] != "firm",
        size=(LARGE if row["office"] else SMALL) * ROOMY.get(form, 1),
        tip=f"{row['speaker']}, {_when(row)}\n{row['gist']}\n{named(row['source'][:1])}",
        href=target(row),
    )


def _when(row: pd.Series) -> str:
    """Print the date by its own clock, with its year."""
    return f"{_day(row)} {row['start'].tz_convert(row['zone']).year}"


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Date": [_when(row) for _, row in rows.iterrows()],
            "Who": list(rows["speaker"]),
            "Side": list(rows["side"]),
            "Holds office": ["yes" if office else "no" for office in rows["office"]],
            "Used for": list(rows["use"]),
            "What was said": list(rows["gist"]),
            "Certainty": list(rows["confidence"]),
            "Source": source_cells(rows["source"]),
        }
    )
