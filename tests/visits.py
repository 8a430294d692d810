"""The visits to a page: each opens it once in one setting, and tells all that tests ask of it.

To open a page, to scroll through it and to bring its charts to life takes seconds; to look once
more takes none. So a visit looks at everything that can be seen on its way, and the tests are
sentences on what was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from building import Built
from companion import data
from looks import (
    ACROSS,
    ALIKE,
    DRAWN,
    GROUND,
    LIVE,
    MARKS,
    MOVED,
    ON_PAPER,
    PAINT,
    STOPS,
    UNFOLD,
    UNFOLDED,
    WHERE,
    WORDS,
)
from playwright.sync_api import Browser, Locator, Page
from playwright.sync_api import TimeoutError as Late
from reader import (
    CHAPTER,
    CHAPTERS,
    COVER,
    DESK,
    PHONE,
    TABLET,
    Noted,
    file,
    scroll_through,
    visit,
    watched,
)

Seen = dict[str, Any]
Visit = Callable[..., Seen]
SHEET = {"width": 680, "height": 960}
UNWANTED = ("nav.side", "header.bar", "nav.prevnext", "a.skip", "button.theme", ".acts")
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
MOST = 40
"""So many entries of one list are looked at: sources and rows are hundreds, and all made alike."""


class Visits:
    """Makes each visit once, and remembers what was seen."""

    def __init__(self, browser: Browser, built: Built, site: str) -> None:
        """Take the browser, and the book in its folder and on its site."""
        self.browser, self.built, self.site = browser, built, site
        self._seen: dict[tuple[Any, ...], Seen] = {}

    def __call__(self, visit: Visit, name: str, *more: Any) -> Seen:
        """Return what was seen of a page on a visit; ``more`` is what that visit wants to know."""
        key = (visit, name, *more)
        if key not in self._seen:
            self._seen[key] = visit(self, name, *more)
        return self._seen[key]


def at_a_desk(reader: Visits, name: str) -> Seen:
    """From the site, in the light; then by keyboard, by mouse, and with a screen reader’s rules."""
    address = f"{reader.site}/{name}.html"
    with watched(reader.browser, address, MOVED) as (page, noted):
        seen = _looked(page, noted)
        if name in CHAPTERS:
            seen["stops"], seen["wanted"] = stops_of(page), wanted_of(page)
            seen["marks"] = [mark for drawing in _live(page) for mark in marks_of(page, drawing)]
        seen["axe"] = _axe(page, ["light", *(["dark"] if name in (COVER, CHAPTER) else [])])
        page.emulate_media(color_scheme="light")
        seen["light"] = page.evaluate(GROUND)
        page.locator("button.theme:visible").click()
        seen["chosen"] = page.evaluate(GROUND)
        page.goto(f"{reader.site}/{CHAPTER}.html")
        seen["kept"] = page.evaluate(GROUND)
    return seen


def on_a_phone(reader: Visits, name: str) -> Seen:
    """From the site, in the dark."""
    how = {"viewport": PHONE, "has_touch": True, "color_scheme": "dark"}
    with watched(reader.browser, f"{reader.site}/{name}.html", MOVED, **how) as (page, noted):
        seen = _looked(page, noted)
        seen["across"] = {"": page.evaluate(ACROSS), "unfolded": page.evaluate(UNFOLDED)}
        seen["axe"] = _axe(page, ["dark", *(["light"] if name in (COVER, CHAPTER) else [])])
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


def on_a_narrow_phone(reader: Visits, name: str) -> Seen:
    """From the folder, on the narrowest screen there is."""
    size = {"width": 320, "height": 844}
    address = file(reader.built, name)
    with visit(reader.browser, address, viewport=size, has_touch=True) as page:
        scroll_through(page)
        return {"across": {"": page.evaluate(ACROSS), "unfolded": page.evaluate(UNFOLDED)}}


def from_the_folder(reader: Visits, name: str, zone: str) -> Seen:
    """From the folder, in the dark, far away: ``zone`` is the clock of the reader."""
    how = {"color_scheme": "dark", "timezone_id": zone}
    with watched(reader.browser, file(reader.built, name), **how) as (page, noted):
        clock = page.evaluate("new Date(0).getTimezoneOffset()")
        return _looked(page, noted) | {"clock": clock}


def on_a_tablet(reader: Visits, name: str) -> Seen:
    """From the folder: as who reads in the dark would print it, then on the tablet."""
    how = {"viewport": SHEET, "color_scheme": "dark"}
    with visit(reader.browser, file(reader.built, name), **how) as page:
        page.emulate_media(media="print")
        seen = {"paper": page.evaluate(ON_PAPER, UNWANTED)}
        page.emulate_media(media="screen", color_scheme="light")
        page.set_viewport_size(TABLET)
        scroll_through(page)
        return seen | {"words": [page.evaluate(WORDS)]}


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
        seen["mark"] = {"link": link, **_place(page, link)}
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


def _live(page: Page) -> list[Locator]:
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
            _place(page, link)
        )
        page.mouse.move(1, 1)


def _told(page: Page) -> dict[str, Any]:
    """Return the words and the place of the tooltip; none, if it does not come."""
    tip = page.locator("#vg-tooltip-element.visible")
    try:
        tip.wait_for(timeout=10000)
    except Late:
        return {"words": "no tooltip", "box": None}
    return {"words": tip.inner_text(), "box": tip.bounding_box()}


def _gone(page: Page) -> bool:
    try:
        page.locator("#vg-tooltip-element.visible").wait_for(state="hidden", timeout=10000)
    except Late:
        return False
    return True


def _place(page: Page, link: str) -> dict[str, Any]:
    """Wait until the reader is at a place of the page; tell where they are and if they see it."""
    try:
        page.wait_for_url(f"{page.url.partition('#')[0]}{link}", timeout=10000)
    except Late:
        return {"at": page.url, "top": None}
    box = page.locator(f"[id='{urlsplit(page.url).fragment}']").bounding_box()
    return {"at": page.url, "top": box and box["y"]}


# ---- by rule ----


def _axe(page: Page, schemes: list[Any]) -> dict[str, list[str]]:
    """Try the rules of axe: all in the light, with all that folds unfolded; in the dark, colours.

    The page is not what it was afterwards.
    """
    page.evaluate(ALIKE, MOST)
    found = {}
    for scheme in sorted(schemes):  # the dark first, while all is folded
        page.emulate_media(color_scheme=scheme)
        if scheme == "light":
            page.evaluate(UNFOLD)
        only = {"runOnly": COLOUR_RULES} if scheme == "dark" else {}
        ran = Axe().run(page, options={"resultTypes": ["violations"], **only})
        found[scheme] = [_violation(v) for v in ran.response["violations"]]
    return found


def _violation(v: dict[str, Any]) -> str:
    where = (f"{' '.join(map(str, n['target']))}: {n['html'][:160]}" for n in v["nodes"][:3])
    return f"{v['id']} ({v['impact']}), {len(v['nodes'])} times: {v['help']}; {' | '.join(where)}"
