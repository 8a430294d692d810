"""Warheads of two powers through the years, on even steps or on tenfold ones."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd

from companion.layers import TOLD, layer, no_axes
from companion.publish import Chart, named, publish
from companion.theme import COLUMN, CRISIS, INK, INK2, NARROW, OTHER, PADDING, PAPER, RULE, US, USSR

HEAD, HIGH, FOOT = 30, 280, 24
"""Heights in pixels: the names of the two years, the drawing, the years below."""

FIRST, LAST = 1945, 2023
EVEN, TENFOLD = 42_000, 200_000
"""Where each scale ends, with room above for words."""

OFFICIAL = (1946, 2009)
"""The years for which the American figures are Washington's own; all else is estimated."""

OTHERS = "all others"
LOOKS: dict[str, tuple[str, str]] = {
    "United States": (US, "circle"),
    "USSR/Russia": (USSR, "square"),
    OTHERS: (OTHER, "triangle-up"),
}

Rows = list[dict[str, Any]]


def stockpiles(warheads: pd.DataFrame, years: tuple[int, int] = (1962, 2022)) -> Chart:
    """Draw the stockpiles of the United States, of the USSR and Russia, and of all others.

    Args:
        warheads: rows of ``warheads`` of one estimate.
        years: the two years that are compared.

    Returns:
        A chart with a control for the scale: even steps, or each ten times the one before.
    """
    if warheads["estimate"].nunique() != 1:
        raise ValueError("choose one estimate: rows of two would be added up")
    own = warheads["country"].where(warheads["country"].isin(LOOKS), OTHERS)
    sums = warheads.assign(who=own).groupby(["who", "year"], as_index=False)["warheads"].sum()
    key = warheads["source"].iloc[0]
    return publish(
        lambda width: _draw(sums, years, key[0], width),
        (COLUMN, NARROW),
        _table(sums, key),
        {"warheads": len(warheads)},
    )


def _draw(sums: pd.DataFrame, years: tuple[int, int], key: str, width: float) -> Chart:
    scale = alt.param(
        name="scale",
        value=0,
        bind=alt.binding_select(
            options=[0, 1], labels=["even steps", "each step ten times the last"], name="Scale "
        ),
    )
    layers = [*_grid(width), *_crises(sums, years), *_lines(sums), _steps(text=True)]
    layers += _points(sums, years, key, short=width == NARROW)
    across = alt.Scale(domain=[FIRST, LAST], nice=False, zero=False)
    down = alt.Scale(domain=[HEAD + HIGH + FOOT, 0], nice=False, zero=False)
    return layer(
        *layers,
        encoding=no_axes("year:Q", across, down),
        params=[scale],
        width=width,
        height=HEAD + HIGH + FOOT,
        padding=PADDING,
    )


def _row(year: int, count: float, **more: Any) -> dict[str, Any]:
    """Return a place in both scales, as heights in pixels; nothing has none on the tenfold one."""
    row = {"year": year, "a": round(HEAD + HIGH * (1 - count / EVEN), 1), **more}
    share = math.log10(count) / math.log10(TENFOLD) if count else None
    return row if share is None else row | {"b": round(HEAD + HIGH * (1 - share), 1)}


def _placed(rows: Rows) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows)).transform_calculate(y="scale ? datum.b : datum.a")


def _grid(width: float) -> list[Any]:
    """Rule the steps of the scale that is chosen, and name the years below."""
    every = 10 if width == COLUMN else 20
    foot = [
        {"year": year, "y": HEAD + HIGH + 14, "text": str(year)}
        for year in range(1950, LAST, every)
    ]
    names = alt.Chart(alt.InlineData(values=foot)).mark_text(color=INK2, **_text("center"))
    return [_steps(), names.encode(text=alt.Text("text:N"))]


def _steps(text: bool = False) -> Any:
    """Rule the steps of the chosen scale from side to side, or write them over all lines."""
    even = [_row(FIRST, n, to=LAST, text=f"{n:,}", of=0) for n in range(0, EVEN, 10_000)]
    tenfold = [_row(FIRST, 10**n, to=LAST, text=f"{10**n:,}", of=1) for n in range(6)]
    steps = _placed([*even, *tenfold]).transform_filter("datum.of == scale")
    if text:
        return _haloed(steps, INK2, dy=-8, **_text("left"))
    return steps.mark_rule(color=RULE, strokeWidth=0.8, aria=False).encode(x2=alt.X2("to:Q"))


def _haloed(base: alt.Chart, colour: str, **style: Any) -> Any:
    """Write the rows' text with a halo that keeps it off lines."""
    looks: tuple[dict[str, Any], ...] = (
        {"color": PAPER, "stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"},
        {"color": colour},
    )
    return layer(
        *(base.mark_text(**style, **look).encode(text=alt.Text("text:N")) for look in looks)
    )


def _text(align: str, weight: int = 400) -> dict[str, Any]:
    return {"align": align, "baseline": "middle", "aria": False, "fontWeight": weight}


def _crises(sums: pd.DataFrame, years: tuple[int, int]) -> list[Any]:
    """Rule the two years from top to bottom, each in its colour, with its ratio above."""
    layers = []
    for year in years:
        tint, late = CRISIS[str(year)], year > (FIRST + LAST) / 2
        end = {"year": year, "y": HEAD - 4, "y2": HEAD + HIGH, "text": _ratio(sums, year)}
        base = alt.Chart(alt.InlineData(values=[end]))
        layers.append(base.mark_rule(color=tint, strokeWidth=2, aria=False).encode(y2=alt.Y2("y2")))
        words = base.mark_text(color=tint, dy=-12, **_text("right" if late else "center", 600))
        layers.append(words.encode(text=alt.Text("text:N")))
    return layers


def _ratio(sums: pd.DataFrame, year: int) -> str:
    """Say how many times the smaller stockpile the larger was."""
    two = sums[(sums["year"] == year) & (sums["who"] != OTHERS)]["warheads"]
    return f"{year}: {two.max() / two.min():.1f} to 1"


def _lines(sums: pd.DataFrame) -> list[Any]:
    """Draw a line a power, dashed where its figures are estimates."""
    first, last = OFFICIAL
    parts: dict[str, list[tuple[int, int, list[int]]]] = {
        "United States": [(FIRST, first, [6, 3]), (first, last, [1, 0]), (last, LAST, [6, 3])]
    }
    layers: list[Any] = []
    for who, (tint, _) in LOOKS.items():
        rows = sums[sums["who"] == who]
        for since, until, dash in parts.get(who, [(FIRST, LAST, [6, 3])]):
            part = rows[rows["year"].between(since, until)]
            counted = zip(part["year"], part["warheads"], strict=True)
            line = _placed([_row(int(year), int(count)) for year, count in counted])
            drawn = line.mark_line(color=tint, strokeDash=dash, strokeWidth=2.2, aria=False)
            layers.append(drawn.encode(order=alt.Order("year:Q")))
    return layers


def _points(sums: pd.DataFrame, years: tuple[int, int], key: str, short: bool) -> list[Any]:
    """Mark the two years, and the peaks of the two powers, and number them."""
    layers: list[Any] = []
    for who, (tint, mark) in LOOKS.items():
        counted = sums[sums["who"] == who].set_index("year")["warheads"]
        chosen = {*years} if who == OTHERS else {*years, int(counted.idxmax())}
        places = [_row(y, int(counted[y]), **_told(who, y, counted[y], key)) for y in chosen]
        point = _placed(sorted(places, key=lambda p: p["year"])).mark_point(
            shape=mark, fill=tint, stroke=PAPER, size=66, opacity=1, strokeWidth=1.2
        )
        layers.append(point.encode(**TOLD))
    return [*layers, *_numbers(sums.set_index(["who", "year"])["warheads"], years, short)]


def _told(who: str, year: int, count: int, key: str) -> dict[str, str]:
    name = {"USSR/Russia": "USSR" if year < 1992 else "Russia"}.get(who, who.capitalize())
    name = "United States" if who == "United States" else name
    said = f"{name}, end of {year}\n{count:,} warheads\n{named([key])}"
    return {"tip": said, "href": f"#ref-{key}"}


def _numbers(found: pd.Series, years: tuple[int, int], short: bool) -> list[Any]:
    """Write names and numbers beside the marks, in both scales clear of the lines."""
    (first, last), us, ussr = years, "United States", "USSR/Russia"
    most, top, name = int(found[us].idxmax()), int(found[ussr].idxmax()), "US" if short else us
    rows = [
        (us, most, "center", 0, -16, f"{us}, {found[us, most]:,}"),
        (ussr, top, "left", 0, -13, f"USSR, {found[ussr, top]:,}"),
        (us, first, "right", -9, -2, f"{found[us, first]:,}"),
        (ussr, first, "left", 9, 6, f"{found[ussr, first]:,}"),
        (ussr, last, "right", -7, -47, f"Russia, {found[ussr, last]:,}"),
        (ussr, last, "right", -7, -31, f"{name}, {found[us, last]:,}"),
        (OTHERS, 1980, "left", 0, -10, f"{OTHERS}; {found[OTHERS, last]:,} in {last}"),
    ]
    return [
        _haloed(
            _placed([_row(year, int(found[who, year]), text=text)]),
            INK,
            dx=dx,
            dy=dy,
            **_text(align),
        )
        for who, year, align, dx, dy, text in rows
    ]


def _table(sums: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    wide = sums.pivot(index="year", columns="who", values="warheads")[list(LOOKS)].reset_index()
    wide.columns = ["Year", "United States", "USSR or Russia", "Eight others"]
    return wide.assign(Source=";".join(key))
