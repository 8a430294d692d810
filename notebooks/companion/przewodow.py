"""The night of Przewodów: the clocks it was seen on, and how this book sorts what was said.

The sorting is a reading, not a record: each event's row says what happened, the two tables here say
which way a step pointed and whose missile a statement made it. Whoever reads a row otherwise
changes a word here, and the charts follow.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pandas as pd

from companion import clocks, data
from companion.publish import named

CLOCKS = {
    "Washington": ZoneInfo("America/New_York"),
    "Warsaw": ZoneInfo("Europe/Warsaw"),
    "Moscow": ZoneInfo("Europe/Moscow"),
    "Bali": ZoneInfo("Asia/Makassar"),
}
"""The clocks of that night, from west to east."""

SINCE, UNTIL = "2022-11-14T22:00", "2022-11-16T17:00"
"""From the first hour of 15 November in Kyiv to 18:00 in Warsaw on the 16th (UTC)."""

LANES = {
    "Finding out": (
        "power-grid", "przewodow", "warsaw-learns", "committee-called", "radio-zet",
        "committee-meets", "hungary-council", "delegation-woken", "biden-duda", "nac",
        "ukraine-access",
    ),
    "Alarm": (
        "ap-report", "zelensky-video", "baltic-states", "article-4", "ambassador",
        "zelensky-denies",
    ),
    "Brakes": (
        "pentagon", "moscow-denies", "duda-statement", "bali-meeting", "biden-unlikely",
        "duda-morawiecki", "security-council-pl", "stoltenberg", "no-article-4", "ap-correction",
    ),
}  # fmt: skip
"""Which way a step pointed: none named; Russia accused, forces readied; doubt or restraint."""

POSITIONS = ("fired by Russia", "not by Ukraine", "not known", "not by Russia", "fired by Ukraine")
"""What can be said of whose missile it was, from one end to the other."""

SAID = {
    "Kyiv": {
        "2022-11-15-zelensky-video": "fired by Russia",
        "2022-11-15-kuleba": "not by Ukraine",
        "2022-11-16-zelensky-denies": "not by Ukraine",
        "2022-11-17-zelensky-softens": "not known",
        "2022-11-25-kuleba-evidence": "perhaps not by Ukraine",
    },
    "Warsaw": {
        "2022-11-15-ambassador": "not known",
        "2022-11-16-duda-statement": "not known",
        "2022-11-16-duda-morawiecki": "perhaps fired by Ukraine",
        "2022-11-17-duda-przewodow": "perhaps fired by Ukraine",
        "2023-09-26-przewodow-opinion": "fired by Ukraine",
        "2023-09-28-przewodow-ziobro": "fired by Ukraine",
        "2024-01-23-przewodow-suspended": "not known",
    },
    "Washington": {
        "2022-11-15-pentagon": "not known",
        "2022-11-16-biden-unlikely": "perhaps not by Russia",
        "2022-11-16-us-officials": "perhaps fired by Ukraine",
        "2022-11-17-biden-evidence": "perhaps fired by Ukraine",
    },
    "NATO and G7": {
        "2022-11-16-bali-meeting": "not known",
        "2022-11-16-stoltenberg": "perhaps fired by Ukraine",
    },
    "Moscow": {
        "2022-11-15-moscow-denies": "not by Russia",
        "2022-11-16-moscow-s300": "fired by Ukraine",
    },
    "Riga": {"2022-11-15-baltic-states": "fired by Russia"},
    "The agency AP": {
        "2022-11-15-ap-report": "fired by Russia",
        "2022-11-16-ap-correction": "perhaps fired by Ukraine",
    },
}
"""What each side said, in order; “perhaps” where it was likely, preliminary or left unsaid."""


def night() -> pd.DataFrame:
    """Return the events of that night and the next day in their lanes, in the order of time.

    Returns:
        Rows of ``events`` on Przewodów whose hour is known, or which are of rank 1, with ``lane``.

    Raises:
        KeyError: an event is in no lane; the message says where to put it.
    """
    rows = data.events("2022", since=SINCE, until=UNTIL)
    rows = rows[[("przewodow" in themes) for themes in rows["themes"]]]
    rows = rows[(rows["precision"] != "day") | (rows["rank"] == 1)]
    lanes = {slug: lane for lane, slugs in LANES.items() for slug in slugs}
    found = [lanes.get(name[len("2022-11-15-") :]) for name in rows.index]
    if None in found:
        raise KeyError(f"put {rows.index[found.index(None)]} into a lane of companion/przewodow.py")
    return rows.assign(lane=found)


def statements() -> pd.DataFrame:
    """Return what each side said of whose missile it was, side by side and in the order of time.

    Returns:
        Rows of ``events`` with ``side``, ``position`` (one of :data:`POSITIONS`) and ``flat``
        (whether it was said without a “likely”).
    """
    said = [
        {"id": name, "side": side, "position": words.removeprefix("perhaps "),
         "flat": not words.startswith("perhaps ")}
        for side, statements in SAID.items()
        for name, words in statements.items()
    ]  # fmt: skip
    return pd.DataFrame(said).join(data.table("events"), on="id").set_index("id")


def local(instant: pd.Timestamp, city: str) -> pd.Timestamp:
    """Turn a UTC instant into the wall-clock time of a city of :data:`CLOCKS` (zone dropped)."""
    return instant.tz_convert(CLOCKS[city]).tz_localize(None)


def hour(instant: pd.Timestamp, city: str) -> str:
    """Print the clock of a city: ``19:32``."""
    return local(instant, city).strftime("%H:%M")


def day(instant: pd.Timestamp, city: str) -> str:
    """Print the day in a city: ``16 Nov``."""
    when = local(instant, city)
    return f"{when.day} {clocks.month(when)}"


def own_day(event: pd.Series) -> str:
    """Print an event's day by the clock that its source uses: ``16 Nov 2022``."""
    when = event["start"].tz_convert(event["zone"])
    return f"{when.day} {clocks.month(when)} {when.year}"


def known(event: pd.Series) -> str:
    """Print as much as is known of when: four clocks, or the day where no hour is on record."""
    if event["precision"] == "day":
        return own_day(event)
    about = "about " if event["precision"] == "hour" else ""
    parts, said = [], ""
    for city in CLOCKS:
        date = day(event["start"], city)
        parts.append(f"{city} {'' if date == said else f'{date} '}{hour(event['start'], city)}")
        said = date
    return about + " · ".join(parts)


def tip(event: pd.Series, more: str = "") -> str:
    """Write what a mark says when a reader points at it: event, clocks, a remark, sources."""
    day_only = " (only the day is known)" if event["precision"] == "day" else ""
    added = f"\n{more}" if more else ""
    return f"{event['label']}\n{known(event)}{day_only}.{added}\n{named(event['source'])}"
