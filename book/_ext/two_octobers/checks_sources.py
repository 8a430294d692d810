"""The sources: every record says who, what, where, and how far it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pybtex.errors
from pybtex.database import parse_string
from pybtex.scanner import PybtexSyntaxError

from two_octobers.checks_rules import Problem
from two_octobers.checks_words import unprintable
from two_octobers.sources import READ, TYPES

BIB = "references.bib"

REQUIRED = ("title", "shorttitle", "type", "read", "accessed")
"""What every record of a source says."""

SHORT = 40
"""How long a source's name in a chart or a table may be."""


def records(text: str, file: str, found: list[Problem]) -> dict[str, int] | None:
    """Check the records of the sources and return their keys by line; ``None`` if unreadable."""
    entries, errors = _parse(text)
    lines = {key: line for line, key in _keys(text)}
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


def _keys(text: str) -> Iterator[tuple[int, str]]:
    """Yield each key with the line of its record; every line is counted once."""
    line, before = 1, 0
    for match in re.finditer(r"^[ \t]*@\w+\s*\{\s*([^,\s]+)\s*,", text, re.MULTILINE):
        line += text.count("\n", before, match.start())
        before = match.start()
        yield line, match[1]


@lru_cache(maxsize=2)
def _parse(text: str) -> tuple[Mapping[str, Any], list[Exception]]:
    """Parse the records; the last results are kept, because it takes as long as all the rest."""
    with pybtex.errors.capture() as errors:
        return parse_string(text, "bibtex").entries, errors


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
    kind = fields.get("type")
    if kind and kind not in TYPES:
        yield "type", kind, "is no type of source", f"write one of {', '.join(TYPES)}"
    for name, text in fields.items():
        if unprintable(text):
            what = f"has letters that cannot be printed: {unprintable(text)}"
            yield name, text, what, "translate it, in square brackets"
    day = fields.get("accessed")
    try:
        valid = not day or date.fromisoformat(day).isoformat() == day
    except ValueError:
        valid = False
    if day and not valid:
        yield "accessed", day, "is not a day", "write it like 2026-11-23"
