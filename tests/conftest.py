"""What the tests share: one real build of the book, a browser, and a server for the pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from copies import DATA, TEXTS, Copy
from playwright.sync_api import Browser, Playwright, sync_playwright
from two_octobers.checks import Problem, check

ROOT = Path(__file__).resolve().parents[1]
APART = shutil.ignore_patterns(
    "_build", "__pycache__", ".git", ".venv*", ".*_cache", "node_modules"
)
STRICT = ("-W", "-n", "--keep-going")
PDF = ("--builder", "custom", "--custom-builder", "pdf")
EPUB = ("--builder", "custom", "--custom-builder", "epub")
SYSTEM_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
NO_BROWSER = (
    "The pages are tested in a real browser, and no Chromium was found. Install one with\n"
    "    .venv/bin/playwright install --with-deps chromium\n"
    "or  apt-get install chromium"
)


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
    script = shutil.which("jupyter-book", path=str(Path(sys.executable).parent))
    assert script, f"no jupyter-book beside {sys.executable}: pip install -r requirements.txt"
    apart = ("PYTEST", "PYTHONPATH", "BOOK_")
    env = {k: v for k, v in os.environ.items() if not k.startswith(apart)}
    return subprocess.run(
        [script, "build", ".", *options],
        cwd=root,
        env=env | {"NO_COLOR": "1"} | variables,
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build PDF, EPUB and pages once, strictly and in the order of ``make book``, in a copy."""
    root = copy_of_the_book(tmp_path_factory.mktemp("build") / "book")
    for options in ((*STRICT, *PDF), (*STRICT, *EPUB), STRICT):
        done = build(root, *options)
        assert done.returncode == 0, done.stdout[-6000:]
    left = root / "_build"
    pdf, epub = left / "pdf" / "two-octobers.pdf", left / "epub" / "two-octobers.epub"
    made = Built(root, left / "html", pdf, epub)
    assert made.html.is_dir()
    assert made.pdf.is_file()
    assert made.epub.is_file()
    return made


@pytest.fixture(scope="session")
def built_pdf(built: Built) -> Path:
    """The course PDF."""
    return built.pdf


@pytest.fixture(scope="session")
def rebuild_pdf(built: Built) -> Callable[[], bytes]:
    """Build the PDF again, in another process; the one that the other tests read stays."""
    return lambda: _again(built, PDF, built.pdf)[0]


@pytest.fixture(scope="session")
def rebuild_epub(built: Built) -> Callable[[], tuple[bytes, str]]:
    """Build the EPUB again; return it, and what the build said."""
    return lambda: _again(built, EPUB, built.epub)


def _again(built: Built, options: tuple[str, ...], made: Path) -> tuple[bytes, str]:
    first = made.read_bytes()
    made.unlink()
    try:
        done = build(built.root, *STRICT, *options)
        assert done.returncode == 0, done.stdout[-6000:]
        return made.read_bytes(), done.stdout
    finally:
        made.write_bytes(first)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests: Playwright's own, or the system's."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=_chromium(playwright), args=FLAGS)
        yield opened
        opened.close()


def _chromium(playwright: Playwright) -> str:
    own = playwright.chromium.executable_path
    found = (
        own if Path(own).exists() else next(filter(None, map(shutil.which, SYSTEM_BROWSERS)), "")
    )
    if not found:
        pytest.fail(NO_BROWSER, pytrace=False)
    return found


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing: the tests say what went wrong."""


@pytest.fixture(scope="session")
def site(built: Built) -> Iterator[str]:
    """Serve the pages on this machine; the address ends without a slash."""
    handler = partial(_Quiet, directory=str(built.html))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def known() -> list[Problem]:
    """Check the data as they are."""
    return check(DATA, TEXTS)


@pytest.fixture
def copy(tmp_path: Path, known: list[Problem]) -> Copy:
    """Give a drill its own copy."""
    return Copy(tmp_path / "data", known)
