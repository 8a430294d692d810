"""How soon a chapter runs in the reader's own browser: on a first visit, and on a second."""

from __future__ import annotations

import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, BinaryIO

import lab
from chromium import launch_kept
from playwright.sync_api import BrowserContext, sync_playwright

VISITS = ("first", "second")


class _Counting(SimpleHTTPRequestHandler):
    """Serves files as a web host does: kept for ten minutes by whoever has them."""

    protocol_version = "HTTP/1.1"
    sent = 0

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def end_headers(self) -> None:
        """Say how long a file may be kept."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: BinaryIO) -> None:
        """Send a file, and count its bytes."""
        body = source.read()
        type(self).sent += len(body)
        outputfile.write(body)


def figures(html: Path) -> dict[str, dict[str, tuple[float, float, float]]]:
    """Run each chapter twice in a browser that has never been here before.

    Args:
        html: the folder of the pages, with ``lite/``.

    Returns:
        By chapter and visit: seconds from the address to the notebook, seconds from the address to
        the last cell's end, and megabytes sent.
    """
    handler = partial(_Counting, directory=str(html))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://localhost:{server.server_port}/lite/lab/index.html?path=notebooks/"
    found = {}
    with sync_playwright() as playwright:
        for notebook in sorted((html / "lite" / "files" / "notebooks").glob("*.ipynb")):
            with TemporaryDirectory() as profile:
                context = launch_kept(playwright, Path(profile))
                seen = {visit: _visit(context, site + notebook.name) for visit in VISITS}
                context.close()
            found[notebook.stem] = seen
    server.shutdown()
    return found


def _visit(context: BrowserContext, address: str) -> tuple[float, float, float]:
    page, before, begun = context.new_page(), _Counting.sent, time.monotonic()
    page.goto(address)
    lab.opened(page)
    visible = time.monotonic() - begun
    lab.run_all(page)
    whole = time.monotonic() - begun
    page.close()
    return visible, whole, (_Counting.sent - before) / 1e6


def table(found: dict[str, dict[str, tuple[float, float, float]]]) -> str:
    """Write a line a chapter: what is there, all has run, megabytes; on a first visit, a second."""
    head = "".join(f"{visit:>8}{'run, s':>8}{'MB':>7}" for visit in VISITS)
    lines = [f"{'in the browser, s':34}{head}"]
    for name, seen in found.items():
        cells = "".join(f"{v:>8.1f}{r:>8.1f}{mb:>7.1f}" for v, r, mb in seen.values())
        lines.append(f"{name:34}{cells}")
    return "\n".join(lines)
