"""Vega: charts drawn to SVG when a page is built, by the engine in the vl-convert wheel."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from importlib import resources
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, NamedTuple

import vl_convert

from two_octobers import whole


class Drawn(NamedTuple):
    """One variant of a chart: as it stands on a page, and what makes it live there."""

    svg: str
    compiled: str
    """The Vega spec that its Vega-Lite comes down to, as JSON: an eighth larger on its way to a
    reader, who is spared a third of the runtime."""


VEGA_LITE = "6.4"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONTS = {
    "Source Serif Pro": Path(str(resources.files("font_source_serif_pro") / "files")),
    "Source Sans Pro": Path(str(resources.files("font_source_sans_pro") / "files")),
}
"""The two typefaces of page, chart and PDF, and the folders that their packages keep them in."""


@cache
def pen() -> ProcessPoolExecutor:
    """Start the process that draws.

    On another core than the rest of the book, its 25 ms a chart cost little time; and what the
    engine keeps, 150 MB, does not come to what the book does.
    """
    return ProcessPoolExecutor(1, get_context("spawn"), _sharpen)


def _sharpen() -> None:
    """Give the engine its faces; let it load nothing, from nowhere, and say nothing in vain."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked for drawings decides when it ends
    logging.getLogger("vl_convert").setLevel(logging.ERROR)  # it misses the window of a browser
    logging.getLogger("swc_ecma_transforms_optimization").setLevel(logging.CRITICAL)  # no errors
    vl_convert.register_font_directory(str(FONTS["Source Sans Pro"]))
    vl_convert.configure(base_url=False, allowed_base_urls=[])


def key(spec: str) -> str:
    """Return a short digest of a spec, by which its drawings are kept."""
    return hashlib.sha256(spec.encode()).hexdigest()[:16]


def variant(spec: str, name: str) -> dict | None:
    """Return one drawing's spec: the chart itself, or what it carries in ``usermeta``.

    Args:
        spec: the Vega-Lite spec of a chart, as JSON.
        name: ``"wide"``, or ``"narrow"`` for a phone, which not every chart has.
    """
    chart = json.loads(spec)
    meta = chart.pop("usermeta", {})
    chosen = chart if name == "wide" else meta.get(name)
    return None if chosen is None else {**chosen, "$schema": SCHEMA}


class _Kept:
    """Where drawings are kept, the code that they come from, and those that are being drawn."""

    folder: Path | None = None
    recipe = Path(__file__).read_text(encoding="utf-8")
    begun: ClassVar[dict[Path, Future[None]]] = {}


def keep_in(folder: Path) -> None:
    """Keep drawings in a folder: a chart takes 20 to 60 ms, and three editions want most."""
    _Kept.folder = folder


@cache
def _passing() -> TemporaryDirectory[str]:
    """Make a folder that lasts as long as this process, for drawings that none is to keep."""
    return TemporaryDirectory()


def begin(spec: str, name: str) -> Path:
    """Begin to draw a variant of a chart, unless it is kept; return its place.

    Nothing of it stays in memory.
    """
    folder = _Kept.folder or Path(_passing().name)
    place = folder / f"{key(spec + name + _Kept.recipe)}.json"
    if place not in _Kept.begun and not place.exists():
        _Kept.begun[place] = pen().submit(_draw, spec, name, place)
    return place


def drawn(spec: str, name: str) -> Drawn | None:
    """Draw one variant of a chart; ``None`` where the chart has no such variant."""
    place = begin(spec, name)
    if begun := _Kept.begun.pop(place, None):
        begun.result()
    made = json.loads(place.read_text(encoding="utf-8"))
    return made and Drawn(*made)


def svg(spec: str, name: str) -> str | None:
    """Draw one variant of a chart to SVG text alone."""
    made = drawn(spec, name)
    return made and made.svg


def _draw(spec: str, name: str, place: Path) -> None:
    """Draw a variant, in the process that draws, and keep the drawing; or that there is none."""
    made = None
    if chosen := variant(spec, name):
        vega = vl_convert.vegalite_to_vega(chosen, vl_version=VEGA_LITE)
        svg = _with_own_ids(_tidy(vl_convert.vega_to_svg(vega)), f"c{key(spec)[:6]}{name[0]}")
        made = Drawn(svg, json.dumps(vega, ensure_ascii=False, separators=(",", ":")))
    whole.write(place, json.dumps(made, ensure_ascii=False))


PLACES = re.compile(r' (?:d|transform|[xy][12]?|width|height)="[^"]*"')
"""The attributes of a drawing that say where something stands."""


def _tidy(drawn: str) -> str:
    """Make a drawing lighter, and its links the page's own.

    Places lose their noise, words keep their digits, and marks that paint nothing go. Vega
    resolves ``#ref-…`` against no site; here it is a place on this page. A link takes the
    name of its mark, and is no stop for the keyboard, because the table under the chart holds the
    same links.
    """
    drawn = PLACES.sub(lambda place: re.sub(r"(\d+\.\d)\d+", r"\1", place[0]), drawn)
    drawn = re.sub(r'<path class="(?:background|foreground)"[^>]*/>', "", drawn)
    drawn = re.sub(r' (?:pointer-events="none"|target="_blank"|class="[^"]*")', "", drawn)
    drawn = re.sub(r' role="graphics-object" aria-roledescription="[^"]*"', "", drawn)
    drawn = re.sub(r'(<g[^>]*) role="graphics-symbol" aria-roledescription="[^"]*"', r"\1", drawn)
    drawn = drawn.replace("about:invalid/#", "#")
    return re.sub(
        r'<a ([^>]*)><(\w+) aria-label="([^"]*)" role="[^"]*" aria-roledescription="[^"]*"',
        r'<a tabindex="-1" \1 aria-label="\3"><\2',
        drawn,
    )


def _with_own_ids(drawn: str, prefix: str) -> str:
    """Name the clips of a drawing after its chart.

    Vega numbers them in the order in which a process draws, so that the same chart would have
    other bytes in a course pack, or on a page that is printed alone.
    """
    numbers: dict[str, int] = {}
    return re.sub(
        r'(id="|url\(#)(clip\d+)',
        lambda found: f"{found[1]}{prefix}{numbers.setdefault(found[2], len(numbers))}",
        drawn,
    )
