"""What no schema says of the record: figures, words, verdicts, and what was published."""

from __future__ import annotations

import csv
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from copies import DATA, TEXTS, Copy
from two_octobers import published
from two_octobers.checks import Problem, check
from two_octobers.checks_figures import figures
from two_octobers.checks_rules import Table

SEED = 1962
CORRUPTIONS = 200


# --------------------------------------------------------------------------------- figures


def _faults(rule: dict[str, Any], *rows: str) -> list[tuple[int | None, str | None, str | None]]:
    """Check one rule on rows of ``g,a,b,c`` and return the places of its problems."""
    header = ["g", "a", "b", "c"]
    records = [(line, row.split(",")) for line, row in enumerate(rows, 2)]
    schema = {"fields": [{"name": name, "type": "string"} for name in header], "rules": [rule]}
    table = Table("data/drill.csv", schema, header, records, True)
    return [(p.row, p.column, p.value) for p in figures(table)]


@pytest.mark.parametrize(
    ("rule", "right", "wrong", "place"),
    [
        ({"sum": ["a", "b", "c"], "is": 100}, "x,20,30,50", "x,20,30,51", "c"),
        ({"sum": ["a", "b"], "is": "c"}, "x,20,30,50", "x,20,30,51", "c"),
        ({"sum": ["a", "b", "c"], "is": 100, "tolerance": 1}, "x,20,30,51", "x,20,30,52", "c"),
        ({"order": ["a", "b", "c"]}, "x,1,2,2", "x,1,2,1", "c"),
        ({"order": ["a", "b"]}, "x,,2,", "x,3,2,", "b"),
        ({"within": ["2022", "2023"], "column": "g"}, "2023-12,1,,", "2024-01,1,,", "g"),
        (
            {"within": ["2022", "2023"], "column": "a", "where": {"g": "x"}},
            "y,2024,,",
            "x,2024,,",
            "a",
        ),
    ],
)
def test_figures_of_a_row(rule: dict[str, Any], right: str, wrong: str, place: str) -> None:
    """A row's figures fit each other, or the row and the column are named."""
    assert _faults(rule, right) == []
    assert [(row, column) for row, column, _ in _faults(rule, right, wrong)] == [(3, place)]


def test_figures_of_a_group() -> None:
    """A group adds up, has its number of rows and one value where it should have one."""
    total = {"total": "a", "by": ["g"], "is": 1, "tolerance": 0.001}
    assert _faults(total, "x,0.4,,", "x,0.6,,", "y,1,,") == []
    assert _faults(total, "x,0.4,,", "x,0.5,,", "y,1,,") == [(2, "a", "0.4")]
    assert _faults({"count": 2, "by": ["g"]}, "x,1,,", "x,2,,", "y,1,,") == [(4, "g", "y")]
    same = {"same": "b", "by": ["g"]}
    assert _faults(same, "x,1,p,", "x,2,p,", "x,3,q,", "y,1,q,") == [(4, "b", "q")]
    rises = {"rises": "a", "by": ["g"]}
    assert _faults(rises, "x,1,,", "y,9,,", "x,1,,", "x,,,", "y,8,,") == [(6, "a", "8")]


def test_a_rule_of_columns_that_are_not_there_is_left_to_the_schema() -> None:
    """A renamed column is one problem, not one a row."""
    assert _faults({"sum": ["a", "nowhere"], "is": 1}, "x,1,,") == []


# ------------------------------------------------------------------------------ words, verdicts


LONG = " ".join(["word"] * 26)


@pytest.mark.parametrize(
    ("cells", "column", "what"),
    [
        ({"note": "two  blanks"}, "note", "a blank too many"),
        ({"note": "ends in one "}, "note", "a blank too many"),
        ({"note": "PrzewodÃ³w"}, "note", "a broken letter"),
        ({"note": "古巴"}, "note", "cannot be printed"),
        ({"note": "He said “yes"}, "note", "a quotation"),
        ({"note": f"“{LONG}”", "locator": "p. 1"}, "note", "a quotation of 26 words"),
        ({"note": "“one two three four”"}, "note", "does not say where it stands"),
        ({"id": "1962-10-23-drill"}, "id", "does not begin with 1962-10-22"),
        ({"crisis": "2022"}, "start", "does not lie within"),
    ],
)
def test_words_of_an_event(copy: Copy, cells: dict[str, str], column: str, what: str) -> None:
    """What pasting leaves behind, a quotation without its place and a false id are named."""
    key = copy.rows("events.csv")[1][copy.rows("events.csv")[0].index("source")].split(";")[0]
    row = copy.add("events.csv", source=key, **cells)
    problem, place = copy.one()
    assert place[:3] == ("data/events.csv", row, column)
    assert what in problem.message


def _claim(copy: Copy, *evidence: dict[str, str], **cells: str) -> int:
    """Add a claim that is right but for ``cells``, with its evidence; return its line."""
    good = {
        "id": "1.1z",
        "paragraph": "1.1",
        "verdict": "contested",
        "reasoning": "One thing speaks for it. Another does not.",
        "against": "",
    }
    line = copy.add("claims.csv", **(good | cells))
    kept = iter(evidence or ({"stance": "supports"}, {"stance": "contradicts"}))
    ids = [row[0] for row in copy.rows("events.csv")[1:]]
    for name, row in zip(ids, kept, strict=False):
        own = {"claim": good["id"], "evidence": name, "note": "", "locator": ""}
        copy.add("claim_evidence.csv", **(own | row))
    return line


def test_a_sound_claim(copy: Copy) -> None:
    """The drills below start from a claim without fault."""
    _claim(copy)
    assert copy.new() == []


@pytest.mark.parametrize(
    ("cells", "column", "what"),
    [
        ({"verdict": "contradicted"}, "", ""),
        ({"verdict": "supported"}, "", ""),
        ({"paragraph": "1.2"}, "id", "does not begin with its paragraph"),
        ({"reasoning": "One sentence only."}, "reasoning", "1 sentence"),
        ({"reasoning": "A. B. C. D. E."}, "reasoning", "5 sentence"),
        ({"reasoning": f"{' '.join(['word'] * 60)}. End."}, "reasoning", "61 words"),
        ({"reasoning": "He said “one two three four”. So."}, "reasoning", "no note"),
        ({"against": "9.9z"}, "against", "not the id of a claim"),
        ({"against": "1.6c"}, "against", "1.6c does not say so"),
    ],
)
def test_a_claim(copy: Copy, cells: dict[str, str], column: str, what: str) -> None:
    """A verdict says what its evidence says, at the length of a card."""
    row = _claim(copy, **cells)
    if not column:
        assert copy.new() == []
        return
    problem, place = copy.one()
    assert place[:3] == ("data/claims.csv", row, column)
    assert what in problem.message


@pytest.mark.parametrize("verdict", ["supported", "imprecise", "contested"])
def test_a_verdict_needs_its_stance(copy: Copy, verdict: str) -> None:
    """No support on paper, no support in the verdict."""
    row = _claim(copy, {"stance": "contradicts"}, verdict=verdict)
    problem, place = copy.one()
    assert place == ("data/claims.csv", row, "verdict", verdict)
    assert "rests on no evidence that supports" in problem.message


def test_a_quotation_from_a_source_has_its_place(copy: Copy) -> None:
    """A note that quotes a source says where; the verdict may then quote it too."""
    quoted = {"evidence": "frus1961-v06-d65", "note": "“one two three four”"}
    _claim(
        copy,
        quoted | {"stance": "supports"},
        {"stance": "contradicts"},
        reasoning="He wrote “one two three four”. Not so.",
    )
    problem, place = copy.one()
    assert place[0] == "data/claim_evidence.csv"
    assert place[2] == "locator"
    assert "without a locator" in problem.message


def test_a_table_can_be_evidence(copy: Copy) -> None:
    """A verdict may rest on a whole series, by its name."""
    _claim(copy, {"stance": "supports", "evidence": "warheads"}, {"stance": "contradicts"})
    assert copy.new() == []


def test_an_origin_without_a_record(copy: Copy) -> None:
    """The source of a whole table has a record like any other."""
    copy.edit("datapackage.json", lambda raw: raw.replace(b'"key": "icb-v15"', b'"key": "icb-v99"'))
    lost = [p for p in copy.new() if p.column == "sources"]
    assert {p.value for p in lost} == {"icb-v99"}
    assert all("“icb-v15”" in p.mend for p in lost)


# -------------------------------------------------------------------------------- published


def test_nothing_published_is_gone_or_changed() -> None:
    """Readers cite rows by their ids; a change is meant (``make publish``) or it is a slip."""
    assert [str(problem) for problem in published.changes(DATA)] == []


def _publication(folder: Path) -> list[tuple[str | None, str]]:
    return [(p.value, p.message) for p in published.changes(folder)]


def test_a_renamed_row_is_gone(copy: Copy) -> None:
    """An id may not change its name: the old one is missed, the new one is not yet known."""
    copy.edit(
        "events.csv", lambda raw: raw.replace(b"1962-10-22-kennedy-speech,", b"1962-10-22-x,")
    )
    told = dict(_publication(copy.folder))
    assert "is gone" in told["1962-10-22-kennedy-speech"]
    assert "is new" in told["1962-10-22-x"]
    with pytest.raises(SystemExit, match="Nothing was written"):
        published.write(copy.folder)


def test_a_change_that_is_meant(copy: Copy) -> None:
    """A changed text is named once, and is published by one command."""
    copy.edit("claims.csv", lambda raw: raw.replace(b"Nothing likely", b"Nothing at all", 1))
    changed = _publication(copy.folder)
    assert len(changed) == 1
    assert "is not what was published" in changed[0][1]
    published.write(copy.folder)
    assert _publication(copy.folder) == []


# ------------------------------------------------------------------------- the mutation drill


def _swap(text: str, rng: random.Random) -> str:
    """Swap two neighbouring characters."""
    at = rng.randrange(max(1, len(text) - 1))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _retype(text: str, rng: random.Random) -> str:
    """Hit the key beside one character: another letter, another figure."""
    at = rng.randrange(len(text))
    keys = "0123456789" if text[at].isdigit() else "abcdefghijklmnopqrstuvwxyz"
    return text[:at] + rng.choice(keys) + text[at + 1 :]


KINDS: dict[str, Callable[[str, str, random.Random], str]] = {
    "emptied": lambda cell, other, rng: "",
    "another row’s": lambda cell, other, rng: other,
    "one character retyped": lambda cell, other, rng: _retype(cell, rng) if cell else "x",
    "two characters swapped": lambda cell, other, rng: _swap(cell, rng),
    "cut short": lambda cell, other, rng: cell[: len(cell) // 2],
    "a blank at the end": lambda cell, other, rng: f"{cell} ",
}
"""What a tired editor does to a cell: its new text, from the old one and another row’s."""


@dataclass(frozen=True)
class Slip:
    """One spoilt cell: where, of which kind, what stood there and what stands there now."""

    table: str
    row: int
    column: int
    kind: str
    old: str
    new: str


def _slips() -> list[Slip]:
    """Spoil 200 cells at random, the same in every run."""
    rng = random.Random(SEED)
    tables = {
        path.relative_to(DATA).as_posix(): _rows(path) for path in sorted(DATA.rglob("*.csv"))
    }
    names = [name for name, rows in tables.items() if len(rows) > 2 and name != published.FILE]
    made: list[Slip] = []
    while len(made) < CORRUPTIONS:
        name = rng.choice(names)
        rows = tables[name]
        row, column = rng.randrange(1, len(rows)), rng.randrange(len(rows[0]))
        kind = rng.choice(sorted(KINDS))
        old, other = rows[row][column], rows[rng.randrange(1, len(rows))][column]
        new = KINDS[kind](old, other, rng)
        if new != old:
            made.append(Slip(name, row, column, kind, old, new))
    return made


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _batches(slips: list[Slip]) -> list[list[Slip]]:
    """Put the slips together that can be made in one copy: one a table, and told apart."""
    batches: list[list[Slip]] = []
    for slip in slips:
        free = (b for b in batches if all(slip.table != other.table for other in b))
        batch = next(free, None)
        if batch is None:
            batches.append([slip])
        else:
            batch.append(slip)
    return batches


def _caught(slip: Slip, batch: list[Slip], problems: list[Problem]) -> bool:
    """Tell whether a problem is this slip’s: in its table, and not about another’s old text."""
    others = {other.old for other in batch if other is not slip} - {"", slip.old}
    return any(
        (p.file == f"data/{slip.table}" and p.value not in others)
        or (p.value is not None and p.value in {slip.old, slip.new} - {""})
        for p in problems
    )


def _table(problem: Problem) -> str:
    """Name the table that a change of what was published is in."""
    found = re.search(r"\bin ([\w.-]+)", problem.message)
    assert found
    return found[1]


def test_single_wrong_cells_are_caught(tmp_path: Path, known: list[Problem]) -> None:
    """Of 200 cells spoilt at random at least 95 % are caught; the gate alone finds most of them.

    The list of what was published catches whatever a row or a series no longer is. The gate, which
    stops a build, cannot know that one plausible text or figure stands where another stood.
    """
    escaped: Counter[str] = Counter()
    gate = whole = 0
    for number, batch in enumerate(_batches(_slips())):
        folder = tmp_path / f"{number}" / "data"
        shutil.copytree(DATA, folder)
        for slip in batch:
            rows = _rows(folder / slip.table)
            rows[slip.row][slip.column] = slip.new
            with (folder / slip.table).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
        stopped = [p for p in check(folder, TEXTS) if p not in known]
        changed = {_table(p) for p in published.changes(folder)}
        for slip in batch:
            seen = _caught(slip, batch, stopped)
            gate += seen
            whole += seen or slip.table.removesuffix(".csv") in changed
            if not seen:
                escaped[
                    f"{slip.kind}: {slip.table}, {_rows(DATA / slip.table)[0][slip.column]}"
                ] += 1
    print(f"\nThe gate alone: {gate} of {CORRUPTIONS}; with what was published: {whole}.")
    print(
        "Past the gate went:", *(f"  {n} × {what}" for what, n in escaped.most_common()), sep="\n"
    )
    assert whole >= 0.95 * CORRUPTIONS
    assert gate >= 0.7 * CORRUPTIONS
