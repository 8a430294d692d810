"""Words on leaders beside a stroke: in few rows, and no leader through other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.layout import text_width

GAP = 8
"""Pixels kept between words in one row."""


@dataclass(frozen=True)
class Label:
    """Words at the end of a leader: where it stands, on which side the words, in which row."""

    x: float
    words: str
    after: bool
    level: int

    @property
    def align(self) -> str:
        """Words grow away from their leader."""
        return "left" if self.after else "right"

    @property
    def span(self) -> tuple[float, float]:
        """The left and right end of the words."""
        width = text_width(self.words) + 4
        return (self.x, self.x + width) if self.after else (self.x - width, self.x)

    def clears(self, other: Label) -> bool:
        """Whether neither covers the other, nor its leader."""
        (a, b), (c, d) = self.span, other.span
        if self.level == other.level:
            return b + GAP <= c or d + GAP <= a
        low, high = sorted((self, other), key=lambda label: label.level)
        return not low.span[0] - 3 < high.x < low.span[1] + 3


def place(words: Sequence[tuple[float, str]], width: float, most: int) -> list[Label]:
    """Place words, given with the ``x`` of their leaders, on a sheet of a width.

    Tries every side and row, fewest rows first; words to the right of their leader are preferred.
    Words that find no place in ``most`` rows are left out, from the end of the list.
    """
    for number in range(len(words), 0, -1):
        for rows in range(1, most + 1):
            found = _fill(sorted(words[:number]), width, rows, [])
            if found is not None:
                return found
    return []


def _fill(
    words: Sequence[tuple[float, str]], width: float, rows: int, placed: list[Label]
) -> list[Label] | None:
    if len(placed) == len(words):
        return placed
    x, text = words[len(placed)]
    for after in (True, False):
        for level in range(rows):
            label = Label(x, text, after, level)
            inside = label.span[0] >= 0 and label.span[1] <= width
            if inside and all(label.clears(other) for other in placed):
                found = _fill(words, width, rows, [*placed, label])
                if found is not None:
                    return found
    return None
