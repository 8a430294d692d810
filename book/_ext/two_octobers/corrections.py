"""``{corrections}``: what was corrected, in a figure taken over or in a row already published."""

from __future__ import annotations

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from two_octobers import catalogue, record
from two_octobers.sources import reference


class Corrections(SphinxDirective):
    """Print ``corrections.csv``, newest first."""

    def run(self) -> list[dn.Node]:
        """Print an entry a correction, or say that there is none."""
        rows = record.tables().corrections
        if rows.empty:
            return [dn.paragraph("", "Nothing has been corrected so far.")]
        made = dn.definition_list(classes=["corrections"])
        for name, row in rows.sort_values(["made", "id"], ascending=[False, True]).iterrows():
            item = dn.definition_list_item(ids=[f"correction-{name}"])
            table = f"{row['made']:%-d %B %Y} · {catalogue.title(row['table'])}: "
            where = dn.literal("", f"{row['row']}, {row['column']}")
            item += dn.term("", "", dn.Text(table), where)
            change = f"became {_figure(row['now'])}" if row["now"] else "was left out"
            said = f"{row['kind'].capitalize()}: {_figure(row['was'])} {change}. {row['why']}"
            named = "; ".join(reference(key).short for key in row["source"])
            item += dn.definition("", dn.paragraph("", f"{said} {named}.".strip()))
            made += item
        return [made]


def _figure(cell: str) -> str:
    """Print a figure with its thousands apart, and anything else as it is."""
    return f"{int(cell):,}" if cell.isdigit() and len(cell) > 4 else cell


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("corrections", Corrections)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
