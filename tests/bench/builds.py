"""How long building takes: ours and stock in turn, round by round, and ours as the book grows."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from building import PDF, STRICT

from bench import books
from bench.measure import Figures, Took, run

BIN = Path(sys.executable).parent
Step = tuple[str, Callable[[Path, int], None], tuple[str, ...]]
"""What is measured, what is done before, and the words behind ``jupyter-book build .``."""


def _from_nothing(folder: Path, _: int) -> None:
    shutil.rmtree(folder / "_build", ignore_errors=True)


def _as_it_is(folder: Path, _: int) -> None:
    pass


def _row(folder: Path, number: int) -> None:
    """Change a row as its author must: ours wants it published, stock its outputs thrown away."""
    books.edit_row(folder, number)
    if (folder / "book" / "_ext").is_dir():
        publish = [BIN / "python", "-m", "two_octobers.published", "data"]
        run(publish, folder, PYTHONPATH="book/_ext")
    shutil.rmtree(folder / "_build" / ".jupyter_cache", ignore_errors=True)


STEPS: tuple[Step, ...] = (
    ("from nothing", _from_nothing, ()),
    ("all pages again, outputs kept", _as_it_is, ("--all",)),
    ("nothing changed", _as_it_is, ()),
    ("a row changed", _row, ()),
    ("a sentence changed", lambda folder, n: books.edit_text(folder, n), ()),
    ("a line of code changed", lambda folder, n: books.edit_code(folder, n), ()),
)


def against_stock(work: Path, rounds: int) -> dict[str, Any]:
    """Build both books ``rounds`` times, each step of one before the same step of the other.

    Returns:
        ``ours`` and ``stock``: seconds of each round by step; ``megabytes`` of each, at most.
    """
    folders = {"ours": books.ours(work / "ours"), "stock": books.stock(work / "stock")}
    strict = {"ours": STRICT, "stock": ()}
    took: dict[str, dict[str, list[float]]] = {"ours": {}, "stock": {}}
    most = dict.fromkeys(folders, 0.0)

    def noted(whose: str, name: str, one: Took) -> None:
        took[whose].setdefault(name, []).append(one.seconds)
        most[whose] = max(most[whose], one.megabytes)

    for number in range(rounds):
        for name, before, words in STEPS:
            for whose, folder in folders.items():
                before(folder, number)
                noted(whose, name, _build(folder, *strict[whose], *words))
        noted("ours", "the course PDF, outputs kept", _build(folders["ours"], *STRICT, *PDF))
        _from_nothing(folders["ours"], number)
        noted("ours", "the course PDF, from nothing", _build(folders["ours"], *STRICT, *PDF))
    return {**took, "megabytes": most}


def as_it_grows(work: Path, times: tuple[int, ...]) -> Figures:
    """Build larger books from nothing, and again after a sentence changed.

    Returns:
        Of each, by how many times as large it is: seconds from nothing, seconds after a sentence,
        and megabytes.
    """
    return dict(_grown(work, times))


def _grown(work: Path, times: tuple[int, ...]) -> Iterator[tuple[str, list[float]]]:
    for factor in times:
        folder = books.ours(work / f"grown-{factor}")
        books.grow(folder, factor)
        whole = _build(folder, *STRICT)
        books.edit_text(folder, 0)
        again = _build(folder, *STRICT)
        yield str(factor), [whole.seconds, again.seconds, max(whole.megabytes, again.megabytes)]


def _build(folder: Path, *words: str) -> Took:
    return run([BIN / "jupyter-book", "build", ".", *words], folder)
