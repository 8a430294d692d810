"""Kernels that are forked: for the notebooks that run ahead, and for nothing else."""

from __future__ import annotations

from pathlib import Path

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from two_octobers import ROOT, kernels

WARM = "import sys\nprint('altair' in sys.modules)"


def _said(folder: Path, **options: str) -> str:
    notebook = new_notebook(cells=[new_code_cell(WARM)])
    where = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, resources=where, record_timing=False).execute(**options)
    return str(notebook.cells[0].outputs[0]["text"]).strip()


def test_a_kernel_is_warm_ahead_and_as_always_afterwards(tmp_path: Path) -> None:
    """myst-nb itself starts a kernel for a chapter that has no code yet: the build would crash."""
    noted = tmp_path / "read"
    with kernels.forked():
        assert _said(tmp_path, watched=str(ROOT / "data"), noted=str(noted)) == "True"
    assert _said(tmp_path) == "False"
