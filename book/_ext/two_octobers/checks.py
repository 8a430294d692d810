"""The gate: what lies in ``data/`` must be right before a page is built on it.

Here the files are read, and the sources. :mod:`two_octobers.checks_schema` lets Frictionless check
the tables against ``datapackage.json``; :mod:`two_octobers.checks_rules` adds what no schema says.
All that is wrong is gathered, told in plain words with what to do about it, and placed as an editor
counts lines: who mends a table knows no Frictionless.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pybtex.errors
from frictionless import FrictionlessException, Package
from pybtex.database import parse_string
from pybtex.scanner import PybtexSyntaxError

from two_octobers.checks_rules import Problem, Table, Tables, apply
from two_octobers.checks_schema import schemas
from two_octobers.sources import READ

__all__ = ["Problem", "check"]

BIB = "references.bib"

REQUIRED = ("title", "shorttitle", "read", "accessed")
"""What every record of a source says."""

SHORT = 40
"""How long a source's name in a chart or a table may be."""

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
        resource["name"]: _table(folder, resource, found) for resource in package["resources"]
    }
    keys = _references(folder / BIB, found)
    found += schemas(package, tables)
    found += apply(tables, keys, texts, f"{folder.name}/{BIB}")
    return sorted(dict.fromkeys(found), key=lambda p: (p.file, p.row or 0, p.column or ""))


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
        Package.from_descriptor(package, basepath=str(folder))
    except json.JSONDecodeError as error:
        found.append(
            Problem(file, error.lineno, None, None, f"is not JSON: {error.msg}", "correct it there")
        )
        return empty
    except FrictionlessException as error:
        mend = "correct it as the Data Package standard has it (datapackage.org)"
        found += [Problem(file, None, None, None, e.note, mend) for e in error.to_errors()]
        return empty
    found += _declared(folder, package, file)
    return package


def _declared(folder: Path, package: dict[str, Any], file: str) -> Iterator[Problem]:
    """Check what the standard does not: that no table is left out, and our own properties."""
    listed = {resource.get("path") for resource in package["resources"]}
    for path in sorted(folder.rglob("*.csv")):
        name = path.relative_to(folder).as_posix()
        if name not in listed:
            what, mend = "the file is not listed in datapackage.json", "describe it there"
            yield Problem(f"{folder.name}/{name}", None, None, None, what, mend)
    for resource in package["resources"]:
        if not {"path", "schema"} <= resource.keys():
            what, mend = "is a table without path or schema", "give it both"
            yield Problem(file, None, None, resource["name"], what, mend)
            continue
        names = {field["name"] for field in resource["schema"]["fields"]}
        allowed = {"clock": names, "precision": names, "refersTo": {"references", "evidence"}}
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


def _references(path: Path, found: Found) -> dict[str, int] | None:
    """Check the records of the sources and return their keys by line; ``None`` if unreadable."""
    file = f"{path.parent.name}/{path.name}"
    text = _read(path, found)
    if text is None:
        return None
    with pybtex.errors.capture() as errors:
        entries = parse_string(text, "bibtex").entries
    lines = {
        match[1]: text.count("\n", 0, match.start()) + 1
        for match in re.finditer(r"^[ \t]*@\w+\s*\{\s*([^,\s]+)\s*,", text, re.MULTILINE)
    }
    for error in errors:
        row = getattr(error, "lineno", None) or lines.get(str(error).rsplit(" ")[-1])
        mend = "correct it: an entry is @misc{key, name = {value}, …}, its key unlike all others"
        found.append(Problem(file, row, None, None, str(error), mend))
    if any(isinstance(error, PybtexSyntaxError) for error in errors):
        return None
    keys = {key: lines.get(key, 0) for key in entries}
    shorts: dict[str, str] = {}
    for key, entry in entries.items():
        fields = {name.lower(): re.sub(r"[{}]", "", text) for name, text in entry.fields.items()}
        for column, value, what, mend in _record(key, fields, shorts):
            found.append(Problem(file, keys[key], column, value, f"{what} ({key})", mend))
    return keys


def _record(
    key: str, fields: dict[str, str], shorts: dict[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """Check one record; ``shorts`` remembers the short titles and whose they are."""
    for name in REQUIRED:
        if not fields.get(name, "").strip():
            yield name, "", "the record lacks this field", "add it"
    short = fields.get("shorttitle", "")
    if len(short) > SHORT:
        yield "shorttitle", short, f"has {len(short)} characters, more than {SHORT}", "shorten it"
    if short and shorts.setdefault(short, key) != key:
        yield "shorttitle", short, f"is also the short title of {shorts[short]}", "tell them apart"
    read = fields.get("read")
    if read and read not in READ:
        yield "read", read, "does not say how far it was read", f"write one of {', '.join(READ)}"
    day = fields.get("accessed")
    try:
        valid = not day or date.fromisoformat(day).isoformat() == day
    except ValueError:
        valid = False
    if day and not valid:
        yield "accessed", day, "is not a day", "write it like 2026-11-23"
