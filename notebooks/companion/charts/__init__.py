"""The charts of the book: each takes typed rows of ``companion.data``, and returns a chart."""

from companion import theme
from companion.charts.clock_strips import midnights
from companion.charts.delays import delays
from companion.charts.night import night
from companion.charts.paces import paces
from companion.charts.positions import positions
from companion.charts.timeline import timeline
from companion.charts.two_clocks import two_clocks
from companion.charts.verdicts import verdicts

theme.enable()

__all__ = [
    "delays",
    "midnights",
    "night",
    "paces",
    "positions",
    "timeline",
    "two_clocks",
    "verdicts",
]
