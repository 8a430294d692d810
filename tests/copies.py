"""A copy of ``data/`` to break: every drill breaks one thing and wants one problem."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from two_octobers import checks, checks_figures, checks_rules, checks_schema, checks_words
from two_octobers.checks import Problem, check
from two_octobers.checks_rules import Table, Tables

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
TEXTS = [
    page.read_text("utf-8") for top in ("book", "notebooks") for page in (ROOT / top).rglob("*.md")
]
EVENT = {
    "place": "A drill",
    "zone": "America/New_York",
    "precision": "minute",
    "start": "1962-10-22T19:00",
    "end": "",
    "locator": "",
}
RECORD = """
@misc{{{key},
  title = {{A drill}},
  shorttitle = {{{short}}},
  type = {{record}},
  read = {{{read}}},
  accessed = {{{accessed}}}
}}
"""


# ---- a drill changes one table of forty: what was found in the others is remembered ----


@dataclass(frozen=True, eq=False)
class _Same:
    """A table, to be told from others by what it is and not by what it holds."""

    table: Table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.table is other.table


_read_table, _errors_of = checks._table, checks_schema.errors_of
_records_of, _faults_of = checks.records, checks._faults


@dataclass(frozen=True)
class _File:
    """What lies in a file and how it is described; in which copy of ``data/`` is all the same."""

    folder: Path = field(compare=False)
    resource: str
    raw: bytes


@lru_cache(maxsize=100)
def _table_of(file: _File) -> tuple[Table | None, list[Problem]]:
    found: list[Problem] = []
    return _read_table(file.folder, json.loads(file.resource), found), found


def _remembered_table(folder: Path, resource: Any, found: list[Problem]) -> Table | None:
    """Read the same bytes once, so that the same table is the same object."""
    path = folder / resource.get("path", "")
    if not path.is_file():
        return _read_table(folder, resource, found)
    table, told = _table_of(_File(folder, json.dumps(resource), path.read_bytes()))
    found += told
    return table


@lru_cache(maxsize=500)
def _errors_among(name: str, related: tuple[tuple[str, _Same], ...]) -> list[Any]:
    return _errors_of(name, {other: same.table for other, same in related})


def _remembered_errors(name: str, related: Tables) -> list[Any]:
    """Ask Frictionless once for the same tables."""
    return _errors_among(name, tuple((n, _Same(t)) for n, t in related.items() if t))


def _remembered(check: Callable[[Table], Iterable[Problem]]) -> Callable[[Table], list[Problem]]:
    """Check the same table once."""
    kept = lru_cache(maxsize=100)(lambda same: list(check(same.table)))
    return lambda table: kept(_Same(table))


@lru_cache(maxsize=20)
def _records_in(text: str, file: str) -> tuple[dict[str, int] | None, list[Problem]]:
    found: list[Problem] = []
    return _records_of(text, file, found), found


def _remembered_records(text: str, file: str, found: list[Problem]) -> dict[str, int] | None:
    """Check the same sources once."""
    keys, told = _records_in(text, file)
    found += told
    return keys


@lru_cache(maxsize=20)
def _faults_in(text: str) -> list[str]:
    """Hold the same description against the standard once; it has no path of its own."""
    return _faults_of(text, str(DATA))


checks._table = _remembered_table
checks.records = _remembered_records
checks._faults = lambda text, folder: _faults_in(text)
checks_schema.errors_of = _remembered_errors
checks_rules.rows = _remembered(checks_rules.rows)
checks_words.words = _remembered(checks_words.words)
checks_figures.figures = _remembered(checks_figures.figures)


class Copy:
    """A copy of ``data/`` to break."""

    def __init__(self, folder: Path, known: list[Problem]) -> None:
        """Copy the tables; ``known`` are the problems that they have anyway."""
        shutil.copytree(DATA, folder)
        self.folder = folder
        self.known = known

    def rows(self, name: str) -> list[list[str]]:
        """Read a table as lists."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, name: str, rows: list[list[str]]) -> int:
        """Write a table and return its last line."""
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        return (self.folder / name).read_bytes().count(b"\n")

    def add(self, name: str, **cells: str) -> int:
        """Add a row like the table's first one but for ``cells``; return its line."""
        rows = self.rows(name)
        own = {"id": "drill-row"} if "id" in rows[0] and name != "claims.csv" else {}
        first = dict(zip(rows[0], rows[1], strict=True))
        if name == "events.csv":
            own = EVENT | {"id": f"{_day(cells.get('start', EVENT['start']))}-drill-row"}
        if name == "messages.csv":
            own = {"id": f"m{_day(cells.get('sent', first['sent']))}-drill-row"}
        row = first | own | cells
        return self.write(name, [*rows, list(row.values())])

    def edit(self, name: str, change: Callable[[bytes], bytes]) -> None:
        """Change the bytes of a file."""
        path = self.folder / name
        path.write_bytes(change(path.read_bytes()))

    def cite(self, key: str = "drill-2022", **fields: str) -> int:
        """Add a record of a source and return the line on which it begins."""
        texts = {"short": "A drill", "read": "whole", "accessed": "2026-11-23"} | fields
        path = self.folder / "references.bib"
        line = path.read_bytes().count(b"\n") + 2
        path.write_text(path.read_text("utf-8") + RECORD.format(key=key, **texts), "utf-8")
        return line

    def new(self, *texts: str) -> list[Problem]:
        """Return the problems that breaking has brought."""
        return [p for p in check(self.folder, [*TEXTS, *texts]) if p not in self.known]

    def one(self, *texts: str) -> tuple[Problem, tuple[str, int | None, str | None, str | None]]:
        """Return the only new problem, and where it is."""
        new = self.new(*texts)
        assert len(new) == 1, [str(problem) for problem in new]
        return new[0], (new[0].file, new[0].row, new[0].column, new[0].value)


def _day(text: str) -> str:
    return text[:10] if re.match(r"\d{4}", text) and " " not in text else EVENT["start"][:10]
