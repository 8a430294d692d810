"""People and terms: where a page first names one, the word carries its line.

Every mention is marked, for the index on paper. No author marks them: ``people.csv`` and
``glossary.csv`` say in which forms a name is known, and the longest form that stands in the text
counts. A row added there is found in every chapter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from two_octobers import hover, nodes, record

if TYPE_CHECKING:
    import pandas as pd

PEOPLE, GLOSSARY = "../book/people.html", "../book/glossary.html"
"""Where each has its place, from any page: all of them lie one folder deep."""

APART = (
    dn.Titular,
    dn.figure,
    dn.footnote,
    dn.literal,
    dn.literal_block,
    dn.raw,
    dn.reference,
    dn.table,
    nodes.chart_figure,
    nodes.solution,
    nodes.source_list,
    nodes.source_ref,
)
"""Where no name is marked: titles, figures and code, and words that lead elsewhere."""


@dataclass(frozen=True)
class Name:
    """One person or term: the forms it is known in, and what a card says of it."""

    id: str
    title: str
    sort: str
    forms: tuple[str, ...]
    line: str
    below: str
    native: str
    page: str

    @property
    def href(self) -> str:
        """Where it is told with its sources."""
        return f"{self.page}#{self.id}"


@cache
def names() -> dict[str, Name]:
    """Return all people and terms by id."""
    known = [_person(str(key), row) for key, row in record.tables().people.iterrows()]
    known += [_term(str(key), row) for key, row in record.tables().glossary.iterrows()]
    return {name.id: name for name in known}


def in_order(kind: str) -> list[Name]:
    """Return all people or all terms in the order of an index.

    Args:
        kind: ``"person"`` or ``"term"``.
    """
    chosen = [name for name in names().values() if name.id.startswith(f"{kind}-")]
    return sorted(chosen, key=lambda name: collated(name.sort))


def collated(words: str) -> str:
    """Return words as an index orders them, without regard to accents and capitals."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return plain.casefold()


def years(row: pd.Series) -> str:
    """Print a life as far as it was read: ``1894–1971``, ``born 1952`` or nothing."""
    unknown = row.isna()
    born, died = ("" if unknown[what] else f"{row[what]:.0f}" for what in ("born", "died"))
    if born and died:
        return f"{born}–{died}"
    return f"born {born}" if born else f"died {died}" if died else ""


def _person(key: str, row: pd.Series) -> Name:
    apart = "; " if row["role"][-1:].isdigit() else ", "  # from the years of an office
    doubt = "" if row["confidence"] == "firm" else f", {row['confidence']}"
    life = f"{years(row)}{doubt}" if years(row) else ""
    below = apart.join(part for part in (row["role"], life) if part)
    forms = (row["name"], *row["known_as"])
    said = (row["line"], below, row["native"])
    return Name(f"person-{key}", row["name"], row["sort"], forms, *said, PEOPLE)


def _term(key: str, row: pd.Series) -> Name:
    term = row["term"]
    forms = (term, *row["forms"])
    said = (row["line"], row["native"], row["native"])
    return Name(f"term-{key}", term, term, forms, *said, GLOSSARY)


@cache
def _pattern() -> re.Pattern[str]:
    """Find any form as a whole word, the longest first."""
    forms = sorted(_ids(), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])")


@cache
def _ids() -> dict[str, str]:
    return {form: name.id for name in names().values() for form in name.forms}


class MarkNames(SphinxPostTransform):
    """Mark each mention of a person or term in the prose of a chapter; the first is its own."""

    default_priority = 30

    def run(self, **kwargs: object) -> None:
        """Do so on one page, if it is a chapter."""
        if record.chapter_of(self.env.docname) is None:
            return
        seen: set[str] = set()
        for text in list(self.document.findall(dn.Text)):
            if not nodes.inside(text, APART):
                _mark(text, seen)


def _mark(text: dn.Text, seen: set[str]) -> None:
    """Put a :class:`nodes.name_ref` around each name."""
    plain = text.astext()
    made: list[dn.Node] = []
    done = 0
    for match in _pattern().finditer(plain):
        name = _ids()[match[0]]
        mention = nodes.name_ref("", match[0], name=name, first=name not in seen)
        made += [dn.Text(plain[done : match.start()]), mention]
        seen.add(name)
        done = match.end()
    if made:
        text.parent.replace(text, [*made, dn.Text(plain[done:])])


def _visit(self, node: nodes.name_ref) -> None:
    if node["first"]:
        hover.opened(self, names()[node["name"]].href, "named")


def _depart(self, node: nodes.name_ref) -> None:
    if node["first"]:
        name = names()[node["name"]]
        hover.closed(self, name.title, name.line, name.below)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform and how a name is written."""
    app.add_post_transform(MarkNames)
    app.add_node(nodes.name_ref, html=(_visit, _depart))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
