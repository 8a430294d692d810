"""Chapter 3: its numbers are those of the data, its charts say no more than the rows."""

from __future__ import annotations

import json
import re
from collections import Counter
from xml.etree import ElementTree

import pandas as pd
import pytest
from cells import ran
from companion import data, leaders, theme
from companion.charts.exit_shares import moscow, shares
from test_charts import DOTTED, NOTEBOOKS, SVG, charts_of, drawn, text_of
from test_prose import figures_of, flat, number
from test_prose import text_of as prose_of
from two_octobers import vega

THREE = next(n for n in NOTEBOOKS if n.name.startswith("03-"))
OCTOBER = "1964-10-khrushchev"


def said(pattern: str, text: str | None = None) -> tuple[str, ...]:
    """Find what the chapter says; the pattern must be there."""
    found = re.search(pattern, flat(prose_of(THREE)) if text is None else text)
    assert found, f"the chapter has other words now: mend this test ({pattern})"
    return found.groups()


def numbers(pattern: str, text: str | None = None) -> tuple[int, ...]:
    return tuple(number(word) for word in said(pattern, text))


def alt(name: str) -> str:
    [found] = [f["image"]["alt"] for f in figures_of(THREE) if f["figure"]["name"] == name]
    return flat(found)


def coded(event: str) -> dict[str, str]:
    rows = leaders.codings()
    rows = rows[rows["event"] == event]
    return dict(zip(rows["dataset"], rows["coded_as"], strict=True))


def score(year: int, index: str = "V-Dem liberal", column: str = "value") -> float:
    rows = data.table("democracy")
    rows = rows[(rows["entity"] == "Russia") & (rows["index"] == index) & (rows["year"] == year)]
    return float(rows[column].iloc[0])


# ---- the numbers are those of the data ----


def test_the_leaders_are_counted_as_the_text_says() -> None:
    """The chapter’s title rests on it, and it is said four times."""
    manner = Counter(leaders.leaders()["manner"])
    died, put_out, gave_way, stays = (manner[m] for m in leaders.MANNERS)
    left = died + put_out + gave_way
    assert stays == 1
    in_short = r"Of (\w+) who have left since 1917, (\w+) died in office and (\w+) were put out"
    assert numbers(in_short) == (left, died, put_out)
    assert numbers(r"(\w+) leaders have left office .{0,60}\[\^count\] (\w+) died in it") == (
        left,
        died,
    )
    assert numbers(r"Colleagues put out (\w+):.*? (\w+) resigned or gave way") == (
        put_out,
        gave_way,
    )
    assert numbers(r"Of (\w+) who left, (\w+) died in office and (\w+) were") == (
        left,
        died,
        put_out,
    )
    assert numbers(r"Crosses mark (\w+) deaths", alt("fig-tenures")) == (died,)
    assert numbers(r"with (\w+) leaders", alt("fig-tenures")) == (left + stays,)


def test_malenkov_left_on_his_ninth_day() -> None:
    row = leaders.leaders().loc["Malenkov"]
    assert said(r"Secretariat on the (\w+) day that he is counted") == ("ninth",)
    assert (row["exit"] - row["entry"]).days + 1 == 9


def test_the_attempts_are_counted_as_the_text_says() -> None:
    """“Mixed” is the verdict, and this is what is mixed."""
    rows = leaders.attempts()
    outcome = Counter(rows["outcome"])
    pattern = r"Of (\w+) attempts since 1953 (\w+) removed their man, and (\w+) did not"
    assert numbers(pattern) == (len(rows), outcome["removed"], outcome["stayed"])
    removed = rows.loc[rows["outcome"] == "removed", "start"].dt.year
    stayed = rows.loc[rows["outcome"] == "stayed", "start"].dt.year
    years = said(
        r"those of (\d+), (\d+) and (\d+) removed their man; "
        r"those of (\d+), (\d+), (\d+) and (\d+) did not",
        alt("fig-tenures"),
    )
    assert [int(y) for y in years] == [*removed, *stayed]
    contested = rows.loc[rows["confidence"] == "contested"].index
    assert [name[8:12] for name in contested] == ["1993", "2023"]
    assert rows.loc[rows["at_the_leader"], "start"].dt.year.tolist() == [1957, 1964, 1991, 1993]


def test_the_attempts_are_as_quick_as_the_text_says() -> None:
    """“Nor does speed sort the seven attempts”: the claim’s judgement rests on it."""
    rows = leaders.attempts().sort_values("days")
    quickest = list(zip(rows["start"].dt.year, rows["days"], strict=True))[:3]
    assert quickest == [(2023, 2), (1964, 3), (1991, 4)]
    pattern = r"quickest was Wagner’s, (\w+) days, .*? then 1964; then August 1991, (\w+) days"
    assert numbers(pattern) == (2, 4)
    assert numbers(r"from the first session to the plenum it took (\w+) days") == (3,)


def test_the_codings_are_those_of_the_data_sets() -> None:
    """One word wrong here, and a data set is misquoted."""
    rows = leaders.codings()
    assert numbers(r"(\w+) data sets that scholars use were searched for (\w+) events") == (
        rows["dataset"].nunique(),
        rows["event"].nunique(),
    )
    assert coded(OCTOBER) == {
        "Archigos 4.1": "regular exit",
        "REIGN 2021": "manner not coded",
        "Svolik 2012": "successful coup",
        "GWF 2014": "nothing coded",
        "Powell–Thyne 2015": "nothing coded",
        "Cline 2.1.2": "successful coup",
        "Colpus 1.1": "successful coup",
    }
    assert coded("1991-08-committee") == {
        "Archigos 4.1": "irregular exit",
        "REIGN 2021": "regime change",
        "Svolik 2012": "successful coup",
        "GWF 2014": "regime change",
        "Powell–Thyne 2015": "failed coup",
        "Cline 2.1.2": "successful coup",
        "Colpus 1.1": "failed coup",
    }
    had = rows[rows["in_dataset"] == "yes"].groupby("event")["dataset"].agg(list).to_dict()
    assert had["1957-06-antiparty"] == ["Colpus 1.1"]
    assert not {"1953-06-beria", "1955-02-malenkov"} & set(had)
    verbatim = rows.set_index(["event", "dataset"])["verbatim"]
    assert "cex 1" in verbatim[OCTOBER, "Svolik 2012"]
    assert {"palace", "resign"} <= set(re.findall(r"\w+", verbatim[OCTOBER, "Cline 2.1.2"]))
    assert "Non-Military Coup" in verbatim[OCTOBER, "Colpus 1.1"]
    assert "Removed by Military" in verbatim["1991-08-committee", "Archigos 4.1"]
    assert "8/21/1991" in verbatim["1991-08-committee", "REIGN 2021"]
    assert "1991-12-22" in verbatim["1991-08-committee", "GWF 2014"]


def test_no_data_set_is_blamed_for_what_came_after_its_end() -> None:
    """“They do not have Wagner” would be unfair to all seven."""
    rows = leaders.codings()
    march = rows[rows["year"] == 2023]
    assert set(march["coded_as"]) == {"after its end"}
    assert rows["dataset_end"].max() < 2023
    assert re.search(r"every file, as read, ends before June 2023", flat(prose_of(THREE)))
    assert set(rows.loc[rows["coded_as"] == "after its end", "year"]) == {2023}


def test_powell_and_thyne_have_eight_attempts_in_1964() -> None:
    attempts = data.table("coup_attempts").loc[1964, "attempts"]
    assert numbers(r"Thyne <[\w-]+>` count (\w+) attempts in the world that year") == (attempts,)


def test_the_shares_are_those_of_the_data() -> None:
    """Text, title and description give the same shares as the bars."""
    parts = shares(data.table("leader_exits"))
    irregular = parts[parts["group"] == "irregular"].set_index("decade")
    most, last = irregular.loc[irregular["share"].idxmax()], irregular.loc[2010]
    assert most.name == 1960
    pattern = r"in the 1960s: (\d+) of (\d+), or (\d+) per cent.*?(\d+) of (\d+), or (\d+) per cent"
    found = numbers(pattern)
    assert found == (82, 256, 32, 12, 198, 6)
    assert found[:3] == (most["n"], most["n_leaders"], round(100 * most["share"]))
    assert found[3:] == (last["n"], last["n_leaders"], round(100 * last["share"]))
    assert last["years"] == 6
    told = numbers(
        r"from (\d+) per cent in 1875–79 to (\d+) in the 1920s, rise to (\d+) in the 1960s and "
        r"(\d+) in the 1970s, and fall to (\d+) by 2015",
        alt("fig-shares"),
    )
    assert told == tuple(
        round(100 * irregular.loc[d, "share"]) for d in (1870, 1920, 1960, 1970, 2010)
    )
    exits = data.table("leader_exits")
    assert exits.loc[exits["exit_type"] == "unknown", ["decade", "n"]].to_numpy().tolist() == [
        [1910, 3]
    ]


def test_deaths_in_moscow_are_as_many_as_the_text_says() -> None:
    exits = data.table("leader_exits")
    exits = exits[exits["decade"] >= 1920]
    deaths = exits.loc[exits["exit_type"] == "natural death", "n"].sum()
    own = moscow(leaders.leaders())
    natural = int((own["archigos_exit"] == "Natural Death").sum())
    pattern = r"From the 1920s on one exit in (\w+), worldwide.*?in Moscow it is (\w+) of (\w+)\."
    assert numbers(pattern) == (round(exits["n"].sum() / deaths), natural, len(own))
    pattern = r"the (\w+) exits in Moscow.*?: (\w+) deaths, (\w+) regular, (\w+) irregular"
    count = Counter(own["group"])
    assert numbers(pattern) == (
        len(own),
        count["death or illness"],
        count["regular"],
        count["irregular"],
    )
    assert own.loc["Khrushchev", "group"] == "regular"
    assert own.loc["Gorbachev", "group"] == "irregular"


def test_the_scores_are_those_of_the_indices() -> None:
    """V-Dem to two places, with its bounds, and Polity’s whole numbers."""
    found = said(
        r"Soviet Union at ([\d.]+) in 1962, Russia at ([\d.]+) in 1999 and at ([\d.]+) in 2022"
    )
    assert found == tuple(f"{score(year):.2f}" for year in (1962, 1999, 2022))
    bounds = said(r"the last two, ([\d.]+) to ([\d.]+) and ([\d.]+) to ([\d.]+), lie far apart")
    assert bounds == tuple(
        f"{score(year, column=c):.2f}" for year in (1999, 2022) for c in ("low", "high")
    )
    apart = said(r"stands ([\d.]+) from the Soviet Union of 1962, and ([\d.]+) from Russia in 1999")
    assert apart == tuple(f"{abs(score(2022) - score(year)):.2f}" for year in (1962, 1999))
    spans = said(
        r"(\d) from (\d+) to (\d+), (\d) from (\d+) to (\d+), "
        r"then (\d) until its file ends in (\d+)"
    )
    first, second, third = spans[:3], spans[3:6], (spans[6], "2007", spans[7])
    for value, since, until in (first, second, third):
        years = range(int(since), int(until) + 1)
        assert {score(year, "Polity") for year in years} == {float(value)}, (since, until)
    polity = data.table("democracy")
    polity = polity[(polity["index"] == "Polity") & (polity["entity"] == "Russia")]
    assert polity["year"].max() == int(third[2])
    assert polity.loc[polity["value"] == polity["value"].max(), "year"].tolist() == list(
        range(2000, 2007)
    )
    russia = {year: score(year) for year in range(1960, 2023)}
    assert sorted(russia, key=lambda year: -russia[year])[:8] == sorted(
        range(1992, 2000), key=lambda year: -russia[year]
    )


def test_the_decree_has_its_hours_and_the_record_its_reach() -> None:
    start = pd.Timestamp(*map(int, (1993, 9, 21, 20))).tz_localize("Europe/Moscow")
    there = f"{start.tz_convert('America/New_York'):%H:%M}"
    assert said(r"signed at (\d\d:\d\d) in Moscow, (\d\d:\d\d) in Washington") == ("20:00", there)
    note = data.table("removal_attempts").loc["removal-1993-09-21-yeltsin", "note"]
    assert "signed at 20:00 on 21 September" in note
    assert said(r"events of this book, which run to (\w+ \d+)") == (
        f"{data.table('events')['start'].max():%B %Y}",
    )
    march, death = (
        data.event(name)["start"]
        for name in ("2023-06-23-wagner-march", "2023-08-23-prigozhin-dies")
    )
    assert said(r"on its second day, and (\w+) months after") == ("two",)
    assert (death.tz_convert("Europe/Moscow") - march).days // 30 == 2


def test_every_claim_of_the_paragraph_is_judged() -> None:
    """The reader who came for one claim would not find it."""
    text = THREE.read_text("utf-8")
    claims = data.table("claims")
    wanted = set(claims.index[claims["paragraph"] == "1.3"])
    wrapped = {c for line in re.findall(r"\{claim\} (.+)", text) for c in line.split()}
    marked = set(re.findall(r"\{verdict\}`([^`]+)`", text))
    assert wanted == wrapped == marked


# ---- the charts say no more than the rows ----


def _links(name: str, variant: str = "wide") -> list[tuple[str, ElementTree.Element]]:
    found = drawn(THREE, name, variant).iter(f"{SVG}a")
    return [(str(link.get("aria-label")), link[0]) for link in found]


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_every_exit_and_every_attempt_is_marked(variant: str) -> None:
    """A leader or an attempt would be missing, or counted twice."""
    heads = [said.split("\n")[0] for said, _ in _links("fig-tenures", variant)]
    rows = leaders.leaders()
    exits = [f"{name}: {row['how_left']}" for name, row in rows.iterrows() if pd.notna(row["exit"])]
    moves = leaders.attempts()
    assert sorted(h.removesuffix(" Contested.").removesuffix(".") for h in heads) == sorted(
        [*exits, *(moves["label"] + ": " + moves["outcome"])]
    )
    contested = {m["label"] for _, m in moves.iterrows() if m["confidence"] == "contested"}
    assert {h.split(":")[0] for h in heads if h.endswith("Contested.")} == contested
    dashed = [
        line
        for line in drawn(THREE, "fig-tenures", variant).iter(f"{SVG}line")
        if line.get("stroke-dasharray") == "5,3"
    ]
    in_key = 1
    assert len(dashed) == in_key + 2 * len(contested)


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_a_cell_is_filled_only_where_a_list_says_so(variant: str) -> None:
    """A file that ended, or a mere date, would look like a verdict."""
    rows = leaders.codings()
    root = drawn(THREE, "fig-codings", variant)
    marks = _links("fig-codings", variant)
    assert len(marks) == len(rows)
    boxes = [p for p in root.iter(f"{SVG}path") if p.get("fill") in (theme.INK, theme.RULE)]
    count = Counter(rows["coded_as"])
    fills = Counter(p.get("fill") for p in boxes)
    assert fills[theme.INK] == count["irregular exit"] + count["successful coup"]
    assert fills[theme.RULE] == count["regular exit"] + count["manner not coded"]
    dotted = [e for e in root.iter(f"{SVG}line") if e.get("stroke-dasharray") == DOTTED]
    assert len(dotted) == 2 * count["after its end"]
    words = [t.text for t in root.iter(f"{SVG}text")]
    assert words.count("–") == count["nothing coded"]


def test_moscows_exits_stand_in_the_part_that_counts_them() -> None:
    """Khrushchev would be drawn among the irregular, which is the very question."""
    marks = [m for m in _links("fig-shares") if m[1].get("fill") == theme.USSR]
    own = moscow(leaders.leaders())
    assert len(marks) == len(own)
    heads = {said.split(",")[0]: said.split("\n")[0] for said, _ in marks}
    for name, row in own.iterrows():
        assert heads[str(name)] == (
            f"{name}, {row['exit']:%Y}: {row['archigos_exit'].lower()}, {row['archigos_exitcode']}"
        )


def test_shares_of_a_decade_add_up() -> None:
    parts = shares(data.table("leader_exits"))
    assert (
        parts.groupby("decade")["n"].sum() == parts.groupby("decade")["n_leaders"].first()
    ).all()
    assert (parts.groupby("decade")["high"].max().round(9) == 1).all()
    assert (parts["low"] <= parts["high"] + 1e-9).all()


def test_the_whole_scale_can_be_seen_with_two_other_countries() -> None:
    """A cut scale that cannot be undone makes a small thing look large."""
    spec = charts_of(THREE)["fig-indices"].to_dict()
    [control] = [p for p in spec["params"] if p["name"] == "whole"]
    assert control["value"] == 0
    assert len(control["bind"]["options"]) == 2
    first = drawn(THREE, "fig-indices")
    spec["params"] = [{**control, "value": 1}]
    whole = ElementTree.fromstring(str(vega.svg(json.dumps(spec), "wide")))
    before, after = ([t.text for t in root.iter(f"{SVG}text")] for root in (first, whole))
    assert "0.4" in before
    assert "United States" not in before
    assert {"1", "United States", "Ukraine"} <= set(after)


def test_the_two_years_of_the_book_keep_their_hues() -> None:
    """1962 and 2022 have one colour each, and no actor’s layer has it."""
    words = {t.text: t.get("fill") for t in drawn(THREE, "fig-indices").iter(f"{SVG}text")}
    assert words[f"1962: {score(1962):.2f}"] == theme.CRISIS["1962"]
    assert words[f"2022: {score(2022):.2f}"] == theme.CRISIS["2022"]


def test_words_in_a_drawing_keep_their_digits() -> None:
    """“0.29” was printed as “0.2”, because drawings are made lighter by cutting numbers."""
    assert re.search(r">1999: 0\.29<", str(vega.svg(text_of(THREE, "fig-indices"), "wide")))
    said = [said for said, _ in _links("fig-indices")]
    assert any("0.291 (0.247 to 0.329)" in text for text in said)


# ---- the exercises ----


def test_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    lines = ran(THREE).printed.splitlines()
    lists = {
        label: (int(n), int(codes))
        for label, n, codes in re.findall(r"(?m)^(\S.+?) +(\d+) +(\d+)$", "\n".join(lines))
    }
    assert lists["Emergency committee, August 1991"] == numbers(
        r"August 1991: all (\w+) lists have it, under (\w+) codes"
    )
    assert lists["Khrushchev is removed, 1964"] == numbers(
        r"October 1964 is in (\w+) lists, under (\w+)\."
    )
    others = {label: codes for label, (_, codes) in lists.items() if codes > 1}
    assert set(others) - {"Emergency committee, August 1991", "Khrushchev is removed, 1964"} == {
        "Malenkov leaves the Secretariat, 1953",
        "Yeltsin dissolves parliament, 1993",
    }
    assert others["Malenkov leaves the Secretariat, 1953"] == 2
    assert others["Yeltsin dissolves parliament, 1993"] == 2
    world = re.findall(r"([\d.]+)% worldwide, (\d+) in Moscow", "\n".join(lines))
    share = said(r"share would go from ([\d.]+) to ([\d.]+) per cent")
    assert share == tuple(value for value, _ in world)
    own = numbers(r"would double, from (\w+) of (\w+) to (\w+)\.")
    assert (own[0], own[2]) == tuple(int(n) for _, n in world)
    assert own[1] == len(moscow(leaders.leaders()))
    days = re.findall(r"(?m) (\d+) +(removed|stayed)$", "\n".join(lines))
    removed = numbers(r"removed their man took (\w+), (\w+) and (\w+) days")
    stayed = numbers(r"that did not, (\w+), (\w+), (\w+) and (\w+)\.")
    assert removed == tuple(int(n) for n, outcome in days if outcome == "removed")
    assert stayed == tuple(int(n) for n, outcome in days if outcome == "stayed")
    assert numbers(r"the (\w+) days are those to the end of the plenum") == (12,)
