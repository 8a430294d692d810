"""A reader in JupyterLab: runs the notebook that is open, reads it, changes it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

PROMPTS = """[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
    .map(prompt => prompt.textContent)"""
"""What stands beside each cell of code: “[ ]:”, “[*]:” while it waits, “[3]:” when it has run."""

RUN = f"() => {{ const all = {PROMPTS}; return all.length && all.every(p => /\\d/.test(p)) }}"
DRAWN = """() => [...document.querySelectorAll('.jp-OutputArea-child')]
    .map(out => [!!out.querySelector('svg.marks, canvas.marks'), out.textContent])"""

KERNEL = """() => /\\| (Unknown|Starting|Idle|Busy)/.test(
    document.querySelector('.jp-StatusBar-Left')?.innerText)"""
"""The foot of the window names the kernel of the notebook, and how it is."""

FIRST = ".jp-CodeCell .cm-content >> nth=0"
"""The text of the first cell of code."""

UNSAVED = ".lm-DockPanel-tabBar .jp-mod-dirty"
"""The mark of a notebook that has changed since it was saved."""


def opened(page: Page) -> None:
    """Wait until a notebook is open."""
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()


def run_all(page: Page) -> None:
    """Run all cells, and wait until the last has run: Python has to start first.

    In the first tenth of a second after a notebook opens it has no kernel yet, and what is asked of
    it is lost.
    """
    page.wait_for_function(KERNEL)
    menu = page.locator(".lm-MenuBar-itemLabel").get_by_text("Run", exact=True)
    menu.click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(RUN, timeout=150000)


def ran(page: Page) -> list[tuple[bool, str]]:
    """Return of each output whether it is a chart, and its text, once all have been drawn."""
    empty = f"() => ({DRAWN})().every(([drawn, text]) => drawn || text.trim())"
    page.wait_for_function(empty)
    seen: Any = page.evaluate(DRAWN)
    return [(drawn, text) for drawn, text in seen]


def code(page: Page) -> str:
    """Return the first cell of code; JupyterLab makes it when it is near."""
    found = page.wait_for_function(
        "() => document.querySelector('.jp-CodeCell .cm-content')?.textContent"
    )
    return str(found.json_value())


def changed(page: Page, line: str) -> None:
    """Write a line into the first cell of code, and save."""
    page.locator(FIRST).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type(f"{line}\n")
    saved(page)


def saved(page: Page) -> None:
    """Save the notebook, which has changed since it was saved."""
    page.locator(UNSAVED).wait_for()
    page.keyboard.press("Control+s")
    page.locator(UNSAVED).wait_for(state="detached")
