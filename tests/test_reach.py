"""The pages are in everybody’s reach: by keyboard, on a phone, in the dark, on paper."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from conftest import Built
from playwright.sync_api import Browser
from reader import (
    CHAPTER,
    CHAPTERS,
    COVER,
    EACH_CHAPTER,
    LEDGER,
    PAGE,
    PAGES,
    SIZE,
    WHOLE,
    file,
    nothing,
    number_of_charts,
    rgb,
    visit,
)
from visits import (
    AWAY,
    SHEET,
    Visits,
    at_a_desk,
    from_the_folder,
    on_a_narrow_phone,
    on_a_phone,
    on_paper,
)

VISITS = {("1280", "light"): at_a_desk, ("390", "dark"): on_a_phone}
VISITS |= {("1280", "dark"): at_a_desk, ("390", "light"): on_a_phone}


@EACH_CHAPTER
def test_the_keyboard_reaches_everything(seen: Visits, name: str) -> None:
    """Whoever cannot use a mouse would miss verdicts, evidence, tables or files."""
    page = seen(at_a_desk, name)
    stops, wanted = page["stops"], page["wanted"]
    assert stops[0]["css"] == "skip"
    assert stops[0]["href"] == "#text"
    assert stops[1]["nav"]
    reached = Counter(
        {
            "a.verdict": sum("verdict" in s["css"].split() for s in stops),
            ".ev > summary": sum(s["tag"] == "summary" and "ev" in s["parent"] for s in stops),
            ".acts summary": sum(s["text"] == "Show as a table" for s in stops),
            ".acts a[download]": sum(s["text"] in ("CSV", "SVG") for s in stops),
            "select": sum(s["tag"] == "select" for s in stops),
        }
    )
    spared = {"select": name != CHAPTER, ".ev > summary": name == WHOLE}
    assert all(count for css, count in wanted.items() if not spared.get(css))
    assert reached == wanted
    assert any(s["tag"] == "button" and s["css"] == "theme" for s in stops)
    nothing([s for s in stops if not s["seen"]])
    nothing([s for s in stops if not s["ring"]])


def test_the_skip_link_skips(browser: Browser, built: Built) -> None:
    """Every page would begin with the same twenty stops."""
    with visit(browser, file(built, CHAPTER)) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')")


@SIZE
def test_a_card_tells_of_a_source_on_focus(
    browser: Browser, built: Built, size: dict[str, int]
) -> None:
    """The card says what the source is and how far it was read; not only to a mouse."""
    with visit(browser, file(built, CHAPTER), viewport=size) as page:
        reference = page.locator("p .ref > a[href^='#ref-']").first
        card = page.locator(f"#{reference.get_attribute('aria-describedby')}")
        assert not card.is_visible()
        reference.focus()
        card.wait_for(state="visible")
        assert re.search(
            r"Read (whole|in part)|Only the (opening|abstract) read", card.inner_text()
        )
        box = card.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]


BOTH = (COVER, CHAPTER)
AXE = [(name, *case) for name in PAGES for case in list(VISITS)[: 4 if name in BOTH else 2]]
"""The cover and chapter 7 are tried in every size and scheme, other pages once in each."""


@pytest.mark.parametrize(("name", "width", "scheme"), AXE)
def test_axe_finds_nothing(seen: Visits, name: str, width: str, scheme: str) -> None:
    """Readers with a screen reader, low sight or no mouse would be shut out.

    All rules in the light, with all that folds unfolded; in the dark those on colour.
    """
    nothing(seen(VISITS[width, scheme], name)["axe"][scheme])


CHARTED = {COVER, LEDGER, *CHAPTERS}


@PAGE
@pytest.mark.parametrize("width", [390, 320])
def test_no_sideways_scroll_on_a_phone(seen: Visits, name: str, width: int) -> None:
    """Text would run out of the screen.

    Charts are drawn for the screen that they meet, so pages with charts are opened on each; text
    alone runs as the window is made narrow.
    """
    if width == 390:
        page = seen(on_a_phone, name)
    elif name in CHARTED:
        page = seen(on_a_narrow_phone, name)
    else:
        page = seen(from_the_folder, name, AWAY)
    across = page["across"]
    assert across[""] <= width
    assert across["unfolded"] <= width, "with details open"


@PAGE
def test_a_reader_may_choose_the_dark(seen: Visits, name: str) -> None:
    """The button answers, and the choice holds on the next page."""
    page = seen(at_a_desk, name)
    assert sum(rgb(page["chosen"])) < 200 < sum(rgb(page["light"]))
    assert page["kept"] == page["chosen"]


# ---- on paper ----


@EACH_CHAPTER
def test_a_printed_page_has_text_cards_and_wide_charts(seen: Visits, name: str) -> None:
    """A teacher who prints the page would print the menu, or lose charts and verdicts."""
    paper = seen(on_paper, name)
    nothing(paper["printed"], "is printed")
    assert len(paper["charts"]) == number_of_charts(name)
    nothing([chart for chart in paper["charts"] if chart != [True, False]], "wide, narrow is shown")
    main, cards = paper["main"], paper["cards"]
    assert main
    assert cards or name == WHOLE
    for card in cards:
        assert card, "a card is not printed"
        assert main["x"] <= card["x"]
        assert card["x"] + card["width"] <= main["x"] + main["width"] + 1
    assert paper["across"] <= SHEET["width"]
    assert sum(rgb(paper["ground"])) > 700, "the dark would be printed"
