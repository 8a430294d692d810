"""The chapters as Jupyter notebooks, for who runs them in a browser.

``jupyter-book build . --builder custom --custom-builder notebooks`` leaves one ``.ipynb`` a chapter
in ``_build/notebooks``: the cells as they stand in the source, and between them the text as plain
Markdown. JupyterLab knows none of this book's directives and roles; Sphinx has resolved them.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from two_octobers.builders import register
from two_octobers.notebooks.builder import NotebooksBuilder

OUTPUTS = (("text/plain", 10), ("text/html", None))
"""What is taken of a cell's output where there is no chart; nothing of it is written."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the builder."""
    register(app, NotebooksBuilder, OUTPUTS)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
