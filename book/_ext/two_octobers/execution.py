"""Execution: what has to run runs ahead of its page, side by side, and no more than that.

myst-nb would start a kernel a notebook, one after the other, when it comes to its page. Here all
notebooks without good outputs run ahead, one more at once than there are cores, and their outputs
go where myst-nb looks for them (jupyter-cache). Each remembers what it read under ``data/``: a
changed row runs again the notebooks that read its table. ``book_execution: stock`` in
``_config.yml`` leaves all to myst-nb and its outputs to be renewed by any change; so does a system
that cannot fork.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread
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
from sphinx.util import logging

from two_octobers import ROOT, charts, kernels

logger = logging.getLogger(__name__)

WATCHED = ROOT / "data"


@dataclass
class Run:
    """A notebook that ran: for how long, what it read of the record, and how it failed, if so."""

    notebook: NotebookNode
    seconds: float = 0.0
    read: dict[str, str] = field(default_factory=dict)
    cell: int = 0
    """Which was begun last: a kernel that dies does not say in which it was."""
    error: Exception | None = None


Task = tuple[Future[Run], NotebookNode, str, int]
"""A run to come: what will have its result; the notebook, its folder, the seconds a cell has."""

Tasks = SimpleQueue[Task]


class Ahead:
    """The runs of one build: begun before the first page is read, and waited for by their pages.

    Meanwhile the pages of those that are done are read, which on two cores saves a build from
    nothing two of its sixteen seconds.
    """

    def __init__(self) -> None:
        self._runs: dict[str, Future[Run]] = {}
        self._tasks: Tasks = SimpleQueue()

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Begin to run the notebooks that are about to be read and have no good outputs."""
        if app.config.book_execution == "stock":
            return
        self._cache = get_cache(app.config.nb_execution_cache_path)
        seconds = app.config.nb_execution_timeout
        for doc in docnames:
            notebook = _read(env, doc)
            if notebook and not _is_good(self._cache, notebook):
                self._runs[doc] = Future()
                folder = str(Path(env.doc2path(doc)).parent)
                self._tasks.put((self._runs[doc], notebook, folder, seconds))
        if self._runs:
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        # one more than cores, since each waits for its messages a third of its time; as daemons,
        # they do not keep a build that has failed
        for _ in range(min((os.cpu_count() or 1) + 1, len(self._runs))):
            Thread(target=_work, args=(self._tasks,), daemon=True).start()

    def wait(self, app: Sphinx, doc: str, source: list[str]) -> None:
        """Wait for the run of a document that is about to be read; keep its outputs.

        Raises:
            SystemExit: a cell failed; all that failed are named with file, line and cell.
        """
        if doc not in self._runs:
            return
        failed = [self._keep(app, doc)]
        if any(failed):
            failed += [self._keep(app, other) for other in list(self._runs)]
        if not self._runs:
            self._end()
        if any(failed):
            listed = "\n\n".join(filter(None, failed))
            raise SystemExit(f"\n{listed}\n\nNothing was built.\n")

    def _interrupt(self, *_: object) -> None:
        """End all kernels at once: one that is asked to end would say how it was interrupted."""
        for _ in _taken(self._tasks):
            pass  # and so none is begun any more
        self._end()
        raise KeyboardInterrupt

    def _end(self) -> None:
        signal.signal(signal.SIGINT, self._before)
        kernels.PARENT.end()

    def _keep(self, app: Sphinx, doc: str) -> str:
        """Keep the outputs of a run and begin to draw its charts; else tell how it failed."""
        run = self._runs.pop(doc).result()
        path = app.env.doc2path(doc)
        if run.error:
            return _told(path, run)
        logger.info("executed %s in %.1f s", doc, run.seconds)
        data = {"execution_seconds": run.seconds, "read": run.read}
        kept = CacheBundleIn(run.notebook, path, data=data)
        self._cache.cache_notebook_bundle(kept, check_validity=False, overwrite=True)
        charts.begin_all(run.notebook, app.builder)
        return ""


def _taken(tasks: Tasks) -> Iterator[Task]:
    """Take tasks until there are no more."""
    with suppress(Empty):
        while True:
            yield tasks.get_nowait()


def _work(tasks: Tasks) -> None:
    """Run notebooks until there are no more; what no notebook can mean to raise is passed on."""
    for future, notebook, folder, seconds in _taken(tasks):
        try:
            future.set_result(_one(notebook, folder, seconds))
        except BaseException as failure:
            future.set_exception(failure)


def _one(notebook: NotebookNode, folder: str, seconds: int) -> Run:
    """Run one notebook in a folder, each cell for so many seconds at most."""
    where = {"metadata": {"path": folder}}
    # without timings, which would be part of what a notebook is known by
    client = NotebookClient(notebook, timeout=seconds, resources=where, record_timing=False)
    client.kernel_manager_class = kernels.WarmManager
    client.on_cell_execute = lambda cell, cell_index: setattr(run, "cell", cell_index)
    run, begun = Run(notebook), time.monotonic()
    with TemporaryDirectory() as work:
        noted = Path(work, "read")
        try:
            client.execute(watched=str(WATCHED), noted=str(noted))
        except (CellControlSignal, DeadKernelError) as failure:
            run.error = failure
        names = noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []
    run.seconds, run.read = time.monotonic() - begun, _digests(names)
    return run


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
    line = run.notebook.metadata["source_map"][run.cell] + 1
    number = sum(cell.cell_type == "code" for cell in run.notebook.cells[: run.cell + 1])
    said = re.sub(r"\x1b\[[\d;]*m", "", str(run.error))
    return f"{os.path.relpath(path)}:{line}: cell {number} failed.\n{said}"


def _choose(app: Sphinx, config: Config) -> None:
    if not hasattr(os, "fork"):
        config.book_execution = "stock"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register what runs ahead of reading, and the setting that leaves it out."""
    app.add_config_value("book_execution", "warm", "", ENUM("warm", "stock"))
    app.connect("config-inited", _choose, priority=50)  # before the record names the cache
    ahead = Ahead()
    app.connect("env-before-read-docs", ahead.begin)
    app.connect("source-read", ahead.wait)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
