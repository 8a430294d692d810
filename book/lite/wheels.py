"""Wheels as the browser wants them: without what never runs there, and compiled.

Pyodide unpacks a wheel at every start and compiles what it imports. So the sources become byte
code, those of Python's own library too, and tests, type stubs and headers are left out.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lite.parts import CORE, HERE, Parts, core_file

UNUSED = re.compile(
    r"(^|/)tests?/|\.(pyi|pxd|pyx|h|c|a|tpl|md|rst)$"
    r"|^numpy/(f2py|_core/(include|lib)|random/lib|_pyinstaller)/"
    r"|^pandas/plotting/_matplotlib/"
    r"|^jedi/third_party/django-stubs/|^jedi/third_party/typeshed/(third_party|stdlib/2)"
    r"|\.dist-info/(RECORD|licen[cs]es/numpy/)"
)
"""Files that no notebook can reach."""

NEEDED = re.compile(r"^jedi/third_party/typeshed/stdlib/3/")
"""Stubs that are read while somebody types."""

SLOWER_WITHOUT = ("markupsafe", "pyrsistent", "wcwidth")
"""Packages with compiled helpers for other machines, which do without them."""

WHEN = (1980, 1, 1, 0, 0, 0)


def pack(parts: Parts, kernel: Path, folder: Path) -> None:
    """Write Pyodide, its wheels and a lock of our own into an empty folder.

    Args:
        kernel: the folder of the wheels that JupyterLite's kernel brings.
    """
    for name in CORE:
        (folder / name).write_bytes(core_file(parts, name))
    (folder / "pyodide-lock.json").write_text(json.dumps(parts.lock), "utf-8")
    own = [p for n in ("piplite", "pyodide_kernel", "ipykernel") for p in kernel.glob(f"{n}-*.whl")]
    for wheel in [*parts.wheels, *own]:
        _write(folder / _plain(wheel.name), _trimmed(wheel))
    _lock(folder, parts.lock, _compiled(folder, folder))


def add(folder: Path, library: Path, work: Path) -> None:
    """Add a library of the book's own to a folder that :func:`pack` left.

    A notebook would read each of its modules through the browser's service worker, eight requests a
    module: 17 s for a chapter instead of 11.

    Args:
        library: the folder of the package.
        work: an empty folder to build in.
    """
    sources = sorted(library.rglob("*.py"))
    inside = ((f"{library.name}/{p.relative_to(library).as_posix()}", p) for p in sources)
    wheel = work / f"{library.name}-0-py3-none-any.whl"
    about = f"Metadata-Version: 2.1\nName: {library.name}\nVersion: 0\n".encode()
    own = [(f"{library.name}-0.dist-info/METADATA", about)]
    _write(wheel, iter([*own, *((name, path.read_bytes()) for name, path in inside)]))
    entries = _compiled(folder, work)
    wheel.rename(folder / wheel.name)
    lock = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))
    _lock(folder, lock, {**lock["packages"], **entries})


def _compiled(core: Path, folder: Path) -> dict[str, Any]:
    """Compile the wheels in a folder by the Pyodide in another; return their entries for a lock.

    Python's own library is compiled where it lies in the folder: without, Python is up in 1.4 s
    instead of 0.3, and IPython imported in 0.19 s instead of 0.05.
    """
    node = Path(sys.executable).parent / "node"
    subprocess.run([node, HERE / "compile.mjs", core, folder], check=True)
    for code in sorted(folder.glob("*.pyc")):
        _put(code, code.with_suffix(""))
    return dict(_entry(wheel) for wheel in sorted(folder.glob("*.whl")))


def _lock(folder: Path, lock: dict[str, Any], packages: dict[str, Any]) -> None:
    text = json.dumps({**lock, "packages": packages}, indent=1)
    (folder / "pyodide-lock.json").write_text(text, "utf-8")


def _plain(name: str) -> str:
    """Return the name of a wheel; what was built for another machine is pure without its helper."""
    project, version = name.split("-")[:2]
    return f"{project}-{version}-py3-none-any.whl" if project in SLOWER_WITHOUT else name


def _trimmed(wheel: Path) -> Iterator[tuple[str, bytes]]:
    foreign = wheel.name.split("-")[0] in SLOWER_WITHOUT
    with zipfile.ZipFile(wheel) as packed:
        for name in sorted(packed.namelist()):
            unused = UNUSED.search(name) and not NEEDED.search(name)
            if not (name.endswith("/") or unused or (foreign and name.endswith((".so", ".pyd")))):
                yield name, packed.read(name)


def _write(path: Path, files: Iterator[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, content in files:
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, content)


def _put(code: Path, archive: Path) -> None:
    """Put byte code in the place of the sources."""
    with zipfile.ZipFile(archive) as packed, zipfile.ZipFile(code) as compiled:
        files = {n: packed.read(n) for n in packed.namelist() if not n.endswith((".py", "/"))}
        files |= {name: compiled.read(name) for name in compiled.namelist()}
    code.unlink()
    _write(archive, iter(sorted(files.items())))


def _entry(wheel: Path) -> tuple[str, dict[str, Any]]:
    """Return a wheel's entry for the lock."""
    project, version = wheel.name.split("-")[:2]
    name = re.sub(r"[-_.]+", "-", project).lower()
    return name, {
        "name": name,
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": [],
        "depends": [],  # all are loaded together
    }
