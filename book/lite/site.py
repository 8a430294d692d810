"""The folder ``lite/`` of the pages: JupyterLite, what its kernel loads, and the files of the book."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from lite import wheels
from lite.parts import PartError, Parts

KERNEL = "@jupyterlite/pyodide-kernel-extension"
PYPI = Path(sys.prefix, "share/jupyter/labextensions", KERNEL, "static/pypi")
"""The wheels of the kernel itself."""

QUIET = (
    "@jupyterlab/extensionmanager-extension",  # asks a registry for extensions
    "@jupyterlab/apputils-extension:announcements",  # asks for news
    "@jupyterlab/mathjax-extension",  # would take prices in dollars for formulas
    "@jupyterlite/application-extension:share-file",
)
"""Plug-ins of JupyterLab that are left out."""

FILES = ("data", "notebooks/companion")
"""What the notebooks read and import, at the places that it has in the repository."""

DROPPINGS = shutil.ignore_patterns("__pycache__", ".*")
EPOCH = "315532800"
"""JupyterLite stamps what it lists; the same every time, so that nothing changes without cause."""


def assemble(root: Path, parts: Parts, notebooks: Path, work: Path, out: Path) -> None:
    """Build JupyterLite.

    Args:
        root: the repository.
        notebooks: the folder of the chapters as ``.ipynb``.
        work: an empty folder to build in.
        out: the folder to leave, which must not exist yet.

    Raises:
        PartError: JupyterLite would not be built; the message has its last words.
    """
    pyodide = work / "static" / "pyodide"
    pyodide.mkdir(parents=True)
    packages = wheels.pack(parts, PYPI, pyodide)
    contents = work / "contents"
    for name in FILES:
        shutil.copytree(root / name, contents / name, ignore=DROPPINGS)
    for notebook in sorted(notebooks.glob("*.ipynb")):
        shutil.copyfile(notebook, contents / "notebooks" / notebook.name)
    _write(work / "jupyter_lite_config.json", {"LiteBuildConfig": _build()})
    _write(work / "jupyter-lite.json", _settings(packages))
    _run(work, out)
    _tidy(out)


def _build() -> dict[str, Any]:
    return {
        "contents": ["contents"],
        "apps": ["lab"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }


def _settings(packages: list[str]) -> dict[str, Any]:
    """Let the kernel load all packages at its start, and ask nobody else for any."""
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": packages}}
    config = {
        "appName": "Two Octobers",
        "disabledExtensions": list(QUIET),
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}


def _run(work: Path, out: Path) -> None:
    command = [sys.executable, "-m", "jupyter", "lite", "build", "--output-dir", str(out)]
    env = os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "JUPYTER_CONFIG_DIR": str(work / "none")}
    done = subprocess.run(
        command, cwd=work, env=env, text=True, capture_output=True, check=False
    )
    if done.returncode or not (out / "lab" / "index.html").exists():
        said = (done.stdout + done.stderr).strip().splitlines()
        raise PartError(f"JupyterLite was not built ({said[-1] if said else 'no word'})")


def _tidy(out: Path) -> None:
    """Remove what no reader asks for: licences' sources, build scripts, wheels that were packed."""
    for path in out.rglob("*"):
        if path.suffix in (".map", ".ts") or path.name.startswith("rspack"):
            path.unlink()
    shutil.rmtree(out / "doc", ignore_errors=True)


def _write(path: Path, said: dict[str, Any]) -> None:
    path.write_text(json.dumps(said, indent=1), "utf-8")
