"""How leaders leave, decade by decade, as shares; and where Moscow’s own exits are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from companion.canvas import Sheet
from companion.charts import key
from companion.layout import Item, spread, text_width, wrap
from companion.publish import Chart, named, publish
from companion.theme import INK, INK2, LINE, NARROW, PAPER, RULE, RULE2, USSR, WIDE

GROUPS = {
    "irregular": ("irregular",),
    "by another state, or unknown": ("foreign", "unknown"),
    "death or illness": ("natural death", "ill health", "suicide"),
    "regular": ("regular",),
}
"""What is drawn as one, from the bottom up, and the data set’s own words for it."""

GROUNDS = {
    "irregular": (INK, INK),
    "by another state, or unknown": (RULE2, RULE2),
    "death or illness": (RULE, RULE),
    "regular": (PAPER, RULE),
}
"""Ground and edge of each."""

HEAD, HIGH, FOOT, GAP = 48, 270, 42, 4
"""Heights in pixels: what stands over the bars, a whole, the decades below; space between bars."""

SOURCE = "archigos-v41"


@dataclass(frozen=True)
class Frame:
    """The width of the drawing, and how much of it the decades take."""

    width: float
    bars: float
    first: int
    count: int

    @property
    def slot(self) -> float:
        """Return the width of a decade."""
        return self.bars / self.count

    def x(self, decade: int, years: int) -> tuple[float, float]:
        """Return the ends of a bar: as wide as the years that the data cover."""
        left = (decade - self.first) / 10 * self.slot
        room, part = self.slot - GAP, years / 10
        start = left + (room * (1 - part) if decade == self.first else 0)
        return start, start + room * part

    @property
    def wide(self) -> bool:
        """Whether this is the drawing for a desk."""
        return self.width == WIDE


def y(share: float) -> float:
    """Return where a share stands, from the bottom up."""
    return HEAD + HIGH * (1 - share)


class Answers(Sheet):
    """A sheet with rectangles that answer when pointed at."""

    def part(
        self, box: tuple[float, float, float, float], look: tuple[str, str], tip: str, href: str
    ) -> None:
        """Draw a part of a bar, with what it says and where it leads."""
        x, y, x2, y2 = box
        fill, stroke = look
        self._add(
            "rect",
            (("strokeWidth", 0.8),),
            x=x,
            y=y,
            x2=x2,
            y2=y2,
            fill=fill,
            stroke=stroke,
            tip=tip,
            href=href,
        )


def shares(exits: pd.DataFrame) -> pd.DataFrame:
    """Return exits by decade and group, with ``low`` and ``high``, the ends of their share."""
    groups = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
    rows = exits.assign(group=exits["exit_type"].map(groups))
    whole = rows.groupby("decade")[["n_leaders", "years"]].first()
    counts = rows.pivot_table(index="decade", columns="group", values="n", aggfunc="sum")
    counts = counts.reindex(columns=list(GROUPS)).fillna(0).astype(int)
    high = counts.cumsum(axis="columns").div(whole["n_leaders"], axis="index")
    long = counts.stack().rename("n").reset_index()
    long["high"] = high.stack().to_numpy()
    long = long.join(whole, on="decade")
    share = long["n"] / long["n_leaders"]
    return long.assign(share=share, low=long["high"] - share)


def moscow(leaders: pd.DataFrame) -> pd.DataFrame:
    """Return the exits in Moscow that the data set codes, with their decade and group."""
    groups = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
    coded = leaders[leaders["archigos_end"].notna()]
    kinds = coded["archigos_exit"].str.lower().map(groups)
    return coded.assign(decade=coded["archigos_end"].dt.year // 10 * 10, group=kinds)


def exit_shares(exits: pd.DataFrame, leaders: pd.DataFrame, names: Sequence[str]) -> Chart:
    """Draw the manners of exit of each decade as parts of a whole, with Moscow’s exits in them.

    Args:
        exits: the rows of ``leader_exits``.
        leaders: rows of ``companion.leaders.leaders``; those that the data set codes are drawn.
        names: the leaders in Moscow whose marks are named.
    """
    parts, own = shares(exits), moscow(leaders)
    used = {"leader_exits": len(exits), "leaders": len(own)}
    decades = parts["decade"].nunique()
    frames = (
        Frame(WIDE, WIDE - 138, parts["decade"].min(), decades),
        Frame(NARROW, NARROW - 82, parts["decade"].min(), decades),
    )
    return publish(lambda frame: _draw(parts, own, frame, names), frames, _table(parts, own), used)


def _draw(parts: pd.DataFrame, own: pd.DataFrame, frame: Frame, names: Sequence[str]) -> Chart:
    sheet = Answers(frame.width, HEAD + HIGH + FOOT)
    for _, part in parts[parts["n"] > 0].iterrows():
        x, x2 = frame.x(part["decade"], part["years"])
        box = (x, y(part["high"]), x2, y(part["low"]))
        sheet.part(box, GROUNDS[part["group"]], _tip(part), f"#ref-{SOURCE}")
        if part["group"] == "irregular":
            words = f"{part['share']:.0%}" if frame.wide else f"{100 * part['share']:.0f}"
            if text_width(words) < x2 - x + 1:
                sheet.text((x + x2) / 2, box[3] - 9, words, "center", PAPER, 600)
            else:  # a bar too narrow for its number has it above all that is not regular
                here = parts[(parts["decade"] == part["decade"]) & (parts["group"] != "regular")]
                above = y(here["high"].max()) - 14
                sheet.line((x + x2) / 2, box[1], (x + x2) / 2, above + 7, INK)
                sheet.text((x + x2) / 2, above, words, "center", INK, 600, halo=True)
    _decades(sheet, parts, frame)
    _moscow(sheet, parts, own, frame, names)
    _groups(sheet, parts, frame)
    key.draw(sheet, [key.mark("square", USSR, "an exit in Moscow")])
    return sheet.chart()


def _decades(sheet: Sheet, parts: pd.DataFrame, frame: Frame) -> None:
    """Name the decades, and say how many exits each has and how many years the data cover."""
    for number, (decade, group) in enumerate(parts.groupby("decade")):
        row = group.iloc[0]
        x, x2 = frame.x(row["decade"], row["years"])
        middle, bottom = (x + x2) / 2, HEAD + HIGH
        if frame.wide or number % 3 == 1:
            sheet.text(middle, bottom + 12, f"{decade}s", "center", INK2)
        if frame.wide:
            sheet.text(middle, HEAD - 9, str(row["n_leaders"]), "center", INK2)
    if not frame.wide:
        sheet.text(0, HEAD - 13, "numbers: irregular exits, per cent of all", colour=INK2)
    else:
        sheet.text(frame.bars + 4, HEAD - 9, "exits in all", colour=INK2)
        sheet.text(0, HEAD + HIGH + 30, "from 1875", colour=INK2)
        sheet.text(frame.bars - frame.slot, HEAD + HIGH + 30, "to 2015", colour=INK2)


def _groups(sheet: Sheet, parts: pd.DataFrame, frame: Frame) -> None:
    """Name each part beside the last decade; one that has none there, where it is largest."""
    last = parts[parts["decade"] == parts["decade"].max()]
    x = frame.x(int(last["decade"].iloc[0]), int(last["years"].iloc[0]))[1] + 8
    here = last[last["n"] > 0]
    words = [
        wrap(f"{p['group']} {p['share']:.0%}" if frame.wide else p["group"], frame.width - x)
        for _, p in here.iterrows()
    ]
    middles = (here["low"] + here["high"]) / 2
    places = [Item(y(m), LINE * len(w)) for m, w in zip(middles, words, strict=True)]
    spread(places, gap=1)
    for place, lines in zip(places, words, strict=True):
        sheet.text(x, place.placed, lines)
    for group in set(parts["group"]) - set(here["group"]):
        most = parts[parts["group"] == group].nlargest(1, "share").iloc[0]
        left, right = frame.x(most["decade"], most["years"])
        middle, top = (left + right) / 2, y(0.62)
        sheet.line(middle, y((most["low"] + most["high"]) / 2), middle, top + 9, INK2)
        most_words = f"{group.split(',')[0]}: {most['share']:.0%}"
        sheet.text(middle - 6, top, most_words, "right", halo=True)


def _moscow(
    sheet: Sheet, parts: pd.DataFrame, own: pd.DataFrame, frame: Frame, names: Sequence[str]
) -> None:
    """Mark each exit in Moscow within the part that counts it, side by side in a decade."""
    places = parts.set_index(["decade", "group"])
    for (decade, group), leaders in own.groupby(["decade", "group"]):
        part = places.loc[(decade, group)]
        left, right = frame.x(int(decade), int(part["years"]))
        inside = group == "irregular"  # whose number stands at its foot
        at = y(part["high"]) + 9 if inside else y((part["low"] + part["high"]) / 2)
        for number, (who, leader) in enumerate(leaders.iterrows()):
            x = left + (right - left) * (number + 1) / (len(leaders) + 1)
            tip = (
                f"{who}, {leader['exit']:%Y}: {leader['archigos_exit'].lower()}, "
                f"{leader['archigos_exitcode']}\n{named((SOURCE,))}"
            )
            size = 60 if frame.wide else 26
            if who in names:
                above = y(0.29) if inside else at
                if inside:
                    sheet.line(x, at - 6, x, above, INK)
                words = f"{who}, {leader['exit']:%Y}"
                sheet.text(x + (0 if inside else 9), above - 9 * inside, words, halo=True)
            sheet.point(x, at, "square", USSR, size=size, tip=tip, href=f"#ref-{SOURCE}")


def _tip(part: pd.Series) -> str:
    return (
        f"{part['decade']}s, {part['group']}: {part['n']} of {part['n_leaders']} exits "
        f"({part['share']:.1%})\n{named((SOURCE,))}"
    )


def _table(parts: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Return the shares, with the exits in Moscow named beside the part that counts them."""
    names = own.reset_index().groupby(["decade", "group"])["leader"].agg(", ".join)
    moscow_column = [names.get((p["decade"], p["group"]), "") for _, p in parts.iterrows()]
    return pd.DataFrame(
        {
            "Decade": [f"{decade}s" for decade in parts["decade"]],
            "Manner of exit": list(parts["group"]),
            "Exits": [int(n) for n in parts["n"]],
            "Of": [int(n) for n in parts["n_leaders"]],
            "Share": [f"{share:.1%}" for share in parts["share"]],
            "Years covered": [int(n) for n in parts["years"]],
            "In Moscow": moscow_column,
            "Source": SOURCE,
        }
    )
