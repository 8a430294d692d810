"""The look: the web's colours, the e-reader's own sheet, and the typefaces cut to the book."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from two_octobers import ROOT, fonts

SHEET = Path(__file__).with_name("epub.css")
TOKEN = re.compile(r"(--[\w-]+): (#[0-9A-Fa-f]{6});")


@cache
def tokens(block: str) -> dict[str, str]:
    """Return the colours that a block of the web's style sheet sets.

    Args:
        block: what stands before the block, as ``:root``.
    """
    sheet = (ROOT / "book" / "_static" / "book.css").read_text(encoding="utf-8")
    return dict(TOKEN.findall(sheet.partition(f"{block} {{")[2].partition("}")[0]))


def light() -> dict[str, str]:
    """Return the colours on a light ground by name."""
    return tokens(":root")


def dark() -> dict[str, str]:
    """Return the colours on a dark ground by name."""
    return tokens('html[data-theme="dark"]')


def files(characters: str) -> dict[str, bytes]:
    """Make the style sheet, and the typefaces cut to the characters that are used."""
    made = {
        f"fonts/{name}.woff2": fonts.cut(
            fonts.file(name), fonts.TITLE if name == fonts.TITLE_FACE else characters
        )
        for name in fonts.FACES
    }
    faces = "".join(fonts.rule(name, f"fonts/{name}.woff2") for name in fonts.FACES)
    colours = f":root {{ {_listed(light())} }}\n"
    night = f"@media (prefers-color-scheme: dark) {{ :root {{ {_listed(dark())} }} }}\n"
    made["epub.css"] = (faces + colours + night + SHEET.read_text(encoding="utf-8")).encode()
    return made


def _listed(colours: dict[str, str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in colours.items())
