"""Packages as the browser wants them: without what never runs there, compiled, and in one file.

Pyodide would ask for each wheel by itself, unpack it by Python's own inflate, link all that it
holds, and compile what is imported. So the sources become byte code, those of Python's own library
too; tests, type stubs and headers are left out; and what is left is one archive, which the browser
inflates while Python starts: chapter 11 has run 0.7 s sooner, on a first visit and on a later one.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lite.parts import CORE, HERE, Parts, core_file

STDLIB = "python_stdlib.zip"

PACKAGES, LIBRARY = "packages.data", "library.data"
"""The archives that :file:`warm.mjs` unpacks: packages, and the library of the book. They are
compressed tar, which their names do not say: some hosts would send ``.gz`` as text in transit."""

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
    """Write Pyodide and all packages into an empty folder.

    Args:
        kernel: the folder of the wheels that JupyterLite's kernel brings.
    """
    for name in CORE:
        (folder / name).write_bytes(core_file(parts, name))
    # empty, or Pyodide would look for wheels
    (folder / "pyodide-lock.json").write_text(json.dumps({**parts.lock, "packages": {}}), "utf-8")
    own = [p for n in ("piplite", "pyodide_kernel", "ipykernel") for p in kernel.glob(f"{n}-*.whl")]
    files = dict(file for wheel in [*parts.wheels, *own] for file in _trimmed(wheel))
    about = [name for name in files if name.endswith(".dist-info/METADATA")]
    files |= {name.replace("METADATA", "PYODIDE_SOURCE"): b"pyodide" for name in about}  # %pip list
    packages = folder / "packages.zip"
    _zip(packages, files)
    _compile(folder, folder)
    # without, Python is up in 1.4 s instead of 0.3, and IPython imported in 0.19 s instead of 0.05
    _zip(folder / STDLIB, _compiled(folder / STDLIB))
    _tar(folder / PACKAGES, _compiled(packages))


def add(folder: Path, library: Path, work: Path) -> None:
    """Add a library of the book's own to a folder that :func:`pack` left.

    A notebook would read each of its modules through the browser's service worker, eight requests a
    module: 17 s for a chapter instead of 11.

    Args:
        library: the folder of the package.
        work: an empty folder to build in.
    """
    sources = {p.relative_to(library.parent).as_posix(): p for p in library.rglob("*.py")}
    archive = work / "library.zip"
    _zip(archive, {name: path.read_bytes() for name, path in sources.items()})
    _compile(folder, work)
    _tar(folder / LIBRARY, _compiled(archive))


def names(folder: Path) -> list[str]:
    """Return the packages in a folder that :func:`pack` left, by the names that PyPI has."""
    with tarfile.open(folder / PACKAGES) as packed:
        top = {name.partition("/")[0] for name in packed.getnames()}
    known = [name.removesuffix(".dist-info") for name in top if name.endswith(".dist-info")]
    return sorted(re.sub(r"[-_.]+", "-", name.rpartition("-")[0]).lower() for name in known)


def _trimmed(wheel: Path) -> Iterator[tuple[str, bytes]]:
    foreign = wheel.name.split("-")[0] in SLOWER_WITHOUT
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            unused = UNUSED.search(name) and not NEEDED.search(name)
            if not (name.endswith("/") or unused or (foreign and name.endswith((".so", ".pyd")))):
                yield name, packed.read(name)


def _compile(core: Path, folder: Path) -> None:
    """Leave byte code beside the archives in a folder, made by the Pyodide in another."""
    node = Path(sys.executable).parent / "node"
    subprocess.run([node, HERE / "compile.mjs", core, folder], check=True)


def _compiled(archive: Path) -> dict[str, bytes]:
    """Return the files of an archive, with its byte code in the place of sources; remove both."""
    code = archive.with_name(f"{archive.name}.pyc")
    with zipfile.ZipFile(archive) as packed, zipfile.ZipFile(code) as compiled:
        files = {n: packed.read(n) for n in packed.namelist() if not n.endswith((".py", "/"))}
        files |= {name: compiled.read(name) for name in compiled.namelist()}
    code.unlink()
    archive.unlink()
    return files


def _zip(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, content)


def _tar(path: Path, files: dict[str, bytes]) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as out:
        for name, content in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            out.addfile(entry, io.BytesIO(content))
    path.write_bytes(gzip.compress(packed.getvalue(), 9, mtime=0))
