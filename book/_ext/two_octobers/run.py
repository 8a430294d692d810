"""“Run this chapter in your browser”: offered by the pages where ``make site`` made it possible.

``python -m lite`` leaves JupyterLite with the notebooks in ``_build/lite``. ``BOOK_LITE=yes`` says
that it is of this build; the pages then link to it and carry it along.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from two_octobers import record

FOLDER = "lite"
"""Where it was built, and its name beside the pages."""


def _look(app: Sphinx, config: Config) -> None:
    """Offer it only where it is: no link that cannot work."""
    there = Path(app.outdir).parent / FOLDER / "lab" / "index.html"
    config.book_lite = os.environ.get("BOOK_LITE") == "yes" and there.is_file()


def notebook(config: Config, page: str) -> str:
    """Return the address in JupyterLite of the notebook behind a page; nothing if there is none."""
    return f"{page}.ipynb" if config.book_lite and record.chapter_of(page) is not None else ""


def _copy(app: Sphinx, error: Exception | None) -> None:
    """Put it beside the pages; take away that of another build."""
    if error or app.builder.format != "html":
        return
    built, beside = Path(app.outdir).parent / FOLDER, Path(app.outdir) / FOLDER
    if not app.config.book_lite:
        shutil.rmtree(beside, ignore_errors=True)
    elif not _same(built, beside):
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(built, beside)


def _same(built: Path, beside: Path) -> bool:
    """Tell whether a folder is a copy of another: names, sizes and times."""
    return _listed(built) == _listed(beside)


def _listed(folder: Path) -> dict[str, tuple[int, int]]:
    files = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): (s.st_size, s.st_mtime_ns) for p, s in files}


def setup(app: Sphinx) -> dict[str, bool]:
    """Register what looks for it and copies it."""
    app.add_config_value("book_lite", False, "html", [bool])
    app.connect("config-inited", _look)
    app.connect("build-finished", _copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
