"""From docutils nodes to Typst: one rule a kind of node, and no PDF where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from docutils import nodes as dn
from sphinx.errors import SphinxError
from sphinx.util.nodes import traverse_parent

from two_octobers.pdf.edition import Edition, Page, label
from two_octobers.pdf.escape import Markup, call

Rule = Callable[["Writer", Any], Markup]
R = TypeVar("R", bound=Rule)

RULES: dict[type[dn.Node], Rule] = {}
"""Filled by the modules that hold the rules, one a family: see ``kinds`` for what has none."""

NOTHING = Markup("")


class LossError(SphinxError):
    """The book has something that the PDF would lose; the message lists all of it."""

    category = "The PDF was not made"


def rule(*kinds: type[dn.Node]) -> Callable[[R], R]:
    """Register a function as the rule for kinds of nodes; a subclass needs one of its own."""

    def register(function: R) -> R:
        RULES.update(dict.fromkeys(kinds, function))
        return function

    return register


class Writer:
    """Writes one document.

    ``depth`` counts the sections around the place being written; ``notes`` are those of the whole
    document, ``noted`` the ids of those already set. What is printed ``apart`` from its document
    has notes of its own.
    """

    def __init__(self, edition: Edition, page: Page, apart: str = "") -> None:
        self.edition = edition
        self.page = page
        self.apart = apart
        self.depth = 0
        self.noted: set[str] = set()
        self.notes = {i: note for note in page.tree.findall(dn.footnote) for i in note["ids"]}

    def one(self, node: dn.Node) -> Markup:
        """Write a node, and where it is a target, the place that links lead to."""
        found = RULES.get(type(node))
        if found is None:
            return self.refuse(node, "it has no rule here")
        written = found(self, node)
        # a rule that sets its own anchors has taken them; these are of all the others
        return Markup(self.anchors(node) + written) if written else NOTHING

    def all(self, siblings: Iterable[dn.Node]) -> Markup:
        """Write nodes one after the other."""
        return Markup("".join(self.one(node) for node in siblings))

    def inside(self, node: dn.Node) -> Markup:
        """Write the children of a node, with the anchors of the node before them."""
        return Markup(self.anchors(node) + self.all(node.children))

    def refuse(self, node: dn.Node, why: str) -> Markup:
        """Note what cannot be printed, with its place; :func:`check_refused` stops the build."""
        self.edition.refused.append(f"{self._place(node)}: <{type(node).__name__}>: {why}")
        return NOTHING

    def _place(self, node: dn.Node) -> str:
        """Name file and line of a node, or of the nearest around it that knows its own."""
        around = list(traverse_parent(node))  # type: ignore[arg-type]
        builder = self.edition.builder
        source = next(
            (n.source for n in around if n.source), builder.env.doc2path(self.page.docname)
        )
        line = next((f":{n.line}" for n in around if n.line), "")
        file = Path(source)
        inside = file.is_relative_to(builder.srcdir)
        return f"{file.relative_to(builder.srcdir) if inside else file}{line}"

    def anchors(self, node: dn.Node) -> Markup:
        """Write what links to a node lead to."""
        return Markup("".join(call("anchor", name) for name in self.labels(node)))

    def labels(self, node: dn.Node) -> list[str]:
        """Name the places that a node is, each once in the whole book."""
        ids: list[str] = node["ids"] if isinstance(node, dn.Element) else []
        names = [label(self.page.docname, i) for i in ids]
        fresh = [name for name in names if name not in self.edition.anchors]
        self.edition.anchors.update(fresh)
        return fresh

    def note(self, name: str) -> str:
        """Name a note: the same where its mark comes again."""
        return label(self.apart + self.page.docname, name)

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


def check_refused(edition: Edition) -> None:
    """Stop where something would be lost.

    Raises:
        LossError: with a line for each thing that was refused in the whole book.
    """
    if edition.refused:
        lines = list(dict.fromkeys(edition.refused))
        listed = "\n".join(f"- {line}" for line in lines)
        raise LossError(f"{len(lines)} thing(s) would be missing from it.\n{listed}\n")
