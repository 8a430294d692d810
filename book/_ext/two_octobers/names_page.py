"""``{all-people}`` and ``{all-terms}``: all that a chapter may mark, with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from two_octobers import record
from two_octobers.entries import entry, head
from two_octobers.names import collated, years

if TYPE_CHECKING:
    import pandas as pd

SPANS = {
    "1962": "In 1962, before and after",
    "both": "In both",
    "2022": "In 2022 and since",
    "scholar": "Historians and analysts",
}
"""How the people are grouped, by the column ``span``."""


class AllPeople(SphinxDirective):
    """Print ``people.csv`` by the time to which each belongs, in the order of an index."""

    def run(self) -> list[dn.Node]:
        """Make a section a group."""
        people = record.tables().people
        made: list[dn.Node] = []
        for span, title in SPANS.items():
            members = people[people["span"] == span].sort_values("sort", key=_in_order)
            section = dn.section("", dn.title("", title), ids=[f"people-{span}"], names=[])
            section += [_person(str(key), row) for key, row in members.iterrows()]
            made.append(section)
        return made


class AllTerms(SphinxDirective):
    """Print ``glossary.csv`` in alphabetical order."""

    def run(self) -> list[dn.Node]:
        """Make an entry a term."""
        terms = record.tables().glossary.sort_values("term", key=_in_order)
        return [_term(str(key), row) for key, row in terms.iterrows()]


def _in_order(words: pd.Series) -> pd.Series:
    return words.map(collated)


def _person(key: str, row: pd.Series) -> dn.Node:
    beside = head(row["sort"], row["native"], row["role"], years(row))
    return entry(f"person-{key}", beside, row["line"], row)


def _term(key: str, row: pd.Series) -> dn.Node:
    return entry(f"term-{key}", head(row["term"], row["native"], *row["forms"]), row["line"], row)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("all-people", AllPeople)
    app.add_directive("all-terms", AllTerms)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
