"""What a document has beside its text, gathered while it is written."""

from __future__ import annotations

from typing import Any

from docutils import nodes as dn
from sphinx.writers.html5 import HTML5Translator


class Apart(HTML5Translator):
    """Sphinx's writer of HTML, able to write apart from the text.

    ``solutions`` and ``notes`` stand at the end of the document, ``tables`` (the rows of its
    figures) in a file of their own; ``charts`` are drawings, by the name of the file of each.
    """

    def __init__(self, document: dn.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.solutions: list[str] = []
        self.notes: list[str] = []
        self.tables: list[dict[str, str]] = []
        self.charts: dict[str, str] = {}
        self._outer: list[list[str]] = []

    def open_aside(self) -> None:
        """Write what follows apart from the text, until :meth:`close_aside`."""
        self._outer.append(self.body)
        self.body = []

    def close_aside(self) -> str:
        """Return what was written apart."""
        made = "".join(self.body)
        self.body = self._outer.pop()
        return made
