"""``{how-to-cite}``: the book, and each chapter, in the forms that readers are asked for.

Title, authors, version and day come from ``CITATION.cff``, as GitHub and Zenodo read them.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import yaml
from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from two_octobers import ROOT, record


@cache
def edition() -> dict[str, Any]:
    """Read ``CITATION.cff``: ``authors`` (a text), ``title``, ``version``, ``date`` and more."""
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    authors = " and ".join(author["name"] for author in said["authors"])
    released = date.fromisoformat(str(said["date-released"]))
    return {**said, "authors": authors, "date": released}


def apa(chapter: Any = None) -> str:
    """Cite as the APA does (7th edition); the chapter, if there is one, is a row of its table."""
    book, year = edition(), edition()["date"].year
    whole = f"{book['title']} (Version {book['version']})"
    if chapter is None:
        return f"{book['authors']}. ({year}). {whole} [Computational notebooks and data set]."
    where = f"{book['title']} (Version {book['version']}, chap. {chapter.name})"
    return f"{book['authors']}. ({year}). {chapter['title']}. In {where}."


def chicago(chapter: Any = None) -> str:
    """Cite as the Chicago Manual’s bibliographies do (17th edition)."""
    book = edition()
    made = f"Version {book['version']}, {book['date']:%-d %B %Y}"
    title = inner_quotes(book["title"])
    if chapter is None:
        return f"{book['authors']}. {book['title']}. {made}."
    return f"{book['authors']}. “{chapter['title']}.” Chap. {chapter.name} in {title}. {made}."


def bibtex(chapter: Any = None) -> str:
    """Write a record for a reference manager."""
    book = edition()
    fields = {"author": f"{{{book['authors']}}}", "title": f"{{{book['title']}}}"}
    kind, key = "misc", "two-octobers"
    if chapter is not None:
        kind, key = "incollection", f"two-octobers-{chapter.name:02}"
        fields |= {"title": f"{{{chapter['title']}}}", "booktitle": f"{{{book['title']}}}"}
        fields["chapter"] = str(chapter.name)
    fields |= {"year": str(book["date"].year), "note": f"Version {book['version']}"}
    lines = (f"  {name} = {{{text}}}" for name, text in fields.items())
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


class HowToCite(SphinxDirective):
    """Print the three forms: of the book, or with the argument ``chapters`` of each chapter."""

    optional_arguments = 1

    def run(self) -> list[dn.Node]:
        """Make a definition list of the book, or a section a chapter."""
        if not self.arguments:
            return _forms(None)
        if self.arguments != ["chapters"]:
            raise self.error(f"cannot cite “{self.arguments[0]}”: write chapters, or nothing")
        made: list[dn.Node] = []
        for number, chapter in record.tables().chapters.iterrows():
            section = dn.section(ids=[f"cite-{number}"], names=[])
            section += dn.title("", f"{number} · {chapter['title']}")
            section += _forms(chapter)
            made.append(section)
        return made


def _forms(chapter: Any) -> list[dn.Node]:
    listed = dn.definition_list(classes=["facts"])
    for name, form in (("APA", apa), ("Chicago", chicago)):
        told = dn.definition("", _set(form(chapter)))
        listed += dn.definition_list_item("", dn.term("", name), told)
    text = bibtex(chapter)
    code = dn.literal_block(text, text, language="bibtex", classes=["bibtex"])
    return [listed, code]


def _set(cited: str) -> dn.paragraph:
    """Set a citation, with the title of the book in italics as both styles have it."""
    title = next(t for t in (edition()["title"], inner_quotes(edition()["title"])) if t in cited)
    before, _, after = cited.partition(title)
    return dn.paragraph("", "", dn.Text(before), dn.emphasis("", title), dn.Text(after))


def inner_quotes(title: str) -> str:
    """Return a title as it stands between quotation marks."""
    return title.translate(str.maketrans("„“”", "‚‘’"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("how-to-cite", HowToCite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
