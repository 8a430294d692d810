"""The browser of the tests and of the bench: Playwright’s own Chromium, or the system’s."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
NONE = (
    "The pages are tested in a real browser, and no Chromium was found. Install one with\n"
    "    .venv/bin/playwright install --with-deps chromium\n"
    "or  apt-get install chromium"
)


class NoBrowserError(Exception):
    """No Chromium is installed; the message says how to get one."""


def launch(playwright: Playwright) -> Browser:
    """Open a browser.

    Raises:
        NoBrowserError: there is none.
    """
    return playwright.chromium.launch(executable_path=_found(playwright), args=FLAGS)


def launch_kept(playwright: Playwright, profile: Path) -> BrowserContext:
    """Open a browser that keeps in a folder what it has seen, as a reader's own does.

    Raises:
        NoBrowserError: there is none.
    """
    return playwright.chromium.launch_persistent_context(
        profile, executable_path=_found(playwright), args=FLAGS
    )


def _found(playwright: Playwright) -> str:
    own = playwright.chromium.executable_path
    found = own if Path(own).exists() else next(filter(None, map(shutil.which, NAMES)), "")
    if not found:
        raise NoBrowserError(NONE)
    return found
