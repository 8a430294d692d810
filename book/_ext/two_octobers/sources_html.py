"""Sources on the web page: a card where one is cited, and the list that every link leads to."""

from __future__ import annotations

import html
from typing import Any

from sphinx.application import Sphinx

from two_octobers import catalogue, hover, nodes
from two_octobers.counted import counted
from two_octobers.sources import reference


def link(key: str, page: str = "") -> str:
    """Return a link to a record in a list of sources, as HTML: the page’s own if none is named."""
    ref = reference(key)
    title = html.escape(f"{ref.fields['title']}. {ref.read}.")
    return f'<a href="{page}#ref-{key}" title="{title}">{html.escape(ref.short)}</a>'


def _visit_ref(self: Any, node: nodes.source_ref) -> None:
    hover.opened(self, f"#ref-{node['key']}")


def _depart_ref(self: Any, node: nodes.source_ref) -> None:
    ref = reference(node["key"])
    author = f"{ref.authors}. " if ref.authors else ""
    read = f"{ref.read}. {ref.fields.get('readnote', '')}".strip()
    hover.closed(self, ref.fields["title"], f"{author}{ref.container}.", read)


def _visit_list(self: Any, node: nodes.source_list) -> None:
    if node["folded"]:
        count = len(node["keys"])
        words = f"All {count} sources of this page, and how far each was read"
        self.body.append(f'<details class="folded"><summary>{words}</summary>')
    self.body.append('<div class="sources">')


def _depart_list(self: Any, node: nodes.source_list) -> None:
    self.body.append("</div>" + "</details>" * node["folded"])
    page = self.builder.get_relative_uri(self.builder.current_docname, "book/data")
    used = "; ".join(
        f'<a href="{page}#table-{name}">{html.escape(catalogue.title(name))}</a>'
        f" ({counted(count, 'row')})"
        for name, count in node["tables"]
    )
    if used:
        self.body.append(f'<p class="tables">Tables used: {used}.</p>')


def setup(app: Sphinx) -> dict[str, bool]:
    """Register how citations and lists are written."""
    app.add_node(nodes.source_ref, html=(_visit_ref, _depart_ref))
    app.add_node(nodes.source_list, html=(_visit_list, _depart_list))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
