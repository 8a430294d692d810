"""Text of the book as Typst is given it."""

from __future__ import annotations

import pytest
from two_octobers.pdf.escape import text


def test_no_text_is_read_as_markup() -> None:
    assert text("#let *a* = `$` [x] // <l> @y") == (
        "\\#let \\*a\\* \\= \\`\\$\\` \\[x\\] \\/\\/ \\<l\\> \\@y"
    )


@pytest.mark.parametrize(
    ("plain", "pieces"),
    [
        ("a short-run/of?joints", ["a short-run/of?joints"]),
        (
            "see example.org/a-path/that=goes&on_and-on now",
            ["see example.org/", "a-", "path/", "that=", "goes&", "on_", "and-", "on now"],
        ),
        (
            "digitalarchive.wilsoncenter.org/page.html",  # a host is not parted within its words
            ["digitalarchive", ".wilsoncenter", ".org/", "page.html"],
        ),
        ("x" * 31 + " é", [*"x" * 30, "x é"]),
    ],
)
def test_a_long_address_may_end_a_line_at_its_joints(plain: str, pieces: list[str]) -> None:
    assert text(plain).split("#box();") == [str(text(piece)) for piece in pieces]


def test_words_in_another_script_say_their_language() -> None:
    """Whole phrases, so that a voice does not change within them; one letter tells Ukrainian."""
    assert text("the Кремль и дом (Київ).") == (
        'the #in-script("ru", "Кремль и дом"); (#in-script("uk", "Київ");)\\.'
    )
