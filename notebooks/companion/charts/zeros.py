"""Two crises counted from several day zeros: the same contacts, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from companion import capitals, clocks
from companion.canvas import Sheet
from companion.charts import key
from companion.layout import text_width
from companion.publish import Chart, by_table, named, publish, target
from companion.theme import COLUMN, CRISIS, INK, INK2, LINE, NARROW, RULE, RULE2
from companion.zero_choices import Choice

ROW, FOOT, DAYS = 62, 24, 340
"""Heights in pixels of a row and of the days below; how many days are drawn."""

CLOSE = 6
"""Contacts nearer than this, in pixels, are drawn as one."""


def zeros(choices: Sequence[Choice]) -> Chart:
    """Draw each choice of a day zero as a stroke, from it to the end, with the contacts upon it.

    Args:
        choices: as ``zero_choices.choices`` returns them.
    """
    shown = pd.concat([choice.contacts for choice in choices])
    rows = shown[~shown.index.duplicated()]
    used = by_table(rows)
    used["events"] += len(choices)
    return publish(lambda width: _draw(choices, width), (COLUMN, NARROW), _table(choices), used)


def _draw(choices: Sequence[Choice], width: float) -> Chart:
    entries = _key()
    top = key.height(entries, width) + 6
    sheet = Sheet(width, top + len(choices) * ROW + FOOT)
    key.draw(sheet, entries)
    step = (width - 16) / DAYS
    bottom = top + len(choices) * ROW
    for day in range(0, DAYS, 50):
        x = 6 + day * step
        sheet.line(x, top + 4, x, bottom, RULE, 0.8)
        words = "day 0" if day == 0 else f"{day}"
        sheet.text(0 if day == 0 else x, bottom + 12, words, "left" if day == 0 else "center", INK2)
    for n, choice in enumerate(choices):
        _choice(sheet, choice, top + n * ROW, step)
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("circle", INK2, "Washington and Moscow in contact"),
        key.mark("triangle-down", INK2, "Kyiv and Moscow"),
        key.stroke("several, close together", INK2, 11),
        key.stroke("1962", CRISIS["1962"], 3),
        key.stroke("2022", CRISIS["2022"], 3),
    ]


def _choice(sheet: Sheet, choice: Choice, y: float, step: float) -> None:
    """Draw one day zero: its date and words, its stroke, its contacts, its end."""
    tint, line = CRISIS[choice.crisis], y + LINE + 18
    date = f"{choice.date.day} {clocks.month(choice.date)}"
    head = f"{date} {choice.date.year}"
    sheet.text(0, y + LINE / 2 + 5, head, colour=tint, weight=600, halo=True)
    sheet.text(text_width(head, bold=True) + 6, y + LINE / 2 + 5, choice.words, halo=True)
    end = 6 + choice.end * step
    open_ = choice.crisis == "2022"
    sheet.line(6, line, end, line, tint, 3)
    if open_:
        sheet.point(end + 3, line, "triangle-right", tint, size=90)
    else:
        sheet.line(end, line - 7, end, line + 7, tint, 3)
    for run in _runs(choice.contacts, step):
        _contact(sheet, run, tint, line, step)
    words = f"still open on day {choice.end}" if open_ else f"way out on day {choice.end}"
    if end + text_width(words) + 16 < sheet.width:
        sheet.text(end + 14, line, words, colour=INK)
    else:
        sheet.text(sheet.width, line + 14, words, "right", INK, halo=True)
    if choice.first is not None:
        x = 6 + choice.first * step
        sheet.line(x, line + 5, x, line + 16, RULE2, 0.8)
        sheet.text(x + 4, line + 14, f"first on day {choice.first}", colour=INK2)


def _runs(contacts: pd.DataFrame, step: float) -> list[pd.DataFrame]:
    """Part contacts where there is room for a gap between their marks; Kyiv’s stand alone."""
    runs: list[list[int]] = []
    days = contacts["number"].tolist()
    kyiv = (contacts["whom"] == "Kyiv").tolist()
    for n, day in enumerate(days):
        near = bool(runs) and (day - days[runs[-1][-1]]) * step < CLOSE
        if near and not kyiv[n] and not kyiv[runs[-1][-1]]:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [contacts.iloc[run] for run in runs]


def _contact(sheet: Sheet, run: pd.DataFrame, tint: str, line: float, step: float) -> None:
    """Draw a contact; a square for a few close together, and a bar for many."""
    row, days = run.iloc[0], run["number"]
    first, last = (6 + float(day) * step for day in (days.min(), days.max()))
    if last - first > CLOSE:
        sheet.line(first - 3, line, last + 3, line, tint, 11)
        return
    shape = "circle" if last == first else "square"
    shape = "triangle-down" if row["whom"] == "Kyiv" else shape
    size = {"circle": 80, "square": 144, "triangle-down": 110}[shape]
    info = {"tip": _tip(run), "href": target(row)}
    sheet.point((first + last) / 2, line, shape, tint, False, size, **info)


def _tip(rows: pd.DataFrame) -> str:
    """Name the first of some contacts, and count the rest."""
    row = rows.iloc[0]
    more = f", and {len(rows) - 1} more" if len(rows) > 1 else ""
    date = capitals.day(row["start"], row["zone"])
    return f"{row['label']}{more}\nDay {row['number']}: {date}\n{named(row['source'][:1])}"


def _table(choices: Sequence[Choice]) -> pd.DataFrame:
    """Return every contact under every choice of a day zero."""
    rows = [
        {
            "Day zero": f"{choice.date:%Y-%m-%d}",
            "Because": choice.words,
            "Left on day": str(choice.end),
            "Contact on day": str(row["number"]),
            "With": row["whom"],
            "Contact": row["label"],
            "Source": row["source"][0],
        }
        for choice in choices
        for _, row in choice.contacts.iterrows()
    ]
    return pd.DataFrame(rows)
