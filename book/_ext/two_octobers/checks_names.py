"""Names: a form that is found in the text means one person or one term, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from two_octobers.checks_rules import Problem, Table, Tables

FORMS = {"people": ("name", "known_as"), "glossary": ("term", "forms")}
"""The columns that say in which forms a name stands in the text."""


def names(tables: Tables) -> Iterator[Problem]:
    """Check every form of both tables, where they are whole."""
    known: dict[str, str] = {}
    for name, columns in FORMS.items():
        table = tables.get(name)
        if table and table.whole:
            yield from _once(table, columns, known)


def _once(table: Table, columns: tuple[str, ...], known: dict[str, str]) -> Iterator[Problem]:
    for line, row in table.rows():
        forms = {f.strip(): c for c in reversed(columns) for f in row[c].split(";") if f.strip()}
        for form, column in forms.items():
            here = f"{table.file}, {row['id']}"
            if known.setdefault(form, here) != here:
                what = f"is a form of another name too: {known[form]}"
                mend = "write a form that means this one alone"
                yield table.problem(line, column, form, what, mend)
