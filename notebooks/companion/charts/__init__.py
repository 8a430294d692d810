"""The charts of the book: each takes typed rows of ``companion.data``, and returns a chart."""

from companion import theme
from companion.charts.aid_two_sides import aid_two_sides
from companion.charts.clock_strips import midnights
from companion.charts.counts import counts
from companion.charts.delays import delays
from companion.charts.forecasts import forecasts
from companion.charts.gravity import gravity
from companion.charts.misses import misses
from companion.charts.night import night
from companion.charts.paces import paces
from companion.charts.positions import positions
from companion.charts.signals import signals
from companion.charts.stockpiles import stockpiles
from companion.charts.terms import terms
from companion.charts.timeline import timeline
from companion.charts.two_clocks import two_clocks
from companion.charts.verdicts import verdicts

theme.enable()

__all__ = [
    "aid_two_sides",
    "counts",
    "delays",
    "forecasts",
    "gravity",
    "midnights",
    "misses",
    "night",
    "paces",
    "positions",
    "signals",
    "stockpiles",
    "terms",
    "timeline",
    "two_clocks",
    "verdicts",
]
