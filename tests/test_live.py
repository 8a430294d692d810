"""The charts on the page: they answer, stay where they are, and can be read in every light."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import Tag
from companion import data
from conftest import Built
from playwright.sync_api import Browser
from reader import (
    CHAPTER,
    CHAPTERS,
    DESK,
    EACH_CHAPTER,
    PAGE,
    SIZE,
    file,
    nothing,
    number_of_charts,
    scroll_through,
    soup,
    visit,
)
from visits import (
    AWAY,
    Visit,
    Visits,
    at_a_desk,
    from_the_folder,
    on_a_phone,
    only_opened,
    without_scripts,
)

VISIT = pytest.mark.parametrize("visit", [at_a_desk, on_a_phone], ids=["1280", "390"])
ZONES = ["America/New_York", "Europe/Moscow", AWAY]
FARTHEST = [(name, AWAY) for name in CHAPTERS if name != CHAPTER]
"""Where a day is most likely to slip: all that the other chapters are tried in."""


# ---- charts answer, and stay where they are ----


@pytest.mark.parametrize("name", [CHAPTER, CHAPTERS[-1]])
def test_who_only_opens_a_page_pays_for_no_chart(seen: Visits, name: str) -> None:
    """Three hundred kilobytes would come, and a telephone stall, before a word is read.

    On the page of the last chapter the list of contents scrolls by itself, which is no reader.
    """
    page = seen(only_opened, name)
    assert page["scrolled"] == (name != CHAPTER)
    assert page["before"]
    assert not [path for path in page["before"] if re.search(r"vega|/live/", path)]
    loaded = [path for path in page["asked"] if "/live/" in path]
    assert len(loaded) == len(set(loaded)) == number_of_charts(name)
    assert all(path.endswith("-wide.js") for path in loaded)


@EACH_CHAPTER
@pytest.mark.parametrize("way", ["1280", "390", "file"])
def test_charts_come_alive_in_their_place(seen: Visits, name: str, way: str) -> None:
    """Charts would stay mute, or the text would jump under the reader's finger."""
    visits = {"1280": (at_a_desk, name), "390": (on_a_phone, name)}
    page = seen(*visits.get(way, (from_the_folder, name, AWAY)))
    before, after = page["drawn"]
    nothing(page["still"])
    assert page["live"] == len(before) > 0
    for old, new in zip(before, after, strict=True):
        assert abs(old["high"] - new["high"]) <= 1, old["id"]
        assert abs(old["wide"] - new["wide"]) <= 1, old["id"]
        assert new["words"] > 20, old["id"]


@PAGE
@VISIT
def test_nothing_moves_while_a_reader_scrolls(seen: Visits, name: str, visit: Visit) -> None:
    """Late fonts or charts would push the line that is being read."""
    moved = seen(visit, name)["moved"]
    assert sum(value for value, _ in moved) < 0.02, moved


@pytest.mark.parametrize(("name", "zone"), [*((CHAPTER, zone) for zone in ZONES), *FARTHEST])
def test_live_charts_show_the_same_days_everywhere(seen: Visits, name: str, zone: str) -> None:
    """The chart would be drawn again on the reader's own clock, and the 22nd become the 23rd."""
    page = seen(from_the_folder, name, zone)
    still, live = map(sorted, page["where"])
    assert page["clock"] != 0
    assert [w[:2] for w in live] == [w[:2] for w in still]
    moved = [
        (old, new)
        for old, new in zip(still, live, strict=True)
        if max(abs(a - b) for a, b in zip(old[2:], new[2:], strict=True)) > 2
    ]
    nothing(moved)


CLOCKS = "Washington|New York|Moscow|Havana|Kyiv|Warsaw|Bali|Berlin|Brussels|GMT|UTC"
"""The clocks that an hour may be told by."""


@EACH_CHAPTER
def test_a_mark_says_when_and_on_whose_word(built: Built, name: str) -> None:
    """A mark without both clocks or a source is a claim that the reader has to believe."""
    page = soup(built.html / f"{name}.html")
    titles = data.short_titles()
    marks = page.select(".drawing svg a[aria-label]")
    assert len(marks) > (20 if name == CHAPTER else 0)
    timed = re.compile(r"\d\d:\d\d")
    for mark in marks:
        said, key = str(mark["aria-label"]), _target(mark).removeprefix("#ref-")
        assert titles[key] in said, f"does not name its source {key}: {said}"
        if timed.search(said):
            assert re.search(CLOCKS, said), said
        if timed.search(said) and name == CHAPTER:
            assert "Washington" in said, said
            assert "Moscow" in said, said
    assert name != CHAPTER or any(timed.search(str(mark["aria-label"])) for mark in marks)


def _target(link: Tag) -> str:
    return str(link.get("href") or link.get("xlink:href"))


@EACH_CHAPTER
def test_pointing_at_a_mark_shows_what_it_says(seen: Visits, name: str) -> None:
    """The tooltip is the way from a mark to its hours and its source."""
    marks = seen(at_a_desk, name)["marks"]
    for mark in marks:
        assert _words(mark["told"]["words"]) == _words(mark["said"]), mark
        box = mark["told"]["box"]
        assert box["x"] >= 0, mark
        assert box["x"] + box["width"] <= DESK["width"], mark
        assert mark["gone"], f"the tooltip stays: {mark}"
    shown = Counter(mark["figure"] for mark in marks)
    assert len(shown) >= (3 if name == CHAPTER else 1)
    assert min(shown.values()) >= (3 if name == CHAPTER else 1)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@EACH_CHAPTER
def test_a_mark_leads_to_its_source(seen: Visits, name: str) -> None:
    """One step from a mark to its source is what the book promises, live or not."""
    still = seen(without_scripts, name)["mark"]
    marks = seen(at_a_desk, name)["marks"]
    assert still["link"]
    for mark in (still, *marks):
        assert mark["at"].endswith(f".html{mark['link']}"), mark
        assert mark["top"] is not None, mark
        assert 0 <= mark["top"] < DESK["height"], mark
    assert len({mark["link"] for mark in marks}) >= 4


@SIZE
def test_the_ships_can_be_looked_at_day_by_day(
    browser: Browser, built: Built, size: dict[str, int]
) -> None:
    """The control is how a crowded day is read; it must work by keyboard too."""
    with visit(browser, file(built, CHAPTER), viewport=size) as page:
        scroll_through(page)
        figure = page.locator("#fig-ships")
        control = figure.locator(".drawing:visible select")
        drawing = figure.locator(".drawing:visible svg")
        days = control.locator("option").all_inner_texts()
        assert days[0] == "all days"
        assert "23 Oct" in " ".join(days)
        whole, box = drawing.inner_html(), drawing.bounding_box()
        control.select_option(index=2)
        assert drawing.inner_html() != whole, "choosing a day changed nothing"
        assert drawing.bounding_box() == box
        control.select_option(index=0)
        control.focus()
        page.keyboard.press("ArrowDown")
        assert control.evaluate("select => select.selectedIndex") == 1
        assert drawing.inner_html() != whole, "the keyboard changed nothing"
        assert figure.locator("svg a:not([tabindex='-1'])").count() == 0, "marks became tab stops"


@SIZE
def test_a_reader_can_try_hours_for_the_meeting(
    browser: Browser, built: Built, size: dict[str, int]
) -> None:
    """What the caption says of seven and eight in the morning must be what the control answers."""
    counted = {}
    with visit(browser, file(built, CHAPTER), viewport=size) as page:
        scroll_through(page)
        figure = page.locator("#fig-midnights")
        control = figure.locator(".drawing:visible select")
        for hour in ("any hour", "06:00", "07:00", "08:00", "23:00"):
            control.select_option(label=hour)
            found = figure.locator(".drawing:visible svg text", has_text="midnights").all()
            found.sort(key=lambda words: words.bounding_box()["y"])
            counted[hour] = [int(words.text_content()[0]) for words in found]
    assert counted == {
        "any hour": [],
        "06:00": [2, 2, 2],  # Washington, Havana, Moscow
        "07:00": [3, 2, 2],
        "08:00": [3, 3, 2],
        "23:00": [3, 3, 2],
    }
