"""A session in threads: from the reports that carry a passage to the essay that took it, or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from companion import valdai
from companion.canvas import Sheet
from companion.charts import key
from companion.layout import Item, spread, text_width, wrap
from companion.publish import Chart, named, publish
from companion.theme import CRISIS, INK, INK2, LINE, NARROW, RULE, RULE2, WIDE

TAKEN = CRISIS["2022"]
"""What the essay took has the colour of its year."""

STYLES: dict[str, tuple[float, tuple[float, ...]]] = {
    "found": (2.6, ()),
    "sense": (2.2, (5.0, 3.0)),
    "told": (1.2, ()),
}
"""Width and dashes of a thread to the essay, by how it has the passage."""

GAP, STUB = 13, 22
"""Pixels between passages, and of a thread that stops."""

UNREAD = "Kremlin’s transcript: opening only"


@dataclass(frozen=True)
class Frame:
    """Where the columns stand; on a phone the reports stand under the passage that they carry."""

    width: float
    reports: float
    said: float
    room: float
    essay: float

    @property
    def wide(self) -> bool:
        """Whether the reports have a column of their own."""
        return self.reports > 0


FRAMES = (Frame(WIDE, 182, 306, 300, 690), Frame(NARROW, 0, 12, 248, 314))


@dataclass
class Block(Item):
    """The words of a passage, a report or a paragraph, in their column."""

    words: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


def threads(passages: pd.DataFrame) -> Chart:
    """Draw the passages of the session between those who carried them and the essay.

    Args:
        passages: rows of ``valdai.passages``.
    """
    rows = passages["row"]
    used = {
        "events": int(rows[rows.str.startswith("2022-")].nunique()),
        "analogies": int(rows[rows.str.startswith("a2022-")].nunique()),
        "claims": int(rows[rows.str.match(r"\d\.")].nunique()),
    }
    return publish(lambda frame: _draw(passages, frame), FRAMES, _table(passages), used)


def _draw(passages: pd.DataFrame, frame: Frame) -> Chart:
    entries = _key()
    top = key.height(entries, frame.width) + 34
    said = _passages(passages, frame, top)
    bottom = said[-1].placed + said[-1].height / 2
    sheet = Sheet(frame.width, bottom + (30 if not frame.wide else 8))
    _heads(sheet, frame, top - 16)
    if frame.wide:
        _reports(sheet, frame, passages, said, (top, bottom))
    else:
        sheet.text(0, bottom + 18, f"{UNREAD}, and none of these", colour=INK2, italic=True)
    _essay(sheet, frame, passages, said)
    for (_, row), block in zip(passages.iterrows(), said, strict=True):
        _passage(sheet, frame, row, block)
    key.draw(sheet, entries)
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.stroke("quoted, and found so", TAKEN, *STYLES["found"]),
        key.stroke("quoted, found in its sense", TAKEN, *STYLES["sense"]),
        key.stroke("told", TAKEN, *STYLES["told"]),
        (STUB, _stop, "left out"),
    ]


def _heads(sheet: Sheet, frame: Frame, y: float) -> None:
    if frame.wide:
        sheet.text(frame.reports - 10, y, "Reports that were read", "right", weight=600, size=15)
    sheet.text(frame.said, y, "The session, by subject", weight=600, size=15)
    sheet.text(frame.essay, y, "The essay" if frame.wide else "Essay", weight=600, size=15)
    sheet.line(0, y + 14, sheet.width, y + 14, RULE)


def _passages(passages: pd.DataFrame, frame: Frame, top: float) -> list[Block]:
    """Set the passages one under the other."""
    blocks, y = [], top + 6.0
    for _, row in passages.iterrows():
        words = wrap(row["said"], frame.room)
        names = "; ".join(valdai.REPORTS[report] for report in row["reports"])
        under = [] if frame.wide else wrap(names, frame.room)
        height = LINE * (len(words) + len(under))
        middle = y + height / 2
        blocks.append(Block(middle, height, 1.0, middle, tuple(words), tuple(under)))
        y += height + GAP
    return blocks


def _passage(sheet: Sheet, frame: Frame, row: pd.Series, block: Block) -> None:
    """Write a passage, with its mark and, on a phone, who carried it."""
    top = block.placed - block.height / 2
    middle = top + LINE * len(block.words) / 2
    sheet.text(frame.said, middle, block.words, halo=True)
    if block.under:
        low = top + LINE * (len(block.words) + len(block.under) / 2)
        sheet.text(frame.said, low, block.under, colour=INK2, italic=True)
    taken = row["paragraph"]
    fate = f"in the essay’s paragraph {taken}" if taken else "left out of the essay"
    tip = f"{row['said']}\nMoscow 27 Oct 2022; {fate}\n{named(row['reports'])}"
    href = f"#ref-{row['reports'][0]}"
    sheet.point(
        frame.said - 9, middle, "circle", TAKEN if taken else INK, size=48, tip=tip, href=href
    )


def _reports(
    sheet: Sheet,
    frame: Frame,
    passages: pd.DataFrame,
    said: Sequence[Block],
    span: tuple[float, float],
) -> None:
    """Write the reports at the left, each near what it carries, and draw their threads."""
    carried: dict[str, list[float]] = {report: [] for report in valdai.REPORTS}
    for reports, block in zip(passages["reports"], said, strict=True):
        for report in reports:
            carried[report].append(block.placed)
    items = {
        report: Block(sum(ys) / len(ys), LINE + 8, words=(valdai.REPORTS[report],))
        for report, ys in carried.items()
    }
    last = Block(span[1] - 4, LINE + 8, weight=50, words=tuple(wrap(UNREAD, 150)))
    spread([*items.values(), last], gap=4)
    for report, item in items.items():
        for y in carried[report]:
            sheet.line(frame.reports, item.placed, frame.said - 9, y, RULE2, 1)
    for report, item in items.items():
        tip = f"{item.words[0]}\n{named([report])}"
        sheet.text(frame.reports - 10, item.placed, item.words, "right")
        href = f"#ref-{report}"
        sheet.point(frame.reports, item.placed, "circle", INK2, size=40, tip=tip, href=href)
    sheet.text(frame.reports - 10, last.placed, last.words, "right", INK2, italic=True)
    sheet.line(frame.reports, last.placed, frame.reports + 34, last.placed, RULE2, 1.4, (1.5, 3))
    info = {"tip": f"{UNREAD}\n{named([valdai.TRANSCRIPT])}", "href": f"#ref-{valdai.TRANSCRIPT}"}
    sheet.point(frame.reports, last.placed, "circle", INK2, True, 48, **info)


def _essay(sheet: Sheet, frame: Frame, passages: pd.DataFrame, said: Sequence[Block]) -> None:
    """Write the essay’s paragraphs at the right, and draw what reaches them, and what stops."""
    ends = [_end(frame, block) for block in said]
    items = {}
    for paragraph, words in valdai.ESSAY.items():
        ys = [y for (_, y), p in zip(ends, passages["paragraph"], strict=True) if p == paragraph]
        lines = wrap(words, frame.width - frame.essay - 2) if frame.wide else []
        height = LINE * (len(lines) + 1)
        items[paragraph] = Block(sum(ys) / len(ys), height, words=tuple(lines))
    spread(list(items.values()), gap=8)
    for (x, y), (_, row) in zip(ends, passages.iterrows(), strict=True):
        if not row["paragraph"]:
            _stop(sheet, x, y)
            continue
        width, dash = STYLES[row["how"]]
        sheet.line(x, y, frame.essay - 6, items[row["paragraph"]].placed, TAKEN, width, dash)
    for paragraph, item in items.items():
        first = item.placed - (item.height - LINE) / 2
        sheet.text(frame.essay, first, f"¶ {paragraph}", colour=TAKEN, weight=600, halo=True)
        if item.words:
            sheet.text(frame.essay, item.placed + LINE / 2, item.words, halo=True)


def _end(frame: Frame, block: Block) -> tuple[float, float]:
    """Return where a passage’s thread to the essay begins."""
    widest = max(text_width(line) for line in block.words)
    middle = block.placed - block.height / 2 + LINE * len(block.words) / 2
    return frame.said + min(widest, frame.room) + 6, middle


def _stop(sheet: Sheet, x: float, y: float) -> None:
    """Draw a thread that leads nowhere."""
    sheet.line(x, y, x + STUB, y, INK2, 1.6)
    sheet.line(x + STUB, y - 6, x + STUB, y + 6, INK2, 1.6)


def _table(passages: pd.DataFrame) -> pd.DataFrame:
    how = {
        "found": "quoted, and found so",
        "sense": "quoted, found in its sense",
        "told": "told",
        "": "left out",
    }
    return pd.DataFrame(
        {
            "Passage": list(passages["said"]),
            "The essay": [
                how[row["how"]] + (f", ¶ {row['paragraph']}" if row["paragraph"] else "")
                for _, row in passages.iterrows()
            ],
            "Reports": ["; ".join(valdai.REPORTS[r] for r in rs) for rs in passages["reports"]],
            "Source": [";".join(reports) for reports in passages["reports"]],
        }
    )
