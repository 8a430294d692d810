"""The charts of the book: each takes typed rows of ``companion.data``, and returns a chart."""

from companion import theme
from companion.charts.across import across
from companion.charts.agenda import agenda
from companion.charts.aid_two_sides import aid_two_sides
from companion.charts.area_by_day import area_by_day
from companion.charts.balance import balance
from companion.charts.called import called
from companion.charts.cargo import cargo
from companion.charts.codings import codings
from companion.charts.comparisons import comparisons
from companion.charts.counts import counts
from companion.charts.crossings import unread
from companion.charts.delays import delays
from companion.charts.endings import endings
from companion.charts.exit_shares import exit_shares
from companion.charts.forecasts import forecasts
from companion.charts.given import given
from companion.charts.gravity import gravity
from companion.charts.grounds import grounds
from companion.charts.held_maps import held_maps
from companion.charts.ladder import ladder
from companion.charts.midnights import midnights
from companion.charts.misses import misses
from companion.charts.missile_years import missile_years
from companion.charts.night import night
from companion.charts.paces import paces
from companion.charts.pairings import pairings
from companion.charts.pairs import pairs
from companion.charts.positions import positions
from companion.charts.run_up import run_up
from companion.charts.seats_known import seats_known
from companion.charts.signals import signals
from companion.charts.spoken import spoken
from companion.charts.standing import standing
from companion.charts.stockpiles import stockpiles
from companion.charts.tenures import tenures
from companion.charts.terms import terms
from companion.charts.threads import threads
from companion.charts.timeline import timeline
from companion.charts.two_clocks import two_clocks
from companion.charts.two_indices import two_indices
from companion.charts.two_rails import two_rails
from companion.charts.verdicts import verdicts
from companion.charts.vote_bars import vote_bars
from companion.charts.waits import waits
from companion.charts.zeros import zeros

theme.enable()

__all__ = [
    "across",
    "agenda",
    "aid_two_sides",
    "area_by_day",
    "balance",
    "called",
    "cargo",
    "codings",
    "comparisons",
    "counts",
    "delays",
    "endings",
    "exit_shares",
    "forecasts",
    "given",
    "gravity",
    "grounds",
    "held_maps",
    "ladder",
    "midnights",
    "misses",
    "missile_years",
    "night",
    "paces",
    "pairings",
    "pairs",
    "positions",
    "run_up",
    "seats_known",
    "signals",
    "spoken",
    "standing",
    "stockpiles",
    "tenures",
    "terms",
    "threads",
    "timeline",
    "two_clocks",
    "two_indices",
    "two_rails",
    "unread",
    "verdicts",
    "vote_bars",
    "waits",
    "zeros",
]
