"""A line of leaders that runs down the page: how each left, and who moved against them.

Time is one rail, a stretch of it a leader. What ended a tenure stands at the left; a move against
a man at the top comes in from the right, and reaches the rail, or stops short or beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from companion import clocks
from companion.canvas import Sheet
from companion.charts import key
from companion.layout import Item, spread, wrap
from companion.leaders import MANNERS
from companion.publish import Chart, named, publish, source_cells, target
from companion.theme import INK, INK2, LINE, NARROW, RULE, RULE2, USSR, WIDE

DIED, PUT_OUT, GAVE_WAY, STAYS = MANNERS
BESIDE, STUB = 24, 14
"""How far from the rail a move stands that was not aimed at the leader; a second leader’s rail."""

BAR = "M-.4,-1.4L.4,-1.4L.4,1.4L-.4,1.4Z"
"""The mark of a move that stopped short: a bar across its way."""


@dataclass(frozen=True)
class Plan:
    """Where things stand: the rail, the words at either side, and pixels a year."""

    width: float
    rail: float
    left: float
    right: float
    year: float
    top: float
    since: pd.Timestamp
    until: pd.Timestamp

    def y(self, instant: pd.Timestamp) -> float:
        """Return where an instant stands on the rail."""
        return self.top + (instant - self.since) / pd.Timedelta(days=365.25) * self.year

    @property
    def wide(self) -> bool:
        """Whether this is the drawing for a desk."""
        return self.width == WIDE


@dataclass
class Words(Item):
    """What stands beside the rail: a heading, and lines below it."""

    head: str = ""
    lines: tuple[str, ...] = ()
    mark_x: float = 0.0
    dash: tuple[float, ...] = ()


def tenures(leaders: pd.DataFrame, attempts: pd.DataFrame, until: str) -> Chart:
    """Draw leaders along one line of time, how each left, and the moves against men at the top.

    Args:
        leaders: rows of ``companion.leaders.leaders``.
        attempts: rows of ``companion.leaders.attempts``.
        until: the day to which whoever is in office is drawn.
    """
    ends = leaders["entry"].min(), pd.Timestamp(until, tz="UTC")
    head, phone = (key.height(_key(), width) + 30 for width in (WIDE, NARROW))
    wide = Plan(WIDE, 360, 330, 416, 6.6, head, *ends)
    narrow = Plan(NARROW, 160, 138, 206, 8.6, phone, *ends)
    used = {"leaders": len(leaders), "removal_attempts": len(attempts)}
    table = _table(leaders, attempts)
    return publish(lambda plan: _draw(leaders, attempts, plan), (wide, narrow), table, used)


def _draw(leaders: pd.DataFrame, attempts: pd.DataFrame, plan: Plan) -> Chart:
    sheet = Sheet(plan.width, plan.y(plan.until) + 26)
    years = range(1920, plan.until.year + 1, 10)
    decades = {year: plan.y(pd.Timestamp(year=year, month=1, day=1, tz="UTC")) for year in years}
    for y in decades.values():
        sheet.line(0, y, plan.width, y, RULE, 0.8)
    lefts: list[Words] = []
    for number, (name, leader) in enumerate(leaders.iterrows()):
        _rail(sheet, plan, leaders, number)
        lefts.append(_exit(plan, str(name), leader))
    spread(lefts, gap=4)
    rights = [_move(plan, attempt) for _, attempt in attempts.iterrows()]
    spread(rights, gap=9)
    for words in lefts:
        _write(sheet, plan, words, -1)
    for words in rights:
        _write(sheet, plan, words, 1)
    _ends(sheet, plan, leaders[leaders["exit"].notna()])
    for _, attempt in attempts.iterrows():
        _mark(sheet, plan, attempt)
    _before_the_table(sheet, plan, attempts["start"].min())
    for year, y in decades.items():  # words without a halo come last, or one would cover them
        sheet.text(0, y - 9, str(year), colour=INK2)
    sheet.text(plan.left, plan.top + 8, f"from {_day(plan.since)}", "right", INK2)
    key.draw(sheet, _key())
    return sheet.chart()


def _key() -> list[key.Entry]:
    return [
        key.mark("cross", INK, DIED),
        key.mark("square", INK, "put out, or removed"),
        key.mark("circle", INK2, GAVE_WAY),
        (12, _stopped, "stayed"),
        key.stroke("what was attempted is contested", INK, 1.6, (5, 3)),
        (20, _aside, "beside the line: not aimed at the leader"),
    ]


def _stopped(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(x + 2, y, x + 12, y, INK, 1.6)
    sheet.point(x + 2, y, BAR, INK)


def _aside(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(x + 3, y - 8, x + 3, y + 8, USSR, 7)
    sheet.point(x + 15, y, "square", INK)


def _rail(sheet: Sheet, plan: Plan, leaders: pd.DataFrame, number: int) -> None:
    """Draw the stretch of one leader, up to the next; a stub where two are said to have led."""
    leader = leaders.iloc[number]
    start, end = leader["entry"], leader["exit"]
    if pd.isna(end):
        end = plan.until
        sheet.line(plan.rail, plan.y(end), plan.rail, plan.y(end) + 20, USSR, 4, (1.5, 2.5))
    elif not leader["archigos_exit"]:
        x = plan.rail - STUB
        sheet.line(x, plan.y(start), x, plan.y(end), USSR, 3)
        return
    elif number + 1 < len(leaders):
        end = min(end, leaders.iloc[number + 1]["entry"])
    sheet.line(plan.rail, plan.y(start) + 1.5, plan.rail, plan.y(end) - 1.5, USSR, 7)


def _exit(plan: Plan, name: str, leader: pd.Series) -> Words:
    """Say at the left how a leader left, or since when one is in office."""
    if pd.isna(leader["exit"]):
        since = f"{STAYS}, {plan.until:%B %Y}"
        return Words(plan.y(plan.until), 2 * LINE, 1, 0, name, (since,))
    when = _day(leader["exit"]) if plan.wide else f"{leader['exit']:%Y}"
    lines = wrap(leader["how_left"] if plan.wide else leader["manner"], plan.left - 50)
    y, x = plan.y(leader["exit"]), _end_x(plan, leader)
    return Words(y, LINE * (1 + len(lines)), 1, 0, f"{name}, {when}", tuple(lines), x)


def _move(plan: Plan, attempt: pd.Series) -> Words:
    """Say at the right who moved, when, and by what means."""
    when = _day(attempt["start"] + pd.Timedelta(hours=12)) if plan.wide else attempt["start_text"]
    head = f"{when}: {attempt['label']}" if plan.wide else when[:4]
    lines = wrap(attempt["means"] if plan.wide else attempt["label"], plan.width - plan.right - 6)
    dash = () if attempt["confidence"] == "firm" else (5.0, 3.0)
    x = _mark_x(plan, attempt) + (6 if attempt["outcome"] == "removed" else 0)
    height = LINE * (1 + len(lines))
    return Words(plan.y(attempt["start"]), height, 1, 0, head, tuple(lines), x, dash)


def _mark_x(plan: Plan, attempt: pd.Series) -> float:
    if not attempt["at_the_leader"]:
        return plan.rail + BESIDE
    return plan.rail if attempt["outcome"] == "removed" else plan.rail + 9


def _write(sheet: Sheet, plan: Plan, words: Words, side: int) -> None:
    """Write the words, and lead from them to their mark."""
    x, align = (plan.left, "right") if side < 0 else (plan.right, "left")
    first = words.placed - (words.height - LINE) / 2
    colour, width = (RULE2, 0.8) if side < 0 else (INK, 1.6)
    if words.mark_x:
        elbow = x - side * 12
        sheet.line(elbow, first, x - side * 4, first, colour, width, words.dash)
        sheet.line(words.mark_x, words.y, elbow, first, colour, width, words.dash)
    sheet.text(x, first, words.head, align, weight=600, halo=True)
    below = words.placed + LINE / 2
    sheet.text(x, below, words.lines, align, INK2, halo=True)


def _ends(sheet: Sheet, plan: Plan, leaders: pd.DataFrame) -> None:
    """Mark how each tenure ended; marks a few days apart stand one below the other."""
    looks = {DIED: ("cross", INK), PUT_OUT: ("square", INK), GAVE_WAY: ("circle", INK2)}
    places = [Item(plan.y(when), 9) for when in leaders["exit"]]
    spread(places, gap=1)
    for place, (name, leader) in zip(places, leaders.iterrows(), strict=True):
        mark, colour = looks[leader["manner"]]
        tip = f"{name}: {leader['how_left']}\n{_day(leader['exit'])}\n{named(leader['source'][:3])}"
        x, href = _end_x(plan, leader), target(leader)
        sheet.point(x, place.placed, mark, colour, size=96, tip=tip, href=href)


def _end_x(plan: Plan, leader: pd.Series) -> float:
    """Return where an end stands: on the rail, or on the stub of one whom Archigos leaves out."""
    return plan.rail if leader["archigos_exit"] else plan.rail - STUB


def _mark(sheet: Sheet, plan: Plan, attempt: pd.Series) -> None:
    """Mark where a move against a man at the top ended: at him, or short of him."""
    x, y = _mark_x(plan, attempt), plan.y(attempt["start"])
    mark, size = ("square", 96.0) if attempt["outcome"] == "removed" else (BAR, 84.0)
    doubt = "" if attempt["confidence"] == "firm" else " Contested."
    span = f"{attempt['start_text']} to {attempt['end_text']}, Moscow"
    said = f"{attempt['label']}: {attempt['outcome']}.{doubt}\n{span}\n"
    said += f"Against: {attempt['target']}\n{named(attempt['source'][:3])}"
    sheet.point(x, y, mark, INK, size=size, tip=said, href=target(attempt))


def _before_the_table(sheet: Sheet, plan: Plan, first: pd.Timestamp) -> None:
    """Say that the attempts are listed from a certain year on, and not before."""
    x, y = plan.rail + BESIDE, plan.y(first)
    sheet.line(x, plan.top, x, y - 10, RULE2, 1.4, (2, 3))
    said = wrap("attempts are listed from 1953 on", plan.width - plan.right)
    sheet.text(plan.right, (plan.top + y) / 2, said, colour=INK2, italic=True, halo=True)


def _day(instant: pd.Timestamp) -> str:
    return f"{instant.day} {clocks.month(instant)} {instant:%Y}"


def _table(leaders: pd.DataFrame, attempts: pd.DataFrame) -> pd.DataFrame:
    """Return exits and attempts as one table, in the order of time."""
    left = leaders.reset_index()
    exits = pd.DataFrame(
        {
            "Day": left["exit"].dt.strftime("%Y-%m-%d").fillna(""),
            "What": left["leader"] + left["exit"].notna().map({True: " leaves", False: ""}),
            "How": left["how_left"],
            "Outcome": left["manner"],
        }
    )
    moves = pd.DataFrame(
        {
            "Day": attempts["start_text"],
            "What": attempts["label"],
            "How": attempts["means"],
            "Outcome": "target " + attempts["outcome"],
        }
    )
    shown = pd.concat([exits, moves]).assign(
        Certainty=[*left["confidence"], *attempts["confidence"]],
        Source=source_cells((*left["source"], *attempts["source"])),
    )
    return shown.iloc[shown["Day"].replace("", "9999").argsort(kind="stable")]
