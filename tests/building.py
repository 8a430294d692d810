"""A copy of the book, and the command that builds it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
APART = shutil.ignore_patterns(
    "_build", "__pycache__", ".git", ".venv*", ".*_cache", "node_modules"
)
STRICT = ("-W", "-n", "--keep-going")
PDF = ("--builder", "custom", "--custom-builder", "pdf")
EPUB = ("--builder", "custom", "--custom-builder", "epub")
NOTEBOOKS = ("--builder", "custom", "--custom-builder", "notebooks")
LITE = (ROOT / os.environ.get("LITE", ".venv/lite")).absolute() / "bin"
"""Where `make test` installed what JupyterLite is built with; `LITE=…` says otherwise."""

LITE_SAID = "lite.txt"
"""What the building of JupyterLite said, beside the book."""


@dataclass(frozen=True)
class Built:
    """A copy of the book and what its build left: ``html`` (folder), ``pdf``, ``epub`` (files)."""

    root: Path
    html: Path
    pdf: Path
    epub: Path


def copy_of_the_book(to: Path) -> Path:
    """Copy the working tree as a fresh clone would have it: no outputs, nothing ignored."""
    names = _known_to_git()
    if names is None:
        shutil.copytree(ROOT, to, ignore=APART)
        return to
    for name in names:
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def _known_to_git() -> list[str] | None:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        return None
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return listed.stdout.split("\0")[:-1] if listed.returncode == 0 else None


def build(root: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``jupyter-book build .`` in a folder, with the command that a reader of README types.

    Args:
        variables: of the environment, as ``make`` sets them for what is chosen there.
    """
    return subprocess.run(**command(root, *options, **variables), check=False)


def command(root: Path, *options: str, **variables: str) -> dict[str, Any]:
    """Return how :func:`build` is started, for ``subprocess``."""
    script = shutil.which("jupyter-book", path=str(Path(sys.executable).parent))
    assert script, f"no jupyter-book beside {sys.executable}: pip install -r requirements.txt"
    apart = ("PYTEST", "PYTHONPATH", "BOOK_")
    env = {k: v for k, v in os.environ.items() if not k.startswith(apart)}
    return {
        "args": [script, "build", ".", *options],
        "cwd": root,
        "env": env | {"NO_COLOR": "1"} | variables,
        "text": True,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
    }


BEHIND, AHEAD = "America/New_York", "Pacific/Auckland"
"""Clocks behind and ahead of UTC, by which the book is built once each."""


def make_book(root: Path, zone: str = BEHIND, execution: str = "warm") -> None:
    """Build all that ``make site`` builds, strictly and in its order, in a copy.

    Without JupyterLite the rest is tested all the same; its own tests say what went wrong.

    Args:
        root: the copy, which is made.
        zone: the clock it is built by.
        execution: what ``book_execution`` in ``_config.yml`` is to be.
    """
    copy_of_the_book(root)
    settings = (root / "_config.yml").read_text("utf-8")
    assert "book_execution: warm" in settings
    chosen = settings.replace("book_execution: warm", f"book_execution: {execution}")
    (root / "_config.yml").write_text(chosen, "utf-8")
    with (root / LITE_SAID).open("w", encoding="utf-8") as said:
        parts = subprocess.Popen(**lite(root, "parts", TZ=zone), stdout=said, stderr=said)
        for options in (PDF, EPUB, NOTEBOOKS):
            _strictly(root, *options, TZ=zone)
        parts.wait()
        done = subprocess.run(**lite(root, TZ=zone), stdout=said, stderr=said, check=False)
    _strictly(root, BOOK_LITE="no" if done.returncode else "yes", TZ=zone)


def _strictly(root: Path, *options: str, **variables: str) -> None:
    done = build(root, *STRICT, *options, **variables)
    assert done.returncode == 0, done.stdout[-6000:]


def lite(root: Path, *words: str, **variables: str) -> dict[str, Any]:
    """Return how ``python -m lite`` is started in a copy of the book, for ``subprocess``."""
    env = os.environ | {"PYTHONPATH": "book"} | variables
    return {"args": [LITE / "python", "-m", "lite", *words], "cwd": root, "env": env}
