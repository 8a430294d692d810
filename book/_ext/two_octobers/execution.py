"""Execution: what has to run runs before the book is read, each notebook in a fresh warm kernel.

myst-nb would start a kernel a notebook, one after the other, when it comes to its page. Here all
notebooks without kept outputs run first, as many at once as there are cores, and their outputs go
where myst-nb looks for them (jupyter-cache). nbclient runs them as it always does; only the way a
kernel's process begins is ours, at the place that jupyter_client has for it: a kernel provisioner.
The thirteen chapters take 6 s instead of 29 on two cores. ``book_execution: stock`` in
``_config.yml`` leaves all of it to myst-nb; so does a system that cannot fork.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from importlib.metadata import EntryPoint
from pathlib import Path
from threading import Lock
from typing import Any, cast

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from myst_nb.core.read import create_nb_reader
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import ENUM
from sphinx.environment import BuildEnvironment
from sphinx.util.display import status_iterator

NAME = "warm"
WAYS = ("warm", "stock")
"""What ``book_execution`` may be."""


class Forked:
    """The process of a forked kernel: as much of ``Popen`` as a provisioner asks of it."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return ``None`` while it runs; its parent does not keep how it ended."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    wait = poll

    def send_signal(self, number: int) -> None:
        """Send a signal to it."""
        os.kill(self.pid, number)


class WarmParent:
    """The process that kernels are forked from, started when the first is asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def fork(self, argv: list[str], cwd: str, env: dict[str, str]) -> Forked:
        """Start a kernel.

        Raises:
            RuntimeError: the parent has ended, as when pandas cannot be imported.
        """
        with self._lock:
            self._process = self._process or subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("warm.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps({"argv": argv, "cwd": cwd, "env": env}) + "\n")
            self._process.stdin.flush()
            pid = self._process.stdout.readline()
        if not pid:
            raise RuntimeError("no kernel could be started; the reason stands above")
        return Forked(int(pid))

    def end(self) -> None:
        """End it, and with it all kernels that still run."""
        if self._process:
            self._process.communicate()
            self._process = None


PARENT = WarmParent()


class WarmProvisioner(LocalProvisioner):
    """Starts kernels as jupyter_client does, but for the process itself."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that already has what notebooks import."""
        forked = PARENT.fork(cmd[2:], str(kwargs["cwd"]), kwargs["env"])
        self.process = cast(subprocess.Popen, forked)
        self.pid = self.pgid = forked.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info


def run_ahead(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the notebooks that are about to be read and have no outputs yet; keep the outputs.

    Raises:
        SystemExit: a cell failed; all that failed are named with file, line and cell.
    """
    if app.config.book_execution != "warm" or not hasattr(os, "fork"):
        return
    cache = get_cache(app.config.nb_execution_cache_path)
    waiting = {
        doc: notebook
        for doc in docnames
        if (notebook := _read(env, doc)) and not _is_kept(cache, notebook)
    }
    if not waiting:
        return
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:{WarmProvisioner.__name__}", "")
    factory.default_provisioner_name = NAME
    failed = []
    for doc, done in _run(app, env, waiting):
        if done.err:
            failed.append(_told(env.doc2path(doc), done))
        else:
            kept = CacheBundleIn(done.nb, env.doc2path(doc), data={"execution_seconds": done.time})
            cache.cache_notebook_bundle(kept, check_validity=False, overwrite=True)
    if failed:
        raise SystemExit("\n" + "\n\n".join(failed) + "\n\nNothing was built.\n")


def _run(
    app: Sphinx, env: BuildEnvironment, waiting: dict[str, NotebookNode]
) -> Iterator[tuple[str, ExecutionResult]]:
    """Run notebooks side by side, telling which is done; an interruption ends all of them."""
    pool = ThreadPoolExecutor(os.cpu_count())
    running: dict[Future[ExecutionResult], str] = {}
    try:
        for doc, notebook in waiting.items():
            folder = str(Path(env.doc2path(doc)).parent)
            seconds = app.config.nb_execution_timeout
            running[pool.submit(_one, notebook, folder, seconds)] = doc
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
        PARENT.end()
        pool.shutdown(cancel_futures=True)


def _one(notebook: NotebookNode, folder: str, seconds: int) -> ExecutionResult:
    try:
        return single_nb_execution(notebook, folder, seconds, allow_errors=False)
    except DeadKernelError as error:
        return ExecutionResult(notebook, folder, 0.0, error)


def _read(env: Any, doc: str) -> NotebookNode | None:
    """Read a document as myst-nb will, if it is a notebook with cells to run."""
    path = env.doc2path(doc)
    text = Path(path).read_text(encoding="utf-8")
    reader = create_nb_reader(path, env.myst_config, env.mystnb_config, text)
    notebook = reader.read(text) if reader else None
    return notebook if notebook and any(c.cell_type == "code" for c in notebook.cells) else None


def _is_kept(cache: Any, notebook: NotebookNode) -> bool:
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def _told(path: str, done: ExecutionResult) -> str:
    """Say in which file, at which line and in which cell a notebook failed, and how."""
    cells = [c for c in done.nb.cells if c.cell_type == "code"]
    lines = {id(c): n for c, n in zip(done.nb.cells, done.nb.metadata["source_map"], strict=True)}
    place = next((n for n, c in enumerate(cells) if c.get("execution_count") is None), len(cells))
    cell = cells[max(place - 1, 0)]
    said = re.sub(r"\x1b\[[\d;]*m", "", str(done.err))
    return f"{os.path.relpath(path)}:{lines[id(cell)] + 1}: cell {place} failed.\n{said}"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the step before reading, and the setting that leaves it out."""
    app.add_config_value("book_execution", "warm", "", ENUM(*WAYS))
    app.connect("env-before-read-docs", run_ahead)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
