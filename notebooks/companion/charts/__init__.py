"""The charts of the book: each takes typed rows of ``companion.data``, and returns a chart."""

from companion import theme
from companion.charts.delays import delays
from companion.charts.midnights import midnights
from companion.charts.timeline import timeline
from companion.charts.two_clocks import two_clocks
from companion.charts.verdicts import verdicts

theme.enable()

__all__ = ["delays", "midnights", "timeline", "two_clocks", "verdicts"]
