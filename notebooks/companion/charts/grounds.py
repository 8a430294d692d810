"""Grounds for a fall: a row for each voice, from the inner room outwards, and a column a ground.

A filled cell is a ground that the text itself names; an outlined one is named as another sums the
text up; a struck one is a ground that the voice doubts. What was not read stays open.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion.canvas import Sheet
from companion.charts import key
from companion.charts.codings import Box, Matrix
from companion.judgements import GROUNDS, HOW
from companion.layout import wrap
from companion.publish import Chart, named, publish, source_cells
from companion.theme import CRISIS, INK, INK2, NARROW, PAPER, RULE2, SIZE, WIDE

ASKED = "Cuba"
"""The ground that the chapter asks after: its column has the colour of 1962."""

HEAD, GROUP = 42, 30
"""Heights in pixels: the grounds' names, and the name of a group of voices."""


@dataclass(frozen=True)
class Grid:
    """Where cells stand; on a phone the voice stands over its row."""

    width: float
    first: float
    row: float
    above: float

    @property
    def column(self) -> float:
        """Return how wide a column is."""
        return (self.width - self.first) / len(GROUNDS)

    def box(self, ground: str, y: float) -> Box:
        """Return the corners of a cell of the row that begins at ``y``."""
        x = self.first + GROUNDS.index(ground) * self.column
        return x + 2, y + self.above + 3, x + self.column - 2, y + self.above + self.row - 3


def grounds(rows: pd.DataFrame) -> Chart:
    """Draw which grounds each voice gives, and where Cuba stands among them.

    Args:
        rows: what ``judgements.grounds`` returns.
    """
    held = rows.drop_duplicates("voice")["row"].str.split(" ").str[0]
    used = {str(name): int(n) for name, n in held.value_counts().items()}
    return publish(
        lambda grid: _draw(rows, grid),
        (Grid(WIDE, 238, 42, 0), Grid(NARROW, 0, 30, 38)),
        _table(rows),
        used,
    )


def _draw(rows: pd.DataFrame, grid: Grid) -> Chart:
    top = key.height(_key(), grid.width) + 8
    voices, groups = rows["voice"].nunique(), rows["where"].nunique()
    height = top + HEAD + groups * GROUP + voices * (grid.row + grid.above) + 6
    sheet = Matrix(grid.width, height)
    _heads(sheet, grid, top)
    y = top + HEAD
    for where, said in rows.groupby("where", sort=False):
        sheet.line(0, y + 4, grid.width, y + 4, RULE2)
        sheet.text(0, y + 19, str(where), colour=INK2, italic=True)
        y += GROUP
        for _, cells in said.groupby("voice", sort=False):
            _voice(sheet, grid, cells.iloc[0], y)
            for _, cell in cells.iterrows():
                _cell(sheet, grid.box(cell["ground"], y), cell, grid)
            y += grid.row + grid.above
    _frame(sheet, grid, top, y)
    key.draw(sheet, _key())
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        (20, lambda s, x, y: s.rect(x, y - 7, x + 20, y + 7, INK2, INK2), "named"),
        (20, lambda s, x, y: s.rect(x, y - 7, x + 20, y + 7, PAPER, INK2), HOW["told"]),
        (20, lambda s, x, y: s.line(x, y + 6, x + 20, y - 6, INK2, 1.4), HOW["denied"]),
        (20, lambda s, x, y: s.text(x + 10, y, "?", "center", INK2, 600), HOW["unread"]),
        (20, lambda s, x, y: s.text(x + 10, y, "–", "center", INK2), "not in what was read"),
    ]


def _heads(sheet: Sheet, grid: Grid, top: float) -> None:
    for ground in GROUNDS:
        x, _, x2, _ = grid.box(ground, top)
        size = SIZE if grid.width == WIDE else 12.6
        tint = CRISIS["1962"] if ground == ASKED else INK
        sheet.text((x + x2) / 2, top + 20, wrap(ground, x2 - x + 4, size), "center", tint, 600,
                   size=size)  # fmt: skip


def _frame(sheet: Sheet, grid: Grid, top: float, bottom: float) -> None:
    """Set the column that is asked after between rules, where no words stand in their way."""
    if grid.above:
        return
    x, _, x2, _ = grid.box(ASKED, 0)
    for edge in (x - 2, x2 + 2):
        sheet.line(edge, top + 2, edge, bottom + 2, CRISIS["1962"], 1.2)


def _voice(sheet: Sheet, grid: Grid, cell: pd.Series, y: float) -> None:
    middle = y + (grid.row if grid.width == WIDE else grid.above) / 2
    sheet.text(0, middle - 8, cell["voice"], weight=600, halo=True)
    sheet.text(0, middle + 8, cell["what"], colour=INK2, halo=True)


def _cell(sheet: Matrix, box: Box, cell: pd.Series, grid: Grid) -> None:
    """Draw one cell: how the voice stands to the ground, and on a desk in a word what it says."""
    x, y, x2, y2 = box
    across, down = (x + x2) / 2, (y + y2) / 2
    tint = CRISIS["1962"] if cell["ground"] == ASKED else INK2
    how, said = cell["how"], cell["words"] if grid.width == WIDE else ""
    if how in ("named", "told"):
        sheet.rect(x, y, x2, y2, tint if how == "named" else PAPER, tint)
    if how == "denied":
        sheet.line(x + 10, y2 - 2, x2 - 10, y + 2, INK2, 1.4)
    words = {"unread": "?", "": "–"}.get(how, said)
    if words:
        colour = {"named": PAPER, "told": INK}.get(how, INK2)
        sheet.text(across, down, words, "center", colour, 600 if how == "unread" else 400,
                   halo=how == "denied")  # fmt: skip
    if how not in ("", "unread"):
        tip = (
            f"{cell['voice']}, on {cell['ground'].lower()}: {HOW[how]} ({cell['words']})\n"
            f"{named(cell['source'])}"
        )
        sheet.cell(box, tip, f"#ref-{cell['source'][0]}")


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every voice and ground, with how it is named and in what word."""
    return pd.DataFrame(
        {
            "Where": list(rows["where"]),
            "Voice": [f"{v} ({w})" for v, w in zip(rows["voice"], rows["what"], strict=True)],
            "Ground": list(rows["ground"]),
            "How": [HOW.get(how, "not in what was read") for how in rows["how"]],
            "In a word": list(rows["words"]),
            "Source": source_cells(rows["source"]),
        }
    )
