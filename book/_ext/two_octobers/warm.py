"""A parent for kernels that has imported what each of them would import: run as a script.

Each notebook would import pandas, Altair and the library of this folder anew. This process does so
once and forks, so that each notebook still has a fresh kernel of its own. It reads a request a line
(how the kernel is to be started) and answers with the number of its process.
A kernel notes which files it reads of the folder it was asked to watch.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import runpy
import signal
import sys
from typing import Any


def serve() -> None:
    """Fork a kernel for each request; when there are no more, end those that still run."""
    kernels: list[int] = []
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends is gone, nobody need ask
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked for kernels decides when they end
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            _become_kernel(json.loads(line))
        kernels.append(pid)
        print(pid, flush=True)
    for pid in kernels:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _become_kernel(request: dict[str, Any]) -> None:
    """Do what ``python -m ipykernel_launcher`` does in a new process, and do not come back."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, sys.stdin.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # the answers to requests go no farther
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    _watch(request["watched"], request["noted"])
    sys.argv = request["argv"]
    try:
        runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)
    finally:
        sys.stderr.flush()
        os._exit(0)


def _watch(folder: str, noted: str) -> None:
    """Write the name of every file under a folder, when it is opened, as a line to a file."""
    notes = os.open(noted, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def see(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
            path = os.path.realpath(arguments[0])
            if path.startswith(f"{folder}{os.sep}"):
                os.write(notes, f"{path}\n".encode())

    sys.addaudithook(see)


if __name__ == "__main__":
    sys.path[0] = ""  # not the folder of this file
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # ipykernel reads it when it is imported
    import altair  # noqa: F401
    import ipykernel.kernelapp  # noqa: F401
    import pandas  # noqa: F401

    with contextlib.suppress(Exception):  # a cell that needs it will say at which line it fails
        import companion.charts  # noqa: F401 (0.13 s a notebook; it reads no table before it is asked)

    gc.freeze()  # or each kernel would look through all of it for garbage: half a second a build
    serve()
