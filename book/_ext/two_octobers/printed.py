"""What a cell prints, in one piece: a kernel sends it in several when the machine is busy.

myst-nb can merge the pieces (``nb_merge_streams``), but ends each with a line break, so that a line
sent in two pieces would come out as two, or with an empty line between it and the next.
"""

from __future__ import annotations

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class JoinPrinted(SphinxTransform):
    """Join the blocks of what one cell has printed."""

    default_priority = 500

    def apply(self, **kwargs: object) -> None:
        """Append each piece to the one before it."""
        for piece in filter(_is_printed, list(self.document.findall(dn.literal_block))):
            before = piece.previous_sibling()
            if isinstance(before, dn.literal_block) and _is_printed(before):
                whole = before.astext() + piece.astext()
                piece.parent.remove(before)
                piece.rawsource = whole  # Sphinx highlights only what is equal to it
                piece[:] = [dn.Text(whole)]


def _is_printed(block: dn.literal_block) -> bool:
    return {"output", "stream"} <= {*block["classes"]}


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the step after a page has been read."""
    app.add_transform(JoinPrinted)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
