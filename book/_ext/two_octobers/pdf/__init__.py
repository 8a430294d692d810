"""The course PDF: a Sphinx builder that sets the book with Typst.

``jupyter-book build . --builder custom --custom-builder pdf`` leaves one file in ``_build/pdf``.
Python says what stands on a page, :file:`template/*.typ` how it looks; nothing is installed
beyond the ``typst`` wheel and the two font packages.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from two_octobers.builders import register
from two_octobers.pdf.builder import PdfBuilder

OUTPUTS = (("image/svg+xml", 10), ("text/plain", 20), ("image/png", 30))
"""What the PDF takes of a cell's output where there is no chart: drawings before plain text."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the builder."""
    register(app, PdfBuilder, OUTPUTS)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
