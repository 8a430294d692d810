"""How far a forecast’s words lay from what came."""

from __future__ import annotations

import pandas as pd

from companion.canvas import Sheet
from companion.charts import key
from companion.layout import text_width
from companion.publish import Chart, named, publish
from companion.theme import COLUMN, CRISIS, INK, INK2, NARROW, RULE

HEAD, STEP = 40, 66
"""Heights in pixels: the scale above, and a forecast."""

ESSAY = "vandenbroeck-2022"


def misses(sure: pd.DataFrame) -> Chart:
    """Draw, for each forecast, how sure its words sound and the distance to what came.

    Args:
        sure: rows of ``companion.forecasts.sure``; where ``came`` is missing nothing is measured.
    """
    return publish(
        lambda width: _draw(sure, width), (COLUMN, NARROW), _table(sure), {"claims": len(sure)}
    )


def _draw(sure: pd.DataFrame, width: float) -> Chart:
    entries = _key()
    top = key.height(entries, width) + HEAD
    sheet = Sheet(width, top + STEP * len(sure))
    key.draw(sheet, entries)

    def x(percent: float) -> float:
        return 8 + percent / 100 * (width - 16)

    _scale(sheet, x, top)
    for row, (claim, forecast) in enumerate(sure.iterrows()):
        _forecast(sheet, str(claim), forecast, top + row * STEP, x)
    return sheet.chart()


def _key() -> list[key.Entry]:
    violet = CRISIS["2022"]
    return [
        key.mark("circle", violet, "how sure the words sound"),
        key.stroke("taken mildly to strongly", violet, 5),
        key.mark("diamond", INK, "what came"),
        key.stroke("the miss", INK, 1.6),
        key.stroke("nobody can say yet", INK2, 1.6, (1.5, 4)),
    ]


def _scale(sheet: Sheet, x, top: float) -> None:
    """Rule the scale from “it will not come” to “it will”."""
    for percent in (0, 50, 100):
        sheet.line(x(percent), top - 10, x(percent), sheet.height, RULE, 0.8)
    sheet.text(0, top - 20, "surely not", colour=INK2)
    sheet.text(x(50), top - 20, "even chances", "center", INK2)
    sheet.text(sheet.width, top - 20, "surely", "right", INK2)


def _forecast(sheet: Sheet, claim: str, row: pd.Series, top: float, x) -> None:
    """Draw one forecast: its words, the range in which they may be taken, and what came."""
    y, violet, known = top + 44, CRISIS["2022"], pd.notna(row["came"])
    head = f"{claim}  {row['expected']}"
    sheet.text(0, top + 10, head, weight=600, halo=True)
    word = row["word"]
    right = text_width(head, bold=True) + text_width(word) + 14 <= sheet.width
    sheet.text(
        sheet.width, top + (10 if right else 26), word, "right", INK2, italic=True, halo=True
    )
    if known:
        sheet.line(x(row["middle"]), y, x(row["came"]), y, INK, 1.6)
    else:
        sheet.line(x(0), y, x(100), y, INK2, 1.6, (1.5, 4))
    sheet.line(x(row["mild"]), y, x(row["strong"]), y, violet, 5)
    said = f"{claim}: {row['expected']}, {word}, read as {row['middle']} per cent"
    tip = f"{said} ({row['mild']} to {row['strong']})\n{named([ESSAY])}"
    sheet.point(x(row["middle"]), y, "circle", violet, size=120, tip=tip, href=f"#ref-{ESSAY}")
    if known:
        sheet.point(x(row["came"]), y, "diamond", INK, size=110)
        middle = (x(row["middle"]) + x(row["came"])) / 2
        near = abs(x(row["middle"]) - x(row["came"])) < 90
        at, align = (x(row["mild"]) - 12, "right") if near else (middle, "center")
        sheet.text(
            at, y - (0 if near else 11), f"miss: {row['miss']:.0f}", align, INK, 600, halo=True
        )


def _table(sure: pd.DataFrame) -> pd.DataFrame:
    came = {100: "it came", 0: "it did not come"}
    return pd.DataFrame(
        {
            "Forecast": list(sure.index),
            "Expected": list(sure["expected"]),
            "In the essay’s words": list(sure["word"]),
            "Sounds sure to, per cent": [
                f"{r['middle']} ({r['mild']} to {r['strong']})" for _, r in sure.iterrows()
            ],
            "To August 2026": [
                "nobody can say" if pd.isna(c) else came[int(c)] for c in sure["came"]
            ],
            "Miss": ["" if pd.isna(m) else f"{m:.0f}" for m in sure["miss"]],
            "Source": [ESSAY] * len(sure),
        }
    )
