"""What has no rule, and why: each kind of node of docutils, Sphinx and this book is settled once.

A kind has a rule in one of the modules beside this one, or is part of what has one, or leaves no
mark on paper, or is refused by name. :file:`tests/test_pdf_nodes.py` holds the lists complete.
"""

from __future__ import annotations

from docutils import nodes as dn
from sphinx import addnodes

from two_octobers import nodes
from two_octobers.pdf.escape import Markup
from two_octobers.pdf.writer import NOTHING, Writer, rule

PARTS = frozenset(
    {
        *(dn.title, dn.subtitle, dn.caption, dn.attribution, dn.label),
        *(dn.definition_list_item, dn.term, dn.classifier),
        *(dn.field, dn.field_name, dn.field_body),
        *(dn.option_list_item, dn.option_group, dn.option, dn.option_string, dn.option_argument),
        *(dn.description, dn.line),
        *(dn.tgroup, dn.colspec, dn.thead, dn.tbody, dn.row, dn.entry),
        *(nodes.chapter_head, nodes.claim_card, nodes.cover_part, nodes.reading, nodes.settle),
    }
)
"""Printed by the rule of what they stand in, and refused where they stand elsewhere."""

UNPRINTED: dict[type[dn.Node], str] = {
    dn.comment: "the author's own note",
    dn.meta: "for search engines",
    dn.substitution_definition: "printed where it is used",
    addnodes.index: "an entry of Sphinx’s own index, which this book has not",
    addnodes.highlightlang: "colours of code, which paper has not",
    addnodes.tabular_col_spec: "for LaTeX",
    addnodes.toctree: "the contents stand at the front",
    nodes.cover: "title page and contents are made of it",
}
"""Leaves no mark where it stands, and why a reader misses nothing."""

_BIBLIOGRAPHIC = (
    *(dn.docinfo, dn.author, dn.authors, dn.organization, dn.address, dn.contact, dn.version),
    *(dn.revision, dn.status, dn.date, dn.copyright),
)
_UNRESOLVED = (
    *(dn.pending, addnodes.pending_xref, addnodes.pending_xref_condition),
    *(dn.substitution_reference, dn.problematic, dn.system_message),
)
_CODE: tuple[type[dn.Node], ...] = tuple(
    kind for name, kind in vars(addnodes).items() if name.startswith("desc")
)

REFUSED: dict[type[dn.Node], str] = {
    **dict.fromkeys(_BIBLIOGRAPHIC, "the title page comes from _config.yml and the course pack"),
    **dict.fromkeys(_UNRESOLVED, "it was not understood when the page was read: see above"),
    **dict.fromkeys(_CODE, "a description of code; say it in a paragraph or a list"),
    **dict.fromkeys((dn.citation, dn.citation_reference), "cite with {src}`key` instead"),
    **dict.fromkeys((dn.header, dn.footer, dn.decoration), "the template has its own"),
    addnodes.productionlist: "a grammar; show it as a block of code",
    addnodes.production: "a grammar; show it as a block of code",
    addnodes.start_of_file: "each document is written by itself",
}
"""Has no place in this book, and what to do instead."""


@rule(*UNPRINTED)
def _unprinted(writer: Writer, node: dn.Node) -> Markup:
    return NOTHING


@rule(*REFUSED)
def _refused(writer: Writer, node: dn.Node) -> Markup:
    return writer.refuse(node, REFUSED[type(node)])
