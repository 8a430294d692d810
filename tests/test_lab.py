"""JupyterLab, as ``make lab`` and Binder open it: a chapter runs, and is saved as it was."""

from __future__ import annotations

import os
import re
import runpy
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import jupytext
import pytest
from building import ROOT, copy_of_the_book
from lab import opened, run_all, saved
from playwright.sync_api import Browser
from reader import CHAPTER, LISTED, nothing, visit
from traitlets.config import Config

NOTEBOOKS = [file for file in LISTED if file.startswith("notebooks/")]
BINDER = ROOT / ".binder"
CELLS_WITHOUT_DRAWING = """[...document.querySelectorAll('.jp-CodeCell')].filter(
  cell => /charts\\./.test(cell.innerText) && !cell.querySelector('.jp-OutputArea svg, canvas')
).map(cell => cell.innerText.slice(0, 80))"""


@pytest.fixture(scope="module")
def keep_headers() -> Callable[[str, str], str]:
    """Give what the server does to a chapter before it is saved."""
    settings = runpy.run_path(
        str(BINDER / "jupyter_server_config.py"), init_globals={"get_config": Config}
    )
    kept: Callable[[str, str], str] = settings["keep_headers"]
    return kept


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_saving_changes_nothing(name: str, keep_headers: Callable[[str, str], str]) -> None:
    """A reader who only ran a chapter would have changes to commit, or to lose at the next pull."""
    before = (ROOT / f"{name}.md").read_text("utf-8")
    notebook = jupytext.reads(before, fmt="md:myst")
    notebook.metadata["kernelspec"]["display_name"] = "Python 3 (ipykernel)"  # as Lab names it
    written = jupytext.writes(notebook, fmt="md:myst")
    assert keep_headers(written, before) == before


def test_saving_keeps_what_was_changed(keep_headers: Callable[[str, str], str]) -> None:
    """A caption corrected in JupyterLab, or a new cell, would be lost."""
    before = (ROOT / f"{CHAPTER}.md").read_text("utf-8")
    notebook = jupytext.reads(before, fmt="md:myst")
    drawn = [cell for cell in notebook.cells if "mystnb" in cell.metadata]
    drawn[0].metadata["mystnb"]["figure"]["caption"] = "Corrected"
    drawn[1].source += "\n1 + 1"
    after = keep_headers(jupytext.writes(notebook, fmt="md:myst"), before)
    read = jupytext.reads(after, fmt="md:myst")
    assert [(c.source, c.metadata) for c in read.cells] == [
        (c.source, c.metadata) for c in notebook.cells
    ]
    headers = (re.findall(r"(?ms)^---\n.*?^---\n", text) for text in (before, after))
    changed = [stood != stands for stood, stands in zip(*headers, strict=True)]
    assert changed.count(True) == 1


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Open JupyterLab on a copy of the book, by its own settings alone; give folder and address."""
    folder = tmp_path_factory.mktemp("lab")
    root = copy_of_the_book(folder / "book")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    apart = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *(f"--port={port}", "--IdentityProvider.token="),
        ],
        cwd=root / "notebooks",
        env={**os.environ, **apart, "JUPYTER_CONFIG_PATH": str(root / ".binder")},
        stderr=(folder / "log").open("w"),
    )
    address = f"http://127.0.0.1:{port}/lab"
    try:
        _wait(address, folder / "log")
        yield root, address
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, log: Path) -> None:
    for _ in range(240):
        try:
            urlopen(address).close()
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text('utf-8')[-2000:]}")


def test_a_chapter_runs_in_lab_and_is_left_as_it_was(
    lab: tuple[Path, str], browser: Browser
) -> None:
    """It would open as text, a chart would be missing, or the save would show as a change."""
    root, address = lab
    file = root / f"{CHAPTER}.md"
    before = file.read_bytes()
    with visit(browser, address) as page:
        page.set_default_timeout(90_000)  # it is slow to start
        elsewhere: list[str] = []
        here = address.removesuffix("/lab").partition(":")[2]
        page.on("request", lambda r: elsewhere.append(r.url) if here not in r.url else None)
        page.wait_for_selector(".jp-DirListing-item")
        page.dblclick(f'.jp-DirListing-item:has-text("{file.name[:10]}")')
        opened(page)
        page.wait_for_selector("text=/Python 3 .ipykernel. \\| Idle/")
        run_all(page)
        page.wait_for_function(f"() => !{CELLS_WITHOUT_DRAWING}.length", timeout=30_000)
        saved(page)
        nothing(elsewhere, "requests to other hosts")
    assert file.read_bytes() == before
