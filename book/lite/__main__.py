"""``python -m lite``: make ``_build/lite`` from the chapters in ``_build/notebooks``.

Nothing is done where nothing has changed. Where a part cannot be had, one line says which and why,
the folder is removed, and the exit status is 1: the pages are then built without their links to it.
``python -m lite parts`` only fetches and compiles, which needs no chapters.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from lite import parts, site, wheels

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "_build"
KEPT = BUILD / ".two-octobers" / "lite"
"""The parts, and Pyodide as it was packed from them: neither changes from build to build."""


def main(words: list[str]) -> int:
    """Make the folder; return the exit status."""
    try:
        _packed() if words == ["parts"] else _make(BUILD / "lite", KEPT / "made")
    except parts.PartError as error:
        print(f"The chapters will not run in the browser: {error}.", file=sys.stderr)
        return 1
    return 0


def _make(out: Path, made: Path) -> None:
    """Make the folder ``out``; the file ``made`` says of what it was made."""
    texts = [BUILD / "notebooks", *(ROOT / name for name in site.FILES)]
    now = _digest([site.HERE, *texts])
    if out.exists() and made.exists() and made.read_text("utf-8") == now:
        return
    shutil.rmtree(out, ignore_errors=True)
    pyodide = _packed()
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        work = Path(folder)
        site.assemble(ROOT, pyodide, BUILD / "notebooks", work, work / "out")
        (work / "out").rename(out)
    made.write_text(now, "utf-8")


def _packed() -> Path:
    """Return the folder of Pyodide and its wheels, made again only if something in it differs."""
    found = parts.gather(KEPT / "parts")
    packed = KEPT / f"packed-{_digest([site.HERE])}"
    if not packed.exists():
        for old in KEPT.glob("packed-*"):
            shutil.rmtree(old)
        print("Compiling what runs in the browser (once)", flush=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as folder:
            work = Path(folder, "pyodide")
            work.mkdir()
            wheels.pack(found, site.PYPI, work)
            work.rename(packed)
    return packed


def _digest(folders: Iterable[Path]) -> str:
    sha = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            if "__pycache__" not in path.parts:
                name = path.relative_to(ROOT).as_posix()
                sha.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
