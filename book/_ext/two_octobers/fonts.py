"""The two typefaces for the web: out of their packages, cut down to the characters of the book.

They stand in the style sheet itself: there before the first word is painted, so that no line moves
when they come, and there in a page opened from a folder. It costs the bytes that the files would.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from io import BytesIO
from pathlib import Path

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

FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "lnum", "onum", "tnum")
"""What browsers apply unasked, and the figures that the style sheet asks for. With small capitals,
fractions and the rest the fonts would weigh 70 % more, and take as much longer to cut."""

NAMES = (0, 1, 2, 13, 14)
"""What a font says of itself that stays: whose it is, its name, and its licence."""

TITLE_FACE, TITLE = "SourceSerifPro-Light", "Two Octobers"
"""One weight is used for the book's title alone."""


def write(outdir: Path) -> None:
    """Write ``_static/fonts.css`` with the characters that the pages use.

    Nothing is written again as long as the pages use the same characters and the code is the same.
    """
    characters = "".join(sorted(_characters(outdir)))
    sheet = outdir / "_static" / "fonts.css"
    recipe = Path(__file__).read_bytes()
    stamp = f"/* {hashlib.sha256(recipe + characters.encode()).hexdigest()} */\n"
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
    return rule(name, inlined(cut(file(name), characters)))


def rule(name: str, address: str) -> str:
    """Write the ``@font-face`` rule of a face of :data:`FACES` whose font stands at an address."""
    weight, slant = FACES[name]
    return (
        f'@font-face {{ font-family: "{_family(name)}"; font-weight: {weight}; '
        f'font-style: {slant}; src: url({address}) format("woff2"); }}\n'
    )


def inlined(font: bytes) -> str:
    """Return an address that holds the font itself."""
    return f"data:font/woff2;base64,{b64encode(font).decode()}"


def file(name: str) -> Path:
    """Return the file of a face, in its package."""
    return vega.FONTS[_family(name)] / f"{name}.otf"


def _family(name: str) -> str:
    return "Source Serif Pro" if "Serif" in name else "Source Sans Pro"


def cut(font: Path | BytesIO, characters: str) -> bytes:
    """Cut a font down to some characters and to :data:`FEATURES`, as WOFF2.

    Args:
        font: a file, or one that is already in memory.
    """
    from fontTools import subset  # 50 ms that a build spares if its pages have no new character

    options = subset.Options(flavor="woff2", layout_features=list(FEATURES), hinting=False)
    loaded = subset.load_font(str(font) if isinstance(font, Path) else font, options)
    told = loaded["name"]
    told.names = [n for n in told.names if n.nameID in NAMES and n.isUnicode()]
    del loaded["name"]  # to sort out which of them other tables use takes a third of the time
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(loaded)
    loaded["name"] = told
    out = BytesIO()
    subset.save_font(loaded, out, options)
    return out.getvalue()
