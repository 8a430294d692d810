"""The ledger: every claim once, found by address, verdict or word, with or without a script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup, Tag
from companion import data
from conftest import ROOT, Built
from playwright.sync_api import Browser, Page
from reader import soup

PAGE = "notebooks/12-the-ledger"
CLAIMS = data.table("claims")
NUMBERS = {"Six": 6, "two": 2}


def _soup(built: Built) -> BeautifulSoup:
    return soup(built.html / f"{PAGE}.html")


@contextmanager
def _open(browser: Browser, built: Built, script: bool = True, hash_: str = "") -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=script)
    try:
        page = context.new_page()
        page.goto((built.html / f"{PAGE}.html").as_uri() + hash_)
        yield page
    finally:
        context.close()


def _shown(page: Page) -> list[str]:
    """Return the ids of the rows that a reader sees."""
    rows = page.locator(".ledger li[data-kind]")
    return list(
        rows.evaluate_all(
            """rows => rows.filter((row) => row.checkVisibility({visibilityProperty: true})
                 && row.getBoundingClientRect().height).map((row) => row.id)"""
        )
    )


def test_every_claim_stands_once(built: Built) -> None:
    """Claim, kind, verdict, reasons, what is left out and what would change it: all of it."""
    page = _soup(built)
    rows = page.select(".ledger li[data-kind]")
    assert [row["id"] for row in rows] == [claim.replace(".", "-") for claim in CLAIMS.index]
    for row, (claim, told) in zip(rows, CLAIMS.iterrows(), strict=True):
        text = re.sub(r"\s+", " ", row.get_text(" "))
        for column in ("claim", "reasoning", "would_change", "left_out"):
            assert re.sub(r"\s+", " ", told[column]) in text, (claim, column)
        assert row["data-kind"] == told["kind"]
        assert f"v-{told['verdict']}" in row["class"]


def test_a_claim_leads_to_its_evidence(built: Built) -> None:
    """Every link of the ledger leads to a place that is there: rows, tables, sources, chapters."""
    known: dict[str, set[str]] = {}
    lost = []
    for link in _soup(built).select(".ledger a[href], .strip a[href]"):
        name, _, target = str(link["href"]).partition("#")
        path = (built.html / "notebooks" / name).resolve() if name else built.html / f"{PAGE}.html"
        if str(path) not in known:
            known[str(path)] = {str(tag["id"]) for tag in soup(path).find_all(id=True)}
        if target not in known[str(path)]:
            lost.append(str(link["href"]))
    assert lost == []
    assert len(known) > 3


def test_the_counts_of_the_text_are_those_of_the_table() -> None:
    """The first sentences count verdicts; a verdict is changed, and the sentence is not."""
    text = re.sub(r"\s+", " ", (ROOT / f"{PAGE}.md").read_text("utf-8"))
    verdicts = Counter(CLAIMS["verdict"])
    said = re.search(
        r"Of (\d+) claims (\d+) are supported as they stand, and (\d+) more in substance\. "
        r"On (\d+) .*?\. (\w+) could not be verified, events have overtaken (\w+), "
        r".*? contradicts (\w+)\.",
        text,
    )
    assert said
    numbers = [NUMBERS.get(word) or int(word) for word in said.groups()]
    order = ("supported", "imprecise", "contested", "unverified", "overtaken", "contradicted")
    assert numbers == [len(CLAIMS), *(verdicts[name] for name in order)]
    facts = CLAIMS[CLAIMS["kind"] == "fact"]["verdict"]
    minds = CLAIMS[CLAIMS["kind"].isin(["inference", "judgement"])]["verdict"]
    assert f"{facts.isin(['supported', 'imprecise']).sum()} of {len(facts)} hold" in text
    assert f"{(minds == 'contested').sum()} of {len(minds)} claims are contested" in text


def test_the_title_of_the_figure_is_true() -> None:
    """The second section has the largest share of supported claims, the third the smallest."""
    sections = CLAIMS["paragraph"].map(data.table("essay")["section"])
    shares = (CLAIMS["verdict"] == "supported").groupby(sections).mean()
    assert (shares.idxmax(), shares.idxmin()) == (2, 3)


@pytest.mark.parametrize("script", [True, False])
def test_the_filter_by_verdict_needs_no_script(
    browser: Browser, built: Built, script: bool
) -> None:
    """A radio shows one verdict, and all again."""
    with _open(browser, built, script) as page:
        assert len(_shown(page)) == len(CLAIMS)
        page.locator("#f-contradicted").check(force=True)
        wanted = CLAIMS.index[CLAIMS["verdict"] == "contradicted"]
        assert _shown(page) == [claim.replace(".", "-") for claim in wanted]
        assert page.locator(".more").count() == script


def test_find_by_word_kind_and_order(browser: Browser, built: Built) -> None:
    """A word, a kind and the order by verdict do what they say; a link shows a hidden row."""
    with _open(browser, built) as page:
        page.locator(".more input").fill("KHERSON")
        found = _shown(page)
        assert 0 < len(found) < len(CLAIMS)
        assert page.locator("output").inner_text() == f"{len(found)} found"
        page.locator(".more select").first.select_option("forecast")
        forecasts = {c.replace(".", "-") for c in CLAIMS.index[CLAIMS["kind"] == "forecast"]}
        assert set(_shown(page)) <= forecasts
        page.evaluate("location.hash = '#2-2a'")
        page.wait_for_function("document.getElementById('2-2a').offsetParent !== null")
        assert len(_shown(page)) == len(CLAIMS)
        page.locator(".more select").nth(1).select_option("verdict")
        first = page.locator(".ledger section").first.locator("li[data-kind]").first
        assert "v-contradicted" in str(first.get_attribute("class"))


def test_a_card_leads_to_the_ledger(built: Built) -> None:
    """From a claim beside its chart to its row, and from the row to the chapter that judges it."""
    chapter = built.html / "notebooks" / "07-thirteen-days-two-clocks.html"
    card = soup(chapter).find(id="c2-2b")
    assert isinstance(card, Tag)
    link = card.select_one(".addr")
    assert link is not None
    assert link["href"] == "../notebooks/12-the-ledger.html#2-2b"
    row = _soup(built).find(id="2-2b")
    assert isinstance(row, Tag)
    back = row.select_one(".kind a")
    assert back is not None
    assert back["href"] == "../notebooks/07-thirteen-days-two-clocks.html#p2-2"
