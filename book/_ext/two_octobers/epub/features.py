"""How an e-reader shows what only this book has: marks, cards, exercises, sources, the ledger."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes as dn

from two_octobers import ledger, nodes
from two_octobers.claims_html import LEDGER, mark
from two_octobers.counted import counted
from two_octobers.cover_html import almanac, marks
from two_octobers.directives import anchor
from two_octobers.epub.apart import Apart
from two_octobers.names import names
from two_octobers.sources_html import link
from two_octobers.verdicts import VERDICTS, glyph

GLANCE = "The argument at a glance"
"""What the first document of the book is called here, where a title page stands before it."""


class Features(Apart):
    """The book's own nodes."""

    # ---- words that lead elsewhere ----

    def visit_verdict(self, node: Any) -> None:
        """Write a mark; it leads to its card on the page, or else to the ledger."""
        verdict, address = node["verdict"], node["claim"]
        if not address:
            self.body.append(mark(verdict))
            return
        href = f"#{node['refid']}" if node.get("refid") else _ledger(address)
        self.body.append(_linked(verdict, href))

    def depart_verdict(self, node: Any) -> None:
        """Write nothing more."""

    def visit_name_ref(self, node: Any) -> None:
        """Link a person or a term to the line that tells of it."""
        self.body.append(f'<a class="named" href="{names()[node["name"]].href}">')

    def depart_name_ref(self, node: Any) -> None:
        """Close the link."""
        self.body.append("</a>")

    def visit_source_ref(self, node: Any) -> None:
        """Link a source to its record."""
        self.body.append(f'<a href="#ref-{node["key"]}">')

    def depart_source_ref(self, node: Any) -> None:
        """Close the link."""
        self.body.append("</a>")

    def visit_source_list(self, node: Any) -> None:
        """Name the sources of a document; their records stand together at the end."""
        named = "; ".join(link(key) for key in node["keys"])
        used = " · ".join(f"{escape(name)}, {count} rows" for name, count in node["tables"])
        self.body.append(f'<p class="rests">Sources: {named}.</p>')
        self.body.append(f'<p class="rests">Tables used: {used}.</p>' if used else "")
        raise dn.SkipNode

    # ---- a chapter ----

    def visit_chapter_head(self, node: Any) -> None:
        """Write the question of a chapter under its title."""
        self.body.append(f'<p class="question">{escape(node["question"])}</p>')
        raise dn.SkipNode

    def visit_claimed(self, node: Any) -> None:
        """Open a text that judges claims; their cards come after it."""
        self.body.append('<div class="claimed">')

    def depart_claimed(self, node: Any) -> None:
        """Write the cards."""
        cards = "".join(_card(child) for child in node.children[: node["cards"]])
        self.body.append(f"{cards}</div>\n")

    def visit_claim_card(self, node: Any) -> None:
        """Write nothing: see :meth:`depart_claimed`."""
        raise dn.SkipNode

    def visit_exercise(self, node: Any) -> None:
        """Open an exercise."""
        title = f"{escape(node['title'])} · {escape(node['minutes'])}"
        self.body.append(
            f'<section class="exercise" id="{node["ids"][0]}">'
            f"<h3>Exercise {node['number']} · {title}</h3>"
        )

    def depart_exercise(self, node: Any) -> None:
        """Close it, with the way to its solution if it has one."""
        number = node["number"]
        for solution in self.document.findall(nodes.solution):
            if solution["number"] == number:
                there = f'<a href="#{solution["ids"][0]}">Solution {number}</a>'
                self.body.append(f'<p class="on">{there}</p>')
        self.body.append("</section>\n")

    def visit_solution(self, node: Any) -> None:
        """Keep a solution for the end of the document: many e-readers cannot fold."""
        self.open_aside()
        number = node["number"]
        back = f'<a href="#{anchor("exercise-", number)}">{number}</a>'
        self.body.append(f'<section id="{node["ids"][0]}"><h3>Solution {back}</h3>')

    def depart_solution(self, node: Any) -> None:
        """Put the solution with the others."""
        self.body.append("</section>\n")
        self.solutions.append(self.close_aside())

    # ---- the whole ----

    def visit_ledger(self, node: Any) -> None:
        """List all claims, section by section."""
        known = ledger.chapters(self.builder.env.found_docs)
        for section in node["sections"]:
            items = "".join(ledger.item(claim, known) for claim in section["claims"])
            title = escape(f"{section['number']} · {section['title']}")
            self.body.append(f'<section><h2>{title}</h2><ul class="ledger">{items}</ul></section>')
        raise dn.SkipNode

    def visit_cover(self, node: Any) -> None:
        """Head the page of the argument; the title page stands before it."""
        self.body.append(f"<h1>{GLANCE}</h1>")

    def depart_cover(self, node: Any) -> None:
        """Write the key to the marks, and both months day by day."""
        self.body.append(f"{marks()}<section><h2>Two Octobers, day by day</h2>")
        self.body.append(f"{almanac(node['almanac'])}</section>")

    def visit_cover_part(self, node: Any) -> None:
        """Open one part of it."""
        thesis = node.parent["thesis"]
        opened = {
            "opening": '<div class="stand">',
            "judgement": '<section class="thesis"><h2>The essay’s thesis</h2>'
            f'<p class="said">{escape(thesis["said"])}</p><p>{_marked(thesis)}</p>',
            "onward": f"{_steps(node.parent['steps'])}<section><h2>How to go on</h2>",
        }
        self.body.append(opened[node["part"]])

    def depart_cover_part(self, node: Any) -> None:
        """Close it."""
        self.body.append("</div>" if node["part"] == "opening" else "</section>")


def _ledger(claim: str) -> str:
    return f"{LEDGER}#{ledger.address(claim)}"


def _linked(verdict: str, href: str) -> str:
    """Write a mark as a link."""
    return (
        f'<a class="verdict v-{verdict}" href="{href}">{glyph(verdict)}{VERDICTS[verdict].word}</a>'
    )


def _marked(claim: dict[str, Any]) -> str:
    """Write the mark of a claim as a link to the ledger."""
    return _linked(claim["verdict"], _ledger(claim["claim"]))


def _steps(steps: list[dict[str, Any]]) -> str:
    items = "".join(
        f"<li><p><b>{escape(s['text'])}</b> {_marked(s)}</p>"
        f'<p class="why">{escape(s["why"])}</p></li>'
        for s in steps
    )
    return f'<section><h2>The argument, step by step</h2><ul class="steps">{items}</ul></section>'


def _card(node: Any) -> str:
    """Write what is held of a claim; what that rests on stands in the ledger."""
    address, verdict = node["claim"], node["verdict"]
    pieces = counted(len(node["evidence"]), "piece of evidence, and what would change it")
    return (
        f'<section class="claimcard v-{verdict}" id="{node["ids"][0]}" '
        f'aria-label="Claim {address}: {VERDICTS[verdict].word}">'
        f'<p class="head">{mark(verdict)} <span class="addr">{address}</span></p>'
        f'<p class="said">{escape(node["said"])}</p><p>{escape(node["reasoning"])}</p>'
        f'<p class="on">{node["kind"].capitalize()} · <a href="{_ledger(address)}">{pieces}</a></p>'
        "</section>"
    )
