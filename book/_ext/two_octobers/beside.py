"""What is put beside the pages, when they have been written."""

from __future__ import annotations

from collections.abc import Callable

from sphinx.application import Sphinx
from sphinx.builders import Builder


def put(app: Sphinx, make: Callable[[Sphinx], None]) -> None:
    """Have something made after the pages; not where nothing changed, and so none is written."""

    def finish(app: Sphinx, error: Exception | None) -> None:
        if not error:
            make(app)

    def begin(app: Sphinx, builder: Builder) -> None:
        if builder.format == "html":
            app.connect("build-finished", finish)

    app.connect("write-started", begin)
