"""From docutils nodes to the cells of a notebook: one rule a kind of node, in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from docutils import nodes as dn
from sphinx.errors import SphinxError

Rule = Callable[["Writer", Any], str]
R = TypeVar("R", bound=Rule)

RULES: dict[type[dn.Node], Rule] = {}
"""Filled by the modules that hold the rules."""


def rule(*kinds: type[dn.Node]) -> Callable[[R], R]:
    """Register a function as the rule for kinds of nodes; it returns Markdown."""

    def register(function: R) -> R:
        RULES.update(dict.fromkeys(kinds, function))
        return function

    return register


@dataclass
class Cell:
    """One cell: Markdown, or ``code`` with what JupyterLab is told of it."""

    text: str
    code: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)


class Writer:
    """Writes one document. ``depth`` counts the sections around the place being written."""

    def __init__(self, docname: str) -> None:
        """Begin a document."""
        self.docname = docname
        self.depth = 0
        self._cells: list[Cell] = []
        self._blocks: list[str] = []

    def cells_of(self, tree: dn.document) -> list[Cell]:
        """Return the cells of the whole document."""
        self.blocks(tree.children)
        self._close()
        return self._cells

    def blocks(self, siblings: Iterable[dn.Node]) -> None:
        """Write blocks one after the other into the cell that is open."""
        for node in siblings:
            self.say(self.one(node))

    def say(self, markdown: str) -> None:
        """Add a block to the cell that is open."""
        if markdown.strip():
            self._blocks.append(markdown.strip("\n"))

    def begin(self) -> None:
        """Let a new cell of text begin."""
        self._close()

    def cell(self, text: str, code: bool = False, **metadata: Any) -> None:
        """Add a cell of its own."""
        self._close()
        self._cells.append(Cell(text, code, metadata))

    def _close(self) -> None:
        if self._blocks:
            self._cells.append(Cell("\n\n".join(self._blocks)))
        self._blocks = []

    def one(self, node: dn.Node) -> str:
        """Return a node as Markdown; what has blocks of its own may add cells instead.

        Raises:
            SphinxError: there is no rule for such a node.
        """
        found = RULES.get(type(node))
        if found is None:
            raise SphinxError(
                f"{self.docname}: nothing says how a <{type(node).__name__}> looks in a notebook; "
                "give it a rule in book/_ext/two_octobers/notebooks"
            )
        return found(self, node)

    def all(self, node: dn.Node) -> str:
        """Return what stands in a line: the children of a node one after the other."""
        return "".join(self.one(child) for child in node.children)

    def paragraphs(self, siblings: Iterable[dn.Node]) -> str:
        """Return blocks that add no cells, with an empty line between them."""
        return "\n\n".join(filter(None, (self.one(node).strip("\n") for node in siblings)))


def quoted(*blocks: str) -> str:
    """Set blocks as a quotation."""
    text = "\n\n".join(filter(None, blocks))
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
