"""From docutils nodes to XHTML: Sphinx's writer of HTML, and what an e-reader wants otherwise.

Whatever has no method here is written as on the web.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes as dn
from sphinx.util import logging

from two_octobers import nodes
from two_octobers.epub.features import Features
from two_octobers.epub.figures import Figures

logger = logging.getLogger(__name__)


class EpubTranslator(Features, Figures):
    """Writes one document."""

    # ---- notes ----

    def visit_footnote_reference(self, node: Any) -> None:
        """Write a mark that reading systems open in place."""
        self.body.append(
            f'<a class="note" epub:type="noteref" role="doc-noteref" id="{node["ids"][0]}" '
            f'href="#{node["refid"]}">'
        )

    def depart_footnote_reference(self, node: Any) -> None:
        """Close the mark."""
        self.body.append("</a>")

    def visit_footnote(self, node: Any) -> None:
        """Keep a note for the end of the document; its number leads back to the first mark."""
        self.open_aside()
        number = node.children[0].astext()
        self.body.append(
            f'<aside epub:type="footnote" role="doc-footnote" id="{node["ids"][0]}"><p class="n">'
            f'<a role="doc-backlink" href="#{node["backrefs"][0]}">{number}</a></p> '
        )

    def depart_footnote(self, node: Any) -> None:
        """Put the note with the others."""
        self.body.append("</aside>\n")
        self.notes.append(self.close_aside())

    def visit_label(self, node: Any) -> None:
        """Write nothing: the number is written with the note."""
        raise dn.SkipNode

    def visit_transition(self, node: Any) -> None:
        """Write nothing for the rule that MyST puts before footnotes."""
        if "footnotes" in node["classes"]:
            raise dn.SkipNode
        super().visit_transition(node)

    # ---- cells ----

    def visit_container(self, node: Any) -> None:
        """Leave out the code of a cell."""
        if node.get("nb_element") == "cell_code_source":
            raise dn.SkipNode
        self.body.append(self.starttag(node, "div"))

    def depart_container(self, node: Any) -> None:
        """Close the container."""
        self.body.append("</div>\n")

    def visit_literal_block(self, node: Any) -> None:
        """Write plain lines, and of what a cell printed only what answers an exercise."""
        printed = getattr(node.parent, "attributes", {}).get("nb_element") == "cell_code_output"
        if not printed or nodes.inside(node, (nodes.solution,)):
            self.body.append(f"<pre>{escape(node.astext())}</pre>\n")
        raise dn.SkipNode

    def visit_raw(self, node: Any) -> None:
        """Write a line break, which MyST writes raw; warn of HTML that a reader would miss."""
        if node.astext().strip() == "<br />":
            self.body.append("<br/>")
        elif "html" in node["format"].split():
            logger.warning("raw HTML is not in the EPUB", location=node, type="epub")
        raise dn.SkipNode
