"""Charts laid over one another, without what Altair would copy for nothing.

Altair copies a chart whole, twice, whenever it becomes a layer, and again with each property that
its layers get. Of a mark or channel made by its own methods it copies every field that there is, a
hundred in a mark: two fifths of the time of chapter 11. As dictionaries they have only what was
said, and come out the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

__all__ = ["TOLD", "layer", "no_axes"]

TOLD: dict[str, Any] = {
    "tooltip": alt.Tooltip("tip:N"),
    "description": alt.Description("tip:N"),
    "href": alt.Href("href:N"),
}
"""Channels by which a mark explains itself. Here and elsewhere by their classes: for a mere name
Altair compares the schemas of 560, which takes 5 ms."""


def no_axes(field: str, across: alt.Scale, down: alt.Scale) -> alt.Encoding:
    """Place layers by a field across, and by ``y`` down, where they draw their own axes."""
    x, y = alt.X(field, scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    return alt.Encoding(x=x, y=y)


class _Said(alt.FacetedEncoding):
    """Channels, without those that nothing is said of."""

    def __init__(self, **channels: Any) -> None:
        super(alt.FacetedEncoding, self).__init__(**channels)


def layer(*charts: Any, params: Sequence[alt.Parameter] = (), **options: Any) -> alt.LayerChart:
    """Lay charts over one another, later ones on top, as :func:`altair.layer` does.

    What is said here is said once; each ``encode``, ``properties`` or ``add_params`` afterwards
    copies all layers.

    Args:
        charts: with a mark, or with layers.
        params: as for ``add_params``.
        options: what all layers share, such as ``data``, ``encoding`` or ``width``.
    """
    if params:
        options["params"] = [one.param for one in params]
    return alt.LayerChart(layer=[_lean(chart) for chart in charts], **options)


def _lean(chart: Any) -> Any:
    """Return a chart whose mark and channels are dictionaries; layers made here have them."""
    if not isinstance(chart, alt.Chart):
        return chart
    lean = chart.copy(deep=False)
    if isinstance(chart.mark, alt.MarkDef):
        lean.mark = chart.mark.to_dict(validate=False)
    if isinstance(chart.encoding, alt.FacetedEncoding):
        columns = {"data": chart.data}  # of which Altair takes the types that are not said
        said = chart.encoding.to_dict(validate=False, context=columns)
        lean.encoding = _Said(**said)
    return lean
