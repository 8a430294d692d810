"""Charts on the web page: the drawing at once, a table of its rows, and the files to take away.

``book/_static/charts.js`` makes a drawing live when a reader comes near.
"""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.osutil import ensuredir

from two_octobers import nodes, vega
from two_octobers.sources_html import link


def _visit_figure(self, node: nodes.chart_figure) -> None:
    identifier = node["ids"][0]
    wide = " wide" if node["wide"] else ""
    self.body.append(
        f'<figure class="fig{wide}" id="{identifier}" aria-labelledby="{identifier}-title">'
        f'<header><p class="no">Figure {node["number"]}</p>'
        f'<p class="title" id="{identifier}-title">'
    )
    node.children[0].walkabout(_Inline(self))
    self.body.append("</p></header>")
    self.body.append(_drawings(self.builder, node))
    self.body.append("<figcaption>")
    for child in node.children[1:]:
        child.walkabout(self)
    self.body.append(source_line(node) + "</figcaption>")
    self.body.append(_take_away(self, node))
    self.body.append("</figure>\n")
    raise dn.SkipNode


class _Inline(dn.NodeVisitor):
    """Write a caption's children without the block that Sphinx puts around a caption."""

    def __init__(self, translator: Any) -> None:
        super().__init__(translator.document)
        self.translator = translator

    def dispatch_visit(self, node: dn.Node) -> None:
        for child in node.children:
            child.walkabout(self.translator)
        raise dn.SkipNode


def _drawings(builder: Builder, node: nodes.chart_figure) -> str:
    """Write the SVG of each variant; the spec that makes it live lies apart, for who comes near."""
    boxes = []
    for name, css in (("wide", "w"), ("narrow", "n")):
        drawn = vega.drawn(node["spec"], name)
        if drawn is None:
            continue
        role = "group" if "<a " in drawn.svg else "img"
        label = html.escape(node["alt"], quote=True)
        svg = drawn.svg.replace("<svg ", f'<svg role="{role}" aria-label="{label}" ', 1)
        own = _spec(builder, f"{node['file']}-{name}", drawn.compiled)
        controls = " controls" if '"bind":' in drawn.compiled else ""
        boxes.append(f'<div class="drawing {css}{controls}" data-spec="{own}">{svg}</div>')
    alone = "" if len(boxes) > 1 else " alone"
    return f'<div class="chart{alone}">{"".join(boxes)}</div>'


def _spec(builder: Builder, name: str, spec: str) -> str:
    """Write a spec into a script of its own: a third of a page that few charts are asked of.

    A script, because a page opened from a folder may load nothing else. The name has a digest, by
    which a browser knows a new one.
    """
    folder = Path(builder.outdir, "_static", "live")
    ensuredir(folder)
    (folder / f"{name}.js").write_text(f'bookSpecs["{name}"]={spec};\n', encoding="utf-8")
    return f"{name}.js?{vega.key(spec)}"


def source_line(node: nodes.chart_figure) -> str:
    """Say what was drawn and from which sources, the most used first."""
    if not node["leading"]:
        return ""
    drawn = f"Rows drawn: {node['drawn']}. " if node["drawn"] else ""
    named = "; ".join(link(key) for key in node["leading"])
    more = f"; and {node['more']} more, row by row in the table" if node["more"] else ""
    return f'<p class="src">{drawn}Sources: {named}{more}.</p>'


def _take_away(self, node: nodes.chart_figure) -> str:
    """Write the table twin and the downloads, and the files that those lead to."""
    folder = Path(self.builder.outdir, "_downloads")
    ensuredir(folder)
    name = f"{node['file']}"
    (folder / f"{name}.csv").write_text(_csv(node), encoding="utf-8")
    alone = re.sub(r"</?a\b[^>]*>", "", vega.svg(node["spec"], "wide") or "")  # links lead nowhere
    (folder / f"{name}.svg").write_text(alone, encoding="utf-8")
    up = "../" * self.builder.current_docname.count("/") + "_downloads/"
    return (
        f'<div class="acts"><details><summary>Show as a table</summary>{_scrolled(node)}</details>'
        f'<a href="{up}{name}.csv" download>CSV</a><a href="{up}{name}.svg" download>SVG</a>'
        f'<a href="#{node["ids"][0]}">Link to this figure</a></div>'
    )


def _csv(node: nodes.chart_figure) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([node["columns"], *node["rows"]])
    return out.getvalue()


def _scrolled(node: nodes.chart_figure) -> str:
    label = f"Figure {node['number']} as a table"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{table(node)}</div>'
    )


def table(node: nodes.chart_figure) -> str:
    """Write the rows of a figure as a table."""
    head = "".join(f'<th scope="col">{html.escape(c)}</th>' for c in node["columns"])
    body = "".join(
        "<tr>"
        + "".join(f"<td>{cell(c, v)}</td>" for c, v in zip(node["columns"], row, strict=True))
        + "</tr>"
        for row in node["rows"]
    )
    return (
        f"<table><caption>Figure {node['number']} as a table</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def cell(column: str, value: object) -> str:
    """Write one cell of the table twin; sources as links to their records."""
    if column == "Source":
        return " · ".join(link(key) for key in str(value).split(";") if key)
    return html.escape("" if value is None else str(value))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register how a figure is written."""
    app.add_node(nodes.chart_figure, html=(_visit_figure, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
