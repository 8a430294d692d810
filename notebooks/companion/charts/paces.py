"""Many givers over the same months: a row of bars for each, and sums before and after a month.

A reader chooses the kind of what was given; rows, months and places stay, bars and sums change.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from companion import clocks, data
from companion.canvas import Sheet
from companion.layers import layer
from companion.layout import text_width
from companion.publish import Chart, publish
from companion.theme import COLUMN, INK, INK2, NARROW, OTHER, RULE, RULE2, SIZE, US

HEAD, NAME, BARS, GAP, FOOT = 30, 22, 46, 10, 24
"""Heights in pixels: above the rows, a row's name, its bars, the space after, the years below."""

GUTTER = 30
"""What the figures of the scale take at the left."""

KINDS: dict[str, tuple[str, float, float]] = {
    "military": ("arms", 5, 7),
    "financial": ("money", 10, 20),
    "humanitarian": ("relief", 0.5, 0.7),
}
"""For each kind: what the control calls it, the figure that is ruled, and where a row ends."""

KEY = "kiel-ukraine-support-tracker"


def paces(aid: pd.DataFrame, split: str = "2022-11") -> Chart:
    """Draw what each donor allocated month by month, with a control for the kind of aid.

    Args:
        aid: rows of ``data.table("aid")``.
        split: the last month of the first sum; a line stands after it.
    """
    return publish(
        lambda width: _draw(aid, width, split), (COLUMN, NARROW), _table(aid), {"aid": len(aid)}
    )


def _draw(aid: pd.DataFrame, width: float, split: str) -> Chart:
    months, donors = sorted(aid["month"].unique()), list(aid["donor"].unique())
    step = (width - GUTTER) / len(months)
    sheet = Sheet(width, HEAD + len(donors) * (NAME + BARS + GAP) + FOOT)
    _grid(sheet, months, donors, step, split)
    fixed = sheet.chart()
    under, *over = _words(aid, donors, width, split)
    show = alt.param(
        name="kind",
        value="m",
        bind=alt.binding_select(
            options=[kind[0] for kind in KINDS],
            labels=[words for words, _, _ in KINDS.values()],
            name="Show ",
        ),
    )
    return layer(
        *(*fixed.layer, under, _bars(aid, months, donors, step), *over),
        encoding=fixed.encoding,
        params=[show],
        width=width,
        height=sheet.height,
        padding=fixed.padding,
    )


def _foot(row: int) -> float:
    """Return where the bars of a row stand."""
    return HEAD + row * (NAME + BARS + GAP) + NAME + BARS


def _grid(sheet: Sheet, months: list[str], donors: list[str], step: float, split: str) -> None:
    """Rule the years, the rows and the month that parts the sums, and name them."""
    last = _foot(len(donors) - 1)
    parted = GUTTER + (months.index(split) + 1) * step
    sheet.text(sheet.width, 9, "bn EUR", "right", INK2)
    sheet.text(parted - 5, 9, f"to {_month(split)}", "right", weight=600)
    sheet.text(parted + 5, 9, "after", weight=600)
    sheet.line(parted, 0, parted, HEAD - 6, INK, 1.2, (4, 3))
    years = {month[:4]: GUTTER + n * step for n, month in enumerate(months) if month[5:] == "01"}
    for year, x in years.items():
        if x + text_width(year) + 3 < sheet.width:
            sheet.text(x + 3, last + 14, year, colour=INK2)
        else:
            sheet.text(sheet.width, last + 14, year, "right", INK2)
        sheet.line(x, last, x, last + 6, RULE2, 0.8)
    for row, donor in enumerate(donors):
        foot = _foot(row)
        for x in years.values():
            sheet.line(x, foot - BARS, x, foot, RULE, 0.8)
        sheet.line(GUTTER, foot, sheet.width, foot, RULE2, 0.8)
        sheet.line(parted, foot - BARS, parted, foot, INK, 1.2, (4, 3))
        sheet.text(0, foot - BARS - NAME / 2, donor, weight=600)


def _bars(aid: pd.DataFrame, months: list[str], donors: list[str], step: float) -> alt.Chart:
    """Draw a bar for each month and donor; what is chosen and where it stands Vega works out."""
    wide = aid.pivot_table(index=["donor", "month"], columns="kind", values="eur_bn", sort=False)
    rows = [
        {"d": donors.index(donor), "n": months.index(month)}
        | {kind[0]: round(v, 3) for kind, v in row.items() if v > 0}
        for (donor, month), row in wide.iterrows()
        if row.sum() > 0
    ]
    first = pd.Timestamp(months[0])
    tops = {kind[0]: top for kind, (_, _, top) in KINDS.items()}
    names = {kind[0]: f"{kind} aid" for kind in KINDS}
    when = f"utcFormat(utc({first.year}, {first.month - 1} + datum.n), '%B %Y')"
    said = f"{donors}[datum.d] + '\\n' + {when} + ': ' + format(datum.v, '.2f') + ' bn EUR, '"
    return (
        alt.Chart(alt.InlineData(values=rows))
        .transform_calculate(v="datum[kind]")
        .transform_filter("datum.v > 0")
        .transform_calculate(
            x=f"{GUTTER + step * 0.1:.2f} + datum.n * {step:.3f}",
            x2=f"datum.x + {step * 0.8:.2f}",
            y2=f"{_foot(0)} + datum.d * {NAME + BARS + GAP}",
            y=f"datum.y2 - datum.v / {tops}[kind] * {BARS}",
            fill=f"datum.d == {donors.index('United States')} ? '{US}' : '{OTHER}'",
            tip=f"{said} + {names}[kind] + '\\n{data.short_titles()[KEY]}'",
        )
        .mark_rect()
        .encode(
            x2=alt.X2("x2"),
            y2=alt.Y2("y2"),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=alt.Tooltip("tip:N"),
            description=alt.Description("tip:N"),
            href=alt.value(f"#ref-{KEY}"),
        )
    )


def _words(aid: pd.DataFrame, donors: list[str], width: float, split: str) -> list[alt.Chart]:
    """Write the two sums of each row, and the figure that is ruled in it, of the kind chosen."""
    rows = []
    for kind, (_, rule, top) in KINDS.items():
        for row, donor in enumerate(donors):
            mine = aid[(aid["donor"] == donor) & (aid["kind"] == kind)]
            before = mine.loc[mine["month"] <= split, "eur_bn"].sum()
            text = f"{_sum(before)} to {_month(split)}, {_sum(mine['eur_bn'].sum() - before)} after"
            y, level = _foot(row) - BARS - NAME / 2, _foot(row) - rule / top * BARS
            rows.append({"k": kind[0], "x": width, "y": y, "text": text, "y2": level})
    chosen = alt.Chart(alt.InlineData(values=rows)).transform_filter("datum.k == kind")
    figures = {kind[0]: f"{rule:g}" for kind, (_, rule, _) in KINDS.items()}
    plain: Any = {"baseline": "middle", "fontSize": SIZE, "aria": False, "color": INK2}
    ruled = chosen.transform_calculate(x=f"{GUTTER}", x2=f"{width}", y="datum.y2")
    figure = ruled.transform_calculate(x=f"{GUTTER - 5}", text=f"{figures}[kind]")
    return [
        ruled.mark_rule(color=RULE, strokeWidth=0.8, aria=False).encode(x2=alt.X2("x2")),
        figure.mark_text(**plain, align="right").encode(text=alt.Text("text:N")),
        chosen.mark_text(**plain, align="right").encode(text=alt.Text("text:N")),
    ]


def _month(text: str) -> str:
    return f"{clocks.month(pd.Timestamp(text))} {pd.Timestamp(text):%Y}"


def _sum(eur_bn: float) -> str:
    return f"{eur_bn:.1f}" if eur_bn > 1e-6 else "none"


def _table(aid: pd.DataFrame) -> pd.DataFrame:
    """Return what is drawn as a table: month, kind, a column a donor, source."""
    wide = aid.pivot_table(index=["kind", "month"], columns="donor", values="eur_bn", sort=False)
    rows = wide.round(2).reset_index().rename(columns={"kind": "Kind", "month": "Month"})
    return rows.assign(Source=KEY)
