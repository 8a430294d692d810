"""Charts: every Vega-Lite output of a cell becomes a numbered figure with its rows and sources.

No notebook knows about it: any Altair chart will do. What the book's own charts carry in
``usermeta`` (a drawing for phones, the table, the sources) is used where it is there.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, ClassVar

from docutils import nodes as dn
from myst_nb.core import render as nb_render
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from two_octobers import catalogue, nodes, vega

logger = logging.getLogger(__name__)

MIME = "application/vnd.vegalite.v5+json"
"""What the notebooks' renderer sends: JupyterLab and JupyterLite draw it as it is."""

DRAWN = {"html": ("wide", "narrow"), "pdf": ("wide",), "epub": ("narrow",), "notebooks": ()}
"""The formats with figures, and the drawings of a chart that each shows."""

LEADING = 4
"""How many of a figure's sources, those of most rows, stand under it; the table names all."""


def begin(content: Any, builder: Builder) -> str:
    """Begin to draw a chart as a builder will show it; return its spec as the book writes it."""
    spec = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for name in DRAWN.get(builder.format, ()):
        vega.begin(spec, name)
    return spec


def begin_all(notebook: NotebookNode, builder: Builder) -> None:
    """Begin to draw all charts of a notebook that has run."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if content := output.get("data", {}).get(MIME):
                begin(content, builder)


class ChartOutput:
    """myst-nb's plug-in for the MIME type, preferred over every other output of a cell."""

    mime_priority_overrides: ClassVar = [("*", MIME, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: nb_render.MimeData, inline: bool) -> list[dn.Node] | None:
        """Turn a spec into a :class:`nodes.chart`."""
        if inline or data.mime_type != MIME:
            return None
        spec = begin(data.content, renderer.renderer.sphinx_env.app.builder)
        alt = data.cell_metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        return [nodes.chart(spec=spec, alt=alt, key=vega.key(spec))]


class NumberFigures(SphinxPostTransform):
    """Make a :class:`nodes.chart_figure` of docutils' figure around a chart."""

    default_priority = 20  # after myst-nb has chosen the MIME type, before sources are gathered

    def run(self, **kwargs: object) -> None:
        """Replace each figure, with its number, its table and its sources."""
        if self.app.builder.format not in DRAWN:
            return
        numbers = self.env.toc_fignumbers.get(self.env.docname, {}).get("figure", {})
        for chart in list(self.document.findall(nodes.chart)):
            figure = chart.parent
            if not isinstance(figure, dn.figure) or not figure["ids"] or not chart["alt"]:
                logger.warning(
                    "a chart needs a name, a caption and a description: give its cell "
                    "mystnb: {figure: {name, caption}, image: {alt}}",
                    location=chart,
                )
                continue
            number = ".".join(map(str, numbers.get(figure["ids"][0], ())))
            figure.replace_self(_numbered(figure, chart, number))


class FiguresFirst(SphinxPostTransform):
    """Put the folded code of a cell after its figure: readers of history see the chart first."""

    default_priority = 210  # after myst-nb has folded the code

    def run(self, **kwargs: object) -> None:
        """Turn round every cell that draws a figure."""
        for figure in self.document.findall(nodes.chart_figure):
            cell: Any = figure.parent.parent
            cell["classes"] += ["wide"] if figure["wide"] else []
            cell.children.sort(key=lambda part: part.get("nb_element") != "cell_code_output")


def _numbered(figure: dn.figure, chart: nodes.chart, number: str) -> nodes.chart_figure:
    meta = json.loads(chart["spec"]).get("usermeta", {})
    table = meta.get("table") or _first_rows(json.loads(chart["spec"]))
    caption = next((c for c in figure.children if isinstance(c, dn.caption)), dn.caption())
    legend = next((c for c in figure.children if isinstance(c, dn.legend)), dn.legend())
    keys = _keys(table)
    made = nodes.chart_figure(
        number=number,
        spec=chart["spec"],
        alt=chart["alt"],
        key=chart["key"],
        ids=figure["ids"],
        file=f"figure-{number}",
        wide=meta.get("width") == "wide",
        columns=table["columns"],
        rows=table["rows"],
        tables=meta.get("tables", []),
        sources=sorted(keys),
        drawn="; ".join(
            f"{catalogue.title(name)} ({count})" for name, count in meta.get("tables", [])
        ),
        leading=[key for key, _ in keys.most_common(LEADING)],
        more=max(0, len(keys) - LEADING),
    )
    made += [caption, *legend.children]
    return made


def _keys(table: dict[str, Any]) -> Counter[str]:
    """Count the bib keys in the column “Source”, whose cells hold keys separated by semicolons."""
    if "Source" not in table["columns"]:
        return Counter()
    column = table["columns"].index("Source")
    return Counter(key for row in table["rows"] for key in str(row[column]).split(";") if key)


def _first_rows(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the first inline data set of a plain Altair chart as a table."""
    inline = spec.get("data", {}).get("values")
    values: list[dict[str, Any]] = inline or next(iter(spec.get("datasets", {}).values()), [])
    columns = list(dict.fromkeys(name for row in values for name in row))
    return {"columns": columns, "rows": [[row.get(c, "") for c in columns] for row in values]}


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the output plug-in and the figure."""
    plugins = nb_render.load_mime_renders()  # a cached list; the documented hook needs a package
    if ChartOutput not in plugins:
        plugins.append(ChartOutput)
    app.add_post_transform(NumberFigures)
    app.add_post_transform(FiguresFirst)
    app.add_node(nodes.chart)
    app.setup_extension("two_octobers.charts_html")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
