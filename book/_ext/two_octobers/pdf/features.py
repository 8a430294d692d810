"""Rules for what only this book has: passages, claims, charts, disputes, exercises, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from companion import theme
from docutils import nodes as dn

from two_octobers import catalogue, nodes, vega
from two_octobers.counted import counted
from two_octobers.pdf import live
from two_octobers.pdf.edition import label
from two_octobers.pdf.escape import Markup, block, text
from two_octobers.pdf.inline import cite
from two_octobers.pdf.writer import NOTHING, Writer, rule
from two_octobers.sources import Reference, reference

WHOLE = 32
"""A solution of so many lines, as written, is not parted from what its code prints."""


@rule(nodes.in_short)
def _in_short(writer: Writer, node: nodes.in_short) -> Markup:
    return block("in-short", node["meta"], writer.inside(node))


@rule(nodes.passage)
def _passage(writer: Writer, node: nodes.passage) -> Markup:
    return block("passage", node["paragraph"], node["provenance"], writer.inside(node))


@rule(nodes.claimed)
def _claimed(writer: Writer, node: nodes.claimed) -> Markup:
    """Set text with the cards of its claims, each beside the paragraph that has its mark."""
    cards = [c for c in node.children if isinstance(c, nodes.claim_card)]
    words = [c for c in node.children if c not in cards] or [dn.paragraph()]
    beside: dict[dn.Node, list[dict[str, object]]] = {part: [] for part in words}
    for card in cards:
        marked = (part for part in words if _marks(part, card["claim"]))
        beside[next(marked, words[0])].append(_card(writer, card))
    return Markup("".join(block("claimed", beside[part], writer.one(part)) for part in words))


def _marks(part: dn.Node, claim: str) -> bool:
    return any(mark["claim"] == claim for mark in part.findall(nodes.verdict))


def _card(writer: Writer, node: nodes.claim_card) -> dict[str, object]:
    return {
        "labels": writer.labels(node),
        "claim": node["claim"],
        "verdict": node["verdict"],
        "said": node["said"],
        "why": node["reasoning"],
        "kind": node["kind"],
        "sources": _short(writer, _sources(node)),
    }


def _sources(judged: Any) -> list[str]:
    """Name the sources that a verdict rests on, each once."""
    return list(dict.fromkeys(key for row in judged["evidence"] for key in row["source"]))


def _short(writer: Writer, keys: list[str]) -> Markup | None:
    """Name sources in a line."""
    return Markup("; ".join(_links(writer, keys))) if keys else None


def _links(writer: Writer, keys: list[str]) -> list[Markup]:
    """Name sources, each a link to its record at the end of the book."""
    return [cite(writer, key, text(reference(key).short), "plain-to") for key in keys]


@rule(nodes.ledger)
def _ledger(writer: Writer, node: nodes.ledger) -> Markup:
    """Set the ledger as a table a section, on pages that lie across."""
    shown = ("claim", "kind", "said", "verdict", "reasoning", "left_out", "would_change")
    sections = [
        (
            f"{section['number']} · {section['title']}",
            [
                {name: claim[name] for name in shown}
                | {"card": writer.edition.cards.get(claim["claim"])}
                | {"sources": _short(writer, _sources(claim))}
                for claim in section["claims"]
            ],
        )
        for section in node["sections"]
    ]
    return block("ledger", sections, level=writer.level)


@rule(nodes.dispute)
def _dispute(writer: Writer, node: nodes.dispute) -> Markup:
    sides = [_reading(writer, c) for c in node.children if isinstance(c, nodes.reading)]
    settle = [c for c in node.children if isinstance(c, nodes.settle)]
    lead = [c for c in node.children if not isinstance(c, nodes.reading | nodes.settle)]
    return Markup(
        writer.anchors(node)
        + block(
            "dispute",
            label(writer.page.docname, node["title"]),
            node["title"],
            sides,
            level=writer.level,
            lead=writer.all(lead),
            settle=writer.all(c for s in settle for c in s.children) if settle else None,
        )
    )


def _reading(writer: Writer, node: nodes.reading) -> dict[str, object]:
    who, *words = node.children
    return {"who": writer.all(who.children), "body": writer.all(words), "rests": node["rests"]}


@rule(nodes.exercise)
def _exercise(writer: Writer, node: nodes.exercise) -> Markup:
    """Set an exercise; it says on which page its solution is."""
    number = node["number"]
    solved = number in writer.edition.solved
    return block(
        "exercise",
        [*writer.labels(node), writer.place(f"exercise:{number}")],
        writer.all(node.children),
        number=number,
        minutes=node["minutes"],
        title=node["title"],
        level=writer.level,
        solution=f"solution:{number}" if solved and writer.edition.options.solutions else None,
    )


@rule(nodes.solution)
def _solution(writer: Writer, node: nodes.solution) -> Markup:
    """Keep a solution for the end of the book: its notes and names come after all others."""
    writer.edition.solutions.append((writer.page, node))
    return NOTHING


def solution(writer: Writer, node: nodes.solution) -> Markup:
    """Set a solution, with the page of its exercise."""
    number = node["number"]
    labels = [*writer.labels(node), writer.place(f"solution:{number}")]
    body = writer.all(node.children)
    whole = len(node.astext().splitlines()) <= WHOLE
    return block(
        "solution", labels, body, number=number, exercise=f"exercise:{number}", whole=whole
    )


@rule(nodes.chart_figure)
def _chart_figure(writer: Writer, node: nodes.chart_figure) -> Markup:
    """Set a chart with its title above, and below it what to see and what it was drawn from."""
    caption, *see = node.children
    writer.edition.cited.update(node["sources"])
    return block(
        "chart-figure",
        writer.labels(node),
        _draw(writer, node),
        node["alt"],
        number=node["number"],
        title=writer.all(caption.children),
        see=writer.all(see) if see else None,
        wide=node["wide"],
        drawn=node["drawn"],
        sources=_short(writer, node["leading"]),
        more=node["more"],
        live=live.code(writer, node),
    )


@rule(nodes.chart)
def _chart(writer: Writer, node: nodes.chart) -> Markup:
    return block("picture", _draw(writer, node), node["alt"])


def _draw(writer: Writer, node: dn.Element) -> str:
    """Draw a chart for paper, which is white where the screen's is not, and name the file."""
    file = f"charts/{node['key']}.svg"
    drawn = vega.svg(node["spec"], "wide") or ""
    writer.edition.charts[file] = drawn.replace(f'"{theme.PAPER}"', '"#FFFFFF"')
    return file


@rule(nodes.source_list)
def _source_list(writer: Writer, node: nodes.source_list) -> Markup:
    """Name the sources of a chapter in a paragraph; their records stand together at the end.

    Who is named once is not named again: “Reuters, 20 May 2022, 30 Sept 2022”, “FRUS VI,
    doc. 60, 61”.
    """
    tables = "; ".join(
        f"{catalogue.title(name)} ({counted(count, 'row')})" for name, count in node["tables"]
    )
    grouped = groupby(map(reference, node["keys"]), key=_stem)
    named = [Markup(", ".join(_dated(writer, list(refs)))) for _, refs in grouped]
    section = label(writer.page.docname, node.parent["ids"][0])
    return Markup(writer.anchors(node) + block("rests-on", section, named, tables))


def _stem(ref: Reference) -> str:
    """Return what sources of one author, paper or volume begin with."""
    return re.sub(r"(?<=, doc\. )\d+$", "", ref.name)


def _dated(writer: Writer, refs: list[Reference]) -> Iterator[Markup]:
    """Name sources of one stem: all but the first by their dates or numbers alone."""
    for number, ref in enumerate(refs):
        shown = ref.short[len(_stem(ref)) :].lstrip(", ") if number else ref.short
        yield cite(writer, ref.key, text(shown), "plain-to")
