"""Chapter 4: what it says and draws of uses and readings of 1962 is what the tables have."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import pandas as pd
import pytest
from cells import ran
from companion import charts, clocks, data, readings, theme
from test_charts import SVG, charts_of, drawn
from test_prose import CELL, NOTEBOOKS, figures_of, flat, number, text_of

[FOUR] = [n for n in NOTEBOOKS if n.name.startswith("04-")]
TEXT = flat(text_of(FOUR))
PROSE = flat(CELL.sub("", FOUR.read_text("utf-8")))
USES = readings.uses()
ELSEWHERE = {"1.6c", "1.6d"}
"""Claims of these paragraphs whose card stands in chapter 7."""


def said(pattern: str, text: str = PROSE) -> tuple[str, ...]:
    """Return what a sentence of the chapter says, once."""
    found = re.findall(pattern, text)
    assert found, f"the chapter no longer says “{pattern}”: mend this test"
    assert len(found) == 1, found
    return (found[0],) if isinstance(found[0], str) else found[0]


def words(name: str, variant: str = "wide") -> list[str]:
    """Return what is written in a drawing, once each time it can be read."""
    texts = drawn(FOUR, name, variant).iter(f"{SVG}text")
    return ["".join(t.itertext()) for t in texts if t.get("fill") != theme.PAPER]


def marks(name: str) -> list[tuple[str, Any]]:
    """Return the drawn marks that explain themselves, with what they say."""
    links = drawn(FOUR, name).iter(f"{SVG}a")
    return [(str(link.get("aria-label")), link[0]) for link in links]


# ---- every claim is judged beside its evidence ----


def test_every_claim_is_judged_beside_its_evidence() -> None:
    """A claim without its verdict would be passed over in silence."""
    ours = {c for c in data.table("claims").index if c.startswith(("1.4", "1.5", "1.6", "1.7"))}
    blocks = re.findall(
        r":::\{claim\} ([\d.a-z ]+)\n(.*?)\n:::", FOUR.read_text("utf-8"), re.DOTALL
    )
    judged = [claim for names, _ in blocks for claim in names.split()]
    assert sorted(judged) == sorted(ours - ELSEWHERE)
    for names, text in blocks:
        for claim in names.split():
            assert f"{{verdict}}`{claim}`" in text, claim
    for claim in ELSEWHERE:
        assert f"{{verdict}}`{claim}`" in PROSE, claim
    assert re.findall(r"\{passage\} ([\d.]+)", PROSE) == ["1.4", "1.5", "1.6", "1.7"]


@pytest.mark.parametrize(
    ("quotation", "table", "row"),
    [
        ("We have not faced the prospect of Armageddon", "analogies", "a2022-10-06-biden"),
        ("Well, I don’t think he will", "events", "2022-10-11-biden-cnn"),
        ("neither confirm nor exclude", "analogies", "a2022-01-13-ryabkov"),
        ("I saved Cuba; I stopped an invasion.", "events", "1962-10-27-thompson-advice"),
        ("the value of reducing nuclear risk and not", "events", "2022-10-07-white-house"),
        ("a guarantee of empty words", "events", "1962-10-31-chinese-embassy"),
        ("a triumph of sanity", "events", "1962-12-12-khrushchev-supreme-soviet"),
        ("found the strength to show responsibility and wisdom", "events", "2022-10-30-lavrov"),
        ("No way. No, I can’t imagine myself in", "events", "2022-10-27-valdai-khrushchev"),
        ("Luck played a critical role then", "analogies", "a2022-10-14-thompson"),
    ],
)
def test_a_quotation_is_that_of_its_row(quotation: str, table: str, row: str) -> None:
    """A word would be put into a mouth."""
    assert f"“{quotation}" in PROSE
    assert quotation in " ".join(map(str, data.table(table).loc[row]))


def test_words_of_claims_are_those_of_the_ledger() -> None:
    """Three quotations stand in the evidence of the claims."""
    claims, evidence = data.table("claims"), data.table("claim_evidence")
    ledger = " ".join([*claims["reasoning"], *evidence["note"]])
    for quotation in (
        "first time since the Cuban Missile Crisis",
        "does not not only lose face, but lose significant power within Russia",
        "In this manner we will strengthen Cuba",
        "that’s not what we want",
    ):
        assert f"“{quotation}" in PROSE
        assert quotation in ledger


# ---- the numbers are those of the data ----


def test_the_presidents_were_as_old_as_the_text_says() -> None:
    """“About twenty and about ten” are the years between birth and crisis."""
    born = said(
        r"Biden was born in (\d{4}) and Putin in (\d{4}), so they were about (\w+) and (?:a)"
    )
    note = data.table("claim_evidence")
    [row] = note[(note["claim"] == "1.4a") & (note["evidence"] == "reign-2021")]["note"]
    assert re.findall(r"\d{4}", row) == list(born[:2])
    assert (number(born[2]), 10) == tuple(1962 - int(year) for year in born[:2])


def test_the_speech_is_timed_as_its_row_has_it() -> None:
    """The hour stands on the White House’s header, on Washington’s clock."""
    day, hour = said(r"residence in New York, (\d+ \w+), (\d\d:\d\d)\.")
    start = data.event("2022-10-06-biden-armageddon")["start"]
    assert hour == clocks.hour(start, "Washington")
    assert day[:5] == clocks.day(start, "Washington")
    later = data.event("2022-10-11-biden-cnn")["start"].tz_convert("America/New_York")
    passed = later.normalize() - start.tz_convert("America/New_York").normalize()
    assert number(said(r"(\w+) days later, asked whether Putin")[0]) == passed.days


def test_the_uses_are_as_many_as_the_text_says() -> None:
    """Totals and purposes, in the text, the title and the description."""
    counts = USES["use"].value_counts()
    assert int(said(r"our table has (\d+) uses")[0]) == len(USES)
    assert "## Fifty-six uses" in FOUR.read_text("utf-8")
    assert len(USES) == 56
    october = USES["date_text"].str.startswith("2022-10")
    assert int(said(r"the month of the anniversary, has (\d+)\.")[0]) == october.sum()
    told = said(r"In (\d+) it is a warning, in (\d+) a lesson in stepping back")
    assert tuple(map(int, told)) == (counts["warning"], counts["lesson of restraint"])
    assert counts["lesson of firmness"] == counts["threat"] == 1
    drawn_as = said(
        r"was for: (\d+) warnings, (\d+) lessons of restraint, (\d+) plain comparisons, (\d+) refu",
        TEXT,
    )
    names = ("warning", "lesson of restraint", "description", "rejection")
    assert tuple(map(int, drawn_as)) == tuple(counts[name] for name in names)


def test_those_in_office_are_as_many_as_the_text_says() -> None:
    """The finding of the first figure."""
    russian, office = said(r"Of (\d+) Russian uses (\d+) come from people in office")
    american, three = said(r"of (\d+) American ones, (\w+): a president, a senator and an unn")
    for side, total, held in (("Russia", russian, office), ("US", american, three)):
        rows = USES[USES["side"] == side]
        assert (int(total), number(held)) == (len(rows), rows["office"].sum())
    ours = USES[USES["office"] & (USES["side"] == "Russia")]
    assert ours["use"].value_counts().idxmax() == "warning"
    assert "large discs are three in all" in TEXT
    assert set(readings.OFFICE) == set(USES[USES["office"]]["speaker"])
    ukrainian = USES[USES["side"] == "Ukraine"]
    assert not ukrainian["office"].any()


def test_weeks_and_gaps_are_those_of_the_table() -> None:
    """“Eleven weeks before the invasion”, and nothing from June to August."""
    first = USES.iloc[0]
    assert (first["speaker"], first["date_text"]) == ("Sergey Ryabkov", "2021-12-09")
    weeks = (pd.Timestamp("2022-02-24") - pd.Timestamp("2021-12-09")).days / 7
    assert number(said(r"9 December 2021, (\w+) weeks before the invasion")[0]) == weeks
    assert "From June to August nothing was found" in TEXT
    assert not USES["date_text"].str.match(r"2022-0[678]").any()


def test_transcripts_name_the_crisis_as_often_as_the_text_says() -> None:
    """“In 126 Kremlin transcripts … not named once”."""
    speeches = data.table("kremlin_speeches")
    assert int(said(r"In (\d+) Kremlin transcripts, which lack Valdai")[0]) == len(speeches)
    assert speeches["n_caribbean_or_cuban_crisis"].sum() == 0
    assert not (speeches.reset_index()["date"] == pd.Timestamp("2022-10-27", tz="UTC")).any()


def test_voices_are_as_many_as_the_text_says() -> None:
    """The finding of the second figure, in text, caption and description."""
    rows = readings.endings()
    now = rows[(rows["group"] == "2022") & (rows["ending"] != "")]
    each = now[now["ending"] == "each"]
    most, all_of, officials = said(
        r"In 2022 (\w+) voices of (\w+) have each side give way, or be wise, (\w+) Russian off"
    )
    assert (number(most), number(all_of)) == (len(each), len(now))
    names = ("Naryshkin", "Ryabkov", "Lavrov", "Antonov")
    assert number(officials) == sum(who.startswith(names) for who in each["who"])
    assert set(now[now["ending"] == "lost"]["who"]) == {"Hastings", "The essay"}
    assert set(rows[rows["ending"] == ""]["who"]) == {"Biden", "Putin"}
    then = rows[rows["group"] == "1962 to 1964"]["ending"].value_counts().to_dict()
    assert then == {"lost": 3, "each": 1, "won": 1}
    assert rows[rows["ending"] == "won"]["who"].tolist() == ["Khrushchev, to Novotný"]


def test_pairs_are_as_many_as_the_text_says() -> None:
    """Six of fifteen, in text and title; Suez and Angola in the caption."""
    pairs = readings.pairs()
    code = list(zip(pairs["washington"], pairs["moscow"], strict=True))
    ours, theirs = code.count(("victory", "defeat")), code.count(("defeat", "victory"))
    six, fifteen = said(r"they are (\w+) of the (\w+) crises that it counts for both")
    assert (number(six), number(fifteen)) == (ours + theirs, len(pairs))
    assert "six of fifteen crises, Cuba among them" in TEXT
    five, once = said(r"(\w+) times Washington’s, (once), over Angola", TEXT)
    assert (number(five), once, ours, theirs) == (ours, "once", 5, 1)
    assert ("compromise", "compromise") not in code
    assert pairs[pairs["moscow"] == pairs["washington"]]["short"].tolist() == [
        "Suez",
        "Berlin",
        "Syria",
    ]
    [cuba] = pairs[pairs["year"] == 1962].itertuples()
    assert (cuba.washington, cuba.moscow) == ("victory", "defeat")
    assert cuba.washington_sees == "actor satisfied, adversary not"
    assert cuba.moscow_sees == "adversary satisfied, actor not"
    elsewhere = pd.Series(code).value_counts().drop([("victory", "defeat"), ("defeat", "victory")])
    eight, cells = said(r"(\w+) crises stand in (\w+) other cells", TEXT)
    suez = elsewhere[[("victory", "victory")]].sum()
    assert (number(eight), number(cells)) == (elsewhere.sum() - suez, len(elsewhere) - 1)


def test_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    lines = ran(FOUR).printed.splitlines()
    october, other = (re.findall(r"\d+", line) for line in lines[:2])
    told = said(
        r"In October (\d+) of (\d+) uses warn and (\d+) draw .*? it is (\d+) of (\d+) and (\d+)\. "
        r"Restraint has (\d+) per cent of October and (\d+) per cent"
    )
    assert told[:6] == (october[1], october[0], october[2], other[1], other[0], other[2])
    assert told[6:] == (october[3], other[3])
    gap = abs((int(other[2]) + 2) / (int(other[0]) + 2) - int(october[2]) / int(october[0]))
    assert gap < 0.01, "two speakers more would not nearly close it"
    assert lines[2] == " ".join((*said(r"has all (\d+) outcomes"), "outcomes"))
    without, second = said(r"(\d+) per cent without, (\d+) per cent with a second strike")
    assert lines[3:5] == [
        f"no capability: {without}% victories",
        f"second strike: {second}% victories",
    ]
    assert lines[5:] == [
        "Cuba 1962, US: victory, second strike",
        "Cuba 1962, USSR: defeat, second strike",
    ]


# ---- the charts are honest ----


def test_every_use_is_drawn_once_and_doubt_is_hollow() -> None:
    """A month would look like a day, and a rumour like a record."""
    seen = marks("fig-comparisons")
    assert len(seen) == len(USES)
    hollow = [said for said, mark in seen if mark.get("fill") == theme.PAPER]
    doubtful = (USES["precision"] != "day") | (USES["confidence"] != "firm")
    assert len(hollow) == doubtful.sum() >= 8
    heads = [w for w in words("fig-comparisons") if " · " in w and not w[0].isdigit()]
    for use, lane in readings.LANES.items():
        assert f"{lane} · {(USES['use'] == use).sum()}" in heads
    assert set(readings.NAMED) <= set(USES.index)


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_labels_stand_clear_of_each_other(variant: str) -> None:
    """Two names would be written over each other."""
    root = drawn(FOUR, "fig-comparisons", variant)
    lines: dict[float, list[tuple[float, float]]] = {}
    for text in root.iter(f"{SVG}text"):
        told = "".join(text.itertext())
        if " · " not in told or text.get("fill") == theme.PAPER:
            continue
        x, y = map(float, re.findall(r"[-\d.]+", str(text.get("transform")))[:2])
        wide = len(told) * 5.2
        left = {"start": x, "end": x - wide}[str(text.get("text-anchor"))]
        lines.setdefault(y, []).append((left, left + wide))
    assert len(lines) > 12
    for spans in lines.values():
        ordered = sorted(spans)
        assert all(b[0] >= a[1] for a, b in itertools.pairwise(ordered))


def test_a_month_stands_somewhere_within_it() -> None:
    """A use of November would be drawn in October."""
    spec = charts_of(FOUR)["fig-comparisons"].to_dict()
    rows = [row for values in spec["datasets"].values() for row in values if "tip" in row]
    start = pd.Timestamp("2021-12-01", tz="UTC")
    whole = pd.Timestamp("2023-01-01", tz="UTC") - start
    drawn_at = {row["tip"]: start + whole * (row["x"] / theme.WIDE) for row in rows}
    months = USES[USES["precision"] == "month"]
    assert len(months) >= 8
    for _, use in months.iterrows():
        [at] = [when for tip, when in drawn_at.items() if use["gist"] in tip]
        assert use["start"] <= at <= use["start_end"], use["speaker"]


def test_who_does_not_say_has_no_place_on_the_scale() -> None:
    """Silence would be read as a verdict."""
    rows = readings.endings()
    for variant in ("wide", "narrow"):
        root = drawn(FOUR, "fig-endings", variant)
        dotted = [e for e in root.iter(f"{SVG}line") if e.get("stroke-dasharray") == "1.5,2.5"]
        assert len(dotted) == (rows["ending"] == "").sum() == 2
    table = charts_of(FOUR)["fig-endings"].to_dict()["usermeta"]["table"]
    assert len(table["rows"]) == len(rows)


def test_each_crisis_stands_in_one_cell() -> None:
    """A crisis would be lost, or counted twice."""
    told = " ".join(words("fig-pairings"))
    for row in readings.pairs().itertuples():
        assert f"{row.short} {row.year}" in told
    tints = [t.get("fill") for t in drawn(FOUR, "fig-pairings").iter(f"{SVG}text")]
    assert tints.count(theme.CRISIS["1962"]) == 1


def test_a_reading_of_no_row_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A student who mistypes an id would lose a voice without a word."""
    wrong = {"2022": (("no-such-row", "US", "Nobody", "lost", "nothing"),)}
    monkeypatch.setattr(readings, "VOICES", wrong)
    with pytest.raises(KeyError, match="no row “no-such-row”"):
        readings.endings()
    with pytest.raises(ValueError, match="no comparison"):
        charts.comparisons(USES.head(0))


def test_figures_of_chapter_four() -> None:
    """The figures, in the order in which the text needs them, each light."""
    names = [figure["figure"]["name"] for figure in figures_of(FOUR)]
    assert names == ["fig-comparisons", "fig-endings", "fig-pairings"]
    for chart in charts_of(FOUR).values():
        spec = chart.to_dict()
        assert len(json.dumps(spec["usermeta"]["narrow"], ensure_ascii=False)) < 35_000
