"""The gate: what lies in ``data/`` must be right before a page is built on it.

Here the files are read. :mod:`two_octobers.checks_schema` lets Frictionless check tables against
``datapackage.json``; its siblings add what no schema says: of sources, times and lists (``rules``),
words, figures, joints (``links``), verdicts (``claims``), names and corrections. All that is wrong
is gathered, told in plain words with what to do about it, and placed as an editor counts lines: who
mends a table knows no Frictionless.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from frictionless import FrictionlessException, Package

from two_octobers import (
    checks_claims,
    checks_corrections,
    checks_figures,
    checks_links,
    checks_names,
    checks_rules,
    checks_words,
)
from two_octobers.checks_rules import Problem, Table, Tables
from two_octobers.checks_schema import schemas
from two_octobers.checks_sources import BIB, records

__all__ = ["Problem", "check"]

TABULAR = "tabular-data-resource"
"""The profile of a table; a resource of another profile is a map."""

Found = list[Problem]


def check(folder: Path, texts: Iterable[str] = ()) -> list[Problem]:
    """Check a folder of tables and sources against its ``datapackage.json``.

    Args:
        folder: the folder ``data/``.
        texts: the pages and notebooks, whose ``{src}`` roles use sources too.

    Returns:
        All that is wrong, by file and row. A rule that needs a file which cannot be read is
        skipped, because that file's own problem is in the list.
    """
    found: Found = []
    package = _package(folder, found)
    tables: Tables = {
        resource["name"]: _table(folder, resource, found)
        for resource in package["resources"]
        if resource.get("profile") == TABULAR
    }
    text = _read(folder / BIB, found)
    keys = records(text, f"{folder.name}/{BIB}", found) if text is not None else None
    found += schemas(tables)
    for table in filter(None, tables.values()):
        found += checks_rules.rows(table)
        found += checks_words.words(table)
        found += checks_figures.figures(table)
    found += checks_links.links(package, tables, keys, texts, folder.name)
    found += checks_claims.claims(tables, keys)
    found += checks_corrections.corrections(tables)
    found += checks_names.names(tables)
    return sorted(dict.fromkeys(found), key=lambda p: (p.file, p.row or 0, p.column or ""))


def read_package(folder: Path) -> dict[str, Any]:
    """Read ``datapackage.json`` as it is; an invalid one has no tables."""
    return _package(folder, [])


def read_table(folder: Path, resource: dict[str, Any]) -> Table | None:
    """Read one table as it lies there; ``None`` if it cannot be read."""
    return _table(folder, resource, [])


def _read(path: Path, found: Found) -> str | None:
    """Read a text file, and report whatever an editor may have done to its bytes."""
    file = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        mend = "restore it from the history of the repository"
        found.append(Problem(file, None, None, None, "the file is missing", mend))
        return None
    raw = path.read_bytes()
    if not raw.strip():
        mend = "restore it from the history of the repository"
        found.append(Problem(file, None, None, None, "the file is empty", mend))
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        around = (
            re.split(rb"[\s,;\"]", raw[: error.start])[-1]
            + re.split(rb"[\s,;\"]", raw[error.start :])[0]
        )
        row = raw.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8: byte {error.start} of the file is 0x{raw[error.start]:02x}"
        mend = "save as UTF-8, and look whether the letters beyond ASCII are still right"
        found.append(Problem(file, row, None, around.decode("latin-1"), what, mend))
        return None
    found += _bytes(file, raw)
    return text.removeprefix("\ufeff")


def _bytes(file: str, raw: bytes) -> Iterator[Problem]:
    last = raw.count(b"\n") + 1
    if raw.startswith(b"\xef\xbb\xbf"):
        yield Problem(
            file, 1, None, None, "a byte order mark opens the file", "save as UTF-8 without BOM"
        )
    if b"\r" in raw:
        row = raw.count(b"\n", 0, raw.index(b"\r")) + 1
        what = f"the line ends in CR or CRLF, first of {raw.count(bytes([13]))}"
        yield Problem(file, row, None, None, what, "save with Unix line ends (LF)")
    if not raw.endswith(b"\n") and not file.endswith(".json"):
        tail = raw[raw.rfind(b"\n") + 1 :].decode()
        what = "is how the last line ends, without a line end: the file may be half-written"
        mend = "compare the last row with its source, complete it and end the line"
        yield Problem(file, last, None, tail[-40:], what, mend)


def _package(folder: Path, found: Found) -> dict[str, Any]:
    """Read ``datapackage.json``; an invalid one leaves no table to check, only its problems."""
    file = f"{folder.name}/datapackage.json"
    empty: dict[str, Any] = {"resources": []}
    text = _read(folder / "datapackage.json", found)
    if text is None:
        return empty
    try:
        package: dict[str, Any] = json.loads(text)
    except json.JSONDecodeError as error:
        found.append(
            Problem(file, error.lineno, None, None, f"is not JSON: {error.msg}", "correct it there")
        )
        return empty
    if faults := _faults(text, str(folder)):
        mend = "correct it as the Data Package standard has it (datapackage.org)"
        found += [Problem(file, None, None, None, fault, mend) for fault in faults]
        return empty
    found += _declared(folder, package, file)
    return package


def _faults(text: str, folder: str) -> list[str]:
    """Name what the Data Package standard does not allow in a description."""
    try:
        Package.from_descriptor(json.loads(text), basepath=folder)
    except FrictionlessException as error:
        return [fault.note for fault in error.to_errors()]
    return []


def _declared(folder: Path, package: dict[str, Any], file: str) -> Iterator[Problem]:
    """Check what the standard does not: that no table is left out, and our own properties."""
    listed = {resource.get("path") for resource in package["resources"]}
    for path in sorted([*folder.rglob("*.csv"), *folder.rglob("*.geojson")]):
        name = path.relative_to(folder).as_posix()
        if name not in listed:
            what, mend = "the file is not listed in datapackage.json", "describe it there"
            yield Problem(f"{folder.name}/{name}", None, None, None, what, mend)
    for resource in package["resources"]:
        table = resource.get("profile") == TABULAR
        if "path" not in resource or ("schema" not in resource) is table:
            what, mend = "is a table without path or schema", "give it both"
            yield Problem(file, None, None, resource["name"], what, mend)
            continue
        if not table:
            if not (folder / resource["path"]).is_file():
                mend = "restore it from the history of the repository"
                yield Problem(
                    f"{folder.name}/{resource['path']}",
                    None,
                    None,
                    None,
                    "the file is missing",
                    mend,
                )
            continue
        names = {field["name"] for field in resource["schema"]["fields"]}
        allowed = {"clock": names, "precision": names, "refersTo": set(checks_links.KINDS)}
        for field in resource["schema"]["fields"]:
            for known in allowed.keys() & field.keys():
                if field[known] not in allowed[known]:
                    what = f"cannot be {known} of {field['name']} in {resource['name']}"
                    mend = f"write one of {', '.join(sorted(allowed[known]))}"
                    yield Problem(file, None, None, field[known], what, mend)


def _table(folder: Path, resource: dict[str, Any], found: Found) -> Table | None:
    """Read one table by the strict rules of CSV, with the line on which each record begins."""
    if not {"path", "schema"} <= resource.keys():
        return None  # reported by _declared
    file = f"{folder.name}/{resource['path']}"
    text = _read(folder / resource["path"], found)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"the table cannot be read from here on: {error}"
        mend = "close the quotation mark that opens in this row; inside a cell, double it"
        found.append(Problem(file, line, None, None, what, mend))
        return None
    header = records[0][1]
    if not any(header):
        what = "the first line must name the columns, but it is blank"
        found.append(Problem(file, 1, None, None, what, "write the header there"))
        return None
    twice = sorted({label for label in header if header.count(label) > 1})
    if twice:
        found.append(Problem(file, 1, twice[0], None, "two columns have this name", "rename one"))
        return None
    return Table(file, resource["schema"], header, records[1:], text.endswith("\n"))
