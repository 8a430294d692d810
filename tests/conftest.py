"""What the tests share: one real build of the book, a browser, and a server for the pages."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from building import EPUB, LITE_SAID, PDF, ROOT, STRICT, Built, build, copy_of_the_book, make_book
from chromium import NoBrowserError, launch
from copies import DATA, TEXTS, Copy
from groups import Groups, in_order
from playwright.sync_api import Browser, sync_playwright
from shared import Shared
from two_octobers.checks import Problem, check
from visits import Visits

__all__ = ["EPUB", "PDF", "ROOT", "STRICT", "Built", "build", "copy_of_the_book"]
os.environ["TZ"] = "UTC"  # the tests run by one clock wherever they run, and try others apart
time.tzset()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the book be built while tests run that do not need it."""
    in_order(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Groups:
    """Keep together what shares a page, a run of the notebooks or a folder to build in."""
    return Groups(config, log)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Shared:
    """Give what the workers of this run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return Shared(folder if worker_id == "master" else folder.parent)


@pytest.fixture(scope="session", autouse=True)
def begun(request: pytest.FixtureRequest, shared: Shared) -> None:
    """Begin to build the book while tests run that do not need it."""
    if any("built" in item.fixturenames for item in request.session.items):
        shared.ahead("book", make_book)


@pytest.fixture(scope="session")
def built(shared: Shared) -> Built:
    """The book, built once for all workers."""
    root = shared.once("book", make_book)
    left = root / "_build"
    pdf, epub = left / "pdf" / "two-octobers.pdf", left / "epub" / "two-octobers.epub"
    made = Built(root, left / "html", pdf, epub)
    assert made.html.is_dir()
    assert made.pdf.is_file()
    assert made.epub.is_file()
    return made


@pytest.fixture(scope="session")
def site_lite(built: Built) -> Path:
    """The folder that the pages carry along."""
    folder = built.html / "lite"
    assert folder.is_dir(), (built.root / LITE_SAID).read_text("utf-8")
    return folder


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
    """Build once more; the file is never away, because the builder puts the new in its place."""
    first, written = made.read_bytes(), made.stat().st_mtime_ns
    try:
        done = build(built.root, *STRICT, *options)
        assert done.returncode == 0, done.stdout[-6000:]
        assert made.stat().st_mtime_ns != written, "nothing was written"
        return made.read_bytes(), done.stdout
    finally:
        if made.read_bytes() != first:
            made.write_bytes(first)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        try:
            opened = launch(playwright)
        except NoBrowserError as missing:
            pytest.fail(str(missing), pytrace=False)
        yield opened
        opened.close()


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
def seen(browser: Browser, built: Built, site: str) -> Visits:
    """What a reader sees of a page: each visit is made once."""
    return Visits(browser, built, site)


@pytest.fixture(scope="session")
def known() -> list[Problem]:
    """Check the data as they are."""
    return check(DATA, TEXTS)


@pytest.fixture
def copy(tmp_path: Path, known: list[Problem]) -> Copy:
    """Give a drill its own copy."""
    return Copy(tmp_path / "data", known)
