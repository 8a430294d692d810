"""The same sources are the same book, to the byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import Built, make_book
from test_build import Tree

RAN = re.compile(rb"\d+\.\d s\b")
"""How long a notebook ran, as the page of the edition has it."""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the whole book a second time, elsewhere: every notebook is executed again."""
    root = tmp_path_factory.mktemp("a second, clean build") / "book"
    make_book(root)
    return root


def test_the_same_book_is_the_same_bytes(clean: Path, built: Built) -> None:
    """Nobody could check that a published page comes from its sources.

    Two clean builds in folders of different names; the PDF and the EPUB lie among the pages.
    """
    here, there = Tree(built.root).files(), Tree(clean).files()
    for files in (here, there):  # the one page that tells how long each notebook ran
        files["book/status.html"] = RAN.sub(b"", files["book/status.html"])
    assert set(here) == set(there)
    assert {"two-octobers.pdf", "two-octobers.epub"} <= set(here)
    assert [name for name in here if here[name] != there[name]] == []
    assert not [n for n, text in here.items() if str(built.root).encode() in text]
