"""``make book`` knows when there is something to do; Jupyter Book itself is not asked here."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from building import ROOT

BUILDER = """#!/bin/sh
echo run >> runs
mkdir -p notebooks/__pycache__ _build/html _build/pdf _build/epub
for made in html/index.html pdf/two-octobers.pdf epub/two-octobers.epub; do
  echo x > _build/$made
done
"""
"""What stands in the place of Jupyter Book: it notes that it was asked, and leaves some files,
among them what Python leaves."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A folder that looks like the book to ``make``."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("_config.yml", "_toc.yml", "CITATION.cff", "requirements.txt"):
        (tmp_path / name).touch()
    for name in ("book/page.md", "notebooks/one.md", "notebooks/two.md", "data/table.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    command = tmp_path / ".venv" / "bin" / "jupyter-book"
    command.parent.mkdir(parents=True)
    command.write_text(BUILDER, "utf-8")
    command.chmod(0o755)
    (tmp_path / ".venv" / "book-installed").touch()
    return tmp_path


def _make(book: Path) -> int:
    """Run ``make book``; return how often a builder was asked."""
    before = _runs(book)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS", "BOOK_"))}
    subprocess.run(["make", "book"], cwd=book, env=env, check=True, capture_output=True)
    return _runs(book) - before


def _runs(book: Path) -> int:
    log = book / "runs"
    return len(log.read_text("utf-8").splitlines()) if log.exists() else 0


def _old_file(book: Path) -> None:
    """Put an older file in the place of another, as a backup is brought back."""
    older = book / "older"
    older.write_text("as it was\n", "utf-8")
    os.utime(older, (0, 0))
    older.replace(book / "notebooks" / "one.md")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page is edited": lambda book: (book / "book/page.md").write_text("more\n", "utf-8"),
    "an older file is put back": _old_file,
    "a file is deleted": lambda book: (book / "notebooks/two.md").unlink(),
    "a file is added": lambda book: (book / "data/more.csv").touch(),
    "the PDF is gone": lambda book: (book / "_build/pdf/two-octobers.pdf").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_built_and_no_change_is_not(book: Path, change: str) -> None:
    """An author would look at yesterday’s book, or wait for nothing."""
    editions = 3
    assert _make(book) == editions
    assert _make(book) == 0
    CHANGES[change](book)
    assert _make(book) == editions
    assert _make(book) == 0


def test_a_build_that_failed_is_made_again(book: Path) -> None:
    """Half a book would pass for a whole one."""
    assert _make(book)
    command = book / ".venv" / "bin" / "jupyter-book"
    command.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (book / "book/page.md").write_text("more\n", "utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        _make(book)
    command.write_text(BUILDER, "utf-8")
    assert _make(book)
