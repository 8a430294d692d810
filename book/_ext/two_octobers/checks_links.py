"""The joints of the record: rows to sources, claims to what they rest on, and back.

Every key leads somewhere, and nothing stands in the record that leads nowhere: no claim without
evidence, no source that nothing rests on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from two_octobers.checks_rules import GAP, Problem, Table, Tables, near, parts
from two_octobers.checks_sources import BIB

JUDGED = ("claims", "claim_evidence", "essay", "chapters", "corrections", "published")
"""The tables that speak of the record, and are no evidence themselves."""

KINDS = {
    "references": "a key of references.bib",
    "evidence": "an id, a table or a key on record",
    "claims": "the id of a claim",
}
"""What a column may refer to with ``refersTo``, in words."""

Known = dict[str, Collection[str] | None]


def links(
    package: dict[str, Any],
    tables: Tables,
    keys: dict[str, int] | None,
    texts: Iterable[str],
    folder: str,
) -> Iterator[Problem]:
    """Check every joint that what could be read allows; ``keys`` are the sources by their line."""
    readable = [table for table in tables.values() if table]
    claims = tables.get("claims")
    known: Known = {
        "references": keys,
        "evidence": _evidence(package, tables, keys),
        "claims": claims.column("id")
        if claims and claims.ended and "id" in claims.header
        else None,
    }
    for table in readable:
        yield from _sources(table, known)
    yield from _judged(tables)
    yield from _twice(tables)
    if keys is not None:
        yield from _lost(package, keys, f"{folder}/datapackage.json")
        if readable and len(readable) == len(tables) and all(t.whole for t in readable):
            yield from _unused(package, readable, keys, texts, f"{folder}/{BIB}")


def origins(package: dict[str, Any]) -> Iterator[str]:
    """Name the sources of whole tables: those that ``datapackage.json`` gives a key."""
    for resource in package["resources"]:
        yield from (source["key"] for source in resource.get("sources", ()) if "key" in source)


def _evidence(
    package: dict[str, Any], tables: Tables, keys: dict[str, int] | None
) -> set[str] | None:
    """Return all that a claim may rest on; ``None`` if some of it could not be read.

    It is the id of a row, the name of a table or map whose rows have none, or a source.
    """
    found = set(keys or ())
    for name in (resource["name"] for resource in package["resources"]):
        table = tables.get(name)
        if name in JUDGED:
            continue
        if name in tables and (table is None or not table.ended):
            return None
        ids = table is not None and "id" in {field["name"] for field in table.fields}
        if table is not None and ids and "id" not in table.header:
            return None
        found |= table.column("id") if table is not None and ids else {name}
    return found if keys is not None else None


def _sources(table: Table, known: Known) -> Iterator[Problem]:
    for field in table.fields:
        target = field.get("refersTo", "")
        words = known.get(target)
        for line, row in table.rows() if words is not None else ():
            for part in parts(row, field):
                if words is not None and part not in words:
                    what = f"is not {KINDS[target]}" if part else GAP
                    guess = near(part, words)
                    mend = f"{'write ' + guess if guess else 'correct it'}, or add that record"
                    yield table.problem(line, field["name"], part, what, mend)


def _judged(tables: Tables) -> Iterator[Problem]:
    claims, evidence = tables.get("claims"), tables.get("claim_evidence")
    if not claims or not evidence or not evidence.whole:
        return
    judged = evidence.column("claim")
    for line, row in claims.rows():
        if row.get("id") and row["id"] not in judged:
            mend = "add a row to claim_evidence.csv with what the verdict rests on"
            yield claims.problem(line, "id", row["id"], "is a claim without evidence", mend)


def _twice(tables: Tables) -> Iterator[Problem]:
    """Name an id that two tables have: a claim could not tell which of the rows it rests on."""
    owners: dict[str, str] = {}
    for name, table in tables.items():
        if name in JUDGED or table is None:
            continue
        for line, row in table.rows():
            owner = owners.setdefault(row.get("id", ""), name)
            if owner != name and row.get("id"):
                what, mend = f"is also the id of a row of {owner}", "give this one another"
                yield table.problem(line, "id", row["id"], what, mend)


def _unused(
    package: dict[str, Any],
    tables: list[Table],
    keys: dict[str, int],
    texts: Iterable[str],
    bib: str,
) -> Iterator[Problem]:
    used = set(origins(package))
    for table in tables:
        for field in (field for field in table.fields if "refersTo" in field):
            used.update(part for _, row in table.rows() for part in parts(row, field))
    for role in chain.from_iterable(re.findall(r"\{src\}`([^`]+)`", text) for text in texts):
        used.add(re.sub(r"(?s).*<|>$", "", role).strip())
    for key in keys.keys() - used:
        what, mend = "is a source that no table and no page uses", "cite it, or take it out"
        yield Problem(bib, keys[key], None, key, what, mend)


def _lost(package: dict[str, Any], keys: Collection[str], file: str) -> Iterator[Problem]:
    """Name the origins of tables that have no record."""
    for key in origins(package):
        if key not in keys:
            guess = near(key, keys)
            mend = f"{'write ' + guess if guess else 'correct it'}, or add that record"
            yield Problem(file, None, "sources", key, "is not a key of references.bib", mend)
