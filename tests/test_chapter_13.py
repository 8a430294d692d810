"""Chapter 13: what it says of the years since the essay is what the rows say."""

from __future__ import annotations

import itertools
import random
import re

import pandas as pd
import pytest
from cells import ran
from companion import clocks, data, forecast_codes, forecasts
from companion.charts import flags
from companion.charts.aid_two_sides import by_month
from test_prose import NOTEBOOKS, figures_of, flat, number, text_of

PAGE = next(n for n in NOTEBOOKS if n.name.startswith("13-"))
TEXT = flat(text_of(PAGE))


def said(pattern: str) -> tuple[str, ...]:
    """Return what the chapter says in the places of a pattern; it has to say it."""
    found = re.search(pattern, TEXT)
    assert found, f"the chapter no longer says “{pattern}”: mend this test"
    return found.groups()


def months() -> pd.DataFrame:
    return by_month(data.table("aid"))


def pew(month: str) -> int:
    rows = data.table("us_polls")
    rows = rows[(rows["pollster"] == "Pew Research Center") & (rows["answer"] == "too much")]
    [row] = rows[(rows["group"] == "Republicans") & (rows["month"] == month)]["percent"]
    return int(row)


# ---- American support ----


def test_the_half_years_of_aid_are_those_of_the_data() -> None:
    aid = months()["us"]
    before, after = said(
        r"allocations were ([\d.]+) billion euros .*? and ([\d.]+) in the next six"
    )
    assert before == f"{aid['2023-04':'2023-09'].sum():.1f}"
    assert after == f"{aid['2023-10':'2024-03'].sum():.1f}"


def test_the_means_are_those_of_the_data() -> None:
    aid = months()
    three = aid["2022-02":"2025-01"]
    assert len(three) == 36
    since = aid["2025-02":]
    others, later, both = said(
        r"gave ([\d.]+) billion euros a month .*? and ([\d.]+) since, less t.*?([\d.]+) of"
    )
    assert others == f"{three['rest'].mean():.1f}"
    assert later == f"{since['rest'].mean():.1f}"
    assert both == f"{(three['rest'] + three['us']).mean():.1f}"
    assert aid.index[-1] == "2026-04"
    assert aid.index[aid["us"] > 0][-1] == "2025-01"
    assert "dated later than January 2025" in TEXT


def test_up_to_the_election_there_was_a_gap_and_then_more_than_before() -> None:
    us = months()["us"]
    assert us["2023-10":"2024-03"].mean() < 0.1 * us["2022-12":"2023-09"].mean()
    assert us["2024-04":"2024-11"].mean() > us["2022-12":"2023-09"].mean()


def test_the_tallest_bars_are_as_the_caption_and_the_description_say() -> None:
    aid, rows = months(), data.table("aid")
    [item] = said(r"October 2024, ([\d.]+) billion euros are financial")
    october = rows[(rows["month"] == "2024-10") & (rows["donor"] == "United States")]
    assert item == f"{october.set_index('kind').loc['financial', 'eur_bn']:.1f}"
    assert aid["us"].idxmax() == "2024-10"
    peak, others = said(r"peak at ([\d.]+) in October 2024.*?with ([\d.]+) in March 2025")
    assert (peak, others) == (f"{aid['us'].max():.1f}", f"{aid['rest'].max():.1f}")
    assert aid["rest"].idxmax() == "2025-03"
    arms = aid["us_military"]
    assert arms["2023-10":"2024-03"].max() < 0.6, "“the gaps stay”"
    assert arms["2025-02":].max() == 0


VOTES = {
    r"(45) billion dollars before": "2022-12-23-congress-aid",
    r"Senate itself, (\d+) to (\d+)\.": "2023-12-06-senate-blocks",
    r"passed (\d+) billion dollars by (\d+) votes to (\d+)": "2024-04-20-house-aid",
    r"Speaker fell by (\d+) votes to (\d+)": "2023-10-03-mccarthy",
    r"set aside (\d+) million dollars for two years": "2025-12-18-defence-act",
    r"halt of (thirty) days to strikes": "2025-03-18-energy-truce",
    r"April 2024, (\d+) per cent told Levada .*? and (\d+) if": "2024-04-18-levada",
    r"September 2025 it was (\d+) and (\d+)\.": "2025-09-levada",
    r"has a (\d+) per cent chance": "2024-10-08-woodward",
}


@pytest.mark.parametrize("pattern", VOTES)
def test_a_figure_stands_in_its_row(pattern: str) -> None:
    row = data.event(VOTES[pattern])
    told = f"{row['label']} {row['summary']}".replace("30 days", "thirty days")
    for figure in said(pattern):
        assert re.search(rf"\b{figure}\b", told), f"{figure} is not in {VOTES[pattern]}"


def test_the_house_was_called_when_the_text_says() -> None:
    [hour] = said(r"Republicans at (\d\d:\d\d) in Washington on 16 November")
    assert hour == clocks.hour(data.event("2022-11-16-house")["start"], "Washington")
    assert clocks.day(data.event("2022-11-16-house")["start"], "Washington") == "16 Nov"


def test_wagner_marched_when_the_text_says() -> None:
    [hour] = said(r"at (\d\d:\d\d) in Moscow on 23 June 2023")
    assert hour == clocks.hour(data.event("2023-06-23-wagner-march")["start"], "Moscow")


def test_the_polls_are_those_of_the_tables() -> None:
    march, september = said(r"found (\d+) per cent saying “too much” in March 2022, and (\d+) in")
    assert (int(march), int(september)) == (pew("2022-03"), pew("2022-09"))
    rise, part = said(r"of the (\d+) points .*?, (\d+) had come by September 2022")
    assert int(rise) == pew("2023-11") - pew("2022-03")
    assert int(part) == pew("2022-09") - pew("2022-03")
    rows = data.table("us_polls").query(
        "pollster == 'Pew Research Center' and group == 'Republicans'"
    )
    assert rows[rows["answer"] == "too much"]["percent"].max() == pew("2023-11")
    assert f"In November 2023 it was {pew('2023-11')}" in PAGE.read_text("utf-8")
    [approved] = said(r"(\d+) per cent approved of Putin in October 2022 and in November")
    levada = data.table("levada_approval").set_index("month")["approve"]
    assert {int(approved)} == {levada["2022-10"], levada["2022-11"]}


# ---- Moscow ----


def test_what_was_held_is_what_the_table_says() -> None:
    rows = data.table("regions_held")
    day = rows[rows["date"] == pd.Timestamp("2022-09-30", tz="UTC")]
    held = day.set_index("region")["percent"]
    assert said(r"held (\d+) per cent of Donetsk and (\d+) of Zap") == (
        str(held["Donetsk"]),
        str(held["Zaporizhzhia"]),
    )
    note = re.search(r"of Luhansk (\d+) per cent, of Kherson (\d+)", PAGE.read_text("utf-8"))
    assert note
    assert note.groups() == (str(held["Luhansk"]), str(held["Kherson"]))


def test_the_days_between_are_counted_right() -> None:
    essay = pd.Timestamp("2022-11-17")

    def days(event: str, since: pd.Timestamp) -> int:
        return (pd.Timestamp(data.event(event)["start_text"][:10]) - since).days

    [words] = said(r"Came:\* (\w+) days later Moscow put off arms talks")
    assert number(words) == days("2022-11-28-new-start", essay)
    assert "missiles had struck two days before" in TEXT
    assert days("2022-11-15-power-grid", essay) == -2
    assert "annexed and left within six weeks" in TEXT
    assert days("2022-11-11-kherson", pd.Timestamp("2022-09-30")) <= 42
    assert "three days before the essay" in TEXT
    assert days("2022-11-14-burns-naryshkin", essay) == -3
    assert "came out thirteen months later" in TEXT
    assert round(days("2023-12-23-nyt-feelers", essay) / 30.4) == 13


def test_oreshnik_was_fired_as_often_as_the_text_says() -> None:
    labels = data.table("events")["label"]
    [times] = said(r"Oreshnik was fired (\w+) times to May 2026")
    assert number(times) == int(labels.str.contains("fires Oreshnik").sum())


def test_the_record_ends_where_the_chapter_says() -> None:
    events = data.table("events")
    last = events[events["precision"] == "day"]["start_text"].max()
    assert last == forecast_codes.LAST
    [day] = said(r"The last event is of (\d+) August 2026")
    assert last == f"2026-08-{day}"
    polls = events[events.index.str.contains("levada")]["start_text"].max()
    assert polls == "2025-09"
    assert "the polls on land in September 2025" in TEXT


# ---- the readings ----


def test_events_tell_as_the_evidence_of_the_claims_does() -> None:
    """A chart would say “for” where the ledger says “against”."""
    stance = {"supports": "for", "contradicts": "against", "qualifies": "both ways"}
    joins = data.table("claim_evidence")
    told = {(r["claim"], r["event"]): r["side"] for _, r in forecasts.telling().iterrows()}
    both = [
        (told[key], stance[j["stance"]], key)
        for _, j in joins.iterrows()
        if (key := (j["claim"], j["evidence"])) in told
    ]
    assert len(both) >= 20
    assert [key for mine, ledger, key in both if mine != ledger] == []


def test_every_event_of_a_forecast_is_drawn_where_it_is_evidence() -> None:
    """A row on which a verdict rests would be missing from its line of time."""
    joins, events = data.table("claim_evidence"), data.table("events")
    told = {(r["claim"], r["event"]) for _, r in forecasts.telling().iterrows()}
    rests = {
        (j["claim"], j["evidence"])
        for _, j in joins[joins["claim"].isin(forecast_codes.TELLING)].iterrows()
        if j["evidence"] in events.index
        and "2022-11-17" <= events.loc[j["evidence"], "start_text"] <= forecast_codes.LAST
    }
    assert len(rests) >= 20
    assert rests <= told


def test_lines_change_on_the_day_of_an_event() -> None:
    days = set(forecasts.telling()["start_text"].str[:10]) | {"2022-11-17", "2026-03-18"}
    assert {day for steps in forecast_codes.STOOD.values() for day, _ in steps} <= days


def test_terms_name_their_speaker_and_reports_are_never_sure() -> None:
    rows = forecasts.terms()
    for _, row in rows.iterrows():
        assert row["who"] in row["actors"]
    assert not rows[rows["event"].isin(forecast_codes.REPORTED)]["own"].any()
    public = rows[rows["own"] & (rows["who"] == "Russia")]
    assert set(public["rungs"].str[0]) == {0}, "“the filled squares keep to the top rung”"
    [alt] = [f["image"]["alt"] for f in figures_of(PAGE) if f["figure"]["name"] == "fig-terms"]
    [count] = re.findall(r"(\w+) filled squares", alt)
    assert number(count) == len(public)


def test_the_misses_are_the_distances() -> None:
    sure = forecasts.sure()
    assert said(r"a miss of (\d+) points.*?calm misses by (\d+), “perhaps” by (\d+)") == tuple(
        str(int(sure.loc[c, "miss"])) for c in ("3.3c", "3.4b", "3.4h")
    )
    mean, even = said(r"together miss by (\d+) on average; .*? missed by (\d+)\.")
    assert float(mean) == sure["miss"].mean()
    assert float(even) == (50 - sure["came"]).abs().mean()
    verdicts = data.table("claims").loc[sure.index, "verdict"]
    overtaken = set(sure.index[sure["came"] == 0])
    assert overtaken == set(verdicts.index[verdicts == "overtaken"])
    for _, row in sure.iterrows():
        assert row["mild"] <= row["middle"] <= row["strong"]
        assert row["word"] in TEXT


def test_solutions_say_what_their_cells_print() -> None:
    lines = ran(PAGE).printed.splitlines()
    scores = {tuple(line.split()[:2]): re.findall(r"\d\.\d\d", line) for line in lines[:6]}
    plain, half, squared, quarter = said(
        r"barely: (\S+) against (\S+)\. .*? not: (\S+) against (\S+)\."
    )
    assert scores["plain,", "middle"] == [plain, half]
    assert scores["squared,", "middle"] == [squared, quarter]
    mild, mild2 = said(r"both ways, (\S+) and (\S+)\.")
    assert (scores["plain,", "mild"][0], scores["squared,", "mild"][0]) == (mild, mild2)
    assert plain < half
    assert squared > quarter
    assert mild2 < quarter
    [share] = said(r"December 2023, when the share is (\S+)\.")
    assert lines[6] == f"By money 2023-12: {share}"
    table = "\n".join(lines[-4:])
    named = said(
        r"in public: (\w+) times all .*? unpublished: (\w+) all four, (\w+) times .*?, (\w+) a"
    )
    counts = [{"once": 1, "twice": 2}.get(w) or number(w) for w in named]
    found = {row.split("  ")[0][:8]: row.split()[-2:] for row in table.splitlines()}
    assert [int(n) for n in found["All four"]] == counts[:2]
    assert [int(found["Donetsk "][1]), int(found["The figh"][1])] == counts[2:]


# ---- names on hairlines ----


@pytest.mark.parametrize("seed", range(12))
def test_flags_never_overlap_and_no_hairline_crosses_a_name(seed: int) -> None:
    """An event would be read at the day of its neighbour."""
    source = random.Random(seed)
    names = [flags.Flag(source.uniform(0, 800), "x" * source.randint(4, 26)) for _ in range(6)]
    rows = flags.place(names, 832)
    assert rows <= len(names)
    for one, other in itertools.combinations(names, 2):
        if one.row == other.row:
            assert one.span[1] <= other.span[0] or other.span[1] <= one.span[0]
    for one, other in itertools.permutations(names, 2):
        if one.span[0] < other.x < one.span[1]:
            assert other.row < one.row, "the other’s hairline would run through the name"
    assert all(f.span[0] >= 0 and f.span[1] <= 832 for f in names)


def test_flags_say_when_there_is_no_room() -> None:
    with pytest.raises(ValueError, match="no room"):
        flags.place([flags.Flag(50, "a name that is far too long for it")], 100)


def test_a_mark_says_its_day_with_the_year() -> None:
    assert flags.when(data.event("2023-02-21-new-start-suspended")) == "21 Feb 2023"
    assert flags.when(data.event("2025-09-levada")).startswith("September 2025")
    hours = flags.when(data.event("2022-11-16-house"))
    assert hours == "Washington 16 Nov 2022 18:32 · Moscow 17 Nov 2022 02:32"
