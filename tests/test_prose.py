"""The prose: its numbers are those of the data, its quotations short, its figures all described."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from cells import CELL, ran
from companion import clocks, data

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.md"))
LEDGER = ROOT / "notebooks" / "12-the-ledger.md"
"""A list with a chart, and no argument: tested in ``test_ledger.py``."""

PAGES = [*sorted((ROOT / "book").glob("*.md")), *NOTEBOOKS]
DOCUMENTS = [*PAGES, *sorted(ROOT.glob("*.md"))]
SEVEN = next(n for n in NOTEBOOKS if n.name.startswith("07-"))
NUMBERS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
)

ARGUED = [notebook for notebook in NOTEBOOKS if notebook != LEDGER]
CHAPTER = pytest.mark.parametrize("page", ARGUED, ids=[n.stem for n in ARGUED])
PAGE = pytest.mark.parametrize("page", PAGES, ids=[p.stem for p in PAGES])
DOCUMENT = pytest.mark.parametrize("page", DOCUMENTS, ids=[p.stem for p in DOCUMENTS])


def text_of(page: Path) -> str:
    """Return a page with its captions and without its code."""
    return CELL.sub(lambda cell: cell[1] or "", page.read_text("utf-8"))


def flat(text: str) -> str:
    """Return a text on one line."""
    return re.sub(r"\s+", " ", text)


def code_of(page: Path) -> list[str]:
    """Return the code of a chapter's cells."""
    return [code for _, _, code in CELL.findall(page.read_text("utf-8"))]


def figures_of(page: Path) -> list[dict[str, Any]]:
    """Return what a chapter's cells say of the figures that they draw."""
    options = [
        yaml.safe_load(said or "") or {} for said, _, _ in CELL.findall(page.read_text("utf-8"))
    ]
    return [option["mystnb"] for option in options if "figure" in option.get("mystnb", {})]


def number(word: str) -> int:
    """Read a number written as a word or in digits."""
    return int(word) if word.isdigit() else NUMBERS.index(word.lower())


def _letters() -> pd.DataFrame:
    rows = data.messages(since="1962-10-22", until="1962-10-29")
    return rows[rows["leaders"]]


def _event(name: str) -> tuple[str, str, str]:
    """Return an event's hour in Washington, Moscow and Havana."""
    start = data.event(name)["start"]
    washington, moscow, havana = (clocks.hour(start, c) for c in ("Washington", "Moscow", "Havana"))
    return washington, moscow, havana


def _count(name: str) -> tuple[int, int]:
    row = data.table("ship_counts").loc[name]
    return tuple(0 if pd.isna(row[column]) else int(row[column]) for column in ("n", "of"))


# ---- the numbers are those of the data ----

HOUR_WORDS = {"seven in the evening": "19:00", "two in the morning": "02:00", "six": "18:00"}
AT = {
    # what the chapter says: the hour, the event that has it, and on whose clock
    r"signed at (19:06) on the 23rd": ("1962-10-23-proclamation-signed", "Washington"),
    r"the cable shows (16:45) on the 25th": ("1962-10-25-dobrynin-warning-logged", "Moscow"),
    r"logged at (16:45) on 25 October": ("1962-10-25-dobrynin-warning-logged", "Moscow"),
}


@pytest.mark.parametrize("said", AT)
def test_an_hour_in_the_text_is_the_hour_of_its_event(said: str) -> None:
    """A row is corrected, and the sentence about it is not."""
    found = re.findall(rf"(?i){said}", flat(text_of(SEVEN)))
    assert found, f"the chapter no longer says “{said}”: mend this test"
    event, city = AT[said]
    assert set(found) == {clocks.hour(data.event(event)["start"], city)}


def test_the_speech_has_its_three_hours() -> None:
    """The chapter's first sentences, on which the rest is built."""
    text = flat(text_of(SEVEN))
    said = re.search(
        r"began to speak at (.+?) of Monday 22 October.*?"
        r"In Moscow it was (.+?) of the 23rd; in Havana it was (.+?)\.",
        text,
    )
    assert said
    hours = tuple(HOUR_WORDS[words] for words in said.groups())
    assert hours == _event("1962-10-22-kennedy-speech")
    speech = data.event("1962-10-22-kennedy-speech")["start"]
    assert clocks.day(speech, "Washington", weekday=True) == "Mon 22 Oct"
    assert clocks.day(speech, "Moscow") == "23 Oct"


def test_the_letter_took_as_long_as_the_text_says() -> None:
    """“Eleven and a half hours” stands in title, text and description."""
    text = flat(text_of(SEVEN))
    letter = _letters().loc["m1962-10-26-khrushchev-1"]
    said = re.search(
        r"at (\d\d:\d\d) in Moscow; its translation .*? at (\d\d:\d\d) in Washing", text
    )
    assert said
    sent, received = (
        clocks.hour(letter["sent"], "Moscow"),
        clocks.hour(letter["received"], "Washington"),
    )
    assert said.groups() == (sent, received)
    assert letter["exact"]
    assert round(letter["hours"] * 2) / 2 == 11.5
    assert letter["hours"] == _letters()["hours"].max()
    assert len(re.findall("eleven and a half hours", text)) >= 3
    assert re.findall(r"26 October, ([\d.]+) hours", text) == [f"{letter['hours']:.1f}"]


def test_the_ships_are_as_many_as_the_text_says() -> None:
    """“At least 14 of 22 ships”, “sixteen ships”: counts that sources give."""
    text = flat(text_of(SEVEN))
    turned = re.search(r"at least (\d+) of (\d+) ships had turned", text)
    assert turned
    assert tuple(map(int, turned.groups())) == _count("count-1962-cia-14")
    ordered = re.search(r"to go out to (\w+) ships at (\w+) in the morning of the 23rd, Mosc", text)
    assert ordered
    assert number(ordered[1]) == _count("count-1962-dobbs-ordered")[0]
    assert f"{number(ordered[2]):02}:00" == _event("1962-10-23-ships-recalled")[1]


def test_the_ships_are_drawn_as_their_description_says() -> None:
    """Whoever hears the chart rather than sees it would be told of another one."""
    [alt] = [f["image"]["alt"] for f in figures_of(SEVEN) if f["figure"]["name"] == "fig-ships"]
    names = re.findall(r'"([A-Z][\w ]+)"', code_of(SEVEN)[1].split("data.ships(")[1].split("]")[0])
    rows = data.ships(names)
    rows = rows[~rows.index.str.contains("legend") & (rows["confidence"] != "unverified")]
    did = rows[rows["what"] == "turned"]
    known, turned = did[did["label"] != "turned"], did[did["label"] == "turned"]
    last = turned["end"] - pd.Timedelta(seconds=1)
    days = [
        (clocks.local(b, "Washington").normalize() - clocks.local(a, "Washington").normalize()).days
        for a, b in zip(turned["start"], last, strict=True)
    ]
    said = re.search(
        r"for (\w+) ships, 22 .* (\w+) ships are drawn as turning on 23 October and (\w+) on the "
        r"23rd or 24th; for (\w+) of them a blue mark",
        flat(alt),
    )
    assert said, "the description has other words now: mend this test"
    drawn = (rows["lane"].nunique(), days.count(0), days.count(1), len(known))
    assert tuple(map(number, said.groups())) == drawn


def test_the_delays_are_as_many_as_their_caption_says() -> None:
    """“For the rest no hour of arrival is on record” has to be true of all the rest."""
    text, letters = flat(text_of(SEVEN)), _letters()
    exact = re.search(r"Only (\w+) delay is known to the minute", text)
    public = re.search(r"(\w+) messages have none because they were broadcast or released", text)
    unknown = re.search(r"(\w+) have no recorded hour of arrival", text)
    assert exact
    assert public
    assert unknown
    assert number(exact[1]) == int((letters["exact"] & (letters["hours"] > 0)).sum())
    assert number(public[1]) == int(((letters["public"] == "yes") & (letters["hours"] == 0)).sum())
    assert number(unknown[1]) == int(letters["hours"].isna().sum())
    if "for the rest no hour of arrival is on record" in text:
        rest = len(letters) - number(exact[1]) - number(public[1])
        assert rest == int(letters["hours"].isna().sum()), "some of the rest have a known delay"


def test_the_days_are_counted_as_the_text_says() -> None:
    """The puzzle of the chapter: two in Moscow, three in Washington, in every place it is told."""
    text = flat(text_of(SEVEN))
    start = data.event("1962-10-22-kennedy-speech")["start"]
    between = {c: 25 - clocks.local(start, c).day for c in ("Washington", "Moscow")}
    assert between == {"Washington": 3, "Moscow": 2}
    assert re.search(
        r"two days after Kennedy’s speech by Moscow’s calendar, three by Washing", text
    )
    assert "Two midnights in Moscow, three in Washington" in text
    assert re.search(r"Three in Washington.{0,80}[;,] two in Moscow", text)


def test_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    days, hours = ran(SEVEN).printed.splitlines()[:2], ran(SEVEN).printed.splitlines()[2:]
    assert days == ["Washington’s calendar: 3 midnights", "Moscow’s calendar: 2 midnights"]
    moscow, utc = (re.findall(r"\d\d:\d\d|\d+\.\d+", line) for line in hours)
    text = flat(text_of(SEVEN))
    said = re.search(
        r"At (\d\d:\d\d) in Moscow, and ([\d.]+) hours after the talk, (\w+) more", text
    )
    assert said
    assert list(said.groups()[:2]) == utc
    assert number(said[3]) == float(utc[1]) - float(moscow[1])


# ---- a chapter is what the design says ----


@CHAPTER
def test_a_chapter_is_neither_a_note_nor_a_book(page: Path) -> None:
    """A teacher plans with its length, and a reader on a train too."""
    text = CELL.sub("", page.read_text("utf-8")).split("\n---\n", 1)[1]
    text = re.sub(r"(?m)^\[\^.*$|^:.*$|\{\w+\}`[^`]*`|\[\^\w+\]", "", text)
    assert 800 <= len(re.findall(r"\w[\w’-]*", text)) <= 1800
    assert 2 <= len(figures_of(page)) <= 4


@CHAPTER
def test_cells_are_short(page: Path) -> None:
    """A student who opens a cell wants to see what it does."""
    assert code_of(page)
    assert [code for code in code_of(page) if len(code.strip().splitlines()) > 12] == []


@CHAPTER
def test_every_figure_is_named_captioned_described_and_cited(page: Path) -> None:
    """A chart that is not described is not there for everyone, and not cited, for no one."""
    text = CELL.sub("", page.read_text("utf-8"))
    figures = figures_of(page)
    drawing = [code for code in code_of(page) if re.search(r"(?m)^charts\.\w+\(", code)]
    assert len(figures) == len(drawing)
    names = [figure["figure"]["name"] for figure in figures]
    assert len(set(names)) == len(names)
    for figure in figures:
        name, alt = figure["figure"]["name"], figure["image"]["alt"]
        title, _, rest = figure["figure"]["caption"].partition("\n\n")
        assert name.startswith("fig-")
        assert "\n" not in title.strip()
        assert rest.startswith("**What to see.** ")
        assert 100 < len(alt) < 600, name
        assert re.search(rf"\{{numref\}}`(?:[^`<]*<{name}>|{name})`", text), f"{name} is not cited"


@CHAPTER
def test_a_sentence_begins_with_a_capital(page: Path) -> None:
    """“figure 7.1” within a sentence, “Figure 7.1” at its start: numref prints what it is given."""
    text = flat(CELL.sub("", page.read_text("utf-8")).replace("\n\n", " ¶. "))
    small = r"[.?!”] (?:\{verdict\}`[^`]*` |\[\^[\w-]+\] )*\{numref\}`fig-[\w-]+`"
    assert re.findall(small, text) == []


@PAGE
def test_quotations_are_short(page: Path) -> None:
    """The book is our words; more than 25 of another's is a copy."""
    quoted = re.findall(r"“([^”]+)”", text_of(page))
    assert quoted or page not in ARGUED
    assert [q for q in quoted if len(q.split()) > 25] == []


def test_quotations_in_the_tables_are_short() -> None:
    """What stands in a table is printed on a page."""
    tables = [p.read_text("utf-8") for p in sorted((ROOT / "data").glob("*.csv"))]
    quoted = [q for text in tables for q in re.findall(r"“([^”]+)”", text)]
    assert len(quoted) > 20
    assert [q for q in quoted if len(q.split()) > 25] == []


# ---- one voice ----

AMERICAN = re.compile(
    r"\b(?:color|favor|honor|labor|neighbor|behavior|rumor|harbor|armor)\w*"
    r"|\b(?:center(?:ed|s)?|theater|meter|liter|fiber|defense|offense|gray|judgment|skeptic\w*)\b"
    r"|\b(?:traveled|canceled|labeled|modeled|signaled|fulfill|enroll|program|catalog|dialog|"
    r"aluminum|maneuver|plow)\b"
    r"|\b(?:analyz|paralyz|catalyz)\w+"
)


@DOCUMENT
def test_spelling_is_british(page: Path) -> None:
    """Two spellings read as two authors, and as nobody reading it over."""
    text = re.sub(r"(?ms)^```.*?^```|`[^`]*`", "", text_of(page))
    assert AMERICAN.findall(text) == []


def test_the_spelling_test_knows_american() -> None:
    """A list that finds nothing would let everything pass."""
    assert len(AMERICAN.findall("The color of the program in gray, a rumor of defense")) == 5
    assert AMERICAN.findall("The colour of the programme in grey, a rumour of defence") == []


def _ours() -> list[Path]:
    """Return every text of the project; not the locks, nor this list of words."""
    apart = {"_build", "__pycache__", "node_modules"}
    kinds = {".md", ".py", ".yml", ".toml", ".css", ".js", ".html", ".csv", ".json", ".cff", ".in"}
    found = (p for p in ROOT.rglob("*") if p.suffix in kinds or p.name in ("Makefile", "run"))
    return [
        p
        for p in found
        if p.is_file() and p != Path(__file__).resolve()
        if not any(
            part in apart or part.startswith(".venv") or part.endswith("_cache")
            for part in p.relative_to(ROOT).parts
        )
    ]


def test_the_book_speaks_of_its_subject_only() -> None:
    """How it was made, and where packages are had, is no reader's concern, and changes."""
    hosts = r"pypi\.org|files\.pythonhosted\.org|debian\.org|npmjs"
    making = (
        r"\b(?:claude|anthropic|chatgpt|language model|sub-?agents?)\b|/work/(?:main|shared)"
        r"|\b(?:this|previous|earlier|next|another) session of (?:work|the project)"
        r"|\bhelper (?:session|wrote|found)"
    )
    files = _ours()
    assert len(files) > 40
    found = [
        f"{path.relative_to(ROOT)}: {hit}"
        for path in files
        for hit in re.findall(rf"(?i){hosts}|{making}", path.read_text("utf-8"))
    ]
    assert found == []


def test_the_commands_that_are_named_are_there() -> None:
    """The first thing that a reader of README types would not exist."""
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8")))
    named: set[str] = set()
    for page in ROOT.glob("*.md"):
        named.update(re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))
    assert {"book", "test"} <= named <= targets
