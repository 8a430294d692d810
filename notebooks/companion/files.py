"""How old the files of ``data/`` are."""

from __future__ import annotations

import builtins
from functools import lru_cache
from pathlib import Path


def written(path: Path) -> int:
    """Return when a file was written; in a notebook it is asked once a cell.

    A chart asks for its tables up to a hundred times, and a browser, busy with drawing the last
    one, took a second of chapter 9 to answer.

    Raises:
        FileNotFoundError: there is no such file.
    """
    shell = getattr(builtins, "get_ipython", lambda: None)()
    return _written(path, shell.execution_count if shell else object())


@lru_cache(maxsize=100)
def _written(path: Path, cell: object) -> int:
    """Ask once for each ``cell``: its number, or outside a notebook something new each time."""
    return path.stat().st_mtime_ns
