"""The course PDF: a Sphinx builder that sets the book with Typst.

``jupyter-book build . --builder custom --custom-builder pdf`` leaves one file in ``_build/pdf``.
Python says what stands on a page, :file:`template/*.typ` how it looks; nothing is installed
beyond the ``typst`` wheel and the two font packages.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from two_octobers.pdf.builder import PdfBuilder

OUTPUTS = (("image/svg+xml", 10), ("text/plain", 20), ("image/png", 30))
"""What the PDF takes of a cell's output where there is no chart: drawings before plain text."""


def _choose_outputs(app: Sphinx, config: Config) -> None:
    """Tell myst-nb, which knows only Sphinx's own builders, what this one can print."""
    mine = [(PdfBuilder.name, mime, rank) for mime, rank in OUTPUTS]
    config.nb_mime_priority_overrides = [*config.nb_mime_priority_overrides, *mine]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the builder."""
    app.add_builder(PdfBuilder)
    app.connect("config-inited", _choose_outputs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
