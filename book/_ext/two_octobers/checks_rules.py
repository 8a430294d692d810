"""The few rules of a table that no schema can say: clocks, order in time, lists, locators.

Frictionless checks a table against its schema; what follows here is about what the cells mean: that
an hour happened, that an end is not before its start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from itertools import chain
from typing import Any

from companion import clocks

PAIRS = (("start", "end"), ("sent", "received"))
"""Columns of which the second cannot lie before the first."""

GAP = "one member of the list is empty"

Field = dict[str, Any]
Row = dict[str, str]


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it is, what is wrong in plain words, and what to do about it."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    mend: str

    def __str__(self) -> str:
        """Name the place as an editor shows it, so that it is found without counting."""
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        value = f"“{self.value[:80]}{'…' * (len(self.value) > 80)}” " if self.value else ""
        return f"{self.file}{row}{column}: {value}{self.message}. Mend: {self.mend}."


@dataclass(frozen=True)
class Table:
    """A table as it lies in its file: every record with the line it begins on."""

    file: str
    schema: dict[str, Any]
    header: list[str]
    records: list[tuple[int, list[str]]]
    ended: bool  # the last line has its end: no rows are cut off

    @property
    def fields(self) -> list[Field]:
        """The columns as ``datapackage.json`` declares them."""
        return list(self.schema["fields"])

    def sound(self, cells: list[str]) -> bool:
        """Tell whether a record has a cell for each column: else no cell of it can be trusted."""
        return len(cells) == len(self.header) and any(cells)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield line and cells by column, of sound records only (the others are reported)."""
        for line, cells in self.records:
            if self.sound(cells):
                yield line, dict(zip(self.header, cells, strict=True))

    def column(self, name: str) -> set[str]:
        """Return all that stands in a column, of broken-off records too as far as they go."""
        at = self.header.index(name)
        return {cells[at] for _, cells in self.records if len(cells) > at} - {""}

    @property
    def whole(self) -> bool:
        """Whether every column and cell is there, so that what is absent here is truly absent."""
        columns = {field["name"] for field in self.fields} <= set(self.header)
        return self.ended and columns and all(self.sound(cells) for _, cells in self.records)

    def problem(self, line: int, column: str | None, value: str, what: str, mend: str) -> Problem:
        """Place a problem in this table's file."""
        return Problem(self.file, line, column, value, what, mend)


Tables = dict[str, Table | None]
"""The tables by name; ``None`` stands for one that could not be read."""


def rows(table: Table) -> Iterator[Problem]:
    """Check what the cells of one table mean."""
    yield from chain(_times(table), _order(table), _lists(table), _locators(table))


def parts(row: Row, field: Field) -> list[str]:
    """Split a list cell as ``companion.data`` does; any other cell is a list of one."""
    cell = row.get(field["name"], "")
    if not cell:
        return []
    return (
        [part.strip() for part in cell.split(field["separator"])]
        if "separator" in field
        else [cell]
    )


def _times(table: Table) -> Iterator[Problem]:
    for field in table.fields:
        if field.get("clock") in table.header:
            for line, row in table.rows():
                if row.get(field["name"]):
                    yield from _time(table, line, row, field)


def _time(table: Table, line: int, row: Row, field: Field) -> Iterator[Problem]:
    """Check one time; the library's message says what is wrong, and after “;” how to mend it."""
    column, text, zone = field["name"], row[field["name"]], row[field["clock"]]
    try:
        precision = clocks.parse(text, zone).precision
    except (ValueError, OSError, OverflowError) as error:  # ZoneInfo("America") is an OSError
        what, _, mend = str(error).partition("; ")
        if not zone or isinstance(error, OSError) or "IANA time zone" in what:
            what = f"{'is' if zone else 'the cell is empty:'} not an IANA time zone for “{text}”"
            mend = "write the clock that the source uses, such as America/New_York"
            yield table.problem(line, field["clock"], zone, what, mend)
            return
        what, mend = what.removeprefix(f"“{text}”").lstrip(": "), mend or "check date and offset"
        yield table.problem(line, column, text, what, mend)
        return
    word = row.get(field.get("precision", ""), precision)
    if word != precision and (not word or word in clocks.PRECISIONS):
        what = f"{'is' if word else 'the cell is empty:'} not the precision of {column} “{text}”"
        mend = f"write {precision}, or write {column} as far as it is known"
        yield table.problem(line, field["precision"], word, what, mend)


def _span(row: Row, field: Field) -> clocks.Span | None:
    try:
        return clocks.parse(row[field["name"]], row[field["clock"]])
    except (KeyError, ValueError, OSError, OverflowError):
        return None  # empty, or reported by _time


def _order(table: Table) -> Iterator[Problem]:
    fields = {field["name"]: field for field in table.fields}
    for first, last in PAIRS:
        if first not in fields or last not in fields:
            continue
        for line, row in table.rows():
            before, after = _span(row, fields[first]), _span(row, fields[last])
            if before and after and _ends(after) <= before.start and after.start < before.start:
                what = f"lies before “{row[first]}” in {first}"
                mend = f"check {first}, {last} and their zones"
                yield table.problem(line, last, row[last], what, mend)


def _ends(span: clocks.Span) -> datetime:
    """Give “about seven” its hour: it is no contradiction to a quarter past seven."""
    return span.start + timedelta(hours=1) if span.precision == "hour" else span.end


def _lists(table: Table) -> Iterator[Problem]:
    for field in table.fields:
        allowed = field.get("oneOf", ())
        for line, row in table.rows() if allowed else ():
            for part in parts(row, field):
                if part not in allowed:
                    what = "is not in the list of this column" if part else GAP
                    mend = f"write {near(part, allowed) or 'one of ' + ', '.join(allowed)}"
                    yield table.problem(line, field["name"], part, what, mend)


def near(word: str, words: Iterable[str]) -> str:
    """Guess which of ``words`` was meant, in quotation marks; nothing if none is like it."""
    return "".join(f"“{guess}”" for guess in get_close_matches(word, words, n=1))


def _locators(table: Table) -> Iterator[Problem]:
    fields = {field["name"]: field for field in table.fields}
    if not {"source", "locator"} <= fields.keys() & set(table.header):
        return
    for line, row in table.rows():
        keys, places = parts(row, fields["source"]), parts(row, fields["locator"])
        if places and len(places) != len(keys):
            what = f"has {len(places)} part(s) for {len(keys)} key(s) in source"
            mend = "give one part for each key, separated by semicolons, or leave the cell empty"
            yield table.problem(line, "locator", row["locator"], what, mend)
