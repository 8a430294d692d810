"""Chapter 10: what it says and draws of ground, seats and votes is what the tables have."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import pandas as pd
import pytest
from cells import ran
from companion import capitals, clocks, data, ground, outlines, theme
from companion.charts import held_maps
from companion.charts.held_maps import CAPITALS
from test_charts import SVG, charts_of, drawn
from test_charts import text_of as spec_of
from test_prose import CELL, NOTEBOOKS, figures_of, flat, text_of
from two_octobers import vega

[TEN] = [n for n in NOTEBOOKS if n.name.startswith("10-")]
TEXT = flat(text_of(TEN))
PROSE = flat(CELL.sub("", TEN.read_text("utf-8")))
MAPS = ("2022-09-11", "2022-09-30", "2022-11-08", "2022-11-14")


def said(pattern: str, text: str = PROSE) -> tuple[str, ...]:
    """Return what a sentence of the chapter says, once."""
    found = re.findall(pattern, text)
    assert found, f"the chapter no longer says “{pattern}”: mend this test"
    assert len(found) == 1, found
    return (found[0],) if isinstance(found[0], str) else found[0]


def whole(number: str) -> int:
    return int(number.replace(",", ""))


def shares(day: str) -> dict[str, int]:
    rows = data.table("regions_held")
    rows = rows[rows["date"] == pd.Timestamp(day, tz="UTC")]
    return dict(zip(rows["region"], rows["percent"], strict=True))


def area(day: str, estimate: str) -> int:
    rows = data.table("occupied_area")
    [km2] = rows[(rows["date"] == pd.Timestamp(day, tz="UTC")) & (rows["estimate"] == estimate)][
        "km2"
    ]
    return int(km2)


# ---- ground ----


def test_no_province_was_wholly_held_when_annexed() -> None:
    """The first answer of the chapter."""
    figures = said(
        r"held (\d+) per cent of Luhansk province, (\d+) of Kherson, (\d+) of Zaporizhzhia "
        r"and (\d+) of Donetsk"
    )
    names = ("Luhansk", "Kherson", "Zaporizhzhia", "Donetsk")
    assert dict(zip(names, map(int, figures), strict=True)) == {
        name: shares("2022-09-30")[name] for name in names
    }
    assert max(shares("2022-09-30")[name] for name in names) < 100
    alt = figure("fig-held")["image"]["alt"]
    told = said(
        r"Luhansk province is held to (\d+) per cent, Kherson to (\d+), Zaporizhzhia to (\d+), "
        r"Donetsk to (\d+)",
        flat(alt),
    )
    assert told == figures
    assert said(r"Russia kept (\d+) per cent of the province") == (
        str(shares("2022-11-14")["Kherson"]),
    )


def test_the_six_weeks_are_six() -> None:
    """From the treaties to the day on which the capital was left."""
    assert "six weeks later the one capital taken since February" in TEXT
    treaties = clocks.local(data.event("2022-09-30-annexation-treaties")["start"], "Moscow")
    left = clocks.local(data.event("2022-11-11-kherson")["start"], "Moscow")
    assert (left.normalize() - treaties.normalize()).days == 42


def test_the_area_shrank_as_the_text_says() -> None:
    """Liveuamap’s count in the text; the maps’ own in the description."""
    before, after = said(r"from ([\d,]+) square kilometres on the 9th to ([\d,]+) on the 11th")
    assert whole(before) == area("2022-11-09", "Liveuamap")
    assert whole(after) == area("2022-11-11", "Liveuamap")
    first, last = said(r"shrinks from ([\d,]+) to ([\d,]+) square kilometres", flat(alt("held")))
    assert (whole(first), whole(last)) == (area(MAPS[0], "NZZ"), area(MAPS[-1], "NZZ"))
    assert held_maps(["2022-09-04", *MAPS], []) is not None
    for day in MAPS:
        assert area(day, "NZZ") == _held(day)["properties"]["km2"]


def test_the_capitals_are_held_or_not_as_the_words_have_it() -> None:
    """The mark of Kherson is computed from the outline, so the outline has to be right."""
    inside = {
        name: [outlines.holds(_held(day), *place) for day in ("2022-02-24", *MAPS)]
        for name, place in CAPITALS.items()
    }
    assert inside["Kherson"] == [False, True, True, True, False]
    assert inside["Zaporizhzhia"] == [False] * 5
    assert inside["Donetsk"] == inside["Luhansk"] == [True] * 5


def test_ground_was_lost_where_the_figure_says() -> None:
    """The names beside the second loss and the third have to be those of the table."""
    rows = data.table("regions_held").pivot(index="region", columns="date", values="km2")
    lost = {
        pair: (rows[pair[0]] - rows[pair[1]]).sort_values(ascending=False)
        for pair in itertools.pairwise(("2022-09-04", *MAPS))
    }
    assert list(lost["2022-09-04", "2022-09-11"].index[:1]) == ["Kharkiv"]
    assert set(lost["2022-09-30", "2022-11-08"].index[:2]) == {"Kharkiv", "Kherson"}
    assert list(lost["2022-11-08", "2022-11-14"].index[:1]) == ["Kherson"]


def _held(day: str) -> dict[str, Any]:
    [found] = [f for f in data.shapes("held_areas") if f["properties"]["date"] == day]
    return found


# ---- the drawings ----


def figure(name: str) -> dict[str, Any]:
    [found] = [f for f in figures_of(TEN) if f["figure"]["name"] == name]
    return found


def alt(name: str) -> str:
    return figure(f"fig-{name}")["image"]["alt"]


def words(name: str, variant: str = "wide") -> list[str]:
    root = drawn(TEN, name, variant)
    texts = [t for t in root.iter(f"{SVG}text") if t.get("fill") != theme.PAPER]
    return [line for text in texts for line in text.itertext()]


def test_the_map_credits_its_makers() -> None:
    """The makers of the shapes ask for it."""
    package = json.loads((data.DATA / "datapackage.json").read_text("utf-8"))
    credits = [r["attribution"] for r in package["resources"] if "attribution" in r]
    caption = flat(figure("fig-held")["figure"]["caption"])
    assert len(credits) == 2
    assert all(credit in caption for credit in credits)


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_each_map_shows_its_own_day(variant: str) -> None:
    """Four maps drawn on top of each other, or all of one day, would look right at a glance."""
    root = drawn(TEN, "fig-held", variant)
    shapes = [
        link for link in root.iter(f"{SVG}a") if "Crimea apart" in str(link.get("aria-label"))
    ]
    told = [re.findall(r"[\d,]+ km²", str(link.get("aria-label")))[0] for link in shapes]
    assert told == [f"{area(day, 'NZZ'):,} km²" for day in MAPS]
    paths = [str(link[0].get("d")) for link in shapes]
    starts = [tuple(map(float, re.findall(r"-?[\d.]+", path)[:2])) for path in paths]
    assert len(set(paths)) == 4
    assert all(
        max(abs(a[0] - b[0]), abs(a[1] - b[1])) > 100
        for a, b in itertools.combinations(starts, 2)
        if variant == "narrow" or a[0] != b[0]
    )
    seen = words("fig-held", variant)
    for before, day in itertools.pairwise(("2022-09-04", *MAPS)):
        less = area(before, "NZZ") - area(day, "NZZ")
        assert f"{area(day, 'NZZ'):,} km² held" in seen
        assert any(word.startswith(f"{less:,} less than on ") for word in seen)


def test_the_thinned_shapes_are_still_the_shapes() -> None:
    """Drawn small, an area may lose corners but not ground."""
    frame = outlines.Frame(30, 44, 41, 52.5, 300)
    for day in MAPS:
        feature = _held(day)
        parts = outlines.on_paper(feature, frame, 1)
        packed = outlines.topology({day: parts}, 2.5)
        lines = [_walked(line) for line in packed["arcs"]]
        rings = [
            [point for number in numbers for point in _line(lines, number)]
            for part in packed["objects"]["all"]["geometries"][0]["arcs"]
            for numbers in part[:1]
        ]
        drawn_area = sum(_area(ring) for ring in rings)
        placed = sum(_area([frame.place(*p) for p in ring]) for ring in outlines.rings(feature))
        assert abs(drawn_area / placed - 1) < 0.02, day


def _walked(line: list[list[int]]) -> list[tuple[int, int]]:
    return list(itertools.accumulate(map(tuple, line), lambda a, b: (a[0] + b[0], a[1] + b[1])))


def _line(lines: list[list[tuple[int, int]]], number: int) -> list[tuple[int, int]]:
    return lines[number] if number >= 0 else lines[~number][::-1]


def _area(ring: list[Any]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def test_shared_borders_are_told_once() -> None:
    """The weight of the map hangs on it, and so does that neighbours fit."""
    square = [(0, 0), (10, 0), (10, 10), (0, 10)]
    beside = [(10, 0), (20, 0), (20, 10), (10, 10)]
    packed = outlines.topology({"one": [[square]], "two": [[beside]]}, 1)
    told = [n for g in packed["objects"]["all"]["geometries"] for n in g["arcs"][0][0]]
    assert len(packed["arcs"]) == 3
    assert len(told) == 4
    assert any(~number in told for number in told)


def test_the_area_is_drawn_by_both_counts_and_never_joined() -> None:
    """With and without Crimea are two figures: one line through both would show a fall."""
    rows = ground.occupied("2022-08-25", "2022-11-22")
    spec = charts_of(TEN)["fig-area"].to_dict()
    lines = [layer for layer in spec["layer"] if layer.get("mark", {}).get("type") == "line"]
    assert len(lines) == rows["estimate"].nunique() == 2
    marks = [
        str(link.get("aria-label"))
        for link in drawn(TEN, "fig-area").iter(f"{SVG}a")
        if "by NZZ" in str(link.get("aria-label"))
    ]
    assert len(marks) == int((rows["estimate"] == "NZZ").sum())
    with pytest.raises(ValueError, match="check the dates"):
        ground.occupied("1962-10-01", "1962-10-30")


def test_maps_and_curves_name_the_same_days() -> None:
    """The large marks of the curve are the maps above."""
    seen = words("fig-area")
    for day in MAPS:
        assert capitals.day(pd.Timestamp(day, tz="UTC"), "UTC") in seen
    losses = [int(w.split()[0].replace(",", "")) for w in seen if w.endswith("km² less")]
    days = (
        ("2022-09-04", "2022-09-11"),
        ("2022-09-30", "2022-10-09"),
        ("2022-11-10", "2022-11-14"),
    )
    assert losses == [area(a, "NZZ") - area(b, "NZZ") for a, b in days]


# ---- votes ----


def test_the_vote_on_annexation_won_most() -> None:
    """The figure’s title, and the result in the text."""
    totals = data.table("un_totals").set_index("resolution")
    assert "Of ten votes on Ukraine the one against annexation won the most states" in TEXT
    assert len(totals) == 10
    assert totals["yes"].idxmax() == "ES-11/4"
    assert (totals["yes"] == totals["yes"].max()).sum() == 1
    vote = totals.loc["ES-11/4"]
    assert said(r"by (\d+) votes to (\d+) \(") == (str(vote["yes"]), str(vote["no"]))
    for name in ("yes", "no", "abstain", "absent"):
        assert str(vote[name]) in [str(t.text) for t in drawn(TEN, "fig-un").iter(f"{SVG}text")]
    listed = re.findall(r"\d+", flat(alt("un")).split("In favour:")[1])
    counted = [n for n in map(int, listed) if n < 200]
    assert counted == totals.sort_values(["date", "resolution"])["yes"].tolist()


# ---- elections ----


def test_the_house_was_called_before_the_essays_day_began_for_long() -> None:
    """The hours of both calls, and midnight in Brussels."""
    senate, house = data.event("2022-11-12-senate"), data.event("2022-11-16-house")
    assert said(r"for the Democrats at (\d\d:\d\d) on 12 November, Washington time") == (
        clocks.hour(senate["start"], "Washington"),
    )
    assert said(r"Republican seat at (\d\d:\d\d) on the 16th: past midnight in Brussels") == (
        clocks.hour(house["start"], "Washington"),
    )
    essay = data.event("2022-11-17-essay")
    assert essay["zone"] == "Europe/Brussels"
    assert essay["confidence"] == "contested"
    assert essay["start"] < house["start"] < essay["start_end"]
    assert house["start"].tz_convert(essay["zone"]).day == 17


def test_the_seats_are_those_of_the_table() -> None:
    """Each bar’s figures, and those of the description."""
    rows = data.table("midterms")
    seen = words("fig-midterms")
    for _, row in rows.iterrows():
        assert str(row["seats_after"]) in seen
        assert str(row["seats_before"]) in seen
    final = rows[rows["stage"] == "final"].set_index(["chamber", "party"])["seats_after"]
    told = said(
        r"House at (\d+) to (\d+) with (\w+) seats not called on 17 November and (\d+) to (\d+) on "
        r"13 December, the Senate at (\d+) to (\d+)",
        flat(alt("midterms")),
    )
    assert told[2] == "six"
    assert [int(told[n]) for n in (3, 4, 5, 6)] == [
        final[chamber, party]
        for chamber in ("House", "Senate")
        for party in ("Republican", "Democratic")
    ]
    early = rows[
        (rows["chamber"] == "House") & (rows["as_of"] == pd.Timestamp("2022-11-17", tz="UTC"))
    ]
    early = early.set_index("party")["seats_after"]
    assert [int(told[0]), int(told[1])] == [early["Republican"], early["Democratic"]]
    assert early["Republican"] >= 218
    assert 435 - early.sum() == 6
    assert {f"{n} not called" for n in (6, 2, 1)} <= set(seen)


def test_the_polls_are_those_of_the_table() -> None:
    """“48 per cent of Republicans, against 6”, and the solution’s three."""
    polls = data.table("us_polls")
    asked = (polls["question"] == "How much help") & (polls["answer"] == "too much")
    rows = polls[asked & (polls["group"] == "Republicans")]
    by = {name: group.set_index("month")["percent"] for name, group in rows.groupby("pollster")}
    late, early = said(r"in which (\d+) per cent of Republicans .*? against (\d+) in March")
    journal, pew = by["Wall Street Journal"], by["Pew Research Center"]
    assert (int(late), int(early)) == (journal["2022-10"], journal["2022-03"])
    told = said(r"from (\d+) to (\d+) per cent between March and September 2022, then to (\d+) by")
    assert tuple(map(int, told)) == tuple(pew[m] for m in ("2022-03", "2022-09", "2023-11"))
    assert pew["2022-09"] - pew["2022-03"] > pew["2023-11"] - pew["2022-09"]


def test_american_aid_ended_when_the_text_says() -> None:
    """Kiel’s list: none from February 2025 to its end."""
    aid = data.table("aid")
    given = aid[(aid["donor"] == "United States") & (aid["eur_bn"] > 0)]
    assert said(r"no American allocation from (February 2025) to (April 2026)") == (
        f"{pd.Timestamp(given['month'].max()) + pd.DateOffset(months=1):%B %Y}",
        f"{pd.Timestamp(aid['month'].max()):%B %Y}",
    )


def test_approval_did_not_move() -> None:
    """79 per cent in both months."""
    rows = data.table("levada_approval").set_index("month")["approve"]
    [share] = said(r"approval stood at (\d+) per cent in October and in November")
    assert rows["2022-10"] == rows["2022-11"] == int(share)


HOURS = {
    r"last troops gone at (\d\d:\d\d) on 11 November, Moscow": ("2022-11-11-kherson", "Moscow")
}
DAYS = {
    "2022-10-27-valdai-donbas": "On 27 October, at the Valdai Club",
    "2022-09-30-annexation-treaties": "The treaties are of 30 September",
    "2022-10-05-annexation-laws": "complete on 5 October",
    "2022-10-12-unga-es-11-4": "On 12 October the UN",
    "2022-11-14-burns-naryshkin": "met Naryshkin on 14 November",
    "2022-03-02-kherson-taken": "Kherson was taken on 2 March",
    "2022-09-23-nyt-kherson": "On 23 September the",
    "2022-10-13-saldo": "from 13 October the retreat",
    "2022-09-10-izium": "Izium was lost on 10 September",
    "2022-09-21-mobilisation-decree": "the call-up came on the 21st",
    "2022-10-10-strikes": "power grid on 10 October",
    "2022-11-15-power-grid": "some ninety missiles on 15 November",
    "2022-11-28-new-start": "talks on New START put off on the 28th",
    "2022-10-04-zelensky-decree": "by a decree in force from 4 October",
}


def test_days_and_hours_are_those_of_their_events() -> None:
    """A row is corrected, and the sentence about it is not."""
    for pattern, (event, city) in HOURS.items():
        assert said(pattern) == (clocks.hour(data.event(event)["start"], city),)
    for event, sentence in DAYS.items():
        assert sentence in PROSE, sentence
        row = data.event(event)
        day = row["start"].tz_convert(row["zone"]).day
        assert re.findall(r"\d+", sentence)[-1] == str(day), event


def test_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    lost, polls = ran(TEN).printed.split("Gallup")
    less, of, share, kherson = said(
        r"About ([\d,]+) km² of ([\d,]+), or (\d+) per cent. Kherson province alone lost ([\d,]+)"
    )
    numbers = {line.split()[0]: line.split()[-1] for line in lost.splitlines() if line.strip()}
    assert numbers["Kherson"] == str(whole(kherson))
    assert numbers["Zaporizhzhia"] == "0"
    assert f"together {less} of {of} km², {share}%" in lost
    assert "2022-09" in polls


# ---- it travels ----


@pytest.mark.parametrize("name", ["fig-held", "fig-un", "fig-midterms", "fig-area"])
@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_a_drawing_is_lighter_than_the_limit(name: str, variant: str) -> None:
    """The maps most of all."""
    spec = vega.variant(spec_of(TEN, name), variant)
    assert len(json.dumps(spec, separators=(",", ":"), ensure_ascii=False).encode()) < 30_000


def test_kyiv_and_moscow_part_when_summer_time_ends() -> None:
    """One hour until 30 October 2022, two clocks after it."""
    before, after = data.event("2022-10-08-crimean-bridge"), data.event("2022-11-11-kherson")
    said_before, said_after = capitals.clock_line(before), capitals.clock_line(after)
    assert re.findall(r"\d\d:\d\d", said_before)[1:] == ["06:07", "06:07"]
    assert re.findall(r"\d\d:\d\d", said_after) == ["21:00", "04:00", "05:00"]
    assert capitals.days(data.event("2022-09-23-voting")) == "23–27 Sept"
    assert capitals.columns(data.event("2022-09-10-izium")) == ["", "10 Sept", ""]
