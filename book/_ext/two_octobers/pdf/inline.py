"""Rules for what stands in a line."""

from __future__ import annotations

import re

from docutils import nodes as dn
from sphinx import addnodes

from two_octobers import nodes, record
from two_octobers.names import names
from two_octobers.pdf import live
from two_octobers.pdf.edition import label
from two_octobers.pdf.escape import Markup, call, text
from two_octobers.pdf.glyphs import letters
from two_octobers.pdf.writer import NOTHING, Writer, rule

SHORT_LINE = 60
"""Fewer letters than a line of text has."""

INTERNAL = "%"
"""Starts the address of a document in the book, so that it cannot be taken for a web address."""


@rule(dn.Text)
def _text(writer: Writer, node: dn.Text) -> Markup:
    """Write text, if the typefaces of the book have all its letters."""
    words = node.astext()
    for letter in dict.fromkeys(words):
        if letter not in letters() and not letter.isspace():
            writer.refuse(node, f"no typeface of the book has “{letter}” (U+{ord(letter):04X})")
    return text(words)


@rule(dn.inline, dn.generated, addnodes.download_reference)
def _plain(writer: Writer, node: dn.Element) -> Markup:
    return writer.inside(node)


@rule(dn.emphasis, dn.title_reference, addnodes.literal_emphasis, addnodes.manpage)
def _emphasis(writer: Writer, node: dn.Element) -> Markup:
    return call("emph", writer.inside(node))


@rule(dn.strong, addnodes.literal_strong)
def _strong(writer: Writer, node: dn.Element) -> Markup:
    return call("strong", writer.inside(node))


@rule(dn.subscript)
def _subscript(writer: Writer, node: dn.Element) -> Markup:
    return call("sub", writer.inside(node))


@rule(dn.superscript)
def _superscript(writer: Writer, node: dn.Element) -> Markup:
    return call("super", writer.inside(node))


@rule(dn.abbreviation, dn.acronym)
def _abbreviation(writer: Writer, node: dn.abbreviation) -> Markup:
    meaning = node.get("explanation")
    return Markup(writer.inside(node) + (text(f" ({meaning})") if meaning else ""))


@rule(dn.target)
def _target(writer: Writer, node: dn.target) -> Markup:
    return writer.inside(node)


@rule(dn.reference, addnodes.number_reference)
def _reference(writer: Writer, node: dn.reference) -> Markup:
    shown, address = writer.inside(node), node.get("refuri", "")
    if "refid" in node:
        return writer.link(label(writer.page.docname, node["refid"]), shown, node)
    if address.startswith(INTERNAL):
        docname, _, identifier = address.removeprefix(INTERNAL).partition("#")
        if docname in writer.edition.chapters:
            return writer.link(label(docname, identifier), shown, node)
        return _elsewhere(writer, f"{docname}.html{'#' if identifier else ''}{identifier}", shown)
    return call("web", address, shown)


def _elsewhere(writer: Writer, address: str, shown: Markup) -> Markup:
    """Link to a page that only the web book has, if it is known where that is read."""
    known = live.address(writer.edition, address)
    return call("web", known, shown) if known else shown


@rule(dn.footnote_reference)
def _footnote_reference(writer: Writer, node: dn.footnote_reference) -> Markup:
    """Set the note at the foot of the page of its first mark; later marks repeat its number."""
    name = label(writer.page.docname, node["refid"])
    if node["refid"] in writer.noted:
        return call("note-again", name)
    writer.noted.add(node["refid"])
    note = writer.notes[node["refid"]]
    words = writer.all(c for c in note.children if not isinstance(c, dn.label))
    return call("note", name, Markup(words.strip()), last=_in_last_line(node))


def _in_last_line(node: dn.Node) -> bool:
    """Tell whether a mark may stand in the last line of its paragraph."""
    following = node.parent.children[node.parent.index(node) + 1 :]
    return len("".join(n.astext() for n in following)) < SHORT_LINE


@rule(dn.raw)
def _raw(writer: Writer, node: dn.raw) -> Markup:
    """Set a line break, which MyST writes raw; a comment, or what is for LaTeX, says nothing."""
    written = re.sub(r"(?s)<!--.*?-->", "", node.astext()).strip()
    if "html" not in node["format"].split() or not written:
        return NOTHING
    if re.fullmatch(r"<br ?/?>", written):
        return call("linebreak")
    return writer.refuse(node, f"raw HTML, “{written[:40]}”: nothing of it would be on paper")


@rule(nodes.verdict)
def _verdict(writer: Writer, node: nodes.verdict) -> Markup:
    """Set the mark; it leads to the claim's card, on this page or where the book first has it."""
    address = node["claim"]
    card = writer.edition.cards.get(address)
    if node.get("refid"):
        card = label(writer.page.docname, node["refid"])
    shown = call("verdict", node["verdict"], target=card, claim=address)
    if not address or node.get("refid") or nodes.inside(node, (nodes.dispute,)):
        return shown
    return Markup(shown + _once(writer, f"claim {address}", _judged(address, card)))


def _judged(address: str, card: str | None) -> Markup:
    """Say what was claimed, and where its card has the reasons, or the reasons themselves."""
    row = record.tables().claims.loc[address]
    if card is None:
        return _told(f"Claim {address}", row["claim"], row["reasoning"])
    return Markup(_told(f"Claim {address}", row["claim"]) + text(" ") + call("reasons-on", card))


@rule(nodes.name_ref)
def _name(writer: Writer, node: nodes.name_ref) -> Markup:
    """Tell of a person or a term at the first mention in the edition; the index has all."""
    name = names()[node["name"]]
    shown = call("named", name.id, writer.inside(node))
    writer.edition.named.add(name.id)
    if name.id in writer.edition.told or nodes.inside(node, (nodes.dispute,)):
        return shown  # a box with more notes than its page has room for would lose some
    writer.edition.told.add(name.id)
    below = f" ({name.below})" if name.below else ""
    return Markup(shown + _once(writer, name.id, _told(f"{name.title}{below}", name.line)))


def _told(head: str, *lines: str) -> Markup:
    return Markup(call("strong", text(f"{head}.")) + text(" " + " ".join(lines)))


def _once(writer: Writer, name: str, words: Markup) -> Markup:
    """Set a note at the first mention in a chapter, and nothing at later ones."""
    if name in writer.noted:
        return NOTHING
    writer.noted.add(name)
    return call("note", label(writer.page.docname, name), words)


@rule(nodes.source_ref)
def _source_ref(writer: Writer, node: nodes.source_ref) -> Markup:
    return cite(writer, node["key"], writer.inside(node))


def cite(writer: Writer, key: str, shown: Markup, link: str = "to") -> Markup:
    """Link to a record of the bibliography at the end, which will have it for this reason."""
    writer.edition.cited.add(key)
    return call(link, f"source:{key}", shown)


@rule(dn.footnote)
def _footnote(writer: Writer, node: dn.footnote) -> Markup:
    """Print nothing here: a note stands at the foot of the page that has its mark."""
    return NOTHING if node["backrefs"] else writer.refuse(node, "a footnote that no mark leads to")
