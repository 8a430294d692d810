"""Chapter 11: its days, counts and pairs are those of the rows, and its stretches answer."""

from __future__ import annotations

import itertools
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cells import ran
from companion import clocks, contacts, data, day_zero, likeness, theme, zero_choices
from companion.charts import leaders
from playwright.sync_api import Browser
from test_charts import SVG, charts_of, drawn
from test_charts import text_of as spec_of
from test_prose import CELL, NOTEBOOKS, figures_of, flat, number, text_of
from two_octobers import runtime, vega

[ELEVEN] = [n for n in NOTEBOOKS if n.name.startswith("11-")]
TEXT = flat(text_of(ELEVEN))
PROSE = flat(CELL.sub("", ELEVEN.read_text("utf-8")))
UNTIL = 57


def said(pattern: str, text: str = PROSE) -> tuple[str, ...]:
    """Return what the chapter says in the places of a pattern; it has to say it."""
    found = re.search(pattern, text)
    assert found, f"the chapter no longer says “{pattern}”: mend this test"
    return found.groups()


def day(event: str) -> int:
    """Return the day of an event, counted from the day zero of its crisis."""
    crisis = str(data.event(event)["crisis"])
    return int(day_zero.since(event, day_zero.ZEROS[crisis]) // 1)


def figure(name: str) -> dict[str, Any]:
    [found] = [f for f in figures_of(ELEVEN) if f["figure"]["name"] == name]
    return found


def described(name: str) -> str:
    return flat(figure(name)["image"]["alt"])


def title(name: str) -> str:
    return str(figure(name)["figure"]["caption"]).split("\n", 1)[0]


# ---- the days ----

DAYS = {
    "the Soviet acceptance, broadcast at 17:00 in Moscow on 28 October, falls on day (6)": (
        "1962-10-28-khrushchev-acceptance"
    ),
    r"of the evening of 6 October in New York, falls on day (\d+)": "2022-10-06-biden-armageddon",
    r"a way out was announced on day (\d+), and": "1962-10-28-khrushchev-acceptance",
    r"and on day (\d+) of 2022 the essay saw none": "2022-11-17-essay",
    r"what follows, to day (\d+), is a settlement": "1962-11-20-quarantine-ends",
    r"On day (\d+) of 1962 the quarantine took effect": "1962-10-24-quarantine-begins",
    r"on day (\d+) of 2022 voting began": "2022-09-23-voting",
    r"On day (\d+) Khrushchev’s private letter was handed": "1962-10-26-khrushchev-private-letter",
    r"on day (\d+) of 2022 Sullivan spoke of “catas": "2022-09-25-sullivan",
    r"on day (\d+) of 2022 the organisers": "2022-09-27-results",
    r"comes to annexation on day (\d+)": "2022-09-30-annexation-treaties",
    r"strikes on Kyiv and the power grid on day (\d+)": "2022-10-10-strikes",
    r"the order to leave Kherson on day (\d+)\.": "2022-11-09-kherson-order",
    r"refused the quarantine on day (\d+)": "1962-10-24-khrushchev-second-letter",
    r"and on day (\d+) he put up his price": "1962-10-27-khrushchev-turkey-letter",
    r"on day (\d+) he told colleagues": "1962-10-25-presidium-protocol-61",
    r"on day (\d+) annexation was complete in Russian law": "2022-10-05-annexation-laws",
    r"the chiefs of staff on day (\d+)": "2022-10-24-milley-gerasimov",
    r"on day (\d+) the heads of intelligence met in Ankara": "2022-11-14-burns-naryshkin",
    r"set five conditions on day (\d+)": "1962-10-28-castro-five-points",
}


@pytest.mark.parametrize("pattern", DAYS)
def test_a_day_in_the_text_is_the_day_of_its_event(pattern: str) -> None:
    """A row is corrected, or a day zero moved, and the sentence about it is not."""
    assert said(pattern) == (str(day(DAYS[pattern])),)


def test_the_days_zero_are_days_zero() -> None:
    """The speech and the address; their hours; and the evening that falls on the next day."""
    assert day("1962-10-22-kennedy-speech") == day("2022-09-21-putin-address") == 0
    speech = data.event("1962-10-22-kennedy-speech")["start"]
    assert said(r"Kennedy spoke at (\d\d:\d\d) in Washington") == (
        clocks.hour(speech, "Washington"),
    )
    address = data.event("2022-09-21-putin-address")
    assert address["precision"] == "hour"
    assert "Putin spoke at about nine in the morning in Moscow" in PROSE
    assert clocks.hour(address["start"], "Moscow") == "09:00"
    [not_on] = said(r"falls on day \d+ and not on day (\d+)\.")
    evening = data.event("2022-10-06-biden-armageddon")
    own = pd.Timestamp(evening["start_text"][:10]) - pd.Timestamp(day_zero.ZEROS["2022"].date)
    assert int(not_on) == own.days == day("2022-10-06-biden-armageddon") - 1


def test_thirteen_days_two_datasets_and_a_war() -> None:
    """How long 1962 lasted, by three counts; how old the war of 2022 was."""
    told, out = day("1962-10-16-kennedy-told"), day("1962-10-28-khrushchev-acceptance")
    assert out - told + 1 == 13
    assert "the thirteenth day after all" in PROSE
    icb = data.table("icb_superpower_crises")
    rows = icb[icb["crisis_no"] == 196].set_index("actor")["days"]
    assert said(r"gives Washington (\d+) days and Moscow (\d+)") == (
        str(rows["US"]),
        str(rows["USSR"]),
    )
    assert said(r"a war that was (\d+) days old on day zero") == (str(-day("2022-02-24-invasion")),)


def test_the_title_of_the_first_figure_is_computed() -> None:
    """Six days and fifty-seven: the answer of the chapter."""
    out, essay = said(r"announced on day (\d+); on day (\d+) of", title("fig-two-octobers"))
    assert int(out) == day("1962-10-28-khrushchev-acceptance")
    assert int(essay) == day("2022-11-17-essay") == likeness.END == UNTIL
    [weeks] = said(r"## Six days, and (\w+) weeks", ELEVEN.read_text("utf-8"))
    assert number(weeks) == round(int(essay) / 7)
    told = described("fig-two-octobers")
    for words, event in (
        ("to day 29, the end", "1962-11-20-quarantine-ends"),
        ("annexation on day 9", "2022-09-30-annexation-treaties"),
        ("Valdai on day 36", "2022-10-27-valdai-khrushchev"),
        ("leave Kherson on day 49", "2022-11-09-kherson-order"),
    ):
        assert words in told
        assert re.findall(r"\d+", words) == [str(day(event))]


def test_a_day_stands_on_its_own_calendar() -> None:
    """An hour is read on the clock of day zero; a day without an hour keeps its own date."""
    zero = day_zero.Zero("2022-09-21", "Europe/Moscow", "Moscow")
    late = pd.Timestamp("2022-09-30T22:30Z")
    assert zero.day("2022-09-30T18:30", late, "minute") // 1 == 10
    assert zero.day("2022-09-30", late, "day") == 9
    assert zero.day("1962-10-22T19:00", late, "month") != zero.day("1962-10", late, "month")
    with pytest.raises(ValueError, match="convert float NaN"):
        int(zero.day("2022-09", late, "month"))


# ---- the contacts ----


def counts(public: bool = False) -> dict[str, int]:
    rows = contacts.contacts(UNTIL)
    rows = rows[rows["public"]] if public else rows
    return {crisis: int((rows["crisis"] == crisis).sum()) for crisis in day_zero.ZEROS}


WORDS = {"thirty-four": 34, "thirty": 30}


def test_the_contacts_are_as_many_as_the_text_says() -> None:
    """Thirty-four against four, four against four: in the answer, a heading, a title and a text."""
    assert counts() == {"1962": 34, "2022": 4}
    assert counts(public=True) == {"1962": 4, "2022": 4}
    assert said(
        r"the record has ([\w-]+) contacts .*?, for 2022 (\w+) with a day; .* there are "
        r"(\w+) and (\w+)\."
    ) == ("thirty-four", "four", "four", "four")
    assert said(r"Of the ([\w-]+), (\w+) were not public then") == ("thirty-four", "thirty")
    assert WORDS["thirty"] == counts()["1962"] - counts(public=True)["1962"]
    assert "thirty-four contacts in 1962 and four in 2022, but four and four" in title("fig-spoken")


def test_the_levels_are_those_of_the_drawing() -> None:
    """What is said of each level, and of the days of the few."""
    rows = contacts.contacts(UNTIL)
    by = rows.groupby(["lane", "crisis"]).size().unstack(fill_value=0)
    told = described("fig-spoken")
    assert said(r"Leader to leader: (\d+) messages in 1962, none", told) == (
        str(by.loc[contacts.LEADERS, "1962"]),
    )
    assert by.loc[contacts.LEADERS, "2022"] == by.loc[contacts.BETWEEN, "2022"] == 0
    assert said(r"Ministers, envoys and aides: (\d) and (\d)", told) == tuple(
        str(by.loc[contacts.ENVOYS, c]) for c in ("1962", "2022")
    )
    assert (by.loc[contacts.CHIEFS, "1962"], by.loc[contacts.CHIEFS, "2022"]) == (0, 2)
    assert by.loc[contacts.BETWEEN, "1962"] == 5
    letters = rows[rows["lane"] == contacts.LEADERS]
    [all_, early] = said(r"exchanged (\d+) messages, (\w+) of them by day 6")
    assert int(all_) == len(letters)
    assert number(early) == int((letters["number"] <= 6).sum())
    ministers = rows[(rows["lane"] == contacts.ENVOYS) & (rows["crisis"] == "2022")]
    assert said(r"defence ministers spoke twice, on days (\d+) and (\d+)") == tuple(
        map(str, ministers["number"])
    )
    men = rows[(rows["lane"] == contacts.ENVOYS) & (rows["crisis"] == "1962")]["who"]
    assert contacts.MOSTLY[contacts.ENVOYS].startswith("Robert Kennedy and Dobrynin three times")
    assert [w.startswith("Robert Kennedy") for w in men].count(True) == 3


def test_every_contact_is_a_row_and_none_stands_twice() -> None:
    """A code for an event that is gone would drop a contact in silence."""
    events = data.table("events")
    for name in (*contacts.SPOKEN, *contacts.UNDATED, *zero_choices.EARLIER):
        assert name in events.index or name in data.table("messages").index, name
    assert not contacts.contacts(400).index.duplicated().any()
    assert not set(contacts.SPOKEN) & set(zero_choices.EARLIER)
    assert len(contacts.contacts(400)[lambda r: r["table"] == "events"]) == len(contacts.SPOKEN)


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_public_contacts_are_full_and_the_others_hollow(variant: str) -> None:
    """The second half of the answer hangs on it."""
    links = list(drawn(ELEVEN, "fig-spoken", variant).iter(f"{SVG}a"))
    full = [link for link in links if link[0].get("fill") != theme.PAPER]
    assert len(links) == sum(counts().values())
    assert len(full) == sum(counts(public=True).values())
    assert all("made public that day" in str(link.get("aria-label")) for link in full)


# ---- the pairs ----


def test_the_pairs_are_those_of_the_tables() -> None:
    """Every figure in text and description, from its table."""
    held = data.table("warheads").query("estimate == 'fas-2023'")
    held = held.pivot(index="year", columns="country", values="warheads")
    told = described("fig-pairs")
    for country, name in (("USSR/Russia", "Moscow’s"), ("United States", "Washington’s")):
        assert said(rf"{name} warheads, ([\d,]+) and ([\d,]+)", told) == tuple(
            f"{held.loc[year, country]:,}" for year in (1962, 2022)
        )
    assert "nearly seven times as many warheads" in PROSE
    assert 6.5 < held.loc[1962, "United States"] / held.loc[2022, "United States"] < 7
    pairs = {pair.what: pair for pair in likeness.pairs()}
    assert said(r"leader, (\d+) and (\d+);", told) == tuple(
        f"{years:.0f}" for years in pairs["Since Moscow’s leader took over"].figures
    )
    assert said(r"nuclear states, (\d) and (\d)", told) == ("3", "9")
    assert pairs["States with a nuclear stockpile"].figures == (3, 9)
    assert pairs["The Doomsday Clock before midnight"].figures == (420, 100)
    area = data.table("occupied_area").query("estimate == 'Liveuamap'").set_index("date")["km2"]
    lost = area[pd.Timestamp("2022-09-21", tz="UTC")] - area[pd.Timestamp("2022-11-17", tz="UTC")]
    assert said(r"ground lost, 0 and ([\d,]+) km²", told) == (f"{lost:,}",)
    assert f"{likeness.CALLED_UP:,}" in data.event("2022-09-21-mobilisation-decree")["summary"]
    assert pairs["Messages between the two leaders"].figures == (25, 0)


def test_near_and_far_are_as_many_as_the_text_says() -> None:
    """Two of ten: and in this order."""
    pairs = likeness.pairs()
    near = [pair for pair in pairs if pair.apart < likeness.ALIKE]
    assert said(r"(\w+) things are measured for both years") == ("Ten",)
    assert said(r"(\w+) are near: Moscow’s warheads, and the low place") == ("Two",)
    assert len(pairs) == 10
    assert {pair.what.split()[0] for pair in near} == {"Liberal", "Moscow’s"}
    assert "far in eight other things" in title("fig-pairs")
    assert all(a.apart <= b.apart for a, b in itertools.pairwise(pairs))
    assert min(pair.apart for pair in pairs[2:]) > 0.5, "no pair near the line between the two"


# ---- the other day zeros ----


def test_the_choices_begin_and_end_as_the_text_says() -> None:
    """Title, description and text of the last figure."""
    choices = {str(c.date.date()): c for c in zero_choices.choices()}
    assert len(choices) == 7
    first, later = said(r"talk on day (\d+); .* contact is on day (\d+)", title("fig-zeros"))
    assert int(first) == choices["2022-02-24"].first
    assert int(later) == choices["2022-09-21"].first
    told = described("fig-zeros")
    ends = [c.end for c in choices.values()]
    assert [*map(int, said(r"on day (\d+), (\d+) and (\d+)\. Four", told))] == ends[:3]
    found = said(
        r"open on day (\d+), (\d+), (\d+) and (\d+), with a first .* (\d+), (\d+), (\d+) "
        r"and (\d+)\.",
        told,
    )
    assert [*map(int, found)] == [*ends[3:], *(c.first for c in [*choices.values()][3:])]
    invasion = replace(day_zero.ZEROS["2022"], date="2022-02-24")
    for words, event in (
        (r"delegations met on day (\d+)", "2022-02-28-gomel-talks"),
        (r"neutrality on the table by day (\d+)", "2022-03-29-istanbul-talks"),
    ):
        assert said(words) == (str(int(day_zero.since(event, invasion))),)
    assert said(r"Americans and Russians sat down on day (\d+)") == (
        str(choices["2021-12-17"].first),
    )


# ---- exercises ----


def test_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    lines = ran(ELEVEN).printed.splitlines()
    told = ran(ELEVEN).space["told"]
    first = told[told["rank"] == 1]
    assert said(r"Of the first rank there are (\w+):") == ("five",)
    assert len(first) == 5
    assert first["number"].tolist() == [0, 0, 3, 6, 6]
    assert told[told["kind"] == "talks"]["number"].tolist() == [4]
    days = [m[1] for line in lines if (m := re.match(r"day (-?\d+): ", line))]
    assert said(r"On days (\d+), (\d+) and (\d+)\. The call-up .* at day (−\d+)\.") == tuple(
        day.replace("-", "−") for day in days
    )
    early = [int(line[:2]) for line in lines if re.match(r"[ \d]\d from \d", line)]
    speech, all_, was_told = said(r"speech has (\d+) up to the way out \((\d+) with .*? told (\d+)")
    assert early == [1, int(was_told), int(speech), 0, 1, 0, 0]
    assert lines[-1].split()[0] == all_


# ---- the drawing answers ----


def shown(variant: str, stretch: int) -> list[tuple[float, float, str]]:
    """Draw one stretch; return the words beside its rails as left or right, height and text."""
    spec = vega.variant(spec_of(ELEVEN, "fig-two-octobers"), variant)
    assert spec
    for one in spec["params"]:
        if one["name"] == "show":
            one["value"] = stretch
    svg = vega.svg(json.dumps(spec), "wide")
    assert svg
    found = []
    for x, y, body in re.findall(
        r"<text [^>]*translate\(([\d.]+),([\d.-]+)\)[^>]*>(.*?)</text>", svg
    ):
        lines = re.findall(r"<tspan[^>]*>(.*?)</tspan>", body) or [body]
        found += [(float(x), float(y) + n * theme.LINE, line) for n, line in enumerate(lines)]
    return found


CASES = [("wide", n) for n in range(len(day_zero.STRETCHES) + 1)] + [
    ("narrow", n) for n in range(len(day_zero.STRETCHES) - 1)
]


@pytest.mark.parametrize(("variant", "stretch"), CASES)
def test_words_never_overlap_whatever_is_enlarged(variant: str, stretch: int) -> None:
    """What Vega lays out when a reader chooses can be read, and is all there."""
    rows = day_zero.both(-21, 63)
    first, last = [*day_zero.STRETCHES.values()][
        max(stretch - 1, 0) if variant == "wide" else stretch + 1
    ]
    whole = [
        d if p in day_zero.EXACT else d + 0.99
        for d, p in zip(rows["day"], rows["precision"], strict=True)
    ]
    there = rows[(rows["day"] < last) & (pd.Series(whole, index=rows.index) >= first)]
    words = shown(variant, stretch)
    text = " ".join(line for _, _, line in words)
    for label in there["label"]:
        assert all(word in text for word in label.replace("&", "&amp;").split()), label
    foot = max(y for _, y, line in words if "21 September" in line)
    for x in {x for x, y, _ in words if y > foot + 20}:
        column = sorted(y for at, y, _ in words if at == x and y > foot + 20)
        gaps = [b - a for a, b in itertools.pairwise(column)]
        assert all(gap > 12.4 for gap in gaps), (x, gaps)


@pytest.mark.parametrize("seed", range(20))
def test_no_leader_runs_through_other_words(seed: int) -> None:
    """Words on a line through them are read as struck out."""
    source = random.Random(seed)
    words = [(source.uniform(0, 832), "x" * source.randint(4, 24)) for _ in range(7)]
    placed = leaders.place(words, 832, 5)
    assert placed
    assert {label.words for label in placed} <= {text for _, text in words}
    for one, other in itertools.combinations(placed, 2):
        assert one.clears(other)
    assert all(label.span[0] >= 0 and label.span[1] <= 832 for label in placed)


def test_a_brushed_stretch_is_enlarged(browser: Browser, tmp_path: Path) -> None:
    """The chapter's caption promises it; a drag lower down must change nothing."""
    runtime.begin(tmp_path / "vega.js").result()
    drawn = vega.drawn(json.dumps(charts_of(ELEVEN)["fig-two-octobers"].to_dict()), "wide")
    assert drawn
    (tmp_path / "chart.html").write_text(
        f'<meta charset="utf-8"><body style="margin:0"><div id="a"></div><script src="vega.js">'
        f"</script><script>new vega.View(vega.parse({drawn.compiled}), "
        '{renderer: "svg", container: "#a"}).runAsync().then(v => {window.view = v})</script>',
        "utf-8",
    )
    page = browser.new_page(viewport={"width": 860, "height": 1200})
    page.goto((tmp_path / "chart.html").as_uri())
    page.wait_for_function("window.view")
    ends = "[view.signal('lo'), view.signal('hi')]"
    first = list(next(iter(day_zero.STRETCHES.values())))
    assert page.evaluate(ends) == first
    step = theme.WIDE / 84
    for x, y, x2, y2, found in (
        (200, 700, 500, 800, first),  # over the stretch itself
        (step * 61.5, 160, step * 79.5, 240, [40, 59]),
    ):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move((x + x2) / 2, (y + y2) / 2)
        page.mouse.move(x2, y2)
        page.mouse.up()
        page.wait_for_timeout(200)
        assert page.evaluate(ends) == found
    named = page.locator("svg text", has_text="Burns meets Naryshkin in Ankara")
    assert named.count() == 1
    assert page.locator("svg text", has_text="Kennedy reveals the missiles").count() == 0
    page.close()
