"""The two typefaces for the web: out of their packages, cut down to the characters of the book."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fontTools import subset

from two_octobers import vega

FACES = (
    "SourceSerifPro-Light",
    "SourceSerifPro-Regular",
    "SourceSerifPro-It",
    "SourceSerifPro-Semibold",
    "SourceSansPro-Regular",
    "SourceSansPro-It",
    "SourceSansPro-Semibold",
)
"""The weights that the style sheet asks for; its ``@font-face`` rules name the same files."""

TITLE_FACE, TITLE = "SourceSerifPro-Light", "Two Octobers"
"""One weight is used for the book's title alone."""


def write(outdir: Path) -> None:
    """Write the faces as woff2 into ``_static/fonts``, with the characters that the pages use.

    Nothing is written again as long as the pages use the same characters.
    """
    characters = "".join(sorted(_characters(outdir)))
    folder = outdir / "_static" / "fonts"
    stamp = folder / "characters.sha256"
    wanted = hashlib.sha256(characters.encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        _subset(face, TITLE if face == TITLE_FACE else characters, folder)
    stamp.write_text(wanted, encoding="ascii")


def _characters(outdir: Path) -> set[str]:
    used = set(map(chr, range(0x20, 0x7F)))
    for page in outdir.rglob("*.html"):
        used |= set(page.read_text(encoding="utf-8"))
    return {c for c in used if c.isprintable()}


def _subset(face: str, characters: str, folder: Path) -> None:
    family = "Source Serif Pro" if "Serif" in face else "Source Sans Pro"
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    options.name_IDs = [0, 1, 2, 13, 14]  # the licence stays with the font
    font = subset.load_font(str(vega.FONTS[family] / f"{face}.otf"), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    subset.save_font(font, str(folder / f"{face}.woff2"), options)
