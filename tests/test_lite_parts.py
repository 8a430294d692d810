"""What runs in the reader's browser: what it is made of, and what is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
from building import Built, lite


def test_nothing_is_compiled_at_a_start(site_lite: Path) -> None:
    """Python would be up a second later, and pandas too."""
    pyodide = site_lite / "static/pyodide"
    with zipfile.ZipFile(pyodide / "python_stdlib.zip") as library:
        assert "zoneinfo/__init__.pyc" in library.namelist()
        held = library.namelist()
    for archive in pyodide.glob("*.data"):
        with tarfile.open(archive) as packed:
            held += packed.getnames()
    assert {"pandas/__init__.pyc", "companion/data.pyc"} <= {*held}
    assert sum(name.endswith(".dist-info/METADATA") for name in held) > 30
    assert [name for name in held if name.endswith(".py")] == []


def test_the_kernel_imports_before_it_has_a_folder(site_lite: Path) -> None:
    """Each of pandas' imports would ask in the folder of the notebooks first: 2 s in all."""
    settings = (site_lite / "jupyter-lite.json").read_text("utf-8")
    (url,) = re.findall(r'"pyodideUrl": "(.*)"', settings)
    assert "import altair, pandas" in (site_lite / url).read_text("utf-8")


@pytest.fixture
def apart(built: Built, tmp_path: Path, site_lite: Path) -> Path:
    """What ``python -m lite`` needs of the book, with the parts as they were fetched."""
    for name in ("book/lite", "data", "notebooks/companion", "_build/notebooks"):
        shutil.copytree(built.root / name, tmp_path / name)
    parts = "_build/.two-octobers/lite/parts"
    shutil.copytree(built.root / parts, tmp_path / parts)
    return tmp_path


def _refusal(root: Path, **variables: str) -> str:
    """Return the one line that says why nothing was made."""
    done = subprocess.run(**lite(root, **variables), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert not (root / "_build" / "lite").exists()
    (line,) = done.stderr.splitlines()
    assert line.startswith("The chapters will not run in the browser: ")
    return str(line)


@pytest.mark.parametrize("name", ["pandas-*.whl", "pyodide-*.tgz", "pure-*/altair-*.whl"])
def test_a_part_with_another_digest_is_refused(apart: Path, name: str) -> None:
    """Whoever stands between could give every reader a Python of his own."""
    (part,) = (apart / "_build/.two-octobers/lite/parts").glob(name)
    part.write_bytes(part.read_bytes()[:-1] + b"!")
    said = _refusal(apart)
    assert part.name in said
    assert "digest" in said


def test_without_a_network_it_says_so(apart: Path, tmp_path: Path) -> None:
    """The build would hang, or bury the reason under a traceback."""
    shutil.rmtree(apart / "_build/.two-octobers/lite/parts")
    nowhere = "http://127.0.0.1:9"
    said = _refusal(apart, npm_config_registry=nowhere, npm_config_cache=str(tmp_path / "none"))
    assert "Pyodide could not be fetched" in said
