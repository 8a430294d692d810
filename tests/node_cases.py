"""What ``test_pdf_nodes.py`` tries: MyST, and what the PDF makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes as dn
from sphinx import addnodes

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<rect width="40" height="40" fill="#888"/></svg>'
)


@dataclass(frozen=True)
class Case:
    """``source``, what is ``printed`` of it (tag and words), what must be ``absent``.

    The words of a picture or a formula are its description.
    """

    source: str
    printed: tuple[tuple[str, str], ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lost:
    """``source``, the ``kind`` that is refused, and what is ``told``.

    ``below`` is how many lines further down it is found; ``None`` where MyST tells another line.
    """

    source: str
    kind: str
    told: str
    below: int | None = 0


def rst(text: str) -> str:
    """Wrap what only reStructuredText can say."""
    return f"```{{eval-rst}}\n{text}\n```"


def box(kind: str) -> Case:
    """Give the case of an admonition without a title."""
    return Case(
        f":::{{{kind}}}\nA box for {kind}.\n:::",
        (("P", f"A box for {kind}."), ("Span", kind.capitalize())),
    )


CASES: dict[str, Case] = {
    "paragraph": Case("Plain words.\nGoing on.", (("P", "Plain words. Going on."),)),
    "hard break": Case("Before it\\\nafter it.", (("P", "Before itafter it."),)),
    "emphasis": Case("Some *stress* and **force**.", (("Em", "stress"), ("Strong", "force"))),
    "attributes": Case("[Some words]{.small} here.", (("P", "Some words here."),)),
    "scripts": Case("H{sub}`2`O, 5{sup}`th`.", (("P", "H2O, 5th."),)),
    "code in a line": Case("A `b_c  d` e.", (("Code", "b_c d"),)),
    "abbreviation": Case("{abbr}`UN (United Nations)`.", (("P", "UN (United Nations)."),)),
    "roles": Case(
        "{manpage}`ls(1)`, {file}`a.txt`, {guilabel}`Open`, {samp}`x {y}`.",
        (("Em", "ls(1)"), ("P", "ls(1), a.txt, Open, x y."), ("Code", "a.txt")),
    ),
    "old roles": Case(
        rst("A `title` and :acronym:`AB`. :program:`make`, :dfn:`term`."),
        (("Em", "title"), ("P", "A title and AB. make, term."), ("Strong", "make")),
    ),
    "download": Case("{download}`the file <../data/aid.csv>`.", (("P", "the file."),)),
    "web link": Case("[A site](https://example.org/a_b?c=d#e).", (("Link", "A site"),)),
    "typst markup": Case(
        '\\#let \\*a\\* \\= \\`\\$\\` \\[x\\] // \\<l\\> \\@y \\\\ \\_z\\_ \\~ -- \\"',
        (("P", "#let *a* = `$` [x] // <l> @y \\ _z_ ~ – “"),),
    ),
    "bullets": Case("- one\n- two\n\n  - three", (("LBody", "one"), ("LBody", "three"))),
    "numbers": Case("3. three\n4. four", (("Lbl", "3."), ("LBody", "four"))),
    "letters": Case(
        rst("(b) bee\n(c) see\n\niv. four\nv. five"),
        (("Lbl", "(b)"), ("LBody", "see"), ("Lbl", "iv."), ("LBody", "five")),
    ),
    "definitions": Case("Term\n: Told.\n: More.", (("LI", "TermTold.More."), ("Lbl", "Term"))),
    "classified": Case(rst("term : kind\n    Told."), (("Lbl", "term, kind"),)),
    "fields": Case(rst("A paragraph.\n\n:Name: Value"), (("Lbl", "Name"), ("LBody", "Value"))),
    "options": Case(
        rst("-o FILE, --out=FILE  Writes it."),
        (("Lbl", "-o FILE, --out=FILE"), ("LBody", "Writes it.")),
    ),
    "lines": Case(rst("| First line\n|   a step in\n\nAfter."), (("P", "After."),)),
    "quotation": Case("> Said *so*.", (("BlockQuote", "Said so."), ("Em", "so"))),
    "epigraph": Case(
        "```{epigraph}\nSaid.\n\n-- Somebody\n```", (("BlockQuote", "Said.Somebody"),)
    ),
    "code": Case("```python\nx = [1]  # $a$\n```", (("Code", "x = [1] # $a$"),)),
    "doctest": Case(rst(">>> 1 + 1\n2"), (("Code", ">>> 1 + 12"),)),
    "listing": Case(
        "```{code-block} python\n:caption: What it *does*\n:lineno-start: 7\n"
        ":emphasize-lines: 2\n\na = 1\nb = 2\n```",
        (("P", "Listing 7.1. What it does"), ("Code", "a = 1b = 2"), ("Strong", "b = 2")),
    ),
    **{
        f"box {kind}": box(kind)
        for kind in (
            *("note", "tip", "hint", "important", "warning", "caution", "attention", "danger"),
            "error",
        )
    },
    "box seealso": Case(":::{seealso}\nElse.\n:::", (("Span", "See also"), ("P", "Else."))),
    "box topic": Case(":::{topic} Its name\nIts text.\n:::", (("Span", "Its name"),)),
    "box sidebar": Case(
        ":::{sidebar} Its name\n:subtitle: and more\n\nIts text.\n:::",
        (("Span", "Its name: and more"), ("P", "Its text.")),
    ),
    "rubric": Case("```{rubric} A rubric\n```", (("P", "A rubric"),)),
    "transition": Case("Before.\n\n---\n\nAfter.", (("P", "Before."), ("P", "After."))),
    "centred": Case("```{centered} In the middle\n```", (("P", "In the middle"),)),
    "columns": Case("```{hlist}\n- one\n- two\n- three\n```", (("LBody", "three"),)),
    "acks": Case("```{acks}\n- Ann\n- Bob\n```", (("LBody", "Bob"),)),
    "since": Case(
        "```{versionadded} 2.0\nIt is new.\n```", (("P", "Added in version 2.0: It is new."),)
    ),
    "compound": Case("```{compound}\nOne.\n\nTwo.\n```", (("P", "Two."),)),
    "container": Case(":::{container} some-class\nInside.\n:::", (("P", "Inside."),)),
    "only": Case(
        ":::{only} pdf\nFor paper.\n:::\n\n:::{only} html\nForscreens.\n:::",
        (("P", "For paper."),),
        ("Forscreens.",),
    ),
    "glossary": Case(
        "```{glossary}\nbrink\n  An edge.\n```\n\nThe {term}`brink`.",
        (("Lbl", "brink"), ("LBody", "An edge."), ("Link", "brink")),
    ),
    "contents": Case(
        "```{contents} On this page\n:local:\n```\n\n### Below\n\nText.", (("H4", "Below"),)
    ),
    "picture": Case("![A grey square](square.svg)", (("Figure", "A grey square"),)),
    "pictures of a width": Case(
        '![Half of the text](square.svg){width="50%"}\n\n'
        "```{image} square.svg\n:alt: Three centimetres\n:width: 3cm\n```\n\n"
        "```{image} square.svg\n:alt: Pixels of the page\n:width: 280px\n```\n\n"
        "```{image} square.svg\n:alt: Wider than the text\n:width: 90cm\n```",
        (("Figure", "Half of the text"), ("Figure", "Three centimetres")),
    ),
    "picture in a line": Case(
        "The ![square](square.svg) here.", (("P", "The here."), ("Figure", "square"))
    ),
    "figure": Case(
        "```{figure} square.svg\n:name: fig-square\n:alt: A square\n\n"
        "Its *title*\n\nIts legend.\n```\n\nSee {numref}`fig-square`.",
        (
            *(("Figure", "A square"), ("Em", "title"), ("Span", "Its legend.")),
            ("Link", "figure 7.1"),
        ),
    ),
    "linked picture": Case(
        "[![A square in a link](square.svg)](https://example.org/)\n\n"
        "```{figure} square.svg\n:alt: A square that leads on\n:target: https://example.org/\n```",
        (("Figure", "A square in a link"), ("Figure", "A square that leads on")),
    ),
    "table": Case("| A | B |\n|:--|--:|\n| c | *d* |", (("TH", "A"), ("TD", "c"), ("Em", "d"))),
    "titled table": Case(
        "```{list-table} Its title\n:header-rows: 1\n:stub-columns: 1\n\n"
        "* - A\n  - B\n* - c\n  - d\n```",
        (("P", "Its title"), ("TH", "B"), ("Strong", "c"), ("TD", "d")),
    ),
    "comma table": Case("```{csv-table}\n:header: A, B\n\nc, d\n```", (("TH", "A"), ("TD", "d"))),
    "table in a table": Case(
        "````{list-table}\n:header-rows: 1\n\n* - A\n  - B\n* - ```{list-table}\n"
        "    :header-rows: 1\n\n    * - C\n    * - inmost\n    ```\n  - outer\n````",
        (("TD", "inmost"), ("TD", "outer")),
    ),
    "notes": Case(
        "One.[^one] Two.[^one]\n\n[^one]: A *note*.\n\n    Its end.",
        (("P", "Its end."), ("Em", "note")),
    ),
    "notes in heads": Case(
        "### A heading[^head]\n\n| Column[^column] |\n|---|\n| c |\n\n"
        "[^head]: On the heading.\n\n[^column]: On the column.",
        (("TD", "c"), ("Note", "2On the heading."), ("Note", "3On the column.")),
    ),
    "formulas": Case(
        "{math}`a^2` and\n\n```{math}\n:label: sum\n\\sum_{i=1}^n x_i\n```\n\nSee {eq}`sum`.",
        (
            *(("Formula", "a^2"), ("Formula", "\\sum_{i=1}^n x_i")),
            *(("Span", "(7.1)"), ("Link", "(7.1)")),
        ),
    ),
    "links inside": Case(
        "(to-list)=\n- item\n\n(to-box)=\n:::{note}\nBox.\n:::\n\n"
        "(to-table)=\n| T |\n|---|\n| u |\n\n"
        "(to-code)=\n```text\ncode\n```\n\n(to-quote)=\n> quote\n\n(to-text)=\nText.\n\n"
        "[a](#to-list), [b](#to-box), [c](#to-table), "
        "[d](#to-code), [e](#to-quote), [f](#to-text).",
        (("Link", "a"), ("Link", "e")),
    ),
    "unseen": Case(
        "% a comment\n\n<!-- another -->\n\n```{index} wars\n```\n\n"
        + rst(".. highlight:: text\n.. meta::\n   :keywords: wars\n\nSome words."),
        (("P", "Some words."),),
        ("comment", "another", "wars"),
    ),
    "cells": Case(
        "```{code-cell} python\nprint('printed' + ' words')\n```\n\n"
        "```{code-cell} python\n40 + 2.5\n```",
        (("Code", "printed words"),),
        ("print(",),
    ),
    "drawn by a cell": Case(
        "```{code-cell} python\n---\nmystnb:\n  image:\n    alt: Drawn\n---\n"
        f"from IPython.display import SVG\nSVG('{PICTURE}')\n```",
        (("Figure", "Drawn"),),
    ),
}

LOST: dict[str, Lost] = {
    "formula": Lost(r"A {math}`\foo{x}`.", "math", "“\\foo” is not in the LaTeX"),
    "display": Lost(
        "```{math}\n\\begin{cases}a\\end{cases}\n```", "math_block", "“\\begin” is not in the LaTeX"
    ),
    "html": Lost('A <span title="b">c</span>.'.replace("</span>", ""), "raw", "raw HTML, “<span"),
    "html block": Lost("<video src='a.mp4'>", "raw", "raw HTML, “<video"),
    "picture": Lost("![](square.svg)", "image", "notebooks/square.svg needs words"),
    "figure": Lost("```{figure} square.svg\nA title\n```", "image", "square.svg needs words"),
    "picture from elsewhere": Lost(
        "![A picture](https://example.invalid/a.png)", "image", "the PDF loads nothing"
    ),
    "letter": Lost("Words in 中.", "Text", "no typeface of the book has “中” (U+4E2D)"),
    "description of code": Lost(
        "```{py:function} f(x)\n:noindex:\n\nIts text.\n```", "desc", "a description of code"
    ),
    "grammar": Lost("```{productionlist} a: b\n```", "productionlist", "a grammar"),
    "citation": Lost(
        rst("See.\n\n.. [Ann1990] A book."), "citation", "cite with {src}`key` instead", below=3
    ),
    "header": Lost(
        rst(".. header:: Running head"), "decoration", "the template has its own", below=1
    ),
    "note without a mark": Lost(rst("Text.\n\n.. [#] A note."), "footnote", "no mark", below=3),
    "parsed literal": Lost(
        "```{parsed-literal}\nsome *words*\n```",
        "literal_block",
        "markup inside a block of code",
        below=None,
    ),
    "headless table": Lost("```{list-table}\n* - a\n```", "table", "a table without a head"),
    "unknown reference": Lost("A {verdict}`9.9z`.", "problematic", "not understood", below=None),
}

NEVER = {
    addnodes.document,  # an alias in Sphinx
    addnodes.compact_paragraph,  # of LaTeX
    addnodes.number_reference,  # made of a pending reference, after reading
    addnodes.literal_emphasis,
    dn.generated,  # of docutils' own numbering
}
"""Have a rule, but no author of this book can write them."""
