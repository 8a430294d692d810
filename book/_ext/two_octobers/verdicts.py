"""The six verdicts: word, glyph, colour and meaning, the same on screen and on paper.

Each glyph is two strokes in a box of 16 units: the upper is the claim, the lower the record.
"""

from __future__ import annotations

from typing import NamedTuple


class Verdict(NamedTuple):
    """``path`` is SVG path data, ``colour`` the light hue, ``meaning`` a line for the key."""

    word: str
    path: str
    colour: str
    meaning: str


VERDICTS = {
    v.word.lower(): v
    for v in (
        Verdict("Supported", "M1.5 5.2H14.5M1.5 10.8H14.5", "#1C4A37", "the record says the same"),
        Verdict(
            "Imprecise",
            "M1.5 4.6H14.5M1.5 11.2C3.7 8.2 5.8 8.2 8 11.2S12.3 14.2 14.5 11.2",
            "#605B00",
            "right in substance, loose in detail",
        ),
        Verdict(
            "Contested",
            "M1.5 3.6H14.5M1.5 10.6H5.5L14.2 7.4M5.5 10.6L14.2 13.8",
            "#3F5C8C",
            "sources or historians part ways",
        ),
        Verdict(
            "Contradicted",
            "M1.5 5.2H14.5M1.5 10.8H14.5M11.6 .8L4.4 15.2",
            "#C9264F",
            "the record says otherwise",
        ),
        Verdict(
            "Overtaken",
            "M1.5 5.2H8M1.5 10.8H14M10.6 7.1L14.3 10.8L10.6 14.5",
            "#541D59",
            "events went on past it",
        ),
        Verdict(
            "Unverified",
            "M1.5 5.2H14.5M1.5 10.8H3.7M6.9 10.8H9.1M12.3 10.8H14.5",
            "#656A6F",
            "no record was found",
        ),
    )
}


def glyph(verdict: str) -> str:
    """Return the glyph as inline SVG that takes the colour of the text around it."""
    path = VERDICTS[verdict].path
    return f'<svg viewBox="0 0 16 16" aria-hidden="true"><path d="{path}"/></svg>'
