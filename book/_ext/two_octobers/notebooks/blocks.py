"""Rules for what stands by itself: sections, boxes, cells, figures."""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn
from sphinx import addnodes

from two_octobers import nodes
from two_octobers.notebooks.inline import escaped
from two_octobers.notebooks.writer import Writer, quoted, rule
from two_octobers.verdicts import VERDICTS

TO_RUN = (
    "This notebook is chapter {number} of *Two Octobers*. To run it, choose *Run* and *Run All "
    "Cells*; then change a cell, and run it again. What you change is kept in this browser alone. "
    "On the chapter’s page in the book a link starts again from the book’s version."
)
"""What stands under the title."""

FOLDED = {"jp-MarkdownHeadingCollapsed": True}
"""Of a heading: JupyterLab hides what follows, until the next heading that is not below it."""


@rule(dn.document, addnodes.document)
def _through(writer: Writer, node: dn.Element) -> str:
    writer.blocks(node.children)
    return ""


@rule(dn.section)
def _section(writer: Writer, node: dn.section) -> str:
    writer.depth += 1
    writer.begin()
    writer.blocks(node.children)
    writer.depth -= 1
    return ""


@rule(dn.title)
def _title(writer: Writer, node: dn.title) -> str:
    return f"{'#' * writer.depth} {writer.all(node)}"


@rule(nodes.chapter_head)
def _head(writer: Writer, node: nodes.chapter_head) -> str:
    question = f"*{escaped(node['question'])}*"
    return f"{question}\n\n{TO_RUN.format(number=node['number'])}"


@rule(dn.paragraph, dn.rubric)
def _paragraph(writer: Writer, node: dn.Element) -> str:
    return writer.all(node).strip()


@rule(dn.bullet_list)
def _list(writer: Writer, node: dn.bullet_list) -> str:
    items = (writer.paragraphs(item.children) for item in node.children)
    return "\n".join(f"- {item}".replace("\n", "\n  ") for item in items)


@rule(dn.transition, dn.comment, dn.target, nodes.ledger)
def _nothing(writer: Writer, node: dn.Node) -> str:
    """Write no rule before the notes; the ledger is a table of data/, and a page of the book."""
    return ""


# ---- the words of this book ----


@rule(nodes.in_short)
def _short(writer: Writer, node: nodes.in_short) -> str:
    return quoted("**In short**", writer.paragraphs(node.children))


@rule(nodes.passage)
def _passage(writer: Writer, node: nodes.passage) -> str:
    head = f"**The essay, ¶&nbsp;{node['paragraph']}**"
    said = f"<small>{escaped(node['provenance'])}</small>"
    return quoted(head, writer.paragraphs(node.children), said)


@rule(nodes.claimed)
def _claimed(writer: Writer, node: nodes.claimed) -> str:
    """Write the text, then the claims that it judges: on a page they stand beside it."""
    cards = [c for c in node.children if isinstance(c, nodes.claim_card)]
    text = [c for c in node.children if c not in cards]
    return writer.paragraphs([*text, *cards])


@rule(nodes.claim_card)
def _card(writer: Writer, node: nodes.claim_card) -> str:
    word = VERDICTS[node["verdict"]].word
    head = f"**Claim {node['claim']}: {escaped(node['said'])}**"
    return quoted(head, f"**{word}.** {escaped(node['reasoning'])}")


@rule(nodes.dispute)
def _dispute(writer: Writer, node: nodes.dispute) -> str:
    head = f"**Accounts differ: {escaped(node['title'])}**"
    return quoted(head, writer.paragraphs(node.children))


@rule(nodes.reading)
def _reading(writer: Writer, node: nodes.reading) -> str:
    who, *text = node.children
    return f"**{writer.all(who)}**\n\n{writer.paragraphs(text)} *{escaped(node['rests'])}*"


@rule(nodes.settle)
def _settle(writer: Writer, node: nodes.settle) -> str:
    return f"**What would settle it.** {writer.paragraphs(node.children)}"


@rule(nodes.exercise)
def _exercise(writer: Writer, node: nodes.exercise) -> str:
    head = f"{'#' * (writer.depth + 1)} Exercise {node['number']}: {escaped(node['title'])}"
    writer.begin()
    writer.say(f"{head}\n\n*{escaped(node['minutes']).capitalize()}.*")
    writer.blocks(node.children)
    return ""


@rule(nodes.solution)
def _solution(writer: Writer, node: nodes.solution) -> str:
    """Fold the answer and the cells that show it, whose outputs would tell it too."""
    writer.cell(f"{'#' * (writer.depth + 2)} Solution {node['number']}", **FOLDED)
    writer.blocks(node.children)
    writer.begin()
    return ""


@rule(nodes.source_list)
def _sources(writer: Writer, node: nodes.source_list) -> str:
    return "\n".join(f"- {writer.one(entry)}" for entry in node.children)


# ---- cells ----


@rule(dn.container)
def _cell(writer: Writer, node: dn.container) -> str:
    """Write the code of a cell, and under it the captions of what it draws."""
    writer.cell(_source(node), code=True)
    for figure in node.findall(nodes.chart_figure):
        writer.say(_caption(writer, figure))
    return ""


def _source(cell: Any) -> str:
    inputs = (c for c in cell.findall(dn.container) if c.get("nb_element") == "cell_code_source")
    return str(next(inputs).astext())


def _caption(writer: Writer, figure: nodes.chart_figure) -> str:
    caption, *legend = figure.children
    head = f"**Figure {figure['number']}. {writer.all(caption)}**"
    return f"{head}\n\n{writer.paragraphs(legend)}"
