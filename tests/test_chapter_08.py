"""Chapter 8: its counts and hours are those of the data, and crossings are found, not asserted."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from cells import ran
from companion import bargain, charts, clocks, data, exchange, theme
from companion.charts import moments
from test_charts import SVG, charts_of, drawn
from test_prose import NOTEBOOKS, figures_of, flat, number, text_of

EIGHT = next(n for n in NOTEBOOKS if n.name.startswith("08-"))
TEXT = flat(text_of(EIGHT))


def _both() -> pd.DataFrame:
    return exchange.words("1962-10-25", "1962-10-29")


def _all() -> pd.DataFrame:
    return exchange.letters("1962-10-22", "1963-01-01")


# ---- what a side had in hand ----


def test_the_crossings_are_as_many_as_the_title_says() -> None:
    """“Twice; twice more it may have” is the answer of the figure."""
    met = exchange.crossings(_both())
    said = re.search(r"(Twice) a side spoke before .+?; (twice) more it may have", TEXT)
    assert said
    assert [list(met["sure"]).count(sure) for sure in (True, False)] == [2, 2]
    pairs = set(zip(met["writer"], met["unread"], met["sure"], strict=True))
    assert pairs == {
        ("1962-10-26-scali-answers-fomin", "m1962-10-26-khrushchev-1", True),
        ("m1962-10-27-khrushchev-1", "1962-10-26-scali-answers-fomin", False),
        ("1962-10-28-presidium-accepts", "1962-10-27-rfk-dobrynin", False),
        ("m1962-10-28-kennedy-1", "m1962-10-28-khrushchev-2", True),
    }


def test_a_crossing_follows_from_the_hours() -> None:
    """A list that was written down would stay when a row is corrected."""
    rows = _both()
    late = rows.copy()
    late.loc["1962-10-26-scali-answers-fomin", ["sent", "sent_last"]] += pd.Timedelta(hours=2)
    assert "m1962-10-26-khrushchev-1" not in set(exchange.crossings(late)["unread"])
    known = rows.copy()
    known.at["1962-10-27-rfk-dobrynin", "read_last"] = pd.Timestamp("1962-10-28T06:00Z")
    assert "1962-10-27-rfk-dobrynin" not in set(exchange.crossings(known)["unread"])


def test_what_a_message_answers_was_sent_before_it() -> None:
    """A letter cannot show that its writer had read a later one."""
    rows = pd.concat([_all(), _both()])
    rows = rows[~rows.index.duplicated()]
    for later, earlier in exchange.ANSWERS.items():
        for name in earlier:
            assert rows.at[name, "sent"] <= rows.at[later, "sent_last"], (later, name)
            assert rows.at[name, "side"] != rows.at[later, "side"]


def test_the_messages_are_counted_as_the_text_says() -> None:
    """“25 messages” and “the only one that certainly crossed”."""
    rows = _all()
    said = re.search(r"Between 22 October and 14 December the two exchanged (\d+) messages", TEXT)
    assert said
    assert int(said[1]) == len(rows)
    days = (
        clocks.day(rows["sent"].iloc[0], "Washington"),
        clocks.day(rows["sent"].iloc[-1], "Moscow"),
    )
    assert days == ("22 Oct", "14 Dec")
    met = exchange.crossings(rows)
    assert list(met[met["sure"]]["writer"]) == ["m1962-10-28-kennedy-1"]
    assert len(_both()) == number(re.findall(r"(\w+) messages and meetings from 25 to 28", TEXT)[0])


def test_the_hours_in_the_text_are_those_of_the_rows() -> None:
    """Every clock time that the chapter prints, with the row that has it."""
    letter = data.table("messages").loc["m1962-10-26-khrushchev-1"]
    answer = data.table("messages").loc["m1962-10-27-kennedy-1"]
    second = data.table("messages").loc["m1962-10-27-khrushchev-1"]
    talk = data.event("1962-10-27-rfk-dobrynin")["start"]
    scali = data.event("1962-10-26-scali-answers-fomin")["start"]
    said = {
        rf"at {clocks.hour(letter['received'], 'Washington')} on the 26th",
        rf"dated {clocks.hour(answer['sent'], 'Washington')} on the 27th",
        rf"at {clocks.hour(scali, 'Washington')} on the 26th the reporter",
        rf"broadcast at {clocks.hour(second['sent'], 'Moscow')} in Moscow, ten in the morning",
        rf"At {clocks.hour(talk, 'Washington')} on the 27th Robert Kennedy told",
        rf"spoke at {clocks.hour(talk, 'Moscow')} on the 28th by Moscow’s clock",
    }
    assert [words for words in said if words not in TEXT] == []
    assert clocks.hour(second["sent"], "Washington") == "10:00"
    hours = (answer["sent"] - letter["received"]).total_seconds() / 3600
    assert 22.5 < hours < 23
    assert "nearly twenty-three hours" in TEXT
    lunch = data.event("1962-10-26-fomin-scali-lunch")["start"]
    assert 3 <= (lunch - letter["sent"]).total_seconds() / 3600 < 4


# ---- promises ----


def test_turkey_is_the_only_american_promise_never_published() -> None:
    """The sentence on which the figure rests."""
    rows = bargain.promises()
    american = rows[rows["promise"].str.startswith("United States")]
    public = set(american[american["channel"] == "public"]["promise"])
    assert set(american["promise"]) - public == {"United States: missiles out of Turkey"}
    assert len(rows["promise"].unique()) == number(
        re.findall(r"(\w+) promises of October", TEXT)[0]
    )
    assert set(rows["channel"]) == set(bargain.CHANNELS)


def test_a_published_promise_was_public() -> None:
    """A private letter would stand on the rail of broadcasts, or the other way round."""
    messages = data.table("messages")
    for _, row in bargain.promises().iterrows():
        if row["table"] == "messages" and row["channel"] in ("public", "private"):
            public = messages.at[row["id"], "public"] == "yes"
            assert public == (row["channel"] == "public"), row["id"]
        if row["table"] == "messages" and row["channel"] == "spoken":
            assert messages.at[row["id"], "form"] == "oral message", row["id"]


def test_promises_run_down_in_time() -> None:
    """The caption says that time runs down."""
    for _, group in bargain.promises().groupby("promise", sort=False):
        days = [
            pd.Timestamp(row["start"]).tz_convert(row["zone"]).date() for _, row in group.iterrows()
        ]
        assert days == sorted(days)


# ---- the missiles ----


def _accounts() -> pd.DataFrame:
    return data.table("nato_missiles").query("missile == 'Jupiter' and deployed != ''")


def test_the_accounts_say_what_the_title_says() -> None:
    """“Three months, six, or ten and more”."""
    rows = _accounts()
    table = charts_of(EIGHT)["fig-jupiters"].to_dict()["usermeta"]["table"]
    at = {name: n for n, name in enumerate(table["columns"])}
    stood = [r[at["Before the promise"]] for r in table["rows"] if "in Turkey: 15" in r[at["What"]]]
    assert sorted(stood) == ["10 to 22 months", "about 3 months", "about 6 months"]
    turkey = rows[rows["host"] == "Turkey"]
    assert len(turkey) == 3
    assert all(text.startswith("1963-04") for text in turkey["removed"])
    assert set(rows["confidence"]) == {"contested"}, "the caption calls each contested"
    assert "three months, six, or ten and more" in TEXT


def test_the_days_to_the_last_missile() -> None:
    """“179 days after the promise”, in text and solution."""
    last, promise = (
        data.event(name) for name in ("1963-04-24-last-jupiter-turkey", "1962-10-27-rfk-dobrynin")
    )
    days = pd.Timestamp(last["start_text"]) - pd.Timestamp(promise["start_text"][:10])
    assert re.findall(r"(\d+) days", TEXT) == [str(days.days)] * 2


def test_loose_dates_are_dotted() -> None:
    """A year would be drawn as its first of January."""
    root = drawn(EIGHT, "fig-jupiters")
    dotted = [e for e in root.iter(f"{SVG}line") if e.get("stroke-dasharray") == "1.5,3"]
    blue = [e for e in dotted if e.get("stroke") == theme.US]
    longest = max(abs(float(e.get("x2", 0))) for e in blue)
    year = theme.WIDE * 365 / (pd.Timestamp("1963-08-01") - pd.Timestamp("1959-07-01")).days
    assert longest == pytest.approx(year, rel=0.02)


# ---- what stayed open ----


def test_turkey_is_not_named_after_the_28th() -> None:
    """The title of the figure, and its fourteen messages."""
    rows = bargain.agenda()
    assert set(rows.index) == set(bargain.NAMED)
    after = rows[rows["sent_last"] > pd.Timestamp("1962-10-29T12:00Z")]
    assert not any("turkey" in matters for matters in after["matters"])
    said = re.search(r"In (\d+) messages from 30 October to 14 December", TEXT)
    assert said
    assert int(said[1]) == len(after) == 14
    assert "Fourteen messages after 28 October" in TEXT
    assert len(rows) == number(re.findall(r"A grid of (\w+) messages", TEXT)[0])


def test_a_matter_is_one_of_those_there_are_and_is_heard_of_in_the_gists() -> None:
    """A slip in our coding would be a letter that names what its gist denies."""
    heard = {
        "bombers": "Il-28",
        "quarantine": "quarantine",
        "turkey": "Turkey",
        "pledge": "invasion|invade",
    }
    messages = data.table("messages")
    for name, matters in bargain.NAMED.items():
        assert set(matters.split()) <= set(bargain.MATTERS), name
        for matter, words in heard.items():
            if re.search(words, messages.at[name, "gist"]):
                assert matter in matters.split(), (name, matter)


def test_three_matters_are_settled_and_three_open() -> None:
    """“Three were settled within seven weeks; three were not”, and Turkey apart."""
    settled = bargain.settled()
    closed = settled[settled["start"] < pd.Timestamp("1963-01-01", tz="UTC")]
    assert len(closed) == 3
    assert set(bargain.MATTERS) - set(settled.index) == {"inspection", "pledge", "flights"}
    weeks = (closed["start"].max() - pd.Timestamp("1962-10-28", tz="UTC")) / pd.Timedelta(weeks=1)
    assert 6 < weeks < 7


# ---- cells ----


def test_the_solutions_say_what_their_cells_print() -> None:
    """A student runs the cell and gets another number than the solution beside it."""
    way, rest, *crossings, last = ran(EIGHT).printed.splitlines()
    (on, share), (then, _) = (re.findall(r"[\d.]+(?= hours|%)", line) for line in (way, rest))
    assert f"under way for {on} hours and answered {then} hours after receipt" in TEXT
    assert f"So {share} per cent of the time" in TEXT
    first, second = "  “Kennedy welcomes the broadcast message”", "  “Khrushchev protests at"
    before, after = "\n".join(crossings).split("Crossings, if")
    assert (first in before, second in before) == (True, True)
    assert (first in after, second in after) == (True, False)
    assert "There are two pairs" in TEXT
    assert f"It was {last}" in TEXT


def test_the_chapter_judges_every_claim_of_its_paragraph() -> None:
    """A claim without a card beside its evidence is not judged."""
    claims = data.table("claims")
    judged = set(" ".join(re.findall(r"\{claim\} ([^\n]+)", EIGHT.read_text("utf-8"))).split())
    assert judged == {*claims[claims["paragraph"] == "2.4"].index, "2.3f"}
    marked = set(re.findall(r"\{verdict\}`([^`]+)`", EIGHT.read_text("utf-8")))
    assert judged <= marked


def test_rings_stand_where_letters_crossed() -> None:
    """The figure would say less than its table, or more."""
    for name, sure, open_ in (("fig-in-hand", 2, 2), ("fig-open", 1, 1)):
        for variant in ("wide", "narrow"):
            words = [t.text for t in drawn(EIGHT, name, variant).iter(f"{SVG}text")]
            assert words.count("×") == sure + 1, "and one in the key"
            assert words.count("?") == open_ + 1


def test_the_control_says_what_was_in_hand() -> None:
    """A reader who chooses the session would be told that it knew, or did not, of the offer."""
    rows = _both()
    met = exchange.crossings(rows)
    said = moments.in_hand(rows, met, "1962-10-28-presidium-accepts")
    assert said["1962-10-27-rfk-dobrynin"] == "in hand?"
    assert said["m1962-10-27-kennedy-1"] == "in hand"
    assert said["1962-10-26-scali-answers-fomin"] == "not on record"
    last = moments.in_hand(rows, met, "m1962-10-28-kennedy-1")
    assert last["m1962-10-28-khrushchev-2"] == "not in hand"
    assert "1962-10-28-presidium-accepts" not in last, "a decision in Moscow is no message"
    spec = charts_of(EIGHT)["fig-in-hand"].to_dict()
    for one in (spec, spec["usermeta"]["narrow"]):
        [param] = one["params"]
        assert param["value"] == 0
        assert len(param["bind"]["labels"]) == len(param["bind"]["options"]) == 11


def test_charts_of_other_rows_draw_too() -> None:
    """A student who changes the dates would get an error."""
    few = exchange.words("1962-10-26", "1962-10-28")
    assert charts.unread(few, until="1962-10-29").to_dict()
    assert len(figures_of(EIGHT)) == 4
