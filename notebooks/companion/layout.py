"""Placing labels: how wide a text is, where it breaks, and how far it must move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from companion.theme import SIZE

_NARROW, _WIDE, _CAPITAL = "iljtfI.,:;’‘'!|()[] ", "mwMW—…@%", "ABCDEFGHKLNOPQRSTUVXYZ&"


@cache
def text_width(text: str, size: float = SIZE, bold: bool = False) -> float:
    """Estimate the width of a line in Source Sans Pro, in pixels, never much too small.

    A table of three widths instead of the font itself, so that it also runs in a browser; a test
    holds it against the font.
    """
    ems = sum(
        0.31 if c in _NARROW else 0.86 if c in _WIDE else 0.63 if c in _CAPITAL else 0.52
        for c in text
    )
    return ems * size * (1.05 if bold else 1.0)


def wrap(text: str, width: float, size: float = SIZE) -> list[str]:
    """Break a text into lines no wider than ``width`` pixels, at spaces, as evenly as it can.

    A word wider than the line stands alone on it.
    """
    lines = _fill(text, width, size)
    if len(lines) < 2:
        return lines
    narrow = width
    while len(_fill(text, narrow - 4, size)) == len(lines) and narrow > width / 2:
        narrow -= 4
    return _fill(text, narrow, size)


def _fill(text: str, width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


@dataclass
class Item:
    """Something that takes ``height`` pixels around ``y``, and would move only if it must.

    ``weight`` says how hard it is to move; ``placed`` is where it came to stand.
    """

    y: float
    height: float
    weight: float = 1.0
    placed: float = 0.0


def spread(items: Sequence[Item], gap: float = 2.0) -> None:
    """Set ``placed`` of every item so that none overlap and the moves are least in square.

    Items keep their order. Overlapping neighbours are pooled into a block that moves as one
    (isotonic regression by the pool-adjacent-violators algorithm).
    """
    blocks: list[list[Item]] = []
    for item in sorted(items, key=lambda i: i.y):
        blocks.append([item])
        while len(blocks) > 1 and _bottom(blocks[-2], gap) + gap > _top(blocks[-1], gap):
            last = blocks.pop()
            blocks[-1] += last
    for block in blocks:
        top = _top(block, gap)
        for item in block:
            item.placed = top + item.height / 2
            top += item.height + gap


def _top(block: list[Item], gap: float) -> float:
    offset, weighted, weight = 0.0, 0.0, 0.0
    for item in block:
        weighted += item.weight * (item.y - offset - item.height / 2)
        weight += item.weight
        offset += item.height + gap
    return weighted / weight


def _bottom(block: list[Item], gap: float) -> float:
    return _top(block, gap) + sum(i.height for i in block) + gap * (len(block) - 1)


def stack(spans: Sequence[tuple[float, float]], gap: float = 6.0) -> list[int]:
    """Give each horizontal span the first row in which it overlaps none before it.

    Args:
        spans: left and right end of each, in pixels, in the order in which they claim a row.
        gap: the space kept between two in one row.

    Returns:
        The row of each span, 0 at the top.
    """
    rows: list[list[tuple[float, float]]] = []
    found = []
    for left, right in spans:
        free = (
            n
            for n, row in enumerate(rows)
            if all(right + gap <= a or b + gap <= left for a, b in row)
        )
        row = next(free, len(rows))
        rows[row:] = rows[row:] or [[]]
        rows[row].append((left, right))
        found.append(row)
    return found
