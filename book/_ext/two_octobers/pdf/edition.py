"""The book in reading order, and what its documents know of each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from docutils import nodes as dn
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from two_octobers import nodes, record
from two_octobers.pdf.options import Options


@dataclass
class Page:
    """One document of the book.

    ``level`` is that of its title among the bookmarks; ``opens`` says that its part begins here.
    """

    docname: str
    tree: dn.document
    title: str
    level: int
    part: str = ""
    opens: bool = False

    @property
    def label(self) -> str:
        """Where a link to the whole document leads."""
        return label(self.docname)


@dataclass
class Edition:
    """What is gathered over all documents while they are written."""

    cover: Page
    pages: list[Page]
    builder: Builder
    options: Options
    anchors: set[str] = field(default_factory=set)
    links: list[tuple[str, dn.Node]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    cited: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    charts: dict[str, str] = field(default_factory=dict)
    solutions: list[tuple[Page, nodes.solution]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Note the cover's sources, and what a text may link to elsewhere: cards, solutions."""
        for listed in self.cover.tree.findall(nodes.source_list):
            self.cited.update(listed["keys"])
        self.cards: dict[str, str] = {}
        self.solved: set[str] = set()
        for page in [self.cover, *self.pages]:
            for card in page.tree.findall(nodes.claim_card):
                self.cards.setdefault(card["claim"], label(page.docname, card["ids"][0]))
            self.solved.update(s["number"] for s in page.tree.findall(nodes.solution))

    def opened_by(self, page: Page) -> list[Page]:
        """Return the documents of the part that begins with a document, if one does."""
        return [p for p in self.pages if page.opens and p.part == page.part]

    @property
    def chapters(self) -> dict[str, str]:
        """The label of every chapter in this edition, by the name of its document."""
        return {page.docname: page.label for page in self.pages}


LEFT_OUT = ("web_only", "not_on_paper")
"""How the front matter of a document keeps it out of the PDF."""


def label(docname: str, identifier: str = "") -> str:
    """Return the name of a place, different from that of any place in another document."""
    return f"{docname}#{identifier}"


def assemble(builder: Builder) -> Edition:
    """Follow the tables of contents from the cover, and resolve every document on the way."""
    root = builder.config.root_doc
    cover = read(builder, root, 1, "")
    if not any(cover.tree.findall(nodes.cover)):
        raise SphinxError(f"{root}: the first document of the book has no cover to print")
    chosen = builder.options.chapters  # type: ignore[attr-defined]
    with trees_kept(builder.env):
        pages = opened(list(below(builder, root, 1, "", LEFT_OUT, chosen)))
    return Edition(cover, pages, builder, builder.options)  # type: ignore[attr-defined]


@contextmanager
def trees_kept(env: BuildEnvironment) -> Iterator[None]:
    """Let references look at the document that they lead to without loading it anew for each."""
    env.get_doctree = cache(env.get_doctree)  # type: ignore[method-assign]
    try:
        yield
    finally:
        del env.get_doctree  # the method of the class is there again


def _wanted(docname: str, chosen: tuple[int, ...]) -> bool:
    """Keep the chapters that were chosen, and what is no chapter."""
    return not chosen or record.chapter_of(docname) in (None, *chosen)


def opened(pages: list[Page]) -> list[Page]:
    """Let each part begin with the first of its documents that is there."""
    seen: set[str] = set()
    for page in pages:
        page.opens = bool(page.part) and page.part not in seen
        seen.add(page.part)
    return pages


def below(
    builder: Builder,
    docname: str,
    level: int,
    part: str,
    left_out: Collection[str],
    chosen: tuple[int, ...] = (),
) -> Iterator[Page]:
    """Walk the documents that a document's tables of contents name; a captioned one is a part.

    Args:
        level: that of their titles among the bookmarks.
        part: the part that they stand in, if their own table of contents names none.
        left_out: what a document says in its front matter to be passed over.
        chosen: the numbers of the chapters that are wanted; empty for all.
    """
    if docname not in builder.env.toctree_includes:
        return
    for toctree in builder.env.get_doctree(docname).findall(addnodes.toctree):
        caption = toctree.get("caption") or part
        inner = level + 1 if toctree.get("caption") else level
        for child in toctree["includefiles"]:
            if not builder.env.metadata.get(child, {}).keys().isdisjoint(left_out):
                continue
            if _wanted(child, chosen):
                yield read(builder, child, inner, caption)
            yield from below(builder, child, inner + 1, caption, left_out, chosen)


def read(builder: Builder, docname: str, level: int, part: str) -> Page:
    """Read one document without its tables of contents, with its references resolved."""
    tree = BuildEnvironment.get_doctree(builder.env, docname)  # one of our own, to be changed
    for toctree in list(tree.findall(addnodes.toctree)):
        wrapper = toctree.parent if isinstance(toctree.parent, dn.compound) else toctree
        if wrapper.parent is not None:
            wrapper.parent.remove(wrapper)
    builder.env.resolve_references(tree, docname, builder)
    builder.post_process_images(tree)
    return Page(docname, tree, builder.env.titles[docname].astext(), level, part)
