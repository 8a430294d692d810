"""Chapter 1: its hours and sums are those of the data, and its charts sort nothing away."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from xml.etree import ElementTree

import pandas as pd
import pytest
from cells import ran
from companion import charts, data, przewodow, theme
from test_charts import DOTTED, SVG, charts_of, drawn
from test_prose import NOTEBOOKS, figures_of, flat, number, text_of

ONE = next(n for n in NOTEBOOKS if n.name.startswith("01-"))


@cache
def text() -> str:
    return flat(text_of(ONE))


@cache
def printed() -> list[str]:
    """Return what the chapter's cells print, as a student sees it."""
    return ran(ONE).printed.splitlines()


def start(name: str) -> pd.Timestamp:
    return data.event(name)["start"]


def warsaw(name: str) -> str:
    return przewodow.hour(start(name), "Warsaw")


# ---- the text says what the rows say ----

AT = {
    r"at (15:40) on Tuesday 15 November": "2022-11-15-przewodow",
    r"nothing until (17:58)": "2022-11-15-committee-called",
    r"reporter’s at (18:28)": "2022-11-15-radio-zet",
    r"At (19:32) a reporter": "2022-11-15-ap-report",
    r"At (12:30) in Brussels": "2022-11-16-stoltenberg",
    r"Stoltenberg at (12:30)\.": "2022-11-16-stoltenberg",
    r"stamped (20:14) in Warsaw": "",
}
ABOUT = {
    r"By about (five), an aide": ("2022-11-15-warsaw-learns", "17:00"),
    r"followed at about (eight):": ("2022-11-15-zelensky-video", "20:00"),
    r"Shortly after (ten), Warsaw": ("2022-11-15-article-4", "22:00"),
    r"Shortly before (one) Duda": ("2022-11-16-duda-statement", "01:00"),
    r"shortly before (three) Biden": ("2022-11-16-biden-unlikely", "03:00"),
    r"by Duda at about (one), by": ("2022-11-16-duda-statement", "01:00"),
    r"by Biden at about (three), Warsaw time": ("2022-11-16-biden-unlikely", "03:00"),
    r"the same at about (noon):": ("2022-11-16-duda-morawiecki", "12:00"),
}


@pytest.mark.parametrize("said", AT)
def test_a_minute_in_the_text_is_that_of_its_event(said: str) -> None:
    """A row is corrected, and the sentence about it is not."""
    found = re.findall(said, text())
    assert found, f"the chapter no longer says “{said}”: mend this test"
    if AT[said]:
        assert set(found) == {warsaw(AT[said])}
        assert data.event(AT[said])["precision"] == "minute"
    else:  # the report's stamp stands in a note: 21:14 in Kyiv
        assert "21:14, which is 20:14 in Warsaw" in data.event("2022-11-15-zelensky-video")["note"]


@pytest.mark.parametrize("said", ABOUT)
def test_an_hour_told_as_about_is_known_to_the_hour(said: str) -> None:
    """“About” would hide a minute that is known, or an hour that has changed."""
    assert re.search(said, text()), f"the chapter no longer says “{said}”: mend this test"
    name, hour = ABOUT[said]
    assert warsaw(name) == hour
    assert data.event(name)["precision"] == "hour"


def test_the_morning_of_the_essay_is_that_of_new_york() -> None:
    """Half past twelve in Brussels is no morning; it was one for American readers."""
    said = re.search(r"At 12:30 in Brussels, which is (\d\d:\d\d) in New York", text())
    assert said
    spoke = start("2022-11-16-stoltenberg").tz_convert("America/New_York")
    assert said[1] == spoke.strftime("%H:%M")
    bali = przewodow.local(start("2022-11-16-bali-meeting"), "Bali")
    assert 5 < bali.hour < 12, "“At Bali, where it was morning”"


def test_the_arms_are_as_many_as_the_text_says() -> None:
    """A later release of the series changes the months before it."""
    arms = data.table("aid").query("kind == 'military'")
    before, after = arms[arms["month"] <= "2022-11"], arms[arms["month"] > "2022-11"]
    said = re.search(
        r"allocated ([\d.]+) of ([\d.]+) billion euros of arms, (\d+) per cent, .*? "
        r"since then (\d+) per cent",
        text(),
    )
    assert said
    american = [p.loc[p["donor"] == "United States", "eur_bn"].sum() for p in (before, after)]
    total = [part["eur_bn"].sum() for part in (before, after)]
    shares = [f"{100 * a / t:.0f}" for a, t in zip(american, total, strict=True)]
    assert said.groups() == (f"{american[0]:.1f}", f"{total[0]:.1f}", *shares)


def test_american_arms_stop_and_the_others_do_not() -> None:
    """The title of the figure, and what its description says of single months."""
    arms = data.table("aid").query("kind == 'military' and eur_bn > 0")
    last = arms.groupby("donor")["month"].max().to_dict()
    assert last.pop("United States") == "2025-01"
    assert "EU institutions" not in last
    assert set(last) == {"Germany", "United Kingdom", "Other EU members", "Other donors"}
    assert set(last.values()) == {"2026-04"}
    most = arms.loc[arms["donor"] == "United States"].nlargest(1, "eur_bn").iloc[0]
    assert (most["month"], f"{most['eur_bn']:.1f}") == ("2024-04", "6.7")
    german = arms[arms["donor"] == "Germany"].nlargest(2, "eur_bn")
    assert sorted(german["month"]) == ["2025-05", "2026-04"]
    [alt] = [f["image"]["alt"] for f in figures_of(ONE) if f["figure"]["name"] == "fig-aid"]
    assert "reach 6.7 in April 2024, and end in January 2025" in flat(alt)
    assert "Germany’s tallest are of May 2025 and April 2026" in flat(alt)


def test_in_money_the_institutions_of_the_eu_come_first() -> None:
    """The caption sends readers to the control to see it."""
    money = data.table("aid").query("kind == 'financial'").groupby("donor")["eur_bn"].sum()
    assert money.idxmax() == "EU institutions"
    assert "in money the EU’s institutions come first" in text()


def test_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    hours = re.search(r"About ([\d.]+), ([\d.]+) and (\d+) hours\.", text())
    assert hours
    assert [float(h) for h in hours.groups()] == [float(p.split()[0]) for p in printed()[:3]]
    brakes = re.search(
        r"At about (\d\d:\d\d) with Duda instead of about (\d\d:\d\d) with Mos\w+, (\w+) h", text()
    )
    assert brakes
    moscow, duda = printed()[3:5]
    assert moscow.startswith(f"{brakes[2]} Moscow denies")
    assert duda.startswith(f"{brakes[1]} Duda")
    apart = pd.Timedelta(hours=24 + int(brakes[1][:2]) - int(brakes[2][:2]))
    assert number(brakes[3]) == apart / pd.Timedelta(hours=1)
    shares = re.search(
        r"(\d+) and (\d+) per cent of the arms\. Of the money, (\d+) and (\d+)", text()
    )
    assert shares
    told = [re.findall(r"(\d+)% American", line) for line in printed()[5:9]]
    assert [[share] for share in shares.groups()] == told


# ---- the charts draw every row they should, as it is known ----


def test_every_dated_step_of_the_night_stands_in_one_lane() -> None:
    """A step that fits no story would be left out, and nobody would notice."""
    rows = przewodow.night()
    slugs = [slug for slugs in przewodow.LANES.values() for slug in slugs]
    assert len(slugs) == len(set(slugs)) == len(rows)
    everything = data.table("events")
    dated = everything[
        everything["themes"].map(lambda themes: "przewodow" in themes)
        & everything["start"].between(start("2022-11-15-przewodow"), "2022-11-16T17:00Z")
        & (everything["precision"] != "day")
    ]
    assert len(dated) > 20
    assert set(dated.index) <= set(rows.index)


def test_a_new_step_without_a_lane_is_an_error_that_says_where(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A corrected row would vanish from the chart, or break it without a word."""
    monkeypatch.setitem(przewodow.LANES, "Alarm", ("ap-report",))
    with pytest.raises(KeyError, match="zelensky-video into a lane of companion/przewodow"):
        przewodow.night()


def test_the_alarm_is_the_one_that_the_description_tells() -> None:
    """Whoever hears the chart rather than sees it would be told of another one."""
    rows = przewodow.night()
    timed = rows[rows["precision"] != "day"]
    alarm = timed[timed["lane"] == "Alarm"]["start"]
    hours = [przewodow.hour(i, "Warsaw") for i in alarm]
    assert hours[0] == "19:32"
    assert hours[-2:] == ["23:45", "17:00"]
    brakes = timed[timed["lane"] == "Brakes"]
    assert [przewodow.hour(i, "Warsaw") for i in brakes["start"]] == [
        "21:00", "01:00", "01:55", "03:00", "12:00", "12:00", "12:30",
    ]  # fmt: skip
    doubts = brakes[brakes["label"].str.contains("Duda|Biden")]["start"]
    assert [przewodow.hour(i, "Warsaw") for i in doubts] == ["01:00", "03:00"]


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_only_a_day_is_dotted_and_an_hour_is_a_point(variant: str) -> None:
    """The Pentagon’s words would get an hour that no source has."""
    rows = przewodow.night()
    days = rows[rows["precision"] == "day"]
    root = drawn(ONE, "fig-night", variant)
    dotted = [e for e in root.iter(f"{SVG}line") if e.get("stroke-dasharray") == DOTTED]
    assert len(dotted) == len(days) + 1  # and one in the key
    marks = [str(link.get("aria-label")) for link in root.iter(f"{SVG}a")]
    assert len(marks) == len(rows) - len(days)
    said = {mark.split("\n")[0] for mark in marks}
    assert not said & set(days["label"])
    words = _words(root)
    assert words.count("day") == len(days) >= 3
    named = rows if variant == "wide" else rows[rows["rank"] == 1]
    about = named[named["precision"] == "hour"]
    assert sum(w.startswith("c. ") for w in words) == len(about)


def _words(root: ElementTree.Element) -> list[str]:
    """Return the words of a drawing, without the halo behind them."""
    texts = [t for t in root.iter(f"{SVG}text") if t.get("fill") != theme.PAPER]
    return [" ".join(s.text or "" for s in t) if len(t) else str(t.text) for t in texts]


def test_the_clocks_of_three_cities_agree() -> None:
    """Bali would be an hour off, and the leaders meet before they were woken."""
    missile = start("2022-11-15-przewodow")
    clocks = {city: przewodow.hour(missile, city) for city in przewodow.CLOCKS}
    assert clocks == {"Washington": "09:40", "Warsaw": "15:40", "Moscow": "17:40", "Bali": "22:40"}
    words = _words(drawn(ONE, "fig-night", "narrow"))
    assert "Washington 12:00 · Warsaw 18:00 · Bali 01:00" in words
    assert "Washington 18:00 · Warsaw 16 Nov · Bali 07:00" in words


def test_the_statements_are_counted_as_the_caption_says() -> None:
    """“Only three”, “all on the first evening”, “23 statements”: each can change with a row."""
    rows = przewodow.statements()
    assert set(rows["position"]) == set(przewodow.POSITIONS)
    russia = rows[rows["position"] == "fired by Russia"]
    said = re.search(r"Only (\w+) of them say that Russia fired it, all on the first", text())
    assert said
    assert number(said[1]) == len(russia)
    assert {przewodow.own_day(row) for _, row in russia.iterrows()} == {"15 Nov 2022"}
    said = re.search(r"Paths of (\w+) speakers .* through (\d+) statements", text())
    assert said
    assert (number(said[1]), int(said[2])) == (rows["side"].nunique(), len(rows))


def test_within_a_day_is_within_a_day() -> None:
    """The title of the figure: who spoke of a Ukrainian missile, and by when."""
    rows = przewodow.statements()
    told = rows[rows["position"] == "fired by Ukraine"].groupby("side")["start"].min()
    assert {"Warsaw", "Washington", "NATO and G7", "Moscow"} <= set(told.index)
    assert "Kyiv" not in told
    assert (told < start("2022-11-15-przewodow") + pd.Timedelta(days=1)).all()


def test_statements_of_a_side_stand_in_the_order_of_time() -> None:
    """A path would run back in time, and a change of mind the wrong way."""
    for side, rows in przewodow.statements().groupby("side"):
        days = [row["start"].tz_convert(row["zone"]).date() for _, row in rows.iterrows()]
        assert days == sorted(days), side


def test_what_was_hedged_is_hollow() -> None:
    """A “likely” would be drawn as a certainty."""
    rows = przewodow.statements()
    root = drawn(ONE, "fig-whose")
    marks = {str(a.get("aria-label")).split("\n")[0]: a[0] for a in root.iter(f"{SVG}a")}
    assert len(marks) == len(rows)
    for _, row in rows.iterrows():
        assert (marks[row["label"]].get("fill") != theme.PAPER) == row["flat"], row["label"]
    hedged = Counter(rows["flat"])[False]
    assert 5 < hedged < len(rows)


def test_sums_in_the_chart_are_those_of_the_rows() -> None:
    """Bars would be right and the words beside them wrong."""
    arms = data.table("aid").query("kind == 'military'")
    words = _words(drawn(ONE, "fig-aid"))
    for donor, rows in arms.groupby("donor"):
        parts = [p["eur_bn"].sum() for _, p in rows.groupby(rows["month"] > "2022-11")]
        before, after = (f"{part:.1f}" if part else "none" for part in parts)
        assert f"{before} to Nov 2022, {after} after" in words, donor
    bars = list(drawn(ONE, "fig-aid").iter(f"{SVG}a"))
    assert len(bars) == (arms["eur_bn"] > 0).sum()


@pytest.mark.parametrize("kind", ["financial", "humanitarian"])
def test_no_bar_leaves_its_row_whatever_is_chosen(kind: str) -> None:
    """A month of eighteen billion would run into the row above."""
    most = data.table("aid").query("kind == @kind")["eur_bn"].max()
    from companion.charts.paces import KINDS

    _, ruled, top = KINDS[kind]
    assert ruled < top
    assert most / top < 1.2
    spec = charts_of(ONE)["fig-aid"].to_dict()
    [control] = [p for p in spec["params"] if p["name"] == "kind"]
    assert control["bind"]["labels"] == ["arms", "money", "relief"]


def test_another_month_may_part_the_sums() -> None:
    """The exercise “change a cell” would end in an error."""
    spec = charts.paces(data.table("aid"), split="2024-12").to_dict()
    assert "to Dec 2024" in str(spec)
