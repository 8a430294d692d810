"""The EPUB edition: the book for an e-reader, from the same execution as pages and PDF.

``jupyter-book build . --builder custom --custom-builder epub`` leaves one file in ``_build/epub``.
It takes the place of Sphinx's own EPUB builder, which packs the web pages as they are and stamps
them with the clock.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from two_octobers.builders import register
from two_octobers.citing import edition
from two_octobers.epub.builder import EpubBuilder

OUTPUTS = (("text/plain", 5), ("text/html", None))
"""What the EPUB takes of a cell's output where there is no chart: text, and no web markup."""


def _name_version(app: Sphinx, config: Config) -> None:
    """Say which version it is: Sphinx asks for it."""
    config.version = edition()["version"]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the builder."""
    register(app, EpubBuilder, OUTPUTS, override=True)
    app.connect("config-inited", _name_version)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
