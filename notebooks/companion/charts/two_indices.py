"""Two indices of one country, one over the other: V-Dem with its bounds, and Polity.

Each has its own scale, for the two measure different things. A reader can see V-Dem’s whole scale,
on which two other countries stand for comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from companion.layers import TOLD, layer, no_axes
from companion.publish import Chart, named, publish
from companion.theme import COLUMN, CRISIS, INK, INK2, NARROW, PADDING, PAPER, RULE, RULE2, colour

Rows = list[dict[str, Any]]

LIBERAL, POLITY = "V-Dem liberal", "Polity"
SOURCES = {LIBERAL: "owid-vdem-liberal", POLITY: "owid-vdem-polity"}

UPPER, LOWER, HEIGHT = (70, 290), (340, 440), 470
"""Top and bottom of the two panels, and the height of the whole, in pixels."""

PART = 0.4  # how far up the V-Dem scale is drawn at first
MARGIN = 34
"""Room at the right for the numbers of the scales."""

PLACES = {1962: ("left", 0, -15), 1999: ("left", 12, 9), 2022: ("right", 2, 17)}
"""The years whose values are written, and where the words stand from their mark."""

TEXT: dict[str, Any] = {"baseline": "middle", "aria": False}
HALO: dict[str, Any] = {"color": PAPER, "stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}
"""What keeps words off the lines below them."""

V_DEM_Y = f"{UPPER[1]} - datum.v * {UPPER[1] - UPPER[0]} / (whole ? 1 : {PART})"
POLITY_Y = f"{LOWER[1]} - (datum.v + 10) * {(LOWER[1] - LOWER[0]) / 20}"


@dataclass(frozen=True)
class Frame:
    """The first year drawn, the year after the last, and the width of the drawing."""

    first: int
    end: int
    width: float

    def x(self, year: float) -> float:
        """Return where a point in time stands."""
        room = self.width - MARGIN
        return round((year - self.first) / (self.end - self.first) * room, 1)


def two_indices(
    rows: pd.DataFrame, moments: Mapping[str, pd.Timestamp], since: int, until: int
) -> Chart:
    """Draw what V-Dem and Polity say of the Soviet Union and Russia, year by year.

    Args:
        rows: the rows of ``democracy``.
        moments: what a hairline through both panels marks, and its day; four at most.
        since, until: the first and the last year to draw.
    """
    years = rows[rows["year"].between(since, until)]
    kept = years["index"].eq(LIBERAL) & (years["entity"].ne("Ukraine") | years["year"].ge(1991))
    drawn = years[kept | (years["index"].eq(POLITY) & years["entity"].eq("Russia"))]
    frames = (Frame(since, until + 1, COLUMN), Frame(since, until + 1, NARROW))
    used = {"democracy": len(drawn)}
    return publish(lambda frame: _draw(drawn, moments, frame), frames, _table(drawn), used)


def _draw(rows: pd.DataFrame, moments: Mapping[str, pd.Timestamp], frame: Frame) -> Chart:
    choice = alt.binding_select(
        options=[0, 1], labels=[f"0 to {PART}", "the whole, 0 to 1"], name="V-Dem scale "
    )
    show = alt.param(name="whole", value=0, bind=choice)
    liberal, polity = (rows[rows["index"] == name] for name in (LIBERAL, POLITY))
    across = alt.Scale(domain=[0, frame.width], nice=False, zero=False)
    down = alt.Scale(domain=[HEIGHT, 0], nice=False, zero=False)
    layers = [
        *_moments(frame, moments),
        *_scales(frame),
        *_others(frame, liberal[liberal["entity"] != "Russia"]),
        *_liberal(frame, liberal[liberal["entity"] == "Russia"]),
        *_polity(frame, polity),
        *_words(frame),
    ]
    return layer(
        *layers,
        encoding=no_axes("x:Q", across, down),
        params=[show],
        width=frame.width,
        height=HEIGHT,
        padding=PADDING,
    )


def _moments(frame: Frame, moments: Mapping[str, pd.Timestamp]) -> list[Any]:
    """Rule a hairline at each moment, named over the panels on two lines by turns."""
    rows: Rows = []
    for number, (name, day) in enumerate(moments.items()):
        x = frame.x(day.year + (day.day_of_year - 1) / 365)
        rows.append({"x": x, "y": 8 + 18 * (number % 2), "y2": LOWER[1], "text": name})
    left, right = [r for i, r in enumerate(rows) if i != 1], rows[1:2]
    rule = _chart(rows).mark_rule(color=RULE2, strokeDash=[2, 3], aria=False)
    lines = rule.encode(y2=alt.Y2("y2:Q"))
    return [lines, _text(left, "left", 5, INK2), _text(right, "right", -5, INK2)]


def _scales(frame: Frame) -> list[Any]:
    """Rule the scales: V-Dem’s as far as it is shown, Polity’s, and the years below."""
    ends = {"x": 0, "x2": frame.width - MARGIN}
    steps = [(0, n / 10) for n in range(5)] + [(1, n / 5) for n in range(6)]
    upper: Rows = [{**ends, "v": v, "s": s, "text": f"{v:g}"} for s, v in steps]
    lower: Rows = [{**ends, "v": v, "text": f"{v}".replace("-", "−")} for v in (-10, 0, 10)]
    layers: list[Any] = []
    for rows, y in ((upper, V_DEM_Y), (lower, POLITY_Y)):
        shown = "!isDefined(datum.s) || datum.s == whole"
        base = _chart(rows).transform_filter(shown).transform_calculate(y=y)
        rule = base.mark_rule(color=RULE, strokeWidth=0.8, aria=False)
        layers.append(rule.encode(x2=alt.X2("x2:Q")))
        number = base.mark_text(**TEXT, align="right", color=INK2)
        layers.append(number.encode(x=alt.value(frame.width), text=alt.Text("text:N")))
    step = 10 if frame.width == COLUMN else 20
    years = [y for y in range(frame.first, frame.end) if y % step == 0]
    below: Rows = [{"x": frame.x(y), "y": LOWER[1] + 18, "text": str(y)} for y in years]
    return [*layers, _text(below, "left", 0, INK2)]


def _liberal(frame: Frame, rows: pd.DataFrame) -> list[Any]:
    """Draw V-Dem’s value and bounds, broken where one state follows the other."""
    told = _points(frame, rows)
    base = _chart(told).transform_calculate(
        y=V_DEM_Y, low=V_DEM_Y.replace(".v", ".a"), high=V_DEM_Y.replace(".v", ".b")
    )
    hue = colour("Russia")
    band = base.mark_area(color=hue, opacity=0.24, aria=False)
    line = base.mark_line(color=hue, strokeWidth=2, aria=False)
    named_years: Rows = [
        {"x": p["x"], "v": p["v"], "t": p["t"], "text": f"{p['t']}: {p['v']:.2f}"}
        for p in told
        if p["t"] in PLACES
    ]
    return [
        band.encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), detail=alt.Detail("s:N")),
        line.encode(detail=alt.Detail("s:N")),
        _dots(told, V_DEM_Y, hue, LIBERAL),
        *(_year(row, CRISIS.get(str(row["t"]), INK)) for row in named_years),
    ]


def _year(row: dict[str, Any], tint: str) -> Any:
    """Mark and write one year’s value in a layer of its own, for its hue is not an actor’s."""
    base = _chart([row]).transform_calculate(y=V_DEM_Y)
    align, dx, dy = PLACES[row["t"]]
    ring = base.mark_point(size=90, filled=True, fill=tint, stroke=PAPER, opacity=1, aria=False)
    words = {**TEXT, "align": align, "dx": dx, "dy": dy, "fontWeight": 600}
    halo = base.mark_text(**words, **HALO).encode(text=alt.Text("text:N"))
    return layer(halo, ring, base.mark_text(**words, color=tint).encode(text=alt.Text("text:N")))


def _polity(frame: Frame, rows: pd.DataFrame) -> list[Any]:
    """Draw Polity’s score, which has no bounds and ends early."""
    told = _points(frame, rows)
    last = told[-1]
    base = _chart(told).transform_calculate(y=POLITY_Y)
    end = _chart([{"x": last["x"], "v": last["v"], "text": f"ends in {last['t']}"}])
    words = {**TEXT, "align": "right", "dy": 11, "color": INK2, "fontStyle": "italic"}
    note = end.transform_calculate(y=POLITY_Y).mark_text(**words)
    hue = colour("Russia")
    step = base.mark_line(color=hue, strokeWidth=2, interpolate="step", aria=False)
    return [step, _dots(told, POLITY_Y, hue, POLITY), note.encode(text=alt.Text("text:N"))]


def _others(frame: Frame, rows: pd.DataFrame) -> list[Any]:
    """Draw two countries for comparison, each named at its highest, on the whole scale only."""
    layers: list[Any] = []
    for entity, actor in (("United States", "US"), ("Ukraine", "Ukraine")):
        points = _points(frame, rows[rows["entity"] == entity])
        line = [{"x": p["x"], "v": p["v"]} for p in points]
        word = [{**max(line, key=lambda p: p["v"]), "text": entity}]
        shown, named_there = (
            _chart(r).transform_filter("whole").transform_calculate(y=V_DEM_Y) for r in (line, word)
        )
        layers.append(shown.mark_line(color=colour(actor), strokeWidth=1.4, aria=False))
        drawn = named_there.mark_text(**TEXT, dy=-11, color=colour(actor))
        layers.append(drawn.encode(text=alt.Text("text:N")))
    return layers


def _words(frame: Frame) -> list[Any]:
    """Head the two panels."""
    named_panels = ((UPPER, "V-Dem, liberal democracy: 0 to 1"), (LOWER, "Polity: −10 to 10"))
    heads: Rows = [{"x": 0, "y": top - 16, "text": text} for (top, _), text in named_panels]
    halo = _chart(heads).mark_text(**TEXT, align="left", fontWeight=600, **HALO)
    return [halo.encode(text=alt.Text("text:N")), _text(heads, "left", 0, INK, 600)]


def _points(frame: Frame, rows: pd.DataFrame) -> Rows:
    """Return a row a year, placed at the middle of the year."""
    return [
        {
            "x": frame.x(row["year"] + 0.5),
            "v": row["value"],
            "t": row["year"],
            "s": row["state"],
            **({} if pd.isna(row["low"]) else {"a": row["low"], "b": row["high"]}),
        }
        for _, row in rows.sort_values("year").iterrows()
    ]


def _dots(told: Rows, y: str, hue: str, index: str) -> Any:
    """Draw a small mark a year, which says its value and leads to its source."""
    bounds = "' (' + datum.a + ' to ' + datum.b + ')'" if "a" in told[0] else "''"
    tip = (
        f"datum.s + ', ' + datum.t + '\\n{index} ' + replace(datum.v, '-', '−') + {bounds}"
        f" + '\\n{named((SOURCES[index],))}'"
    )
    base = _chart(told).transform_calculate(y=y, tip=tip, href=f"'#ref-{SOURCES[index]}'")
    look: dict[str, Any] = {"fill": hue, "stroke": PAPER, "strokeWidth": 0.6, "opacity": 1}
    return base.mark_point(size=22, filled=True, **look).encode(**TOLD)


def _text(rows: Rows, align: str, dx: float, hue: str, weight: int = 400) -> Any:
    words: dict[str, Any] = {**TEXT, "align": align, "dx": dx, "fontWeight": weight}
    return _chart(rows).mark_text(**words, color=hue).encode(text=alt.Text("text:N"))


def _chart(rows: Rows) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the scores drawn, year by year."""
    ends = zip(rows["low"], rows["high"], strict=True)
    bounds = ["" if pd.isna(low) else f"{low:.3f} to {high:.3f}" for low, high in ends]
    return pd.DataFrame(
        {
            "Year": [str(year) for year in rows["year"]],
            "State": list(rows["state"]),
            "Index": list(rows["index"]),
            "Score": [f"{value:g}" for value in rows["value"]],
            "Bounds": bounds,
            "Source": [SOURCES[index] for index in rows["index"]],
        }
    )
