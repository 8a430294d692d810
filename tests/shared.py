"""What is made once for all workers: each asks for it, the first makes it, the others wait."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class Shared:
    """The folder that the workers of one run have in common, and what was made in it."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is empty when a run begins."""
        self.folder = folder

    def once(self, name: str, make: Callable[[Path], None]) -> Path:
        """Make a folder unless another worker did, or is at it: then wait.

        Args:
            name: of the folder.
            make: fills it; what it raises is an assertion, told to everyone who asks.

        Returns:
            The folder, filled.
        """
        folder, told = self.folder / name, self.folder / f"{name}.told"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not told.exists():
                told.write_text(_fault_of(make, folder), "utf-8")
        fault = told.read_text("utf-8")
        assert not fault, fault
        return folder

    def ahead(self, name: str, make: Callable[[Path], None]) -> None:
        """Make a folder in the background; what goes wrong is told to each test that asks."""
        threading.Thread(target=self._try, args=(name, make), daemon=True).start()

    def _try(self, name: str, make: Callable[[Path], None]) -> None:
        with suppress(AssertionError):
            self.once(name, make)


def _fault_of(make: Callable[[Path], None], folder: Path) -> str:
    try:
        make(folder)
    except AssertionError as error:
        return str(error)
    return ""
