"""The folder ``lite/``: JupyterLite, Pyodide for its kernel, and the files of the book."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from lite import wheels
from lite.parts import HERE, PartError

__all__ = ["FILES", "HERE", "PYPI", "assemble"]

KERNEL = "@jupyterlite/pyodide-kernel-extension"
EXTENSION = Path(sys.prefix, "share", "jupyter", "labextensions", KERNEL)
PYPI = EXTENSION / "static" / "pypi"
"""The wheels that the kernel brings."""

LEFT_OUT = (
    "@jupyterlab/extensionmanager-extension",  # asks a registry for extensions
    "@jupyterlab/apputils-extension:announcements",  # asks for news
    "@jupyterlab/mathjax-extension",  # would take prices in dollars for formulas
)
"""Plug-ins of JupyterLab that the notebooks are opened without."""

LOOK = {"@jupyterlab/filebrowser-extension:browser": {"showLastModifiedColumn": False}}
"""Settings of JupyterLab: every file would be as old as the clock of the build says."""

FILES = ("data", "notebooks/companion")
"""What the notebooks read, and what they import."""

FROM_A_FOLDER = """<script>
  if (location.protocol === "file:") document.body.textContent =
    "This was opened from a folder. Browsers run notebooks only from a web server: the page " +
    "“Run it yourself” of the book says how.";
</script>
</body>"""
"""What JupyterLite's own page would leave blank."""

WARM = "warm.mjs"
"""What the kernel loads Python through, in place of Pyodide's own ``pyodide.mjs``."""

DROPPINGS = shutil.ignore_patterns("__pycache__", ".*")
EPOCH = "315532800"
"""The time that JupyterLite stamps on what it lists: the same in every build."""


def assemble(root: Path, pyodide: Path, notebooks: Path, work: Path, out: Path) -> None:
    """Build JupyterLite.

    Args:
        root: the repository.
        pyodide: what :func:`lite.wheels.pack` left.
        notebooks: the folder of the chapters as ``.ipynb``.
        work: an empty folder to build in.
        out: the folder to leave, which must not exist yet.

    Raises:
        PartError: JupyterLite would not be built; the message has its last words.
    """
    shutil.copytree(pyodide, work / "static" / "pyodide")
    shutil.copy(HERE / WARM, work / "static" / "pyodide")
    (work / "library").mkdir()
    wheels.add(work / "static" / "pyodide", root / "notebooks" / "companion", work / "library")
    for path in (root / name for name in FILES):  # the library beside the notebooks, to be read
        shutil.copytree(path, work / "contents" / path.name, ignore=DROPPINGS)
    (work / "contents" / "notebooks").mkdir()
    for notebook in sorted(notebooks.glob("*.ipynb")):
        shutil.copyfile(notebook, work / "contents" / "notebooks" / notebook.name)
    _write(work / "jupyter_lite_config.json", {"LiteBuildConfig": _build()})
    _write(work / "jupyter-lite.json", _settings(wheels.names(pyodide)))
    _write(work / "overrides.json", LOOK)
    _run(work, out)
    _tidy(out)


def _build() -> dict[str, Any]:
    """Say what is built: one application, and of the extensions that are installed one."""
    return {
        "contents": ["contents"],
        "apps": ["lab"],
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(EXTENSION)],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }


def _settings(packages: list[str]) -> dict[str, Any]:
    """Let the kernel know that it has all packages at its start, and ask nobody for any."""
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": packages}}
    config = {
        "appName": "Two Octobers",
        "disabledExtensions": list(LEFT_OUT),
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}


def _run(work: Path, out: Path) -> None:
    command = [sys.executable, "-m", "jupyter", "lite", "build", "--output-dir", str(out)]
    env = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(command, cwd=work, env=env, text=True, capture_output=True, check=False)
    if done.returncode or not (out / "files" / "data").is_dir():
        said = (done.stdout + done.stderr).strip().splitlines()
        raise PartError(f"JupyterLite was not built ({said[-1] if said else 'no word'})")


def _tidy(out: Path) -> None:
    """Remove what no reader asks for (source maps, scripts of its makers, wheels packed already).

    And let its page speak where it cannot run, and its kernel load what is warm.
    """
    for path in [*out.rglob("*.map"), *out.glob("rspack*"), *out.rglob("static/pypi/*.whl")]:
        path.unlink()
    shutil.rmtree(out / "doc", ignore_errors=True)
    settings = out / "jupyter-lite.json"
    settings.write_text(settings.read_text("utf-8").replace("/pyodide.mjs", f"/{WARM}"), "utf-8")
    page = out / "lab" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</body>", FROM_A_FOLDER), "utf-8")


def _write(path: Path, said: dict[str, Any]) -> None:
    path.write_text(json.dumps(said, indent=1), "utf-8")
