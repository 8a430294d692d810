"""Each kind of node on paper: printed with its words and its tag, or refused with its place."""

from __future__ import annotations

import inspect
import pickle
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from subprocess import CompletedProcess

import pdfua
import pikepdf
import pytest
import yaml
from conftest import PDF, ROOT, STRICT, build, copy_of_the_book
from docutils import nodes as dn
from node_cases import CASES, LOST, NEVER, PICTURE
from sphinx import addnodes
from tagged import Element, Tagged, overprinted, squeezed
from two_octobers import nodes
from two_octobers.pdf import builder  # noqa: F401 (its import fills the rules)
from two_octobers.pdf.kinds import PARTS, REFUSED, UNPRINTED
from two_octobers.pdf.latex import LatexError, to_typst
from two_octobers.pdf.writer import RULES

CASE_PAGE = "notebooks/07-thirteen-days-two-clocks"
TORTURE_PAGE = "notebooks/08-letters-and-a-secret-trade"
NOTEBOOK = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3
---
"""
BASES = {dn.Node, dn.Element, dn.TextElement, dn.FixedTextElement}
MIXED_IN = {addnodes.translatable, addnodes._desc_classes_injector}
ROWS = 60
TEMPLATE = ROOT / "book" / "_ext" / "two_octobers" / "pdf" / "template"


@dataclass(frozen=True)
class Trial:
    """A book of two pages: where it is, what its build said, and its PDF."""

    root: Path
    said: str
    pdf: Tagged

    def words_read(self, page: str) -> list[str]:
        """List the pieces of text that the parser found on a page, whitespace taken out."""
        tree = pickle.loads((self.root / f"_build/.doctrees/{page}.doctree").read_bytes())
        silent = (dn.comment, dn.raw, dn.math, dn.math_block, dn.label, addnodes.pending_xref)
        return [squeezed(t.astext()) for t in tree.findall(dn.Text) if not nodes.inside(t, silent)]

    def kinds_read(self) -> set[type]:
        """Return the kinds of nodes that stand on both pages."""
        trees = [
            pickle.loads((self.root / f"_build/.doctrees/{page}.doctree").read_bytes())
            for page in (CASE_PAGE, TORTURE_PAGE)
        ]
        return {type(node) for tree in trees for node in tree.findall()}


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Build a book of the cases and the torture page, as an author would: strictly."""
    root = copy_of_the_book(tmp_path_factory.mktemp("nodes") / "book")
    part = {"caption": "Trial", "numbered": 1, "chapters": []}
    part["chapters"] = [{"file": page} for page in (CASE_PAGE, TORTURE_PAGE)]
    toc = {"format": "jb-book", "root": "book/cover", "parts": [part]}
    (root / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), "utf-8")
    cover = root / "book" / "cover.md"
    cover.write_text(re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cover.read_text("utf-8")), "utf-8")
    (root / "notebooks" / "square.svg").write_text(PICTURE, "utf-8")
    cases = "".join(f"\n\n## Case {name}\n\n{case.source}" for name, case in CASES.items())
    (root / f"{CASE_PAGE}.md").write_text(f"{NOTEBOOK}# Cases{cases}\n", "utf-8")
    rows = "\n".join(f"| row {n} | {n} |" for n in range(1, ROWS + 1))
    torture = (Path(__file__).parent / "torture.md").read_text("utf-8")
    (root / f"{TORTURE_PAGE}.md").write_text(torture.replace("| rows |  |", rows), "utf-8")
    done = build(root, *STRICT, *PDF)
    assert done.returncode == 0, done.stdout[-6000:]
    return Trial(root, done.stdout, Tagged(root / "_build" / "pdf" / "two-octobers.pdf"))


def between(document: Element, start: str) -> list[Element]:
    """List the elements after a heading, up to the next of its level."""
    walk = iter(list(document.walk()))
    level = next(e.tag for e in walk if e.tag.startswith("H") and e.text.strip() == start)
    above = {f"H{n}" for n in range(1, int(level[1:]) + 1)}
    return list(takewhile(lambda e: e.tag not in above, walk))


# ---- each kind is settled ----


def _kinds() -> Iterator[type]:
    for module in (dn, addnodes, nodes):
        for kind in vars(module).values():
            own = inspect.isclass(kind) and kind.__module__ == module.__name__
            if own and issubclass(kind, dn.Node) and kind not in BASES:
                yield kind


@pytest.mark.parametrize(
    "kind", sorted(set(_kinds()) - MIXED_IN, key=str), ids=lambda k: k.__name__
)
def test_every_kind_is_settled_once(kind: type) -> None:
    """A new docutils brings a node, and it would be lost without a word."""
    handled = set(RULES) - set(UNPRINTED) - set(REFUSED)
    assert sum(kind in place for place in (handled, PARTS, UNPRINTED, REFUSED)) == 1


def test_every_rule_is_tried(trial: Trial) -> None:
    """A rule that no case reaches may print anything; ``NEVER`` says why some are not reached."""
    ours = {kind for kind in RULES if kind.__module__ != nodes.__name__}
    tried = trial.kinds_read() | set(REFUSED) | set(UNPRINTED)
    assert {k.__name__ for k in ours - tried} == {k.__name__ for k in NEVER}


# ---- each rule prints words and tag ----


@pytest.mark.parametrize("name", CASES)
def test_a_node_is_printed(trial: Trial, name: str) -> None:
    """What the case says is there: each pair of a tag and the words in it."""
    found = between(trial.pdf.document, f"Case {name}")
    printed = [(e.tag, e.alt or " ".join(e.plain.split())) for e in found]
    for pair in CASES[name].printed:
        assert pair in printed
    all_words = " ".join(words for _, words in printed)
    for absent in CASES[name].absent:
        assert absent not in all_words


def test_links_to_what_is_no_section_are_not_lost(trial: Trial) -> None:
    """A list, a box, a table, code and a formula can be led to."""
    assert "is not in the PDF" not in trial.said
    links = [e for e in between(trial.pdf.document, "Case links inside") if e.tag == "Link"]
    assert len(links) == 6


@pytest.mark.parametrize(
    ("alt", "width"),
    [
        ("Half of the text", 56),
        ("Three centimetres", 30),
        ("Pixels of the page", 56),
        ("Wider than the text", 112),
    ],
)
def test_a_picture_is_as_wide_as_its_author_says(trial: Trial, alt: str, width: float) -> None:
    """In millimetres: half is half of the text, which has 112 on paper and 560 px on a page."""
    boxes = [
        [float(v) for v in shape.A[0].BBox]
        for shape in trial.pdf.pdf.objects
        if isinstance(shape, pikepdf.Dictionary)
        and shape.get("/S") == "/Figure"
        and str(shape.get("/Alt")) == alt
    ]
    assert len(boxes) == 1
    assert (boxes[0][2] - boxes[0][0]) * 25.4 / 72 == pytest.approx(width, abs=0.5)


# ---- the torture page ----


def test_no_word_is_lost(trial: Trial) -> None:
    """All that the parser has read stands in the PDF, in its order within each piece."""
    printed = squeezed(trial.pdf.document.text)
    read = trial.words_read(TORTURE_PAGE)
    assert len(read) > 250
    assert [piece for piece in read if piece not in printed] == []


def test_nothing_leaves_the_page(trial: Trial) -> None:
    """All text stands between the margins: 24 mm from the left, 163 mm wide, at most 272 high."""
    mm = 72 / 25.4
    left, right = 24 * mm, (24 + 163) * mm
    blank = 3  # points: what a line ends with may be a space
    astray = [
        g
        for g in trial.pdf.shown
        if g.text.strip() and not left - blank <= g.x <= g.end <= right + blank
    ]
    assert astray == []


def test_no_word_is_printed_over_another(trial: Trial) -> None:
    """Nine columns share a width that would hold five."""
    assert overprinted(trial.pdf.shown) == []


def test_a_long_table_repeats_its_head(trial: Trial) -> None:
    """Row 60 stands pages after row 1, and the reader has forgotten what the columns are."""
    heads = {g.page for g in trial.pdf.shown if "Head that repeats" in g.text}
    rows = {g.page for g in trial.pdf.shown if re.fullmatch(r"row \d+ ?", g.text)}
    assert len(rows) > 1
    assert heads == rows


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Карибский", "ru"),
        ("Москва", "ru"),
        ("Їжак", "uk"),
        ("Αθήνα", "el"),
        ("Ελλάδα", "el"),
        ("Кириллический", "ru"),
    ],
)
def test_a_listener_hears_the_language(trial: Trial, words: str, language: str) -> None:
    """A voice that speaks English cannot read Cyrillic or Greek."""
    holding = [e for e in trial.pdf.document.walk() if words in e.text]
    assert holding[-1].lang == language


def test_headings_stand_in_their_order(trial: Trial) -> None:
    """An empty section and a very long title are headings like the others."""
    page = between(trial.pdf.document, "What a page may be asked to bear")
    heads = [(e.tag, e.text.strip()) for e in page if re.fullmatch(r"H\d", e.tag)]
    assert heads[0] == ("H3", "Nothing stands below this heading")
    assert heads[1] == (
        "H3",
        "A heading with code_in_it(), emphasis, and what Dobbs writes in it",
    )
    assert [tag for tag, _ in heads[-4:]] == ["H3", "H4", "H5", "H6"]


def test_bookmarks_have_the_words_of_the_headings(trial: Trial) -> None:
    """A link in a heading was missing from its bookmark, and a note stood in it."""
    bookmarks = trial.pdf.bookmarks()
    assert "A heading with code_in_it(), emphasis, and what Dobbs writes in it" in bookmarks
    assert "A heading" in bookmarks


def test_the_torture_page_is_pdf_ua(trial: Trial) -> None:
    """Deep lists, notes in captions and formulas are tagged as the standard wants it."""
    report = pdfua.validate(str(trial.root / "_build" / "pdf" / "two-octobers.pdf"))
    assert not [(f.rule_id, f.message) for f in report.findings]


# ---- what is refused ----


@pytest.fixture(scope="module")
def refused(trial: Trial) -> Iterator[tuple[CompletedProcess[str], dict[str, int], bool]]:
    """Build the book again with all that is refused on its second page, without ``-W``.

    Returns what the build said, the line of each case, and whether the PDF from before is there.
    """
    page = trial.root / f"{TORTURE_PAGE}.md"
    before = page.read_text("utf-8")
    lines, text = {}, "# Refused\n"
    for name, lost in LOST.items():
        text += "\n"
        lines[name] = text.count("\n") + 1
        text += f"{lost.source}\n"
    page.write_text(text, "utf-8")
    kept = trial.root / "_build" / "pdf" / "two-octobers.pdf"
    old = kept.read_bytes()
    done = build(trial.root, "--keep-going", *PDF)
    page.write_text(before, "utf-8")
    yield done, lines, kept.read_bytes() == old
    shutil.rmtree(trial.root / "_build" / ".pdf", ignore_errors=True)


@pytest.mark.parametrize("name", LOST)
def test_what_would_be_lost_is_refused(
    refused: tuple[CompletedProcess[str], dict[str, int], bool], name: str
) -> None:
    """Kind, file and line, and what to do; all in one list, and no PDF."""
    done, lines, _ = refused
    lost = LOST[name]
    line = r"\d+" if lost.below is None else lines[name] + lost.below
    told = rf"- {TORTURE_PAGE}\.md:{line}: <{lost.kind}>: .*{re.escape(lost.told)}.*"
    assert re.search(rf"(?m)^{told}$", done.stdout)


def test_a_refusal_leaves_the_old_pdf(
    refused: tuple[CompletedProcess[str], dict[str, int], bool],
) -> None:
    """Nobody hands out a book with holes, and nobody is left with none."""
    done, _, kept = refused
    assert done.returncode != 0
    assert kept
    assert done.stdout.count("\n- ") == len(LOST)
    assert "Traceback" not in done.stdout


# ---- formulas ----


@pytest.mark.parametrize(
    ("latex", "told"),
    [
        (r"\foo", r"“\foo”"),
        (r"\begin{matrix}a\end{matrix}", r"“\begin”"),
        ("{a", "no “}”"),
        ("a}", "“}”"),
        ("x^2^3", "two “^”"),
        (r"\frac{a}", "an end"),
        (r"\left< a \right>", "“<” as a delimiter"),
        (r"\text{a $b$}", "“$”"),
        ("a # b", "“#”"),
        ("x_", "an end"),
        ('"quoted"', '“"”'),
    ],
)
def test_a_formula_that_cannot_be_set_is_told(latex: str, told: str) -> None:
    """Better no formula than another one."""
    with pytest.raises(LatexError, match=re.escape(told)):
        to_typst(latex)


def test_a_formula_cannot_escape() -> None:
    """Commas, brackets and semicolons of the author do not end an argument of Typst's."""
    assert to_typst(r"\frac{f(a, b); c}{\{d\}}") == r"frac(f \( a \, b \) \; c, \{ d \})"
    assert to_typst(r"\text{say \"no\"}".replace('\\"', '"')) == r'"say \"no\""'


# ---- nothing from elsewhere ----


def test_the_template_imports_only_itself() -> None:
    """A package of Typst’s would be loaded from the network."""
    parts = {p.name: p.read_text("utf-8") for p in TEMPLATE.glob("*.typ")}
    imported = {
        found
        for text in parts.values()
        for found in re.findall(r'#?(?:import|include)\s+"([^"]+)"', text)
    }
    assert parts
    assert imported <= set(parts)


def test_only_the_fonts_of_the_book(trial: Trial) -> None:
    """The two families of the book, and the two that the typst wheel carries itself."""
    carried = {"DejaVuSansMono", "NewCMMath"}
    families = {re.sub(r"^/[A-Z]{6}\+|-.*$", "", name) for name in trial.pdf.fonts()}
    assert families == {"SourceSerifPro", "SourceSansPro", *carried}
