"""Letters and what they were about: a row a letter, a column a matter, open until it is closed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import bargain, clocks
from companion.bargain import MATTERS
from companion.canvas import Sheet
from companion.charts import key
from companion.charts.crossings import ring, ring_entry
from companion.exchange import crossings
from companion.layout import text_width
from companion.publish import Chart, named, publish, source_cells, target
from companion.theme import INK, INK2, NARROW, PAPER, RULE, RULE2, US, USSR, WIDE

DATE = 74
"""What the date of a letter and the mark of a crossing take, in pixels."""

INDENT, TITLE = 20.0, 72.0
"""Where on a phone the date of a letter begins, and its title."""

SPACE = 20
"""The height of a line of words."""


@dataclass(frozen=True)
class Grid:
    """Where things stand: columns by matter, the first row, and how far apart the rows are."""

    columns: dict[str, float]
    top: float
    step: float
    down: float

    def y(self, row: int) -> float:
        """Return the height of a letter's marks."""
        return self.top + self.step * row + self.down


def agenda(letters: pd.DataFrame, settled: pd.DataFrame) -> Chart:
    """Draw which matters each letter names, and how long each matter stayed open.

    Args:
        letters: what ``bargain.agenda`` returns.
        settled: what ``bargain.settled`` returns: the events that closed a matter.
    """
    used = {"messages": len(letters), "events": len(settled)}
    return publish(
        lambda width: _draw(letters, settled, width), (WIDE, NARROW), _table(letters), used
    )


def _grid(width: float, top: float) -> Grid:
    left = 366.0 if width == WIDE else 28.0
    step = (width - left - 30) / (len(MATTERS) - 1)
    columns = {matter: left + step * n for n, matter in enumerate(MATTERS)}
    return Grid(columns, top, 27, 14) if width == WIDE else Grid(columns, top, 42, 30)


def _draw(letters: pd.DataFrame, settled: pd.DataFrame, width: float) -> Chart:
    entries = _key()
    head = key.height(entries, width) + 8
    grid = _grid(width, head + 2 * SPACE + 6)
    bottom = grid.y(len(letters) - 1) + 20
    sheet = Sheet(width, bottom + 3 * SPACE + 10)
    for n in range(len(letters) if width == WIDE else 0):
        sheet.line(0, grid.y(n) + grid.step / 2, width, grid.y(n) + grid.step / 2, RULE, 0.6)
    for matter in MATTERS:
        _matter(sheet, grid, letters, settled, matter, bottom)
    for n, label in enumerate(letters["label"] if width == NARROW else ()):
        y, end = grid.y(n) - 16, TITLE + text_width(label) + 3
        right = max(x for x in grid.columns.values() if x < end) + 3
        sheet.rect(INDENT - 2, y - 9, right, y + 9, PAPER, PAPER)  # the rails break for a title
    _crossed(sheet, grid, letters, width)
    for n, (matter, name) in enumerate(MATTERS.items()):
        x, y = grid.columns[matter], head + SPACE * (n % 2) + SPACE / 2
        sheet.line(x, y + 8, x, grid.top + 4, RULE2, 0.8)
        _centred(sheet, x, y, name, INK, 600)
        level = 2 if matter == list(MATTERS)[-1] else n % 2
        _centred(sheet, x, bottom + SPACE * level + 14, _end(settled, matter), INK2, 400)
    for n, (_, letter) in enumerate(letters.iterrows()):
        _letter(sheet, grid, letter, n, width)
    key.draw(sheet, entries)
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("circle", US, "named by Kennedy"),
        key.mark("square", USSR, "by Khrushchev"),
        key.stroke("open", INK2, 1.8),
        ring_entry("crossed on the way", True),
        ring_entry("perhaps", False),
        key.stroke("promised, not named again", INK2, 1.8, (1.5, 3)),
    ]


def _centred(sheet: Sheet, x: float, y: float, words: str, tint: str, weight: int) -> None:
    """Write words around a column, but within the sheet."""
    half = text_width(words, bold=weight > 400) / 2
    middle = min(max(x, half), sheet.width - half)
    sheet.text(middle, y, words, "center", tint, weight, halo=weight == 400)


def _matter(
    sheet: Sheet,
    grid: Grid,
    letters: pd.DataFrame,
    settled: pd.DataFrame,
    matter: str,
    bottom: float,
) -> None:
    """Draw how long a matter was open: from the letter that first names it until it was closed."""
    x = grid.columns[matter]
    named_in = [n for n, m in enumerate(letters["matters"]) if matter in m]
    first, last = grid.y(named_in[0]), grid.y(named_in[-1])
    if matter not in settled.index:
        sheet.line(x, first, x, bottom, INK2, 1.8)
        return
    closed = settled.at[matter, "start"]
    before = sum(1 for sent in letters["sent"] if sent <= closed)
    if before == len(letters):  # closed after the last letter: promised, and not named again
        sheet.line(x, first, x, last, INK2, 1.8)
        sheet.line(x, last, x, bottom, INK2, 1.8, (1.5, 3))
        return
    end = grid.y(before - 1) + 13
    sheet.line(x, first, x, end, INK2, 1.8)
    sheet.line(x - 7, end, x + 7, end, INK2, 1.8)


def _end(settled: pd.DataFrame, matter: str) -> str:
    if matter not in settled.index:
        return "open"
    row = settled.loc[matter]
    year = "" if row["start"].year == 1962 else f" {row['start'].year}"
    return f"{row['how']} {bargain.day(row)}{year}"


def _crossed(sheet: Sheet, grid: Grid, letters: pd.DataFrame, width: float) -> None:
    """Ring the gap between two letters that crossed, or perhaps crossed, on their way."""
    order = list(letters.index)
    for _, pair in crossings(letters).iterrows():
        places = [grid.y(order.index(pair[side])) for side in ("unread", "writer")]
        middle = sum(places) / 2 - (0 if width == WIDE else 16)
        ring(sheet, 58 if width == WIDE else 8, middle, pair["sure"])


def _letter(sheet: Sheet, grid: Grid, letter: pd.Series, n: int, width: float) -> None:
    """Name a letter, and mark the matters that it names."""
    american = letter["side"] == "US"
    tint, shape = (US, "circle") if american else (USSR, "square")
    date = clocks.day(letter["sent"], _city(letter))
    y = grid.y(n)
    line = y if width == WIDE else y - 16
    indent = 0.0 if width == WIDE else INDENT
    sheet.text(indent, line, date, colour=INK2, weight=600, halo=True)
    after = DATE if width == WIDE else TITLE
    sheet.text(after, line, letter["label"], halo=True)
    for matter in letter["matters"]:
        said = f"{letter['label']}: {MATTERS[matter].lower()}"
        tip = f"{said}\n{_city(letter)} {date}\n{named(letter['source'])}"
        sheet.point(grid.columns[matter], y, shape, tint, size=90, tip=tip, href=target(letter))


def _city(letter: pd.Series) -> str:
    return "Washington" if letter["side"] == "US" else "Moscow"


def _table(letters: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Date": [clocks.day(row["sent"], _city(row)) for _, row in letters.iterrows()],
            "Message": list(letters["label"]),
            **{
                name: ["named" if matter in m else "" for m in letters["matters"]]
                for matter, name in MATTERS.items()
            },
            "Source": source_cells(letters["source"]),
        }
    )
