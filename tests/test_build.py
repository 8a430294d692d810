"""The build: what changed is on the page, what did not costs nothing, what is wrong stops it."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess, Popen

import psutil
import pytest
import yaml
from bs4 import BeautifulSoup
from building import NOTEBOOKS, command
from conftest import STRICT, build, copy_of_the_book
from two_octobers import record

CHAPTER = "notebooks/07-thirteen-days-two-clocks"
COVER = "book/cover"
LEDGER = "notebooks/12-the-ledger"
EXECUTES = re.compile(r"executed notebooks/")
EXECUTED = re.compile(r"(?m)^executed (notebooks/[\w-]+)")
LEFT_OUT = re.compile(r"notebooks/(?!07|12)")


class Tree:
    """A built copy of the book to change and build again."""

    def __init__(self, root: Path) -> None:
        """Take the folder of the copy."""
        self.root = root
        self.html = root / "_build" / "html"

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text in a file; it has to be there."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} no longer has “{old}”: mend this test"
        path.write_text(text.replace(old, new, 1), "utf-8")

    def add(self, name: str, text: str) -> int:
        """Append a text to a file; return the line on which it begins."""
        path = self.root / name
        before = path.read_text("utf-8")
        path.write_text(f"{before}{text}", "utf-8")
        return before.count("\n") + 1

    def build(self) -> CompletedProcess[str]:
        """Build the pages again."""
        return build(self.root, *STRICT)

    def rebuilt(self) -> str:
        """Build the pages again, with success, and return what the build said."""
        done = self.build()
        assert done.returncode == 0, done.stdout[-4000:]
        return done.stdout

    def page(self, name: str) -> str:
        """Return the words of a page, its charts included."""
        text = (self.html / f"{name}.html").read_text("utf-8")
        return re.sub(r"\s+", " ", BeautifulSoup(text, "html.parser").get_text(" "))

    def files(self) -> dict[str, bytes]:
        """Return every file of the site."""
        found = sorted(p for p in self.html.rglob("*") if p.is_file())
        return {p.relative_to(self.html).as_posix(): p.read_bytes() for p in found}

    def times(self) -> dict[str, int]:
        """Return when each page was written."""
        return {str(p): p.stat().st_mtime_ns for p in self.html.rglob("*.html")}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build a book of two chapters, to be changed; return it and a snapshot of it as it was built.

    The other chapters lie there too, for sources are used in them, but the contents leave them out.
    """
    folder = tmp_path_factory.mktemp("a small book")
    root = copy_of_the_book(folder / "book")
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    for part in toc["parts"]:
        part["chapters"] = [c for c in part["chapters"] if not LEFT_OUT.match(c["file"])]
    toc["parts"] = [part for part in toc["parts"] if part["chapters"]]
    (root / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), "utf-8")
    cover = root / f"{COVER}.md"
    linked = rf"\[([^]]*)\]\(\.\./{LEFT_OUT.pattern}[^)]*\)"
    cover.write_text(re.sub(linked, r"\1", cover.read_text("utf-8")), "utf-8")
    done = build(root, *STRICT)
    assert done.returncode == 0, done.stdout[-4000:]
    assert EXECUTES.search(done.stdout), "the log has other words now: mend this test"
    return root, shutil.copytree(root, folder / "snapshot", symlinks=True)


@pytest.fixture
def tree(small: tuple[Path, Path]) -> Iterator[Tree]:
    """Give the small book as it was just built, whatever the test before did to it."""
    root, snapshot = small
    shutil.rmtree(root)
    shutil.copytree(snapshot, root, symlinks=True)
    yield Tree(root)


def executed(said: str) -> set[str]:
    """Name the notebooks that a build executed."""
    return set(EXECUTED.findall(said))


# ---- what changed is on the page ----


def test_a_changed_row_is_on_every_page(tree: Tree) -> None:
    """A historian mends a row, and the old chart stays."""
    old, new = "Kennedy reveals the missiles", "Kennedy tells of the missiles"
    assert old in tree.page(CHAPTER)
    tree.change("data/events.csv", old, new)
    said = tree.rebuilt()
    assert executed(said) == {CHAPTER}  # the ledger does not read the events
    for name in (CHAPTER, COVER):
        assert new in tree.page(name)
        assert old not in tree.page(name)


def test_a_changed_source_is_on_the_page(tree: Tree) -> None:
    """A title is mended in the bibliography, whose records are kept, and the old one stays."""
    old, new = "Telegram 1015 to the Embassy", "Telegram No. 1015 to the Embassy"
    assert old in tree.page(CHAPTER)
    tree.change("data/references.bib", old, new)
    tree.rebuilt()
    assert new in tree.page(CHAPTER)
    assert old not in tree.page(CHAPTER)


def test_a_changed_row_is_on_the_page_when_another_builder_read_it_first(tree: Tree) -> None:
    """`make book` sets the PDF first: the pages would keep the old chart without a word."""
    old, new = "Kennedy reveals the missiles", "Kennedy tells of the missiles"
    tree.change("data/events.csv", old, new)
    done = build(tree.root, *STRICT, *NOTEBOOKS)
    assert done.returncode == 0, done.stdout[-4000:]
    tree.rebuilt()
    assert new in tree.page(CHAPTER)


def test_what_a_cell_prints_is_whole(tree: Tree) -> None:
    """On a busy machine a print comes in pieces: a line would be broken where it was said once."""
    pieces = 'print(f"{city}’s", end=" ", flush=True)\n    print(f"calendar'
    tree.change(f"{CHAPTER}.md", 'print(f"{city}’s calendar', pieces)
    before = _printed(tree)
    tree.rebuilt()
    assert _printed(tree) == before
    assert "calendar: 3 midnights" in before[0]


def _printed(tree: Tree) -> list[str]:
    text = (tree.html / f"{CHAPTER}.html").read_text("utf-8")
    return [e.get_text() for e in BeautifulSoup(text, "html.parser").select(".output.stream pre")]


def test_a_changed_helper_is_on_the_page(tree: Tree) -> None:
    """A chart's code is mended, and the page shows what it drew before; or an old Vega at work."""
    old, new = "arrival hour not on record", "hour of arrival unknown"
    assert old in tree.page(CHAPTER)
    tree.change("notebooks/companion/charts/delays.py", f'"{old}"', f'"{new}"')
    vega = tree.html / "_static" / "vega.js"
    real = vega.read_bytes()
    vega.write_text("// of an older wheel", "utf-8")
    assert executed(tree.rebuilt()) == {CHAPTER, LEDGER}
    assert new in tree.page(CHAPTER)
    assert vega.read_bytes() == real


def test_a_helper_or_the_lock_file_alone_runs_everything_again(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that does not name another cache is never seen: the build takes what it kept.

    That all is run again under another name, the test above has seen.
    """
    monkeypatch.setattr(record, "ROOT", tree.root)
    kept = [path.name for path in (tree.root / "_build/.two-octobers/executed").iterdir()]
    assert kept == [record.digest(record.CODE)]
    for name in ("notebooks/companion/charts/delays.py", "requirements.txt"):
        tree.add(name, "\n")
        assert record.digest(record.CODE) not in kept, name
        kept.append(record.digest(record.CODE))


def test_a_text_edit_runs_nothing(tree: Tree) -> None:
    """Writing prose would cost the time of the charts."""
    tree.change(f"{CHAPTER}.md", "## Exercises", "A sentence of the test.\n\n## Exercises")
    said = tree.rebuilt()
    assert not EXECUTES.search(said)
    assert "A sentence of the test." in tree.page(CHAPTER)


def test_a_changed_style_reaches_who_was_here_before(tree: Tree) -> None:
    """A browser keeps a style sheet by its address: the same address, and the old look stays."""
    before = _style(tree)
    tree.add("book/_static/book.css", "\n.a-test { color: red; }\n")
    said = tree.rebuilt()
    assert not EXECUTES.search(said)
    assert ".a-test" in (tree.html / "_static" / "book.css").read_text("utf-8")
    assert _style(tree) != before


def _style(tree: Tree) -> str:
    page = (tree.html / f"{CHAPTER}.html").read_text("utf-8")
    return str(re.findall(r'href="([^"]*book\.css[^"]*)"', page))


# ---- what did not change costs nothing ----


def test_no_change_runs_and_writes_nothing(tree: Tree) -> None:
    """Every build would be as slow as the first, and every upload as large."""
    files, times = tree.files(), tree.times()
    said = tree.rebuilt()
    assert not EXECUTES.search(said)
    assert tree.files() == files
    assert tree.times() == times


def test_what_was_deleted_is_there_again(tree: Tree) -> None:
    """Whoever empties the folder of pages would upload them without their pictures."""
    files = tree.files()
    shutil.rmtree(tree.html)
    tree.rebuilt()
    assert tree.files() == files


# ---- what is not there is not offered ----


def test_without_jupyterlite_there_is_no_button(tree: Tree) -> None:
    """Nor an old JupyterLite beside the pages, with the notebooks of another edition."""
    stale = tree.html / "lite" / "lab" / "index.html"
    stale.parent.mkdir(parents=True)
    stale.touch()
    done = build(tree.root, *STRICT, BOOK_LITE="yes")
    assert done.returncode == 0, done.stdout[-4000:]
    assert "in your browser" not in tree.page(CHAPTER)
    assert not stale.exists()


HUB = "\nlaunch_buttons:\n  binderhub_url: https://mybinder.org\n"
REPOSITORY = "repository:\n  url: https://github.com/some-one/two-octobers\n  branch: a/branch\n"


def test_binder_is_offered_where_it_is_named(tree: Tree) -> None:
    """A link that opens nothing, or another book, is worse than none."""
    assert "Binder" not in tree.page(CHAPTER)
    tree.add("_config.yml", HUB)
    done = tree.build()
    assert done.returncode != 0
    assert "repository: url: has to name the repository" in done.stdout
    tree.add("_config.yml", REPOSITORY)
    tree.rebuilt()
    page = (tree.html / f"{CHAPTER}.html").read_text("utf-8")
    link = BeautifulSoup(page, "html.parser").select_one(".hub a")
    opened = f"lab/tree/{CHAPTER}.md"
    hub = "https://mybinder.org/v2/gh/some-one/two-octobers/a%2Fbranch?urlpath="
    assert link["href"] == hub + opened
    assert (tree.root / f"{CHAPTER}.md").is_file()
    assert "Binder" not in tree.page(COVER)


# ---- what is wrong stops the build ----


def test_bad_data_stops_the_build_before_a_cell_runs(tree: Tree) -> None:
    """A wrong row would be drawn first and found later, or never."""
    path = tree.root / "data" / "events.csv"
    good, files = path.read_bytes(), tree.files()
    tree.change("data/events.csv", ",America/New_York,", ",America/Newyork,")
    done = tree.build()
    assert done.returncode != 0
    assert not EXECUTES.search(done.stdout)
    assert re.search(r"events\.csv, row \d+, column zone: .*America/Newyork", done.stdout)
    assert "Traceback" not in done.stdout
    assert tree.files() == files
    path.write_bytes(good)
    assert not EXECUTES.search(tree.rebuilt())


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("1/0", "ZeroDivisionError: division by zero"),
        ("import os; os._exit(3)", "Kernel died"),
        ("import time; time.sleep(600)", "timed out while it was being executed, after 15 seconds"),
    ],
    ids=["error", "crash", "time-out"],
)
def test_a_failing_cell_stops_the_build(tree: Tree, code: str, told: str) -> None:
    """A page would be published with an error where its chart should be."""
    tree.change("_config.yml", "timeout: 120", "timeout: 15")
    path = tree.root / f"{CHAPTER}.md"
    good, files = path.read_bytes(), tree.files()
    line = tree.add(f"{CHAPTER}.md", f"\n```{{code-cell}} ipython3\n{code}\n```\n")
    done = tree.build()
    assert done.returncode != 0
    assert f"{CHAPTER}.md:{line + 2}: cell" in done.stdout
    assert told in done.stdout
    assert "sphinx" not in done.stdout.partition(": cell")[2]  # no traceback but the reader's own
    assert tree.files() == files
    path.write_bytes(good)
    tree.rebuilt()
    assert tree.files() == files


def test_an_interrupted_build_leaves_nothing(tree: Tree) -> None:
    """A kernel would go on, and half an output be taken for a whole one."""
    path = tree.root / f"{CHAPTER}.md"
    good, files = path.read_bytes(), tree.files()
    tree.add(f"{CHAPTER}.md", "\n```{code-cell} ipython3\nimport time; time.sleep(600)\n```\n")
    with Popen(**command(tree.root, *STRICT), start_new_session=True) as process:
        assert process.stdout
        assert any(CHAPTER in line for line in process.stdout), "no page was read"
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode
    assert "Interrupted!" in said
    assert not re.search("Traceback|KeyboardInterrupt", said)
    here = [one for one in psutil.process_iter(["cwd"]) if str(tree.root) in str(one.info["cwd"])]
    assert here == []
    path.write_bytes(good)
    tree.rebuilt()
    assert tree.files() == files


def test_a_page_cannot_name_what_is_not_there(tree: Tree) -> None:
    """A verdict, a source or a figure would be missing without a word."""
    written = {
        "9.9x": "{verdict}`9.9x`",
        "no-such-source-2022": "{src}`no-such-source-2022`",
        "9.9z": ":::{claim} 9.9z\nText.\n:::",
        "fig-no-such": "{numref}`fig-no-such`",
    }
    lines = {name: tree.add(f"{CHAPTER}.md", f"\n{text}\n") + 1 for name, text in written.items()}
    done = tree.build()
    assert done.returncode != 0
    for name, line in lines.items():
        said = [row for row in done.stdout.splitlines() if name in row]
        assert [row for row in said if f"{CHAPTER}.md:{line}:" in row], (name, line, said)
