"""Rules for pictures, with a number and a caption or without."""

from __future__ import annotations

from docutils import nodes as dn

from two_octobers.pdf.escape import Markup, block, call
from two_octobers.pdf.writer import Writer, rule


def number(writer: Writer, node: dn.Element, kind: str) -> str:
    """Return the number that Sphinx has given to a figure, a table or a block of code."""
    given = writer.edition.builder.env.toc_fignumbers.get(writer.page.docname, {}).get(kind, {})
    return ".".join(map(str, next((given[i] for i in node["ids"] if i in given), ())))


@rule(dn.figure)
def _figure(writer: Writer, node: dn.figure) -> Markup:
    """Set a picture with its number and caption."""
    caption = next((c for c in node.children if isinstance(c, dn.caption)), None)
    shown = writer.all(c for c in node.children if c is not caption)
    return block(
        "plate",
        writer.labels(node),
        shown,
        number=number(writer, node, "figure"),
        title=writer.all(caption.children) if caption else None,
    )


@rule(dn.legend)
def _legend(writer: Writer, node: dn.legend) -> Markup:
    return block("legend", writer.inside(node))


@rule(dn.image)
def _image(writer: Writer, node: dn.image) -> Markup:
    """Set a drawing or photograph: small where it stands in a line of text, else as it is drawn."""
    file = writer.edition.builder.images.get(node["uri"])
    if file is None:
        return writer.refuse(
            node, f"{node['uri']} is not a file of the book, and the PDF loads nothing"
        )
    if not node.get("alt", "").strip():
        return writer.refuse(node, f"{node['uri']} needs words for those who cannot see it: alt")
    line = isinstance(node.parent, dn.TextElement) and len(node.parent.children) > 1
    return call("small-picture" if line else "picture", f"images/{file}", node["alt"])
