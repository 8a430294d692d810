"""The records of ``data/references.bib`` as pybtex reads them, kept from one build to the next.

pybtex takes 0.4 s for the 1,400 records, in every build and for every edition: a tenth of the time
after a sentence was changed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from pybtex.database import Entry, parse_file

from two_octobers import ROOT, whole

FILE = ROOT / "data" / "references.bib"

Record = tuple[dict[str, str], str]
"""The fields of one record by their names in small letters, and its authors in one line."""


class _Kept:
    """The file in which the records are kept, if anywhere."""

    file: Path | None = None


def keep_in(file: Path) -> None:
    """Keep the records in a file, whose name is another as soon as they could be others."""
    _Kept.file = file


def read() -> dict[str, Record]:
    """Read the records.

    Returns:
        Each by its key, in the order of ``references.bib``.

    Raises:
        PybtexSyntaxError: the file is not BibTeX.
    """
    if _Kept.file and _Kept.file.exists():
        kept = json.loads(_Kept.file.read_text(encoding="utf-8"))
        return {key: (fields, authors) for key, (fields, authors) in kept.items()}
    entries = parse_file(str(FILE), bib_format="bibtex").entries
    records = {key: (_fields(entry), _authors(entry)) for key, entry in entries.items()}
    if _Kept.file:
        whole.write(_Kept.file, json.dumps(records, ensure_ascii=False))
    return records


def _fields(entry: Entry) -> dict[str, str]:
    plain = {n.lower(): re.sub(r"[{}]", "", v).replace("\\&", "&") for n, v in entry.fields.items()}
    return {n: v if n == "url" else v.replace("--", "–") for n, v in plain.items()}


def _authors(entry: Entry) -> str:
    people = [
        " ".join(
            re.sub(r"[{}]", "", part)
            for part in (
                *p.first_names,
                *p.middle_names,
                *p.prelast_names,
                *p.last_names,
                *p.lineage_names,
            )
        )
        for p in entry.persons.get("author", [])
    ]
    return (
        people[0]
        if len(people) == 1
        else ", ".join(people[:-1]) + f" and {people[-1]}"
        if people
        else ""
    )
