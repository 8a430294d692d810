"""Promises by channel: rails from the ear to the world, and on them each time a promise was made.

Time runs down within a promise, and nothing is to scale: the question is how far it was said.
"""

from __future__ import annotations

import itertools

import pandas as pd

from companion import clocks
from companion.bargain import CHANNELS, day
from companion.canvas import Sheet
from companion.charts import key
from companion.layout import text_width, wrap
from companion.publish import Chart, by_table, named, publish, source_cells, target
from companion.theme import (
    COLUMN,
    CUBA,
    INK2,
    LINE,
    NARROW,
    RULE,
    RULE2,
    US,
    USSR,
    colour,
    shape,
)

ROW, HEAD, GAP = 22, 24, 14
"""Heights in pixels: a line of words with its mark, a promise's name, the space before it."""


def ladder(promises: pd.DataFrame) -> Chart:
    """Draw on which channel each promise was made, in the order of time.

    Args:
        promises: what ``bargain.promises`` returns.
    """
    rows = promises[["id", "table"]].drop_duplicates()
    used = by_table(rows)
    return publish(lambda width: _draw(promises, width), (COLUMN, NARROW), _table(promises), used)


def _rails(width: float) -> dict[str, float]:
    """Return where each channel's rail stands; the last, of what was unsaid, stands apart."""
    step = 44 if width == COLUMN else 25
    places = [8.0 + step * n for n in range(len(CHANNELS))]
    places[-1] += step * 0.5
    return dict(zip(CHANNELS, places, strict=True))


def _draw(promises: pd.DataFrame, width: float) -> Chart:
    rails, entries = _rails(width), _key()
    top = key.height(entries, width) + 8
    words_x = max(rails.values()) + 18
    lines = [_words(row, width - words_x) for _, row in promises.iterrows()]
    places, heads, height = _places(promises, lines, top + ROW * len(CHANNELS) + 6)
    sheet = Sheet(width, height)
    _ruled(sheet, rails, top, height)
    for name, y in heads.items():
        sheet.text(words_x, y, str(name), weight=600)
    for _, group in promises.groupby("promise", sort=False):
        path = [(rails[row["channel"]], places[int(n)]) for n, row in group.iterrows()]
        for (x, y), (x2, y2) in itertools.pairwise(path):
            sheet.line(x, y, x2, y2, RULE2, 1.4)
    for n, row in promises.iterrows():
        _mark(sheet, row, rails[row["channel"]], places[int(n)])
        date = day(row)
        sheet.text(words_x, places[int(n)], date, "left", INK2, 600)
        room = text_width(date, bold=True) + 8
        middle = places[int(n)] + (len(lines[int(n)]) - 1) * LINE / 2
        sheet.text(words_x + room, middle, lines[int(n)])
    key.draw(sheet, entries)
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("circle", US, "word of the United States"),
        key.mark("square", USSR, "of the Soviet Union"),
        key.mark("diamond", CUBA, "of Cuba"),
        key.mark("circle", INK2, "contested", hollow=True),
    ]


def _words(row: pd.Series, room: float) -> list[str]:
    return wrap(row["how"], room - text_width(day(row), bold=True) - 10)


def _places(
    promises: pd.DataFrame, lines: list[list[str]], top: float
) -> tuple[list[float], dict[str, float], float]:
    """Return the height of each mark and of each promise's name, and of the whole."""
    places, heads, y = [], {}, top
    for n, name in enumerate(promises["promise"]):
        if name not in heads:
            y += GAP
            heads[name] = y + HEAD / 2
            y += HEAD
        places.append(y + ROW / 2)
        y += ROW + LINE * (len(lines[n]) - 1)
    return places, heads, y + 4


def _ruled(sheet: Sheet, rails: dict[str, float], top: float, height: float) -> None:
    """Draw the rails, each hanging from its name; the names step down like stairs."""
    for n, (channel, x) in enumerate(rails.items()):
        y = top + ROW * n + ROW / 2
        apart = channel == "denied"
        sheet.line(x, y + 9, x, height, INK2 if apart else RULE, 1.0, (2, 4) if apart else ())
        sheet.text(x - 6, y, CHANNELS[channel], colour=INK2, halo=True)


def _mark(sheet: Sheet, row: pd.Series, x: float, y: float) -> None:
    actor, doubt = row["actors"][0], row["confidence"] != "firm"
    sheet.point(x, y, shape(actor), colour(actor), doubt, 90, tip=_tip(row), href=target(row))


def _tip(row: pd.Series) -> str:
    exact = row["precision"] in ("minute", "hour")
    cities = ("Washington", "Moscow")
    known = " · ".join(f"{c} {clocks.when(row['start'], c)}" for c in cities) if exact else day(row)
    doubt = "" if row["confidence"] == "firm" else f" {row['confidence'].capitalize()}."
    return f"{row['label']}\n{known}.{doubt}\n{named(row['source'])}"


def _table(promises: pd.DataFrame) -> pd.DataFrame:
    whose = {"US": "United States", "USSR": "Soviet Union", "Cuba": "Cuba"}
    return pd.DataFrame(
        {
            "Promise": list(promises["promise"]),
            "Date": [day(row) for _, row in promises.iterrows()],
            "Channel": [CHANNELS[channel] for channel in promises["channel"]],
            "Whose word": [whose[actors[0]] for actors in promises["actors"]],
            "How": list(promises["how"]),
            "Row": list(promises["label"]),
            "Certainty": list(promises["confidence"]),
            "Source": source_cells(promises["source"]),
        }
    )
