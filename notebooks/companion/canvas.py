"""A sheet of paper in Vega-Lite: lines, marks and words at places worked out in Python.

The time charts of this book place each label where it overlaps no other. A sheet collects what is
to be drawn there and hands it to Altair as a few layers of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from companion.theme import INK, LINE, PADDING, PAPER, SIZE

Rows = list[dict[str, Any]]
Style = tuple[tuple[str, Any], ...]

AS_GIVEN = {"type": "nominal", "scale": None}
PLACE = {"type": "quantitative", "axis": None}
WORDS = {"type": "nominal"}
CHANNELS: dict[str, dict[str, Any]] = {
    "x2": {"field": "x2"},
    "y2": {"field": "y2"},
    "fill": {"field": "fill", **AS_GIVEN},
    "stroke": {"field": "stroke", **AS_GIVEN},
    "shape": {"field": "shape", **AS_GIVEN},
    "text": {"field": "text", **WORDS},
    "tooltip": {"field": "tip", **WORDS},
    "description": {"field": "tip", **WORDS},
    "href": {"field": "href", **WORDS},
}
"""Channels, as the specification has them: see :mod:`companion.layers` for why."""


@dataclass
class Sheet:
    """``width`` × ``height`` pixels, the origin at the top left, later marks over earlier ones."""

    width: float
    height: float
    _layers: dict[tuple[str, Style, tuple[str, ...]], Rows] = field(default_factory=dict)

    def line(
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        colour: str,
        width: float = 1.0,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a line between two places."""
        style = (("strokeWidth", width), *((("strokeDash", tuple(dash)),) if dash else ()))
        self._add("rule", style, x=x, y=y, x2=x2, y2=y2, stroke=colour)

    def rect(self, x: float, y: float, x2: float, y2: float, fill: str, stroke: str) -> None:
        """Draw a filled rectangle between two corners."""
        self._add("rect", (("strokeWidth", 1),), x=x, y=y, x2=x2, y2=y2, fill=fill, stroke=stroke)

    def point(
        self,
        x: float,
        y: float,
        shape: str,
        colour: str,
        hollow: bool = False,
        size: float = 74.0,
        **info: str,
    ) -> None:
        r"""Draw a mark; hollow where something about it is uncertain.

        Args:
            info: ``tip`` (text; ``\n`` breaks a line) and ``href`` let the mark explain itself.
        """
        fill, stroke = (PAPER, colour) if hollow else (colour, PAPER)
        style = (("size", size), ("opacity", 1), ("strokeWidth", 1.8 if hollow else 1.2))
        self._add("point", style, x=x, y=y, shape=shape, fill=fill, stroke=stroke, **info)

    def text(
        self,
        x: float,
        y: float,
        words: str | Sequence[str],
        align: str = "left",
        colour: str = INK,
        weight: int = 400,
        italic: bool = False,
        size: float = SIZE,
        halo: bool = False,
    ) -> None:
        """Write words; several lines stand centred on ``y``. A halo keeps them off lines below."""
        lines = [words] if isinstance(words, str) else list(words)
        row = {"x": x, "y": y - (len(lines) - 1) * LINE / 2, "text": "\n".join(lines)}
        style = (
            ("align", align),
            ("baseline", "middle"),
            ("fontSize", size),
            ("fontStyle", "italic" if italic else "normal"),
            ("fontWeight", weight),
            ("lineBreak", "\n"),
            ("lineHeight", LINE),
        )
        if halo:  # the same rows as the words themselves, so that the spec holds them once
            around = (("stroke", PAPER), ("strokeWidth", 5), ("strokeJoin", "round"))
            self._add("text", (*style, *around, ("fill", PAPER)), colour, **row)
        # apart from words without a halo, whose layer may be older than the halo
        apart = f"{colour} over its halo" if halo else colour
        self._add("text", (*style, ("fill", colour)), apart, **row)

    def _add(self, mark: str, style: Style, apart: str = "", **row: Any) -> None:
        rounded = {k: round(v, 1) if isinstance(v, float) else v for k, v in row.items()}
        self._layers.setdefault((mark, style, (apart, *sorted(row))), []).append(rounded)

    def chart(self) -> alt.LayerChart:
        """Hand the sheet to Altair: a layer for each kind and style of mark, as first drawn."""
        across = {"domain": [0, self.width], "nice": False, "zero": False}
        down = {"domain": [self.height, 0], "nice": False, "zero": False}
        layers = [self._layer(mark, style, rows) for (mark, style, _), rows in self._layers.items()]
        return alt.LayerChart(
            layer=layers,
            encoding=alt.Encoding(
                x={**PLACE, "field": "x", "scale": across}, y={**PLACE, "field": "y", "scale": down}
            ),
            width=self.width,
            height=self.height,
            padding=PADDING,
        )

    def _layer(self, mark: str, style: Style, rows: Rows) -> alt.Chart:
        options = {k: list(v) if isinstance(v, tuple) else v for k, v in style}
        for name in ("fill", "stroke", "shape"):
            values = {row[name] for row in rows if name in row}
            if len(values) == 1:  # said once for the layer, not in every row
                options[name] = values.pop()
                rows = [{k: v for k, v in row.items() if k != name} for row in rows]
        channels = {name: drawn for name, drawn in CHANNELS.items() if drawn["field"] in rows[0]}
        drawn: Any = {"type": mark, **options, "aria": "tip" in rows[0]}
        # of a table Altair would look at each value, and of a list it would copy each row
        data = alt.InlineData(values=tuple(rows))
        return alt.Chart(data, mark=drawn, encoding=alt.FacetedEncoding(**channels))
