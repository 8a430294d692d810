"""How long each message was under way, and an open mark where no arrival is on record."""

from __future__ import annotations

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts.letters import HOMES
from companion.layout import text_width
from companion.publish import Chart, named, publish, source_cells, target
from companion.theme import COLUMN, INK, INK2, NARROW, RULE, US, USSR

HEAD, STEP = 24, 40
"""Heights in pixels: the scale above, and a message."""


def delays(messages: pd.DataFrame, most: int = 12) -> Chart:
    """Draw the hours from sending to receipt of each message, in the order of sending.

    Args:
        messages: rows of ``data.messages``.
        most: where the scale ends, in hours.

    Raises:
        ValueError: a message took longer than the scale.
    """
    if messages["hours"].max() > most:
        raise ValueError(
            f"a message took {messages['hours'].max():.1f} h; the scale ends at {most}"
        )
    used = {"messages": len(messages)}
    return publish(
        lambda width: _draw(messages, width, most), (COLUMN, NARROW), _table(messages), used
    )


def _draw(messages: pd.DataFrame, width: float, most: int) -> Chart:
    sheet = Sheet(width, HEAD + STEP * len(messages))
    room = width - 12
    for hours in range(0, most + 1, 2 if width == COLUMN else 4):
        x = hours / most * room
        sheet.line(x, HEAD - 4, x, sheet.height, RULE, 0.8)
        last = hours == most
        align = "right" if last else "left" if hours == 0 else "center"
        sheet.text(x, 8, f"{hours} hours" if last else str(hours), align, INK2)
    for draw in (_bar, _message):  # all bars first, so that none lies over a mark
        for row, (_, message) in enumerate(messages.iterrows()):
            draw(sheet, message, HEAD + row * STEP, lambda h: h / most * room)
    return sheet.chart()


def _look(message: pd.Series) -> tuple[str, str]:
    """Return colour and mark of the side that sent a message."""
    return (US, "circle") if message["sender"] == "Kennedy" else (USSR, "square")


def _bar(sheet: Sheet, message: pd.Series, top: float, x) -> None:
    """Draw the hours under way; dashed where they are known only about."""
    if message["hours"] > 0:
        dash = () if message["exact"] else (5, 3)
        sheet.line(0, top + 28, x(message["hours"]), top + 28, _look(message)[0], 3.2, dash)


def _message(sheet: Sheet, message: pd.Series, top: float, x) -> None:
    """Write a message's name, and below it mark its arrival and say what is known."""
    tint, mark = _look(message)
    day = clocks.day(message["sent"], HOMES.get(message["sender"], "Moscow"))
    name = f"{day} · {message['label']}"
    y, known = top + 28, pd.notna(message["hours"])
    sheet.text(0, top + 10, name, halo=True)
    end = x(message["hours"]) if known else 0.0
    words = _words(message)
    sheet.point(
        max(end, 4),
        y,
        mark,
        tint,
        hollow=not known or not message["exact"],
        size=80,
        tip=f"{name}\n{words}\n{named(message['source'])}",
        href=target(message),
    )
    right = end + 12 + text_width(words, bold=known) > sheet.width
    sheet.text(
        end - 10 if right else max(end, 4) + 11,
        y - (11 if right else 0),
        words,
        "right" if right else "left",
        INK if known else INK2,
        600 if known else 400,
        italic=not known,
        halo=True,
    )


def _words(message: pd.Series) -> str:
    if pd.isna(message["hours"]):
        return "arrival hour not on record"
    if message["hours"] == 0:
        return "at once"
    return f"{message['hours']:.1f} h" if message["exact"] else f"about {message['hours']:.0f} h"


def _table(messages: pd.DataFrame) -> pd.DataFrame:
    """Return each message with both clock times and the hours between them."""
    cities = {zone: city for city, zone in clocks.ZONES.items()}

    def printed(message: pd.Series, which: str) -> str:
        city = cities.get(message[f"{which}_zone"], "")
        if pd.isna(message[which]) or not city:
            return "not on record"
        return f"{clocks.when(message[which], city, message[f'{which}_precision'])}, {city}"

    return pd.DataFrame(
        {
            "Message": [
                f"{m['sender']} to {m['recipient']}: {m['label']}" for _, m in messages.iterrows()
            ],
            "Sent": [printed(m, "sent") for _, m in messages.iterrows()],
            "Received": [printed(m, "received") for _, m in messages.iterrows()],
            "Hours": [_words(m) for _, m in messages.iterrows()],
            "Receipt means": list(messages["received_basis"]),
            "Source": source_cells(messages["source"]),
        }
    )
