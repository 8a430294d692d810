"""Which letters the typefaces of the book have."""

from __future__ import annotations

import io
from functools import cache
from importlib import resources

from fontTools.ttLib import TTFont


@cache
def letters() -> frozenset[str]:
    """Return the letters of the upright sans, the fullest face, which others fall back on."""
    file = resources.files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.otf"
    return frozenset(map(chr, TTFont(io.BytesIO(file.read_bytes())).getBestCmap()))
