"""The tables against their schema: Frictionless checks them, this module puts it in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from frictionless import Error, Package

from two_octobers.checks_rules import Problem, Table, Tables

TYPES = {
    "integer": "a whole number",
    "number": "a number with a decimal point",
    "date": "a day like 2026-11-23",
    "boolean": "true or false",
}
"""What to write in a column of each type."""


def schemas(tables: Tables) -> Iterator[Problem]:
    """Let Frictionless check the tables as read above, so that both count the same rows.

    It gets the cells, not the files: on a file it would guess the delimiter. Columns go by name,
    as in ``companion.data``; a reference to a table that is itself broken is not followed.
    """
    readable = {name: table for name, table in tables.items() if table}
    for name, table in readable.items():
        asked = [key["reference"]["resource"] for key in table.schema.get("foreignKeys", [])]
        whole = [other for other in asked if other in readable and readable[other].whole]
        related: Tables = {name: table, **{other: readable[other] for other in whole}}
        yield from _translated(table, errors_of(name, related))


def errors_of(name: str, related: Tables) -> list[Error]:
    """Check one table of those given: itself, and the whole tables that its keys refer to."""
    resources = []
    for other, table in related.items():
        assert table
        keys = [
            key
            for key in table.schema.get("foreignKeys", [])
            if other == name and key["reference"]["resource"] in related
        ]
        schema = table.schema | {"foreignKeys": keys, "fieldsMatch": "equal"}
        cells = [table.header, *(cells for _, cells in table.records)]
        resources.append({"name": other, "data": cells, "schema": schema})
    report = Package.from_descriptor({"name": "record", "resources": resources})
    return next(t.errors for t in report.validate(limit_errors=0).tasks if t.name == name)


def _names(fields: str | list[str]) -> set[str]:
    return {fields} if isinstance(fields, str) else set(fields)


def _translated(table: Table, errors: Iterable[Error]) -> Iterator[Problem]:
    """Put Frictionless's errors in our words; a row of wrong length gives equal ones."""
    for error in errors:
        number = getattr(error, "row_number", None)
        if number is None:
            yield _header_problem(table, error)
            continue
        line, cells = table.records[number - 2]
        if table.sound(cells):
            yield _row_problem(table, error, line, cells)
        else:
            yield _broken(table, line, cells)


def _header_problem(table: Table, error: Any) -> Problem:
    if error.type == "missing-label":
        what = "the column is missing"
        column, mend = error.field_name, "add it to the header, or take it out of datapackage.json"
    elif error.type == "extra-label":
        what = "datapackage.json has no such column"
        column, mend = error.label, "correct the name in the header, or describe the column there"
    else:
        what, column, mend = error.message, None, "correct the header"
    return Problem(table.file, 1, column, None, what, mend)


def _broken(table: Table, line: int, cells: list[str]) -> Problem:
    width = len(table.header)
    if not any(cells):
        return Problem(table.file, line, None, None, "the row is blank", "take the line out")
    count = f"{len(cells)} cells for {width} columns; the row was not checked further"
    if len(cells) < width:
        what, mend = f"is where the row breaks off: {count}", "complete the row"
        return Problem(table.file, line, table.header[len(cells)], cells[-1], what, mend)
    surplus = ",".join(cells[width:])
    what, mend = f"too many commas: {count}", "put the cell that holds a comma in double quotes"
    return Problem(table.file, line, None, None, f"{what}; surplus at the end: “{surplus}”", mend)


def _row_problem(table: Table, error: Error, line: int, cells: list[str]) -> Problem:
    row = dict(zip(table.header, cells, strict=True))
    named = getattr(error, "field_names", [getattr(error, "field_name", "")])
    if error.type == "primary-key":
        named = _names(table.schema["primaryKey"])
    columns = [label for label in table.header if label in named]
    value = ", ".join(row[column] for column in columns)
    what, mend = _words(table, error, columns[-1:], value)
    return Problem(table.file, line, ", ".join(columns), value, what, mend)


def _words(table: Table, error: Any, columns: list[str], value: str) -> tuple[str, str]:
    """Say what is wrong with a cell, and what to do; Frictionless's own words as a last resort."""
    empty = ("the cell must not be empty", "fill it in")
    field = next((field for field in table.fields if [field["name"]] == columns), {})
    if error.type in ("unique-error", "primary-key"):
        first = re.search(r"position (\d+)", error.note)
        if not first:
            return empty
        row = table.records[int(first[1]) - 2][0]
        return f"is there twice, first in row {row}", "give each row its own, or take one row out"
    if error.type == "foreign-key":
        there = f"{error.reference_name}, column {', '.join(error.reference_field_names)}"
        return f"is not in the table {there}", "correct it, or add the row there"
    if error.type == "type-error":
        kind = field["type"]
        return f"is not of the type {kind}", f"write {TYPES.get(kind, f'a value of type {kind}')}"
    rule = re.search(r'constraint "(\w+)"', error.note)
    limit: Any = field.get("constraints", {}).get(rule[1]) if rule else None
    if rule and rule[1] == "required":
        return empty
    if rule and rule[1] == "enum":
        return "is not in the list of this column", f"write one of {', '.join(map(str, limit))}"
    if rule and rule[1] == "maxLength":
        return f"has {len(value)} characters, more than {limit}", "shorten it"
    if rule and rule[1] == "pattern":
        return f"does not have the shape {limit}", "write it in that shape"
    return f"breaks a rule: {error.note}", "see the column's description in datapackage.json"
