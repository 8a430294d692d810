"""The charts on the page can be read: at every width, still and live, in the light and the dark.

And the typefaces have the letters of the pages.
"""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO

import pytest
from companion import theme
from conftest import Built
from fontTools.ttLib import TTFont
from reader import EACH_CHAPTER, PAGES, WHOLE, nothing, number_of_charts, rgb, soup
from two_octobers import fonts
from visits import (
    AWAY,
    Seen,
    Visits,
    at_a_desk,
    from_the_folder,
    on_a_phone,
    on_a_tablet,
    without_scripts,
)

PAPER = "#F7F8F6"
TEXT_MIN = 12


ABOVE, BELOW = 0.21, 0.05
"""Shares of a line's box over its capitals and under its descenders, in Source Sans Pro."""

LIVE = {1280: at_a_desk, 820: on_a_tablet, 390: on_a_phone}


@EACH_CHAPTER
@pytest.mark.parametrize("width", LIVE)
@pytest.mark.parametrize("live", [False, True], ids=["still", "live"])
def test_words_in_charts_stand_clear(seen: Visits, name: str, width: int, live: bool) -> None:
    """Words too small, on top of each other or cut off are words that nobody reads."""
    drawings = (
        seen(LIVE[width], name)["words"][-1]
        if live
        else seen(without_scripts, name)["words"][width]
    )
    assert len(drawings) == number_of_charts(name)
    faults = []
    for drawing in drawings:
        figure, (right, bottom) = drawing["figure"], drawing["size"]
        words = {(w["text"], *map(round, w["box"])): w for w in drawing["words"]}.values()
        assert len(words) > 8
        faults += [f"{figure}: {w['px']:.1f} px: {w['text']}" for w in words if w["px"] < TEXT_MIN]
        boxes = [(w["text"], _glyphs(*w["box"])) for w in words]
        for text, (x, y, x2, y2) in boxes:
            if x < -2 or y < -2 or x2 > right + 2 or y2 > bottom + 2:
                faults.append(f"{figure}: leaves the drawing: {text}")
        faults += [
            f"{figure}: “{a}” on “{b}”"
            for i, (a, one) in enumerate(boxes)
            for b, other in boxes[:i]
            if _overlap(one, other)
        ]
    nothing(faults)


def _glyphs(x: float, y: float, x2: float, y2: float) -> tuple[float, float, float, float]:
    high = y2 - y
    return x, y + ABOVE * high, x2, y2 - BELOW * high


def _overlap(one: tuple[float, ...], other: tuple[float, ...], least: float = 0.5) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > least and down > least


@EACH_CHAPTER
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("live", [False, True], ids=["still", "live"])
def test_charts_take_the_colours_of_the_page(
    seen: Visits, name: str, scheme: str, live: bool
) -> None:
    """In the dark a chart would be a white sheet, or dark words on a dark ground."""
    page = seen(at_a_desk, name) if scheme == "light" else seen(from_the_folder, name, AWAY)
    _colours_hold(page["paint"][live], name, scheme)
    if scheme == "dark":
        _colours_hold(seen(on_a_phone, name)["paint"][live], name, scheme)


def _colours_hold(paint: Seen, name: str, scheme: str) -> None:
    ground, found = rgb(paint["page"]), paint["found"]
    assert (sum(ground) < 200) == (scheme == "dark")
    assert len(found) > 100
    stuck = {
        (p["figure"], p["said"])
        for p in found
        if scheme == "dark" and rgb(p["shown"]) == rgb(p["said"])
    }
    nothing(stuck, "colours that the style sheet does not turn dark")
    nothing([p for p in found if p["said"] == PAPER and rgb(p["shown"]) != ground])
    faint = {
        (p["figure"], p["text"], p["said"])
        for p in found
        if p["text"] and p["name"] == "fill" and p["said"] != PAPER
        if _contrast(rgb(p["shown"]), ground) < 4.5
    }
    nothing(faint, "words that can hardly be read")
    marks = {p["said"] for p in found if p["said"] in _actors()}
    assert len(marks) >= (2 if name == WHOLE else 3)
    pale = {
        p["said"] for p in found if p["said"] in marks if _contrast(rgb(p["shown"]), ground) < 3
    }
    nothing(pale, "marks that can hardly be seen")


# ---- the letters are there ----


def test_the_faces_have_the_letters_of_the_pages(built: Built) -> None:
    """A letter left out is set in another face."""
    shown = {c for page in PAGES for c in soup(built.html / f"{page}.html").get_text()}
    assert {"A", "é", "Я"} <= shown
    sheet = (built.html / "_static" / "fonts.css").read_text("ascii")
    for name, (weight, slant) in fonts.FACES.items():
        if name != fonts.TITLE_FACE:
            there = TTFont(fonts.file(name)).getBestCmap()
            nothing(
                {c for c in shown if c.isprintable() and ord(c) in there}
                - _letters(sheet, name, weight, slant),
                name,
            )


def _letters(sheet: str, name: str, weight: int, slant: str) -> set[str]:
    """Return the characters that the pages have in a face."""
    family = "Serif" if "Serif" in name else "Sans"
    asked = rf'Source {family} Pro"; font-weight: {weight}; font-style: {slant}; src: url\([^,]*,'
    [font] = re.findall(rf"{asked}([^)]*)", sheet)
    return {chr(c) for c in TTFont(BytesIO(b64decode(font))).getBestCmap()}


def _actors() -> set[str]:
    return {*theme.COLOURS.values(), theme.OTHER, *theme.CRISIS.values()}


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, ...]) -> float:
    parts = [c / 255 / 12.92 if c < 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
