"""The joint of the book: passage → claim → verdict, beside the text that shows it.

``{passage} 2.2`` restates a paragraph of the essay, ``{claim} 2.2b`` wraps the text that judges a
claim and sets its card beside it, ``{verdict}`2.2b` `` puts the mark into a sentence. What they
print comes from ``data/``: no verdict is written in a page.
"""

from __future__ import annotations

import itertools
import math
import re
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from two_octobers import catalogue, nodes, record, sources
from two_octobers.counted import counted
from two_octobers.directives import anchor

if TYPE_CHECKING:
    import pandas as pd

WORDS_A_MINUTE, MINUTES_A_CHART = 200, 1.5
"""The pace of a careful reader: prose, and a chart with its caption."""


def card(address: str) -> nodes.claim_card:
    """Make the card of one claim from ``claims.csv`` and ``claim_evidence.csv``."""
    row = record.tables().claims.loc[address]
    joins = record.tables().claim_evidence
    return nodes.claim_card(
        claim=address,
        said=row["claim"],
        verdict=row["verdict"],
        reasoning=row["reasoning"],
        would_change=row["would_change"],
        kind=row["kind"],
        ids=[anchor("c", address)],
        evidence=[_evidence(join) for _, join in joins[joins["claim"] == address].iterrows()],
    )


ROWS = ("events", "messages", "ships", "ship_counts", "analogies")
"""The tables whose rows have a place of their own on the page of the record."""

NAMES = ("label", "ship", "speaker", "item", "name", "leader", "crisis", "target", "host")
"""The columns that name a row, by the first of them that a table has."""


def _evidence(join: pd.Series) -> dict[str, object]:
    """Name one piece of evidence: a row of a table, a whole table or map, or a source."""
    key = join["evidence"]
    entry = {name: join[name] for name in ("stance", "note", "locator")}
    entry |= {"id": key, "table": "", "when": ""}
    if key in sources.references():
        return {**entry, "label": sources.reference(key).short, "source": [key]}
    whole = _holders().get(key)
    if whole is None:
        raise KeyError(f"no row, table or source “{key}” (data/claim_evidence.csv)")
    if key == whole.name:
        return {**entry, "label": whole.title, "source": whole.keys, "table": key}
    return entry | _row(whole, getattr(record.tables(), whole.name).loc[key])


@cache
def _holders() -> dict[str, catalogue.Entry]:
    """Name the table or map that each piece of evidence is, or the table that it is a row of."""
    held: dict[str, catalogue.Entry] = {}
    for whole in catalogue.entries():
        has_ids = whole.resource.get("schema", {}).get("primaryKey") == "id"
        keys = list(getattr(record.tables(), whole.name).index) if has_ids else []
        held = dict.fromkeys([whole.name, *keys], whole) | held
    return held


def _row(whole: catalogue.Entry, row: pd.Series) -> dict[str, object]:
    """Name a row, and say where it can be read: on the page of the record, or in its table."""
    name = next(str(row[column]) for column in NAMES if row.get(column))
    placed = whole.name in ROWS
    return {
        "label": name if placed else f"{whole.title}: {name}",
        "source": list(row.get("source", whole.keys)),
        "when": row.get("start_text", row.get("sent_text", "")),
        "table": "" if placed else whole.name,
    }


class FoldSolutions(SphinxPostTransform):
    """Move the cells tagged ``solution`` into the solution before them."""

    default_priority = 22

    def run(self, **kwargs: object) -> None:
        """Do so on one page; a cell without a solution before it stays where it is."""
        for solution in list(self.document.findall(nodes.solution)):
            siblings = solution.parent.children
            after = siblings[solution.parent.index(solution) + 1 :]
            for cell in itertools.takewhile(
                lambda n: "tag_solution" in n.get("classes", []), after
            ):
                solution.parent.remove(cell)
                solution.append(cell)


class PrintClaims(SphinxPostTransform):
    """Set cards beside their text, link marks to cards, and count what “In short” promises."""

    default_priority = 25

    def run(self, **kwargs: object) -> None:
        """Do so on one page."""
        here: set[str] = set()
        for place in self.document.findall(nodes.claimed):
            fresh = [a for a in place["claims"] if a not in here]
            here.update(fresh)
            place["cards"] = len(fresh)
            place[:0] = [card(address) for address in fresh]
        for mark in self.document.findall(nodes.verdict):
            mark["refid"] = anchor("c", mark["claim"]) if mark["claim"] in here else ""
            _bind(mark)
        for short in self.document.findall(nodes.in_short):
            short["meta"] = self._meta(len(here))

    def _meta(self, claims: int) -> list[str]:
        figures = sum(1 for _ in self.document.findall(nodes.chart_figure))
        exercises = sum(1 for _ in self.document.findall(nodes.exercise))
        minutes = math.ceil(words(self.document) / WORDS_A_MINUTE + figures * MINUTES_A_CHART)
        counts = (
            (minutes, "minute"),
            (figures, "figure"),
            (claims, "claim judged"),
            (exercises, "exercise"),
        )
        return [counted(n, noun) for n, noun in counts if n]


def _bind(mark: nodes.verdict) -> None:
    """Keep a mark on its sentence's line: at the head of a line it seems to be the next one's."""
    before = mark.previous_sibling()
    if isinstance(before, dn.Text) and before.astext().endswith((" ", "\n")):
        mark.parent.replace(before, dn.Text(before.astext().rstrip() + "\N{NO-BREAK SPACE}"))


def words(document: dn.Node) -> int:
    """Count the words of prose on a page: no code, no tables, no footnotes."""
    apart = (
        dn.literal_block,
        dn.table,
        dn.footnote,
        nodes.claim_card,
        nodes.solution,
        nodes.source_list,
    )
    texts = (t for t in document.findall(dn.Text) if not nodes.inside(t, apart))
    return sum(len(re.findall(r"\w+", text.astext())) for text in texts)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transforms, with the words that make their nodes and the way they print."""
    app.add_post_transform(FoldSolutions)
    app.add_post_transform(PrintClaims)
    app.setup_extension("two_octobers.directives")
    app.setup_extension("two_octobers.claims_html")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
