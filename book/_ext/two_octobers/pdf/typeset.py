"""Typst: fonts, passes, and messages that name a document of the book."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from importlib import resources
from pathlib import Path

import typst
from sphinx.errors import SphinxError
from sphinx.util import logging

from two_octobers.pdf.layout import Layout, merged
from two_octobers.pdf.settled import settled

logger = logging.getLogger(__name__)

FACES = {
    "font_source_serif_pro": ("Light", "Regular", "It", "Semibold", "SemiboldIt"),
    "font_source_sans_pro": ("Regular", "It", "Semibold", "SemiboldIt"),
}
"""The weights that the book uses. Each package has every face twice (OTF and TTF), which would
leave the choice to the order of a folder."""

PASSES = 40
"""Each figure that floats and each card that goes into the text moves what follows it."""

WHOLE = "main"
ALONE = '#import "book.typ": *\n#show: book\n#include "{}.typ"\n'
"""A document by itself: each opens on a new page, so what is decided for it holds in the book."""


class TypesettingError(SphinxError):
    """Typst refused the book."""

    category = "The PDF was not made"


def gather_fonts(folder: Path) -> None:
    """Copy the faces used into one folder, where Typst finds nothing else."""
    folder.mkdir(parents=True)
    for package, faces in FACES.items():
        for face in faces:
            family = "SourceSerifPro" if "serif" in package else "SourceSansPro"
            font = resources.files(package) / "files" / f"{family}-{face}.otf"
            (folder / f"{family}-{face}.otf").write_bytes(font.read_bytes())


def typeset(folder: Path, date: datetime, names: dict[str, str], kept: Path) -> bytes:
    """Set :file:`main.typ` of ``folder`` and return the PDF.

    Args:
        folder: holds all that the book is made of, fonts included.
        date: stands in the file as its date; no clock is read, so that bytes do not vary.
        names: the document that each file of ``folder`` was written from, for messages.
        kept: the folder that keeps what was decided for each.
    """
    compiler = _compiler(folder, WHOLE)
    try:
        _lay_out(compiler, folder, [Path(name).stem for name in names], kept)
        # for all readers (PDF/UA-1), and for the shelf of a library (PDF/A-2, tagged)
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=date
        )
        assert isinstance(pdf, bytes)  # an image format would give a list of pages
    except typst.TypstError as error:
        raise TypesettingError(_readable(error, names)) from error
    for warning in warnings:
        logger.warning("%s", _readable(warning, names), type="pdf")
    return _compact(pdf)


def _compact(pdf: bytes) -> bytes:
    """Pack the tags and links of a PDF, which Typst writes one by one and plain: 10 MB become 4."""
    import pikepdf  # 25 ms that the builds of other editions spare

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return packed.getvalue()


def _compiler(folder: Path, document: str) -> typst.Compiler:
    """Give a compiler for one file; it reads its decisions from ``layout-<document>.json``."""
    alone = "no" if document == WHOLE else "yes"
    return typst.Compiler(
        input=str(folder / f"{document}.typ"),
        root=str(folder),
        font_paths=[str(folder / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"layout": f"layout-{document}.json", "alone": alone},
    )


def _lay_out(compiler: typst.Compiler, folder: Path, documents: list[str], kept: Path) -> None:
    """Set each document until it rests, as many at once as there are cores; then all together."""
    templates = sorted(path.name for path in _templates())

    def alone(document: str) -> Layout:
        file = f"alone-{document}"
        (folder / f"{file}.typ").write_text(ALONE.format(document), encoding="utf-8")
        settle = partial(_settle, _compiler(folder, file), folder, file)
        return settled(folder, document, templates, kept, settle)

    with ThreadPoolExecutor(os.cpu_count()) as cores:
        layouts = list(cores.map(alone, documents))
    _settle(compiler, folder, WHOLE, merged(layouts))


def _settle(
    compiler: typst.Compiler, folder: Path, document: str, layout: Layout | None = None
) -> Layout:
    """Set a file, measure it and set it again, until everything stands where it should."""
    layout = layout or Layout()
    for _ in range(PASSES):
        (folder / f"layout-{document}.json").write_text(layout.as_json(), encoding="utf-8")
        if not layout.improve(json.loads(compiler.query("<measured>", field="value"))):
            return layout
    logger.warning("%s: the margin cards have not come to rest", document, type="pdf")
    return layout


def _readable(problem: typst.TypstError | typst.TypstWarning, names: dict[str, str]) -> str:
    """Say what is wrong, and in which document of the book."""
    files = re.findall(r"[\w./-]+\.typ\b", problem.diagnostic)
    where = next((names[Path(f).name] for f in files if Path(f).name in names), "the book")
    return f"{where}: {problem.diagnostic.strip()}"


def pictures(work: Path, template: Path, ppi: int) -> list[bytes]:
    """Set a template in the faces of the book, and return each page as a PNG.

    Args:
        work: a folder that has what the template reads; the template and the faces join it there.
    """
    gather_fonts(work / "fonts")
    shutil.copy(template, work / template.name)
    made = typst.compile(
        str(work / template.name),
        font_paths=[str(work / "fonts")],
        ignore_system_fonts=True,
        format="png",
        ppi=ppi,
    )
    pages = made if isinstance(made, list) else [made]  # one page comes by itself
    return [page for page in pages if isinstance(page, bytes)]


def _templates() -> list[Path]:
    return [*Path(__file__).with_name("template").iterdir()]


def copy_template(folder: Path) -> None:
    """Put the template beside the text that uses it."""
    for path in _templates():
        shutil.copy(path, folder / path.name)
