"""The first page: the essay's argument, whether it holds, and both Octobers day by day.

The page names claims and events; their words, verdicts and sources come from ``data/``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes as dn
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from two_octobers import claims, nodes, record
from two_octobers.directives import Body

DAYS = range(1, 32)
SIDES = (("left", "1962-10-"), ("right", "2022-10-"))
"""Where each October stands in the almanac, and how its events' dates begin."""


class Cover(Body):
    """``{cover}``: thesis, steps and almanac by id.

    The content is the opening sentences in a paragraph, in the next what is to be said of the
    thesis, and then how a reader may go on.
    """

    option_spec: ClassVar = {
        "thesis": directives.unchanged_required,
        "steps": directives.unchanged_required,
        "almanac": directives.unchanged_required,
    }

    def run(self) -> list[dn.Node]:
        """Look every id up; an unknown one is an error at its line."""
        known, events = record.tables().claims, record.tables().events
        steps, dates = self.options["steps"].split(), self.options["almanac"].split()
        for key in (self.options["thesis"], *steps):
            if key not in known.index:
                raise self.error(f"no claim “{key}” in data/claims.csv")
        for key in dates:
            if key not in events.index:
                raise self.error(f"no event “{key}” in data/events.csv")
        node = nodes.cover(
            thesis=_claim(self.options["thesis"]),
            steps=[_claim(key) for key in steps],
            almanac=[
                {
                    "day": day,
                    **{side: _of_day(events, dates, f"{month}{day:02}") for side, month in SIDES},
                }
                for day in DAYS
            ],
            contents=[],
        )
        return [_parted(self.parsed(node))]


def _parted(node: dn.Element) -> dn.Element:
    """Sort the content of a cover into its parts."""
    opening, judgement, *onward = node.children
    del node[:]
    for part, children in (("opening", [opening]), ("judgement", [judgement]), ("onward", onward)):
        node += nodes.cover_part("", *children, part=part)
    return node


def _claim(address: str) -> dict[str, object]:
    """Return a claim as the cover prints it: in a line, with its verdict and what that rests on."""
    card = claims.card(address)
    return {
        "claim": address,
        "text": record.tables().claims.loc[address, "short"],
        "said": card["said"],
        "verdict": card["verdict"],
        "why": card["reasoning"],
        "evidence": card["evidence"],
        "would_change": card["would_change"],
    }


def _of_day(events, dates: list[str], day: str) -> list[dict[str, object]]:
    rows = events.loc[[key for key in dates if events.loc[key, "start_text"].startswith(day)]]
    return [
        {"id": key, "label": row["label"], "source": list(row["source"])}
        for key, row in rows.iterrows()
    ]


class FillCover(SphinxPostTransform):
    """List the chapters, and which of them are there; gather the almanac's sources."""

    default_priority = 35

    def run(self, **kwargs: object) -> None:
        """Fill the cover of one page, if it has one."""
        for node in list(self.document.findall(nodes.cover)):
            node["contents"] = contents(self.env.found_docs)
            title = next(iter(node.parent.findall(dn.title)))
            title.parent.remove(title)  # the cover sets the book's title itself


def contents(found: set[str]) -> list[dict[str, Any]]:
    """List all planned chapters; ``docname`` is empty for one that is still to come."""
    written = {record.chapter_of(doc): doc for doc in found}
    return [
        {
            "number": number,
            "title": row["title"],
            "question": row["question"],
            "paragraphs": list(row["paragraphs"]),
            "part": row["part"],
            "docname": written.get(number, ""),
        }
        for number, row in record.tables().chapters.iterrows()
    ]


def span(paragraphs: list[str]) -> str:
    """Print the paragraphs of a chapter: ``¶ 2.2–2.3``, ``whole`` if there are none."""
    if not paragraphs:
        return "whole"
    ends = dict.fromkeys((paragraphs[0], paragraphs[-1]))
    return "¶ " + "–".join(ends)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive and the node."""
    app.add_directive("cover", Cover)
    app.add_post_transform(FillCover)
    app.setup_extension("two_octobers.cover_html")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
