"""Outlines of maps, made light for a chart: flat, cut to a frame, with shared borders told once.

The shapes of ``data/maps/`` weigh ten times what a small map of them needs. Packed as TopoJSON a
border that two shapes share, or that one shape keeps from day to day, is there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Parts = list[list[Ring]]
"""The parts of a shape: each an outer ring and its holes, without the corner that closes them."""


@dataclass(frozen=True)
class Frame:
    """A piece of the Earth on flat paper ``width`` pixels wide, the origin at the top left.

    Degrees of longitude are as short as at the middle of the frame: fit for a map of one country.
    """

    west: float
    south: float
    east: float
    north: float
    width: float

    @property
    def scale(self) -> float:
        """Pixels to a degree of latitude."""
        return self.width / (self.east - self.west) / self._short

    @property
    def height(self) -> float:
        """Height in pixels."""
        return (self.north - self.south) * self.scale

    @property
    def _short(self) -> float:
        return cos(radians((self.south + self.north) / 2))

    def place(self, lon: float, lat: float) -> Point:
        """Return where a place stands on the paper."""
        return (lon - self.west) * self._short * self.scale, (self.north - lat) * self.scale


def rings(feature: Mapping[str, Any]) -> Iterable[list[Point]]:
    """Return every ring of a GeoJSON feature, closed, holes included."""
    return (ring for part in _parts(feature) for ring in part)


def _parts(feature: Mapping[str, Any]) -> list[list[list[Point]]]:
    shape = feature["geometry"]
    return shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]


def holds(feature: Mapping[str, Any], lon: float, lat: float) -> bool:
    """Tell whether a place lies within a feature: a ray from it crosses the outline oddly often."""
    crossings = 0
    for ring in rings(feature):
        for (x, y), (x2, y2) in pairwise(ring):
            if (y > lat) != (y2 > lat) and lon < x + (lat - y) / (y2 - y) * (x2 - x):
                crossings += 1
    return crossings % 2 == 1


def on_paper(feature: Mapping[str, Any], frame: Frame, grid: float) -> Parts:
    """Place a feature on a frame, cut it there, and round it to steps of ``grid`` pixels.

    Rings that are smaller than nine pixels are left out.
    """
    found = []
    for part in _parts(feature):
        placed = [_cut([frame.place(*point) for point in ring[:-1]], frame) for ring in part]
        kept = [_rounded(ring, grid) for ring in placed if _area(ring) > 9]
        if kept and _area(placed[0]) > 9:
            found.append(kept)
    return found


def _cut(ring: Ring, frame: Frame) -> Ring:
    """Cut a ring to the paper, edge by edge (Sutherland and Hodgman)."""
    for axis, edge, side in ((0, 0.0, 1), (0, frame.width, -1), (1, 0.0, 1), (1, frame.height, -1)):
        cut: Ring = []
        for one, two in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            inside = [side * (point[axis] - edge) >= 0 for point in (one, two)]
            if inside[0] != inside[1]:
                share = (edge - one[axis]) / (two[axis] - one[axis])
                cut.append((one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])))
            if inside[1]:
                cut.append(two)
        ring = cut
    return ring


def _rounded(ring: Ring, grid: float) -> Ring:
    points = [(round(x / grid), round(y / grid)) for x, y in ring]
    return [b for a, b in zip([*points[-1:], *points[:-1]], points, strict=True) if a != b]


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def topology(shapes: Mapping[str, Parts], least: float) -> dict[str, Any]:
    """Pack shapes as TopoJSON: one object, ``all``, whose features have the names as ``id``.

    Args:
        shapes: what :func:`on_paper` returned, by name.
        least: a corner goes if the triangle it makes with its neighbours is smaller, in square
            steps of the grid; where borders meet, corners stay, so that shapes still fit.
    """
    meet = _junctions(ring for parts in shapes.values() for part in parts for ring in part)
    lines: dict[tuple[Point, ...], int] = {}

    def packed(ring: Ring) -> list[int]:
        numbers = []
        for line in _lines(ring, meet):
            back = line[::-1]
            numbers.append(~lines[back] if back in lines else lines.setdefault(line, len(lines)))
        return numbers

    objects = [
        {
            "type": "MultiPolygon",
            "arcs": [[packed(ring) for ring in part] for part in parts],
            "id": name,
        }
        for name, parts in shapes.items()
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {"all": {"type": "GeometryCollection", "geometries": objects}},
        "arcs": [_steps(_thin(list(line), least)) for line in lines],
    }


def _junctions(every: Iterable[Ring]) -> set[Point]:
    """Find the corners where borders meet or part: their neighbours differ from ring to ring."""
    beside: dict[Point, frozenset[Point]] = {}
    meet = set()
    for ring in every:
        for n, point in enumerate(ring):
            pair = frozenset((ring[n - 1], ring[(n + 1) % len(ring)]))
            if beside.setdefault(point, pair) != pair:
                meet.add(point)
    return meet


def _lines(ring: Ring, meet: set[Point]) -> list[tuple[Point, ...]]:
    """Cut a ring into lines from one meeting of borders to the next; each ends where one begins."""
    start = next((n for n, point in enumerate(ring) if point in meet), ring.index(min(ring)))
    turned = [*ring[start:], *ring[:start], ring[start]]
    ends = [n for n, point in enumerate(turned) if point in meet]
    ends = sorted({0, *ends, len(turned) - 1})
    return [tuple(turned[a : b + 1]) for a, b in pairwise(ends)]


def _thin(line: Ring, least: float) -> Ring:
    """Drop, one after the other, the corner that matters least (Visvalingam and Whyatt)."""
    closed = line[0] == line[-1]
    while len(line) > (4 if closed else 2):
        sizes = [_area(line[n - 1 : n + 2]) for n in range(1, len(line) - 1)]
        smallest = min(range(len(sizes)), key=sizes.__getitem__)
        if sizes[smallest] >= least:
            break
        del line[smallest + 1]
    return line


def _steps(line: Ring) -> list[list[float]]:
    return [list(line[0]), *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(line))]
