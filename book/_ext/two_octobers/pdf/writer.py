"""From docutils nodes to Typst: one rule a kind of node, and a warning where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from docutils import nodes as dn
from sphinx.util import logging

from two_octobers.pdf.edition import Edition, Page, label
from two_octobers.pdf.escape import Markup, call

logger = logging.getLogger(__name__)

Rule = Callable[["Writer", Any], Markup]
R = TypeVar("R", bound=Rule)

RULES: dict[type[dn.Node], Rule] = {}
"""Filled by the modules that hold the rules: ``inline``, ``blocks`` and ``features``."""

NOTHING = Markup("")


def rule(*kinds: type[dn.Node]) -> Callable[[R], R]:
    """Register a function as the rule for kinds of nodes; a subclass without its own takes it."""

    def register(function: R) -> R:
        RULES.update(dict.fromkeys(kinds, function))
        return function

    return register


class Writer:
    """Writes one document.

    ``depth`` counts the sections around the place being written; ``in_solution`` tells whether
    what a cell printed belongs on paper.
    """

    def __init__(self, edition: Edition, page: Page) -> None:
        self.edition = edition
        self.page = page
        self.depth = 0
        self.in_solution = False
        self.noted: set[str] = set()

    def one(self, node: dn.Node) -> Markup:
        """Write a node, and where it is a target, the place that links lead to."""
        found = next((RULES[kind] for kind in type(node).__mro__ if kind in RULES), None)
        if found is not None:
            return found(self, node)
        logger.warning(
            "the PDF has no rule for <%s>", type(node).__name__, location=node, type="pdf"
        )
        return self.all(node.children)

    def all(self, siblings: Iterable[dn.Node]) -> Markup:
        """Write nodes one after the other."""
        return Markup("".join(self.one(node) for node in siblings))

    def inside(self, node: dn.Element) -> Markup:
        """Write the children of a node, with the anchors of the node before them."""
        return Markup(self.anchors(node) + self.all(node.children))

    def anchors(self, node: dn.Element) -> Markup:
        """Write what links to a node lead to."""
        return Markup("".join(call("anchor", name) for name in self.labels(node)))

    def labels(self, node: dn.Element) -> list[str]:
        """Name the places that a node is, each once in the whole book."""
        ids: list[str] = node.get("ids", [])
        names = [label(self.page.docname, i) for i in ids]
        fresh = [name for name in names if name not in self.edition.anchors]
        self.edition.anchors.update(fresh)
        return fresh

    def place(self, name: str) -> str:
        """Note a place that links lead to under a name of its own."""
        self.edition.anchors.add(name)
        return name

    def link(self, target: str, shown: Markup, node: dn.Node) -> Markup:
        """Link to a place in the book; that it exists is checked when all is written."""
        self.edition.links.append((target, node))
        return call("see", target, shown)

    @property
    def level(self) -> int:
        """The heading level of a section that would start here."""
        return self.page.level + self.depth
