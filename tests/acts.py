"""What a reader does on a page that is open: presses keys, points, clicks, tries rules on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from companion import data
from looks import ALIKE, HUSH, MARKS, STOPS, UNFOLD
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as Late

CONTRAST = "color-contrast"
"""The rule that takes four fifths of the time of all ninety."""

COLOUR_RULES = [CONTRAST, "link-in-text-block"]
MOST = 40
"""So many entries of one list are looked at: sources and rows are hundreds, and all made alike."""

SAMPLE = 3
"""So many words of each kind."""


# ---- by keyboard ----

REACHED = ("a.verdict", ".ev > summary", ".acts summary", ".acts a[download]", "select")


def wanted_of(page: Page) -> dict[str, int]:
    """Count what a keyboard has to reach."""
    return {css: page.locator(f"{css}:visible").count() for css in REACHED}


def stops_of(page: Page, most: int = 900) -> list[dict[str, Any]]:
    """Press Tab until the page is through; return each stop."""
    page.evaluate(STOPS)
    stops: list[dict[str, Any]] = []
    while len(stops) < most:
        for _ in range(25):
            page.keyboard.press("Tab")
        [_, *stops] = page.evaluate("window.stops")  # the first was noted before any key
        ends = [n for n, stop in enumerate(stops) if stop["tag"] == "body"]
        if ends:
            return stops[: ends[0]]
    return stops


# ---- by mouse ----


def live_drawings(page: Page) -> list[Locator]:
    return page.locator(".drawing[data-live]:visible").all()


def marks_of(page: Page, drawing: Locator, most: int = 4) -> Iterator[dict[str, Any]]:
    """Point at some marks of a live drawing and click them; tell what each says and leads to."""
    titles = {title: key for key, title in data.short_titles().items()}
    figure = drawing.evaluate("drawing => drawing.closest('figure').id")
    found = drawing.evaluate(MARKS, None)
    clear = [index for index, mark in enumerate(found) if mark["at"]]
    for index in clear[:: max(1, len(clear) // most)][:most]:
        [mark] = drawing.evaluate(MARKS, index)
        page.mouse.move(*mark["at"])
        told = _told(page)
        page.mouse.move(1, 1)
        gone = _gone(page)
        source = mark["said"].rsplit("\n", 1)[-1].split(";")[0]
        page.mouse.click(*mark["at"])
        link = f"#ref-{titles.get(source)}"
        yield {"figure": figure, "said": mark["said"], "told": told, "gone": gone, "link": link} | (
            place_of(page, link)
        )
        page.mouse.move(1, 1)


def _told(page: Page) -> dict[str, Any]:
    """Return the words and the place of the tooltip; none, if it does not come."""
    tip = page.locator("#tip:not([hidden])")
    try:
        tip.wait_for(timeout=10000)
    except Late:
        return {"words": "no tooltip", "box": None}
    return {"words": tip.inner_text(), "box": tip.bounding_box()}


def _gone(page: Page) -> bool:
    try:
        page.locator("#tip:not([hidden])").wait_for(state="hidden", timeout=10000)
    except Late:
        return False
    return True


def place_of(page: Page, link: str) -> dict[str, Any]:
    """Wait until the reader is at a place of the page; tell where they are and if they see it."""
    try:
        page.wait_for_url(f"{page.url.partition('#')[0]}{link}", timeout=10000)
    except Late:
        return {"at": page.url, "top": None}
    box = page.locator(f"[id='{urlsplit(page.url).fragment}']").bounding_box()
    return {"at": page.url, "top": box and box["y"]}


# ---- by rule ----


def broken_rules(page: Page, schemes: Sequence[Any]) -> dict[str, list[str]]:
    """Try the rules of axe: all in the light, with all that folds unfolded; in the dark, colours.

    Unfolded, contrast is looked at on some words of each kind: what is alike in class, colour,
    ground and size, and lies in what is alike, has the same. The page is not what it was
    afterwards, so the dark, where all is folded, comes first.
    """
    page.evaluate(ALIKE, MOST)
    found = {}
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        if scheme == "dark":
            found[scheme] = _violations(page, {"runOnly": COLOUR_RULES})
            continue
        page.evaluate(UNFOLD)
        found[scheme] = _violations(page, {"rules": {CONTRAST: {"enabled": False}}})
        page.evaluate(HUSH, SAMPLE)
        found[scheme] += _violations(page, {"runOnly": [CONTRAST]})
    return found


def _violations(page: Page, which: dict[str, Any]) -> list[str]:
    ran = Axe().run(page, options={"resultTypes": ["violations"], **which})
    return [_violation(v) for v in ran.response["violations"]]


def _violation(v: dict[str, Any]) -> str:
    where = (f"{' '.join(map(str, n['target']))}: {n['html'][:160]}" for n in v["nodes"][:3])
    return f"{v['id']} ({v['impact']}), {len(v['nodes'])} times: {v['help']}; {' | '.join(where)}"
