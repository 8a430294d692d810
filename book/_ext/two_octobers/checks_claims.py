"""The verdicts: each says what its evidence says, in words that stand there.

The tables are joined here, because a verdict is judged by what it rests on: its stances carry it,
its quotations stand in the notes of its evidence, and a contradiction within the essay is told
from both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from two_octobers.checks_rules import Problem, Row, Table, Tables, parts
from two_octobers.checks_words import quotations

CARRIED_BY = {
    "supported": [{"supports"}],
    "imprecise": [{"supports"}, {"qualifies", "contradicts"}],
    "contested": [{"supports"}, {"qualifies", "contradicts"}],
    "contradicted": [{"contradicts"}],
    "overtaken": [{"contradicts"}],
    "unverified": [],
}
"""What stances a verdict needs: at least one of each set."""

SENTENCES, WORDS = range(2, 5), 60
"""How long a reasoning is: as long as a card in the margin can hold."""

Joined = dict[str, list[Row]]


def claims(tables: Tables, keys: dict[str, int] | None) -> Iterator[Problem]:
    """Check the claims against their evidence, where both tables are whole."""
    judged, evidence = tables.get("claims"), tables.get("claim_evidence")
    if not judged or not evidence or not (judged.whole and evidence.whole):
        return
    joined: Joined = {}
    for line, row in evidence.rows():
        joined.setdefault(row["claim"], []).append(row)
        yield from _located(evidence, line, row, keys or {})
    against = _against(judged)
    for line, row in judged.rows():
        rests = joined.get(row["id"], [])
        yield from _addressed(judged, line, row)
        yield from _reasoned(judged, line, row)
        if rests:
            yield from _carried(judged, line, row, rests)
            yield from _quoted(judged, line, row, rests)
        yield from _answered(judged, line, row, against)


def _addressed(table: Table, line: int, row: Row) -> Iterator[Problem]:
    if row["id"].rstrip("abcdefghijklmnopqrstuvwxyz") != row["paragraph"]:
        what = f"does not begin with its paragraph, {row['paragraph']}"
        yield table.problem(line, "id", row["id"], what, "correct the id or the paragraph")


def _reasoned(table: Table, line: int, row: Row) -> Iterator[Problem]:
    text = row["reasoning"]
    words = len(text.split())
    sentences = len(re.findall(r"[.?!][”’)]*(?=\s+[“‘(]?[A-ZÀ-Ž0-9]|$)", text))
    if words > WORDS:
        what = f"has {words} words, more than {WORDS}"
        yield table.problem(line, "reasoning", text, what, "shorten it")
    if sentences not in SENTENCES:
        what = f"has {sentences} sentence(s)"
        yield table.problem(line, "reasoning", text, what, "write two to four sentences")


def _carried(table: Table, line: int, row: Row, rests: list[Row]) -> Iterator[Problem]:
    stances = {join["stance"] for join in rests}
    for needed in CARRIED_BY.get(row["verdict"], []):
        if not stances & needed:
            what = f"rests on no evidence that {' or '.join(sorted(needed))}"
            mend = "change the verdict, or add what it rests on to claim_evidence.csv"
            yield table.problem(line, "verdict", row["verdict"], what, mend)


def _quoted(table: Table, line: int, row: Row, rests: list[Row]) -> Iterator[Problem]:
    notes = _plain(" ".join(join["note"] for join in rests))
    for quotation in quotations(row["reasoning"]):
        if _plain(quotation) not in notes:
            what = "is quoted, but stands in no note of this claim’s evidence"
            mend = "quote it in claim_evidence.csv too, where it has its locator"
            yield table.problem(line, "reasoning", quotation, what, mend)


def _plain(text: str) -> str:
    return re.sub(r"[^\w\s]", "", text).casefold()


def _located(table: Table, line: int, row: Row, keys: dict[str, int]) -> Iterator[Problem]:
    """A quotation taken straight from a source says where it stands there."""
    if row["evidence"] in keys and quotations(row["note"]) and not row["locator"]:
        what, mend = "is quoted from a source, without a locator", "fill the column locator"
        yield table.problem(line, "locator", row["note"], what, mend)


def _against(table: Table) -> dict[str, list[str]]:
    field = next(field for field in table.fields if field["name"] == "against")
    return {row["id"]: parts(row, field) for _, row in table.rows()}


def _answered(
    table: Table, line: int, row: Row, against: dict[str, list[str]]
) -> Iterator[Problem]:
    for other in against[row["id"]]:
        if other in against and row["id"] not in against[other]:
            what = f"contradicts this claim, but {other} does not say so of {row['id']}"
            yield table.problem(line, "against", other, what, f"add {row['id']} to row {other}")
