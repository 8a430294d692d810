"""Chapter 2: its counts are those of the data, its sorting holds, its charts share one axis."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import pytest
from cells import ran
from companion import charts, clocks, data, signals, theme
from companion.charts.stockpiles import EVEN, FIRST, HEAD, HIGH, LAST, OFFICIAL
from companion.charts.year import Year
from test_charts import SVG, charts_of, drawn
from test_prose import NOTEBOOKS, NUMBERS, code_of, figures_of, flat, text_of

TWO = next(n for n in NOTEBOOKS if n.name.startswith("02-"))
TEXT = flat(text_of(TWO))
AT = dict(re.findall(r'"(2022-\d\d-\d\d)": "([^"]+)"', code_of(TWO)[1]))
"""What the cell of figure 2.2 says a transcript holds, by day (the later of two dictionaries)."""

MOSCOW = "Moscow threatens or warns"


def said(pattern: str) -> tuple[str, ...]:
    """Return what a pattern captures in the text, which must say it."""
    found = re.search(pattern, TEXT)
    assert found, f"the chapter no longer says “{pattern}”: mend this test"
    return found.groups()


def number(text: str) -> float:
    """Read a number in words or figures, with or without thousands set off."""
    plain = text.replace(",", "")
    return float(plain) if re.match(r"\d", plain) else NUMBERS.index(text.lower())


@cache
def year() -> pd.DataFrame:
    """Return the transcripts of 2022 with Putin's own uses per 10,000 of his words."""
    rows = data.table("kremlin_speeches").reset_index()
    rows = rows[rows["date"] < pd.Timestamp("2023-01-01", tz="UTC")]
    return rows.assign(
        day=rows["date"].dt.strftime("%Y-%m-%d"),
        rate=rows["n_nuclear_putin"] / rows["n_words_putin"] * 10_000,
    ).set_index("day")


def month(outlet: str, period: str, group: str = "nuclear") -> pd.Series:
    """Return one count of an outlet."""
    rows = data.table("nuclear_words").set_index(["outlet", "word_group", "period"])
    return rows.loc[(outlet, group, period)]


def of_2022(outlet: str, group: str = "nuclear") -> pd.Series:
    """Return an outlet's shares of 2022, by period."""
    rows = data.table("nuclear_words")
    rows = rows[(rows["outlet"] == outlet) & (rows["word_group"] == group)]
    return rows[rows["period"].str.startswith("2022")].set_index("period")["percent"]


def day(name: str) -> pd.Timestamp:
    """Return the date of an event on its own clock."""
    row = data.event(name)
    return row["start"].tz_convert(row["zone"]).tz_localize(None).normalize()


def apart(first: str, second: str) -> int:
    """Count the days from one event to another."""
    return (day(second) - day(first)).days


# ---- the signals ----


def test_every_signal_is_an_event_on_nuclear_arms() -> None:
    """The sorting would speak of something else than the record."""
    for named in (signals.THREATS, signals.CALM, signals.STEPS):
        rows = data.table("events").loc[list(named)]
        assert set(rows["crisis"]) == {"2022"}
        assert all("nuclear" in themes for themes in rows["themes"])
    assert set(signals.SPEAKERS) <= {*signals.THREATS, *signals.CALM}
    assert not {*signals.STEPS} & {*signals.THREATS, *signals.CALM}


def test_what_a_label_quotes_stands_in_its_row() -> None:
    """A mark would put words into a mouth."""
    rows, quoted = signals.year(), 0
    for _, row in rows.iterrows():
        for words in re.findall(r"“([^”]+)”", row["words"]):
            assert words.rstrip(".") in f"{row['summary']} {row['label']}", row["words"]
            quoted += 1
    assert quoted >= 10


def test_lanes_follow_voice_and_sense_and_the_order_of_time() -> None:
    """A reassurance would stand among the threats."""
    rows = signals.year()
    assert list(dict.fromkeys(rows["lane"])) == list(signals.LANES.values())
    for lane, group in rows.groupby("lane", sort=False):
        assert group["start"].is_monotonic_increasing, lane
        assert group["sense"].nunique() == 1
        assert ("Russia" in set(group["voice"])) == str(lane).startswith("Moscow")
    assert rows[rows["putin"]]["voice"].eq("Russia").all()


def test_the_warnings_are_as_many_as_the_title_says() -> None:
    """A row is added, and “eight of eighteen” is not true any more."""
    within, of, days = said(r"(\w+) of Moscow’s (\w+) warnings fall within (\d+) days")
    rows = signals.year()
    warned = rows[rows["lane"] == MOSCOW]
    assert len(warned) == number(of)
    first, last = "2022-09-21-putin-address", "2022-10-14-putin-astana"
    span = warned[warned["start"].between(*(data.event(n)["start"] for n in (first, last)))]
    assert len(span) == number(within)
    assert apart(first, last) + 1 == int(days)
    calm = rows[rows["lane"] == "Moscow reassures"]["start"]
    assert calm.min() < span["start"].min()
    assert calm.max() > span["start"].max()
    assert f"{calm.min():%d %B}".lstrip("0") == said(r"reassurances begin on (\d+ \w+) and")[0]
    assert calm.index[-1].startswith("2022-12-07")
    assert said(r"run to (\d+ December)\.") == ("7 December",)


def test_what_is_contested_is_hollow_among_the_signals() -> None:
    """Doubt about Zelensky's words would be lost."""
    marks = {
        str(link.get("aria-label")).split("\n")[0]: link[0]
        for link in drawn(TWO, "fig-signals").iter(f"{SVG}a")
    }
    rows = signals.year()
    assert len(marks) == len(rows)
    for _, row in rows.iterrows():
        hollow = marks[row["words"]].get("fill") == theme.PAPER
        assert hollow == (row["confidence"] != "firm"), row["words"]
    assert (rows["confidence"] != "firm").sum() == 1


def test_dates_and_distances_are_those_of_the_events() -> None:
    """“The day after Ramstein” rests on two rows."""
    speech = data.event("2022-02-24-putin-war-speech")["start"]
    assert said(r"stamped (\d\d:\d\d) in Moscow on (24 February)")[0] == clocks.hour(
        speech, "Moscow"
    )
    assert clocks.when(speech, "Washington") == "23 Feb 22:00"
    assert said(r"still (ten in the evening of the 23rd) in Washington")
    assert "27 April, the day after some forty states met at Ramstein" in TEXT
    assert apart("2022-04-26-ramstein", "2022-04-27-lightning-fast") == 1
    [days] = said(r"came (\w+) days after Izium was lost")
    assert apart("2022-09-10-izium", "2022-09-21-putin-address") == number(days)
    [days] = said(r"(\w+) days after the speech it took in four provinces more")
    assert apart("2022-09-21-putin-address", "2022-09-30-annexation-treaties") == number(days)
    [weeks] = said(r"the speaker’s own word (\w+) weeks later")
    assert apart("2022-09-21-putin-address", "2022-10-27-valdai-nuclear") // 7 == number(weeks)
    assert apart("2022-10-01-lyman", "2022-10-03-kremlin-on-kadyrov") == 2
    assert apart("2022-09-21-putin-address", "2022-09-22-medvedev") == 1


# ---- the counts ----


def test_the_outlets_are_counted_as_the_text_says() -> None:
    """The trap is made of these numbers."""
    ministry, channel = of_2022("Foreign Ministry posts"), of_2022("Channel One news")
    found, of = said(r"most often in August, (\d+) of (\d+)\.")
    august = month("Foreign Ministry posts", "2022-08")
    assert (august["n_items_with_word"], august["n_items"]) == (int(found), int(of))
    assert ministry.idxmax() == "2022-08"
    found, of = said(r"it is (\w+) post of (\d+), the least of the year")
    february = month("Foreign Ministry posts", "2022-02")
    assert (february["n_items_with_word"], february["n_items"]) == (number(found), int(of))
    assert ministry.idxmin() == "2022-02"
    [same] = said(
        r"gives the same ([\d.]+) per cent of its items to February, to April and to Sept"
    )
    assert set(channel[["2022-02", "2022-04", "2022-09"]]) == {float(same)}
    assert channel.idxmax() == "2022-10"
    [bombs] = said(r"(\w+) of Channel One’s items of October have “dirty bomb”")
    october = month("Channel One news", "2022-10", "dirty bomb")
    assert october["n_items_with_word"] == number(bombs)
    low, high = map(float, said(r"between ([\d.]+) and ([\d.]+) per cent all year"))
    quarters = of_2022("Kremlin speeches")
    assert (quarters.min(), quarters.max()) == (low, high)


def test_the_description_of_the_counts_has_their_numbers() -> None:
    """Whoever hears the chart would be told of another one."""
    august, february = map(
        float, said(r"peak at ([\d.]+) per cent in August and stand at ([\d.]+) in F")
    )
    ministry, channel = of_2022("Foreign Ministry posts"), of_2022("Channel One news")
    assert (ministry["2022-08"], ministry["2022-02"]) == (august, february)
    [same, most] = map(
        float, said(r"stands at ([\d.]+) per cent in February, .* peaks at ([\d.]+) in Oct")
    )
    assert (channel["2022-04"], channel["2022-10"]) == (same, most)


def test_the_transcripts_hold_what_text_and_chart_say() -> None:
    """A threat without the word is the point; the count has to be nought."""
    rows = year()
    uses = rows["n_nuclear_putin"]
    assert uses["2022-10-14"] == rows.loc["2022-10-14", "n_nuclear"] == 0
    assert uses["2022-04-27"] == uses["2022-04-12"] == 1
    [six] = said(r"its (\w+) uses speak of Kyiv’s ambitions")
    assert uses["2022-09-21"] == number(six)
    assert rows["rate"].idxmax() == "2022-09-21"
    assert len(AT) == 4
    for when, words in AT.items():
        first = words.split(",")[0].split()[0]
        often = {"never": 0, "once": 1, "twice": 2}
        assert uses[when] == (often[first] if first in often else number(first)), when
    assert len(rows) == 20


def test_threats_are_quoted_as_their_events_have_them() -> None:
    """The names over the lines would be ours and not Putin's."""
    named = re.findall(r'"(2022-\d\d-\d\d)": "“([^”]+)”"', code_of(TWO)[1])
    rows = signals.year()
    own = rows[rows["putin"] & (rows["sense"] == "threat")]
    assert len(named) == 4
    for when, words in named:
        [summary] = own[own.index.str.startswith(when)]["summary"]
        assert words in summary, words
        assert "nuclear" not in words


def test_months_of_threats_have_russias_colour() -> None:
    """The eye would look for the threats in the wrong bars."""
    threats = {"February", "April", "September", "October"}
    seen = []
    for link in drawn(TWO, "fig-words").iter(f"{SVG}a"):
        told = str(link.get("aria-label")).split("\n")[0]
        if told.startswith(("Foreign", "Channel")):
            name, when = told.rsplit(" ", 2)[-2:]
            struck = name in threats and when == "2022"
            assert (link[0].get("fill") == theme.USSR) == struck, told
            seen.append(struck)
    assert (seen.count(True), len(seen)) == (8, 26)


def test_both_charts_of_the_year_have_one_axis() -> None:
    """“On the same axis” is what lets the eye compare."""
    at = {}
    for name in ("fig-signals", "fig-words"):
        spec = charts_of(TWO)[name].to_dict()
        rows = [row for rows in spec["datasets"].values() for row in rows]
        at[name] = {row["x"] for row in rows if row.get("text") in ("Feb", "Sept", "Nov")}
    assert at["fig-signals"] == at["fig-words"]
    assert len(at["fig-words"]) == 3
    span = Year(theme.WIDE)
    assert span.x(pd.Timestamp("2021-12-01", tz="UTC")) == 0
    assert span.x(pd.Timestamp("2023-01-01", tz="UTC")) == theme.WIDE


# ---- the measure ----


def test_stockpiles_are_those_of_the_table() -> None:
    """Eight numbers stand in text, description and chart."""
    rows = data.table("warheads")
    fas = rows[rows["estimate"] == "fas-2023"].pivot(
        index="year", columns="country", values="warheads"
    )
    us, ussr = fas["United States"], fas["USSR/Russia"]
    numbers = said(
        r"([\d,]+) American warheads against ([\d,]+) at the end of 1962, "
        r"([\d,]+) Russian against ([\d,]+) sixty years on"
    )
    assert tuple(map(number, numbers)) == (us[1962], ussr[1962], ussr[2022], us[2022])
    assert us[1962] / ussr[1962] > 7
    assert "more than seven times" in TEXT
    peaks = said(r"rises to ([\d,]+) in 1962 and ([\d,]+) in (\d+)\.")
    assert tuple(map(number, peaks)) == (us[1962], us.max(), us.idxmax())
    soviet = said(r"stands at ([\d,]+) in 1962, overtakes in (\d+) and peaks at ([\d,]+) in (\d+)")
    first = (ussr > us).idxmax()
    assert tuple(map(number, soviet)) == (ussr[1962], first, ussr.max(), ussr.idxmax())
    others = fas.loc[2022].sum() - us[2022] - ussr[2022]
    assert number(said(r"eight other countries ([\d,]+) together")[0]) == others
    assert len(fas.columns) - 2 == 8


def test_two_compilations_differ_once() -> None:
    """The origins are told, and that they are not two witnesses."""
    rows = data.table("warheads")
    both = rows.pivot(index=["year", "country"], columns="estimate", values="warheads").dropna()
    [pairs] = said(r"in all but one of (\d+) figures")
    assert len(both) == int(pairs)
    differ = both[both["bulletin-2021"] != both["fas-2023"]]
    [(when, country)] = differ.index
    newer, older = said(r"over the United States in 2017: ([\d,]+) or ([\d,]+)\.")
    assert (when, country) == (2017, "United States")
    assert (number(newer), number(older)) == tuple(differ.iloc[0][["fas-2023", "bulletin-2021"]])
    assert said(r"for (\d+) to (\d+)\.\[") == tuple(map(str, OFFICIAL))


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_both_scales_stay_within_the_drawing(variant: str) -> None:
    """On the other scale a line would leave the sheet, or nothing would become something."""
    spec = charts_of(TWO)["fig-stockpiles"].to_dict()
    spec = spec if variant == "wide" else spec["usermeta"]["narrow"]
    rows = [row for rows in spec["datasets"].values() for row in rows if "a" in row]
    assert len(rows) > 200
    for row in rows:
        assert FIRST <= row["year"] <= LAST
        scales = ("a", "b") if "of" not in row else ("ab"[row["of"]],)
        assert all(HEAD - 1 <= row[k] <= HEAD + HIGH + 0.1 for k in scales if k in row), row
    nothing = [row for row in rows if "b" not in row]
    assert nothing
    assert all(row["a"] == HEAD + HIGH for row in nothing)
    assert data.table("warheads")["warheads"].max() < EVEN


def test_estimates_are_dashed() -> None:
    """A guess would look like a release."""
    spec = charts_of(TWO)["fig-stockpiles"].to_dict()
    lines = [layer for layer in spec["layer"] if layer.get("mark", {}).get("type") == "line"]
    solid = [line for line in lines if line["mark"]["strokeDash"] == [1, 0]]
    assert len(lines) == 5
    [one] = solid
    assert one["mark"]["color"] == theme.US
    years = [row["year"] for row in spec["datasets"][one["data"]["name"]]]
    assert (min(years), max(years)) == OFFICIAL


def test_gravity_is_coded_as_title_and_text_say() -> None:
    """The answer is a count of crises with two sides at one grade."""
    rows = data.table("icb_superpower_crises")
    grave = rows[rows["gravity"] == "threat of grave damage"]
    both = grave[grave.duplicated("crisis_no", keep=False)]
    assert set(both["crisis"]) == {"Berlin Blockade", "Cuban Missiles"}
    assert said(r"Only (twice) was it grave for both: Berlin in 1948, Cuba in 1962")
    [single] = said(r"carry both powers’ marks; (\w+) others carry one")
    assert len(grave) - len(both) == number(single)
    [most] = rows[rows["gravity"] == "threat to existence"].index
    assert most == "icb-344-ussr"
    assert (rows["gravity"] == "other").sum() == 1
    assert rows["year"].max() == int(said(r"The data end in (\d+);")[0])
    drawn_rows = charts_of(TWO)["fig-gravity"].to_dict()["usermeta"]["tables"]
    assert drawn_rows == [["icb_superpower_crises", len(rows) - 1]]


def test_the_vote_on_crimea_is_that_of_the_table() -> None:
    """“By 100 votes to 11” is a row of another table."""
    rows = data.table("un_totals")
    row = rows[rows["resolution"].astype(str).str.contains("68/262")].iloc[0]
    yes, no = said(r"held to be Ukraine’s by (\d+) votes to (\d+);")
    assert (row["yes"], row["no"]) == (int(yes), int(no))


# ---- the exercises ----


def test_solutions_say_what_their_cells_print_in_chapter_two() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    lines = [line.split() for line in ran(TWO).printed.splitlines()]
    words = [re.findall(r"\d{4}-\d\d|\d+\.\d", " ".join(line)) for line in lines[:3]]
    assert words[:2] == [["2022-10", "2.2"], ["2022-10", "1.6"]]
    [share] = said(r"negotiations in February, at ([\d.]+) per cent")
    assert words[2] == ["2022-02", share]
    total, own = said(r"meeting of 21 December, with (\d+), of which (\w+) are Putin’s")
    assert re.findall(r"\S+", " ".join(lines[3]))[:2] == ["2022-12-21:", total]
    assert f"{number(own)} of them Putin’s" in " ".join(lines[3])
    ranked = [line for line in lines[4:] if line[0].isdigit()]
    assert ranked[0][1:] == ["2022-09-21", said(r"By frequency, 21 September, with ([\d.]+)\.")[0]]
    place, of = said(r"27 April comes (\w+) of the (\w+) that have the word")
    [april] = [line for line in ranked if line[1] == "2022-04-27"]
    assert (place, int(april[0]), len(ranked)) == ("ninth", 9, number(of))
    plants = next(int(line[0]) for line in ranked if line[1] == "2022-09-16")
    assert plants < 9
    found = {line[0]: " ".join(line[1:]) for line in lines if re.match(r"2022-\d\d-\d\d$", line[0])}
    warnings = lines[5 + len(ranked) :]
    none = [line[0] for line in warnings if line[1] == "0"]
    assert none == ["2022-10-14"]
    absent, of = said(r"For (\w+) of the (\w+) there is no transcript")
    assert sum(line[1] == "no" for line in warnings) == number(absent)
    assert len(warnings) == number(of)
    assert found["2022-12-09"].startswith("no text")


def test_charts_of_nothing_say_so() -> None:
    """A student who filters too much would look at an empty frame."""
    words, speeches = data.table("nuclear_words"), data.table("kremlin_speeches")
    with pytest.raises(ValueError, match="nothing of 2022"):
        charts.counts(words.head(0), speeches.assign(rate=0.0), {}, {}, {})
    with pytest.raises(ValueError, match="no signal"):
        charts.signals(signals.year().head(0))
    with pytest.raises(ValueError, match="choose one estimate"):
        charts.stockpiles(data.table("warheads"))


def test_figures_of_chapter_two() -> None:
    """The four figures, in the order in which the text needs them."""
    names = [figure["figure"]["name"] for figure in figures_of(TWO)]
    assert names == ["fig-signals", "fig-words", "fig-gravity", "fig-stockpiles"]
