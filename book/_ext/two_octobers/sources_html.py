"""Sources on the web page: a card where one is cited, and the list that every link leads to."""

from __future__ import annotations

import html
from typing import Any

from sphinx.application import Sphinx

from two_octobers import nodes
from two_octobers.sources import reference


def link(key: str, page: str = "") -> str:
    """Return a link to a record in a list of sources, as HTML: the page’s own if none is named."""
    ref = reference(key)
    title = html.escape(f"{ref.fields['title']}. {ref.read}.")
    return f'<a href="{page}#ref-{key}" title="{title}">{html.escape(ref.short)}</a>'


def _visit_ref(self: Any, node: nodes.source_ref) -> None:
    ref = reference(node["key"])
    self.refs_seen = getattr(self, "refs_seen", 0) + 1
    card = f"card-{self.refs_seen}"
    self.body.append(f'<span class="ref"><a href="#ref-{ref.key}" aria-describedby="{card}">')
    note = f" {ref.fields['readnote']}" if ref.fields.get("readnote") else ""
    author = f"{html.escape(ref.authors)}. " if ref.authors else ""
    self.ref_card = (
        f'</a><span class="card" role="tooltip" id="{card}">'
        f"<b>{html.escape(ref.fields['title'])}</b> "
        f"{author}{html.escape(ref.container)}. <i>{ref.read}.{html.escape(note)}</i></span></span>"
    )


def _depart_ref(self: Any, node: nodes.source_ref) -> None:
    self.body.append(self.ref_card)


def _visit_list(self: Any, node: nodes.source_list) -> None:
    if node["folded"]:
        count = len(node["keys"])
        words = f"All {count} sources of this page, and how far each was read"
        self.body.append(f'<details class="folded"><summary>{words}</summary>')
    self.body.append('<div class="sources">')


def _depart_list(self: Any, node: nodes.source_list) -> None:
    used = " · ".join(f"{html.escape(name)}, {count} rows" for name, count in node["tables"])
    self.body.append(f'<p class="tables">Tables used: {used}.</p></div>' if used else "</div>")
    if node["folded"]:
        self.body.append("</details>")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register how citations and lists are written."""
    app.add_node(nodes.source_ref, html=(_visit_ref, _depart_ref))
    app.add_node(nodes.source_list, html=(_visit_list, _depart_list))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
