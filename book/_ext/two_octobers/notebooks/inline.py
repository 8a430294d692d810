"""Rules for what stands in a line."""

from __future__ import annotations

import re

from docutils import nodes as dn
from sphinx import addnodes

from two_octobers import nodes
from two_octobers.notebooks.writer import Writer, rule
from two_octobers.sources import reference
from two_octobers.verdicts import VERDICTS

MARKUP = re.compile(r"([\\`*_\[\]<>~$|])")
"""Letters that Markdown, or formulas in it, would take for their own."""


def escaped(text: str) -> str:
    """Return text as Markdown that shows it as it is."""
    return MARKUP.sub(r"\\\1", text.replace("\n", " "))


def linked(shown: str, address: str) -> str:
    """Return a link, whatever letters its address has; without one, what is shown."""
    return f"[{shown}](<{address}>)" if address else shown


@rule(dn.Text)
def _text(writer: Writer, node: dn.Text) -> str:
    return escaped(node.astext())


@rule(dn.inline, nodes.name_ref, addnodes.download_reference)
def _plain(writer: Writer, node: dn.Element) -> str:
    return writer.all(node)


@rule(dn.emphasis, dn.title_reference)
def _emphasis(writer: Writer, node: dn.Element) -> str:
    return f"*{writer.all(node)}*"


@rule(dn.strong)
def _strong(writer: Writer, node: dn.Element) -> str:
    return f"**{writer.all(node)}**"


@rule(dn.literal)
def _literal(writer: Writer, node: dn.literal) -> str:
    return f"`{node.astext()}`"


@rule(dn.reference, addnodes.number_reference)
def _reference(writer: Writer, node: dn.reference) -> str:
    """Link to the web, or to another chapter's notebook; other pages are only named."""
    address = node.get("refuri", "")
    return linked(writer.all(node), "" if address.startswith("#") else address.partition("#")[0])


@rule(nodes.source_ref)
def _source(writer: Writer, node: nodes.source_ref) -> str:
    return linked(writer.all(node), reference(node["key"]).fields.get("url", ""))


@rule(nodes.verdict)
def _verdict(writer: Writer, node: nodes.verdict) -> str:
    claim = f"&nbsp;<sub>{node['claim']}</sub>" if node["claim"] else ""
    return f"**{VERDICTS[node['verdict']].word}**{claim}"


@rule(dn.footnote_reference)
def _mark(writer: Writer, node: dn.footnote_reference) -> str:
    return f"<sup>{node.astext()}</sup>"


@rule(dn.footnote)
def _note(writer: Writer, node: dn.footnote) -> str:
    number = node.children[0].astext()
    return f"<sup>{number}</sup>&nbsp;{writer.paragraphs(node.children[1:])}"
