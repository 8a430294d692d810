"""A teacher's choices: what a course pack holds, and what becomes of a wrong choice."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
import yaml
from conftest import PDF, STRICT, Built, build, copy_of_the_book
from test_pdf import elements, texts_of
from two_octobers.pdf.options import OptionError, Options, read

KNOWN = range(1, 14)
ADDRESS = "https://history.example/october"
PACK = """\
course: History 214
term: Spring 2027
instructor: Dr Example
note: Read chapter 7 first.
chapters: 3 7-8
solutions: no
"""


def chosen(**said: str) -> Options:
    """Read choices as ``make`` hands them on."""
    return read({f"BOOK_{name.upper()}": value for name, value in said.items()}, KNOWN)


# ---- what may be chosen ----


def test_nothing_chosen_is_the_whole_book() -> None:
    """Who types ``make pdf`` wants the book."""
    assert chosen() == Options()
    assert Options().name == "two-octobers.pdf"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("3", (3,)), ("03 07 08", (3, 7, 8)), ("3,7-8", (3, 7, 8)), ("8 7–8 1", (1, 7, 8))],
)
def test_chapters_and_ranges(said: str, meant: tuple[int, ...]) -> None:
    """A list is typed in many ways, and means one."""
    assert chosen(chapters=said).chapters == meant


def test_a_file_says_the_same_as_options(tmp_path: Path) -> None:
    """A pack that is made every year is kept in a file; what is typed counts more."""
    pack = tmp_path / "course.yml"
    pack.write_text(PACK, "utf-8")
    made = chosen(pack=str(pack), paper="letter", term="Autumn 2027")
    assert (made.chapters, made.solutions, made.paper) == ((3, 7, 8), False, "letter")
    assert (made.course, made.term) == ("History 214", "Autumn 2027")
    assert made.name == "two-octobers-3-7-8-letter-without-solutions.pdf"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"chapters": "14"}, "there is no chapter 14"),
        ({"chapters": "0-3"}, "there is no chapter 0"),
        ({"chapters": "8-7"}, "runs backwards"),
        ({"chapters": "three"}, "“three” is neither a chapter nor a range"),
        ({"paper": "legal"}, "“legal” is not one of a4, letter"),
        ({"solutions": "maybe"}, "“maybe” is not one of yes, no"),
        ({"code": "1"}, "“1” is not one of yes, no"),
        ({"pack": "nowhere.yml"}, "no file nowhere.yml"),
    ],
)
def test_a_wrong_choice_is_told_in_a_line(said: dict[str, str], told: str) -> None:
    """What was typed, and what can be typed instead."""
    with pytest.raises(OptionError) as error:
        chosen(**said)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("papers: a4\n", "“papers”; it may have"),
        ("- a\n", "one thing a line"),
        ("a: [\n", "not YAML"),
    ],
)
def test_a_wrong_file_is_told_in_a_line(tmp_path: Path, text: str, told: str) -> None:
    """A line that nobody reads would look as if it counted."""
    pack = tmp_path / "course.yml"
    pack.write_text(text, "utf-8")
    with pytest.raises(OptionError) as error:
        chosen(pack=str(pack))
    assert told in str(error.value)
    assert "\n" not in str(error.value)


# ---- what is made of it ----


@pytest.fixture(scope="module")
def pack(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a pack of three chapters in the folder where the book was built."""
    said = tmp_path_factory.mktemp("pack") / "course.yml"
    said.write_text(PACK, "utf-8")
    done = build(built.root, *STRICT, *PDF, BOOK_PACK=str(said), SOURCE_DATE_EPOCH="1700000000")
    assert done.returncode == 0, done.stdout[-4000:]
    return built.pdf.with_name("two-octobers-3-7-8-without-solutions.pdf")


def _texts(path: Path) -> list[str]:
    return [" ".join(text.split()) for text in texts_of(path)]


def test_a_pack_holds_what_was_chosen(built: Built, pack: Path) -> None:
    """Its chapters, its title page, its sources, and page numbers without a gap."""
    pages, whole = _texts(pack), _texts(built.pdf)
    for words in ("History 214", "Spring 2027 · Dr Example", "Read chapter 7 first."):
        assert words in pages[0]
    with pikepdf.open(pack) as pdf, pdf.open_outline() as outline:
        titles = [str(item.title) for part in outline.root for item in [part, *part.children]]
    for title in ("Who can topple a leader", "Thirteen days, two clocks"):
        assert any(title in t for t in titles)
    assert not any("Nuclear words" in title or title == "Solutions" for title in titles)
    assert "In the web book, not in this course pack" in " ".join(pages[:4])
    bare = [
        page[:20]
        for n, page in enumerate(pages[1:], 2)
        if not (page.endswith(str(n)) or re.match(rf"Figure \d+\.\d{n}\D", page))
    ]
    assert bare == [], "a page ends with its number, or a plate has it beside the figure's"
    listed = [sum(text.count("read.") for text in texts) for texts in (pages, whole)]
    assert 0 < listed[0] < listed[1] / 2


def test_a_pack_bears_the_date_that_it_is_given(pack: Path) -> None:
    """Who builds packages from sources sets the date, and no clock does."""
    assert "Edition of 14 November 2023." in _texts(pack)[0]
    with pikepdf.open(pack) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20231114")


def test_a_claim_left_out_is_told_in_a_note(pack: Path) -> None:
    """A mark whose card is in another chapter says on this page what it is."""
    assert any("1.1c." in page for page in _texts(pack))


@pytest.fixture(scope="module")
def addressed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a pack of the ledger where it is known at which address the book is read."""
    root = copy_of_the_book(tmp_path_factory.mktemp("an address") / "book")
    with (root / "_config.yml").open("a", encoding="utf-8") as config:
        config.write(f"\nhtml:\n  baseurl: {ADDRESS}/\n")
    ran = Path("_build", ".two-octobers")
    shutil.copytree(built.root / ran, root / ran)
    done = build(root, *STRICT, *PDF, BOOK_CHAPTERS="12")
    assert done.returncode == 0, done.stdout[-4000:]
    return root / "_build" / "pdf" / "two-octobers-12.pdf"


def _codes(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        found = (e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Figure")
        said = [str(figure.get("/Alt", "")) for figure in found]
    return [words for words in said if words.startswith("QR code")]


def test_a_figure_leads_to_where_it_is_live(addressed: Path) -> None:
    """Who reads on paper points a camera at the code, and has the chart and its rows."""
    assert _codes(addressed) == ["QR code: figure 12.1 in the web book"]
    with pikepdf.open(addressed) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", []) if "/A" in link]
        outside = {str(link.A.get("/URI", "")) for link in links}
    assert f"{ADDRESS}/notebooks/12-the-ledger.html#fig-verdicts" in outside
    assert f"{ADDRESS}/book/sources.html" in outside, "what is left out is one step away"
    assert ADDRESS in _texts(addressed)[0]


def test_without_an_address_there_is_no_code(built: Built) -> None:
    """A code that leads nowhere is worse than none."""
    assert _codes(built.pdf) == []


SOLVED = """\
# A chapter

:::{exercise} Count
:minutes: one minute

Count.
:::

:::{solution}
Dobrynin counted.[^count]
:::

## Afterwards

Anatoly Dobrynin counted again.[^count]

[^count]: With his fingers.
"""


def _made(folder: Path, file: str, text: str, **variables: str) -> list[str]:
    """Build a book of one document that says a text; return the words of its pages."""
    root = copy_of_the_book(folder / "book")
    part = {"caption": "Trial", "chapters": [{"file": file}]}
    toc = {"format": "jb-book", "root": "book/cover", "parts": [part]}
    (root / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), "utf-8")
    cover = root / "book" / "cover.md"
    cover.write_text(re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cover.read_text("utf-8")), "utf-8")
    page = root / f"{file}.md"
    head = "---\n" + page.read_text("utf-8").split("---\n")[1] + "---\n"
    page.write_text(head + text, "utf-8")
    done = build(root, *STRICT, *PDF, **variables)
    assert done.returncode == 0, done.stdout[-4000:]
    (made,) = (root / "_build" / "pdf").glob("*.pdf")
    return _texts(made)


@pytest.mark.parametrize("solutions", ["yes", "no"])
def test_a_note_of_a_solution_stands_in_the_text_too(tmp_path: Path, solutions: str) -> None:
    """Solutions are printed at the end or not at all: the text cannot lean on their notes."""
    file = "notebooks/07-thirteen-days-two-clocks"
    printed = _made(tmp_path, file, SOLVED, BOOK_SOLUTIONS=solutions)
    chapter = next(text for text in printed if "counted again" in text)
    assert "With his fingers." in chapter
    assert "Soviet ambassador in Washington" in chapter
    assert sum("Dobrynin counted." in text for text in printed) == (solutions == "yes")


def test_a_book_may_have_no_numbered_chapter(tmp_path: Path) -> None:
    """Who prints only the reference pages gets them, and no half sentence on the title page."""
    first, *_ = _made(tmp_path, "book/how-to-read", "# Only words\n\nSome.\n")
    assert "Course edition. A companion to" in first


def test_a_wrong_choice_leaves_the_old_file(built: Built) -> None:
    """No half file, no traceback, and yesterday’s PDF still there."""
    before = built.pdf.read_bytes()
    done: subprocess.CompletedProcess[str] = build(built.root, *STRICT, *PDF, BOOK_CHAPTERS="99")
    assert done.returncode != 0
    assert "No PDF was made. CHAPTERS: there is no chapter 99" in done.stdout
    assert "Traceback" not in done.stdout
    assert built.pdf.read_bytes() == before
    assert not list(built.pdf.parent.glob("*99*"))
