"""Kernels that are forked: for the notebooks that run ahead, and for nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from two_octobers import ROOT, execution, kernels

WARM = "import sys\nprint({'altair', 'companion.charts'} <= {*sys.modules})"
READS = """
import sys
def told(event, arguments):
    if event == "open" and "/data/" in str(arguments[0]):
        print(arguments[0])
sys.addaudithook(told)
import companion.charts, companion.data
print("imported")
if "rows" in sys.argv:
    companion.data.table("midterms")
"""


def _said(folder: Path, manager: str = "", **options: str) -> str:
    notebook = new_notebook(cells=[new_code_cell(WARM)])
    where = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, resources=where, record_timing=False)
    if manager:
        client.kernel_manager_class = f"two_octobers.kernels.{manager}"
    client.execute(**options)
    return str(notebook.cells[0].outputs[0]["text"]).strip()


def test_a_kernel_is_warm_ahead_and_as_always_otherwise(tmp_path: Path) -> None:
    """myst-nb itself starts a kernel for a chapter that has no code yet: the build would crash."""
    noted = tmp_path / "read"
    try:
        warm = _said(tmp_path, "WarmManager", watched=str(ROOT / "data"), noted=str(noted))
        assert warm == "True"
        assert _said(tmp_path) == "False"
    finally:
        kernels.PARENT.end()


def test_where_no_process_can_be_forked_all_is_left_to_myst_nb(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The book would not build there; that it builds so, ``test_same.py`` sees."""
    config: Any = SimpleNamespace(book_execution="warm")
    monkeypatch.delattr(os, "fork")
    execution._choose(None, config)  # type: ignore[arg-type]
    assert config.book_execution == "stock"


def test_the_library_reads_no_table_when_it_is_imported() -> None:
    """What the parent reads no kernel would be seen to read, and a changed row would not count."""
    assert _read() == ["imported"]
    assert any(line.endswith("midterms.csv") for line in _read("rows"))


def _read(*asked: str) -> list[str]:
    command = [sys.executable, "-c", READS, *asked]
    done = subprocess.run(
        command, cwd=kernels.NOTEBOOKS, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()
