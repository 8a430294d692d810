"""Tall pictures: cut into strips of a page's height, between the lines of their words.

An e-reader that turns pages makes a picture as small as the page, or cuts it anywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

from two_octobers.epub.pictures import box

TALL, STRIP = 1.6, 1.3
"""Height over width from which a picture is cut, and that of a strip."""

MARK = 7
"""Pixels that a mark of a chart reaches above and below its middle, at most."""

MOVED = re.compile(r"translate\((-?[\d.]+)(?:,(-?[\d.]+))?\)")
SIZE = re.compile(r"[\d.]+")


def strips(drawn: str) -> list[tuple[float, float]]:
    """Cut a drawing: return top edge and height of each strip, in pixels."""
    _, top, width, height = box(drawn)
    count = math.ceil(height / width / STRIP) if height > TALL * width else 1
    taken = list(_taken(ElementTree.fromstring(drawn), 0))
    cuts = [_free(top + height * n / count, height / count / 3, taken) for n in range(1, count)]
    return [(a, b - a) for a, b in pairwise([top, *cuts, top + height])]


def _free(wanted: float, leeway: float, taken: list[tuple[float, float]]) -> float:
    """Return the height nearest to the one wanted at which nothing is cut through.

    Where everything within the leeway is taken, the one that cuts through least.
    """
    steps = sorted(range(-int(leeway), int(leeway) + 1), key=abs)
    return min((wanted + s for s in steps), key=lambda y: sum(a < y < b for a, b in taken))


def _taken(element: ElementTree.Element, y: float) -> Iterator[tuple[float, float]]:
    """Name from where to where the words and marks of a drawing reach down."""
    moved = MOVED.search(element.get("transform", ""))
    y += float(moved[2] or 0) if moved else 0
    kind = element.tag.rpartition("}")[2]
    if kind == "text" and "rotate" not in element.get("transform", ""):
        size = float(SIZE.findall(element.get("font-size", "13px"))[0])
        lower = sum(float(SIZE.findall(part.get("dy", "0"))[0]) for part in element)
        yield y - size, y + lower + size / 3
    elif kind in ("path", "circle") and moved:
        yield y - MARK, y + MARK
    for part in element:
        yield from _taken(part, y)
