"""Rules for lists of every kind, and for lines that end where their author ended them."""

from __future__ import annotations

from docutils import nodes as dn
from sphinx import addnodes

from two_octobers.pdf.escape import Markup, block, call, text
from two_octobers.pdf.writer import Writer, rule

NUMBERS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}
"""How Typst writes the kinds of numbers that docutils tells apart."""

LISTS = (dn.bullet_list, dn.enumerated_list)


def _loose(node: dn.Element) -> bool:
    """Tell whether an item has more than a paragraph and the lists below it."""
    return any(not isinstance(part, LISTS) for item in node.children for part in item.children[1:])


@rule(dn.list_item, dn.definition, addnodes.hlist, addnodes.hlistcol, addnodes.acks)
def _through(writer: Writer, node: dn.Element) -> Markup:
    return writer.inside(node)


@rule(dn.bullet_list)
def _bullets(writer: Writer, node: dn.bullet_list) -> Markup:
    return block("list", *map(writer.one, node.children), tight=not _loose(node))


@rule(dn.enumerated_list)
def _numbered(writer: Writer, node: dn.enumerated_list) -> Markup:
    number = NUMBERS[node.get("enumtype", "arabic")]
    return block(
        "enum",
        *map(writer.one, node.children),
        start=node.get("start", 1),
        numbering=f"{node.get('prefix', '')}{number}{node.get('suffix') or '.'}",
        tight=not _loose(node),
    )


@rule(dn.definition_list)
def _definitions(writer: Writer, node: dn.definition_list) -> Markup:
    """Set terms with what is told of them; terms that share it stand side by side."""
    pairs = []
    for item in node.children:
        named = [c for c in item.children if not isinstance(c, dn.definition)]
        told = writer.all(c for c in item.children if isinstance(c, dn.definition))
        pairs.append([Markup(", ".join(writer.inside(c) for c in named)), told])
    return block("definitions", *pairs)


@rule(dn.field_list)
def _fields(writer: Writer, node: dn.field_list) -> Markup:
    pairs = [[writer.inside(part) for part in field.children] for field in node.children]
    return block("definitions", *pairs)


@rule(dn.option_list)
def _options(writer: Writer, node: dn.option_list) -> Markup:
    """Set the options of a command, each with its argument, and what they do."""
    pairs = []
    for item in node.children:
        group, description = item.children
        written = ["".join(part.astext() for part in option.children) for option in group.children]
        pairs.append(
            [Markup(", ".join(call("raw", w) for w in written)), writer.inside(description)]
        )
    return block("definitions", *pairs)


@rule(dn.line_block)
def _lines(writer: Writer, node: dn.line_block) -> Markup:
    """Set verse or an address; a block inside is one step to the right."""
    lines = [
        writer.one(c) if isinstance(c, dn.line_block) else writer.inside(c) or text(" ")
        for c in node.children
    ]
    return block("lines", *lines)
