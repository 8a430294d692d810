"""The essay is followed whole, once, and in our words: each paragraph, each claim, each chapter."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from companion import data
from conftest import ROOT, Built
from reader import soup
from test_prose import ARGUED, CHAPTER, LEDGER, NOTEBOOKS, PAGES, figures_of

ESSAY = ROOT.parent / "shared" / "essay" / "essay.txt"
"""The essay itself, which is no part of the book; without it the comparison cannot be made."""

RUN = 12
"""So many words in a row, the same as the essay's, are a copy and not a restatement."""

PARAGRAPHS = list(data.table("essay").index)
CLAIMS = data.table("claims")
CHAPTERS = data.table("chapters")


def chapter(page: Path) -> int:
    """Return the number of a chapter."""
    return int(page.name[:2])


def passages(page: Path) -> list[str]:
    """Return the paragraphs that a chapter restates."""
    return re.findall(r"(?m)^:+\{passage\} (\S+)$", page.read_text("utf-8"))


def judged(page: Path) -> list[str]:
    """Return the claims whose cards a chapter prints."""
    wrapped = re.findall(r"(?m)^:+\{claim\} (.+)$", page.read_text("utf-8"))
    return [claim for line in wrapped for claim in line.split()]


# ---- whole, and once ----


def test_every_chapter_is_there() -> None:
    """A contents that promises a chapter, and no chapter."""
    assert [chapter(page) for page in NOTEBOOKS] == list(CHAPTERS.index)


def test_every_paragraph_is_restated_once_and_where_it_belongs() -> None:
    """A paragraph left out is an argument bent; one told twice has two versions."""
    told = [(paragraph, chapter(page)) for page in NOTEBOOKS for paragraph in passages(page)]
    assert sorted(p for p, _ in told) == sorted(PARAGRAPHS)
    assert [(p, n) for p, n in told if p not in CHAPTERS.loc[n, "paragraphs"]] == []


def test_every_claim_is_judged_in_one_place() -> None:
    """One claim, one card: a reader who follows a link must not find another version."""
    cards = Counter(claim for page in NOTEBOOKS for claim in judged(page))
    assert sorted(cards) == sorted(CLAIMS.index)
    assert [claim for claim, n in cards.items() if n > 1] == []


@CHAPTER
def test_a_claim_is_marked_in_the_text_that_judges_it(page: Path) -> None:
    """A card beside a text that never says which sentence it is about."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"(?ms)^(:+)\{claim\} ([^\n]+)\n(.*?)^\1$", text)
    assert [c for _, line, _ in blocks for c in line.split()] == judged(page)
    missing = [
        c for _, line, body in blocks for c in line.split() if f"{{verdict}}`{c}`" not in body
    ]
    assert missing == []


def _page(built: Built, page: Path) -> BeautifulSoup:
    return soup(built.html / "notebooks" / f"{page.stem}.html")


def test_a_claim_leads_to_the_ledger_and_back(built: Built) -> None:
    """From the card to the row, and from the row to the passage."""
    ledger = _page(built, LEDGER)
    rows = {str(row["id"]) for row in ledger.select(".ledger li[id]")}
    back = {str(a["href"]) for a in ledger.select(".ledger li a")}
    for page in ARGUED:
        for address in _page(built, page).select("aside.claimcard a.addr"):
            assert str(address["href"]).partition("#")[2] in rows
        for passage in _page(built, page).select("section.passage"):
            assert any(link.endswith(f"{page.stem}.html#{passage['id']}") for link in back)


# ---- each chapter has its parts ----


def lacking(text: str, number: int, figures: int) -> list[str]:
    """Name the parts of a chapter that a text lacks."""
    follows = bool(CHAPTERS.loc[number, "paragraphs"])
    numbers = {
        word: len(re.findall(rf"(?m)^:+{{{word}}}", text)) for word in ("exercise", "solution")
    }
    parts = {
        f"the title “{CHAPTERS.loc[number, 'title']}”": f"\n# {CHAPTERS.loc[number, 'title']}\n"
        in text,
        "{in-short}, with a verdict": bool(
            re.search(r"(?ms)^(:+)\{in-short\}\n(?:(?!^\1$).)*\{verdict\}", text)
        ),
        "a {passage}": bool(re.search(r"(?m)^:+\{passage\} ", text)) or not follows,
        "a {claim}": bool(re.search(r"(?m)^:+\{claim\} ", text)) or not follows,
        "two to four figures": 2 <= figures <= 4,
        "a {dispute} of two {reading}s and what would {settle} it": bool(
            re.search(
                r"(?ms)^(:+)\{dispute\} .*?\{reading\}.*?\{reading\}.*?\{settle\}.*?^\1$", text
            )
        ),
        "“What the record does not show”": "\n## What the record does not show\n" in text,
        "two or three exercises": 2 <= numbers["exercise"] <= 3,
        "a solution for each exercise": numbers["solution"] == numbers["exercise"],
        "a cell in a solution": "tags: [solution" in text or "solution]" in text,
        "{sources}": bool(re.search(r"(?m)^(:+|`+)\{sources\}", text)),
    }
    return [part for part, there in parts.items() if not there]


@CHAPTER
def test_a_chapter_has_all_its_parts(page: Path) -> None:
    """A reader who knows one chapter knows where to look in the next."""
    assert lacking(page.read_text("utf-8"), chapter(page), len(figures_of(page))) == []


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        (r"(?m)^# .*$", "the title"),
        (r"\{in-short\}", "{in-short}"),
        (r"\{passage\}", "a {passage}"),
        (r"\{claim\}", "a {claim}"),
        (r"\{dispute\}", "a {dispute}"),
        (r"\{settle\}", "a {dispute}"),
        ("## What the record does not show", "“What the record"),
        (r"\{exercise\}", "two or three exercises"),
        (r"\{solution\}", "a solution"),
        (r"\{sources\}", "{sources}"),
    ],
)
def test_what_a_chapter_lacks_is_named(gone: str, named: str) -> None:
    """The test of the form must be able to fail, and say what is missing."""
    page = next(p for p in NOTEBOOKS if chapter(p) == 7)
    text = re.sub(gone, "{gone}", page.read_text("utf-8"))
    assert any(part.startswith(named) for part in lacking(text, 7, len(figures_of(page))))


# ---- in our words ----


def words(text: str) -> list[str]:
    """Return the words of a text, without what stands in quotation marks."""
    ours = re.sub(r"“[^”]*”|\{\w+\}`[^`]*`|\[\^[\w-]+\]", " § ", text)
    return re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*|§", ours.replace("’", "'").lower())


def runs(text: list[str]) -> set[tuple[str, ...]]:
    """Return every run of twelve words."""
    return {tuple(text[i : i + RUN]) for i in range(len(text) - RUN + 1)}


def copied(text: str, essay: str) -> list[str]:
    """Return the runs of twelve words that a text has in common with the essay."""
    theirs = re.sub('[“”"]', " ", essay)
    return [" ".join(run) for run in sorted(runs(words(text)) & runs(words(theirs)))]


OURS = [*PAGES, *sorted((ROOT / "data").glob("*.csv")), *sorted((ROOT / "notebooks").rglob("*.py"))]


@pytest.mark.skipif(not ESSAY.is_file(), reason="the essay is not beside this copy of the book")
@pytest.mark.parametrize("page", OURS, ids=[str(p.relative_to(ROOT)) for p in OURS])
def test_nothing_of_the_essay_is_reproduced(page: Path) -> None:
    """The essay is its authors'; the book restates, and quotes a little, with marks."""
    assert copied(page.read_text("utf-8"), ESSAY.read_text("utf-8")) == []


def test_a_copy_would_be_noticed() -> None:
    """A comparison that finds nothing must be one that could."""
    row = "one two three four five six seven eight nine ten eleven twelve’s"
    theirs = f"“Well”, {row.capitalize()} “thirteen” more."
    assert copied(f"And {row} end", theirs) == [row.replace("’", "'")]
    assert copied(f"Said: “{row}” and no more", theirs) == []
