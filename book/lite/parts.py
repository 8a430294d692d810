"""What runs in the browser: fetched once, kept, and refused where a byte differs.

Pyodide's core comes from npm; its lock, inside, names the digest of every wheel that was built for
it. Of those the book needs few, and they come from the wheel that ``mirror.txt`` names. All other
packages are pure Python, pinned in ``browser.txt``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

PYODIDE = "314.0.4"
PYODIDE_SHA512 = (
    "fMexKS5P/s8iTjczevLUv/aWq9i5yaGvBTpBW6gM+nzDNelfPpREma/xdDK2AAGebAuKnBJk7fyVP6RBlz4btg=="
)
"""Of the npm package; its lock is the authority for the wheels."""

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
"""The files of Pyodide that a browser asks for."""

BUILT = ("numpy", "pandas", "python-dateutil", "six", "micropip")
"""The packages that come from the Pyodide distribution, by their names in its lock."""


class PartError(Exception):
    """A part cannot be had, or is not what it should be; the message is one line."""


@dataclass(frozen=True)
class Parts:
    """``core``: the npm package. ``lock``: Pyodide's own. ``wheels``: all files, as fetched."""

    core: Path
    lock: dict[str, Any]
    wheels: list[Path]


def gather(folder: Path) -> Parts:
    """Return all parts, fetched into ``folder`` where they are not there yet.

    Raises:
        PartError: one of them cannot be had, or has another digest than the one on record.
    """
    folder.mkdir(parents=True, exist_ok=True)
    core = folder / f"pyodide-{PYODIDE}.tgz"
    if not core.exists():
        _npm("pack", f"pyodide@{PYODIDE}", "--pack-destination", str(folder))
    sha512 = base64.b64encode(hashlib.sha512(core.read_bytes()).digest()).decode()
    _same(core, sha512, PYODIDE_SHA512)
    with tarfile.open(core) as packed:
        lock = json.loads(_member(packed, "pyodide-lock.json"))
    return Parts(core, lock, [*_built(folder, lock), *_pure(folder)])


def core_file(parts: Parts, name: str) -> bytes:
    """Return a file of Pyodide's core."""
    with tarfile.open(parts.core) as packed:
        return _member(packed, name)


def _member(packed: tarfile.TarFile, name: str) -> bytes:
    found = packed.extractfile(f"package/{name}")
    assert found is not None, name
    return found.read()


def _built(folder: Path, lock: dict[str, Any]) -> list[Path]:
    """Return the wheels of the distribution, each as Pyodide's lock has it."""
    wanted = {folder / lock["packages"][name]["file_name"]: name for name in BUILT}
    if not all(path.exists() for path in wanted):
        with tempfile.TemporaryDirectory() as fetched:
            _pip(HERE / "mirror.txt", Path(fetched))
            with zipfile.ZipFile(next(Path(fetched).glob("*.whl"))) as mirror:
                for name in mirror.namelist():
                    path = folder / Path(name).name
                    if path in wanted:
                        path.write_bytes(mirror.read(name))
    for path, name in wanted.items():
        if not path.exists():
            raise PartError(f"{path.name} is not in the wheel that mirror.txt names")
        _same(path, hashlib.sha256(path.read_bytes()).hexdigest(), lock["packages"][name]["sha256"])
    return list(wanted)


def _pure(folder: Path) -> list[Path]:
    """Return the wheels of ``browser.txt``, each with one of the digests that it allows."""
    listed = (HERE / "browser.txt").read_text("utf-8")
    allowed = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", listed))
    name = hashlib.sha256(listed.encode()).hexdigest()[:16]
    pure = folder / f"pure-{name}"
    if not pure.exists():
        with tempfile.TemporaryDirectory(dir=folder) as fetched:
            _pip(HERE / "browser.txt", Path(fetched))
            for old in folder.glob("pure-*"):
                shutil.rmtree(old)
            Path(fetched).rename(pure)
            Path(fetched).mkdir()  # for who tidies up
    for path in sorted(pure.glob("*.whl")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        _same(path, digest, digest if digest in allowed else "one of browser.txt")
    return sorted(pure.glob("*.whl"))


def _same(path: Path, digest: str, wanted: str) -> None:
    if digest != wanted:
        raise PartError(
            f"{path.name} is not the file on record and is not used: its digest is {digest}, not "
            f"{wanted}. Remove {path} to have it fetched again"
        )


def _pip(listed: Path, folder: Path) -> None:
    """Download wheels for the browser's Python, without what they ask for: all are listed."""
    what = ("--require-hashes", "-r", str(listed), "--no-deps", "--dest", str(folder))
    how = ("--only-binary", ":all:", "--python-version", "3.14", "--ignore-requires-python")
    calm = ("--disable-pip-version-check", "--retries", "1", "--timeout", "20", "--quiet")
    _run(listed.name, [sys.executable, "-m", "pip", "download", *what, *how, *calm])


def _npm(*words: str) -> None:
    npm = Path(sys.executable).parent / "npm"
    _run("Pyodide", [str(npm), *words, "--silent", "--fetch-retries", "1"])


def _run(what: str, command: list[str]) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        reason = next((s for s in said if "ERROR" in s), said[-1] if said else "no word")
        raise PartError(f"{what} could not be fetched ({reason.strip()})")
