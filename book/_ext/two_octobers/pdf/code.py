"""Rules for code, and for the cells of a notebook with what came out of them."""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn

from two_octobers.pdf.escape import Markup, block, call, text
from two_octobers.pdf.figures import number
from two_octobers.pdf.writer import NOTHING, Writer, rule


@rule(dn.literal)
def _literal(writer: Writer, node: dn.literal) -> Markup:
    return call("raw", node.astext())


@rule(dn.literal_block, dn.doctest_block)
def _code(writer: Writer, node: dn.Element) -> Markup:
    """Set code in one colour, with the numbers and the stress that its author asked for."""
    if any(not isinstance(c, dn.Text) for c in node.children):
        return writer.refuse(node, "markup inside a block of code; give the code alone")
    asked: dict[str, Any] = node.get("highlight_args", {})
    return block(
        "code",
        node.astext(),
        first=asked.get("linenostart", 1) if node.get("linenos") else None,
        stressed=asked.get("hl_lines", []),
    )


@rule(dn.container)
def _container(writer: Writer, node: dn.container) -> Markup:
    """Print what a cell drew and printed, its code if that was chosen; else what is inside."""
    if node.get("nb_element") == "cell_code_source" and not writer.edition.options.code:
        return NOTHING
    if node.get("literal_block"):
        return _listing(writer, node)
    return writer.inside(node)


def _listing(writer: Writer, node: dn.container) -> Markup:
    """Set a block of code under its caption."""
    caption, *code = node.children
    named = writer.inside(caption)
    given = number(writer, node, "code-block")
    head = Markup(text(f"Listing {given}. ") + named) if given else named
    return Markup(writer.anchors(node) + block("listing", head, writer.all(code)))
