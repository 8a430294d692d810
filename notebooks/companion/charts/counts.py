"""A word counted in official output, with the days of threats ruled through the counts."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts.year import SINCE, UNTIL, Year
from companion.layout import text_width, wrap
from companion.publish import Chart, named, publish
from companion.theme import INK, INK2, LINE, NARROW, OTHER, RULE2, USSR, WIDE

MONTHS, TITLE, PANEL, BAND = 26, 34, 80, 38
"""Heights in pixels: months, a panel's title, its bars, and a row of threats above them."""

SPEECHES, COUNTS = "turan-ucuzal-2026", "lobsterbush-2026"
"""The sources of the two tables, as ``datapackage.json`` names them."""

PANELS = {
    "Foreign Ministry posts": "Foreign Ministry: per cent of its posts, by month",
    "Channel One news": "Channel One: per cent of its news items, by month",
}
"""The outlets that are counted by month, and what is said above their bars."""

SPOKEN = "Putin: “nuclear” in 10,000 of his own words, by transcript"

Notes = dict[str, str]
"""Words by day, for threats and what their transcripts hold, or by month, for a bar."""


class Bars(Sheet):
    """A sheet whose rectangles explain themselves."""

    def bar(self, x: float, y: float, x2: float, y2: float, fill: str, **info: str) -> None:
        """Draw a bar between two corners, with ``tip`` and ``href`` as a point has them."""
        self._add("rect", (("strokeWidth", 0),), x=x, y=y, x2=x2, y2=y2, fill=fill, **info)


@dataclass(frozen=True)
class Panel:
    """Where one count stands: its floor, and its largest value."""

    floor: float
    most: float

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return self.floor - value / self.most * (PANEL - LINE - 6)


def counts(
    words: pd.DataFrame, speeches: pd.DataFrame, threats: Notes, found: Notes, causes: Notes
) -> Chart:
    """Draw how often a word stands in speeches and in two outlets, with the days of threats.

    Args:
        words: rows of ``nuclear_words`` of one word group.
        speeches: rows of ``kremlin_speeches``, with ``rate``: the word in 10,000 of Putin’s own.
        threats: words of a threat, by its day.
        found: what the count of that day's transcript consists of.
        causes: what a high bar of the first outlet is about, by its month.

    Raises:
        ValueError: nothing is left of 2022.
    """
    words = words[(words["start"] >= SINCE) & (words["start"] < UNTIL)]
    words = words[words["outlet"].isin(PANELS)]
    speeches = speeches[(speeches["date"] >= SINCE) & (speeches["date"] < UNTIL)]
    if words.empty or speeches.empty:
        raise ValueError("nothing of 2022 to count: check what was filtered")
    used = {"kremlin_speeches": len(speeches), "nuclear_words": len(words)}
    return publish(
        lambda width: _draw(words, speeches, (threats, found, causes), width),
        (WIDE, NARROW),
        _table(words, speeches),
        used,
    )


def _draw(
    words: pd.DataFrame, speeches: pd.DataFrame, notes: tuple[Notes, Notes, Notes], width: float
) -> Chart:
    threats, found, causes = notes
    year, levels = Year(width), 1 if width == WIDE else 2
    top = MONTHS + levels * BAND + 4
    sheet = Bars(width, top + (1 + len(PANELS)) * (TITLE + PANEL) + 4)
    year.months(sheet, 0, sheet.height - 4)
    floors = [top + (n + 1) * (TITLE + PANEL) for n in range(1 + len(PANELS))]
    days = {day: year.x(_noon(day)) for day in threats}
    numbers = []
    for outlet, floor in zip(PANELS, floors[1:], strict=True):
        rows = words[words["outlet"] == outlet]
        numbers += _bars(sheet, year, rows, list(days.values()), floor)
    for n, (day, x) in enumerate(days.items()):  # over the bars, under the words
        above = MONTHS + (n % levels) * BAND
        sheet.line(x, above + 34, x, sheet.height - 4, INK, 1.2)
        _name(sheet, day, x, threats[day], above, before=n % 4 == 2)
    for x, y, number, weight in numbers:
        sheet.text(x, y, number, "center", weight=weight, halo=True)
    for month, cause in causes.items():
        _cause(sheet, year, month, cause, floors[1])
    _stems(sheet, year, speeches, found, floors[0])
    for floor, title in zip(floors, [SPOKEN, *PANELS.values()], strict=True):
        sheet.line(0, floor, width, floor, RULE2, 0.8)
        sheet.text(0, floor - PANEL - 8, wrap(title, width / 1.05), weight=600, halo=True)
    return sheet.chart()


def _noon(day: str) -> pd.Timestamp:
    return pd.Timestamp(f"{day}T12:00Z")


def _name(sheet: Sheet, day: str, x: float, words: str, above: float, before: bool) -> None:
    """Write day and words of a threat over its line, kept within the sheet."""
    at, align = (x + 1, "right") if before else (x - 1, "left")
    if not before and at + text_width(words) > sheet.width:
        at, align = sheet.width, "right"
    date = pd.Timestamp(day)
    sheet.text(at, above + 9, f"{date.day} {clocks.month(date)}", align, INK, 600, halo=True)
    sheet.text(at, above + 24, words, align, INK, halo=True)


def _bars(
    sheet: Bars, year: Year, rows: pd.DataFrame, days: list[float], floor: float
) -> list[tuple[float, float, str, int]]:
    """Draw one bar a month, in Russia's colour where a threat fell in it.

    Returns:
        Where those bars and the highest carry their number, and how heavy it is set.
    """
    panel, numbers = Panel(floor, rows["percent"].max()), []
    for _, row in rows.iterrows():
        x, x2 = year.x(row["start"]) + 1.5, year.x(row["start"] + pd.DateOffset(months=1)) - 1.5
        y, struck = panel.y(row["percent"]), any(x <= at <= x2 for at in days)
        tip = f"{row['outlet']}, {row['start']:%B %Y}\n{_share(row)}\n{named([COUNTS])}"
        tint = USSR if struck else OTHER
        sheet.bar(x, y, x2, floor, tint, tip=tip, href=f"#ref-{COUNTS}")
        if struck or row["percent"] == panel.most:
            numbers.append(((x + x2) / 2, y - 8, f"{row['percent']:g}", 600 if struck else 400))
    return numbers


def _cause(sheet: Sheet, year: Year, month: str, words: str, floor: float) -> None:
    """Say before a bar what it is about."""
    x, width = year.x(pd.Timestamp(f"{month}-01", tz="UTC")) - 5, sheet.width
    lines = wrap(words, 200 if width == WIDE else 110)
    sheet.text(x, floor - PANEL / 2, lines, "right", INK2, italic=True, halo=True)


def _stems(sheet: Sheet, year: Year, rows: pd.DataFrame, found: Notes, floor: float) -> None:
    """Draw one stem a transcript; on the days of threats say what the count consists of."""
    panel = Panel(floor, rows["rate"].max())
    for _, row in rows.iterrows():
        day = f"{row['date']:%Y-%m-%d}"
        x, y, tint = year.x(_noon(day)), panel.y(row["rate"]), USSR if day in found else OTHER
        if row["rate"] and day not in found:
            sheet.line(x, floor, x, y, tint, 2)
        told = f"{row['date'].day} {row['date']:%B %Y}: {row['title']}"
        tip = f"{told}\n{_spoken(row)}\n{named([SPEECHES])}"
        size = 74 if day in found else 38
        sheet.point(x, y, "square", tint, size=size, tip=tip, href=f"#ref-{SPEECHES}")
    for n, (day, words) in enumerate(found.items()):
        [rate] = rows.loc[rows["date"] == pd.Timestamp(day, tz="UTC"), "rate"]
        x, y = year.x(_noon(day)), min(panel.y(rate), floor - 40)
        at, align = (x - 9, "right") if n % 4 == 2 else (x + 6, "left")
        sheet.text(at, y, words, align, halo=True)


def _spoken(row: pd.Series) -> str:
    return f"{row['n_nuclear_putin']:.0f} in {row['n_words_putin']:,.0f} of his words"


def _share(row: pd.Series) -> str:
    return f"{row['n_items_with_word']} of {row['n_items']} items ({row['percent']:g} per cent)"


def _table(words: pd.DataFrame, speeches: pd.DataFrame) -> pd.DataFrame:
    spoken = pd.DataFrame(
        {
            "When": [f"{day:%Y-%m-%d}" for day in speeches["date"]],
            "Where": [f"Putin: {title}" for title in speeches["title"]],
            "Counted": [_spoken(row) for _, row in speeches.iterrows()],
            "Frequency": [f"{rate:.1f} per 10,000" for rate in speeches["rate"]],
            "Source": SPEECHES,
        }
    )
    shares = pd.DataFrame(
        {
            "When": list(words["period"]),
            "Where": list(words["outlet"]),
            "Counted": [_share(row).split(" (")[0] for _, row in words.iterrows()],
            "Frequency": [f"{share:g} per cent" for share in words["percent"]],
            "Source": COUNTS,
        }
    )
    return pd.concat([spoken, shares])
