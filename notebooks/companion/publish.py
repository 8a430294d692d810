"""What a chart carries with it, so that any page can print it, tabulate it and name its sources."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode

from companion import clocks, data
from companion.theme import WIDE

Chart = alt.Chart | alt.LayerChart
Place = TypeVar("Place")

FOR_PHONES = sys.platform != "emscripten"
"""Whether a chart carries its drawing for phones: pages need it, a notebook shows it nobody, and in
the reader's browser to make it took 0.8 s of chapter 11, on a second visit."""


def publish(
    draw: Callable[[Place], Chart],
    places: tuple[Place, Place],
    table: pd.DataFrame,
    used: dict[str, int],
) -> Chart:
    """Draw a chart; add what a page needs beside the drawing, as Vega-Lite ``usermeta``.

    Args:
        draw: what draws it for a place.
        places: a page, as wide as its text or as text and margin; and a phone.
        table: what is drawn, for those who would rather read it; column ``Source`` holds bib keys
            separated by semicolons.
        used: how many rows of which table of ``data/`` the chart draws.
    """
    wide, phone = places
    with debug_mode(False):  # asked once, when it is shown, whether it is valid; not of each part
        chart = draw(wide)
        narrow = draw(phone).to_dict(validate=False) if FOR_PHONES else None
    meta: dict[str, Any] = {
        "table": {"columns": list(table.columns), "rows": table.to_numpy(dtype=object).tolist()},
        "tables": [[name, count] for name, count in used.items()],
        "width": "wide" if chart.width == WIDE else "text",
    }
    if narrow:  # the schema would find in it what it finds in its twin
        meta["narrow"] = narrow
    chart.usermeta = meta  # not a copy: that would take as long as the drawing
    return chart


def by_table(rows: pd.DataFrame) -> dict[str, int]:
    """Count rows that come from several tables by these, which column ``table`` names."""
    return {str(name): int(count) for name, count in rows["table"].value_counts().items()}


def source_cells(sources: Iterable[tuple[str, ...]]) -> list[str]:
    """Write the keys of each row's sources into a cell of the table under a chart."""
    return [";".join(keys) for keys in sources]


def three_clocks(instant: pd.Timestamp, precision: str, city: str) -> list[str]:
    """Print an instant on the clocks of Washington, Moscow and Havana, in this order.

    Where only the day is known, it is the day in ``city`` alone, and the others stay empty: the
    same event may fall on another date elsewhere.
    """
    exact = precision in ("minute", "hour")
    return [
        clocks.when(instant, name, precision) if exact or name == city else ""
        for name in ("Washington", "Moscow", "Havana")
    ]


def tip(event: pd.Series, city: str) -> str:
    """Write what a mark says when a reader points at it: event, clocks, certainty, sources."""
    day_only = " (only the day is known)" if event["precision"] == "day" else ""
    doubt = "" if event["confidence"] == "firm" else f" {event['confidence'].capitalize()}."
    known = _clock_line(event["start"], event["precision"], city)
    return f"{event['label']}\n{known}{day_only}.{doubt}\n{named(event['source'])}"


def _clock_line(instant: pd.Timestamp, precision: str, city: str) -> str:
    """Print the clocks in one line; the date only where it differs from the one before."""
    if precision not in ("minute", "hour"):
        return f"{city} {clocks.day(instant, city)}"
    about = "about " if precision == "hour" else ""
    parts, said = [], ""
    for name in ("Washington", "Moscow", "Havana"):
        date = clocks.day(instant, name)
        parts.append(f"{name} {'' if date == said else f'{date} '}{clocks.hour(instant, name)}")
        said = date
    return about + " · ".join(parts)


def named(keys: Iterable[str]) -> str:
    """Print sources by their short titles."""
    titles = data.short_titles()
    return "; ".join(titles.get(key, key) for key in keys)


def target(event: pd.Series) -> str:
    """Return where a mark leads: to its first source in the page's list."""
    return f"#ref-{event['source'][0]}"
