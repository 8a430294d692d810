"""What the prose says in numbers and marks, held against the rows that it speaks of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from companion import clocks, data
from conftest import ROOT, Built
from two_octobers import record

CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.md"))
TEXTS = [*CHAPTERS, *sorted((ROOT / "book").glob("*.md"))]
WEEK = next(path for path in CHAPTERS if path.name.startswith("07-"))
NUMBERS = {"two": 2, "three": 3, "four": 4, "six": 6, "seven": 7, "eight": 8, "ten": 10}

EACH = pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)


def cells(path: Path) -> list[str]:
    """Return the code of each cell, without its options."""
    found = re.findall(r"(?ms)^```\{code-cell\}[^\n]*\n(.*?)^```", path.read_text("utf-8"))
    return [re.sub(r"(?ms)\A---\n.*?^---\n|\A(:.*\n)+", "", cell).strip() for cell in found]


def prose(path: Path) -> str:
    """Return a page's words: no code, no options, no notes; roles by what they show."""
    text = path.read_text("utf-8")
    text = re.sub(r"(?ms)\A---\n.*?^---\n", "", text)
    text = re.sub(r"(?ms)^```\{code-cell\}.*?^```", "", text)
    text = re.sub(r"(?m)^\[\^\w+\]:.*$|^:+\{?.*$", "", text)
    text = re.sub(r"\{\w+\}`([^`<]*?)\s*(?:<[^`]*>)?`", r"\1", text)
    return re.sub(r"\[\^\w+\]", "", text)


def says(pattern: str, path: Path = WEEK) -> re.Match[str]:
    """Find a sentence of a chapter; a number that nobody can find is not checked."""
    found = re.search(pattern, path.read_text("utf-8"))
    assert found, f"{path.name} no longer says /{pattern}/: mend this test with the prose"
    return found


def at(event: str, city: str) -> str:
    """Return the hour of an event on the clock of a city."""
    return clocks.hour(data.event(event)["start"], city)


def test_the_speech_on_three_clocks() -> None:
    """“Seven in the evening”, two in the morning, six: the chapter rests on these."""
    found = says(
        r"speak at (\w+) in the evening.*?it was (\w+) in the morning.*?Havana it was (\w+)"
    )
    spoken = [NUMBERS[word] for word in found.groups()]
    hours = [
        int(at("1962-10-22-kennedy-speech", c)[:2]) for c in ("Washington", "Moscow", "Havana")
    ]
    assert [spoken[0] + 12, spoken[1], spoken[2] + 12] == hours


@pytest.mark.parametrize(
    ("pattern", "event", "city"),
    [
        (
            r"It was signed at (\d\d:\d\d) on the 23rd",
            "1962-10-23-proclamation-signed",
            "Washington",
        ),
        (r"embassy at (\d\d:\d\d) in Moscow", "1962-10-26-khrushchev-private-letter", "Moscow"),
        (r"White House at (\d\d:\d\d) in", "1962-10-26-letter-reaches-white-house", "Washington"),
        (r"Its form shows (\d\d:\d\d)", "1962-10-25-dobrynin-warning-logged", "Moscow"),
        (r"it came after (\d\d:\d\d) in Moscow", "1962-10-25-kennedy-third-letter", "Moscow"),
    ],
)
def test_hours_in_the_prose(pattern: str, event: str, city: str) -> None:
    """An hour that differs from its row would be a lie told twice."""
    assert says(pattern).group(1) == at(event, city)


def test_hours_in_words() -> None:
    """About seven, about three: the same for hours that are only about right."""
    assert at("1962-10-22-presidium-called", "Moscow") == "19:00"
    assert NUMBERS[says(r"at about (\w+) in the evening, Moscow time").group(1)] == 7
    assert (
        int(at("1962-10-25-press-club-rumour", "Washington")[:2])
        == NUMBERS[says(r"at about (\w+) in the morning in Washington").group(1)]
    )
    assert (
        int(at("1962-10-23-ships-recalled", "Moscow")[:2])
        == NUMBERS[says(r"sixteen ships at (\w+) in the morning of the 23rd, Moscow time").group(1)]
    )
    begins = says(r"took effect at (\w+) the next morning, Washington time").group(1)
    assert int(at("1962-10-24-quarantine-begins", "Washington")[:2]) == NUMBERS[begins]


def test_the_private_letter_took_half_a_day() -> None:
    """Eleven and a half hours is the number that readers will quote."""
    letter = data.table("messages").loc["m1962-10-26-khrushchev-1"]
    hours = (letter["received"] - letter["sent"]).total_seconds() / 3600
    assert abs(hours - 11.5) < 0.1
    assert len(re.findall(r"eleven and a half hours", WEEK.read_text("utf-8"))) >= 3


def test_ships_that_turned() -> None:
    """At least 14 of 22; sixteen ordered home: each from its own source."""
    counts = data.table("ship_counts")
    turned, of = says(r"at least (\d+) of (\d+) ships had turned").groups()
    assert (int(turned), int(of)) == tuple(counts.loc["count-1962-cia-14", ["n", "of"]].astype(int))
    assert int(counts.loc["count-1962-dobbs-ordered", "n"]) == 16
    says(r"sixteen ships")


def test_the_ships_of_the_caption_are_those_drawn(built: Built) -> None:
    """“Three … and two on the 23rd or 24th” counts what the figure draws."""
    says(r"Three ships are drawn as turning on 23 October and two on the 23rd or 24th")
    drawn = (built.html / "_downloads" / "figure-7.2.csv").read_text("utf-8").splitlines()
    turned = {row.split(",")[0] for row in drawn if ",turned," in row}
    both = {"Bolshevik Sukhanov", "Kislovodsk"}
    assert turned - both == {"Kimovsk", "Yuri Gagarin", "Urgench"}
    assert both < turned
    assert sum(",known in Washington," in row for row in drawn) == 3


def test_the_answers_of_the_exercises(built: Built) -> None:
    """A student would learn a wrong number from the solution."""
    page = (built.html / "notebooks" / f"{WEEK.stem}.html").read_text("utf-8")
    outputs = re.sub(r"<[^>]+>", "", " ".join(re.findall(r"(?s)<pre>.*?</pre>", page)))
    assert re.search(r"America/New_York 3\s+Europe/Moscow 2", outputs)
    assert re.search(r"Europe/Moscow 16:45 6\.75\s+UTC 19:45 9\.75", outputs)
    says(r"Three in Washington, if .*; two in Moscow")
    says(r"At 19:45 in Moscow, and 9\.75 hours after the talk, three more than")


@EACH
def test_a_chapter_keeps_its_measure(path: Path) -> None:
    """A teacher plans an hour with it; a reader sees chart after chart explained."""
    assert 800 <= len(re.findall(r"\w+", prose(path))) <= 1800
    assert 2 <= path.read_text("utf-8").count("  figure:\n") <= 4
    for cell in cells(path):
        assert len([line for line in cell.splitlines() if line.strip()]) <= 12, cell


@EACH
def test_every_figure_is_named_told_described_and_cited(path: Path) -> None:
    """A figure that the text never mentions is decoration."""
    text = path.read_text("utf-8")
    for name in re.findall(r"name: (fig-[\w-]+)", text):
        assert f"{{numref}}`{name}`" in text, f"{name} is never cited"
    assert text.count("**What to see.**") == text.count("name: fig-") == text.count("    alt: ")


@EACH
def test_every_claim_of_the_chapter_is_judged_in_it(path: Path) -> None:
    """A claim of its paragraphs would go unanswered."""
    tables = record.tables()
    mine = set(tables.chapters.loc[int(path.name[:2]), "paragraphs"])
    asked = {name for name, row in tables.claims.iterrows() if row["paragraph"] in mine}
    text = path.read_text("utf-8")
    judged = set(" ".join(re.findall(r"\{claim\} (.+)", text)).split())
    assert asked <= judged
    assert judged <= set(re.findall(r"\{verdict\}`([\w.]+)`", text))
    assert mine == set(re.findall(r"\{passage\} ([\d.]+)", text))


def test_quotations_are_short() -> None:
    """More than 25 words of another author is more than a quotation."""
    for path in TEXTS:
        for quoted in re.findall(r"“([^”]+)”", path.read_text("utf-8")):
            assert len(quoted.split()) <= 25, quoted


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_british_spelling(path: Path) -> None:
    """A spot check of words that slip in."""
    american = r"\b(color|favor|honor|labor|center|defense|offense|program me|catalog|\w+ized?)\b"
    text = re.sub(r"`[^`]*`|Wilson Center", "", prose(path))
    assert re.findall(american, text, re.IGNORECASE) == []


def test_the_reasoning_is_short_enough_to_be_read() -> None:
    """A card that takes a column is not read."""
    for name, row in record.tables().claims.iterrows():
        assert len(row["reasoning"].split()) <= 62, name
        assert len(row["short"]) <= 60, name
