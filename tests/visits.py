"""The visits to a page: each opens it once in one setting, and tells all that tests ask of it.

To open a page, to scroll through it and to bring its charts to life takes seconds; to look once
more takes none. So a visit looks at everything that can be seen on its way, and the tests are
sentences on what was seen.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from acts import broken_rules, live_drawings, marks_of, place_of, stops_of, wanted_of
from building import Built
from looks import (
    ACROSS,
    DRAWN,
    GROUND,
    LIVE,
    MOVED,
    ON_PAPER,
    PAINT,
    UNFOLDED,
    WHERE,
    WORDS,
)
from playwright.sync_api import Browser, Locator, Page
from reader import (
    CHAPTER,
    CHAPTERS,
    COVER,
    DESK,
    PHONE,
    TABLET,
    AsleepError,
    Noted,
    file,
    scroll_through,
    visit,
    watched,
)

AWAY = "Pacific/Auckland"
"""Where a day is most likely to slip."""

Seen = dict[str, Any]
Visit = Callable[..., Seen]
BOTH = ["dark", "light"]
SHEET = {"width": 680, "height": 960}
NARROW = {"width": 320, "height": 844}
UNWANTED = ("nav.side", "header.bar", "nav.prevnext", "a.skip", "button.theme", ".acts")


class Visits:
    """Makes each visit once, and remembers what was seen."""

    def __init__(self, browser: Browser, built: Built, site: str) -> None:
        """Take the browser, and the book in its folder and on its site."""
        self.browser, self.built, self.site = browser, built, site
        self._seen: dict[tuple[Any, ...], Seen | Exception] = {}

    def __call__(self, visit: Visit, name: str, *more: Any) -> Seen:
        """Return what was seen of a page on a visit; ``more`` is what that visit wants to know."""
        key = (visit, name, *more)
        if key not in self._seen:
            self._seen[key] = self._made(visit, name, *more)
        seen = self._seen[key]
        if isinstance(seen, Exception):
            raise seen
        return seen

    def _made(self, visit: Visit, name: str, *more: Any) -> Seen | Exception:
        """Make a visit; one that fails is not made again for each test.

        One on which charts slept, which is the browser’s fault (see :class:`AsleepError`), is made
        once more, and a warning tells what the page was like.
        """
        try:
            return visit(self, name, *more)
        except AsleepError as asleep:
            warnings.warn(f"visited once more: {asleep}", stacklevel=2)
        except Exception as error:
            return error
        try:
            return visit(self, name, *more)
        except Exception as error:
            return error


def at_a_desk(reader: Visits, name: str) -> Seen:
    """From the site, in the light; then by keyboard, by mouse, and with a screen reader’s rules."""
    address = f"{reader.site}/{name}.html"
    with watched(reader.browser, address, MOVED) as (page, noted):
        seen = _looked(page, noted)
        if name in CHAPTERS:
            seen["wanted"], seen["stops"] = wanted_of(page), stops_of(page)
            seen["marks"] = [m for drawing in live_drawings(page) for m in marks_of(page, drawing)]
        seen["axe"] = broken_rules(page, BOTH if name in (COVER, CHAPTER) else ["light"])
        page.emulate_media(color_scheme="light")
        seen["light"] = page.evaluate(GROUND)
        page.locator("button.theme:visible").click()
        seen["chosen"] = page.evaluate(GROUND)
        page.goto(f"{reader.site}/{'search' if name != 'search' else COVER}.html")
        seen["kept"] = page.evaluate(GROUND)
    return seen


def on_a_phone(reader: Visits, name: str) -> Seen:
    """From the site, in the dark."""
    how = {"viewport": PHONE, "has_touch": True, "color_scheme": "dark"}
    with watched(reader.browser, f"{reader.site}/{name}.html", MOVED, **how) as (page, noted):
        seen = _looked(page, noted)
        seen["across"] = _across(page)
        seen["axe"] = broken_rules(page, BOTH if name in (COVER, CHAPTER) else ["dark"])
    return seen


def _looked(page: Page, noted: Noted) -> Seen:
    """Look at a page and its charts, before and after a reader has scrolled through it."""
    seen: Seen = {"heading": page.locator("h1").first.inner_text(), "title": page.title()}
    seen |= {"weights": dict(noted.weights), "drawn": [page.evaluate(DRAWN)]}
    seen |= {"words": [page.evaluate(WORDS)], "where": [page.evaluate(WHERE)]}
    seen["paint"] = [page.evaluate(PAINT)]
    scroll_through(page)
    page.wait_for_load_state("networkidle")
    for what, look in (("drawn", DRAWN), ("words", WORDS), ("where", WHERE), ("paint", PAINT)):
        seen[what].append(page.evaluate(look))
    seen |= page.evaluate(LIVE)
    seen["moved"] = page.evaluate("window.moved || []")
    seen["faults"] = list(noted.faults)
    return seen


def only_opened(reader: Visits, name: str) -> Seen:
    """From the site: what is asked for before a reader does anything, and what by the end."""
    asked: list[str] = []
    with visit(reader.browser, f"{reader.site}/{name}.html") as page:
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page.add_init_script("addEventListener('scroll', () => { window.scrolled = true; }, true)")
        page.reload(wait_until="networkidle")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))")
        seen = {"scrolled": page.evaluate("!!window.scrolled"), "before": list(asked)}
        scroll_through(page)
        return {**seen, "asked": asked}


def on_a_narrow_phone(reader: Visits, name: str) -> Seen:
    """From the folder, on the narrowest screen there is."""
    address = file(reader.built, name)
    with visit(reader.browser, address, viewport=NARROW, has_touch=True) as page:
        scroll_through(page)
        return {"across": _across(page)}


def _across(page: Page) -> Seen:
    return {"": page.evaluate(ACROSS), "unfolded": page.evaluate(UNFOLDED)}


def from_the_folder(reader: Visits, name: str, zone: str) -> Seen:
    """From the folder, in the dark, far away: ``zone`` is the clock of the reader.

    At the end the window is made as narrow as the narrowest phone.
    """
    how = {"color_scheme": "dark", "timezone_id": zone}
    with watched(reader.browser, file(reader.built, name), **how) as (page, noted):
        clock = page.evaluate("new Date(0).getTimezoneOffset()")
        seen = _looked(page, noted) | {"clock": clock}
        page.set_viewport_size(NARROW)
        return seen | {"across": _across(page)}


def on_a_tablet(reader: Visits, name: str) -> Seen:
    """From the folder, in the light."""
    with visit(reader.browser, file(reader.built, name), viewport=TABLET) as page:
        scroll_through(page)
        return {"words": [page.evaluate(WORDS)]}


def on_paper(reader: Visits, name: str) -> Seen:
    """From the folder, as who reads in the dark would print it."""
    how = {"viewport": SHEET, "color_scheme": "dark"}
    with visit(reader.browser, file(reader.built, name), **how) as page:
        page.emulate_media(media="print")
        return page.evaluate(ON_PAPER, UNWANTED)


def without_scripts(reader: Visits, name: str) -> Seen:
    """From the folder, with scripts off: at four widths; then by mark, table and menu."""
    with visit(reader.browser, file(reader.built, name), java_script_enabled=False) as page:
        seen: Seen = {"drawn": {}, "words": {}}
        for size in (TABLET, {"width": 768, "height": 800}, PHONE, DESK):
            page.set_viewport_size(size)
            seen["drawn"][size["width"]] = page.evaluate(DRAWN)
            seen["words"][size["width"]] = page.evaluate(WORDS)
        mark = page.locator(".drawing:visible svg a").first
        link = mark.get_attribute("href") or mark.get_attribute("xlink:href") or ""
        mark.evaluate("mark => mark.scrollIntoView({block: 'center', behavior: 'instant'})")
        box = mark.bounding_box() or {}
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        seen["mark"] = {"link": link, **place_of(page, link)}
        seen["tables"] = [_unfold(summary) for summary in page.locator(".acts summary").all()]
        page.locator("nav.side a.home").click()
        seen["home"] = page.url
        page.locator(".toc a").first.click()
        seen["first"] = page.url
    return seen


def _unfold(summary: Locator) -> dict[str, Any]:
    table = summary.locator("xpath=..").locator("table")
    before = table.is_visible()
    summary.click()
    return {
        "before": before,
        "after": table.is_visible(),
        "rows": table.locator("tbody tr").count(),
    }
