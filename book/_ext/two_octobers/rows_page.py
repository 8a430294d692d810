"""``{all-rows}``: every dated row of the record at an address of its own, in the order of time.

A claim names rows, a row names sources: here the first can be read and the second followed.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from two_octobers import record
from two_octobers.catalogue import in_words
from two_octobers.entries import entry

if TYPE_CHECKING:
    import pandas as pd

TABLES = {
    "events": ("start", "zone", "summary"),
    "messages": ("sent", "sent_zone", "gist"),
    "ships": ("start", "zone", "position"),
    "ship_counts": ("as_of", "zone", "counted"),
    "analogies": ("date", "zone", "gist"),
}
"""The tables of dated rows: when, by whose clock, and what is said of it."""

SPANS = {
    "The crisis of 1962, its run-up and aftermath": 2021,
    "The war of 2022, to the year of the essay": 2023,
    "After the essay": 9999,
}
"""The parts of the page, and the year in which the next one begins."""


def rows() -> list[dict[str, Any]]:
    """Return the dated rows of all tables, in the order of time; a day counts from its start."""
    found = []
    for table, (when, zone, said) in TABLES.items():
        for name, row in getattr(record.tables(), table).iterrows():
            if row[f"{when}_text"]:
                found.append(_row(str(name), table, row, when, zone, said))
    return sorted(found, key=lambda row: (row["instant"], row["id"]))


def _row(name: str, table: str, row: pd.Series, when: str, zone: str, said: str) -> dict[str, Any]:
    title = row.get("label") or row.get("speaker") or f"{row['ship']} {row['what']}"
    return {
        "id": name,
        "table": table,
        "instant": row[when],
        "year": int(row[f"{when}_text"][:4]),
        "when": _when(row[f"{when}_text"], row[zone]),
        "title": title,
        "said": row[said],
        "row": row,
    }


def _when(text: str, zone: str) -> str:
    """Print a local time with its clock: ``22 October 1962, 19:00 New York``."""
    day, _, hour = text.partition("T")
    told = in_words(day)
    if not hour:
        return told
    about = "about " if ":" not in hour else ""
    hour = hour if ":" in hour else f"{hour}:00"
    return f"{told}, {about}{hour} {zone.rpartition('/')[2].replace('_', ' ')}"


class AllRows(SphinxDirective):
    """Print the rows, part by part and month by month."""

    def run(self) -> list[dn.Node]:
        """Group the rows by part."""
        made: list[dn.Node] = []
        for part, members in groupby(rows(), key=_part):
            section = dn.section(ids=[f"part-{list(SPANS).index(part) + 1}"], names=[])
            section += dn.title("", part)
            section += [_entry(row) for row in members]
            made.append(section)
        return made


def _part(row: dict[str, Any]) -> str:
    return next(part for part, until in SPANS.items() if row["year"] < until)


def _entry(row: dict[str, Any]) -> dn.Node:
    when = dn.inline("", row["when"], classes=["when"])
    head = [when, dn.Text(" "), dn.strong("", row["title"]), dn.Text(" ")]
    return entry(row["id"], head, row["said"], row["row"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("all-rows", AllRows)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
