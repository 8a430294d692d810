"""The corrections: each names a cell that is there, and what stands in it now.

So a table that is taken over anew, with the old fault or without it, is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator

from two_octobers.checks_rules import Problem, Row, Table, Tables


def corrections(tables: Tables) -> Iterator[Problem]:
    """Check every correction against the table it speaks of, where that is whole."""
    told = tables.get("corrections")
    if not told or not told.whole:
        return
    for line, row in told.rows():
        table = tables.get(row["table"])
        if row["table"] not in tables:
            mend = f"write one of {', '.join(tables)}"
            yield told.problem(line, "table", row["table"], "is no table", mend)
        elif table and table.whole:
            yield from _stands(told, line, row, table)


def _stands(told: Table, line: int, row: Row, table: Table) -> Iterator[Problem]:
    key = table.schema["primaryKey"]
    columns = [key] if isinstance(key, str) else key
    found = next(
        (r for _, r in table.rows() if row["row"] == " ".join(r[c] for c in columns)), None
    )
    if found is None and row["now"]:
        what = f"is no row of {row['table']}"
        yield told.problem(
            line, "row", row["row"], what, "correct the key, or empty the column now"
        )
    elif found is not None and found.get(row["column"]) != row["now"]:
        stands = found.get(row["column"], "nothing: there is no such column")
        what = f"is not what stands in {row['table']}, row {row['row']}: {stands}"
        mend = "see whether the origin was mended or the correction was lost"
        yield told.problem(line, "now", row["now"], what, mend)
