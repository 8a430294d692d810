"""What the builders of the book have in common: each makes all of it, whatever has changed."""

from __future__ import annotations

from collections.abc import Iterable, Set

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config


class WholeBuilder(Builder):
    """A builder with one address for a document, from wherever it is linked."""

    def get_outdated_docs(self) -> str:
        """Every chapter may number, cite or precede another: the book is always made whole."""
        return "the whole book"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same address from everywhere."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare nothing: ``write`` makes all there is."""


def register(
    app: Sphinx, builder: type[Builder], outputs: Iterable[tuple[str, int | None]], **how: bool
) -> None:
    """Register a builder, and tell myst-nb, which knows only Sphinx's own, what it can use.

    Args:
        outputs: the MIME types that it takes of a cell's output where there is no chart, each with
            a rank, the lowest first; ``None`` for what it does not take.
        how: what :meth:`Sphinx.add_builder` takes.
    """
    mine = [(builder.name, mime, rank) for mime, rank in outputs]

    def choose(app: Sphinx, config: Config) -> None:
        config.nb_mime_priority_overrides = [*config.nb_mime_priority_overrides, *mine]

    app.add_builder(builder, **how)
    app.connect("config-inited", choose)
