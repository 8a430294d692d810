"""One event, many codings: a matrix whose rows are events and whose columns are data sets.

Columns stand together by what their data set lists. A cell says in a word what the data set has;
where its file ends before the event, the cell says so, and is no answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from companion.canvas import Sheet
from companion.layout import wrap
from companion.leaders import LISTS
from companion.publish import Chart, named, publish, source_cells
from companion.theme import INK, INK2, LINE, NARROW, PAPER, RULE, RULE2, SIZE, WIDE

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a cell, in pixels."""

WORDS = {
    "regular exit": "regular",
    "irregular exit": "irregular",
    "manner not coded": "date only",
    "successful coup": "coup",
    "failed coup": "failed coup",
    "self-coup": "self-coup",
    "regime change": "regime ends",
    "nothing coded": "–",
}
"""What a cell says of a code."""

FILLED = ("irregular exit", "successful coup")
"""Codes by which a leader was put out against the rules, or a coup succeeded."""

QUIET = ("regular exit", "manner not coded")
"""Codes by which a leader left, and no more is said."""

HEADS = {
    "leaders": ("leaders, and how they left", "leaders"),
    "coups": ("coups", "coups"),
    "regimes": ("regimes", "regimes"),
}
"""What stands over the columns of a kind of list, on a desk and on a phone."""


class Matrix(Sheet):
    """A sheet with cells that answer when pointed at."""

    def cell(self, box: Box, tip: str, href: str) -> None:
        """Lay over a cell, words and all, what it says and where it leads."""
        x, y, x2, y2 = box
        clear = {"fill": "transparent", "stroke": "transparent"}
        self._add(
            "rect", (("strokeWidth", 0),), x=x, y=y, x2=x2, y2=y2, **clear, tip=tip, href=href
        )

    def chart(self) -> alt.LayerChart:
        """Hand the sheet to Altair, cells last: no word stands between them and a pointer."""
        over = [layer for layer in self._layers if "tip" in layer[2]]
        self._layers |= {layer: self._layers.pop(layer) for layer in over}
        return super().chart()


@dataclass(frozen=True)
class Grid:
    """Where cells stand: the first column, a column, a row, and what a row keeps for its name."""

    width: float
    first: float
    column: float
    gap: float
    row: float
    name: float
    head: float
    more: float = 0.0
    """What the first column has more than the others, for the longest of the heads."""

    def box(self, column: int, group: int, row: int) -> Box:
        """Return the corners of a cell; groups of columns stand apart."""
        x = self.first + column * self.column + group * self.gap + (self.more if column else 0)
        x2 = x + self.column + (0 if column else self.more)
        y = self.head + row * (self.row + self.name) + self.name
        return x + self.inset, y + 3, x2 - self.inset, y + self.row - 3

    @property
    def size(self) -> float:
        """Return the size of words in columns: near the least that can be read, on a phone."""
        return 12.6 if self.width == NARROW else SIZE

    @property
    def inset(self) -> float:
        """Return what a cell keeps free at its sides."""
        return 1.2 if self.width == NARROW else 1.5


def codings(rows: pd.DataFrame, frame: str) -> Chart:
    """Draw how data sets code events, in the order in which the events first appear.

    Args:
        rows: rows of ``companion.leaders.codings``, one for each event and data set.
        frame: the event whose row is set between rules, for example ``1964-10-khrushchev``.
    """
    grids = (Grid(WIDE, 218, 82, 20, 36, 0, 56), Grid(NARROW, 0, 47.4, 5, 38, 24, 72, more=7))
    used = {"leader_codings": len(rows)}
    return publish(lambda grid: _draw(rows, frame, grid), grids, _table(rows), used)


def _draw(rows: pd.DataFrame, frame: str, grid: Grid) -> Chart:
    events = list(dict.fromkeys(rows["event"]))
    bottom = grid.head + len(events) * (grid.row + grid.name)
    sheet = Matrix(grid.width, bottom + 4)
    places = _columns(sheet, grid, rows)
    found = rows.set_index(["event", "dataset"])
    for number, event in enumerate(events):
        _name(sheet, grid, number, found.loc[event].iloc[0]["label"], event == frame)
        for dataset, (column, group) in places.items():
            coding = found.loc[(event, dataset)]
            _cell(sheet, grid.box(column, group, number), coding, grid.size)
            tip = _tip(dataset, coding)
            sheet.cell(grid.box(column, group, number), tip, f"#ref-{coding['source'][0]}")
    return sheet.chart()


def _columns(sheet: Matrix, grid: Grid, rows: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Head the columns: what kind of list, which data set, to which year; return their places."""
    ends = rows.groupby("dataset")["dataset_end"].first()
    places: dict[str, tuple[int, int]] = {}
    for group, (kind, names) in enumerate(LISTS.items()):
        left, right = len(places), len(places) + len(names) - 1
        x, x2 = grid.box(left, group, 0)[0], grid.box(right, group, 0)[2]
        sheet.line(x, 19, x2, 19, INK2)
        sheet.text(x, 8, HEADS[kind][grid.width == NARROW], colour=INK2)
        for name in names:
            places[name] = (len(places), group)
            x = grid.box(*places[name], 0)[0]
            lines = [name.rsplit(" ", 1)[0]]  # without the edition
            if grid.width == NARROW and "–" in lines[0]:
                lines = lines[0].replace("–", "–\n").split("\n")
            y = grid.head - 25 - (len(lines) - 1) * LINE / 2
            sheet.text(x, y, lines, weight=600, size=grid.size)
            sheet.text(x, grid.head - 10, f"to {ends[name]}", colour=INK2, size=grid.size)
    return places


def _name(sheet: Matrix, grid: Grid, row: int, label: str, framed: bool) -> None:
    """Name an event, beside its cells or over them; the framed one stands between rules."""
    top = grid.head + row * (grid.row + grid.name)
    bottom = top + grid.row + grid.name
    for y in (top, bottom) if framed else (bottom,):
        sheet.line(0, y, grid.width, y, INK if framed else RULE, 1.4 if framed else 0.8)
    y = top + (grid.name / 2 + 2 if grid.name else grid.row / 2)
    sheet.text(0, y, label, weight=600 if framed else 400)


def _cell(sheet: Matrix, box: Box, coding: pd.Series, size: float) -> None:
    """Draw one cell: its ground by the kind of code, and its word."""
    code = coding["coded_as"]
    x, y, x2, y2 = box
    over = code == "after its end"
    if code in FILLED:
        sheet.rect(*box, INK, INK)
    elif code in QUIET:
        sheet.rect(*box, RULE, RULE)
    elif over:
        for edge in (y, y2):
            sheet.line(x, edge, x2, edge, RULE2, 1.2, (1.5, 2.5))
    elif code != "nothing coded":
        sheet.rect(*box, PAPER, INK)
    word = f"ends {coding['dataset_end']}" if over else WORDS[code]
    dark, faint = code in FILLED, over or code == "nothing coded"
    broken = wrap(word.replace("-", "- "), x2 - x - 1, size)  # may break after a hyphen
    lines = [line.replace("- ", "-") for line in broken]
    colour, weight = (
        PAPER if dark else INK2 if faint else INK,
        600 if dark and size == SIZE else 400,
    )
    sheet.text((x + x2) / 2, (y + y2) / 2, lines, "center", colour, weight, size=size)


def _tip(dataset: str, coding: pd.Series) -> str:
    said = [f"{coding['label']}\n{dataset}: {coding['coded_as']}"]
    said += [text for text in (coding["verbatim"], coding["note"]) if text]
    return "\n".join([*said, named(coding["source"])])


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Event": list(rows["label"]),
            "Data set": list(rows["dataset"]),
            "Ends": list(rows["dataset_end"]),
            "Coded as": list(rows["coded_as"]),
            "In its own words": list(rows["verbatim"]),
            "Note": list(rows["note"]),
            "Source": source_cells(rows["source"]),
        }
    )
