"""Messages under way, one a row: read up from where one was sent to see what was still unread.

A bar runs from sending to receipt. Below it stand the messages that were sent later; where the
line that rises from one of them meets a bar of the other side, the two crossed.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import key, moments
from companion.exchange import ANSWERS, NOT_SENT, crossings
from companion.layout import text_width
from companion.publish import Chart, by_table, named, publish, source_cells, target
from companion.theme import INK, INK2, LINE, NARROW, PAPER, RULE, US, USSR, WIDE

STEP, DAYS = 48, 40
"""Heights in pixels: a message, and the dates of both cities above them."""

DOTS = (1.5, 3.0)
"""How time is dotted that the record leaves open."""

HOMES = {"US": "Washington", "USSR": "Moscow"}


@dataclass(frozen=True)
class Frame:
    """The stretch of time that is drawn, on a sheet of so many pixels; rows begin at ``top``."""

    start: pd.Timestamp
    end: pd.Timestamp
    width: float
    top: float

    def x(self, instant: pd.Timestamp) -> float:
        """Return where an instant stands, kept within the frame."""
        within = min(max(instant, self.start), self.end)
        return (within - self.start) / (self.end - self.start) * self.width

    @property
    def step(self) -> int:
        """What a message takes: on a phone its hour and place have a line of their own."""
        return STEP if self.width == WIDE else STEP + LINE


def unread(rows: pd.DataFrame, until: str) -> Chart:
    """Draw each message from sending to reading, and ring those that a writer had not yet read.

    Args:
        rows: what ``exchange.words`` returns.
        until: where the drawing ends (UTC).
    """
    end = pd.Timestamp(until, tz="UTC")
    met = crossings(rows)
    used = by_table(rows)
    return publish(
        lambda width: _draw(rows, met, end, width), (WIDE, NARROW), _table(rows, met), used
    )


def _draw(rows: pd.DataFrame, met: pd.DataFrame, end: pd.Timestamp, width: float) -> Chart:
    """Draw from the ground up: dates, bars, lines that rise, words, marks, rings, and the key."""
    entries = _key()
    head = key.height(entries, width) + 10
    frame = Frame(rows["sent"].min() - pd.Timedelta(hours=1), end, width, head + DAYS)
    sheet = Sheet(width, frame.top + frame.step * len(rows) + 4)
    place = {name: frame.top + frame.step * (n + 1) - 17 for n, name in enumerate(rows.index)}
    dates = _midnights(sheet, frame, head)
    for name, row in rows.iterrows():
        _under_way(sheet, frame, row, place[str(name)])
    for _, pair in met.iterrows():
        x = frame.x(rows.at[pair["writer"], "sent"])
        top, foot = place[pair["unread"]], place[pair["writer"]]
        sheet.line(x, top, x, foot, INK, 1.3, () if pair["sure"] else DOTS)
    for name, row in rows.iterrows():
        _named(sheet, frame, row, place[str(name)])
    for _, pair in met.iterrows():
        x = frame.x(rows.at[pair["writer"], "sent"])
        ring(sheet, x, place[pair["unread"]], pair["sure"])
        perhaps = "" if pair["sure"] else "perhaps "
        words = f"{perhaps}not in hand: {rows.at[pair['unread'], 'label']}"
        if text_width(words) < x - 14:
            y = place[pair["writer"]]
            sheet.text(x - 14, y, words, "right", INK2, italic=True, halo=True)
    key.draw(sheet, entries)
    for x, y, words in dates:
        sheet.text(x, y, words, colour=INK2)
    across = {name: frame.x(row["sent"]) for name, row in rows.iterrows()}
    return moments.added(sheet.chart(), rows, met, across, place)


def _key() -> list[key.Entry]:
    return [
        key.mark("circle", US, "American"),
        key.mark("square", USSR, "Soviet"),
        key.mark("square", INK2, "hour contested", hollow=True),
        key.stroke("under way", INK2, 3),
        key.stroke("in hand at some hour of these, or not on record", INK2, 2.2, DOTS),
        ring_entry("not in hand when the other side spoke next", True),
        ring_entry("perhaps not in hand", False),
    ]


def ring_entry(words: str, sure: bool) -> key.Entry:
    """Make an entry of a key for a crossing."""
    return 16, lambda sheet, x, y: ring(sheet, x + 8, y, sure), words


def ring(sheet: Sheet, x: float, y: float, sure: bool) -> None:
    """Mark a crossing: full where it is certain, with a question mark where it may be."""
    sheet.point(x, y, "circle", INK, hollow=not sure, size=210)
    sheet.text(x, y, "×" if sure else "?", "center", PAPER if sure else INK, 600)


def _midnights(sheet: Sheet, frame: Frame, top: float) -> list[tuple[float, float, str]]:
    """Rule the midnights of both capitals, Washington’s through all rows; return their names."""
    names = []
    for city, y, foot in (("Washington", top, sheet.height), ("Moscow", top + 18, top + 36)):
        day = clocks.local(frame.start, city).normalize()
        names.append((0.0, y + 9, city))
        while True:
            day += pd.Timedelta(days=1)
            edge = day.tz_localize(clocks.ZONES[city]).tz_convert("UTC")
            if edge >= frame.end:
                break
            x, name = frame.x(edge), clocks.day(edge, city, weekday=frame.width == WIDE)
            sheet.line(x, y, x, foot, RULE)
            if x + text_width(name) + 5 < frame.width:
                names.append((x + 5, y + 9, name))
    return names


def _tint(row: pd.Series) -> tuple[str, str]:
    return (US, "circle") if row["side"] == "US" else (USSR, "square")


def _under_way(sheet: Sheet, frame: Frame, row: pd.Series, y: float) -> None:
    """Draw the time under way: dotted where sending or reading is known only within limits."""
    tint, _ = _tint(row)
    last = _last(row)
    if row["sent_last"] > row["sent"]:
        sheet.line(frame.x(row["sent"]), y, frame.x(row["sent_last"]), y, tint, 2.2, DOTS)
    if row["read"] > row["sent_last"]:
        sheet.line(frame.x(row["sent_last"]), y, frame.x(row["read"]), y, tint, 3.2)
    first = max(row["read"], row["sent_last"])
    if last > first:
        sheet.line(frame.x(first), y, frame.x(last), y, tint, 2.2, DOTS)
    if pd.notna(row["read_last"]) and last > row["sent"]:
        x = frame.x(last)
        if row["read"] == row["read_last"]:
            sheet.point(x - 3, y, "triangle-right", tint, size=80)
        else:
            sheet.line(x, y - 6, x, y + 6, tint, 1.6)


def _last(row: pd.Series) -> pd.Timestamp:
    """Return until when a message is drawn: where no reading is on record, a day and a half."""
    if pd.isna(row["read_last"]):
        return row["sent_last"] + pd.Timedelta(hours=18)
    return row["read_last"]


def _named(sheet: Sheet, frame: Frame, row: pd.Series, y: float) -> None:
    """Mark a sending, name it over its bar, and say at its end when it was read."""
    tint, shape = _tint(row)
    loose = row["precision"] == "day"
    about = "c. " if row["precision"] == "hour" else ""
    hour = "" if loose else f"{about}{clocks.hour(row['sent'], _city(row))} {_city(row)}"
    x, over = frame.x(row["sent"]), frame.step - STEP
    room = text_width(hour) + 7 if hour and not over else 0
    left = min(x - 4, frame.width - room - text_width(row["label"]))
    if hour:
        sheet.text(left, y - 18 - over, hour, "left", INK2, 600, halo=True)
    sheet.text(left + room, y - 18, row["label"], halo=True)
    if not loose:
        doubt = row["confidence"] != "firm"
        sheet.point(x, y, shape, tint, doubt, 80, tip=_tip(row), href=target(row))
    _arrival(sheet, frame, row, y)


def _arrival(sheet: Sheet, frame: Frame, row: pd.Series, y: float) -> None:
    words = arrival(row)
    end = frame.x(_last(row)) + 9
    if not words:
        return
    if end + text_width(words) <= frame.width:
        sheet.text(end, y, words, "left", INK2, halo=True)
    elif frame.x(row["sent"]) - 12 - text_width(words) >= 0:
        sheet.text(frame.x(row["sent"]) - 12, y, words, "right", INK2, halo=True)


def _city(row: pd.Series) -> str:
    return {zone: city for city, zone in clocks.ZONES.items()}.get(row["sent_zone"], "Washington")


def arrival(row: pd.Series) -> str:
    """Say when a message was read, on the clock of the side that read it, as far as is known."""
    there = HOMES["USSR" if row["side"] == "US" else "US"]
    if row["basis"] in NOT_SENT.values():
        return ""
    if pd.isna(row["read_last"]):
        return f"when in hand in {there}: not on record"
    if row["read_last"] == row["sent"]:
        return {"public broadcast": "broadcast"}.get(row["basis"], "released")
    if row["read"] == row["read_last"]:
        return f"in hand {clocks.hour(row['read'], there)} in {there}"
    if row["read"] > row["sent_last"]:
        return f"in hand on {clocks.day(row['read'], there)} in {there}"
    by = f"{'about ' if row['about'] else ''}{clocks.hour(row['read_last'], there)}"
    return f"in hand by {by} on {clocks.day(row['read_last'], there)} in {there}"


def _tip(row: pd.Series) -> str:
    both = " · ".join(f"{c} {clocks.when(row['sent'], c)}" for c in HOMES.values())
    about = "about " if row["precision"] == "hour" else ""
    doubt = "" if row["confidence"] == "firm" else f" {row['confidence'].capitalize()}."
    return f"{row['label']}\n{about}{both}.{doubt}\n{named(row['source'])}"


def _table(rows: pd.DataFrame, met: pd.DataFrame) -> pd.DataFrame:
    """Return each message with what its writer had not yet read of the other side’s."""

    def listed(name: object, sure: bool) -> str:
        pairs = met[(met["writer"] == name) & (met["sure"] == sure)]
        return "; ".join(rows.loc[list(pairs["unread"]), "label"])

    return pd.DataFrame(
        {
            "Message": list(rows["label"]),
            "Sent": [_sent(row) for _, row in rows.iterrows()],
            "In hand": [arrival(row) or row["basis"] for _, row in rows.iterrows()],
            "Not yet in hand": [listed(name, True) for name in rows.index],
            "Perhaps not in hand": [listed(name, False) for name in rows.index],
            "Shows to have been in hand": [
                "; ".join(
                    rows.at[n, "label"] for n in ANSWERS.get(str(name), ()) if n in rows.index
                )
                for name in rows.index
            ],
            "Source": source_cells(rows["source"]),
        }
    )


def _sent(row: pd.Series) -> str:
    return f"{clocks.when(row['sent'], _city(row), row['precision'])}, {_city(row)}"
