"""Figures in an e-reader: a picture with its words, and apart from the text the rows it draws."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes as dn

from two_octobers import nodes, vega
from two_octobers.charts_html import cell, source_line, table
from two_octobers.epub.apart import Apart
from two_octobers.epub.links import file_of
from two_octobers.epub.pictures import SVG, box
from two_octobers.epub.strips import strips

COLUMNS = 4
"""So many columns find room on the narrowest screen; more are written out row by row."""


class Figures(Apart):
    """The charts of a document."""

    def visit_chart_figure(self, node: Any) -> None:
        """Write a figure around its picture, and keep its rows for a file of their own."""
        identifier, number = node["ids"][0], node["number"]
        file = f"charts/{node['file']}.svg"
        drawn = vega.svg(node["spec"], "narrow") or vega.svg(node["spec"], "wide") or ""
        self.charts[file] = drawn
        title, see = self._apart(node.children[0].children), self._apart(node.children[1:])
        self.tables.append(
            {"id": identifier, "number": number, "title": title, "rows": _rows(node)}
        )
        there = f"tables-{file_of(self.builder.current_docname)}#table-{identifier}"
        self.body.append(
            f'<figure id="{identifier}" aria-labelledby="{identifier}-title"><p class="no">Figure '
            f'{number}</p><p class="title" id="{identifier}-title">{title}</p>'
            f"{_picture(file, drawn, escape(node['alt']))}"
            f'<figcaption>{see}{source_line(node)}<p class="on"><a href="{there}">'
            f"The rows of figure {number}</a></p></figcaption></figure>\n"
        )
        raise dn.SkipNode

    def _apart(self, siblings: list[Any]) -> str:
        """Write nodes, and return that instead of adding it to the text."""
        self.open_aside()
        for node in siblings:
            node.walkabout(self)
        return self.close_aside()


def _picture(file: str, drawn: str, alt: str) -> str:
    """Show a picture; one that is taller than a page in strips, each of which finds room on one."""
    left, top, width, height = box(drawn)
    parts = strips(drawn)
    if len(parts) == 1:
        return f'<p class="chart"><img src="{file}" alt="{alt}"/></p>'
    whole = (
        f'<image xlink:href="{file}" x="{left:g}" y="{top:g}" '
        f'width="{width:g}" height="{height:g}"/>'
    )
    shown = "".join(
        f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" aria-hidden="true" '
        f'viewBox="{left:g} {start:g} {width:g} {tall:g}">{whole}</svg>'
        for start, tall in parts
    )
    return f'<div class="chart strips" role="img" aria-label="{alt}">{shown}</div>'


def _rows(node: nodes.chart_figure) -> str:
    """Write the rows of a figure: as a table, or where that is too wide as a list."""
    columns = node["columns"]
    if len(columns) <= COLUMNS:
        return table(node)
    items = "".join(
        f"<li>{' · '.join(_told(n, v) for n, v in zip(columns, row, strict=True) if v != '')}</li>"
        for row in node["rows"]
    )
    return f'<ul class="rows">{items}</ul>'


def _told(column: str, value: object) -> str:
    return f"<b>{escape(column)}</b> {cell(column, value)}"
