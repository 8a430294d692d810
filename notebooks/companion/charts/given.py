"""What was given, on one calendar: a line from each promise to the day on which it was carried out.

How a line is drawn says how the promise was made; where it ends, whether it was kept, refused or
left open. Groups stand one over the other, so that their lines can be weighed.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import key
from companion.layout import text_width, wrap
from companion.price import ENDS, WAYS
from companion.publish import Chart, named, publish, target
from companion.theme import INK, INK2, LINE, NARROW, RULE, RULE2, US, USSR, WIDE, colour, shape

FIRST, LAST = pd.Timestamp("1962-10-22", tz="UTC"), pd.Timestamp("1963-09-08", tz="UTC")
"""The stretch that is drawn: from the week of the bargain to the last of the Thors."""

STROKES: dict[str, tuple[float, tuple[float, ...]]] = {
    "public": (4.0, ()),
    "private": (1.6, ()),
    "spoken": (1.6, (5, 4)),
    "unpromised": (1.6, (1.5, 3)),
    "asked": (1.6, (1.5, 3)),
}
"""Width and dashes of a line by the way in which a thing was promised."""

ARROW = "M-.5,-.8L.7,0L-.5,.8Z"
BAR = "M-.4,-1.5L.4,-1.5L.4,1.5L-.4,1.5Z"
"""The marks of what stayed open, and of what was refused."""

HEAD, TICKS, GAP = 34, 24, 9
"""Heights in pixels: a group's name, the months, and the space under a line."""


@dataclass(frozen=True)
class Calendar:
    """Where days stand across the sheet."""

    width: float

    def x(self, at: pd.Timestamp) -> float:
        """Return where a day stands."""
        share = (at - FIRST) / (LAST - FIRST)
        return 7 + share * (self.width - 14)

    @property
    def wide(self) -> bool:
        """Whether this is the drawing for a desk."""
        return self.width == WIDE


def given(concessions: pd.DataFrame) -> Chart:
    """Draw what each side gave or asked for, from the promise to its end.

    Args:
        concessions: what ``price.concessions`` returns.
    """
    steps = [(s["table"], s["id"]) for steps in concessions["steps"] for s in steps]
    tables = sorted({table for table, _ in steps})
    used = {table: len({i for t, i in steps if t == table}) for table in tables}
    return publish(
        lambda width: _draw(concessions, Calendar(width)), (WIDE, NARROW), _table(concessions), used
    )


def _draw(concessions: pd.DataFrame, calendar: Calendar) -> Chart:
    top = key.height(_key(), calendar.width) + 10
    words = [_words(one, calendar) for _, one in concessions.iterrows()]
    groups = concessions["group"].nunique()
    rows = sum(LINE * len(lines) + 13 + GAP for lines in words)
    sheet = Sheet(calendar.width, top + TICKS + groups * HEAD + rows + 4)
    _months(sheet, calendar, top)
    y, taken = top + TICKS, iter(words)
    for group, given_up in concessions.groupby("group", sort=False):
        sheet.line(0, y + 4, calendar.width, y + 4, RULE2)
        sheet.text(0, y + 18, str(group), weight=600, size=14, halo=True)
        y += HEAD
        for _, one in given_up.iterrows():
            lines = next(taken)
            x = _label_x(one, calendar, lines)
            for number, (name, rest) in enumerate(lines):
                _write(sheet, x, y + LINE * (number + 0.5), name, rest)
            y += LINE * len(lines) + 7
            _line(sheet, calendar, one, y)
            y += 6 + GAP
    key.draw(sheet, _key())
    return sheet.chart()


def _key() -> list[key.Entry]:
    entries = [key.stroke(WAYS[w], INK2, *STROKES[w]) for w in ("public", "private", "spoken")]
    return [
        *entries,
        key.stroke("asked for; or gone, unpromised in letters", INK2, *STROKES["asked"]),
        key.mark("circle", US, "carried out"),
        key.mark(BAR, INK, ENDS["refused"]),
        (12, _arrow, ENDS["open"]),
        key.mark("square", USSR, "loose date, or contested", hollow=True),
    ]


def _arrow(sheet: Sheet, x: float, y: float) -> None:
    sheet.point(x + 6, y, ARROW, INK2, size=150)


def _words(one: pd.Series, calendar: Calendar) -> list[tuple[str, str]]:
    """Return a line's words, row by row: the name, and what is said of it."""
    name, note = str(one["name"]), str(one["note"])
    beside = text_width(name, bold=True) + 12 + text_width(note)
    if calendar.wide and beside < calendar.width:
        return [(name, note)]
    return [(name, ""), *(("", part) for part in wrap(note, calendar.width - 4))]


def _label_x(one: pd.Series, calendar: Calendar, lines: list[tuple[str, str]]) -> float:
    """Return where the words begin: over the line's start, or as far left as they need."""
    widest = max(text_width(name, bold=True) + 12 + text_width(rest) for name, rest in lines)
    return max(0.0, min(calendar.x(one["steps"][0]["at"]) - 5, calendar.width - widest))


def _write(sheet: Sheet, x: float, y: float, name: str, rest: str) -> None:
    if name:
        sheet.text(x, y, name, weight=600, halo=True)
    if rest:
        beside = 0.94 * text_width(name, bold=True) + 8 if name else 0
        sheet.text(x + beside, y, rest, colour=INK2, halo=True)


def _months(sheet: Sheet, calendar: Calendar, top: float) -> None:
    """Rule the firsts of months, and name them."""
    step = 1 if calendar.wide else 2
    firsts = pd.date_range(FIRST, LAST, freq="MS")
    for number, first in enumerate(firsts):
        x = calendar.x(first)
        sheet.line(x, top + TICKS, x, sheet.height, RULE, 0.8)
        if number % step == 0:
            year = f" {first.year}" if number == 0 or first.month == 1 else ""
            half = text_width(f"{clocks.month(first)}{year}") / 2
            middle = min(max(x, half), calendar.width - half)
            sheet.text(middle, top + 10, f"{clocks.month(first)}{year}", "center", INK2)


def _line(sheet: Sheet, calendar: Calendar, one: pd.Series, y: float) -> None:
    """Draw one line: its stretches, the rows on it, its end and how many days it took."""
    tint, steps, end = colour(one["actor"]), list(one["steps"]), str(one["end"])
    edge = calendar.width - 9
    places = [calendar.x(step["at"]) for step in steps] + ([edge] if end == "open" else [])
    way = steps[0]["way"]
    for step, x, x2 in zip(steps, places, places[1:], strict=False):
        way = min(way, step["way"], key=list(WAYS).index)  # what was published stays published
        width, dash = STROKES[way]
        if x2 > x:
            sheet.line(x, y, x2, y, tint, width, dash)
    for step, x in zip(steps, places, strict=False):
        tip = f"{one['name']}: {_said(step, end)}\n{step['when']}\n{named(step['source'][:2])}"
        info = {"tip": tip, "href": target(pd.Series(step))}
        mark, size = shape(one["actor"]), 44.0
        if step["ends"]:
            mark, size = (BAR, 84.0) if end == "refused" else (mark, 120.0)
        sheet.point(x, y, mark, tint, step["doubt"], size, **info)
    if end == "open":
        sheet.point(edge + 2, y, ARROW, tint, size=150)
    elif one["days"]:
        sheet.text(places[-1] + 12, y, f"{one['days']} days", weight=600, halo=True)


def _said(step: dict, end: str) -> str:
    """Say of a row whether it is the promise, and how it was made, or the end."""
    return ENDS[end] if step["ends"] else WAYS[step["way"]]


def _table(concessions: pd.DataFrame) -> pd.DataFrame:
    """Return every row that is drawn, with how it was said and how long the whole took."""
    rows = [
        {
            "Who": one["group"],
            "What": one["name"],
            "Date": step["when"],
            "How": _said(step, one["end"]),
            "Row": step["label"],
            "Days in all": str(one["days"]) if step["ends"] and one["days"] else "",
            "Certainty": "loose or contested" if step["doubt"] else "firm",
            "Source": ";".join(step["source"]),
        }
        for _, one in concessions.iterrows()
        for step in one["steps"]
    ]
    return pd.DataFrame(rows)
