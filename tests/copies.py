"""A copy of ``data/`` to break: every drill breaks one thing and wants one problem."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from two_octobers import checks_schema
from two_octobers.checks import Problem, check
from two_octobers.checks_rules import Tables

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


_read_by_frictionless = checks_schema.errors_of
_known: dict[str, list[Any]] = {}


def _remembered(name: str, related: Tables) -> list[Any]:
    """Ask Frictionless once for the same table: a drill changes one of forty."""
    told = (related[other] for other in related)
    same = repr([name, *((t.file, t.schema, t.header, t.records) for t in told if t)])
    key = hashlib.sha256(same.encode()).hexdigest()
    if key not in _known:
        _known[key] = _read_by_frictionless(name, related)
    return _known[key]


checks_schema.errors_of = _remembered


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
