"""Which tests go to one worker: those that share what takes long to make."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader import PAGES
from xdist.scheduler import LoadScopeScheduling

AGAIN = "builds in the folder of the book"
"""All tests that build there once more, as two builds at once would spoil it."""

LONGEST = sorted(PAGES, key=len, reverse=True)


class Groups(LoadScopeScheduling):
    """Gives a worker one group after the other, in the order of the tests."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    """Name what a test shares with others: a page, the charts, a folder to build in, a file."""
    path, _, test = nodeid.partition("::")
    file = Path(path).stem
    if file.startswith(("test_chapter_", "test_charts", "test_prose")):
        return "charts"
    if file.startswith(("test_pdf", "test_pack", "test_epub")):
        return AGAIN
    if "the_browser_computes" in test:
        return "pyodide"
    shown = file in ("test_pages", "test_live", "test_legible", "test_reach", "test_names")
    chosen = test.partition("[")[2]
    return next((page for page in LONGEST if shown and page in chosen), file)


def in_order(items: list[pytest.Item]) -> None:
    """Put first what does not wait for the book; then the longest, so that none is left with it."""
    waiting = {group_of(item.nodeid) for item in items if "built" in item.fixturenames}
    first = (AGAIN, "test_same")
    items.sort(key=lambda i: (group_of(i.nodeid) in waiting, group_of(i.nodeid) not in first))
