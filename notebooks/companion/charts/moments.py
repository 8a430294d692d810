"""A control for messages under way: choose one, and see what its writer had in hand."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from companion import clocks
from companion.layout import text_width
from companion.theme import INK, LINE, PAPER

UNDER = 14
"""How far below a bar its word stands, in pixels."""

CITIES = {zone: city for city, zone in clocks.ZONES.items()}


def in_hand(rows: pd.DataFrame, met: pd.DataFrame, writer: str) -> dict[str, str]:
    """Say of every earlier message of the other side whether a writer had it in hand.

    Args:
        rows: what ``exchange.words`` returns.
        met: what ``exchange.crossings`` finds in them.
        writer: the message that was sent.
    """
    before = rows.iloc[: list(rows.index).index(writer)]
    pairs = {(p["writer"], p["unread"]): p["sure"] for _, p in met.iterrows()}
    found = {}
    theirs = before[before["side"] != rows.at[writer, "side"]]
    for name, row in theirs[theirs["basis"] != "a decision"].iterrows():
        if (writer, name) in pairs:
            found[str(name)] = "not in hand" if pairs[writer, name] else "in hand?"
        else:
            found[str(name)] = "not on record" if pd.isna(row["read_last"]) else "in hand"
    return found


def added(
    chart: alt.LayerChart,
    rows: pd.DataFrame,
    met: pd.DataFrame,
    across: dict[Any, float],
    down: dict[Any, float],
) -> alt.LayerChart:
    """Add the control to a drawing whose messages stand at ``across`` and ``down``."""
    lines, words, names = [], [], []
    for writer, row in rows.iterrows():
        said = in_hand(rows, met, str(writer))
        if not said or row["precision"] == "day":  # of a day alone there is no moment to draw
            continue
        names.append(_named(row))
        x, place = across[writer], len(names)
        lines.append({"m": place, "x": x, "y": min(down[n] for n in said), "y2": down[writer]})
        for name, word in said.items():
            right = x + 8 + text_width(word, bold=True) < chart.width
            at = x + 8 if right else x - 8 - text_width(word, bold=True)
            words.append({"m": place, "x": at, "y": down[name] + UNDER, "text": word})
    choice = alt.binding_select(
        options=list(range(len(names) + 1)),
        labels=["no message", *names],
        name="In hand at ",
    )
    chosen = alt.param(name="moment", value=0, bind=choice)
    rule = alt.Chart(alt.InlineData(values=lines)).mark_rule(
        stroke=INK, strokeWidth=1.3, strokeDash=[6, 3], aria=False
    )
    text: dict[str, Any] = {"align": "left", "baseline": "middle", "fontWeight": 600}
    text |= {"aria": False, "lineHeight": LINE}
    halo = {"color": PAPER, "stroke": PAPER, "strokeWidth": 6, "strokeJoin": "round"}
    shown = [
        alt.Chart(alt.InlineData(values=words)).mark_text(**text, **s)
        for s in (halo, {"color": INK})
    ]
    layers = [
        rule.encode(y2=alt.Y2("y2")),
        *(layer.encode(text=alt.Text("text:N")) for layer in shown),
    ]
    under, *over = (layer.transform_filter("datum.m === moment") for layer in layers)
    chart.layer = [under, *chart.layer, *over]  # no word of the drawing is struck out
    return chart.add_params(chosen)


def _named(row: pd.Series) -> str:
    city = CITIES.get(row["sent_zone"], "Washington")
    return f"{clocks.day(row['sent_last'], city)}: {row['label']}"
