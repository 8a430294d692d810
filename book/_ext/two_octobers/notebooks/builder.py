"""The builder: one notebook a chapter, without outputs, the same bytes at every build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import nbformat

from two_octobers import record
from two_octobers.builders import WholeBuilder
from two_octobers.notebooks import blocks, inline  # noqa: F401 (they hold the rules)
from two_octobers.notebooks.writer import Cell, Writer
from two_octobers.pdf.edition import read

KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
"""The kernel of JupyterLite."""


class NotebooksBuilder(WholeBuilder):
    """Writes the chapters for JupyterLite."""

    name = format = "notebooks"

    def get_outdated_docs(self) -> str:
        """A figure that is renumbered is renumbered everywhere: all are written."""
        return "all notebooks"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the name of a chapter's notebook; nothing for a page that is none."""
        if record.chapter_of(docname) is None:
            return ""
        return f"{docname.removeprefix('notebooks/')}.ipynb"

    def write(
        self, build_docnames: Iterable[str] | None, updated_docnames: object, method: str = "update"
    ) -> None:
        """Write all notebooks, and leave none of a chapter that is gone."""
        self.events.emit("write-started", self)
        out = Path(self.outdir)
        for old in out.glob("*.ipynb"):
            old.unlink()
        for docname in sorted(self.env.found_docs):
            if record.chapter_of(docname) is not None:
                page = read(self, docname, 1, "")
                cells = Writer(docname).cells_of(page.tree)
                name = self.get_target_uri(docname)
                (out / name).write_text(_notebook(cells), "utf-8")


def _notebook(cells: list[Cell]) -> str:
    """Return a notebook as its file has it; cells are named by their place, not by chance."""
    made = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL})
    for number, cell in enumerate(cells, 1):
        new = nbformat.v4.new_code_cell if cell.code else nbformat.v4.new_markdown_cell
        made.cells.append(new(cell.text, id=f"cell-{number}", metadata=cell.metadata))
    nbformat.validate(made)
    return str(nbformat.writes(made)) + "\n"
