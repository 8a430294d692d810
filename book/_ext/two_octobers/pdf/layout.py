"""What Typst cannot know while it sets a page, decided from the measures of the setting before.

Claim cards stand in the margin beside their paragraph. Those of one page are pushed down past each
other and past wide figures, and back up where they would run off the page; what still does not fit
goes into the text column. A figure for which a page had no room floats to the top of the next, so
that the text fills the page. A note stands on the page of its mark. All lengths are points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

GAP, HAIR = 14.0, 0.1
"""Between two cards, and between a card and a wide figure; less than the second is rounding."""

LINE = 33.0
"""How much room is taken below a note. What that does not help, has none: more never helped."""

MEASURED = ("card", "wall", "column", "figure", "call", "end", "note", "last")
"""What the template says of itself while it is set; see ``measured`` in :file:`style.typ`."""

CLEARANCE, BELOW, ONE = 45.0, 30.0, 13.0
"""A figure that follows a float is nearer to it than the first; text begins above the second; the
third is a line of it."""

STRAY = 250.0
"""How far a card may stand from its paragraph before it is better set in the text."""

Facts = dict[str, Any]
"""One measure, as the template gives it: its kind, and mostly an id, a page and a height on it."""

Feet = dict[int, float]
"""By page: where what floats at its head ends."""


@dataclass(frozen=True)
class Card:
    """A measured card: ``y`` is the top of the paragraph that it belongs to."""

    id: str
    page: int
    y: float
    height: float


@dataclass(frozen=True)
class Wall:
    """A stretch of the margin column that a wide block fills."""

    page: int
    top: float
    bottom: float

    def meets(self, y: float, height: float) -> bool:
        """Tell whether a card at ``y`` would touch it, or all but touch it."""
        return y < self.bottom + GAP - HAIR and self.top - GAP + HAIR < y + height


@dataclass
class Layout:
    """What is decided so far.

    ``tops`` of cards in the margin; the cards in the ``text``, those that were and have been
    ``retried``, and the ``order`` of all; the figures that are ``floats``, and those that were and
    have ``returned`` to the text once; the ``room`` taken below notes.
    """

    tops: dict[str, float] = field(default_factory=dict)
    text: set[str] = field(default_factory=set)
    retried: set[str] = field(default_factory=set)
    order: list[str] = field(default_factory=list)
    floats: set[str] = field(default_factory=set)
    returned: set[str] = field(default_factory=set)
    room: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> str:
        """Return the decisions for the template."""
        listed = {"tops": self.tops, "text": sorted(self.text), "floats": sorted(self.floats)}
        listed |= {"room": self.room}
        return json.dumps(listed, sort_keys=True)

    def improve(self, measured: list[Facts]) -> bool:
        """Take in the measures of a setting; return whether the book must be set again."""
        found: dict[str, list[Facts]] = {name: [] for name in MEASURED}
        for facts in measured:
            found[facts.pop("kind")].append(facts)
        column = found["column"][0]
        feet = {end["page"]: end["y"] for end in found["end"] if end["id"] in self.floats}
        moved = self._moved(found["figure"], found["call"], feet, column["top"])
        if moved:  # at first all at once; most stay
            self.floats ^= first_of_each_document(moved) if self.floats else {*moved}
            return True
        cards = [Card(**card) for card in found["card"]]
        tops, crowded = arrange(cards, pair(found["wall"], **column), **column)
        changed = bool(crowded) or tops != self.tops
        self.tops = tops
        self.order = self.order or [card.id for card in cards]
        for name in first_of_each_document(crowded):
            self._set_in_text(name)
        lasts = {last["id"] for last in found["last"]}  # when all else stands, or it is for nothing
        return changed or self._make_room(found["note"], lasts, feet, column["top"])

    def _set_in_text(self, name: str) -> None:
        """Move a card out of the margin; those after it, which it moves, have one more chance."""
        after = self.order[self.order.index(name) :]
        document = name.partition("#")[0] + "#"
        later = {c for c in after if c.startswith(document)} & self.text - self.retried
        self.text = self.text - later | {name}
        self.retried |= later

    def _moved(self, figures: list[Facts], calls: list[Facts], feet: Feet, top: float) -> list[str]:
        """Name the figures that should float, and those that float though their page has room.

        A figure in the text should where nothing but floats stands over it on its page, because
        the page before had no room for it; and where it would come before one that it follows.
        """
        called = {call["id"]: call for call in calls}
        moved: list[str] = []
        last = (0, 0.0)
        for figure in figures:
            name, place = figure["id"], (figure["page"], figure["y"])
            if name not in self.floats:
                first = figure["y"] < max(top, feet.get(figure["page"], 0.0) + CLEARANCE) + HAIR
                change = first or place < last
            else:
                call = called[name]  # at the top of a page it belongs to the end of the page before
                same = figure["page"] <= call["page"] and call["y"] > top + HAIR
                change = same and last < place and not self.text and name not in self.returned
                self.returned |= {name} if change else set()
            moved += [name] * change
            last = max(last, place)
        return moved

    def _make_room(self, notes: list[Facts], lasts: set[str], feet: Feet, top: float) -> bool:
        """Take room below the note before one that stands on another page than its mark.

        Typst may leave a note on the page where its line was first tried, or send it to the next;
        with less room there, the line goes to the next page together with its note. It may also
        leave the last line of a paragraph alone at the head of a page, or under what floats there,
        if its note had no room before: with two lines less there, a second goes with it. Room that
        parts two notes is given back.
        """
        before: dict[int, str] = {}
        for note in notes:
            over = before.get(note["page"], "")
            if self.room.get(over, 0.0) > 0:
                self.room[over] = 0.0
                return True
            last = before.get(min(note["page"], note["mark"]))
            if note["page"] != note["mark"] and last and self.room.get(last, LINE) > 0:
                self.room[last] = 0.0 if last in self.room else LINE
                return True
            last = before.get(note["mark"] - 1)
            head = max(top, feet.get(note["mark"], 0.0) + BELOW)
            alone = note["id"] in lasts and note["y"] < head + ONE
            if alone and last and last not in self.room:
                self.room[last] = 2 * ONE
                return True
            before[note["page"]] = note["id"]
        return False


def merged(layouts: Iterable[Layout]) -> Layout:
    """Join what was decided for each document by itself."""
    whole = Layout()
    for layout in layouts:
        whole.tops |= layout.tops
        whole.text |= layout.text
        whole.retried |= layout.retried
        whole.order += layout.order
        whole.floats |= layout.floats
        whole.returned |= layout.returned
        whole.room |= layout.room
    return whole


def first_of_each_document(labels: list[str]) -> set[str]:
    """Keep one change a document: it moves all that follows, which may then fit as it is."""
    first: dict[str, str] = {}
    for name in labels:
        first.setdefault(name.partition("#")[0], name)
    return set(first.values())


def pair(marks: list[Facts], top: float, bottom: float) -> list[Wall]:
    """Pair the marks at the start and the end of wide blocks, page by page."""
    walls = []
    for start, end in zip(marks[::2], marks[1::2], strict=True):
        for page in range(start["page"], end["page"] + 1):
            walls.append(
                Wall(
                    page,
                    start["y"] if page == start["page"] else top,
                    end["y"] if page == end["page"] else bottom,
                )
            )
    return walls


def arrange(
    cards: list[Card], walls: list[Wall], top: float, bottom: float
) -> tuple[dict[str, float], list[str]]:
    """Stack the cards of every page.

    Returns:
        the top of each card in the margin, and the ids of those that find no room there.
    """
    tops: dict[str, float] = {}
    crowded: list[str] = []
    for page in sorted({card.page for card in cards}):
        here = [card for card in cards if card.page == page]
        blocked = sorted((w for w in walls if w.page == page), key=lambda w: w.top)
        placed = _stack(here, blocked, top, bottom)
        while placed is None:
            crowded.append(here.pop().id)
            placed = _stack(here, blocked, top, bottom)
        tops.update(placed)
    return tops, crowded


def _stack(
    cards: list[Card], walls: list[Wall], top: float, bottom: float
) -> dict[str, float] | None:
    """Place cards on a page, or return ``None`` if one of them finds no room."""
    tops: list[float] = []
    free = top
    for card in cards:
        y = max(card.y, free)
        for wall in walls:
            if wall.meets(y, card.height):
                y = wall.bottom + GAP
        tops.append(y)
        free = y + card.height + GAP
    limit = bottom
    for i, card in reversed(list(enumerate(cards))):
        y = min(tops[i], limit - card.height)
        for wall in reversed(walls):
            if wall.meets(y, card.height):
                y = wall.top - GAP - card.height
        tops[i] = y
        limit = y - GAP
    strayed = any(abs(y - card.y) > STRAY for y, card in zip(tops, cards, strict=True))
    if strayed or any(y < top - HAIR for y in tops):
        return None
    return {card.id: y for card, y in zip(cards, tops, strict=True)}
