"""The builder: reads the documents, writes Typst, sets it, and leaves one file."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import Path

from sphinx.errors import SphinxError
from sphinx.util import logging

from two_octobers import record
from two_octobers.builders import WholeBuilder
from two_octobers.citing import edition
from two_octobers.pdf import (  # noqa: F401 (some hold the rules)
    blocks,
    code,
    features,
    figures,
    formulas,
    inline,
    kinds,
    lists,
    live,
    matter,
    options,
    tables,
)
from two_octobers.pdf.edition import Edition, assemble
from two_octobers.pdf.inline import INTERNAL
from two_octobers.pdf.options import PAPERS
from two_octobers.pdf.typeset import copy_template, gather_fonts, typeset
from two_octobers.pdf.writer import Writer, check_refused
from two_octobers.verdicts import VERDICTS

logger = logging.getLogger(__name__)


class PdfBuilder(WholeBuilder):
    """Sets the whole book as one tagged PDF."""

    name = format = "pdf"

    def init(self) -> None:
        """Read what was chosen, and say which images Typst can set, best first."""
        try:
            self.options = options.read(os.environ, record.tables().chapters.index)
        except options.OptionError as error:
            # not an exception of Sphinx: Jupyter Book would bury the line under its own traceback
            raise SystemExit(f"\nNo PDF was made. {error}.\n") from error
        self.supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]
        self.supported_remote_images = True  # or Sphinx would load them; the rule refuses them

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that only :mod:`two_octobers.pdf.inline` understands."""
        return INTERNAL + docname

    def write(
        self, build_docnames: Iterable[str] | None, updated_docnames: object, method: str = "update"
    ) -> None:
        """Write the whole book, whatever has changed; stop with a message that can be read."""
        self.events.emit("write-started", self)
        try:
            self._make(Path(self.outdir).parent / ".pdf")
        except SphinxError as error:
            # Jupyter Book would bury the list under its own traceback
            raise SystemExit(f"\n{error.category}: {error}\n") from error

    def _make(self, folder: Path) -> None:
        """Make the PDF in a folder; only what is whole replaces the PDF of the build before."""
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "charts").mkdir(parents=True)
        (folder / "images").mkdir()
        date = edition_date()
        names = self._write_source(folder, assemble(self), date)
        gather_fonts(folder / "fonts")
        copy_template(folder)
        made = folder / self.options.name
        kept = Path(self.outdir).parent / ".two-octobers" / "settled"
        made.write_bytes(typeset(folder, date, names, kept))
        made.replace(Path(self.outdir, made.name))
        logger.info("The PDF is %s", Path(self.outdir, made.name))

    def _write_source(self, folder: Path, edition: Edition, date: datetime) -> dict[str, str]:
        """Write all Typst files; return the document that each comes from."""
        names = {"cover.typ": edition.cover.docname}
        chapters = {}
        for page in edition.pages:
            file = page.docname.replace("/", "-")
            chapters[file] = Writer(edition, page).one(page.tree)
            names[f"{file}.typ"] = page.docname
        # What stands before the chapters tells of them, and what comes after gathers from all.
        ends = matter.back(edition)
        front = matter.front(edition, list(ends), date)
        parts = {"cover": front, **chapters}
        parts |= {title.replace(" ", "-").lower(): words for title, words in ends.items()}
        for name, content in parts.items():
            source = f'#import "book.typ": *\n{content}'
            (folder / f"{name}.typ").write_text(source, encoding="utf-8")
        check_refused(edition)
        places = edition.anchors | {f"source:{key}" for key in edition.cited}
        self._write_main(folder, edition, list(parts), places | {f"back:{title}" for title in ends})
        self._write_drawings(folder, edition)
        _check_links(edition)
        return names

    def _write_main(
        self, folder: Path, edition: Edition, parts: list[str], places: set[str]
    ) -> None:
        """Write the file that includes the others, and the facts that the template takes.

        ``places`` names all that a link of the edition can lead to.
        """
        facts = {
            "verdicts": {word: verdict._asdict() for word, verdict in VERDICTS.items()},
            "title": self.config.html_title,
            "author": self.config.author,
            "address": live.address(edition),
            "places": dict.fromkeys(sorted(places), 1),
            "paper": dict(zip(("width", "height"), PAPERS[self.options.paper], strict=True)),
        }
        (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
        included = "".join(f'#include "{part}.typ"\n' for part in parts)
        main = f'#import "book.typ": *\n#show: book\n{included}'
        (folder / "main.typ").write_text(main, encoding="utf-8")

    def _write_drawings(self, folder: Path, edition: Edition) -> None:
        for file, drawing in edition.charts.items():
            (folder / file).write_text(drawing, encoding="utf-8")
        for source, file in self.images.items():
            shutil.copy(Path(self.srcdir, source), folder / "images" / file)


def _check_links(edition: Edition) -> None:
    """Warn of links whose target is not printed; the template leaves their text without a link."""
    for target, node in edition.links:
        if target not in edition.anchors:
            logger.warning("“%s” is not in the PDF", target, location=node, type="pdf")


def edition_date() -> datetime:
    """Return the date that the edition bears: no clock is read, so that bytes do not vary."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    if stamp:
        return datetime.fromtimestamp(int(stamp), UTC)
    return datetime.combine(edition()["date"], time(), UTC)
