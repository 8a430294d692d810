"""The clocks of 2022: days and hours as Washington, Kyiv and Moscow print them.

Kyiv and Moscow showed one hour until 30 October 2022; then Kyiv’s summer time ended.
"""

from __future__ import annotations

import pandas as pd

from companion import clocks
from companion.publish import named

ZONES = {"Washington": "America/New_York", "Kyiv": "Europe/Kyiv", "Moscow": "Europe/Moscow"}
"""The clocks that the chapters on 2022 print side by side."""

EXACT = ("minute", "hour")


def city(zone: str) -> str:
    """Name the city of a zone: its capital if it is one of ours, else the zone’s own."""
    names = {name: place for place, name in ZONES.items()}
    return names.get(zone, zone.rsplit("/", 1)[-1].replace("_", " "))


def day(instant: pd.Timestamp, zone: str) -> str:
    """Print a day as a zone’s calendar has it: ``9 Nov``, ``30 Sept``."""
    when = instant.tz_convert(zone)
    return f"{when.day} {clocks.month(when)}"


def hour(instant: pd.Timestamp, zone: str) -> str:
    """Print the hour on a zone’s clocks: ``16:53``."""
    return f"{instant.tz_convert(zone):%H:%M}"


def days(event: pd.Series) -> str:
    """Print the day of an event on its own calendar, or its first and last: ``23–27 Sept``."""
    first = day(event["start"], event["zone"])
    end = event["end_end"] if pd.notna(event["end_end"]) else event["start_end"]
    last = day(max(end - pd.Timedelta(seconds=1), event["start"]), event["zone"])
    if first == last:
        return first
    same = first.split()[1] == last.split()[1]
    return f"{first.split()[0]}–{last}" if same else f"{first} – {last}"


def clock_line(event: pd.Series) -> str:
    """Print when an event was: on three clocks if its hour is known, else its own day."""
    if event["precision"] not in EXACT:
        return f"{city(event['zone'])} {days(event)} (only the day is known)"
    about, parts, said = "about " if event["precision"] == "hour" else "", [], ""
    for name, zone in ZONES.items():
        date = day(event["start"], zone)
        shown = "" if date == said else f"{date} "
        parts.append(f"{name} {shown}{hour(event['start'], zone)}")
        said = date
    return about + " · ".join(parts)


def tip(event: pd.Series) -> str:
    """Write what a mark says when a reader points at it: event, clocks, certainty, sources."""
    doubt = "" if event["confidence"] == "firm" else f" {event['confidence'].capitalize()}."
    return f"{event['label']}\n{clock_line(event)}.{doubt}\n{named(event['source'])}"


def columns(event: pd.Series) -> list[str]:
    """Print an event for a table on the clocks of Washington, Kyiv and Moscow, in this order.

    Where only the day is known, it stands in the column of its own city alone.
    """
    if event["precision"] in EXACT:
        about = "about " if event["precision"] == "hour" else ""
        return [
            f"{day(event['start'], z)} {about}{hour(event['start'], z)}" for z in ZONES.values()
        ]
    own = city(event["zone"])
    return [days(event) if name == own else "" for name in ZONES]
