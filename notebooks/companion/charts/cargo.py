"""Things counted one by one: a mark for each, in tens, so that a number can be seen and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from companion.layers import TOLD, layer, no_axes
from companion.layout import wrap
from companion.publish import Chart, named, publish, source_cells, target
from companion.theme import COLUMN, INK, INK2, LINE, NARROW, PADDING, PAPER, SIZE, US, USSR

MEN = 500
"""How many people a mark stands for; of everything else it is one."""

UNIT, PITCH, TEN = 6.0, 8.0, 5.0
"""Pixels: a mark, from one to the next, and the space after each ten."""

HEAD, LABEL, STRIP, GAP = 30, 19, 11, 8
"""Heights in pixels: a block’s name, a line of words, a line of marks, the space after a row."""

ABROAD = {"planned": "planned", "on board": "aboard ship"}
"""The measures of what was not ashore: drawn hollow."""

Rows = list[dict[str, Any]]


@dataclass
class Strips:
    """What is to be drawn: chunks of up to ten marks by their look, and words by their weight."""

    width: float
    y: float = 4.0
    chunks: dict[str, Rows] = field(default_factory=lambda: {"full": [], "open": [], "seen": []})
    words: dict[tuple[int, str], Rows] = field(default_factory=dict)

    @property
    def most(self) -> int:
        """How many marks go into a line: whole tens."""
        return int((self.width + TEN) // (10 * PITCH + TEN)) * 10

    def say(self, text: str, height: float, weight: int = 400, colour: str = INK) -> None:
        """Write words on the next lines."""
        lines = wrap(text, self.width)
        for number, line in enumerate(lines):
            row = {"x": 0, "y": self.y + LINE * number + height / 2, "text": line}
            self.words.setdefault((weight, colour), []).append(row)
        self.y += height + LINE * (len(lines) - 1)

    def mark(self, look: str, first: int, count: int, info: dict[str, str]) -> None:
        """Draw marks number ``first`` and following of the row that begins at ``y``."""
        for start, length in _tens(first, count):
            line, place = divmod(start, self.most)
            x = place * PITCH + place // 10 * TEN
            row = {"x": x, "x2": x + length * PITCH - (PITCH - UNIT)}
            self.chunks[look].append({**row, "y": self.y + STRIP * (line + 0.5), **info})


def cargo(rows: pd.DataFrame) -> Chart:
    """Draw what was sent to Cuba, a mark for each thing, and what Washington counted.

    Args:
        rows: rows of ``arms.cargo``; neighbours of one name share a row of marks.

    Returns:
        Squares are Soviet figures, circles American ones; hollow is what was not ashore, or what
        only the higher of two figures has.
    """
    used = {"cuba_deployment": len(rows)}
    return publish(lambda width: _draw(rows, width), (COLUMN, NARROW), _table(rows), used)


def _draw(rows: pd.DataFrame, width: float) -> Chart:
    strips = Strips(width)
    for block, group in rows.groupby("block", sort=False):
        strips.say(_heading(str(block), group), HEAD, 600)
        for name, things in group.groupby("name", sort=False):
            strips.say(f"{name}: {_counts(things)}", LABEL, colour=INK2)
            total = _marks(strips, things)
            strips.y += STRIP * -(-total // strips.most) + GAP
        strips.y += GAP
    return _chart(strips)


def _heading(block: str, group: pd.DataFrame) -> str:
    if (group["category"] == "people").any():
        return f"{block}, {MEN} a mark"
    if (group["category"] == "warhead").all():
        return f"{block}: {group['value'].sum()}"
    return block


def _counts(things: pd.DataFrame) -> str:
    """Write the figures of one row of marks."""
    parts = []
    for _, thing in things.iterrows():
        high = thing["value_high"]
        upper = f"–{high:,.0f}" if pd.notna(high) else ""
        where = ABROAD.get(thing["measure"], "ashore") if thing["category"] == "warhead" else ""
        parts.append(f"{thing['value']:,}{upper} {where}".strip())
    return ", ".join(parts)


def _marks(strips: Strips, things: pd.DataFrame) -> int:
    """Draw the marks of one row; return how many they are."""
    at = 0
    for _, thing in things.iterrows():
        scale = MEN if thing["category"] == "people" else 1
        count = round(thing["value"] / scale)
        info = {"tip": _tip(thing), "href": target(thing)}
        strips.mark(_look(thing), at, count, info)
        at += count
        if pd.notna(thing["value_high"]):
            more = round((thing["value_high"] - thing["value"]) / scale)
            strips.mark("open", at, more, info)
            at += more
    return at


def _look(thing: pd.Series) -> str:
    if _seen(thing):
        return "seen"
    return "open" if thing["measure"] in ABROAD else "full"


def _seen(thing: pd.Series) -> bool:
    """Whether it is Washington’s figure."""
    return thing["measure"] == "seen leaving" or "American" in thing["measure"]


def _tens(first: int, count: int) -> Iterator[tuple[int, int]]:
    """Cut a run of marks where a ten is full."""
    last = first + count
    while first < last:
        end = min((first // 10 + 1) * 10, last)
        yield first, end - first
        first = end


def _tip(thing: pd.Series) -> str:
    high = thing["value_high"]
    upper = f"–{high:,.0f}" if pd.notna(high) else ""
    number = f"{thing['value']:,}{upper}"
    doubt = "" if thing["confidence"] == "firm" else " (contested)"
    said = f"{thing['item']}, {thing['measure']}: {number}{doubt}\n{thing['as_of']}"
    return f"{said}\n{named(thing['source'])}"


def _chart(strips: Strips) -> alt.LayerChart:
    """Hand the strips to Altair: a dashed line is a row of squares, with round ends of circles."""
    square: dict[str, Any] = {
        "strokeWidth": UNIT,
        "strokeDash": [UNIT, PITCH - UNIT],
        "color": USSR,
    }
    inner: dict[str, Any] = {
        "strokeWidth": UNIT - 2.6,
        "strokeDash": [UNIT - 2.6, PITCH - UNIT + 2.6],
    }
    circle: dict[str, Any] = {
        "strokeWidth": UNIT,
        "strokeDash": [0.1, PITCH - 0.1],
        "strokeCap": "round",
    }
    layers = [
        _lines(strips.chunks["full"], 0, **square).encode(**TOLD),
        _lines(_bare(strips.chunks["open"]), 0, aria=False, **square),
        _lines(strips.chunks["open"], 1.3, **inner, color=PAPER).encode(**TOLD),
        _lines(strips.chunks["seen"], UNIT / 2, 0.2, **circle, color=US).encode(**TOLD),
    ]
    for (weight, colour), rows in strips.words.items():
        look: dict[str, Any] = {"fontWeight": weight, "color": colour, "fontSize": SIZE}
        text = _data(rows).mark_text(align="left", baseline="middle", aria=False, **look)
        layers.append(text.encode(text=alt.Text("text:N")))
    across = alt.Scale(domain=[0, strips.width], nice=False, zero=False)
    down = alt.Scale(domain=[strips.y, 0], nice=False, zero=False)
    return layer(
        *layers,
        encoding=no_axes("x:Q", across, down),
        width=strips.width,
        height=strips.y,
        padding=PADDING,
    )


def _lines(rows: Rows, inset: float, over: float = 0.0, **look: Any) -> alt.Chart:
    """Draw lines shorter at both ends by ``inset``; ``over`` leaves the last dot its dash."""
    placed = [{**row, "x": row["x"] + inset, "x2": row["x2"] - inset + over} for row in rows]
    return _data(placed).mark_rule(**look).encode(x2=alt.X2("x2:Q"))


def _bare(rows: Rows) -> Rows:
    return [{name: row[name] for name in ("x", "x2", "y")} for row in rows]


def _data(rows: Rows) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every figure with what it counts, when, and who says so."""
    high = [f"–{v:,.0f}" if pd.notna(v) else "" for v in rows["value_high"]]
    return pd.DataFrame(
        {
            "What": list(rows["item"]),
            "In what respect": list(rows["measure"]),
            "When": list(rows["as_of"]),
            "Number": [f"{v:,}{h}" for v, h in zip(rows["value"], high, strict=True)],
            "Certainty": list(rows["confidence"]),
            "Note": list(rows["note"]),
            "Source": source_cells(rows["source"]),
        }
    )
