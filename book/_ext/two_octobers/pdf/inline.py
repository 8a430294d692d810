"""Rules for what stands in a line."""

from __future__ import annotations

from docutils import nodes as dn
from sphinx import addnodes

from two_octobers import nodes, record
from two_octobers.names import names
from two_octobers.pdf.edition import label
from two_octobers.pdf.escape import Markup, call, text
from two_octobers.pdf.writer import NOTHING, Writer, logger, rule

INTERNAL = "%"
"""Starts the address of a document in the book, so that it cannot be taken for a web address."""


@rule(dn.Text)
def _text(writer: Writer, node: dn.Text) -> Markup:
    return text(node.astext())


@rule(dn.inline, dn.generated, dn.term, addnodes.download_reference)
def _plain(writer: Writer, node: dn.Element) -> Markup:
    return writer.inside(node)


@rule(dn.emphasis, dn.title_reference, addnodes.literal_emphasis)
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


@rule(dn.literal)
def _literal(writer: Writer, node: dn.literal) -> Markup:
    return call("raw", node.astext())


@rule(dn.abbreviation)
def _abbreviation(writer: Writer, node: dn.abbreviation) -> Markup:
    meaning = node.get("explanation")
    return Markup(writer.inside(node) + (text(f" ({meaning})") if meaning else ""))


@rule(dn.target)
def _target(writer: Writer, node: dn.target) -> Markup:
    return writer.inside(node)


@rule(dn.reference)
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
    base = writer.edition.builder.config.html_baseurl.rstrip("/")
    return call("web", f"{base}/{address}", shown) if base else shown


@rule(dn.footnote_reference)
def _footnote_reference(writer: Writer, node: dn.footnote_reference) -> Markup:
    """Set the note at the foot of the page of its first mark; later marks repeat its number."""
    name = label(writer.page.docname, node["refid"])
    if node["refid"] in writer.noted:
        return call("note-again", name)
    writer.noted.add(node["refid"])
    note = next(n for n in writer.page.tree.findall(dn.footnote) if node["refid"] in n["ids"])
    words = writer.all(c for c in note.children if not isinstance(c, dn.label))
    return call("note", name, Markup(words.strip()))


@rule(dn.image)
def _image(writer: Writer, node: dn.image) -> Markup:
    """Set a drawing or photograph, in a line or by itself as its parent has it."""
    file = writer.edition.builder.images[node["uri"]]
    return call("picture", f"images/{file}", node.get("alt"))


@rule(dn.raw)
def _raw(writer: Writer, node: dn.raw) -> Markup:
    """Set a line break, which MyST writes raw; warn of HTML that a reader of paper would miss."""
    if node.astext().strip() == "<br />":
        return call("linebreak")
    if "html" in node["format"].split():
        logger.warning("raw HTML is not in the PDF", location=node, type="pdf")
    return NOTHING


@rule(nodes.verdict)
def _verdict(writer: Writer, node: nodes.verdict) -> Markup:
    """Set the mark; it leads to the claim's card, on this page or where the book first has it."""
    address = node["claim"]
    card = writer.edition.cards.get(address)
    if node.get("refid"):
        card = label(writer.page.docname, node["refid"])
    shown = call("verdict", node["verdict"], target=card)
    if not address or node.get("refid"):
        return shown
    row = record.tables().claims.loc[address]
    told = _told(f"Claim {address}", row["claim"], row["reasoning"])
    return Markup(shown + _once(writer, f"claim {address}", told))


@rule(nodes.name_ref)
def _name(writer: Writer, node: nodes.name_ref) -> Markup:
    """Tell of a person or a term in a note at the first mention in the edition."""
    shown, name = writer.inside(node), names()[node["name"]]
    if name.id in writer.edition.named:
        return shown
    writer.edition.named.add(name.id)
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


@rule(
    dn.comment,
    dn.substitution_definition,
    dn.meta,
    dn.footnote,
    addnodes.index,
    addnodes.highlightlang,
    addnodes.tabular_col_spec,
)
def _unprinted(writer: Writer, node: dn.Node) -> Markup:
    """Print nothing: these are notes to the machine, or printed where they are referred to."""
    return NOTHING
