"""The same sources are the same book, to the byte."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import STRICT, Built, build, copy_of_the_book
from test_build import Tree

RAN = re.compile(rb"\d+\.\d s\b")
"""How long a notebook ran, as the page of the edition has it."""


@pytest.fixture(scope="module")
def clean(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the whole book a second time, elsewhere, with the PDF already there."""
    root = copy_of_the_book(tmp_path_factory.mktemp("a second, clean build") / "book")
    (root / "_build" / "pdf").mkdir(parents=True)
    shutil.copy2(built.pdf, root / "_build" / "pdf")
    done = build(root, *STRICT)
    assert done.returncode == 0, done.stdout[-4000:]
    return root


def test_the_same_book_is_the_same_bytes(clean: Path, built: Built) -> None:
    """Nobody could check that a published page comes from its sources.

    Two clean builds in folders of different names, one of them with the PDF built first.
    """
    here, there = Tree(built.root).files(), Tree(clean).files()
    for files in (here, there):  # the one page that tells how long each notebook ran
        files["book/status.html"] = RAN.sub(b"", files["book/status.html"])
    assert set(here) == set(there)
    assert [name for name in here if here[name] != there[name]] == []
    assert not [n for n, text in here.items() if str(built.root).encode() in text]
