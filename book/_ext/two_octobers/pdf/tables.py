"""The rule for tables."""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn

from two_octobers.pdf.escape import Markup, block
from two_octobers.pdf.writer import Writer, rule

NARROW = 5
"""More columns than this take the margin too, where the table stands in a section by itself."""


@rule(dn.table)
def _table(writer: Writer, node: dn.table) -> Markup:
    """Set a table; its head is repeated on every page that it goes over."""
    title = next((c for c in node.children if isinstance(c, dn.title)), None)
    group = next(c for c in node.children if isinstance(c, dn.tgroup))
    if not any(isinstance(part, dn.thead) for part in group.children):
        return writer.refuse(node, "a table without a head says not what its columns are")
    many = group["cols"] > NARROW and isinstance(node.parent, dn.section)
    table = block(
        "sheet",
        group["cols"],
        _cells(writer, group, dn.thead),
        _cells(writer, group, dn.tbody),
        title=writer.all(title.children) if title else None,
        wide=many or "wide" in node["classes"],
        stubs=sum(bool(c.get("stub")) for c in group.children if isinstance(c, dn.colspec)),
    )
    return Markup(writer.anchors(node) + table)


def _cells(
    writer: Writer, group: dn.tgroup, kind: type[dn.thead] | type[dn.tbody]
) -> list[dict[str, object]]:
    """Describe the cells of head or body, row by row; not those of a table inside one of them."""
    parts = [part for part in group.children if isinstance(part, kind)]
    return [_cell(writer, e) for part in parts for row in part.children for e in row.children]


def _cell(writer: Writer, entry: Any) -> dict[str, object]:
    """Describe one cell: text, span and side."""
    side = next((c[5:] for c in entry["classes"] if c.startswith("text-")), "left")
    return {
        "body": writer.inside(entry),
        "colspan": entry.get("morecols", 0) + 1,
        "rowspan": entry.get("morerows", 0) + 1,
        "side": side,
    }
