"""Rules for pictures, with a number and a caption or without."""

from __future__ import annotations

import re

from docutils import nodes as dn

from two_octobers.pdf.escape import Markup, block, call
from two_octobers.pdf.writer import Writer, rule

TEXT = {"%": 100, "": 560, "px": 560, "mm": 112, "cm": 11.2, "in": 4.41, "pt": 317.5, "em": 31.1}
"""How wide the text is, in each unit that an author may use; pixels are those of the web page."""


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
    named = f"images/{file}", node["alt"]
    if isinstance(node.parent, dn.TextElement) and len(node.parent.children) > 1:
        return call("small-picture", *named)
    return call("picture", *named, share=_share(node.get("width", "")))


def _share(width: str) -> float | None:
    """Return how much of the width of the text a picture asks for: ``50%``, ``280px``, ``3cm``."""
    asked = re.fullmatch(r"([\d.]+) *([a-z]*|%)", width)
    return float(asked[1]) / TEXT[asked[2]] if asked and asked[2] in TEXT else None
