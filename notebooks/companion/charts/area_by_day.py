"""An area that shrinks day by day, two estimates of it, and what was said and done meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from companion import capitals
from companion.canvas import Sheet
from companion.charts import day_rail, key
from companion.charts.day_rail import Days, Rail
from companion.publish import Chart, named, publish
from companion.theme import INK, INK2, NARROW, OTHER, RULE, UKRAINE, USSR, WIDE

LEAST, MOST, STEP = 80, 128, 10
"""Ends of the scale and distance of its lines, in thousand square kilometres."""

KEYS = {"Liveuamap": "liveuamap-analysis", "NZZ": "nzz-maps"}
"""Where each estimate comes from."""

Falls = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Plot:
    """Where the curves stand between the dates at the left and the rail, and days as heights."""

    left: float
    right: float
    days: Days

    def x(self, km2: float) -> float:
        """Return where an area stands."""
        return self.left + (km2 / 1000 - LEAST) / (MOST - LEAST) * (self.right - self.left)


def area_by_day(
    area: pd.DataFrame, events: pd.DataFrame, maps: Sequence[str], falls: Falls
) -> Chart:
    """Draw the area held by day, down the page, and events beside it.

    Args:
        area: rows of ``occupied_area``; their days set the stretch that is drawn.
        events: rows of ``data.events``.
        maps: days of which another figure has a map: they are named at the left edge.
        falls: where ground was lost, and between which two maps of NZZ.
    """
    used = {"occupied_area": len(area), "events": len(events)}
    return publish(
        lambda width: _draw(area, events, maps, falls, width),
        (WIDE, NARROW),
        _table(area, events),
        used,
    )


def _draw(
    area: pd.DataFrame, events: pd.DataFrame, maps: Sequence[str], falls: Falls, width: float
) -> Chart:
    entries, wide = _key(), width == WIDE
    top, end = key.height(entries, width) + 36, area["date"].max() + pd.Timedelta(days=1)
    days = Days(area["date"].min(), end, 8 if wide else 12, top)
    plot = Plot(58, 440 if wide else 160, days)
    rail = Rail(468, 486, 544, 286) if wide else Rail(174, 188, 188, width - 188)
    sheet = Sheet(width, days.bottom + 8)
    key.draw(sheet, entries)
    _scale(sheet, plot, STEP if wide else 2 * STEP)
    day_rail.ruled(sheet, days, maps, 50, plot.right)
    nzz = area[area["estimate"] == "NZZ"]
    for _, row in nzz.iterrows():
        size = 74.0 if row["date"].strftime("%Y-%m-%d") in maps else 26.0
        x, y, link = plot.x(row["km2"]), days.noon(row["date"]), f"#ref-{KEYS['NZZ']}"
        sheet.point(x, y, "circle", USSR, size=size, tip=_tip(row), href=link)
    if wide:
        _losses(sheet, plot, nzz, falls)
    day_rail.events(sheet, days, rail, events)
    return _with_curves(sheet, area, plot)


def _key() -> list[key.Entry]:
    return [
        key.stroke("held by Liveuamap’s count, with Crimea", USSR, 2.4),
        key.mark("circle", USSR, "by a map of NZZ, without Crimea; large: one of the four maps"),
        key.mark("square", USSR, "Russia"),
        key.mark("triangle-down", UKRAINE, "Ukraine"),
        key.mark("triangle-up", OTHER, "UN"),
        key.mark("cross", INK, "the essay, its day inferred", hollow=True),
    ]


def _losses(sheet: Sheet, plot: Plot, nzz: pd.DataFrame, falls: Falls) -> None:
    """Say between the curves where ground was lost, and how much by the maps of NZZ."""
    by_day = nzz.set_index(nzz["date"].dt.strftime("%Y-%m-%d"))["km2"]
    for where, (first, last) in falls.items():
        y = plot.days.noon(pd.Timestamp(last, tz="UTC")) + 28
        lost = f"{by_day[first] - by_day[last]:,} km² less"
        x = plot.x(by_day[last]) + 12
        than = f"than on {capitals.day(pd.Timestamp(first, tz='UTC'), 'UTC')}:"
        sheet.text(x, y, [lost, than, where], colour=INK2, italic=True, halo=True)


def _scale(sheet: Sheet, plot: Plot, step: int) -> None:
    """Rule the areas down the page and name them above."""
    for area in range(LEAST, MOST, step):
        x, y = plot.x(area * 1000), plot.days.top - 14
        sheet.line(x, plot.days.top - 5, x, plot.days.bottom, RULE, 0.8)
        sheet.text(x, y, f"{area}", "center", INK2)
        if area + step >= MOST:
            sheet.text(x + 14, y, "thousand km²", colour=INK2)


def _with_curves(sheet: Sheet, area: pd.DataFrame, plot: Plot) -> Chart:
    """Put the two curves under what the sheet holds."""
    chart, curves = sheet.chart(), []
    for name, rows in area.groupby("estimate"):
        changes = rows["km2"].diff().ne(0) | rows["km2"].diff(-1).ne(0)
        told = rows[changes]  # a level is its two ends
        points = [
            {"x": round(plot.x(km2), 1), "y": round(plot.days.noon(day), 1)}
            for day, km2 in zip(told["date"], told["km2"], strict=True)
        ]
        look: dict[str, Any] = {"strokeWidth": 1, "strokeDash": [2, 3]}
        if name == "Liveuamap":
            look = {"strokeWidth": 2.4}
        line = alt.Chart(alt.InlineData(values=points)).mark_line(color=USSR, aria=False, **look)
        curves.append(line.encode(order=alt.Order("y:Q")))
    chart.layer = [*curves, *chart.layer]
    return chart


def _tip(row: pd.Series) -> str:
    day, key_ = capitals.day(row["date"], "UTC"), KEYS[row["estimate"]]
    return f"{day}: {row['km2']:,} km² by {row['estimate']}\n{named([key_])}"


def _table(area: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return estimates and events in one table, in the order of days."""
    shown: list[tuple[pd.Timestamp, list[str]]] = []
    changed = area["km2"].ne(area.groupby("estimate")["km2"].shift())
    for _, row in area[changed].iterrows():
        held, day = f"{row['km2']:,} km² held ({row['estimate']})", capitals.day(row["date"], "UTC")
        shown.append((row["date"], [day, "", "", "", held, "", KEYS[row["estimate"]]]))
    for _, event in rows.iterrows():
        what = [event["label"], event["confidence"], ";".join(event["source"])]
        shown.append((event["start"], [capitals.days(event), *capitals.columns(event), *what]))
    columns = ["Day", "Washington", "Kyiv", "Moscow", "What", "Certainty", "Source"]
    in_order = [row for _, row in sorted(shown, key=lambda pair: pair[0])]
    return pd.DataFrame(in_order, columns=columns)
