"""The build: never a stale output, never a book on broken data, the same bytes everywhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, STRICT, Built, build, copy_of_the_book

CHAPTER = "notebooks/07-thirteen-days-two-clocks"
EXECUTED = "Executing notebook"


@pytest.fixture(scope="module")
def copy(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built copy of the book that tests may change, one after the other."""
    root = tmp_path_factory.mktemp("stale") / "book"
    shutil.copytree(built.root, root)
    done = build(root, *STRICT)  # a moved folder is a new book to Sphinx
    assert done.returncode == 0, done.stdout[-4000:]
    return root


@pytest.fixture
def edited(copy: Path) -> Iterator[Callable[[str, str, str], None]]:
    """Change a file of the copy for one test."""
    kept: dict[Path, bytes] = {}

    def edit(name: str, old: str, new: str) -> None:
        path = copy / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} no longer says “{old}”"
        kept.setdefault(path, path.read_bytes())
        path.write_text(text.replace(old, new, 1), "utf-8")

    yield edit
    for path, content in kept.items():
        path.write_bytes(content)


def page(root: Path) -> str:
    """Return the chapter as built."""
    return (root / "_build" / "html" / f"{CHAPTER}.html").read_text("utf-8")


def pages(root: Path) -> dict[str, tuple[int, bytes]]:
    """Return when each page was written, and what it says."""
    html = root / "_build" / "html"
    return {
        str(p.relative_to(html)): (p.stat().st_mtime_ns, p.read_bytes())
        for p in sorted(html.rglob("*.html"))
        if p.name not in ("genindex.html", "search.html", "index.html")  # written every time
    }


def strict(root: Path) -> str:
    """Build the pages and return what the build said."""
    done = build(root, *STRICT)
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


def test_nothing_changed_nothing_happens(copy: Path) -> None:
    """An author would wait for what is there already."""
    before = pages(copy)
    assert EXECUTED not in strict(copy)
    assert pages(copy) == before


def test_a_changed_row_reaches_the_page(
    copy: Path, edited: Callable[[str, str, str], None]
) -> None:
    """A historian corrects a row and would still see the old chart."""
    edited("data/events.csv", "Kennedy reveals the missiles", "Kennedy tells of the missiles")
    assert EXECUTED in strict(copy)
    assert "Kennedy tells of the missiles" in page(copy)
    assert "Kennedy reveals the missiles" not in page(copy)
    table = (copy / "_build" / "html" / "_downloads" / "figure-7.3.csv").read_text("utf-8")
    assert "Kennedy tells of the missiles" in table


def test_a_changed_helper_reaches_the_page(
    copy: Path, edited: Callable[[str, str, str], None]
) -> None:
    """A mended chart function would leave its old drawing."""
    edited("notebooks/companion/charts/two_clocks.py", '"Soviet Union"', '"the Soviet Union"')
    assert EXECUTED in strict(copy)
    assert ">the Soviet Union</text>" in page(copy)


def test_a_changed_version_executes_again(
    copy: Path, edited: Callable[[str, str, str], None]
) -> None:
    """A new pandas could draw otherwise, and nobody would see it."""
    pinned = re.search(r"(?m)^pandas==\S+", (copy / "requirements.txt").read_text("utf-8"))
    assert pinned
    edited("requirements.txt", pinned.group(), f"{pinned.group()}.post1")
    assert EXECUTED in strict(copy)


def test_a_text_edit_changes_the_page_alone(
    copy: Path, edited: Callable[[str, str, str], None]
) -> None:
    """A comma would cost a kernel."""
    strict(copy)
    edited(f"{CHAPTER}.md", "One evening, two dates", "One evening and two dates")
    assert EXECUTED not in strict(copy)
    assert "One evening and two dates" in page(copy)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("data/events.csv", "1962-10-22T19:00,", "1962-10-32T19:00,", "data/events.csv, row"),
        ("data/claims.csv", ",supported,", ",proven,", "data/claims.csv, row"),
    ],
)
def test_broken_data_stop_the_build(
    copy: Path, edited: Callable[[str, str, str], None], name: str, old: str, new: str, told: str
) -> None:
    """A book on a wrong row would look like any other."""
    before = pages(copy)
    edited(name, old, new)
    done = build(copy, *STRICT)
    assert done.returncode != 0
    assert told in done.stdout
    assert "Mend:" in done.stdout
    assert EXECUTED not in done.stdout
    assert "Traceback" not in done.stdout
    assert pages(copy) == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{claim} 2.3d", "{claim} 9.9z", "no claim “9.9z”"),
        ("{verdict}`2.3d`", "{verdict}`9.9z`", "no claim “9.9z”"),
        ("{src}`th-doc21`", "{src}`no-such-key`", "no source “no-such-key”"),
        ("{passage} 2.3\n", "{passage} 7.7\n", "no paragraph “7.7”"),
        (
            "  image:\n    alt: >-\n      Hours",
            "  x:\n    alt: >-\n      Hours",
            "a chart needs a name",
        ),
    ],
)
def test_a_slip_on_a_page_is_an_error_with_its_place(
    copy: Path, edited: Callable[[str, str, str], None], old: str, new: str, told: str
) -> None:
    """A mark without a claim, or a note without a source, would stand in the book."""
    edited(f"{CHAPTER}.md", old, new)
    done = build(copy, *STRICT)
    assert done.returncode != 0
    line = next((line for line in done.stdout.splitlines() if told in line), "")
    assert re.search(rf"{CHAPTER}\.md:\d+", line), done.stdout[-3000:]


def test_a_failing_cell_stops_the_build(
    copy: Path, edited: Callable[[str, str, str], None]
) -> None:
    """A traceback would be printed where a chart should be."""
    edited(f"{CHAPTER}.md", "charts.midnights(speech, meeting)", "charts.midnights(1 / 0, meeting)")
    done = build(copy, *STRICT)
    assert done.returncode != 0
    assert f"{CHAPTER}.md" in done.stdout
    assert "ZeroDivisionError" in done.stdout


def test_the_same_book_anywhere(built: Built, tmp_path: Path) -> None:
    """Two people with the same commit would hold two books."""
    root = copy_of_the_book(tmp_path / "elsewhere")
    strict(root)

    def content(html: Path) -> dict[str, bytes]:
        return {
            str(p.relative_to(html)): p.read_bytes()
            for p in html.rglob("*")
            if p.suffix in {".html", ".css", ".js", ".csv", ".svg"}
        }

    here, there = content(built.html), content(root / "_build" / "html")
    assert set(here) == set(there)
    assert [name for name in here if here[name] != there[name]] == []


def test_arrows_point_one_way() -> None:
    """A notebook in the browser would ask for Sphinx."""
    for path in (ROOT / "notebooks").rglob("*.py"):
        text = path.read_text("utf-8")
        assert (
            re.findall(r"(?m)^\s*(?:from|import) (sphinx|docutils|myst_nb|two_octobers)", text)
            == []
        )
    for path in (ROOT / "notebooks").glob("*.md"):
        assert "two_octobers" not in path.read_text("utf-8")
