"""The look of every chart: the page's colours and type, and the renderer that sends them on.

Charts are drawn in the light colours on a transparent ground; the page's style sheet turns these
very values into the dark ones. So a colour that is not here does not belong into a chart.
"""

from __future__ import annotations

from typing import Any

PAPER, INK, INK2, RULE, RULE2 = "#F7F8F6", "#15191E", "#4E555C", "#C6CBC6", "#7C8387"
CRISIS = {"1962": "#8A6200", "2022": "#5B3FA6"}
"""One colour a crisis, through the whole book."""

US, USSR, CUBA, UKRAINE, OTHER = "#0075B4", "#BA4207", "#0E442D", "#812C66", "#6A6F74"
COLOURS = {"US": US, "USSR": USSR, "Russia": USSR, "Cuba": CUBA, "Ukraine": UKRAINE}
SHAPES = {
    "US": "circle",
    "USSR": "square",
    "Russia": "square",
    "Cuba": "diamond",
    "Ukraine": "triangle-down",
}
SANS = "Source Sans Pro"
SIZE, LINE = 13, 15
"""Size of chart text and distance of its lines, in pixels; nothing is smaller than 12."""

WIDE, COLUMN, NARROW = 832, 560, 350
"""Widths of a figure: text and margin, text alone, a phone."""

PADDING = {"left": 6, "right": 6, "top": 4, "bottom": 4}
"""Pixels around a drawing that draws its own axes."""


def colour(actor: str) -> str:
    """Return the colour of an actor; all who have none of their own share one."""
    return COLOURS.get(actor, OTHER)


def shape(actor: str) -> str:
    """Return the mark of an actor, so that colour never speaks alone."""
    return SHAPES.get(actor, "triangle-up")


def look() -> Any:
    """Return the Vega-Lite ``config`` of this look, as Altair takes a theme."""
    axis = {
        "labelFont": SANS,
        "labelFontSize": SIZE,
        "labelColor": INK2,
        "titleFont": SANS,
        "titleFontSize": SIZE,
        "titleColor": INK2,
        "titleFontWeight": 400,
        "gridColor": RULE,
        "domainColor": RULE2,
        "tickColor": RULE2,
        "gridWidth": 0.8,
    }
    return {
        "config": {
            "background": "transparent",
            "font": SANS,
            "view": {"stroke": None},
            "axis": axis,
            "text": {"font": SANS, "fontSize": SIZE, "color": INK},
            # for longer corners Vega would keep room at the sheet's edges
            "line": {"strokeJoin": "round"},
            "point": {"strokeMiterLimit": 2},
            "range": {"category": [US, USSR, CUBA, UKRAINE, OTHER]},
        }
    }


def _renderer(spec: dict[str, Any], **_: object) -> dict[str, Any]:
    """Send the spec and nothing else, under the name that JupyterLab and JupyterLite draw."""
    spec = {**spec, "$schema": "https://vega.github.io/schema/vega-lite/v5.json"}
    return {"application/vnd.vegalite.v5+json": spec, "text/plain": "A chart (see its table)."}


def enable() -> None:
    """Make this the look of every Altair chart of the session."""
    import altair as alt  # whoever wants the colours alone need not wait for it

    alt.theme.register("two-octobers", enable=True)(look)
    alt.renderers.register("two-octobers", _renderer)
    alt.renderers.enable("two-octobers")
