"""People, terms and claims tell what they are: pointed at, reached by keyboard, and on paper."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from companion import data
from conftest import Built
from playwright.sync_api import Browser
from reader import CHAPTER, CHAPTERS, DESK, PHONE, TABLET, file, soup, visit
from test_pdf import texts_of
from two_octobers.names import names

SIZES = pytest.mark.parametrize("size", [DESK, TABLET, PHONE], ids=["1280", "820", "390"])
KINDS = {"person": "a.named[href*='people']", "term": "a.named[href*='glossary']"}
KINDS["claim"] = "p .ref > a.verdict"


def test_a_form_means_one_name() -> None:
    """“Sullivan” is an adviser or an ambassador: a card that tells of the wrong one misleads."""
    forms = [form for name in names().values() for form in set(name.forms)]
    assert len(forms) > 300
    assert sorted(forms) == sorted(set(forms))


def test_a_year_in_doubt_says_so_wherever_it_stands() -> None:
    """The page of people has the reason; a card, a note and the index have the years alone."""
    people = data.table("people")
    doubted = people[people["confidence"] != "firm"]
    assert len(doubted)
    for key, row in doubted.iterrows():
        assert f"{row['died']:.0f}, {row['confidence']}" in names()[f"person-{key}"].below
    assert sum(name.below.endswith(", unverified") for name in names().values()) == len(doubted)


def test_a_surname_of_two_means_the_one_of_its_chapter(built: Built) -> None:
    """In November 1963 it was not a Speaker born in 1972 who talked to Mikoyan."""
    page = soup(built.html / "notebooks" / "09-the-price-of-retreat.html")
    assert page.find("a", string="Johnson", href="../book/people.html#person-johnson-lyndon")


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_first_mention_leads_to_the_name(built: Built, name: str) -> None:
    """A reader meets “Bolshakov”, and has to look elsewhere who that was."""
    page = soup(built.html / f"{name}.html")
    links = page.select("a.named")
    assert len(links) > 5
    targets = [str(link["href"]) for link in links]
    assert len(targets) == len(set(targets)), "a name is marked more than once"
    for link in links:
        where, _, identifier = str(link["href"]).partition("#")
        assert identifier in _places(built.html / "notebooks" / where)
        assert link.get_text() in names()[identifier].forms
        card = page.find(id=str(link["aria-describedby"]))
        assert card
        assert names()[identifier].line in card.get_text()


@cache
def _places(page: Path) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', page.read_text("utf-8")))


@SIZES
def test_a_card_opens_on_focus_and_stays_on_the_page(
    browser: Browser, built: Built, size: dict[str, int]
) -> None:
    """What a mouse shows, a keyboard shows; and no card hangs over the edge."""
    with visit(browser, file(built, CHAPTER), viewport=size) as page:
        for kind, css in KINDS.items():
            links = page.locator(css).all()[:6]
            assert links, f"no {kind} on the page"
            for link in links:
                card = page.locator(f"#{link.get_attribute('aria-describedby')}")
                assert not card.is_visible(), kind
                link.focus()
                card.wait_for(state="visible")
                box = card.bounding_box()
                assert box
                assert box["x"] >= 0, kind
                assert box["x"] + box["width"] <= size["width"], kind
                link.blur()
                card.wait_for(state="hidden")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], kind


def test_a_claim_tells_its_verdict_and_reason(built: Built) -> None:
    """A mark in the text is a word; why, is one move away."""
    page = soup(built.html / f"{CHAPTER}.html")
    claims = data.table("claims")
    marks = page.select("p .ref > a.verdict")
    assert marks
    for mark in marks:
        card = page.find(id=str(mark["aria-describedby"]))
        assert card
        address = card.get_text().split()[-1]
        assert claims.loc[address, "reasoning"] in card.get_text()
        assert str(claims.loc[address, "verdict"]).capitalize() in mark.get_text()


# ---- the pages that the cards lead to ----


@pytest.mark.parametrize(("page", "table"), [("people", "people"), ("glossary", "glossary")])
def test_every_row_has_its_place(built: Built, page: str, table: str) -> None:
    """A card leads to an entry with sources, and each source to how far it was read."""
    made = soup(built.html / "book" / f"{page}.html")
    kind = "person" if table == "people" else "term"
    for key, row in data.table(table).iterrows():
        entry = made.find(id=f"{kind}-{key}")
        assert entry
        text = re.sub(r"\s+", " ", entry.get_text(" "))
        assert row["line"].rstrip(".") in text
        assert [a["href"] for a in entry.select(".leans a")] == [
            f"sources.html#ref-{source}" for source in row["source"]
        ]


# ---- on paper ----


@pytest.fixture(scope="module")
def paper(built_pdf: Path) -> str:
    """The letters and figures of the PDF, page after page."""
    return _bare("".join(texts_of(built_pdf)))


def test_a_name_has_a_note_on_paper(built: Built, paper: str) -> None:
    """Who cannot point at a word finds it at the foot of the page, once in the book.

    Of who is named in a dispute alone, the index says who it was; the glossary repeats its terms.
    """
    wanted: dict[str, bool] = {}
    for name in CHAPTERS:
        for link in soup(built.html / f"{name}.html").select("a.named"):
            known = str(link["href"]).partition("#")[2]
            apart = link.find_parent(class_="dispute") is not None
            wanted[known] = wanted.get(known, True) and apart
    told = {name: paper.count(_bare(names()[name].line)) for name in wanted}
    most = {name: 2 if name.startswith("term-") else 1 for name in wanted}
    least = {name: most[name] - apart for name, apart in wanted.items()}
    assert {name: n for name, n in told.items() if not least[name] <= n <= most[name]} == {}


def _bare(text: str) -> str:
    """Leave out what a line break changes: blanks and hyphens."""
    return re.sub(r"[\s\u00ad-]", "", text)
