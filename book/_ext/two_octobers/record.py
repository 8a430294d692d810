"""The record under the book: checked before anything runs, and the key to what must run again.

jupyter-cache knows a notebook by the code in its cells, so a changed row, helper or package would
leave an old chart on the page. Here the cache folder is named after a digest of helpers and
packages; what was read of the rows, :mod:`two_octobers.execution` keeps for each notebook. A change
of any of them, and every page is read again, for pages print rows as well; no change, and none is.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from two_octobers import ROOT, bibliography, kernels, vega

if TYPE_CHECKING:
    import pandas as pd

logger = logging.getLogger(__name__)

CODE = ("notebooks/companion", "requirements.txt")
"""What a notebook's outputs depend on beside its own cells and the rows that it reads."""

INPUTS = ("data", *CODE)
"""All that an output or a page may depend on beside the code that makes the pages."""

PRESENTATION = ("book/_ext", "book/_static", "book/_templates")
"""What a page depends on beside its source and the record."""

BIBLIOGRAPHY = ("data/references.bib", "requirements.txt", "book/_ext/two_octobers/bibliography.py")
"""What the records of sources depend on."""


def files(folders: Iterable[str]) -> list[Path]:
    """List the files under ``folders`` of the repository, in a stable order, without droppings."""
    found: list[Path] = []
    for folder in folders:
        path = ROOT / folder
        found += [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sorted(p for p in found if "__pycache__" not in p.parts and not p.name.startswith("."))


def digest(folders: Iterable[str]) -> str:
    """Return a short digest of names and contents of the files under ``folders``."""
    sha = hashlib.sha256()
    for path in files(folders):
        sha.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()[:16]


class Tables:
    """The tables that pages print, each read when it is first asked for: ``tables().claims``."""

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Read a table; from then on it is an attribute like any other."""
        from companion import data  # pandas is a fifth of a build in which nothing changed

        self.__dict__[name] = table = data.table(name)
        return table


@cache
def tables() -> Tables:
    """Return the tables that pages print."""
    return Tables()


def chapter_of(docname: str) -> int | None:
    """Return the number of a chapter from its document’s name; ``None`` for other pages."""
    name = docname.removeprefix("notebooks/")
    return int(name[:2]) if name != docname and name[:2].isdigit() else None


def _gate(app: Sphinx, config: Config) -> None:
    """Check the data, then name the caches after what an output and a drawing depend on."""
    inputs = digest(INPUTS)
    work = Path(app.outdir).parent / ".two-octobers"
    outputs = work / "executed" / (inputs if config.book_execution == "stock" else digest(CODE))
    drawings = work / "drawn" / digest(("requirements.txt",))
    records = work / "sources" / f"{digest(BIBLIOGRAPHY)}.json"
    passed = work / "checked" / inputs
    if not passed.exists():
        if config.book_execution == "warm":
            kernels.PARENT.begin()  # to import meanwhile what notebooks of changed data need
        _check()
        for kept in (outputs, drawings, records, passed):
            for stale in {*kept.parent.glob("*")} - {kept}:
                shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
        passed.parent.mkdir(parents=True, exist_ok=True)
        passed.touch()
    config.nb_execution_cache_path = str(outputs)
    vega.keep_in(drawings)
    bibliography.keep_in(records)
    config.book_inputs = inputs
    config.book_presentation = digest(PRESENTATION)
    config.book_written_of = f"{inputs} {config.book_presentation}"


def _check() -> None:
    from two_octobers import checks  # Frictionless takes a second to import: only when needed

    logger.info("checking data/ against data/datapackage.json")
    pages = [p for folder in ("book", "notebooks") for p in sorted((ROOT / folder).glob("*.md"))]
    problems = checks.check(ROOT / "data", [p.read_text(encoding="utf-8") for p in pages])
    if problems:
        listed = "\n".join(f"- {problem}" for problem in problems)
        # not an exception of Sphinx: Jupyter Book would bury the list under its own traceback
        raise SystemExit(f"\nNothing was built: data/ has {len(problems)} problem(s).\n{listed}\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the check and the cache key."""
    app.add_config_value("book_inputs", "", "env", [str])
    app.add_config_value("book_presentation", "", "env", [str])
    # if another builder has read all again, these pages have to be written again all the same
    app.add_config_value("book_written_of", "", "html", [str])
    app.connect("config-inited", _gate, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
