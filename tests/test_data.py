"""The record: the data as it is has no fault, and each fault that could creep in is named.

Every drill copies ``data/``, breaks one thing and wants one problem, at its file, row and column,
with what stands there and what to do. Rows are added rather than changed, so that the drills do
not depend on what the tables hold.
"""

from __future__ import annotations

import builtins
import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from companion import clocks, data
from copies import DATA, ROOT, Copy
from pybtex.database import parse_file
from two_octobers.checks import Problem


def test_the_data_have_no_problem(known: list[Problem]) -> None:
    """A reader gets nothing that the record does not carry."""
    assert not known, "\n".join(map(str, known))


CELLS = [
    pytest.param(
        "source", "no-such-key", {}, "key of references.bib", "add that record", id="source"
    ),
    pytest.param(
        "end", "1962-10-22T18:59", {}, "before “1962-10-22T19:00”", "check start", id="end"
    ),
    pytest.param("start", "1962-04-29T02:30", {}, "put forward", "check the hour", id="gap"),
    pytest.param(
        "start", "1962-10-28T01:30", {}, "happened twice", "add the offset", id="ambiguous"
    ),
    pytest.param("start", "1962-10-28T01:30-03:00", {}, "did not stand at", "offset", id="offset"),
    pytest.param("start", "1962-10-32T10:00", {}, "calendar", "check date", id="calendar"),
    pytest.param("start", "22 October 1962", {}, "is not a date", "write 1962-10-22", id="shape"),
    pytest.param("zone", "Europe/Moskow", {}, "IANA", "America/New_York", id="zone"),
    pytest.param("zone", "America", {}, "IANA", "America/New_York", id="zone-folder"),
    pytest.param("precision", "day", {}, "not the precision", "write minute", id="precision"),
    pytest.param(
        "precision", "minute", {"start": "1962-10"}, "precision", "write month", id="month"
    ),
    pytest.param("kind", "rumour", {}, "not in the list", "back channel", id="enum"),
    pytest.param("rank", "one", {}, "type integer", "whole number", id="type"),
    pytest.param("id", "1962-10-22-Drill Row", {}, "shape", "shape", id="pattern"),
    pytest.param("label", "x" * 45, {}, "45 characters, more than 44", "shorten", id="length"),
    pytest.param("summary", "", {}, "must not be empty", "fill it in", id="required"),
    pytest.param("actors", "Turky", {}, "not in the list", "“Turkey”", id="member"),
]


@pytest.mark.parametrize(("column", "value", "others", "what", "mend"), CELLS)
def test_cell(
    copy: Copy, column: str, value: str, others: dict[str, str], what: str, mend: str
) -> None:
    """One wrong cell of an event is found, and only that."""
    row = copy.add("events.csv", **(others | {column: value}))
    problem, place = copy.one()
    assert place == ("data/events.csv", row, column, value)
    assert what in problem.message
    assert mend in problem.mend


def test_the_sentence(copy: Copy) -> None:
    """A problem reads as a sentence that says where, what and how to mend it."""
    row = copy.add("events.csv", start="1962-04-29T02:30")
    assert str(copy.one()[0]) == (
        f"data/events.csv, row {row}, column start: “1962-04-29T02:30” never happened in "
        "America/New_York: the clocks were put forward over it. Mend: check the hour."
    )


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("1962-10-22T19:00", "1962-10-22T19:00", "minute"),
        ("1962-10-22", "1962-10-22", "day"),
        ("1962-10-28T01:30-04:00", "1962-10-28T01:30-05:00", "minute"),
    ],
)
def test_end_may_equal_start(copy: Copy, start: str, end: str, precision: str) -> None:
    """An end within the span of its start is none before it."""
    copy.add("events.csv", start=start, end=end, precision=precision)
    assert copy.new() == []


@pytest.mark.parametrize(
    ("received", "precision", "wrong"),
    [
        ("1962-10-24T17:20", "minute", False),
        ("1962-10-24T17:19", "minute", True),
        ("1962-10-24T17", "hour", False),
        ("1962-10-24T16", "hour", True),
        ("1962-10-24", "day", False),
        ("1962-10-23", "day", True),
    ],
)
def test_received_before_sent(copy: Copy, received: str, precision: str, wrong: bool) -> None:
    """A message cannot arrive before it left, on whichever clocks, as far as they are known."""
    sent = {"sent": "1962-10-24T10:20", "sent_zone": "America/New_York", "sent_precision": "minute"}
    got = {"received_zone": "Europe/Moscow", "received_precision": precision}
    row = copy.add("messages.csv", received=received, **sent, **got)
    if wrong:
        problem, place = copy.one()
        assert place == ("data/messages.csv", row, "received", received)
        assert "before “1962-10-24T10:20” in sent" in problem.message
    else:
        assert copy.new() == []


def test_duplicate_id(copy: Copy) -> None:
    """Two rows of one name are one problem, which names the first."""
    name = copy.rows("events.csv")[1][0]
    row = copy.add("events.csv", id=name, start=name[:10], precision="day")
    problem, place = copy.one()
    assert place == ("data/events.csv", row, "id", name)
    assert "first in row 2" in problem.message
    assert "own" in problem.mend


@pytest.mark.parametrize("column", ["label", "source", "zone", "precision"])
def test_missing_column(copy: Copy, column: str) -> None:
    """A lost column is one problem, not one for each row or for each source unused without it."""
    rows = copy.rows("events.csv")
    at = rows[0].index(column)
    copy.write("events.csv", [[*row[:at], *row[at + 1 :]] for row in rows])
    problem, place = copy.one()
    assert place == ("data/events.csv", 1, column, None)
    assert "missing" in problem.message
    assert "add it to the header" in problem.mend


def test_misspelt_column_hides_no_other_problem(copy: Copy) -> None:
    """While a header is wrong, the rest of the table is still checked."""
    row = copy.add("events.csv", kind="rumour")
    copy.edit("events.csv", lambda raw: raw.replace(b",label,", b",lable,", 1))
    places = [(p.row, p.column, p.value) for p in copy.new()]
    assert places == [(1, "label", None), (1, "lable", None), (row, "kind", "rumour")]


@pytest.mark.parametrize(
    ("last", "column"),
    [
        pytest.param("drill-row,1962,1962-10-22T19", "end", id="mid-cell"),
        pytest.param('drill-row,1962,"1962-10-22T19', None, id="mid-quotes"),
    ],
)
def test_half_written(copy: Copy, last: str, column: str | None) -> None:
    """A file cut off in a row says so, and where; nothing else is blamed for it."""
    copy.edit("events.csv", lambda raw: raw + last.encode())
    row = (DATA / "events.csv").read_bytes().count(b"\n") + 1
    ended, broken = sorted(copy.new(), key=lambda p: "half-written" not in p.message)
    assert (ended.file, ended.row, ended.value) == ("data/events.csv", row, last)
    assert "complete it" in ended.mend
    assert (broken.file, broken.row, broken.column) == ("data/events.csv", row, column)
    assert ("complete the row" if column else "close the quotation mark") in broken.mend


@pytest.mark.parametrize("name", ["events.csv", "essay.csv", "claims.csv", "claim_evidence.csv"])
def test_cut_anywhere(copy: Copy, name: str) -> None:
    """Wherever writing stopped, it is found, and it does not look like faults elsewhere."""
    raw = (DATA / name).read_bytes()
    for at in range(len(raw) // 7, len(raw), len(raw) // 7):
        (copy.folder / name).write_bytes(raw[:at].rstrip(b"\n"))
        new = copy.new()
        assert any("half-written" in problem.message for problem in new)
        assert {problem.file for problem in new} == {f"data/{name}"}, at


def test_extra_comma(copy: Copy) -> None:
    """A comma too many is one problem of the row, not one of each cell it shifts."""
    row = copy.add("events.csv", place="PLACE")
    copy.edit("events.csv", lambda raw: raw.replace(b"PLACE", b"Havana, Cuba"))
    problem, place = copy.one()
    assert place == ("data/events.csv", row, None, None)
    assert "too many commas: 19 cells for 18 columns" in problem.message
    assert "double quotes" in problem.mend


def test_latin_1(copy: Copy) -> None:
    """A file saved in another encoding names the byte, the line and the word."""
    row = copy.add("events.csv", place="Drillów, Poland")
    copy.edit("events.csv", lambda raw: raw.replace("Drillów".encode(), b"Drill\xf3w"))
    offset = (copy.folder / "events.csv").read_bytes().index(b"\xf3w, Poland")
    problem, place = copy.one()
    assert place == ("data/events.csv", row, None, "Drillów")
    assert f"byte {offset} " in problem.message
    assert "save as UTF-8" in problem.mend


@pytest.mark.parametrize(
    ("change", "row", "what", "mend"),
    [
        pytest.param(lambda raw: b"\xef\xbb\xbf" + raw, 1, "byte order mark", "BOM", id="BOM"),
        pytest.param(lambda raw: raw.replace(b"\n", b"\r\n"), 1, "CRLF", "(LF)", id="CRLF"),
        pytest.param(lambda raw: b"", None, "the file is empty", "restore it", id="empty"),
    ],
)
def test_bytes(
    copy: Copy, change: Callable[[bytes], bytes], row: int | None, what: str, mend: str
) -> None:
    """What an editor does to a whole file is one problem of that file."""
    copy.edit("messages.csv", change)
    problem, place = copy.one()
    assert place == ("data/messages.csv", row, None, None)
    assert what in problem.message
    assert mend in problem.mend


def test_blank_row(copy: Copy) -> None:
    """A blank line is named by its own line."""
    copy.edit("essay.csv", lambda raw: raw + b"\n")
    problem, place = copy.one()
    assert place == ("data/essay.csv", len(copy.rows("essay.csv")), None, None)
    assert "take the line out" in problem.mend


def test_rows_are_counted_as_an_editor_does(copy: Copy) -> None:
    """A line break inside a cell moves what follows by a line."""
    copy.add("events.csv", note="one\ntwo\nthree")
    row = copy.add("events.csv", id="1962-10-22-drill-two", kind="rumour", note="")
    problem, _ = copy.one()
    lines = (copy.folder / "events.csv").read_text("utf-8").split("\n")
    assert problem.row == row
    assert lines[row - 1].startswith("1962-10-22-drill-two,")


def test_evidence_pointing_nowhere(copy: Copy) -> None:
    """Evidence must be on record."""
    row = copy.add("claim_evidence.csv", evidence="1962-10-22-nowhere")
    problem, place = copy.one()
    assert place == ("data/claim_evidence.csv", row, "evidence", "1962-10-22-nowhere")
    assert "on record" in problem.message
    assert "add that record" in problem.mend


def test_evidence_for_no_claim(copy: Copy) -> None:
    """Evidence must be for a claim that exists."""
    row = copy.add("claim_evidence.csv", claim="9.9z")
    problem, place = copy.one()
    assert place == ("data/claim_evidence.csv", row, "claim", "9.9z")
    assert "not in the table claims" in problem.message


def test_same_evidence_twice(copy: Copy) -> None:
    """A key of two columns is told as both."""
    first = copy.rows("claim_evidence.csv")[1]
    row = copy.add("claim_evidence.csv")
    problem, place = copy.one()
    assert "first in row 2" in problem.message
    value = f"{first[0]}, {first[1]}"
    assert place == ("data/claim_evidence.csv", row, "claim, evidence", value)


def test_claim_without_evidence(copy: Copy) -> None:
    """No verdict rests on nothing."""
    row = copy.add("claims.csv", id="1.1z", reasoning="One. Two.")
    problem, place = copy.one()
    assert place == ("data/claims.csv", row, "id", "1.1z")
    assert "claim_evidence.csv" in problem.mend


def test_claim_on_no_paragraph(copy: Copy) -> None:
    """A claim restates a paragraph of the essay."""
    claim = copy.rows("claim_evidence.csv")[1]
    copy.add("claim_evidence.csv", claim="9.9z", evidence=claim[1])
    judged = {"verdict": "unverified", "reasoning": "One. Two.", "against": ""}
    row = copy.add("claims.csv", id="9.9z", paragraph="9.9", **judged)
    problem, place = copy.one()
    assert place == ("data/claims.csv", row, "paragraph", "9.9")
    assert "not in the table essay" in problem.message


@pytest.mark.parametrize("locator", ["p. 1;p. 2;p. 3", "p. 1"])
def test_locator_count(copy: Copy, locator: str) -> None:
    """Each source has its own place, or none has."""
    first, second = list(parse_file(str(DATA / "references.bib"), "bibtex").entries)[:2]
    row = copy.add("events.csv", source=f"{first};{second}", locator=locator)
    problem, place = copy.one()
    assert place == ("data/events.csv", row, "locator", locator)
    assert "for 2 key(s)" in problem.message
    assert "leave the cell empty" in problem.mend


@pytest.mark.parametrize(("locator", "source"), [("", "{0};{1}"), ("p. 1; p. 2", "{0}; {1}")])
def test_locator_may_be_empty(copy: Copy, locator: str, source: str) -> None:
    """No place, or one each, is right."""
    keys = list(parse_file(str(DATA / "references.bib"), "bibtex").entries)[:2]
    copy.add("events.csv", source=source.format(*keys), locator=locator)
    assert copy.new() == []


def test_unused_reference(copy: Copy) -> None:
    """A source is in the list because something rests on it; a mention in prose is no citation."""
    row = copy.cite()
    problem, place = copy.one("drill-2022 is a fine source, says `drill-2022`")
    assert place == ("data/references.bib", row, None, "drill-2022")
    assert "cite it" in problem.mend
    assert copy.new("as {src}`drill-2022` has it") == []
    assert copy.new("as {src}`a\ndrill <drill-2022>` has it") == []
    copy.add("events.csv", source="drill-2022", locator="")
    assert copy.new() == []


@pytest.mark.parametrize(
    ("fields", "column", "value", "mend"),
    [
        ({"short": "x" * 41}, "shorttitle", "x" * 41, "shorten it"),
        ({"short": ""}, "shorttitle", "", "add it"),
        ({"read": "skimmed"}, "read", "skimmed", "whole, part, opening"),
        ({"accessed": "23 Nov 2026"}, "accessed", "23 Nov 2026", "2026-11-23"),
        ({"accessed": "20261123"}, "accessed", "20261123", "2026-11-23"),
    ],
)
def test_record(copy: Copy, fields: dict[str, str], column: str, value: str, mend: str) -> None:
    """A record of a source says what every record says."""
    row = copy.cite(**fields)
    problem, place = copy.one("{src}`drill-2022`")
    assert place == ("data/references.bib", row, column, value)
    assert "drill-2022" in problem.message
    assert mend in problem.mend


def test_short_title_twice(copy: Copy) -> None:
    """Two sources cannot look the same to a reader."""
    copy.cite()
    row = copy.cite("drill-2023")
    problem, place = copy.one("{src}`drill-2022` {src}`drill-2023`")
    assert place == ("data/references.bib", row, "shorttitle", "A drill")
    assert "drill-2022" in problem.message


def test_key_twice(copy: Copy) -> None:
    """A key names one record."""
    copy.cite()
    row = copy.cite(short="Another drill")
    problem, place = copy.one("{src}`drill-2022`")
    assert place == ("data/references.bib", row, None, None)
    assert "repeated" in problem.message


def test_broken_bibliography(copy: Copy) -> None:
    """An unreadable list of sources is one problem, and no table is blamed for it."""
    copy.edit("references.bib", lambda raw: raw.rstrip(b"\n}") + b"\n")
    problem, place = copy.one()
    assert place[0] == "data/references.bib"
    assert place[1] == (copy.folder / "references.bib").read_bytes().count(b"\n")
    assert "premature end" in problem.message


def test_csv_not_listed(copy: Copy) -> None:
    """No table without its schema."""
    (copy.folder / "stray.csv").write_text("a,b\n1,2\n")
    problem, place = copy.one()
    assert place == ("data/stray.csv", None, None, None)
    assert "not listed" in problem.message
    assert "describe it" in problem.mend


def test_listed_csv_absent(copy: Copy) -> None:
    """No schema without its table; and what refers to it is not blamed."""
    (copy.folder / "essay.csv").unlink()
    problem, place = copy.one()
    assert place == ("data/essay.csv", None, None, None)
    assert "missing" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        pytest.param('"clock": "zone"', '"clock": "zona"', "cannot be clock of", id="clock"),
        pytest.param('"type": "integer"', '"type": "whole"', "whole", id="type"),
        pytest.param('"name": "two-octobers",', '"name": "two-octobers"', "not JSON", id="json"),
        pytest.param('"resources"', '"tables"', "required", id="resources"),
    ],
)
def test_datapackage(copy: Copy, old: str, new: str, what: str) -> None:
    """The description of the tables is checked first."""
    copy.edit("datapackage.json", lambda raw: raw.replace(old.encode(), new.encode(), 1))
    problem, place = copy.one()
    assert place[0] == "data/datapackage.json"
    assert what in str(problem)


def test_all_problems_at_once_in_order(copy: Copy) -> None:
    """Nothing hides behind the first problem, and a file is mended from top to bottom."""
    (copy.folder / "chapters.csv").write_bytes(b"")
    copy.add("messages.csv", label="")
    first = copy.add("events.csv", kind="rumour", start="1962-04-29T02:30")
    copy.add("events.csv", id="1962-10-22-drill-two", source="no-such-key")
    assert [(p.file, p.row, p.column) for p in copy.new()] == [
        ("data/chapters.csv", None, None),
        ("data/events.csv", first, "kind"),
        ("data/events.csv", first, "start"),
        ("data/events.csv", first + 1, "source"),
        ("data/messages.csv", len(copy.rows("messages.csv")), "label"),
    ]


# ---------------------------------------------------------------------------- companion.data


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give ``companion.data`` a folder of its own, with the real schema."""
    monkeypatch.setattr(data, "DATA", tmp_path)
    data._resources.cache_clear()
    shutil.copy(DATA / "datapackage.json", tmp_path)
    yield tmp_path
    data._resources.cache_clear()


def _put(folder: Path, name: str, *rows: dict[str, str]) -> None:
    header = next(csv.reader((DATA / name).open(encoding="utf-8")))
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_typed_columns(small: Path) -> None:
    """Times come back in UTC with their span, lists as tuples, numbers as numbers, text as text."""
    row = {"id": "a", "crisis": "1962", "start": "1962-10-22", "zone": "Europe/Moscow"}
    lists = {"actors": "US; USSR", "source": "one;two", "rank": "1", "note": "NA"}
    _put(small, "events.csv", row | lists | {"precision": "day"})
    table = data.table("events")
    event = table.loc["a"]
    assert event["start"] == pd.Timestamp("1962-10-21T21:00Z")
    assert event["start_end"] == pd.Timestamp("1962-10-22T21:00Z")
    assert event["start_text"] == "1962-10-22"
    assert pd.isna(event["end"])
    assert str(table["start"].dt.tz) == str(table["end"].dt.tz) == "UTC"
    assert event["actors"] == ("US", "USSR")
    assert event["source"] == ("one", "two")
    assert event["locator"] == ()
    assert event["rank"] == 1
    assert (event["crisis"], event["note"], event["place"]) == ("1962", "NA", "")


def test_every_real_table_is_typed() -> None:
    """What ``datapackage.json`` declares is what a notebook gets."""
    package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    for resource in (r for r in package["resources"] if "schema" in r):
        table = data.table(resource["name"]).reset_index()
        with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert len(table) == len(list(csv.reader(file))) - 1
        for field in resource["schema"]["fields"]:
            column = table[field["name"]]
            if "clock" in field:
                assert str(column.dtype).endswith(", UTC]"), field["name"]
            elif "separator" in field:
                assert column.map(lambda cell: isinstance(cell, tuple)).all(), field["name"]
            elif field["type"] in ("integer", "number"):
                assert pd.api.types.is_numeric_dtype(column), field["name"]
            elif field["type"] == "date":
                assert str(column.dtype).endswith(", UTC]"), field["name"]


def test_a_table_is_everyones_own_and_never_old(small: Path) -> None:
    """A student’s new column would be in the next chart, or a mended row in none."""
    row = {"id": "a", "crisis": "1962", "start": "1962-10-22", "zone": "Europe/Moscow"}
    _put(small, "events.csv", row | {"label": "before"})
    first = data.table("events")
    first["mine"], first.loc["a", "label"] = 1, "changed by a reader"
    assert "mine" not in data.table("events")
    assert data.event("a")["label"] == "before"
    _put(small, "events.csv", row | {"label": "after"})
    os.utime(small / "events.csv", ns=(0, 0))  # whatever the clock of the files can tell apart
    assert data.event("a")["label"] == "after"


def test_a_notebook_asks_for_the_age_of_a_table_once_a_cell(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser would stop for each question; a row that is mended shows when a cell runs again."""
    row = {"id": "a", "crisis": "1962", "start": "1962-10-22", "zone": "Europe/Moscow"}
    shell = SimpleNamespace(execution_count=1)
    monkeypatch.setattr(builtins, "get_ipython", lambda: shell, raising=False)
    _put(small, "events.csv", row | {"label": "before"})
    assert data.event("a")["label"] == "before"
    _put(small, "events.csv", row | {"label": "after"})
    os.utime(small / "events.csv", ns=(0, 0))
    with monkeypatch.context() as blind:
        blind.setattr(Path, "stat", lambda self: pytest.fail(f"asked for {self} again"))
        assert data.event("a")["label"] == "before"
    shell.execution_count = 2
    assert data.event("a")["label"] == "after"


def test_no_such_table() -> None:
    """A wrong name is answered with the right ones."""
    with pytest.raises(KeyError, match=r"no table “nope”.*claim_evidence.*events.*messages"):
        data.table("nope")
    with pytest.raises(KeyError, match="no event “nope”"):
        data.event("nope")


def test_hours_between_messages(small: Path) -> None:
    """The delay is taken between instants, and only where both are known to the minute."""
    sent = {"sent": "1962-10-26T16:43", "sent_zone": "Europe/Moscow", "sent_precision": "minute"}
    got = {"received": "1962-10-26T18:00", "received_zone": "America/New_York"}
    late = {"sent": "1962-10-27", "sent_zone": "Europe/Moscow", "sent_precision": "day"}
    _put(
        small,
        "messages.csv",
        {"id": "late"} | late | got | {"received_precision": "minute"},
        {"id": "exact"} | sent | got | {"received_precision": "minute"},
        {"id": "open"} | sent,
    )
    rows = data.messages()
    assert list(rows.index) == ["exact", "open", "late"]
    assert rows.loc["exact", "hours"] == pytest.approx(8 + 17 / 60)
    assert rows["hours"].isna().tolist() == [False, True, True]
    assert list(data.messages(since="1962-10-26T18:00").index) == ["late"]


def test_events_of_one_crisis(small: Path) -> None:
    """An event ends with the last day stated, or else with the span of its start."""
    both = {"crisis": "1962", "zone": "Europe/Moscow", "precision": "day"}
    _put(
        small,
        "events.csv",
        {"id": "b", "start": "1962-10-23"} | both,
        {"id": "a", "start": "1962-10-22", "end": "1962-10-24"} | both,
        {"id": "c", "start": "2022-10-22"} | both | {"crisis": "2022"},
    )
    rows = data.events("1962")
    assert list(rows.index) == ["a", "b"]
    assert rows.loc["a", "end"] == pd.Timestamp("1962-10-24T21:00Z")
    assert rows.loc["b", "end"] == pd.Timestamp("1962-10-23T21:00Z")
    assert list(data.events("1962", since="1962-10-22").index) == ["b"]
    assert list(data.events("1962", until="1962-10-22").index) == ["a"]


def test_short_titles_are_those_of_the_bibliography() -> None:
    """The notebooks' quick reading of the sources agrees with pybtex."""
    entries = parse_file(str(DATA / "references.bib"), "bibtex").entries
    assert data.short_titles() == {k: entry.fields["shorttitle"] for k, entry in entries.items()}


READING = """
import hashlib, time
from companion import data
tables = [data.table(name) for name in data.names()]
tables += [data.events("1962"), data.messages()]
text = "".join(t.reset_index().to_json(date_format="iso", orient="records") for t in tables)
print(time.strftime("%z", time.localtime(0)), hashlib.sha256(text.encode()).hexdigest())
"""


def test_same_tables_on_any_clock() -> None:
    """What a chart shows does not depend on where its reader sits."""
    zones = ("UTC", "America/New_York", "Europe/Moscow", "Pacific/Auckland")
    runs = [
        subprocess.run(
            [sys.executable, "-c", READING],
            env=os.environ | {"TZ": zone, "PYTHONPATH": str(ROOT / "notebooks")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for zone in zones
    ]
    assert len({offset for offset, _ in runs}) == len(zones), "the clock was not changed"
    assert len({digest for _, digest in runs}) == 1


# --------------------------------------------------------------------------- companion.clocks


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "start", "end", "precision"),
    [
        ("1962-10-22T19:00", "America/New_York", "1962-10-22T23:00", "1962-10-22T23:00", "minute"),
        ("1962-10-22T19", "America/New_York", "1962-10-22T23:00", "1962-10-22T23:00", "hour"),
        ("1962-10-22", "Europe/Moscow", "1962-10-21T21:00", "1962-10-22T21:00", "day"),
        ("1962-10-22", "America/Havana", "1962-10-22T05:00", "1962-10-23T05:00", "day"),
        ("1962-10-22", "Pacific/Auckland", "1962-10-21T12:00", "1962-10-22T12:00", "day"),
        ("1962-04-29", "America/New_York", "1962-04-29T05:00", "1962-04-30T04:00", "day"),
        ("1962-10-28", "America/New_York", "1962-10-28T04:00", "1962-10-29T05:00", "day"),
        ("1962-10", "America/New_York", "1962-10-01T04:00", "1962-11-01T05:00", "month"),
        ("1962-12", "UTC", "1962-12-01T00:00", "1963-01-01T00:00", "month"),
        ("1964-02", "UTC", "1964-02-01T00:00", "1964-03-01T00:00", "month"),
        ("1964-02-29", "UTC", "1964-02-29T00:00", "1964-03-01T00:00", "day"),
        ("1962-12-31", "UTC", "1962-12-31T00:00", "1963-01-01T00:00", "day"),
        ("1962", "Europe/Moscow", "1961-12-31T21:00", "1962-12-31T21:00", "year"),
        ("1962-10-28T01:30-04:00", "America/New_York", *["1962-10-28T05:30"] * 2, "minute"),
        ("1962-10-28T01:30-05:00", "America/New_York", *["1962-10-28T06:30"] * 2, "minute"),
        ("1962-10-28T01-05:00", "America/New_York", *["1962-10-28T06:00"] * 2, "hour"),
        ("1962-10-22T00:00", "Asia/Kolkata", *["1962-10-21T18:30"] * 2, "minute"),
        ("2022-11-15T18:40", "Europe/Warsaw", *["2022-11-15T17:40"] * 2, "minute"),
    ],
)
def test_parse(text: str, zone: str, start: str, end: str, precision: str) -> None:
    """A written date stands for the span that the clock of its place gives it."""
    assert clocks.parse(text, zone) == clocks.Span(_utc(start), _utc(end), precision)


@pytest.mark.parametrize(
    ("text", "zone", "message"),
    [
        ("1962-02-29", "UTC", "does not exist in the calendar"),
        ("1962-13", "UTC", "does not exist in the calendar"),
        ("1962-10-22T24:00", "UTC", "does not exist in the calendar"),
        ("1962-10-22T19:60", "UTC", "does not exist in the calendar"),
        ("", "UTC", "is not a date"),
        ("1962-10-22 19:00", "UTC", "is not a date"),
        ("1962-10-22T19:00:00", "UTC", "is not a date"),
        ("1962-10-22T19:00Z", "UTC", "is not a date"),
        ("1962-10-22-05:00", "UTC", "is not a date"),
        ("22.10.1962", "UTC", "is not a date"),
        ("1962-04-29T02:30", "America/New_York", "never happened"),
        ("1962-04-29T02:30-05:00", "America/New_York", "did not stand at"),
        ("1962-10-28T01:30", "America/New_York", "happened twice.*add the offset.*01:30-0[45]:00"),
        ("1962-10-28T01:30+03:00", "America/New_York", "did not stand at"),
        ("1962-10-22T19:00", "Europe/Moskow", "IANA"),
        ("1962-10-22T19:00", "", "IANA"),
    ],
)
def test_parse_refuses(text: str, zone: str, message: str) -> None:
    """What no clock ever showed is refused in words that help."""
    with pytest.raises(ValueError, match=message):
        clocks.parse(text, zone)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022-03-13", "2022-03-13T05:00", "2022-03-14T04:00"),
        ("2022-11-06", "2022-11-06T04:00", "2022-11-07T05:00"),
    ],
)
def test_parse_day_without_one_midnight(text: str, start: str, end: str) -> None:
    """Cuba changes its clocks at midnight: the day still begins and ends once."""
    assert clocks.parse(text, "America/Havana") == clocks.Span(_utc(start), _utc(end), "day")


@pytest.mark.parametrize("hours", [0, 1])
def test_ambiguous_hour_lies_between_its_neighbours(hours: int) -> None:
    """Both readings of an hour shown twice lie between the minutes before and after it."""
    before = clocks.parse("1962-10-28T00:30", "America/New_York").start
    offset = f"-0{4 + hours}:00"
    twice = clocks.parse(f"1962-10-28T01:30{offset}", "America/New_York").start
    assert twice - before == timedelta(hours=1 + hours)


def test_printed_clocks() -> None:
    """The speech of 22 October was already on the 23rd in Moscow."""
    speech = pd.Timestamp(clocks.parse("1962-10-22T19:00", "America/New_York").start)
    assert clocks.when(speech, "Washington") == "22 Oct 19:00"
    assert clocks.when(speech, "Havana") == "22 Oct 18:00"
    assert clocks.when(speech, "Moscow") == "23 Oct 02:00"
    assert clocks.when(speech, "Moscow", "hour") == "23 Oct about 02:00"
    assert clocks.day(speech, "Washington", weekday=True) == "Mon 22 Oct"
