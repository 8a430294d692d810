"""What an outcome was called, day by day: time runs down, and across lies the judgement.

A path joins what one man said to different hearers. Where nothing is on record for long, the
calendar is cut, and the cut says how long. Marks of days close together stand one below the other.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import key
from companion.judgements import JUDGED
from companion.layout import Item, spread, wrap
from companion.publish import Chart, by_table, named, publish, source_cells, target
from companion.theme import (
    COLUMN,
    CUBA,
    INK2,
    LINE,
    NARROW,
    OTHER,
    PAPER,
    RULE,
    RULE2,
    US,
    USSR,
    colour,
    shape,
)

CUT = pd.Timedelta(days=120)
"""So long a silence cuts the calendar."""

HEAD, BREAK, PAD = 50, 44, 26
"""Heights in pixels: the judgements' names, a cut, and the space at the ends of a stretch."""


@dataclass(frozen=True)
class Page:
    """Where things stand across, and how many pixels a day takes."""

    width: float
    first: float
    step: float
    words: float
    day: float

    def x(self, judged: int) -> float:
        """Return where a judgement stands."""
        return self.first + judged * self.step


WIDE_PAGE = Page(COLUMN, 44, 96, 292, 5.2)
NARROW_PAGE = Page(NARROW, 9, 37, 118, 5.6)


@dataclass
class Label(Item):
    """The words beside a mark: the first line who, then to whom and how."""

    who: str = ""
    lines: tuple[str, ...] = ()
    mark_x: float = 0.0
    mark_y: float = 0.0


def called(words: pd.DataFrame) -> Chart:
    """Draw what each called the outcome, when, and to whom.

    Args:
        words: what ``judgements.words`` returns, in the order of time.
    """
    used = by_table(words)
    return publish(lambda page: _draw(words, page), (WIDE_PAGE, NARROW_PAGE), _table(words), used)


def stretches(words: pd.DataFrame) -> list[pd.DataFrame]:
    """Cut the judgements where no one spoke for long."""
    part = (words["at"].diff() > CUT).cumsum()
    return [rows for _, rows in words.groupby(part)]


def _draw(words: pd.DataFrame, page: Page) -> Chart:
    top = key.height(_key(), page.width) + 8
    parts = stretches(words)
    places: dict[int, Label] = {}
    breaks: list[tuple[float, pd.Timedelta]] = []
    y = top + HEAD
    for number, rows in enumerate(parts):
        if number:
            breaks.append((y, rows["at"].iloc[0] - parts[number - 1]["at"].iloc[-1]))
            y += BREAK
        y = _place(rows, page, y, places)
    sheet = Sheet(page.width, y)
    _scale(sheet, page, top, breaks, y)
    _paths(sheet, words, page, places)
    for n, word in words.iterrows():
        _label(sheet, page, word, places[int(n)])
    for n, word in words.iterrows():
        _mark(sheet, page, word, places[int(n)].mark_y)
    key.draw(sheet, _key())
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("square", USSR, "Soviet Union, Russia"),
        key.mark("diamond", CUBA, "Cuba"),
        key.mark("circle", US, "United States"),
        key.mark("triangle-up", OTHER, "China"),
        (13, _denied, "denies it"),
        key.stroke("one speaker", USSR, 1.4),
    ]


def _denied(sheet: Sheet, x: float, y: float) -> None:
    sheet.point(x + 6, y, "square", USSR, hollow=True, size=88)
    sheet.line(x, y + 6, x + 12, y - 6, USSR, 1.6)


def _place(rows: pd.DataFrame, page: Page, top: float, places: dict[int, Label]) -> float:
    """Find the place of each mark and of its words in one stretch; return where it ends."""
    labels: list[Label] = []
    days = (rows["at"] - rows["at"].iloc[0]) / pd.Timedelta(days=1)
    marks = [Item(top + PAD + day * page.day, 12) for day in days]
    spread(marks, gap=1)
    for mark, (n, word) in zip(marks, rows.iterrows(), strict=True):
        y = mark.placed
        lines = tuple(wrap(str(word["how"]), page.width - page.words - 2))
        label = Label(
            y, LINE * (1 + len(lines)), 1, 0, f"{_day(word, not labels)} · {word['who']}", lines
        )
        label.mark_x, label.mark_y = page.x(word["judged"]), y
        labels.append(label)
        places[int(n)] = label
    spread(labels, gap=9)
    low = top + 4 - min(label.placed - label.height / 2 for label in labels)
    if low > 0:  # words that would rise into what stands above move all down
        for label in labels:
            label.placed += low
    last = labels[-1]
    return max(last.placed + last.height / 2 + 10, last.mark_y + PAD)


def _scale(
    sheet: Sheet, page: Page, top: float, breaks: list[tuple[float, pd.Timedelta]], bottom: float
) -> None:
    """Name the judgements and rule them down the page; say how long each silence is."""
    for judged, name in enumerate(JUDGED):
        x = page.x(judged)
        if page.width == COLUMN:
            sheet.text(x, top + 20, wrap(name, page.step - 4), "center", weight=600)
        else:  # names step down like stairs
            sheet.text(x - 6, top + 8 + 17 * judged, name, weight=600, halo=True)
        start = top + (40 if page.width == COLUMN else 18 + 17 * judged)
        sheet.line(x, start, x, bottom - 6, RULE, 1.2)
    for y, silence in breaks:
        years, months = round(silence.days / 365.25), round(silence.days / 30.44)
        said = (
            f"{years} years are left out here"
            if years > 5
            else f"{months} months, and no judgement in what was read"
        )
        sheet.rect(0, y + 12, page.width, y + BREAK - 8, PAPER, PAPER)
        for edge in (12, BREAK - 8):
            sheet.line(0, y + edge, page.width, y + edge, RULE2, 1, (6, 4))
        sheet.text(page.width / 2, y + 24, said, "center", INK2, italic=True)


def _paths(sheet: Sheet, words: pd.DataFrame, page: Page, places: dict[int, Label]) -> None:
    """Join what one speaker said it was, to one hearer after the other."""
    for _, said in words[words["says"]].groupby("who", sort=False):
        points = [(page.x(word["judged"]), places[int(n)].mark_y) for n, word in said.iterrows()]
        for (x, y), (x2, y2) in itertools.pairwise(points):
            sheet.line(x, y, x2, y2, USSR, 1.4)


def _label(sheet: Sheet, page: Page, word: pd.Series, label: Label) -> None:
    """Write who said it, and to whom; a hairline leads to the mark."""
    first = label.placed - (label.height - LINE) / 2
    sheet.line(label.mark_x + 8, label.mark_y, page.words - 12, label.mark_y, RULE2, 0.8)
    sheet.line(page.words - 12, label.mark_y, page.words - 4, first, RULE2, 0.8)
    sheet.text(page.words, first, label.who, weight=600, halo=True)
    sheet.text(page.words, label.placed + LINE / 2, label.lines, colour=INK2, halo=True)


def _mark(sheet: Sheet, page: Page, word: pd.Series, y: float) -> None:
    x, tint, says = page.x(word["judged"]), colour(word["actor"]), bool(word["says"])
    verb = "calls it" if says else "denies that it is"
    tip = (
        f"{word['who']} {verb} {JUDGED[word['judged']].lower()}\n{_day(word, True)}\n"
        f"{named(word['source'][:2])}"
    )
    size = 112.0 if says else 96.0
    info = {"tip": tip, "href": target(word)}
    sheet.point(x, y, shape(word["actor"]), tint, not says, size, **info)
    if not says:
        sheet.line(x - 7, y + 7, x + 7, y - 7, tint, 1.6)


def _day(word: pd.Series, year: bool) -> str:
    """Print the day by the clock of the place, or the month where no more is known."""
    month = (
        f"{clocks.month(word['at'])} {word['at'].year}" if year else f"{clocks.month(word['at'])}"
    )
    return f"{word['at'].day} {month}" if len(word["on"]) == 10 else month


def _table(words: pd.DataFrame) -> pd.DataFrame:
    verbs = {True: "says", False: "denies"}
    return pd.DataFrame(
        {
            "Date": list(words["on"]),
            "Who": list(words["who"]),
            "Says or denies": [verbs[bool(says)] for says in words["says"]],
            "What": [JUDGED[n] for n in words["judged"]],
            "To whom, how": list(words["how"]),
            "Certainty": ["contested" if doubt else "firm" for doubt in words["doubt"]],
            "Source": source_cells(words["source"]),
        }
    )
