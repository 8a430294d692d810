"""Each forecast as a line of time: how it stood, and the events that tell for and against it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import data
from companion.canvas import Sheet
from companion.charts import flags, key
from companion.forecast_codes import AGAINST, EITHER, FOR, HELD, LAST, LOST, OPEN
from companion.forecasts import stood
from companion.layout import text_width, wrap
from companion.publish import Chart, publish, source_cells, target
from companion.theme import INK, INK2, LINE, NARROW, OTHER, RULE, RULE2, USSR, WIDE, colour, shape
from companion.theme import US as BLUE

START, END = pd.Timestamp("2022-11-01", tz="UTC"), pd.Timestamp(LAST, tz="UTC")
OFF, NAME_AT, GAP = 11, 20, 20
"""Pixels from a line to the marks beside it, to the first row of names, and between lanes."""

LINES: dict[str, tuple[str, float, tuple[float, ...]]] = {
    HELD: (INK, 4, ()),
    OPEN: (INK2, 2.2, (6, 4)),
    LOST: (INK2, 1.8, (1.5, 4)),
}
"""How a forecast’s line is drawn where it was borne out, open, or told against."""


@dataclass(frozen=True)
class Frame:
    """The years drawn, and how wide."""

    width: float

    def x(self, instant: pd.Timestamp) -> float:
        """Return where an instant stands."""
        return (instant - START) / (END - START) * (self.width - 8) + 2


def forecasts(events: pd.DataFrame) -> Chart:
    """Draw a lane for each forecast: for it above, against it below, both ways on the line.

    Args:
        events: rows of ``companion.forecasts.telling``, in the order of the lanes.
    """
    stretches = stood()
    used = {"events": events["event"].nunique(), "claims": events["claim"].nunique()}
    return publish(
        lambda width: _draw(events, stretches, Frame(width)), (WIDE, NARROW), _table(events), used
    )


def _draw(events: pd.DataFrame, stretches: pd.DataFrame, frame: Frame) -> Chart:
    entries = _key()
    top = key.height(entries, frame.width) + 34
    lanes = [_lane(frame, name, rows) for name, rows in events.groupby("claim", sort=False)]
    sheet = Sheet(frame.width, top + sum(lane.height for lane in lanes) + 16)
    key.draw(sheet, entries)
    _years(sheet, frame, top - 14)
    for lane in lanes:
        _head(sheet, lane, top)
        y = top + lane.line
        for _, row in stretches[stretches["claim"] == lane.claim].iterrows():
            sheet.line(frame.x(row["since"]), y, frame.x(row["until"]), y, *LINES[row["state"]])
        flags.hang(sheet, lane.above, y, down=False, start=NAME_AT)
        flags.hang(sheet, lane.below, y, down=True, start=NAME_AT)
        _marks(sheet, frame, lane.rows, y)
        top += lane.height
    sheet.text(
        frame.width, sheet.height - 6, "sources stop in August 2026", "right", INK2, italic=True
    )
    return sheet.chart()


@dataclass
class Lane:
    """One forecast: its rows, its names over and under the line, and the room that it takes."""

    claim: str
    rows: pd.DataFrame
    title: list[str]
    verdict: str
    above: list[flags.Flag]
    below: list[flags.Flag]
    line: float
    height: float


def _lane(frame: Frame, claim: str, rows: pd.DataFrame) -> Lane:
    """Lay out a forecast; a name of what cuts both ways goes to the emptier side."""
    judged = data.table("claims").loc[claim]
    verdict = judged["verdict"]
    room = frame.width - text_width(verdict) - 16
    title = wrap(f"{claim}  {judged['short'].rstrip('.')}", room * 0.95)
    shown = rows[rows["named"] <= (2 if frame.width == WIDE else 1)]
    sides: dict[str, list[flags.Flag]] = {
        side: [
            flags.Flag(frame.x(flags.middle_of(row)), row["words"])
            for _, row in shown[shown["side"] == side].iterrows()
        ]
        for side in (FOR, EITHER, AGAINST)
    }
    over = len(sides[FOR]) < len(sides[AGAINST])
    above, below = sides[FOR], sides[AGAINST]
    (above if over else below).extend(sides[EITHER])
    up, down = (flags.place(names, frame.width) for names in (above, below))
    line = len(title) * LINE + 6 + NAME_AT + up * flags.ROW
    height = line + NAME_AT + down * flags.ROW + GAP
    return Lane(claim, rows, title, verdict, above, below, line, height)


def _key() -> list[key.Entry]:
    return [
        (
            -key.BESIDE,
            lambda sheet, x, y: None,
            "Above the line: for. Below: against. On it: both.",
        ),
        key.stroke("borne out", *LINES[HELD]),
        key.stroke("open, or never tried", *LINES[OPEN]),
        key.stroke("told against", *LINES[LOST]),
        key.mark("circle", BLUE, "Washington"),
        key.mark("square", USSR, "Moscow"),
        key.mark("triangle-up", OTHER, "Wagner, UN"),
        key.mark("square", INK2, "report from unnamed sources", hollow=True),
    ]


def _years(sheet: Sheet, frame: Frame, top: float) -> None:
    """Rule the beginning of each year, and the day of the essay."""
    for year in range(2023, 2027):
        x = frame.x(pd.Timestamp(f"{year}-01-01", tz="UTC"))
        sheet.line(x, top - 8, x, sheet.height - 16, RULE, 0.8)
        sheet.text(x + 4, top, str(year), colour=INK2)
    sheet.line(frame.x(END), top - 8, frame.x(END), sheet.height - 16, RULE2, 1.4, (1.5, 4))


def _head(sheet: Sheet, lane: Lane, top: float) -> None:
    """Write what was expected, and the verdict on it at the right."""
    for n, line in enumerate(lane.title):
        sheet.text(0, top + 8 + n * LINE, line, weight=600, halo=True)
    sheet.text(sheet.width, top + 8, lane.verdict, "right", INK2, italic=True, halo=True)


def _marks(sheet: Sheet, frame: Frame, rows: pd.DataFrame, y: float) -> None:
    away = {FOR: -OFF, EITHER: 0, AGAINST: OFF}
    for _, row in rows.iterrows():
        actor = row["actors"][0]
        sheet.point(
            frame.x(flags.middle_of(row)),
            y + away[row["side"]],
            shape(actor),
            colour(actor),
            hollow=row["reported"],
            size=66 if row["named"] < 3 else 40,
            tip=flags.told(row, "A report from unnamed sources" if row["reported"] else ""),
            href=target(row),
        )


def _table(events: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Forecast": list(events["claim"]),
            "Date": [flags.when(row) for _, row in events.iterrows()],
            "Event": list(events["label"]),
            "Tells": list(events["side"]),
            "Source": source_cells(events["source"]),
        }
    )
