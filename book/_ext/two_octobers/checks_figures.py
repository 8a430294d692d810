"""The figures of a table against each other: parts and their sum, bounds and their order.

A table states such rules under ``rules`` of its schema in ``datapackage.json``, because whoever
mends a figure must see what hangs on it. Each rule is one of

- ``{"sum": [columns], "is": number or column}``: in every row;
- ``{"ratio": [part, whole], "is": column, "times": 100}``: in every row;
- ``{"total": column, "by": [columns], "is": number}``: over the rows of every group;
- ``{"order": [columns]}``: no figure is greater than the next, in every row;
- ``{"rises": column, "by": [columns]}``: never falls from row to row of a group;
- ``{"count": number, "by": [columns]}``: so many rows in every group;
- ``{"same": column, "by": [columns], "exempt": [values]}``: one value in every group, that of most
  rows, but for groups that are named;
- ``{"within": [first, last], "column": column, "where": {column: value}}``: no date outside.

``tolerance`` is how far rounding may lead off; an empty cell frees its row from the rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from two_octobers.checks_rules import Problem, Row, Table

Rule = dict[str, Any]
Numbered = list[tuple[int, Row]]
MEND = "compare the row with its source"


def figures(table: Table) -> Iterator[Problem]:
    """Check every rule that a table states, where its columns are there and are numbers."""
    for rule in table.schema.get("rules", ()):
        kind = next(name for name in KINDS if name in rule)
        if _columns(rule) <= set(table.header):
            yield from KINDS[kind](table, rule)


def _columns(rule: Rule) -> set[str]:
    named = [rule.get(name) for name in (*KINDS, "by", "is") if name != "within"]
    named += [rule.get("column"), list(rule.get("where", ()))] if "within" in rule else []
    lists = [value if isinstance(value, list) else [value] for value in named]
    return {column for columns in lists for column in columns if isinstance(column, str)}


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None  # empty, or reported by Frictionless as of the wrong type


def _numbers(row: Row, columns: list[str]) -> list[float] | None:
    found = [_number(row[column]) for column in columns]
    return None if None in found else [number for number in found if number is not None]


def _groups(table: Table, rule: Rule) -> dict[tuple[str, ...], Numbered]:
    groups: dict[tuple[str, ...], Numbered] = {}
    for line, row in table.rows():
        groups.setdefault(tuple(row[column] for column in rule["by"]), []).append((line, row))
    return groups


def _off(found: float, expected: float, rule: Rule) -> bool:
    return abs(found - expected) > rule.get("tolerance", 0) + 1e-9


def _sum(table: Table, rule: Rule) -> Iterator[Problem]:
    columns, target = rule["sum"], rule["is"]
    for line, row in table.rows():
        parts = _numbers(row, columns)
        whole = _number(row[target]) if isinstance(target, str) else target
        if parts is not None and whole is not None and _off(sum(parts), whole, rule):
            at = target if isinstance(target, str) else columns[-1]
            what = f"does not fit: {' + '.join(columns)} is {sum(parts):g}, not {whole:g}"
            yield table.problem(line, at, row[at], what, MEND)


def _ratio(table: Table, rule: Rule) -> Iterator[Problem]:
    column, (part, whole) = rule["is"], rule["ratio"]
    for line, row in table.rows():
        known = _numbers(row, [part, whole, column])
        if known and known[1] and _off(known[0] / known[1] * rule.get("times", 1), known[2], rule):
            found = known[0] / known[1] * rule.get("times", 1)
            what = f"does not fit: {part} / {whole} is {found:.4g}"
            yield table.problem(line, column, row[column], what, MEND)


def _total(table: Table, rule: Rule) -> Iterator[Problem]:
    column = rule["total"]
    for group, rows in _groups(table, rule).items():
        found = [_number(row[column]) for _, row in rows]
        total = sum(number for number in found if number is not None)
        if None not in found and _off(total, rule["is"], rule):
            line, row = rows[0]
            what = (
                f"begins a group ({', '.join(group)}) that adds up to {total:g}, not {rule['is']}"
            )
            yield table.problem(
                line, column, row[column], what, "compare the group with its source"
            )


def _order(table: Table, rule: Rule) -> Iterator[Problem]:
    columns = rule["order"]
    for line, row in table.rows():
        known = [(name, number) for name in columns if (number := _number(row[name])) is not None]
        for (before, low), (after, high) in pairwise(known):
            if low > high:
                what = f"is less than {before}, {row[before]}"
                yield table.problem(line, after, row[after], what, MEND)


def _rises(table: Table, rule: Rule) -> Iterator[Problem]:
    column = rule["rises"]
    for rows in _groups(table, rule).values():
        for (_, before), (line, row) in pairwise(rows):
            low, high = _number(before[column]), _number(row[column])
            if low is not None and high is not None and high < low:
                what = f"falls from {before[column]}, but the figure is cumulative"
                yield table.problem(line, column, row[column], what, MEND)


def _count(table: Table, rule: Rule) -> Iterator[Problem]:
    for group, rows in _groups(table, rule).items():
        if len(rows) != rule["count"]:
            what = f"begins a group of {len(rows)} rows, not {rule['count']}"
            mend = "look for a row that is missing, there twice or misnamed"
            yield table.problem(rows[0][0], ", ".join(rule["by"]), ", ".join(group), what, mend)


def _same(table: Table, rule: Rule) -> Iterator[Problem]:
    column = rule["same"]
    for group, rows in _groups(table, rule).items():
        if set(group) & set(rule.get("exempt", ())):
            continue
        usual = Counter(row[column] for _, row in rows).most_common(1)[0][0]
        for line, row in rows:
            if row[column] != usual:
                what = f"is not the {column} of the other rows of {', '.join(group)}: {usual}"
                yield table.problem(line, column, row[column], what, MEND)


def _within(table: Table, rule: Rule) -> Iterator[Problem]:
    column, (first, last) = rule["column"], rule["within"]
    for line, row in table.rows():
        if all(row[name] == value for name, value in rule.get("where", {}).items()):
            text = row[column]
            if re.match(r"\d{4}", text) and not first <= text[: len(first)] <= last:
                what = f"does not lie within {first} and {last}"
                yield table.problem(line, column, text, what, MEND)


KINDS: dict[str, Callable[[Table, Rule], Iterator[Problem]]] = {
    "sum": _sum,
    "ratio": _ratio,
    "total": _total,
    "order": _order,
    "rises": _rises,
    "count": _count,
    "same": _same,
    "within": _within,
}
