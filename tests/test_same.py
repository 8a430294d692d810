"""The same sources are the same book, to the byte, wherever it is built."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from building import AHEAD, BEHIND, ROOT, Built, make_book
from test_build import Tree

RAN = re.compile(rb"\d+\.\d s\b")
"""How long a notebook ran, as the page of the edition has it."""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, built: Built) -> Path:
    """Build the whole book a second time, far away: every notebook is executed again.

    This time by myst-nb's own executor, in kernels that nobody has warmed. Only the parts of
    JupyterLite are taken over; each is known by its digest.
    """
    root = tmp_path_factory.mktemp("a second, clean build") / "book"
    parts = Path("_build", ".two-octobers", "lite")
    if (built.root / parts).is_dir():
        done = shutil.ignore_patterns("made")  # what would say that nothing is to be done
        shutil.copytree(built.root / parts, root / parts, symlinks=True, ignore=done)
    make_book(root, AHEAD, execution="stock")
    return root


def test_the_same_book_is_the_same_bytes(clean: Path, built: Built) -> None:
    """Nobody could check that a page comes from its sources, and in Auckland it would be wrong.

    Kennedy would speak on another day there; or a warm kernel would give other outputs than a
    fresh one. Two clean builds in folders of different names, behind
    and ahead of UTC. All charts stand in the pages, wide and narrow; the PDF and the EPUB lie among
    them.
    """
    here, there = Tree(built.root).files(), Tree(clean).files()
    for files in (here, there):  # the one page that tells how long each notebook ran
        files["book/status.html"] = RAN.sub(b"", files["book/status.html"])
    assert set(here) == set(there)
    assert {"two-octobers.pdf", "two-octobers.epub"} <= set(here)
    assert [name for name in here if here[name] != there[name]] == []
    assert not [n for n, text in here.items() if str(built.root).encode() in text]


CARELESS = {
    "mark": "tick",
    "data": {"values": [{"at": "1962-10-22T23:00Z"}, {"at": "1962-10-28T20:00Z"}]},
    "encoding": {"x": {"field": "at", "type": "temporal"}},
}
"""A chart in local time."""


def test_a_careless_chart_would_not_be_the_same() -> None:
    """The test above would see nothing, if the clock did not reach what draws."""
    assert _drawn(BEHIND) != _drawn(AHEAD)


def _drawn(zone: str) -> str:
    draw = "import sys; from two_octobers import vega; print(vega.svg(sys.argv[1], 'wide'))"
    paths = os.pathsep.join(map(str, (ROOT / "book/_ext", ROOT / "notebooks")))
    done = subprocess.run(
        [sys.executable, "-c", draw, json.dumps(CARELESS)],
        env=os.environ | {"TZ": zone, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
