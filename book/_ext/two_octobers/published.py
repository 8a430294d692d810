"""What was published: every id, with a digest of its row.

Readers cite rows and claims by their ids, so none may vanish or change its name, and no row may
change unnoticed: a slip of the keyboard in a text is caught by nothing else. Who means a change
runs ``make publish``, which writes ``data/published.csv`` anew; the history shows both.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from two_octobers.checks import TABULAR, read_package, read_table
from two_octobers.checks_rules import Problem, Table
from two_octobers.checks_sources import BIB

FILE = "published.csv"
HEADER = ["table", "id", "digest"]
WHOLE = "*"
"""The id that stands for a whole file: a series made from an origin, a map."""

Published = dict[tuple[str, str], str]


def now(folder: Path) -> Published:
    """Return what stands in ``data/`` now, by table and id, as digests."""
    found: Published = {}
    for resource in read_package(folder)["resources"]:
        name = resource["name"]
        if resource["path"] == FILE:
            continue
        table = read_table(folder, resource) if _by_row(resource) else None
        if table:
            found |= {(name, key): _digest(text.encode()) for key, text in _rows(table)}
        else:
            found[name, WHOLE] = _digest((folder / resource["path"]).read_bytes())
    found |= {(BIB, key): _digest(text.encode()) for key, text in _records(folder / BIB)}
    return found


def _by_row(resource: dict[str, Any]) -> bool:
    return resource["profile"] == TABULAR and "method" not in resource


def _rows(table: Table) -> Iterator[tuple[str, str]]:
    key = table.schema["primaryKey"]
    columns = [key] if isinstance(key, str) else key
    for _, row in table.rows():
        yield " ".join(row[column] for column in columns), "\x1f".join(row.values())


def _records(bib: Path) -> Iterator[tuple[str, str]]:
    for text in bib.read_text(encoding="utf-8").split("\n@"):
        head, _, rest = text.partition(",")
        yield head.partition("{")[2].strip(), rest.strip()


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:10]


def published(folder: Path) -> Published:
    """Read ``published.csv``."""
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["id"]): row["digest"] for row in csv.DictReader(file)}


def changes(folder: Path) -> Iterator[Problem]:
    """Name what was published and is gone or changed, and what is new and not yet in the list."""
    before, after = published(folder), now(folder)
    file = f"{folder.name}/{FILE}"
    for (table, key), digest in before.items():
        where = key if key != WHOLE else table
        if (table, key) not in after:
            what = f"was published in {table}, but is gone: readers may cite it"
            mend = "restore the row under its id; to withdraw it, say so in its own cells"
            yield Problem(file, None, "id", where, what, mend)
        elif after[table, key] != digest:
            what = f"in {table} is not what was published"
            mend = "look at the row again; if you mean the change, run “make publish”"
            yield Problem(file, None, "digest", where, what, mend)
    for table, key in after.keys() - before.keys():
        what = f"in {table} is new and not yet in the list"
        yield Problem(file, None, "id", key if key != WHOLE else table, what, "run “make publish”")


def write(folder: Path) -> int:
    """Write ``published.csv`` anew, in order, and return how many entries it has.

    Raises:
        SystemExit: an id that was published is gone; nothing is written then.
    """
    after = now(folder)
    gone = (
        [p for p in changes(folder) if "is gone" in p.message] if (folder / FILE).exists() else []
    )
    if gone:
        raise SystemExit("Nothing was written.\n" + "\n".join(f"- {problem}" for problem in gone))
    rows = sorted([table, key, digest] for (table, key), digest in after.items())
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER, *rows])
    return len(rows)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(f"{write(folder)} rows, series and sources are listed in {folder / FILE}.")
