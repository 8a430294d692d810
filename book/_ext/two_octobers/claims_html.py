"""Passages, claims, disputes and exercises on the web page."""

from __future__ import annotations

import html
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx

from two_octobers import hover, nodes, record
from two_octobers.counted import counted
from two_octobers.directives import anchor
from two_octobers.sources_html import link
from two_octobers.verdicts import VERDICTS, glyph

RECORD, CATALOGUE = "../book/record.html", "../book/data.html"
LEDGER = "../notebooks/12-the-ledger.html"
"""Where rows, tables and claims stand, from any page: all of them lie one folder deep."""


def mark(verdict: str) -> str:
    """Write a verdict's glyph and word."""
    return f'<span class="verdict v-{verdict}">{glyph(verdict)}{VERDICTS[verdict].word}</span>'


def _visit_verdict(self, node: nodes.verdict) -> None:
    address, verdict = node["claim"], node["verdict"]
    if not address:
        self.body.append(mark(verdict))
        return
    row, word = record.tables().claims.loc[address], VERDICTS[verdict].word
    href = f"#{node['refid']}" if node.get("refid") else f"{LEDGER}#{anchor('', address)}"
    hover.opened(self, href, f"verdict v-{verdict}", f"{word}: claim {address}")
    self.body.append(f"{glyph(verdict)}{word}")
    hover.closed(self, row["claim"], row["reasoning"], f"{row['kind'].capitalize()} {address}")


def _visit_passage(self, node: nodes.passage) -> None:
    identifier = node["ids"][0]
    self.body.append(
        f'<section class="passage" id="{identifier}" '
        f'aria-label="The essay, paragraph {node["paragraph"]}">'
        f'<p class="label">The essay argues · <a href="#{identifier}">¶ {node["paragraph"]}</a></p>'
    )


def _depart_passage(self, node: nodes.passage) -> None:
    self.body.append(f'<p class="prov">{html.escape(node["provenance"])}</p></section>\n')


def _visit_claimed(self, node: nodes.claimed) -> None:
    several = " several" if node["cards"] > 1 else ""
    self.body.append(f'<div class="claimed{several}">')
    if node["cards"]:
        self.body.append(f'<div class="cards" style="--cards: {node["cards"]}">')
        for child in node.children[: node["cards"]]:
            self.body.append(_card(child))
        self.body.append("</div>")


def _depart_claimed(self, node: nodes.claimed) -> None:
    self.body.append("</div>\n")


def _card(node: Any) -> str:
    identifier, address, verdict = node["ids"][0], node["claim"], node["verdict"]
    count = counted(len(node["evidence"]), "piece of evidence")
    return (
        f'<aside class="margin claimcard v-{verdict}" id="{identifier}" '
        f'aria-label="Claim {address}: {VERDICTS[verdict].word}">'
        f'<a class="addr" href="{LEDGER}#{anchor("", address)}">{address}</a>{mark(verdict)}'
        f'<p class="said">{html.escape(node["said"])}</p><p>{html.escape(node["reasoning"])}</p>'
        f'<details class="ev"><summary>{node["kind"].capitalize()} · {count}</summary>'
        f"{grounds(node)}</details></aside>"
    )


def grounds(node: Any, page: str = "") -> str:
    """Write what a verdict rests on, each with its stance, and what would change it.

    Args:
        page: the page on which the sources stand; empty for the one that is written.
    """
    items = "".join(f"<li>{_evidence(row, page)}</li>" for row in node["evidence"])
    return f"<ul>{items}</ul><p>What would change it: {html.escape(node['would_change'])}</p>"


def _evidence(row: dict, page: str) -> str:
    """Write one piece of evidence: its row or table, and the sources of that, each a link."""
    when = f" ({html.escape(str(row['when']).replace('T', ' '))})" if row["when"] else ""
    note = f" {html.escape(row['note'])}" if row["note"] else ""
    where = f", {html.escape(row['locator'])}" if row["locator"] else ""
    said = " · ".join(link(key, page) for key in row["source"])
    if row["id"] not in row["source"]:
        place = f"{CATALOGUE}#table-{row['table']}" if row["table"] else f"{RECORD}#{row['id']}"
        there = f'<a href="{place}">{html.escape(row["label"])}</a>{when}'
        said = f"{there}: {said}" if said else there
    return f"<b>{row['stance'].capitalize()}.</b> {said}{where}.{note}"


def _visit_card(self, node: nodes.claim_card) -> None:
    raise dn.SkipNode  # printed with the text it belongs to


def _visit_short(self, node: nodes.in_short) -> None:
    self.body.append('<section class="inshort" aria-label="In short"><p class="label">In short</p>')


def _depart_short(self, node: nodes.in_short) -> None:
    spans = "".join(f"<span>{html.escape(text)}</span>" for text in node["meta"])
    self.body.append(f'<p class="meta">{spans}</p></section>\n')


def _visit_dispute(self, node: nodes.dispute) -> None:
    title = html.escape(node["title"])
    self.body.append(
        f'<section class="dispute" aria-label="Where accounts differ">'
        f"<h3>Where accounts differ: {title}</h3>"
        '<div class="readings">'
    )


def _depart_dispute(self, node: nodes.dispute) -> None:
    if not any(isinstance(child, nodes.settle) for child in node.children):
        self.body.append("</div>")
    self.body.append("</section>\n")


def _visit_reading(self, node: nodes.reading) -> None:
    self.body.append('<div><p class="who">')
    for child in node.children[0].children:
        child.walkabout(self)
    self.body.append("</p>")
    node.pop(0)


def _depart_reading(self, node: nodes.reading) -> None:
    self.body.append(f'<p class="rests">{html.escape(node["rests"])}</p></div>')


def _visit_settle(self, node: nodes.settle) -> None:
    self.body.append('</div><div class="settle"><b>What would settle it.</b>')


def _depart_settle(self, node: nodes.settle) -> None:
    self.body.append("</div>")


def _visit_exercise(self, node: nodes.exercise) -> None:
    title = f"{html.escape(node['title'])} · {html.escape(node['minutes'])}"
    self.body.append(
        f'<section class="exercise" id="{node["ids"][0]}">'
        f"<h3>Exercise {node['number']} · {title}</h3>"
    )


def _visit_solution(self, node: nodes.solution) -> None:
    self.body.append(
        f'<details class="solution" id="{node["ids"][0]}">'
        f"<summary>Solution {node['number']}</summary>"
    )


def _close(tag: str):
    def depart(self, node: dn.Node) -> None:
        self.body.append(f"</{tag}>\n")

    return depart


def _ignore(self, node: dn.Node) -> None:
    pass


def setup(app: Sphinx) -> dict[str, bool]:
    """Register how each node is written."""
    app.add_node(nodes.verdict, html=(_visit_verdict, _ignore))
    app.add_node(nodes.passage, html=(_visit_passage, _depart_passage))
    app.add_node(nodes.claimed, html=(_visit_claimed, _depart_claimed))
    app.add_node(nodes.claim_card, html=(_visit_card, _ignore))
    app.add_node(nodes.in_short, html=(_visit_short, _depart_short))
    app.add_node(nodes.dispute, html=(_visit_dispute, _depart_dispute))
    app.add_node(nodes.reading, html=(_visit_reading, _depart_reading))
    app.add_node(nodes.settle, html=(_visit_settle, _depart_settle))
    app.add_node(nodes.exercise, html=(_visit_exercise, _close("section")))
    app.add_node(nodes.solution, html=(_visit_solution, _close("details")))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
