"""Waits on one calendar: from a proposal to its answer, and from one call to the next."""

from __future__ import annotations

import pandas as pd

from companion import capitals, data
from companion.canvas import Sheet
from companion.charts import key
from companion.charts.year import Year, middle
from companion.layout import stack, text_width, wrap
from companion.publish import Chart, named, publish, target
from companion.theme import (
    INK2,
    LINE,
    NARROW,
    OTHER,
    RULE2,
    UKRAINE,
    US,
    USSR,
    WIDE,
    colour,
    shape,
)

DOTS = (1.5, 3.0)
BESIDE, GAP = 11, 10
"""Pixels from a mark to its words, and between rows."""

BANDS = (
    "Proposals on arms, and what came of them",
    "Meetings and calls: whose step, and what was between",
    "The drafts of December, as Putin told it",
)


def waits(proposals: pd.DataFrame, contacts: pd.DataFrame, told: pd.DataFrame) -> Chart:
    """Draw how long proposals waited for an answer, and how long officials did not speak.

    Args:
        proposals: rows of ``replies.waits``.
        contacts: rows of ``replies.contacts``.
        told: rows of ``replies.told``.
    """
    ids = {*proposals.index, *proposals["answer"], *contacts.index, *told.index} - {""}
    ids |= {name for names in proposals["also"] for name in names}
    table = _table(proposals, contacts, told)
    return publish(
        lambda width: _draw(proposals, contacts, told, width),
        (WIDE, NARROW),
        table,
        {"events": len(ids)},
    )


def _draw(
    proposals: pd.DataFrame, contacts: pd.DataFrame, told: pd.DataFrame, width: float
) -> Chart:
    entries, year = _key(), Year(width)
    head = key.height(entries, width) + 6
    rows = (proposals, contacts, told)
    sheet = Sheet(width, _bands(Sheet(width, 0), year, rows, head + 26))
    year.months(sheet, head, sheet.height - 2)
    _bands(sheet, year, rows, head + 26)
    key.draw(sheet, entries)
    return sheet.chart()


def _bands(
    sheet: Sheet,
    year: Year,
    rows: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
    top: float,
) -> float:
    """Draw the three bands from ``top`` down; return where the last ends."""
    y = _heading(sheet, BANDS[0], top)
    for name, row in rows[0].iterrows():
        y = _wait(sheet, year, str(name), row, y)
    y = _heading(sheet, BANDS[1], y)
    for lane, group in rows[1].groupby("lane", sort=False):
        y = _lane(sheet, year, str(lane), group, y)
    return _words(sheet, year, rows[2], _heading(sheet, BANDS[2], y))


def _key() -> list[key.Entry]:
    return [
        key.mark("square", USSR, "Moscow"),
        key.mark("circle", US, "Washington, NATO"),
        key.mark("triangle-down", UKRAINE, "Kyiv"),
        key.mark("triangle-up", OTHER, "both, or not known"),
        key.mark("circle", INK2, "dated by a report", hollow=True),
        key.stroke("waited", INK2, 3),
        key.stroke("no answer, no call", INK2, 2, DOTS),
    ]


def _heading(sheet: Sheet, words: str, y: float) -> float:
    """Rule off a band and name it; return where its rows begin."""
    sheet.line(0, y, sheet.width, y, RULE2)
    lines = wrap(words, sheet.width / 1.06)
    sheet.text(0, y + 8 + LINE * len(lines) / 2, lines, weight=600, halo=True)
    return y + 16 + LINE * len(lines)


def _point(sheet: Sheet, x: float, y: float, actor: str, row: pd.Series, hollow: bool) -> None:
    doubt = hollow or row["confidence"] != "firm"
    info = {"tip": capitals.tip(row), "href": target(row)}
    sheet.point(x, y, shape(actor), colour(actor), doubt, 66, **info)


def _wait(sheet: Sheet, year: Year, name: str, row: pd.Series, top: float) -> float:
    """Draw one proposal: its name, its wait, and what came; return where the next begins."""
    x, y = year.x(middle(row)), top + LINE + 8
    end = data.event(row["answer"]) if row["answer"] else None
    x2 = year.x(middle(end)) if end is not None else x
    also = [data.event(one) for one in row["also"]]
    last = max([x2, *(year.x(middle(one)) for one in also)])
    if end is None and not also:
        last = x + 22
    tint = colour(row["actors"][0])
    sheet.line(x, y, last, y, tint, 2 if end is None else 3, DOTS if end is None else ())
    _point(sheet, x, y, row["actors"][0], row, False)
    for one in also:
        at = year.x(middle(one))
        _point(sheet, at, y, "other" if one["kind"] == "talks" else one["actors"][0], one, False)
    if end is not None:
        _point(sheet, x2, y, end["actors"][0], end, row["loose"])
    said = f"{row['name']}, {capitals.days(row)}"
    _over(sheet, said, x, y - LINE - 1)
    return _beside(sheet, _outcome(row, end), x, last, y) + GAP


def _outcome(row: pd.Series, end: pd.Series | None) -> str:
    if end is None:
        return str(row["came"])
    by = "by " if row["loose"] else ""
    return f"{row['days']:.0f} days: {row['came']}, {by}{capitals.days(end)}"


def _over(sheet: Sheet, words: str, x: float, y: float) -> None:
    """Write words in bold over a mark: from it rightwards, or up to the edge."""
    left = min(max(x - 5, 0), sheet.width - text_width(words, bold=True) - 1)
    sheet.text(left, y, words, weight=600, halo=True)


def _beside(sheet: Sheet, words: str, x: float, x2: float, y: float) -> float:
    """Write what came, right of the line or left of it; return how far down the words reach."""
    right = sheet.width - x2 >= x
    room = (sheet.width - x2 if right else x) - BESIDE - 2
    lines = wrap(words, room)
    at, align = (x2 + BESIDE, "left") if right else (x - BESIDE, "right")
    sheet.text(at, y + (len(lines) - 1) * LINE / 2, lines, align, halo=True)
    return y + LINE * (len(lines) - 0.5)


def _lane(sheet: Sheet, year: Year, lane: str, rows: pd.DataFrame, top: float) -> float:
    """Draw one kind of contact, with the silences that a source counts."""
    y = _named(sheet, lane, rows["told"].iloc[0], top) + 9
    places = [year.x(middle(row)) for _, row in rows.iterrows()]
    for (_, row), x in zip(rows.iterrows(), places, strict=True):
        if row["since"]:
            _silence(sheet, year, row, x, y)
    levels = stack([(x - 5, x + 5) for x in places], gap=0)
    for (_, row), x, level in zip(rows.iterrows(), places, levels, strict=True):
        if row["precision"] == "month":
            ends = (year.x(row["start"]), year.x(row["start_end"]))
            sheet.line(ends[0], y, ends[1], y, colour(row["asked"]), 3, DOTS)
        else:
            report = row["label"].startswith("Press:")
            _point(sheet, x, y + 11 * level, row["asked"], row, report)
    return y + 11 * max(levels) + GAP + 6


def _named(sheet: Sheet, lane: str, words: str, top: float) -> float:
    """Name a lane and say what is known of it, in one line or more; return where they end."""
    sheet.text(0, top + LINE / 2, lane, weight=600, halo=True)
    after = text_width(lane, bold=True) + 8
    if after + text_width(words) <= sheet.width:
        sheet.text(after, top + LINE / 2, words, halo=True)
        return top + LINE
    lines = wrap(words, sheet.width)
    sheet.text(0, top + LINE * (1 + len(lines) / 2), lines, halo=True)
    return top + LINE * (1 + len(lines))


def _silence(sheet: Sheet, year: Year, row: pd.Series, x: float, y: float) -> None:
    """Draw the time since the contact before, as far as its day or month is known."""
    since = pd.Timestamp(row["since"], tz="UTC")
    start = year.x(since + pd.Timedelta(hours=12))
    if len(row["since"]) == 7:
        after = year.x(since + pd.DateOffset(months=1))
        sheet.line(start, y, after, y, OTHER, 3, DOTS)
        start = after
    elif not row["drawn"]:  # a day that another row names, and no row of its own
        said = f"The last call before {capitals.days(row)}: {capitals.day(since, 'UTC')}"
        info = {"tip": f"{said}\n{named(row['source'])}", "href": target(row)}
        sheet.point(start, y, "triangle-up", OTHER, True, 62, **info)
        start += 6
    sheet.line(start, y, x, y, INK2, 2, DOTS)


def _words(sheet: Sheet, year: Year, told: pd.DataFrame, top: float) -> float:
    """Write what Putin said of the drafts, beside its day; return where the band ends."""
    y = top + LINE / 2
    for _, row in told.iterrows():
        x, words = year.x(middle(row)), f"{capitals.days(row)}: {row['said']}"
        _point(sheet, x, y, "Russia", row, False)
        y = _beside(sheet, words, x, x, y) + LINE / 2 + 5
    return y - 2


def _table(proposals: pd.DataFrame, contacts: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for _, row in proposals.iterrows():
        end = data.event(row["answer"]) if row["answer"] else None
        keys = [*row["source"], *(end["source"] if end is not None else ())]
        keys += [k for one in row["also"] for k in data.event(one)["source"]]
        rows.append((capitals.days(row), row["name"], _outcome(row, end), keys))
    for _, row in contacts.iterrows():
        since = f"; the first since {row['since']}" if row["since"] else ""
        date = "Feb" if row["precision"] == "month" else capitals.days(row)
        said = f"step of {row['asked']}{since}"
        rows.append((date, f"{row['lane']}: {row['label']}", said, row["source"]))
    for _, row in told.iterrows():
        rows.append((capitals.days(row), f"Putin: {row['label']}", row["said"], row["source"]))
    columns = ["Date", "What", "What came, or was said", "Source"]
    named_ = [(*row[:3], ";".join(dict.fromkeys(row[3]))) for row in rows]
    return pd.DataFrame(named_, columns=columns)
