"""Chapter 5: what it says of the session and of the proposals is what rows and sources carry."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import pytest
from cells import ran
from companion import capitals, clocks, data, offers, replies, theme, valdai
from test_charts import SVG, drawn
from test_charts import text_of as spec_of
from test_prose import CELL, NOTEBOOKS, figures_of, flat, number, text_of
from two_octobers import vega

[FIVE] = [n for n in NOTEBOOKS if n.name.startswith("05-")]
TEXT = flat(text_of(FIVE))
PROSE = flat(CELL.sub("", FIVE.read_text("utf-8")))
EVIDENCE = data.table("claim_evidence")


def said(pattern: str, text: str = PROSE) -> tuple[str, ...]:
    """Return what a sentence of the chapter says, once."""
    found = re.findall(pattern, text)
    assert found, f"the chapter no longer says “{pattern}”: mend this test"
    assert len(found) == 1, found
    return (found[0],) if isinstance(found[0], str) else found[0]


def figure(name: str) -> dict[str, Any]:
    [found] = [f for f in figures_of(FIVE) if f["figure"]["name"] == name]
    return found


def words(name: str, variant: str = "wide") -> list[str]:
    root = drawn(FIVE, name, variant)
    texts = [t for t in root.iter(f"{SVG}text") if t.get("fill") != theme.PAPER]
    return [line for text in texts for line in text.itertext()]


def day(name: str) -> pd.Timestamp:
    """Return the day of an event by its own calendar."""
    row = data.event(name)
    return row["start"].tz_convert(row["zone"]).tz_localize(None).normalize()


# ---- every claim of the three paragraphs is judged, in the words of the record ----


def test_every_claim_is_judged_beside_its_evidence() -> None:
    """A claim without its verdict would be passed over in silence."""
    ours = {c for c in data.table("claims").index if re.match(r"1\.(8|9|10)[a-z]", c)}
    blocks = re.findall(
        r":::\{claim\} ([\d.a-z ]+)\n(.*?)\n:::", FIVE.read_text("utf-8"), re.DOTALL
    )
    judged = {}
    for named, text in blocks:
        for claim in named.split():
            assert claim not in judged
            judged[claim] = f"{{verdict}}`{claim}`" in text
    assert set(judged) == ours
    assert len(ours) == 11
    assert all(judged.values())
    assert re.findall(r"\{passage\} ([\d.]+)", FIVE.read_text("utf-8")) == ["1.8", "1.9", "1.10"]


def test_quotations_stand_in_the_rows() -> None:
    """A quotation that no row has would be the chapter's own."""
    rows = " ".join(
        cell
        for name in ("events", "analogies", "claims", "claim_evidence")
        for _, row in data.table(name).iterrows()
        for cell in row
        if isinstance(cell, str)
    )
    for quoted in (
        "No way. No, I can’t imagine myself in the role of Khrushchev.",
        "Ни в коем случае",
        "that’s not what we want",
        "well, OK",
        "Putin is Putin, and Khrushchev was Khrushchev",
        "neither political, nor military",
        "impossible to discuss strategic stability today while ignoring everything that is going "
        "on in and around Ukraine",
        "The United States and NATO responded with general statements.",
        "actually remained unanswered",
        "not only a faulty analogy, but also a downright dangerous one",
    ):
        assert quoted in PROSE, quoted
        assert quoted in rows, quoted


def test_the_session_is_as_long_and_stamped_as_the_text_says() -> None:
    """Hours and minutes of two agencies and of the Kremlin’s heading."""
    hours, minutes = said(r"TASS counts (\d) hours (\d+) minutes")
    stances = EVIDENCE[EVIDENCE["evidence"] == "tass-2023-10-05"]["note"]
    assert any(f"{hours} hours {minutes} minutes" in note for note in stances)
    assert said(r"session of 2022 was (\d hours \d+ minutes) long") == (
        f"{hours} hours {minutes} minutes",
    )
    row = data.event("2022-10-27-valdai-khrushchev")
    [stamp] = said(r"RIA stamped its report (\d\d:\d\d), Moscow time")
    [headed] = said(r"headed 27 October 2022, (\d\d:\d\d), Moscow Region")
    assert f"{stamp} Moscow time" in row["note"]
    assert f"headed {headed}" in row["note"]
    assert stamp in valdai.REPORTS["ria-2022-10-27"]
    for report, name in valdai.REPORTS.items():
        for hour in re.findall(r"\d\d:\d\d", name):
            told = [*data.table("events")["locator"], *data.table("analogies")["locator"]]
            notes = " ".join([*(part for parts in told for part in parts), row["note"]])
            assert hour in notes, report


def test_the_broadcast_was_at_five_in_moscow() -> None:
    """The day of which Lukyanov spoke."""
    start = data.event("1962-10-28-khrushchev-acceptance")["start"]
    assert clocks.hour(start, "Moscow") == "17:00"
    assert "On 28 October 1962, at five in the afternoon in Moscow" in PROSE


DAYS = {
    "2022-10-14-putin-astana": "on 14 October he had seen no need to talk with Biden",
    "2022-09-30-annexation-treaties": "His terms of 30 September",
    "2022-10-04-zelensky-decree": "decree in force from 4 October",
    "2022-11-07-zelensky-conditions": "on 7 November Zelensky named five",
    "2022-12-09-ryabkov-stability": "on 9 December, at the same club",
    "2021-12-15-drafts-handed-over": "On 15 December 2021 Moscow handed over",
    "2022-01-10-geneva-talks": "met in Geneva on 10 January",
    "2022-01-12-nato-russia-council": "Council met on the 12th",
    "2022-01-26-written-replies": "On the 26th, 42 days after",
    "2022-02-17-russia-answers": "in its turn on 17 February",
    "2022-02-21-recognition": "said so, on 21 February",
    "2022-08-01-biden-new-start-offer": "On 1 August Biden offered",
    "1962-10-24-khrushchev-knox": "On 24 October 1962 Khrushchev asked",
    "1962-10-24-khrushchev-second-letter": "on that same 24 October Khrushchev refused",
    "2022-10-21-austin-shoigu": "spoke on 21 October, for the first time",
    "2022-10-23-shoigu-calls": "again on the 23rd, in the round",
    "2022-11-02-russia-nuclear-statement": "On 2 November Moscow restated",
    "2022-11-14-burns-naryshkin": "in Ankara, on 14 November",
    "2022-11-22-peskov-khrushchev": "On 22 November his spokesman",
}


@pytest.mark.parametrize("event", DAYS)
def test_days_are_those_of_their_events(event: str) -> None:
    """A row is corrected, and the sentence about it is not."""
    assert DAYS[event] in PROSE
    assert int(re.findall(r"\d+", DAYS[event])[0]) == day(event).day


# ---- the session ----


def test_passages_are_counted_as_the_title_says() -> None:
    """“Of twelve passages the essay has six”; and the alternative text’s numbers."""
    rows = valdai.passages()
    taken = int((rows["paragraph"] != "").sum())
    title = figure("fig-session")["figure"]["caption"].split("\n")[0]
    assert tuple(map(number, said(r"Of (\w+) passages .* has (\w+),", title))) == (len(rows), taken)
    alt = flat(figure("fig-session")["image"]["alt"])
    told = said(r"^(\w+) passages .* between (\w+) reports .* (\w+) paragraphs.* (\w+) reach", alt)
    assert tuple(map(number, told)) == (len(rows), len(valdai.REPORTS), len(valdai.ESSAY), taken)
    assert number(said(r"\. (\w+) stop:", alt)[0]) == len(rows) - taken


def test_every_passage_has_a_report_that_the_data_cite_for_it() -> None:
    """A thread to a report that is not on record would be a claim out of the air."""
    events, analogies = data.table("events"), data.table("analogies")
    session = [name for name in events.index if name.startswith("2022-10-27-valdai")]
    about = {"a2022-10-27-putin", "a2022-10-27-lukyanov"}
    cited = {key for name in session for key in events.at[name, "source"]}
    cited |= {key for name in about for key in analogies.at[name, "source"]}
    judged = EVIDENCE["claim"].str.match(r"(1\.[89]|3\.2)")
    cited |= set(EVIDENCE[judged]["evidence"])
    rows = valdai.passages()
    for _, row in rows.iterrows():
        assert set(row["reports"]) <= cited, row["said"]
        own = row["row"]
        if own in events.index and own in session:
            assert set(row["reports"]) & set(events.at[own, "source"]), row["said"]
        elif own in data.table("claims").index:
            assert set(row["reports"]) & set(EVIDENCE[EVIDENCE["claim"] == own]["evidence"])
    carried = {report for reports in rows["reports"] for report in reports}
    assert carried == set(valdai.REPORTS)
    assert valdai.TRANSCRIPT not in carried
    assert set(rows["paragraph"]) == {"", *valdai.ESSAY}


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_a_thread_reaches_the_essay_or_stops(variant: str) -> None:
    """As many lines in the essay’s colour as passages that it took, and the key’s three."""
    rows = valdai.passages()
    taken = int((rows["paragraph"] != "").sum())
    lines = list(drawn(FIVE, "fig-session", variant).iter(f"{SVG}line"))
    assert sum(line.get("stroke") == theme.CRISIS["2022"] for line in lines) == taken + 3
    dashed = [line for line in lines if line.get("stroke-dasharray") == "5,3"]
    assert len(dashed) == int((rows["how"] == "sense").sum()) + 1
    seen = " ".join(words("fig-session", variant))
    for name in valdai.REPORTS.values():
        assert name.split(",")[0].split()[0] in seen


# ---- talks on the war ----


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_who_would_talk_reaches_across(variant: str) -> None:
    """A line for each who would, a stop for each who would not, and no more."""
    rows = offers.offers()
    tints = {theme.US, theme.USSR, theme.UKRAINE}
    lines = list(drawn(FIVE, "fig-across", variant).iter(f"{SVG}line"))
    ours = [line for line in lines if line.get("stroke") in tints]
    hands = [line for line in ours if line.get("stroke-width") == "3"]
    assert len(hands) == int(rows["opens"].sum())
    assert len(ours) - len(hands) == 2 * int((~rows["opens"]).sum())


def test_words_on_talks_are_those_of_the_rows() -> None:
    """What a chart quotes has to stand in the row; and the days of the description."""
    rows = offers.offers()
    for _, row in rows.iterrows():
        for quoted in re.findall(r"“([^”]+)”", row["label"]):
            assert quoted in row["summary"]
    alt = flat(figure("fig-across")["image"]["alt"])
    for name in ("30 September", "27 October", "7 November", "1 December", "4 October"):
        short = name.replace("September", "Sept")
        short = re.sub(r"(October|November|December)", lambda m: m[1][:3], short)
        assert name in alt
        assert short in {capitals.days(row) for _, row in rows.iterrows()}
    moscow = [
        capitals.days(r).split()[0] for _, r in rows[rows["moscow"] & rows["opens"]].iterrows()
    ]
    assert moscow == re.findall(r"\d+", said(r"from Moscow on (.*?), from Kyiv", alt)[0])


# ---- the proposals ----


def test_the_days_of_the_waits_are_counted() -> None:
    """42 and 22, in text, title, drawing and description."""
    rows = replies.waits()
    drafts = int(rows.at["2021-12-15-drafts-handed-over", "days"])
    again = int(rows.at["2022-01-26-written-replies", "days"])
    assert drafts == (day("2022-01-26-written-replies") - day("2021-12-15-drafts-handed-over")).days
    assert said(r"in writing, after (\d+) days, though") == (str(drafts),)
    assert said(r"On the 26th, (\d+) days after .* 17 February, (\d+) days later") == (
        str(drafts),
        str(again),
    )
    caption = figure("fig-waits")["figure"]["caption"].split("\n")[0]
    assert said(r"after (\d+) days", caption) == (str(drafts),)
    alt = flat(figure("fig-waits")["image"]["alt"])
    told = said(r"after (\d+) days, that reply after (\d+),.* by (\d+) August;", alt)
    refused = pd.Timestamp("2022-08-01") + pd.Timedelta(days=rows["days"].dropna().iloc[-1])
    assert told == (str(drafts), str(again), str(refused.day))
    seen = " ".join(words("fig-waits"))
    assert f"{drafts} days: " in seen
    assert f"{again} days: " in seen
    assert rows.at["2022-01-26-written-replies", "source"] is not None
    assert rows["answer"].tolist().count("") == 2


def test_the_silences_are_those_that_the_rows_name() -> None:
    """“For the first time since”: the row has to say it."""
    table = data.table("events")
    for name, since in replies.SINCE.items():
        words_ = table.at[name, "summary"]
        assert "first time since" in words_
        month = f"{pd.Timestamp(since):%B}"
        assert month in words_
        if name == "2022-05-13-austin-shoigu-may":
            assert f"{pd.Timestamp(since).day} {month}" in words_
    rows = replies.contacts()
    days = [int(d) for d in rows["silence"].dropna()]
    assert said(r"on 21 October, for the first time in (\d+) days") == (str(days[1]),)
    alt = flat(figure("fig-waits")["image"]["alt"])
    assert said(r"not speak for (\d+) days and then for (\d+),", alt) == tuple(map(str, days))
    asked = rows["asked"]
    assert "at Washington’s request" in table.at["2022-05-13-austin-shoigu-may", "note"]
    assert "American initiative" in table.at["2022-11-14-burns-naryshkin", "note"]
    for name in ("2022-05-13-austin-shoigu-may", "2022-11-14-burns-naryshkin"):
        assert asked[name] == "US"
    assert asked["2022-10-24-milley-gerasimov"] == "not on record"
    assert "was not read" in table.at["2022-10-24-milley-gerasimov", "note"]


def test_what_is_not_answered_is_dotted() -> None:
    """An open wait drawn solid would look like an answer."""
    lines = list(drawn(FIVE, "fig-waits").iter(f"{SVG}line"))
    bars = [
        line
        for line in lines
        if line.get("stroke-width") == "3" and line.get("stroke") in (theme.US, theme.USSR)
    ]
    solid = [line for line in bars if not line.get("stroke-dasharray")]
    assert len(solid) == int((replies.waits()["answer"] != "").sum())


# ---- solutions ----


def test_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    lines = ran(FIVE).printed.splitlines()
    shares = [float(re.findall(r"([\d.]+) in a thousand", line)[0]) for line in lines[:3]]
    assert [line[:5] for line in lines[:3]] == ["2023:", "2024:", "2025:"]
    assert "Five or six words in a thousand" in PROSE
    assert {round(share) for share in shares} == {5, 6}
    first, second = said(r"(\d+) days from the handing over, (\d+) from the publication")
    assert [line.split()[0] for line in lines[3:]] == [first, second]


@pytest.mark.parametrize("name", ["fig-session", "fig-across", "fig-waits"])
@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_a_drawing_is_lighter_than_the_limit(name: str, variant: str) -> None:
    spec = vega.variant(spec_of(FIVE, name), variant)
    assert len(json.dumps(spec, separators=(",", ":"), ensure_ascii=False).encode()) < 30_000
