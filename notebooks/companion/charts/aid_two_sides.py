"""One donor’s aid over a line and all others’ under it, month by month, with votes and pauses."""

from __future__ import annotations

import itertools

import altair as alt
import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import flags
from companion.layout import wrap
from companion.publish import Chart, named, publish, target
from companion.theme import INK, INK2, LINE, NARROW, OTHER, RULE, RULE2, WIDE, colour, shape
from companion.theme import US as BLUE

SOURCE = "kiel-ukraine-support-tracker"
HERE = "United States"
MOST, LEAST, UNIT, STEP = 20, -12, 9.0, 5
"""What the scale reaches over and under the line, bn EUR; pixels for one; and between its lines."""

KINDS = {"all": "all kinds of aid", "military": "military aid alone"}


def aid_two_sides(aid: pd.DataFrame, events: pd.DataFrame, until: str) -> Chart:
    """Draw the United States over the line and everyone else under it, with a choice of kinds.

    Args:
        aid: rows of the table ``aid``.
        events: rows of ``events`` with the columns ``words`` and ``named`` (1 always, 2 wide only).
        until: where the drawing ends, an ISO date; months after the last of ``aid`` stay empty.
    """
    months = by_month(aid)
    used = {"aid": len(aid), "events": len(events)}
    return publish(
        lambda width: _draw(months, events, until, width),
        (WIDE, NARROW),
        _table(months, events),
        used,
    )


def by_month(aid: pd.DataFrame) -> pd.DataFrame:
    """Return bn EUR a month: ``us``, ``rest``, and of both the military part (``us_military``)."""
    side = aid["donor"].eq(HERE).map({True: "us", False: "rest"})

    def sums(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.groupby(["month", side])["eur_bn"].sum().unstack(fill_value=0.0)

    arms = sums(aid[aid["kind"] == "military"]).add_suffix("_military")
    return sums(aid).join(arms).fillna(0.0)


def _draw(months: pd.DataFrame, events: pd.DataFrame, until: str, width: float) -> Chart:
    start, end = pd.Timestamp(f"{months.index[0]}-01", tz="UTC"), pd.Timestamp(until, tz="UTC")

    def x(instant: pd.Timestamp) -> float:
        return (instant - start) / (end - start) * (width - 30) + 28

    shown = events[events["named"] <= (2 if width == WIDE else 1)]
    names = [flags.Flag(x(flags.middle_of(e)), e["words"]) for _, e in shown.iterrows()]
    deep = flags.place(names, width)
    line = deep * flags.ROW + 16.0
    zero = line + MOST * UNIT + 6
    back, front = Sheet(width, zero - LEAST * UNIT + 22), Sheet(width, zero - LEAST * UNIT + 22)
    _grid(back, x, zero, end)
    flags.hang(front, names, line, down=False, start=9)
    _votes(front, events, x, line, zero)
    _names(front, months, x, zero)
    layers = [*back.chart().layer, _bars(months, x, zero), *front.chart().layer]
    made = front.chart()
    made.layer = layers
    choice = alt.binding_select(options=list(KINDS), labels=list(KINDS.values()), name="Show ")
    return made.add_params(alt.param(name="kind", value="all", bind=choice))


def _grid(sheet: Sheet, x, zero: float, end: pd.Timestamp) -> None:
    """Rule the scale and the years."""
    for value in range(-2 * STEP, MOST + 1, STEP):
        y = zero - value * UNIT
        sheet.line(26, y, sheet.width, y, INK if value == 0 else RULE, 1.2 if value == 0 else 0.8)
        sheet.text(20, y, str(abs(value)), "right", INK2)
    for year in range(2022, end.year + 1):
        at = x(pd.Timestamp(f"{year}-01-01", tz="UTC"))
        sheet.line(at, zero - MOST * UNIT, at, zero - LEAST * UNIT, RULE, 0.8)
        sheet.text(at + 4, sheet.height - 10, str(year), colour=INK2, halo=True)


def _bars(months: pd.DataFrame, x, zero: float) -> alt.Chart:
    """Draw two bars a month; which kinds they add up is read from the control."""
    rows = []
    for month, row in months.iterrows():
        first = pd.Timestamp(f"{month}-01", tz="UTC")
        left, right = x(first), x(first + pd.offsets.MonthBegin(1))
        gap = 0.1 * (right - left)
        for name, who, sign in (("us", HERE, 1), ("rest", "everyone else", -1)):
            rows.append(
                {
                    "m": f"{clocks.month(first)} {first:%Y}: {who}",
                    "x": round(left + gap, 1),
                    "x2": round(right - gap, 1),
                    "a": round(sign * row[name], 2),
                    "b": round(sign * row[f"{name}_military"], 2),
                }
            )
    value = "kind == 'all' ? datum.a : datum.b"
    said = f"datum.m + ', ' + format(abs(datum.v), '.2f') + ' bn EUR\\n{named([SOURCE])}'"
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rect(aria=True)
        .transform_calculate(v=value)
        .transform_filter("datum.v != 0")
        .transform_calculate(
            y=f"{zero} - {UNIT} * max(datum.v, 0)",
            y2=f"{zero} - {UNIT} * min(datum.v, 0)",
            tip=said,
        )
        .encode(
            x2=alt.X2("x2:Q"),
            y2=alt.Y2("y2:Q"),
            fill=alt.condition("datum.v > 0", alt.value(BLUE), alt.value(OTHER)),
            tooltip=alt.Tooltip("tip:N"),
            description=alt.Description("tip:N"),
            href=alt.value(f"#ref-{SOURCE}"),
        )
    )


def _votes(sheet: Sheet, events: pd.DataFrame, x, line: float, zero: float) -> None:
    """Mark votes and pauses on a line over the bars, and the day of the essay through all."""
    for _, event in events.iterrows():
        at, actor = x(flags.middle_of(event)), event["actors"][0]
        essay = event["words"] == "the essay"
        if essay:
            sheet.line(at, line, at, sheet.height - 22, RULE2, 1.4, (1.5, 4))
        sheet.point(
            at,
            line,
            "diamond" if essay else shape(actor),
            INK if essay else colour(actor),
            tip=flags.told(event),
            href=target(event),
        )


def _names(sheet: Sheet, months: pd.DataFrame, x, zero: float) -> None:
    """Name both sides, and say where there is nothing to draw and why."""
    top = zero - MOST * UNIT
    sheet.text(30, top + 14, [HERE, "bn EUR a month"], colour=BLUE, weight=600, halo=True)
    sheet.text(30, zero - LEAST * UNIT - 12, "Everyone else", colour=OTHER, weight=600, halo=True)
    none = pd.Timestamp("2025-02-01", tz="UTC")
    last = pd.Timestamp(f"{months.index[-1]}-01", tz="UTC") + pd.offsets.MonthBegin(1)
    sheet.line(x(none) + 2, zero - 8, x(last) - 2, zero - 8, BLUE, 1.4, (5, 3))
    words = wrap("nothing from February 2025", x(last) - x(none))
    middle = (x(none) + x(last)) / 2
    sheet.text(middle, zero - 12 - len(words) * LINE / 2, words, "center", BLUE, halo=True)
    sheet.line(x(last), zero - MOST * UNIT, x(last), sheet.height - 22, RULE2, 1.4, (1.5, 4))
    end = ["data end in", "April 2026"]
    sheet.text(x(last) - 5, zero - 15 * UNIT, end, "right", INK2, italic=True, halo=True)


def _table(months: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the months with both sides’ sums, and the votes and pauses that fell in each."""
    columns = {
        "us": "United States, bn EUR",
        "rest": "Everyone else, bn EUR",
        "us_military": "of the first, military",
        "rest_military": "of the second, military",
    }
    marked = events.groupby(events["start_text"].str[:7])
    labels = marked["label"].agg("; ".join)
    keys = marked["source"].agg(lambda lists: ";".join(dict.fromkeys(itertools.chain(*lists))))
    every = months.index.union(labels.index)
    shown = months[list(columns)].rename(columns=columns).reindex(every)
    shown = shown.map(lambda v: "" if pd.isna(v) else f"{v:.2f}")
    source = [";".join(filter(None, (SOURCE * (m in months.index), keys.get(m)))) for m in every]
    marks = labels.reindex(every).fillna("")
    return shown.rename_axis("Month").reset_index().assign(Marked=list(marks), Source=source)
