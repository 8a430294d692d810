"""The books that are timed: ours, the same without its extension, and larger ones made up of it.

Stock is Jupyter Book 1 as it comes: the same pages and notebooks, its own executor, Altair's own
renderer. It does not know the directives of this book and leaves out what stands in them, which
makes it quicker than it would be; it draws nothing, and checks nothing.
"""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

from building import copy_of_the_book

STOCK_CONFIG = """\
title: Two Octobers
only_build_toc_files: true
execute: {execute_notebooks: cache, timeout: 120}
"""
CHAPTER = "notebooks/05-valdai.md"
TABLE = "data/midterms.csv"
"""A table that one notebook reads."""

MODEL = "notebooks/07-thirteen-days-two-clocks.md"
CELL = re.compile(r"(?ms)^```\{code-cell\}.*?^```$")


def ours(folder: Path) -> Path:
    """Copy the book as it is."""
    return copy_of_the_book(folder)


def stock(folder: Path) -> Path:
    """Copy the book, and leave to Jupyter Book what the extension does."""
    copy_of_the_book(folder)
    shutil.rmtree(folder / "book" / "_ext")
    (folder / "_config.yml").write_text(STOCK_CONFIG, "utf-8")
    _change(folder / "notebooks/companion/theme.py", 'enable("two-octobers")', 'enable("html")')
    return folder


def edit_text(folder: Path, number: int) -> None:
    """Add a sentence to a chapter."""
    with (folder / CHAPTER).open("a", encoding="utf-8") as file:
        file.write(f"\nSentence {number} of a bench.\n")


def edit_code(folder: Path, number: int) -> None:
    """Add a line to the first cell of code of a chapter."""
    text = (folder / CHAPTER).read_text("utf-8")
    cell = re.search(r"(?m)^from companion import.*$", text)
    assert cell, f"{CHAPTER} has no cell that imports companion"
    edited = f"{text[: cell.end()]}\nround_{number} = {number}{text[cell.end() :]}"
    (folder / CHAPTER).write_text(edited, "utf-8")


def edit_row(folder: Path, number: int) -> None:
    """Change the note of one row of a table."""
    path = folder / TABLE
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["note"] = f"{rows[0]['note']} Note {number} of a bench.".strip()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def grow(folder: Path, times: int) -> None:
    """Give a book ``times`` as many chapters, made up, with three charts each of the same events.

    They are pages like the others, but for claims, of which a book has as many as its essay.
    """
    contents = folder / "_toc.yml"
    text = contents.read_text("utf-8")
    cells = (folder / MODEL).read_text("utf-8")
    chapters = len(re.findall("file: notebooks/", text))
    made = [f"notebooks/made-up-{n:03}" for n in range(chapters * (times - 1))]
    for name in made:
        (folder / f"{name}.md").write_text(_made_up(cells, Path(name).name), "utf-8")
    listed = "".join(f"      - file: {name}\n" for name in made)
    part = f"  - caption: Made up\n    chapters:\n{listed}" if made else ""
    contents.write_text(f"{text.rstrip()}\n{part}", "utf-8")


def _made_up(model: str, name: str) -> str:
    """Take the header and the three first figures of a chapter, under names of their own."""
    header = model[: model.index("\n---\n", 4) + 5]
    figures = [cell for cell in CELL.findall(model) if "figure:" in cell][:3]
    renamed = [re.sub(r"name: fig-", f"name: {name}-", cell) for cell in figures]
    paragraphs = "\n\n".join(f"Paragraph {n} of a chapter that was made up." for n in range(40))
    return "\n\n".join([f"{header}\n# {name}", paragraphs, *renamed])


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new), "utf-8")
