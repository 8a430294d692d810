"""The words of a table: quotations that keep their measure, ids that say their day, clean cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from two_octobers.checks_rules import Problem, Row, Table

LONGEST = 25
"""So many words of anyone's text may stand in one quotation."""

PHRASE = 4
"""From so many words on, quotation marks hold a quotation, not a name or a single term."""

UNPRINTABLE = re.compile("[\u0590-\u1dff\u2c00-\ufaff]")
"""Letters of scripts other than Latin, Greek and Cyrillic: no typeface of the book has them."""

QUOTED = re.compile(r"“([^”]*)”")


def quotations(text: str) -> list[str]:
    """Return what stands between quotation marks and is longer than a name or a term."""
    return [quoted for quoted in QUOTED.findall(text) if len(quoted.split()) >= PHRASE]


def unprintable(text: str) -> str:
    """Return the letters of a text that neither typeface of the book has."""
    return "".join(UNPRINTABLE.findall(text))


def words(table: Table) -> Iterator[Problem]:
    """Check every cell of text in a table."""
    texts = {field["name"] for field in table.fields if field["type"] == "string"}
    named = {field["name"]: field["begins"] for field in table.fields if "begins" in field}
    for line, row in table.rows():
        for column, cell in row.items():
            if cell:
                yield from _clean(table, line, column, cell)
            if cell and column in texts:
                yield from _quotations(table, line, column, row)
        for column, start in named.items():
            yield from _named(table, line, column, row, start)


def _clean(table: Table, line: int, column: str, cell: str) -> Iterator[Problem]:
    """A blank too many, a broken letter: what pasting leaves behind and no eye sees."""
    if cell != cell.strip() or "  " in cell:
        what, mend = "has a blank too many", "take it out"
        yield table.problem(line, column, cell, what, mend)
    if re.search("[\u0000-\u0009\u000b-\u001f\u0080-\u009f\u200b\ufeff\ufffd]|Ã|â€", cell):
        what, mend = "has a broken letter", "type it again, and save as UTF-8"
        yield table.problem(line, column, cell, what, mend)
    if unprintable(cell):
        what, mend = f"has letters that cannot be printed: {unprintable(cell)}", "write it in Latin"
        yield table.problem(line, column, cell, what, mend)
    if cell.count("“") != cell.count("”"):
        what, mend = "opens or closes a quotation that it does not close or open", "add the mark"
        yield table.problem(line, column, cell, what, mend)


def _quotations(table: Table, line: int, column: str, row: Row) -> Iterator[Problem]:
    for quotation in quotations(row[column]):
        count = len(quotation.split())
        if count > LONGEST:
            what = f"is a quotation of {count} words, more than {LONGEST}"
            yield table.problem(line, column, quotation, what, "shorten it")
        if "source" in row and not row.get("locator", "none needed"):
            what = "is quoted, but the row does not say where it stands"
            mend = "fill the column locator: page, document or paragraph"
            yield table.problem(line, column, quotation, what, mend)


def _named(table: Table, line: int, column: str, row: Row, start: str) -> Iterator[Problem]:
    """An id that begins with a date begins with the row's own."""
    prefix, _, source = start.rpartition(" ")
    day = row.get(source, "")[:10]
    if (
        re.match(r"\d{4}", day)
        and row.get(column)
        and not row[column].startswith(f"{prefix}{day}-")
    ):
        what = f"does not begin with {prefix}{day}, the row’s {source}"
        yield table.problem(line, column, row[column], what, f"compare {source} with its source")
