"""Execution: what has to run runs before the book is read, side by side, and no more than that.

myst-nb would start a kernel a notebook, one after the other, when it comes to its page. Here all
notebooks without good outputs run first, as many at once as there are cores, and their outputs go
where myst-nb looks for them (jupyter-cache). Each remembers what it read under ``data/``: a changed
row runs again the notebooks that read its table. ``book_execution: stock`` in ``_config.yml``
leaves all to myst-nb and its outputs to be renewed by any change; so does a system that cannot
fork.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.cache.main import JupyterCacheBase
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, DeadKernelError
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import ENUM, Config
from sphinx.environment import BuildEnvironment
from sphinx.util.display import status_iterator

from two_octobers import ROOT, charts, kernels

WATCHED = ROOT / "data"


@dataclass
class Run:
    """A notebook that ran: for how long, what it read of the record, and how it failed, if so."""

    notebook: NotebookNode
    seconds: float
    read: dict[str, str]
    error: Exception | None = None


def run_ahead(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the notebooks that are about to be read and have no good outputs; keep the outputs.

    Raises:
        SystemExit: a cell failed; all that failed are named with file, line and cell.
    """
    if app.config.book_execution == "stock":
        return
    cache = get_cache(app.config.nb_execution_cache_path)
    waiting = {
        doc: notebook
        for doc in docnames
        if (notebook := _read(env, doc)) and not _is_good(cache, notebook)
    }
    failed = []
    for doc, run in _run(app, env, waiting) if waiting else ():
        if run.error:
            failed.append(_told(env.doc2path(doc), run))
        else:
            data = {"execution_seconds": run.seconds, "read": run.read}
            kept = CacheBundleIn(run.notebook, env.doc2path(doc), data=data)
            cache.cache_notebook_bundle(kept, check_validity=False, overwrite=True)
            charts.begin_all(run.notebook, app.builder)
    if failed:
        raise SystemExit("\n" + "\n\n".join(failed) + "\n\nNothing was built.\n")


def _run(
    app: Sphinx, env: BuildEnvironment, waiting: dict[str, NotebookNode]
) -> Iterator[tuple[str, Run]]:
    """Run notebooks side by side, telling which is done; an interruption ends all of them."""
    pool = ThreadPoolExecutor(os.cpu_count())
    running: dict[Future[Run], str] = {}
    with kernels.forked():
        try:
            for doc, notebook in waiting.items():
                folder = str(Path(env.doc2path(doc)).parent)
                running[pool.submit(_one, notebook, folder, app.config.nb_execution_timeout)] = doc
            bar = status_iterator(
                as_completed(running),
                "executing notebooks... ",
                "purple",
                len(running),
                app.verbosity,
                lambda done: running[done],
            )
            for done in bar:
                yield running[done], done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # what still runs ends with its kernel


def _one(notebook: NotebookNode, folder: str, seconds: int) -> Run:
    """Run one notebook in a folder, each cell for so many seconds at most."""
    where = {"metadata": {"path": folder}}
    # without timings, which would be part of what a notebook is known by
    client = NotebookClient(notebook, timeout=seconds, resources=where, record_timing=False)
    begun, error = time.monotonic(), None
    with TemporaryDirectory() as work:
        noted = Path(work, "read")
        try:
            client.execute(watched=str(WATCHED), noted=str(noted))
        except (CellControlSignal, DeadKernelError) as failure:
            error = failure
        names = noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []
    return Run(notebook, time.monotonic() - begun, _digests(names), error)


def _digests(names: list[str]) -> dict[str, str]:
    """Return the digest of every file, by its name in the repository; empty if there is none."""
    return {
        path.relative_to(ROOT).as_posix(): _digest(path) for path in sorted({*map(Path, names)})
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _read(env: Any, doc: str) -> NotebookNode | None:
    """Read a document as myst-nb will, if it is a notebook with cells to run."""
    path = env.doc2path(doc)
    text = Path(path).read_text(encoding="utf-8")
    reader = create_nb_reader(path, env.myst_config, env.mystnb_config, text)
    notebook = reader.read(text) if reader else None
    return notebook if notebook and any(c.cell_type == "code" for c in notebook.cells) else None


def _is_good(cache: JupyterCacheBase, notebook: NotebookNode) -> bool:
    """Tell whether the outputs of a notebook are kept, and made of the record as it is now."""
    try:
        kept = cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    if all(_digest(ROOT / name) == digest for name, digest in kept.data["read"].items()):
        return True
    cache.remove_cache(kept.pk)
    return False


def _told(path: str, run: Run) -> str:
    """Say in which file, at which line and in which cell a notebook failed, and how."""
    cells = [c for c in run.notebook.cells if c.cell_type == "code"]
    mapped = zip(run.notebook.cells, run.notebook.metadata["source_map"], strict=True)
    lines = {id(cell): line for cell, line in mapped}
    place = next((n for n, c in enumerate(cells) if c.get("execution_count") is None), len(cells))
    line = lines[id(cells[max(place - 1, 0)])] + 1
    said = re.sub(r"\x1b\[[\d;]*m", "", str(run.error))
    return f"{os.path.relpath(path)}:{line}: cell {place} failed.\n{said}"


def _choose(app: Sphinx, config: Config) -> None:
    if not hasattr(os, "fork"):
        config.book_execution = "stock"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the step before reading, and the setting that leaves it out."""
    app.add_config_value("book_execution", "warm", "", ENUM("warm", "stock"))
    app.connect("config-inited", _choose, priority=50)  # before the record names the cache
    app.connect("env-before-read-docs", run_ahead)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
