"""How long building takes: ours and stock in turn, round by round, and ours as the book grows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from building import PDF, ROOT, STRICT

from bench import books
from bench.measure import Figures, Took, run

BIN = ROOT / ".venv" / "bench" / "bin"
"""Where `make bench` installed what the book is built with, and nothing else."""

Step = tuple[str, Callable[[Path, int], tuple[str, ...]]]
"""What is measured; and what is done before, which returns the words behind the command."""


def _from_nothing(folder: Path, _: int) -> tuple[str, ...]:
    shutil.rmtree(folder / "_build", ignore_errors=True)
    return ()


def _all_again(_folder: Path, _: int) -> tuple[str, ...]:
    return ("--all",)


def _as_it_is(_folder: Path, _: int) -> tuple[str, ...]:
    return ()


def _row(folder: Path, number: int) -> tuple[str, ...]:
    """Change a row as its author must: ours wants it published, stock does not notice it."""
    books.edit_row(folder, number)
    if (folder / "book" / "_ext").is_dir():
        publish = [BIN / "python", "-m", "two_octobers.published", "data"]
        run(publish, folder, PYTHONPATH="book/_ext")
        return ()
    shutil.rmtree(folder / "_build" / ".jupyter_cache")
    return ("--all",)


def _sentence(folder: Path, number: int) -> tuple[str, ...]:
    books.edit_text(folder, number)
    return ()


def _code(folder: Path, number: int) -> tuple[str, ...]:
    books.edit_code(folder, number)
    return ()


STEPS: tuple[Step, ...] = (
    ("from nothing", _from_nothing),
    ("all pages again, outputs kept", _all_again),
    ("nothing changed", _as_it_is),
    ("a row changed", _row),
    ("a sentence changed", _sentence),
    ("a line of code changed", _code),
)
PDF_STEPS: tuple[Step, ...] = (
    ("the course PDF, outputs kept", _as_it_is),
    ("the course PDF, from nothing", _from_nothing),
)


def against_stock(work: Path, rounds: int) -> dict[str, Any]:
    """Build both books ``rounds`` times, each step of one before the same step of the other.

    Returns:
        ``ours`` and ``stock``: seconds of each round by step; ``megabytes`` of each, at most.
    """
    folders = {"ours": books.ours(work / "ours"), "stock": books.stock(work / "stock")}
    strict: dict[str, tuple[str, ...]] = {"ours": STRICT, "stock": ()}
    took: dict[str, dict[str, list[float]]] = {"ours": {}, "stock": {}}
    most: dict[str, float] = {}

    def timed(whose: str, step: Step, number: int, *words: str) -> None:
        name, before = step
        more = before(folders[whose], number)
        one = _build(folders[whose], *strict[whose], *more, *words)
        took[whose].setdefault(name, []).append(one.seconds)
        kind = f"{whose}, PDF" if words else whose
        most[kind] = max(most.get(kind, 0), one.megabytes)

    for number in range(rounds):
        for step in STEPS:
            for whose in folders:
                timed(whose, step, number)
        for step in PDF_STEPS:
            timed("ours", step, number, *PDF)
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
