"""Kernels that are forked from a process which has imported what they need already.

nbclient runs a notebook as it always does; only the way in which its kernel's process begins is
ours, at the place that jupyter_client has for it: a kernel provisioner.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from threading import Lock
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from two_octobers import ROOT

NAME = "warm"
NOTEBOOKS = ROOT / "notebooks"
"""The folder with the library that the parent imports."""


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
    """The process that kernels are forked from."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> subprocess.Popen[str]:
        """Start it, if it does not run: it takes 0.7 s to import what kernels need."""
        self._process = self._process or subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("warm.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=NOTEBOOKS,
        )
        return self._process

    def fork(self, **request: Any) -> Forked:
        """Start a kernel as :file:`warm.py` understands it.

        Raises:
            RuntimeError: the parent has ended, as when pandas cannot be imported.
        """
        with self._lock:
            process = self.begin()
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            pid = process.stdout.readline()
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
        """Fork a kernel that already has what notebooks import.

        Args:
            cmd: ``python -m`` and what stands after it.
            kwargs: ``cwd`` and ``env``; ``watched``, a folder, and ``noted``, the file that takes
                the names of all files read in it.
        """
        asked = {name: kwargs[name] for name in ("env", "watched", "noted")}
        forked = PARENT.fork(argv=cmd[2:], cwd=str(kwargs["cwd"]), **asked)
        self.process = cast(subprocess.Popen, forked)
        self.pid = self.pgid = forked.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info


class WarmManager(AsyncKernelManager):
    """Manages a kernel that is forked: what other kernels start with is left as it was."""

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """The kernel that a notebook names, with the provisioner of this module."""
        spec = super().kernel_spec
        if spec:
            # a provisioner is found by its entry point, which only an installed package has
            entry = EntryPoint(NAME, f"{__name__}:{WarmProvisioner.__name__}", "")
            KernelProvisionerFactory.instance().provisioners[NAME] = entry
            spec.metadata["kernel_provisioner"] = {"provisioner_name": NAME}
        return spec
