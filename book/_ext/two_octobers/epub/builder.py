"""The builder: reads the documents, writes them for an e-reader, and leaves one file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils.frontend import get_default_settings
from docutils.writers.html5_polyglot import Writer
from sphinx.util import logging

from two_octobers import whole
from two_octobers.builders import WholeBuilder
from two_octobers.epub import matter, style
from two_octobers.epub.links import Links
from two_octobers.epub.package import Package, Text, rendered
from two_octobers.epub.writer import EpubTranslator
from two_octobers.pdf.builder import edition_date
from two_octobers.pdf.edition import Page, below, opened, read

logger = logging.getLogger(__name__)

NAME = "two-octobers.epub"

LEFT_OUT = ("web_only",)
"""How the front matter of a document keeps it out of the EPUB."""


class EpubBuilder(WholeBuilder):
    """Packs the whole book as one EPUB 3 publication."""

    name = format = "epub"
    default_translator_class = EpubTranslator

    # what Sphinx's writer of HTML asks of its builder
    highlighter = None
    add_permalinks = False
    download_support = False
    current_docname = ""

    def init(self) -> None:
        """Sections have no numbers of their own, and figures are numbered by us."""
        self.secnumbers: dict[str, Any] = {}
        self.fignumbers: dict[str, Any] = {}

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address on the web, from any page; :mod:`~.links` makes it the EPUB's."""
        return f"../{docname}.html"

    def create_translator(self, *args: Any) -> Any:
        """Write as on the web whatever is not written otherwise for an e-reader."""
        translator = super().create_translator(*args)
        for name, (visit, depart) in self.app.registry.translation_handlers["html"].items():
            if not hasattr(EpubTranslator, f"visit_{name}"):
                setattr(translator, f"visit_{name}", visit.__get__(translator))
                if depart:
                    setattr(translator, f"depart_{name}", depart.__get__(translator))
        return translator

    def write(
        self, build_docnames: Iterable[str] | None, updated_docnames: object, method: str = "update"
    ) -> None:
        """Write all texts, turn their links, and pack them with pictures, type and cover."""
        self.events.emit("write-started", self)
        root = self.config.root_doc
        pages = [read(self, root, 1, ""), *opened(list(below(self, root, 1, "", LEFT_OUT)))]
        package = Package(self.config, edition_date())
        package.texts.append(matter.title_page(self.config, package.date))
        for page, place in matter.placed(pages):
            package.texts += self._written(page, place, package)
        links = Links([page.docname for page in pages], self.config.html_baseurl)
        package.texts = [links.turn(text) for text in package.texts]
        package.texts += [links.turn(text) for text in matter.sources(links.cited)]
        links.check(package.texts)
        package.files |= matter.cover(pages[0].tree, Path(self.outdir).parent / ".epub")
        package.files |= style.files(package.characters())
        made = Path(self.outdir, NAME)
        whole.write(made, package.packed())
        logger.info("The EPUB is %s", made)

    def _written(self, page: Page, place: str, package: Package) -> list[Text]:
        """Write a document, and apart from the text the tables of its figures."""
        self.current_docname = page.docname
        page.tree.settings = get_default_settings(Writer())
        vars(page.tree.settings).update(self.env.settings)
        writer = self.create_translator(page.tree, self)
        page.tree.walkabout(writer)
        package.charts |= writer.charts
        text = matter.chapter(page, place, writer)
        if not writer.tables:
            return [text]
        title = f"Rows drawn in “{text.title}”"
        body = rendered("tables.xhtml", title=title, text=text, tables=writer.tables)
        return [text, Text(text.tables, title, body, docname=page.docname, aside=True)]
