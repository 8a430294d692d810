"""One row of a table on a reference page: what it says, how sure that is, on whose word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes as dn

from two_octobers.sources import reference

if TYPE_CHECKING:
    import pandas as pd

SOURCES = "sources"
"""The page of sources, beside those that print rows."""


def entry(identifier: str, head: Iterable[dn.Node], said: str, row: pd.Series) -> dn.Node:
    """Print a row under its own address.

    Args:
        head: what opens the entry: a name, a date.
        row: has the columns ``confidence``, ``note``, ``source`` and ``locator``.
    """
    text = dn.paragraph("", "", *head)
    text += dn.Text(f"{said.rstrip('.')}. " if said else "")
    if row["confidence"] != "firm":
        text += [dn.emphasis("", f"{row['confidence'].capitalize()}."), dn.Text(" ")]
    text += dn.Text(f"{row['note']} " if row["note"] else "")
    cited = dn.inline(classes=["leans"])
    places = row["locator"] or ("",) * len(row["source"])
    for key, place in zip(row["source"], places, strict=True):
        cited += dn.Text("; " if len(cited) else "")
        cited += dn.reference("", reference(key).short, refuri=f"{SOURCES}.html#ref-{key}")
        cited += dn.Text(f", {place}" if place else "")
    text += cited
    return dn.container("", text, ids=[identifier], classes=["all-sources"])


def head(name: str, *beside: str) -> list[dn.Node]:
    """Open an entry with a name and what stands beside it, in a quieter tone, on the same line."""
    told = " · ".join(part for part in beside if part)
    quiet = [dn.inline("", told, classes=["beside"]), dn.Text(" ")] if told else []
    return [dn.strong("", name), dn.Text(" "), *quiet]
