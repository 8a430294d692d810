"""``{ledger}``: every claim over its record, to look through, to filter and to link to.

Without a script it is the whole list, with a filter by verdict that needs none; a script adds the
free text, the kinds and the order. On paper it is a table.
"""

from __future__ import annotations

import html
from itertools import groupby
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from two_octobers import nodes, record
from two_octobers.claims import card
from two_octobers.claims_html import grounds, mark
from two_octobers.cover import contents
from two_octobers.directives import anchor
from two_octobers.verdicts import VERDICTS, glyph

HEAD = ("Claim", "Kind", "The essay says", "Verdict", "Why")


def address(claim: str) -> str:
    """Return the id of a claim’s row in the ledger: ``1-6d``."""
    return anchor("", claim)


class Ledger(SphinxDirective):
    """Print every claim of ``claims.csv``, section by section."""

    def run(self) -> list[dn.Node]:
        """Carry the claims for the page, and the same as a table for paper."""
        essay, claims = record.tables().essay, record.tables().claims
        made = nodes.ledger(sections=[])
        listed = [_entry(str(claim), row) for claim, row in claims.iterrows()]
        for section, members in groupby(listed, key=lambda e: essay.loc[e["paragraph"], "section"]):
            rows = list(members)
            title = essay.loc[rows[0]["paragraph"], "section_title"]
            made["sections"].append({"number": int(section), "title": title, "claims": rows})
            made += _table(f"{section} · {title}", rows)
        return [made]


def _entry(claim: str, row: Any) -> dict[str, Any]:
    made = card(claim)
    kept = ("said", "verdict", "reasoning", "would_change", "kind", "evidence")
    return {
        "claim": claim,
        "paragraph": row["paragraph"],
        "left_out": row["left_out"],
        "against": list(row["against"]),
        **{name: made[name] for name in kept},
    }


def _table(title: str, rows: list[dict[str, Any]]) -> dn.table:
    table = dn.table("", dn.title("", title))
    group = dn.tgroup(cols=len(HEAD))
    table += group
    group += [dn.colspec(colwidth=width) for width in (6, 9, 30, 11, 44)]
    group += dn.thead("", _row(HEAD))
    group += dn.tbody(
        "",
        *(
            _row((r["claim"], r["kind"], r["said"], VERDICTS[r["verdict"]].word, r["reasoning"]))
            for r in rows
        ),
    )
    return table


def _row(cells: tuple[str, ...]) -> dn.row:
    return dn.row("", *(dn.entry("", dn.paragraph("", cell)) for cell in cells))


def _visit(self: Any, node: nodes.ledger) -> None:
    claims = [claim for section in node["sections"] for claim in section["claims"]]
    known = chapters(self.builder.env.found_docs)
    self.body.append(_strip(claims) + '<div class="ledger">' + _filter(claims))
    for section in node["sections"]:
        items = "".join(item(claim, known) for claim in section["claims"])
        title = html.escape(f"{section['number']} · {section['title']}")
        self.body.append(f"<section><h2>{title}</h2><ol>{items}</ol></section>")
    self.body.append("</div>")
    raise dn.SkipNode


def chapters(found: set[str]) -> dict[str, tuple[int, str]]:
    """Return the number and the page of the chapter that follows each paragraph."""
    return {
        paragraph: (chapter["number"], f"../{chapter['docname']}.html#{anchor('p', paragraph)}")
        for chapter in reversed(contents(found))
        for paragraph in chapter["paragraphs"]
        if chapter["docname"]
    }


def _strip(claims: list[dict[str, Any]]) -> str:
    """Draw the verdicts over the essay’s paragraphs: the shape of the argument at a glance."""
    columns, feet, said = [], [], 0
    for paragraph in record.tables().essay.index:
        own = [claim for claim in claims if claim["paragraph"] == paragraph]
        said += len(own)
        start = ' class="s"' if paragraph in ("2.1", "3.1") else ""
        marks = "".join(
            f'<a class="verdict v-{c["verdict"]}" href="#{address(c["claim"])}" '
            f'title="{c["claim"]} · {VERDICTS[c["verdict"]].word}">{glyph(c["verdict"])}'
            f'<span class="vh">{c["claim"]} {VERDICTS[c["verdict"]].word}</span></a>'
            for c in own
        )
        columns.append(f"<div{start}>{marks}</div>")
        feet.append(f"<span{start}>{paragraph}</span>")
    return (
        f'<p class="label">{said} claims, in the order of the essay’s {len(feet)} paragraphs</p>'
        '<div class="strip" role="group" aria-label="Verdicts by paragraph">'
        f"{''.join(columns)}{''.join(feet)}</div>"
    )


def _filter(claims: list[dict[str, Any]]) -> str:
    """Write the filter by verdict: radios, which the style sheet follows without a script."""
    every = f"<span>All {len(claims)}</span>"
    choices = [f'<label><input type="radio" name="f" id="f-all" checked>{every}</label>']
    for name in VERDICTS:
        count = sum(claim["verdict"] == name for claim in claims)
        choices.append(
            f'<label><input type="radio" name="f" id="f-{name}">'
            f"<span>{mark(name)} {count}</span></label>"
        )
    legend = '<legend class="vh">Show claims by verdict</legend>'
    return f'<fieldset class="filter">{legend}{"".join(choices)}</fieldset>'


def item(claim: dict[str, Any], known: dict[str, tuple[int, str]]) -> str:
    """Write one claim with its reasons, and folded what its verdict rests on.

    Args:
        known: the number and the page of the chapter that follows each paragraph.
    """
    number, page = known.get(claim["paragraph"], (0, ""))
    chapter = f' · <a href="{page}">chapter {number}</a>' if page else ""
    row = address(claim["claim"])
    left_out = (
        f"<p><b>Left out.</b> {html.escape(claim['left_out'])}</p>" if claim["left_out"] else ""
    )
    others = ", ".join(f'<a href="#{address(other)}">{other}</a>' for other in claim["against"])
    against = f"<p><b>Does not fit</b> the essay’s own {others}.</p>" if others else ""
    count = len(claim["evidence"])
    return (
        f'<li id="{row}" class="v-{claim["verdict"]}" data-kind="{claim["kind"]}">'
        f'<a class="addr" href="#{row}">{claim["claim"]}</a>'
        f'<span class="kind">{claim["kind"].capitalize()}{chapter}</span>{mark(claim["verdict"])}'
        f'<p class="said">{html.escape(claim["said"])}</p>'
        f'<div class="why"><p>{html.escape(claim["reasoning"])}</p>{left_out}{against}'
        f"<details><summary>{count} pieces of evidence, and what would change it</summary>"
        f"{grounds(claim, SOURCES)}</details></div></li>"
    )


SOURCES = "../book/sources.html"
"""Where the ledger’s sources stand: it has no list of its own, for it would be the whole list."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register directive and node."""
    app.add_directive("ledger", Ledger)
    app.add_node(nodes.ledger, html=(_visit, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
