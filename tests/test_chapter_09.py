"""Chapter 9: its days are those of the data, its sorting holds, its charts draw what they say."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cells import ran
from companion import charts, data, judgements, price, theme
from companion.charts.called import stretches
from test_charts import SVG, charts_of, drawn
from test_prose import figures_of, flat, number, text_of

ROOT = Path(__file__).resolve().parents[1]
NINE = next((ROOT / "notebooks").glob("09-*.md"))
TEXT = flat(text_of(NINE))


def said(pattern: str) -> tuple[str, ...]:
    """Return what a pattern captures in the text, which must say it."""
    found = re.search(pattern, TEXT)
    assert found, f"the chapter no longer says “{pattern}”: mend this test"
    return found.groups()


def alt(name: str) -> str:
    [found] = [f["image"]["alt"] for f in figures_of(NINE) if f["figure"]["name"] == name]
    return flat(found)


def days(name: str) -> int:
    rows = price.concessions().set_index("name")
    return int(rows.loc[name, "days"])


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text[:10])


# ---- what was given ----


def test_the_days_in_the_text_are_those_of_the_rows() -> None:
    """“Eighteen days later”, “after 179”: in prose, description and title."""
    assert number(said(r"(\w+) days later Washington had counted (\d+) on their way out")[0]) == 18
    assert days("Missiles out of Cuba") == 18
    counted = int(data.table("cuba_deployment").loc["missiles-seen-leaving", "value"])
    assert int(said(r"Washington had counted (\d+) on their way out")[0]) == counted
    given = re.search(
        r"leave Cuba in (\d+) days, its bombers in (\d+)\. .*? after (\d+) days .*? after (\d+);",
        alt("fig-given"),
    )
    assert given
    names = (
        "Missiles out of Cuba",
        "Bombers out of Cuba",
        "The quarantine",
        "Jupiters in Turkey, 15",
    )
    assert [int(n) for n in given.groups()] == [days(name) for name in names]


def test_seven_weeks_and_six_months() -> None:
    """The title of the figure, and the first sentence of the chapter."""
    first = day(data.table("messages").loc["m1962-10-28-khrushchev-1", "sent_text"])
    last = day(data.event("1962-12-11-khrushchev-message")["start_text"])
    assert 6 < (last - first).days / 7 < 7
    assert 5.5 < days("Jupiters in Turkey, 15") / 30.44 < 6
    assert "within seven weeks" in said(r"(Moscow gave up its missile base in Cuba, and .+?)\.")[0]
    assert said(r"Moscow gave up arms within (seven weeks); .+? its missiles in (six months)")


def test_the_numbers_of_arms_and_men_are_those_of_the_tables() -> None:
    """A row is corrected, and the sentence about it is not."""
    cuba, nato = data.table("cuba_deployment"), data.table("nato_missiles")
    men = cuba.loc["troops"]
    assert said(r"about ([\d,]+) by two accounts")[0] == f"{men['value']:,.0f}"
    assert f"{men['value_high']:,.0f}" in TEXT
    assert (cuba.loc["warheads-tactical", ["value", "value_high"]] - 100).abs().max() <= 2
    assert "about a hundred" in TEXT
    thirty, sixty = said(r"(\w+) Jupiters had left Italy and (\w+) Thors Britain")
    words = {"thirty": 30, "sixty": 60}
    assert words[thirty] == int(nato.loc["italy-jupiter", "number"])
    assert words[sixty] == int(nato.loc["uk-thor-cubacrisis", "number"])
    assert nato.loc["turkey-jupiter", "deployed"] == "1962-04"
    assert "operational since April 1962" in TEXT


def test_a_promise_is_of_the_kind_that_its_message_is() -> None:
    """A private letter drawn as broadcast would change the verdict on 3.1a."""
    messages = data.table("messages")
    for _, one in price.concessions().iterrows():
        for step in one["steps"]:
            if step["table"] == "messages" and step["way"] in ("public", "private", "spoken"):
                row = messages.loc[step["id"]]
                assert (row["public"] == "yes") == (step["way"] == "public"), step["id"]
                assert (row["form"] == "oral message") == (step["way"] == "spoken"), step["id"]


def test_lines_run_forward_and_doubt_is_hollow() -> None:
    """A line that ran back would show a promise kept before it was given."""
    rows = price.concessions()
    for _, one in rows.iterrows():
        places = [step["at"] for step in one["steps"]]
        assert places == sorted(places), one["name"]
    doubtful = sum(step["doubt"] for steps in rows["steps"] for step in steps)
    root = drawn(NINE, "fig-given")
    marks = [a[0] for a in root.iter(f"{SVG}a")]
    assert sum(m.get("fill") == theme.PAPER for m in marks) == doubtful >= 4
    assert len(rows) == number(alt("fig-given").split()[0])


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_what_never_ends_runs_to_the_edge(variant: str) -> None:
    """The pledge would look as if it had been given up in December."""
    rows = price.concessions()
    shapes = [p.get("d", "") for p in drawn(NINE, "fig-given", variant).iter(f"{SVG}path")]
    arrows = [d for d in shapes if d.startswith("M-") and d.count("L") == 2]
    assert len(arrows) == (rows["end"] == "open").sum() + 1, "and one in the key"


# ---- what it was called ----


def test_moscow_never_says_retreat() -> None:
    """The title of the figure: “a retreat, never”."""
    rows = judgements.words()
    soviet = rows[rows["actor"].isin(("USSR", "Russia"))]
    assert soviet[soviet["says"]]["judged"].min() > 0
    same = rows[(rows["on"] == "1962-10-30") & (rows["who"] == "Khrushchev")]
    assert sorted(same["judged"]) == [1, 2]
    assert len(rows) == number(alt("fig-called").split()[0])
    assert rows["at"].is_monotonic_increasing


def test_a_judgement_is_heard_of_in_its_row() -> None:
    """A slip in our reading would be a victory that the row does not know."""
    heard = {
        "1962-10-30-khrushchev-novotny": "victory",
        "1962-10-31-chinese-embassy": "empty words",
        "1962-11-23-khrushchev-plenum": "retreating",
        "1962-12-12-khrushchev-supreme-soviet": "a triumph of sanity",
        "2022-10-14-ryabkov": "praises both leaders",
        "2022-10-30-lavrov": "responsibility and wisdom",
    }
    for name, words in heard.items():
        assert words in data.event(name)["summary"], name
    evidence = data.table("claim_evidence")
    assert any("defeat" in note for note in _notes(evidence, "wc-roca-1962-11-02"))
    assert any("Cuba" in note for note in _notes(evidence, "frus1964-v14-d52"))


def _notes(evidence: pd.DataFrame, key: str) -> list[str]:
    return list(evidence[evidence["evidence"] == key]["note"])


def test_the_silences_are_as_long_as_they_say() -> None:
    """“22 months” is drawn, and told in the text."""
    parts = stretches(judgements.words())
    gaps = [b["at"].iloc[0] - a["at"].iloc[-1] for a, b in itertools.pairwise(parts)]
    assert next(round(gap.days / 30.44) for gap in gaps) == 22
    assert int(said(r"For the (\d+) months between December 1962 and October 1964")[0]) == 22
    words = [t.text for t in drawn(NINE, "fig-called").iter(f"{SVG}text")]
    assert "22 months, and no judgement in what was read" in words
    assert "58 years are left out here" in words


# ---- why he fell ----


def test_a_voice_stands_on_a_row() -> None:
    """A ground that no row or evidence holds would be ours alone."""
    evidence, events = data.table("claim_evidence"), data.table("events")
    for _, one in judgements.grounds().drop_duplicates("voice").iterrows():
        table, key = one["row"].split(" ")
        if table == "events":
            assert set(one["source"]) <= set(events.loc[key, "source"]), one["voice"]
        else:
            held = evidence[(evidence["claim"] == key)]["evidence"]
            assert set(one["source"]) <= set(held), one["voice"]


def test_the_grounds_are_counted_as_the_text_says() -> None:
    """“Of the six voices … three name Cuba and four his manner of rule”."""
    rows = judgements.grounds()
    voices = rows[rows["how"] != "unread"]["voice"].nunique()
    found = said(r"Of the (\w+) voices in .+? that were read, (\w+) name Cuba and (\w+) his manner")
    named = rows[rows["how"].isin(("named", "told"))]["ground"].value_counts()
    assert [number(n) for n in found] == [voices, named["Cuba"], named["Manner of rule"]]
    announced = rows[rows["voice"].str.startswith("Announcement") & (rows["how"] != "")]
    assert list(announced["ground"]) == ["Age and health"]
    inside = rows[(rows["where"] == "In the Kremlin") & (rows["ground"] == "Cuba")]
    assert list(inside["how"]) == ["told", "named", "unread"]
    assert "seven voices of October 1964 by six grounds" in alt("fig-grounds")
    assert (rows["voice"].nunique(), rows["ground"].nunique()) == (7, 6)


def test_a_filled_cell_is_a_text_that_was_read() -> None:
    """What another sums up would look as sure as a document."""
    rows = judgements.grounds()
    fills = [r.get("fill") for r in _cells()]
    assert fills.count(theme.CRISIS["1962"]) == 2
    assert fills.count(theme.INK2) == (rows["how"] == "named").sum() - 2 + 1, "and one in the key"


def _cells() -> list[Any]:
    paths = drawn(NINE, "fig-grounds").iter(f"{SVG}path")
    return [p for p in paths if p.get("fill") in (theme.INK2, theme.CRISIS["1962"])]


# ---- the chapter ----


def test_the_days_between_the_octobers() -> None:
    """“717 days”, counted by the events and not by hand."""
    first = day(data.event("1962-10-28-khrushchev-acceptance")["start_text"])
    last = day(data.event("1964-10-14-khrushchev-removed")["start_text"])
    assert set(re.findall(r"it was (\d+) days|It was (\d+) days", TEXT)) >= {("717", "")}
    assert (last - first).days == 717


def test_the_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    took, table = ran(NINE).printed.split("every voice")
    *rows, last = table.splitlines()[1:]
    spans = tuple(re.findall(r": (\d+) days", took))
    assert said(r"Moscow needed (\d+) and (\d+) days, Washington (\d+) and (\d+)\.") == spans
    assert "An invasion of Cuba: without an end" in took
    assert "Any word about Turkey: without an end" in took
    found = [re.split(r" {2,}", row) for row in rows]
    counts = [{row[0]: row[n] for row in found} for n in (1, 2)]
    lead, rest = said(r"manner of rule leads with (\d), before .+? with (\d) each")
    assert counts[0]["Manner of rule"] == lead
    assert {counts[0][g] for g in ("Cuba", "China, allies", "Economy, farms")} == {rest}
    four = {counts[1][g] for g in ("Cuba", "China, allies", "Economy, farms", "Manner of rule")}
    assert four == set(said(r"all four have (\d)"))
    berlin = said(r"Berlin has (\d) and then (\d), age and health (\d)")
    assert berlin == (counts[0]["Berlin"], counts[1]["Berlin"], counts[1]["Age and health"])
    spans = said(r"It was (\d+) days, and (\d+) of them .+?: (\d+) per cent")
    assert tuple(re.findall(r"\d+", last)) == spans


def test_the_chapter_judges_every_claim_of_its_paragraph() -> None:
    """A claim without a card beside its evidence is not judged."""
    claims = data.table("claims")
    text = NINE.read_text("utf-8")
    judged = set(" ".join(re.findall(r"\{claim\} ([^\n]+)", text)).split())
    assert judged == set(claims[claims["paragraph"] == "3.1"].index)
    assert judged <= set(re.findall(r"\{verdict\}`([^`]+)`", text))


def test_charts_of_fewer_rows_draw_too() -> None:
    """A student who leaves rows out would get an error."""
    rows = price.concessions()
    assert charts.given(rows[rows["group"] == price.MOSCOW]).to_dict()
    assert charts.called(judgements.words().iloc[:3]).to_dict()
    assert len(charts_of(NINE)) == 3
