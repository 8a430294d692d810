"""The chapters in the reader's browser: the same results, charts drawn, nothing from elsewhere."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from both import told
from building import LITE, Built
from cells import CELL
from lab import changed, code, opened, ran, run_all
from playwright.sync_api import Browser, Page
from reader import CHAPTER, CHAPTERS, LEDGER, file, fresh, number_of_charts
from shared import Shared

NOTEBOOKS = [*CHAPTERS, LEDGER]
EACH = pytest.mark.parametrize("name", NOTEBOOKS)
BUTTON = "Run this chapter in your browser"
AGAIN = "Start again from the book’s version"
HERE = Path(__file__).parent


# ---- the notebooks ----


@EACH
def test_a_notebook_has_the_chapters_cells(built: Built, name: str) -> None:
    """A reader would run other code than the book was made with."""
    source = (built.root / f"{name}.md").read_text("utf-8")
    made = json.loads((built.root / "_build" / f"{name}.ipynb").read_text("utf-8"))
    cells = [c for c in made["cells"] if c["cell_type"] == "code"]
    wanted = [written.strip() for _, _, written in CELL.findall(source)]
    assert ["".join(cell["source"]).strip() for cell in cells] == wanted
    assert not any(cell["outputs"] for cell in cells)


@EACH
def test_a_notebook_reads_as_plain_text(built: Built, name: str) -> None:
    """Roles and directives of the book would stand in it as bare signs."""
    made = json.loads((built.root / "_build" / f"{name}.ipynb").read_text("utf-8"))
    text = "\n".join("".join(c["source"]) for c in made["cells"] if c["cell_type"] == "markdown")
    assert not re.search(r"(?m)^:::|\{[a-z-]+\}`|\[\^|^:\w+:", text)
    figures = re.findall(r"\*\*Figure (\d+\.\d+)\. ", text)
    assert len(set(figures)) == number_of_charts(name)
    claimed = re.findall(r"(?m)^:+\{claim\} (.*)$", (built.root / f"{name}.md").read_text("utf-8"))
    for claim in " ".join(claimed).split():
        assert f"**Claim {claim}: " in text


@pytest.fixture(scope="module")
def in_pyodide(shared: Shared, site_lite: Path) -> dict[str, Any]:
    """What all notebooks tell when they run in the Pyodide that a browser would load."""

    def make(folder: Path) -> None:
        folder.mkdir()
        command = [LITE / "node", HERE / "run_cells.mjs", site_lite, HERE / "both.py"]
        out = folder / "told.json"
        done = subprocess.run([*command, out], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-4000:]

    told_there = shared.once("pyodide", make) / "told.json"
    return dict(json.loads(told_there.read_text("utf-8")))


@EACH
def test_the_browser_computes_what_the_book_says(
    in_pyodide: dict[str, Any], site_lite: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Another pandas or another machine would give a reader another chart or another figure."""
    monkeypatch.chdir(site_lite)
    here = told(site_lite / "files" / f"{name}.ipynb")
    there = in_pyodide[Path(name).name]
    assert there["printed"] == here["printed"]
    assert len(here["charts"]) == number_of_charts(name)
    for drawn, wanted in zip(there["charts"], here["charts"], strict=True):
        assert _spec(json.loads(drawn)) == _spec(json.loads(wanted))
    assert there["tables"].keys() == here["tables"].keys()
    for table, text in here["tables"].items():
        assert _cells(there["tables"][table]) == _cells(text), table


def test_python_starts_with_what_it_needs(in_pyodide: dict[str, Any]) -> None:
    """``%pip list`` names what is there; of dateutil's 600 zones and phones' drawings, nothing."""
    assert {"altair", "numpy", "pandas", "python-dateutil"} <= {*in_pyodide["started"]["packages"]}
    assert "dateutil.tz" in in_pyodide["started"]["modules"]
    assert "dateutil.zoneinfo" not in in_pyodide["started"]["modules"]
    assert not in_pyodide["started"]["for phones"]


PLACES = {"x", "x2", "y", "y2"}
"""Where something is drawn, rounded to tenths of a pixel: the next tenth is as good."""


def _spec(spec: Any, sets: dict[str, Any] | None = None, key: str = "") -> Any:
    """Return a spec with its data in place, not by digest, and its places as near as need be."""
    if isinstance(spec, dict):
        sets = {**(sets or {}), **spec.get("datasets", {})}
        if spec.get("name") in sets:
            return _spec(sets[spec["name"]], sets)
        return {k: _spec(v, sets, k) for k, v in spec.items() if k != "datasets"}
    if isinstance(spec, list):
        return [_spec(part, sets) for part in spec]
    if isinstance(spec, float | int) and key in PLACES:
        return pytest.approx(spec, abs=0.11)
    return spec


def _cells(table: str) -> list[list[object]]:
    """Read a table with its numbers as numbers: the last binary digit is the machine's own."""
    return [[_number(cell) for cell in row] for row in csv.reader(io.StringIO(table))]


def _number(cell: str) -> object:
    try:
        return pytest.approx(float(cell), rel=1e-9, nan_ok=True)
    except ValueError:
        return cell


# ---- in the browser ----


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """One reader for the tests that follow each other; and every address that was asked for."""
    with fresh(browser) as opened_page:
        asked: list[str] = []
        opened_page.context.on("request", lambda request: asked.append(request.url))
        yield opened_page, asked


def test_the_button_runs_the_chapter(
    page: tuple[Page, list[str]], site_lite: Path, site: str
) -> None:
    """A reader would meet an error, an empty chart, or a request that leaves the host."""
    reader, asked = page
    told: list[str] = []
    reader.on("console", lambda message: told.append(message.text))
    reader.goto(f"{site}/{CHAPTER}.html")
    assert not reader.get_by_text(AGAIN).is_visible()
    reader.get_by_text(BUTTON).click()
    opened(reader)
    assert Path(CHAPTER).name in reader.locator(".lm-TabBar-tab.jp-mod-current").inner_text()
    run_all(reader)
    outputs = ran(reader)
    assert not [text for _, text in outputs if "Error" in text]
    assert sum(drawn for drawn, _ in outputs) == number_of_charts(CHAPTER)
    assert not [text for text in told if "error occurred" in text]  # packages that do not load
    elsewhere = [url for url in asked if not url.startswith((site, "data:", "blob:"))]
    assert not elsewhere
    assert any("packages.data" in url for url in asked), (
        "Pyodide’s requests are not seen: mend this test"
    )


def test_what_a_reader_changes_is_kept(
    page: tuple[Page, list[str]], site_lite: Path, site: str
) -> None:
    """A page loaded again would lose an hour’s work; or never give the book’s version back."""
    reader, _ = page
    changed(reader, "# my own line")
    reader.reload()
    opened(reader)
    assert "# my own line" in code(reader)
    reader.goto(f"{site}/{CHAPTER}.html")
    reader.get_by_text(AGAIN).click()
    reader.get_by_text("The notebook is the book’s version again.").wait_for()
    reader.get_by_text(BUTTON).click()
    opened(reader)
    text = code(reader)
    assert "# my own line" not in text
    assert "from companion import" in text


def test_one_chapter_is_opened_at_a_time(
    page: tuple[Page, list[str]], site_lite: Path, site: str
) -> None:
    """Each notebook that JupyterLab opens again starts a Python of its own."""
    reader, _ = page
    reader.goto(f"{site}/{LEDGER}.html")
    reader.get_by_text(BUTTON).click()
    opened(reader)
    tabs = reader.locator(".lm-DockPanel-tabBar .lm-TabBar-tabLabel").all_inner_texts()
    assert [tab for tab in tabs if tab.endswith(".ipynb")] == [f"{Path(LEDGER).name}.ipynb"]


# ---- where it cannot be ----


def _why(reader: Page) -> str:
    reader.get_by_text(BUTTON).click()
    told_why = reader.locator(".run-not")
    told_why.wait_for()
    return told_why.inner_text()


def test_from_a_folder_the_page_says_why_not(
    browser: Browser, built: Built, site_lite: Path
) -> None:
    """A reader would wait in front of a blank page."""
    with fresh(browser) as reader:
        reader.goto(file(built, CHAPTER))
        assert "from a web server" in _why(reader)
        assert reader.url == file(built, CHAPTER)


def test_from_a_folder_jupyterlite_says_why_not(browser: Browser, site_lite: Path) -> None:
    """Whoever goes straight to it would wait in front of a blank page."""
    with fresh(browser) as reader:
        reader.goto((site_lite / "lab" / "index.html").as_uri())
        reader.get_by_text("from a web server").wait_for()


def test_without_encryption_the_page_says_why_not(
    browser: Browser, built: Built, site_lite: Path
) -> None:
    """A school’s own server is often without."""
    with fresh(browser) as reader:
        reader.route(
            "http://school.test/**",
            lambda route: route.fulfill(
                path=built.html / route.request.url.split("school.test/")[1].split("?")[0]
            ),
        )
        reader.goto(f"http://school.test/{CHAPTER}.html")
        assert "https" in _why(reader)


def test_without_a_service_worker_the_page_says_why_not(
    browser: Browser, site_lite: Path, site: str
) -> None:
    """Private windows of some browsers have none."""
    with fresh(browser) as reader:
        reader.add_init_script("delete Navigator.prototype.serviceWorker")
        reader.goto(f"{site}/{CHAPTER}.html")
        assert "service worker" in _why(reader)


def test_without_scripts_there_is_no_button(browser: Browser, site_lite: Path, site: str) -> None:
    """It would lead to a blank page."""
    with fresh(browser, java_script_enabled=False) as reader:
        reader.goto(f"{site}/{CHAPTER}.html")
        assert not reader.get_by_text(BUTTON).is_visible()
