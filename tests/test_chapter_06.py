"""Chapter 6: its numbers are those of the data, and its charts draw what they say they draw."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from cells import ran
from companion import arms, charts, clocks, data, theme
from companion.charts.cargo import MEN
from companion.charts.missile_years import FIRST, FORECASTS, LAST
from test_charts import SVG, charts_of, drawn
from test_prose import figures_of, flat, number, text_of

ROOT = Path(__file__).resolve().parents[1]
SIX = next((ROOT / "notebooks").glob("06-*.md"))
PARAGRAPH = "2.1"


@cache
def text() -> str:
    """Return the chapter on one line, with its captions."""
    return flat(text_of(SIX))


def alt(name: str) -> str:
    """Return a figure’s description."""
    [found] = [f["image"]["alt"] for f in figures_of(SIX) if f["figure"]["name"] == name]
    return flat(found)


def figures(pattern: str, where: str | None = None) -> list[int]:
    """Read the numbers of a sentence; fail if the chapter has other words now."""
    found = re.search(pattern, text() if where is None else where)
    assert found, f"the chapter no longer says “{pattern}”: mend this test"
    return [_number(said) for said in found.groups()]


def _number(said: str) -> int:
    plain = said.replace(",", "")
    return {"sixty": 60, "fifty": 50}.get(plain) or number(plain)


def value(table: str, row: str, column: str = "value") -> int:
    return int(data.table(table).loc[row, column])


def span(lane: str, side: str) -> tuple[int, int]:
    """Return the lowest and the highest figure of one side in one lane."""
    rows = arms.balance()
    rows = rows[(rows["lane"] == arms.LANES[lane]) & (rows["side"] == side)]
    return int(rows["value"].min()), int(rows["high"].max())


# ---- the claims ----


def test_every_claim_of_the_paragraph_is_judged_and_marked() -> None:
    """A reader would look for a verdict that the ledger has and the chapter has not."""
    claims = data.table("claims")
    ids = list(claims.index[claims["paragraph"] == PARAGRAPH])
    assert len(ids) == 7
    judged = " ".join(re.findall(r":::\{claim\} ([^\n]+)", SIX.read_text("utf-8"))).split()
    assert sorted(judged) == sorted(ids)
    marked = re.findall(r"\{verdict\}`([\w.]+)`", SIX.read_text("utf-8"))
    assert set(marked) == set(ids)


# ---- the balance ----

BALANCE = {
    r"United States (\d+) intercontinental missiles for June 1962": ("us-icbm-mcnamara",),
    r"estimate of July has about (\d+) launchers": ("ussr-icbm-nie",),
    r"Russian military magazine has (\d+) for 22 October": ("ussr-icbm-tiv",),
    r"Neil Sheehan (\d+) missiles, which he calls unreliable": ("ussr-icbm-sheehan",),
    r"has some (\d+) Soviet launch pads": ("ussr-mrbm-nie",),
    r"stood (\d+) Thors and Jupiters": ("us-irbm-tiv",),
    r"doubled some (\w+) intercontinental launchers": ("ussr-icbm-nie",),
}


@pytest.mark.parametrize("said", BALANCE)
def test_a_figure_of_the_balance_is_that_of_its_row(said: str) -> None:
    """A row is corrected, and the sentence about it is not."""
    assert figures(said) == [value("balance_1962", row) for row in BALANCE[said]]


def test_the_dissent_is_a_range() -> None:
    row = data.table("balance_1962").loc["ussr-icbm-usaf"]
    assert figures(r"Air Force dissented, with (\d+) to (\d+)") == [row["value"], row["value_high"]]


def test_thors_and_jupiters_add_up() -> None:
    """The note says that 60 and 45 make the same."""
    parts = [value("balance_1962", f"us-{name}-mcnamara") for name in ("thor", "jupiter")]
    assert figures(r"where (\d+) and (\d+) make the same") == parts
    assert sum(parts) == value("balance_1962", "us-irbm-tiv")


def test_whoever_counts_moscow_was_behind_and_ahead_where_it_is_said() -> None:
    """The verdict and the title rest on it: no figure of one side reaches the other’s."""
    assert "On every count Washington led in intercontinental missiles and bombers" in text()
    for lane in ("ICBM", "bomber"):
        assert span(lane, "USSR")[1] < span(lane, "US")[0]
    assert span("MRBM and IRBM", "US")[1] < span("MRBM and IRBM", "USSR")[0]
    low, high = span("ICBM", "USSR")
    assert "in doubt by a factor of five" in text()
    assert high / low == 5


def test_the_balance_is_described_as_drawn() -> None:
    """Whoever hears the chart rather than sees it would be told other numbers."""
    said = alt("fig-balance")
    for words, lane in (
        ("Intercontinental missiles: United States", "ICBM"),
        ("Bombers:", "bomber"),
        ("Missiles on submarines:", "SLBM"),
        ("Medium-range missiles:", "MRBM and IRBM"),
        ("Warheads ready:", "ready"),
        ("Warheads in stock:", "stock"),
    ):
        sentence = said.split(words)[1].split(".")[0]
        numbers = [_number(n) for n in re.findall(r"[\d,]*\d", sentence)]
        both = [n for side in ("US", "USSR") for n in dict.fromkeys(span(lane, side))]
        assert numbers == both, words


def test_every_figure_of_the_balance_is_a_mark_and_no_part_is_one() -> None:
    """A figure that is left out is a side taken; a part beside its total is counted twice."""
    rows = arms.balance()
    left_out = data.table("balance_1962").index.difference(rows.index)
    items = data.table("balance_1962").loc[left_out, "item"]
    assert set(items) <= set(arms.PARTS)
    assert len(rows) > 30
    ends = int((rows["high"] > rows["value"]).sum())
    for variant in ("wide", "narrow"):
        marks = [a[0] for a in drawn(SIX, "fig-balance", variant).iter(f"{SVG}a")]
        assert len(marks) == len(rows) + ends
        hollow = sum(mark.get("fill") == theme.PAPER for mark in marks)
        doubtful = rows["confidence"] != "firm"
        assert hollow == int(doubtful.sum() + (doubtful & (rows["high"] > rows["value"])).sum())


def test_a_reader_can_see_one_view_alone() -> None:
    """The lesson is that the picture depends on the source, so the choice must reach every mark."""
    rows = arms.balance()
    spec = charts_of(SIX)["fig-balance"].to_dict()
    for one in (spec, spec["usermeta"]["narrow"]):
        [control] = one["params"]
        assert control["bind"]["options"] == ["", *dict.fromkeys(rows["view"])]
        marks = [layer for layer in one["layer"] if layer["mark"]["type"] == "point"]
        told = [layer for layer in marks if "tooltip" in layer["encoding"]]
        joined = [layer for layer in marks if layer["mark"].get("shape") == "stroke"]
        assert len(told) >= 2
        assert len(joined) == 2
        for layer in [*told, *joined]:
            assert layer["encoding"]["opacity"]["condition"]["test"] == (
                "!show || datum.view == show"
            )
    both = rows.groupby("view")["side"].nunique()
    assert both[arms.OFFICIAL] == both["Sheehan"] == both["Foreign Policy"] == 2


# ---- the years ----


def _distances() -> dict[int, tuple[float, float]]:
    """Return the least and the greatest distance of each year, over all estimates of that year."""
    american = arms.american_icbms().set_index("year")["deployed"]
    soviet = arms.soviet_icbms()
    soviet = soviet[soviet["status"] != "forecast"]
    return {
        year: (
            american[year] - soviet.loc[soviet["year"] == year, "high"].max(),
            american[year] - soviet.loc[soviet["year"] == year, "count"].min(),
        )
        for year in range(FIRST, LAST + 1)
    }


def test_the_distance_grew_whichever_estimate_is_taken() -> None:
    """The title says so of every year, and the text of every estimate."""
    assert "grew every year from 1961 to 1964, whichever estimate is taken" in text()
    found = [end for year in sorted(_distances()) for end in _distances()[year]]
    assert found == sorted(found)
    assert (FIRST, LAST) == (1961, 1964)


def test_the_forecast_is_as_wide_as_the_text_says() -> None:
    """“Anything from 200 Soviet launchers, or fewer, to 700 by mid-1963.”"""
    rows = data.table("soviet_delivery")
    [row] = [r for _, r in rows.iterrows() if r["estimate"] == "NIE 1-61"]
    said = figures(r"from (\d+) Soviet launchers, or fewer, to (\d+) by mid-1963")
    assert said == [row["count"], row["count_high"]]
    assert "even less" in row["note"]
    assert row["as_of"] == "mid-1963"
    assert set(FORECASTS) <= set(rows["estimate"])


def test_the_years_are_described_as_drawn() -> None:
    said = alt("fig-missile-years")
    american = arms.american_icbms().set_index("year")["deployed"].loc[FIRST:LAST]
    assert figures(r"deployed: (\d+), (\d+), (\d+), (\d+)\.", said) == list(american)
    now = arms.soviet_icbms()
    now = now[(now["status"] == "now") & now["year"].between(FIRST, LAST)]
    own = now[~now["estimate"].str.startswith("USAF")]
    spans = [sorted({int(r["count"]), int(r["high"])}) for _, r in own.iterrows()]
    printed = [" to ".join(map(str, ends)) for ends in spans]
    assert f"Soviet launchers: {', '.join(printed)};" in said
    others = arms.soviet_icbms()
    others = others[(others["status"] != "forecast") & others["year"].between(FIRST, LAST)]
    others = others[~others.index.isin(own.index)]
    ends = [int(others["count"].min()), int(others["high"].max())]
    assert figures(r"later writers range from (\d+) to (\d+)", said) == ends


def test_a_figure_stands_within_its_year() -> None:
    """A figure of October would stand in the year before."""
    rows = arms.soviet_icbms()
    assert ((rows["at"] >= rows["year"]) & (rows["at"] < rows["year"] + 1)).all()
    at = rows.set_index("as_of")["at"]
    assert 1962.79 < at["22 Oct 1962"] < 1962.83
    assert at["mid-1963"].iloc[0] == 1963.5


# ---- what went to Cuba ----

CUBA = {
    r"(\w+) missiles of two kinds were planned": "missiles-planned",
    r"(\w+) missiles within reach of the United States": "missiles-planned",
    r"some ([\d,]+) troops went too": "troops",
    r"account (\d+) warheads for them did reach": "warheads-r14",
    r"Of (\d+) warheads": "warheads-all",
    r"(\d+) were for weapons of short range": "warheads-tactical",
    r"estimate of the troops, ([\d,]+),": "troops-us-crisis",
    r"That (\d+) missiles landed": "r12-delivered",
    r"landed and (\d+) were seen leaving": "missiles-seen-leaving",
}


@pytest.mark.parametrize("said", CUBA)
def test_a_figure_of_the_cargo_is_that_of_its_row(said: str) -> None:
    found = re.search(f"(?i){said}", text())
    assert found, f"the chapter no longer says “{said}”: mend this test"
    assert _number(found[1].lower()) == value("cuba_deployment", CUBA[said])


def test_the_warheads_add_up() -> None:
    """158 in all, 98 of short range: the marks must be as many as the sentence says."""
    rows = arms.cargo()
    warheads = rows[rows["category"] == "warhead"]
    short = warheads[warheads["block"] == "Warheads of short range"]
    assert warheads["value"].sum() == value("cuba_deployment", "warheads-all")
    assert short["value"].sum() == value("cuba_deployment", "warheads-tactical")
    assert "Most warheads were for weapons of short range" in text()
    assert short["value"].sum() * 2 > warheads["value"].sum()
    note = str(data.table("cuba_deployment").loc["warheads-all", "note"])
    [other] = figures(r"another account has (\d+)")
    assert f"another account has {other}" in note


def test_washington_counted_a_quarter_of_the_troops() -> None:
    estimate, there = (value("cuba_deployment", r) for r in ("troops-us-crisis", "troops"))
    assert "Washington counted a quarter of the troops" in text()
    assert there == 4 * estimate


def test_the_cargo_is_described_as_drawn() -> None:
    said, rows = alt("fig-cargo"), arms.cargo()["value"]
    numbers = [_number(n) for n in re.findall(r"\b\d[\d,]*\b(?<!R-1)", said.replace("R-1", "R"))]
    numbers = [n for n in numbers if n not in (2, 4)]
    high = value("cuba_deployment", "troops", "value_high")
    assert sorted(numbers) == sorted([*rows, high])


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_a_row_has_as_many_marks_as_its_number(variant: str) -> None:
    """Marks that can be counted have to be right when someone does."""
    counted: dict[str, int] = {}
    for link in drawn(SIX, "fig-cargo", variant).iter(f"{SVG}a"):
        line = link[0]
        length = abs(float(line.get("x2", 0)))
        dash, gap = (float(n) for n in str(line.get("stroke-dasharray")).split(","))
        said = str(link.get("aria-label")).split("\n")[0]
        assert dash + gap == 8
        counted[said] = counted.get(said, 0) + int((length - 0.01) // 8) + 1
    for _, row in arms.cargo().iterrows():
        most = row["value"] if pd.isna(row["value_high"]) else row["value_high"]
        scale = MEN if row["category"] == "people" else 1
        [marks] = [n for said, n in counted.items() if said.startswith(_begins(row))]
        assert marks == round(most / scale), _begins(row)


def _begins(row: pd.Series) -> str:
    return f"{row['item']}, {row['measure']}: {row['value']:,}"


# ---- the run-up ----


def test_the_run_up_is_drawn_whole_and_on_its_side() -> None:
    """An event that no part of the axis covers would be lost, or a secret called public."""
    rows = arms.run_up()
    for variant in ("wide", "narrow"):
        root = drawn(SIX, "fig-run-up", variant)
        marks = [(str(a.get("aria-label")), a[0]) for a in root.iter(f"{SVG}a")]
        assert sorted(said.split("\n")[0] for said, _ in marks) == sorted(rows["label"])
        middle = {"wide": theme.COLUMN, "narrow": theme.NARROW}[variant] / 2
        for said, mark in marks:
            row = rows[rows["label"] == said.split("\n")[0]].iloc[0]
            assert (_x(mark) > middle) == row["public"], said
            assert (mark.get("fill") == theme.PAPER) == (row["confidence"] != "firm"), said


def _x(mark: ElementTree.Element) -> float:
    place = re.match(r"translate\(([\d.]+)", str(mark.get("transform")))
    assert place
    return float(place[1])


def test_nothing_public_tells_of_missiles_before_the_speech() -> None:
    """The title says five months; they are those from the proposal to the speech."""
    proposed, speech = (
        data.event(name) for name in ("1962-05-21-presidium-cuba-plan", "1962-10-22-kennedy-speech")
    )
    assert "Five months in secret" in text()
    months = (speech["start"] - proposed["start"]).days / 30.4
    assert 4.9 < months < 5.2
    public = arms.run_up().query("public")
    between = public[(public["start"] > proposed["start"]) & (public["start"] < speech["start"])]
    kinds = {"1962-09-11-tass-statement": "denial"}
    assert [kinds.get(str(name), "warning") for name in between.index].count("denial") == 1
    assert len(between) == 4


def test_the_days_in_the_text_are_those_of_the_events() -> None:
    """“Ten days before that flight”, “two days before Kennedy spoke”."""
    days = {
        name: clocks.local(data.event(name)["start"], "Havana").normalize()
        for name in (
            "1962-10-04-indigirka-mariel",
            "1962-10-14-u2-flight",
            "1962-10-20-first-regiment-ready",
            "1962-10-22-kennedy-speech",
        )
    }
    landed, flown, ready, spoken = days.values()
    said = re.search(r"ashore (\w+) days before that flight.*?ready (\w+) days before Ken", text())
    assert said
    assert (flown - landed).days == number(said[1])
    assert (spoken - ready).days == number(said[2])


DATED = {
    r"warheads followed on (4) (October)": "1962-10-04-indigirka-mariel",
    r"A U-2 photographed them on (14) (October)": "1962-10-14-u2-flight",
    r"TASS said on (11) (September)": "1962-09-11-tass-statement",
    r"On (28) (September) he wrote to Kennedy": "1962-09-28-khrushchev-berlin-letter",
    r"Mikoyan told the Cubans on (4) (November)": "1962-11-04-mikoyan-on-berlin",
    r"much the same on the (18)th of (October), Washington": "1962-10-18-gromyko-kennedy",
    r"a Cuban port on (23) (October), aboard": "1962-10-23-aleksandrovsk-la-isabela",
    r"notes of the Presidium on (21) (May)": "1962-05-21-presidium-cuba-plan",
}


@pytest.mark.parametrize("said", DATED)
def test_a_day_in_the_text_is_the_day_of_its_event(said: str) -> None:
    found = re.search(said, text())
    assert found, f"the chapter no longer says “{said}”: mend this test"
    day = pd.Timestamp(f"{found[1]} {found[2]} 1962")
    assert pd.Timestamp(data.event(DATED[said])["start_text"][:10]) == day


def test_the_ranges_are_those_of_the_table() -> None:
    ranges = data.table("missiles_1962").query("name == 'R-12'")["range_km"]
    said = figures(r"United States, ([\d,]+) to ([\d,]+) kilometres by source")
    assert said == [int(ranges.min()), int(ranges.max())]


# ---- the exercises ----


def test_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    lowest, highest, _, head, *lines = ran(SIX).printed.splitlines()
    table, days = lines[:-3], lines[-3:]
    said = re.search(r"ratio lies between ([\d.]+) and ([\d.]+)\.", text())
    assert said
    assert [f"at the least {said[1]} to 1", f"at the most {said[2]} to 1"] == [lowest, highest]
    assert re.findall(r"(\d+) more", head) == ["60", "36"]
    rows = [re.fullmatch(r"(\S.+?) +(\d+) +(\S+) +(\S+)", line) for line in table]
    with_60, with_36 = ({row[1]: float(row[n]) for row in rows if row} for n in (3, 4))
    assert len(with_60) == len(rows)
    soviet = arms.balance().query("category == 'ICBM' and side == 'USSR'").set_index("who")["value"]
    doubled = {who for who, by in with_60.items() if by > 2}
    assert doubled == set(soviet.index[soviet <= 50])
    assert {"US Air Force", "CIA, May"} == set(soviet.index) - doubled
    assert {who for who, by in with_36.items() if by > 2} == {"Sheehan"}
    assert with_36["Foreign Policy"] == 2
    held = [int(line.split(" ", 1)[0]) for line in days]
    assert figures(r"(\d+) days, (\d+) and (\d+)\. An earlier ship") == held
    ship = data.table("ships").query("ship == 'Kimovsk' and what == 'arrived'")["start"].min()
    assert ship == arms.run_up().loc["ship-1962-kimovsk-arrived-september", "start"]


def test_the_charts_depend_on_their_rows() -> None:
    """A student takes a source out, and the chart has to follow."""
    rows = arms.balance()
    fewer = rows[rows["who"] != "Sheehan"]
    spec = charts.balance(fewer).to_dict()
    assert len(spec["usermeta"]["table"]["rows"]) == len(fewer) < len(rows)
    assert "Sheehan" not in str(spec["layer"])
    assert set(charts_of(SIX)) == {"fig-balance", "fig-missile-years", "fig-cargo", "fig-run-up"}
