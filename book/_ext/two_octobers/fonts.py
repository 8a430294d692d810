"""The two typefaces for the web: out of their packages, cut down to the characters of the book.

They stand in the style sheet itself: there before the first word is painted, so that no line moves
when they come, and there in a page opened from a folder. It costs the bytes that the files would.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from fontTools import subset

from two_octobers import vega

FACES = {
    "SourceSerifPro-Light": (300, "normal"),
    "SourceSerifPro-Regular": (400, "normal"),
    "SourceSerifPro-It": (400, "italic"),
    "SourceSerifPro-Semibold": (600, "normal"),
    "SourceSansPro-Regular": (400, "normal"),
    "SourceSansPro-It": (400, "italic"),
    "SourceSansPro-Semibold": (600, "normal"),
}
"""The faces that the style sheet asks for: weight and slant of each."""

TITLE_FACE, TITLE = "SourceSerifPro-Light", "Two Octobers"
"""One weight is used for the book's title alone."""


def write(outdir: Path) -> None:
    """Write ``_static/fonts.css`` with the characters that the pages use.

    Nothing is written again as long as the pages use the same characters.
    """
    characters = "".join(sorted(_characters(outdir)))
    sheet = outdir / "_static" / "fonts.css"
    stamp = f"/* {hashlib.sha256(characters.encode()).hexdigest()} */\n"
    if sheet.exists() and sheet.read_text(encoding="ascii").startswith(stamp):
        return
    faces = (_face(name, TITLE if name == TITLE_FACE else characters) for name in FACES)
    sheet.write_text(stamp + "".join(faces), encoding="ascii")


def _characters(outdir: Path) -> set[str]:
    used = set(map(chr, range(0x20, 0x7F)))
    for page in outdir.rglob("*.html"):
        used |= set(page.read_text(encoding="utf-8"))
    return {c for c in used if c.isprintable()}


def _face(name: str, characters: str) -> str:
    """Return the ``@font-face`` rule of one face, with the font in it."""
    family = "Source Serif Pro" if "Serif" in name else "Source Sans Pro"
    weight, slant = FACES[name]
    font = b64encode(_subset(vega.FONTS[family] / f"{name}.otf", characters)).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {slant}; '
        f'src: url(data:font/woff2;base64,{font}) format("woff2"); }}\n'
    )


def _subset(path: Path, characters: str) -> bytes:
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    options.name_IDs = [0, 1, 2, 13, 14]  # the licence stays with the font
    font = subset.load_font(str(path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    out = BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()
