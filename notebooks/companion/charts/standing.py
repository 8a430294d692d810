"""How long weapons stood, account by account: a bar a source, dotted where its dates are loose."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import key
from companion.layout import text_width, wrap
from companion.publish import Chart, named, publish, source_cells, target, tip
from companion.theme import INK, INK2, LINE, NARROW, PAPER, RULE, US, WIDE, colour, shape

STEP, HOST, WORDS = 44, 16, 19
"""Heights in pixels: an account, the name of a host, a line of words."""

DOTS = (1.5, 3.0)

ZONES = {"Turkey": "Europe/Istanbul", "Italy": "Europe/Rome", "United Kingdom": "Europe/London"}


@dataclass(frozen=True)
class Frame:
    """The stretch of time that is drawn, on a sheet of so many pixels."""

    start: pd.Timestamp
    end: pd.Timestamp
    width: float

    def x(self, instant: pd.Timestamp) -> float:
        """Return where an instant stands, kept within the frame."""
        within = min(max(instant, self.start), self.end)
        return (within - self.start) / (self.end - self.start) * self.width


def standing(
    accounts: pd.DataFrame,
    events: pd.DataFrame,
    promise: pd.Series,
    term: tuple[int, int],
    years: tuple[str, str],
) -> Chart:
    """Draw from when to when each account has the missiles in place.

    Args:
        accounts: rows of ``data.table("nato_missiles")`` with both dates.
        events: rows of ``data.events`` to set above the bars, in the order of time.
        promise: the event from which months are counted back and forth.
        term: in how many months at least and at most they were to be gone.
        years: the stretch to draw, as ISO dates (UTC).
    """
    rows = accounts.assign(**_spans(accounts))
    start, end = (pd.Timestamp(date, tz="UTC") for date in years)
    used = {"nato_missiles": len(rows), "events": len(events)}
    table = _table(rows, events, promise)
    return publish(
        lambda width: _draw(rows, events, promise, term, Frame(start, end, width)),
        (WIDE, NARROW),
        table,
        used,
    )


def _spans(accounts: pd.DataFrame) -> dict[str, list[pd.Timestamp]]:
    """Return the limits within which the missiles came, and went."""
    found: dict[str, list[pd.Timestamp]] = {"came": [], "come": [], "went": [], "gone": []}
    for _, row in accounts.iterrows():
        for first, last, column in (("came", "come", "deployed"), ("went", "gone", "removed")):
            span = clocks.parse(row[column], ZONES[row["host"]])
            found[first].append(pd.Timestamp(span.start))
            found[last].append(pd.Timestamp(span.end))
    return found


def months(first: pd.Timestamp, last: pd.Timestamp) -> float:
    """Return how many months lie between two instants, by the mean length of a month."""
    return (last - first) / pd.Timedelta(days=365.25 / 12)


def before(row: pd.Series, promise: pd.Series) -> str:
    """Say how long missiles had stood by the time of the promise, as far as the account tells."""
    least, most = (months(row[name], promise["start"]) for name in ("come", "came"))
    if most - least < 2:
        return f"about {(least + most) / 2:.0f} months"
    return f"{least:.0f} to {most:.0f} months"


def _draw(
    rows: pd.DataFrame,
    events: pd.DataFrame,
    promise: pd.Series,
    term: tuple[int, int],
    frame: Frame,
) -> Chart:
    """Draw the ground, the bars, the events above them, and the key."""
    entries = _key()
    head = key.height(entries, frame.width) + 8
    labels = [wrap(_dated(event), _room(event, frame)) for _, event in events.iterrows()]
    top = head + 28 + WORDS * (sum(len(lines) for lines in labels) + 1) + 6
    sheet = Sheet(frame.width, top + STEP * len(rows) + HOST * rows["host"].nunique() - 8)
    _years(sheet, frame, head)
    line = frame.x(promise["start"])
    sheet.line(line, head + 22, line, sheet.height, INK, 1.6)
    y = top
    for host, group in rows.groupby("host", sort=False):
        sheet.text(0, y + 10, f"{group['missile'].iloc[0]}s in {host}", weight=600, halo=True)
        y += HOST
        for _, row in group.iterrows():
            _account(sheet, frame, row, promise, y)
            y += STEP
    y = head + 28.0
    for (_, event), lines in zip(events.iterrows(), labels, strict=True):
        _event(sheet, frame, event, lines, y)
        y += WORDS * len(lines)
    _term(sheet, frame, promise, term, y)
    key.draw(sheet, entries)
    return sheet.chart()


def _term(
    sheet: Sheet, frame: Frame, promise: pd.Series, term: tuple[int, int], top: float
) -> None:
    """Draw by when the missiles were to be gone, as the promise was written down."""
    ends = [frame.x(promise["start"] + pd.DateOffset(months=n)) for n in term]
    y = top + WORDS / 2
    sheet.line(ends[0], y, ends[1], y, INK, 3, DOTS)
    words = f"due in {term[0]} to {term[1]} months, as Khrushchev wrote it down"
    _write(sheet, ends[0] - 9, y, [words], "right", italic=True)


def _write(
    sheet: Sheet, x: float, y: float, lines: list[str], align: str = "left", italic: bool = False
) -> None:
    """Write words on a band of paper, so that the upright line breaks for them."""
    width, half = max(text_width(line) for line in lines), LINE * len(lines) / 2 + 2
    left = x if align == "left" else x - width
    sheet.rect(left, y - half, left + width, y + half, PAPER, PAPER)
    sheet.text(x, y, lines, align, italic=italic, halo=True)


def _key() -> list[key.Entry]:
    return [
        (26, lambda sheet, x, y: sheet.rect(x, y - 3.5, x + 26, y + 3.5, US, US), "in place"),
        key.stroke("came or went at some time of these", US, 2.2, DOTS),
        key.stroke("Robert Kennedy’s word to Dobrynin, 27 Oct 1962", INK, 1.6),
    ]


def _years(sheet: Sheet, frame: Frame, top: float) -> None:
    sheet.text(0, top + 9, str(frame.start.year), colour=INK2, halo=True)
    for year in range(frame.start.year + 1, frame.end.year + 1):
        x = frame.x(pd.Timestamp(f"{year}-01-01", tz="UTC"))
        sheet.line(x, top, x, sheet.height, RULE)
        sheet.text(x + 5, top + 9, str(year), colour=INK2, halo=True)


def _room(event: pd.Series, frame: Frame) -> float:
    x = frame.x(event["start"])
    return max(x, frame.width - x) - 16


def _dated(event: pd.Series) -> str:
    local = event["start"].tz_convert(event["zone"])
    year = f" {local.year}" if local.year != 1962 else ""
    return f"{local.day} {clocks.month(local)}{year}: {event['label']}"


def _event(sheet: Sheet, frame: Frame, event: pd.Series, lines: list[str], top: float) -> None:
    x, y = frame.x(event["start"]), top + WORDS / 2
    actor, doubt = event["actors"][0], event["confidence"] != "firm"
    said = tip(event, "Washington" if actor == "US" else "Moscow")
    sheet.point(x, y, shape(actor), colour(actor), doubt, 74, tip=said, href=target(event))
    right = frame.width - x >= x
    middle = y + (len(lines) - 1) * LINE / 2
    _write(sheet, x + (11 if right else -11), middle, lines, "left" if right else "right")


def _account(sheet: Sheet, frame: Frame, row: pd.Series, promise: pd.Series, top: float) -> None:
    """Draw one account’s bar, and over it whose it is and what it says."""
    y = top + 30
    x, x2 = frame.x(row["come"]), frame.x(row["went"])
    sheet.line(frame.x(row["came"]), y, x, y, US, 2.2, DOTS)
    sheet.line(x2, y, frame.x(row["gone"]), y, US, 2.2, DOTS)
    sheet.rect(x, y - 3.5, x2, y + 3.5, US, US)
    who = named(row["source"][:1])
    words = f"{who}: {int(row['number'])}, from {_said(row['deployed'])}"
    left = min(frame.x(row["came"]), frame.width - text_width(words))
    _write(sheet, max(left, 0), y - 15, [words])
    told = f"{words} to {_said(row['removed'])}\n{before(row, promise)} before the promise"
    sheet.point(
        frame.x(row["come"]),
        y,
        "circle",
        US,
        row["confidence"] != "firm",
        74,
        tip=f"{told}\n{named(row['source'])}",
        href=target(row),
    )
    stood = f"{'stood ' if frame.width == WIDE else ''}{before(row, promise)}"
    sheet.text(frame.x(row["came"]) - 9, y, stood, "right", INK2, italic=True, halo=True)


def _said(date: str) -> str:
    """Write a date of the table in words: ``April 1962``."""
    if len(date) == 4:
        return date
    day = pd.Timestamp(date)
    return f"{day.day} {day:%B %Y}" if len(date) == 10 else f"{day:%B %Y}"


def _table(rows: pd.DataFrame, events: pd.DataFrame, promise: pd.Series) -> pd.DataFrame:
    bars = pd.DataFrame(
        {
            "What": [f"{r['missile']}s in {r['host']}: {r['number']}" for _, r in rows.iterrows()],
            "From": [_said(text) for text in rows["deployed"]],
            "To": [_said(text) for text in rows["removed"]],
            "Before the promise": [before(row, promise) for _, row in rows.iterrows()],
            "Certainty": list(rows["confidence"]),
            "Source": source_cells(rows["source"]),
        }
    )
    words = pd.DataFrame(
        {
            "What": list(events["label"]),
            "From": [_said(text[:10]) for text in events["start_text"]],
            "Certainty": list(events["confidence"]),
            "Source": source_cells(events["source"]),
        }
    )
    return pd.concat([words, bars]).fillna("")[bars.columns]
