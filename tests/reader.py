"""A reader with a browser: opens a page as somebody would, and scrolls through it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from building import ROOT, Built
from looks import ASLEEP, SCROLL, STATE
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as Late

TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
COVER = TOC["root"]
LISTED = [c["file"] for part in TOC["parts"] for c in part["chapters"]]
LEDGER = "notebooks/12-the-ledger"
"""A list with a chart, and no argument: tested in ``test_ledger.py``."""

CHAPTERS = [file for file in LISTED if file.startswith("notebooks/") and file != LEDGER]
CHAPTER = next(c for c in CHAPTERS if "/07-" in c)
WHOLE = "notebooks/11-two-octobers"
"""Follows the whole essay: it has no card of its own, and its hues are those of the two crises."""

PAGES = [COVER, *LISTED, "search"]
DESK, TABLET, PHONE = ({"width": w, "height": h} for w, h in ((1280, 800), (820, 1180), (390, 844)))

PAGE = pytest.mark.parametrize("name", PAGES)
EACH_CHAPTER = pytest.mark.parametrize("name", CHAPTERS)
SIZE = pytest.mark.parametrize("size", [DESK, PHONE], ids=["1280", "390"])


@contextmanager
def fresh(browser: Browser, **options: Any) -> Iterator[Page]:
    """Give an empty page in a browser of its own: nothing cached, nothing stored."""
    context = browser.new_context(**{"viewport": DESK, **options})
    context.set_default_timeout(30000)  # a busy machine is not a fault of the page
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def visit(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open a page, and wait for its type."""
    with fresh(browser, **options) as page:
        page.goto(address)
        page.evaluate("document.fonts.ready.then(() => true)")
        yield page


@dataclass
class Noted:
    """What a page asked for, and what went wrong: errors, warnings, failed or foreign requests."""

    faults: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)
    """Bytes of each file as a server would send it, by its path."""


@contextmanager
def watched(
    browser: Browser, address: str, before: str = "", **options: Any
) -> Iterator[tuple[Page, Noted]]:
    """Open a page, note what it asks for and what goes wrong, and wait until it rests.

    Args:
        before: a script to run before those of the page.
    """
    noted = Noted()
    home = urlsplit(address)[:2]

    def asked(url: str) -> None:
        if urlsplit(url)[:2] != home and not url.startswith("data:"):
            noted.faults.append(f"elsewhere: {url}")

    def answered(response: Any) -> None:
        if response.status > 399:
            noted.faults.append(f"{response.status}: {response.url}")
        elif home[0] == "http" and response.ok:  # and not kept from before
            path = urlsplit(response.url).path
            packed = path.endswith((".woff2", ".png", ".jpg"))
            noted.weights[path] = _weight(response.body(), packed)

    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            noted.faults.append(message.text)

    with fresh(browser, **options) as page:
        page.on("console", said)
        page.on("pageerror", lambda error: noted.faults.append(str(error)))
        page.on("request", lambda request: asked(request.url))
        page.on("requestfailed", lambda request: noted.faults.append(f"failed: {request.url}"))
        page.on("response", answered)
        if before:
            page.add_init_script(before)
        page.goto(address, wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        yield page, noted


@cache
def _weight(body: bytes, packed: bool) -> int:
    return len(body) if packed else len(gzip.compress(body, 6))


class AsleepError(Exception):
    """A chart was in sight for a minute and did not come alive.

    Chromium without a screen now and then makes no more frames for a page of a busy machine (the
    page's state says ``frames: 0``); without frames nothing comes into sight.
    """


def scroll_through(page: Page) -> None:
    """Scroll as a reader does, until every chart in sight of the way is live."""
    page.evaluate(SCROLL)
    try:
        page.wait_for_function(ASLEEP, polling=50, timeout=60_000)
    except Late as late:
        raise AsleepError(f"{page.url}: {page.evaluate(STATE)}") from late
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")


def nothing(faults: Iterable[object], about: str = "") -> None:
    """Want no fault, and name each there is."""
    found = list(faults)
    assert not found, "\n".join([about, *map(str, found)])


def file(built: Built, name: str) -> str:
    """Return the address of a page in a folder."""
    return (built.html / f"{name}.html").as_uri()


@cache
def soup(path: Path) -> BeautifulSoup:
    """Parse a page as it was written; whoever asks next gets the same, and changes nothing."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def number_of_charts(name: str) -> int:
    """Count the figures that a chapter's source declares."""
    return len(re.findall(r"(?m)^ +name: fig-", (ROOT / f"{name}.md").read_text("utf-8")))


def rgb(colour: str) -> tuple[int, ...]:
    """Read a colour, as it is written in a drawing or told by a browser."""
    if colour.startswith("#"):
        return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return tuple(int(float(n)) for n in re.findall(r"[\d.]+", colour)[:3])
