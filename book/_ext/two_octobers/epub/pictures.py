"""Charts as picture files: each holds its type, so that no letter moves, and both its grounds.

An e-reader may set white letters on black without a word to the picture, so a picture brings its
ground with it, and turns dark only where it is told that the page has.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from io import BytesIO

from two_octobers import fonts
from two_octobers.epub import style

FACES = {
    ("400", "normal"): "SourceSansPro-Regular",
    ("400", "italic"): "SourceSansPro-It",
    ("600", "normal"): "SourceSansPro-Semibold",
}
"""The faces of charts, by weight and slant."""

SVG = "http://www.w3.org/2000/svg"
TEXT = re.compile(r"(?s)<text\b([^>]*)>(.*?)</text>")
ROOM = 8
"""Pixels of ground around a drawing."""


def picture(drawn: str) -> bytes:
    """Make a picture file of a chart's drawing."""
    drawn = re.sub(r"</?a\b[^>]*>", "", drawn)  # a picture has no links
    drawn = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawn)  # its name stands with the figure
    left, top, width, height = box(drawn)
    size = f'width="{width:g}" height="{height:g}"'
    head = f'<svg xmlns="{SVG}" {size} viewBox="{left:g} {top:g} {width:g} {height:g}">'
    ground = f'<rect x="{left:g}" y="{top:g}" {size} fill="{style.light()["--paper"]}"/>'
    inner = drawn[drawn.index(">") + 1 :]
    return f"{head}<style>{_faces(drawn)}{_night()}</style>{ground}{inner}".encode()


def box(drawn: str) -> tuple[float, float, float, float]:
    """Return left edge, top edge, width and height of a drawing with its ground, in pixels."""
    left, top, width, height = map(float, re.findall(r'viewBox="([^"]*)"', drawn)[0].split())
    return left - ROOM, top - ROOM, width + 2 * ROOM, height + 2 * ROOM


def _faces(drawn: str) -> str:
    """Write the faces that a drawing uses, with the characters that it has in each."""
    used: dict[str, set[str]] = {}
    for attributes, words in TEXT.findall(drawn):
        weight = re.search(r'font-weight="(\w+)"', attributes)
        slant = re.search(r'font-style="(\w+)"', attributes)
        face = FACES[weight[1] if weight else "400", slant[1] if slant else "normal"]
        used.setdefault(face, set()).update(unescape(re.sub("<[^>]*>", "", words)))
    return "".join(
        fonts.rule(face, fonts.inlined(fonts.cut(BytesIO(_small(face)), "".join(sorted(chars)))))
        for face, chars in sorted(used.items())
    )


@cache
def _small(face: str) -> bytes:
    """Cut a face once to the letters that charts are likely to have: quicker to cut again."""
    likely = "".join(map(chr, (*range(0x20, 0x250), *range(0x400, 0x460), *range(0x2010, 0x2300))))
    return fonts.cut(fonts.file(face), likely)


@cache
def _night() -> str:
    """Turn every colour of the light ground into its fellow on the dark one."""
    rules = "".join(
        f'[fill="{colour}"]{{fill:{style.dark()[name]}}}'
        f'[stroke="{colour}"]{{stroke:{style.dark()[name]}}}'
        for name, colour in style.light().items()
    )
    return f"@media (prefers-color-scheme: dark){{{rules}}}"
