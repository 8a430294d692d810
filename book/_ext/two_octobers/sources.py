"""Sources: one record a key in ``data/references.bib``, cited in the text, gathered a page.

A record says how much of the source was read; so does every place that cites it. The well-kept
sphinxcontrib-bibtex knows neither that nor the sources of a chart's rows, so pybtex reads the file
(:mod:`two_octobers.bibliography`) and this module prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from docutils import nodes as dn
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from two_octobers import bibliography, nodes
from two_octobers.citing import inner_quotes
from two_octobers.names import collated

READ = {
    "whole": "Read whole",
    "part": "Read in part",
    "opening": "Only the opening read",
    "abstract": "Only the abstract read",
    "data": "Data read",
    "none": "Not read",
}
"""How far a source was read, as a reader is told."""

DATED = re.compile(
    r",? *((\d\d?[–-])?\d\d? )?((Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]* )?"
    r"(?<![\w/])\d{4}( \(.*)?$"
)
"""The date that a short title ends with, and the word in brackets that may follow it. Not the last
digits of a number: of “GA/12458”, “GA/1” names no document."""

STOP = re.compile(r"(?<![ap]\.m)\.$")
"""The stop that a title may end with, and that the record sets itself."""

TYPES = {
    "record": "Records of the time",
    "account": "Participants and officials, afterwards",
    "scholarship": "Historians and analysts",
    "press": "Press and news agencies",
    "data": "Data sets",
    "reference": "Works of reference and other pages",
}
"""What sort of source it is, in the order in which they are listed."""


@dataclass(frozen=True)
class Reference:
    """One record of ``references.bib``."""

    key: str
    fields: dict[str, str]
    authors: str

    @property
    def short(self) -> str:
        """How the source is named in a table or in the text: ``FRUS VI, doc. 60``."""
        return self.fields.get("shorttitle", self.fields["title"])

    @property
    def name(self) -> str:
        """The short title without the date that it ends with: what sources are listed by."""
        return DATED.sub("", self.short)

    @property
    def read(self) -> str:
        """How far it was read, in words."""
        return READ[self.fields["read"]]

    @property
    def container(self) -> str:
        """Archive, series, journal or publisher, and year."""
        fields = (self.fields.get(f, "") for f in ("journal", "howpublished", "publisher"))
        where, year = ", ".join(dict.fromkeys(w for w in fields if w)), self.fields.get("year", "")
        return where if re.search(rf"\b{year}$", where) else f"{where}, {year}".strip(", ")

    def nodes(self, print_url: bool = True) -> list[dn.Node]:
        """The whole record as inline nodes: author, title, where, translator, address.

        Args:
            print_url: show the address, for paper; else the title is the link.
        """
        author = f"{self.authors}. " if self.authors else ""
        url = self.fields.get("url", "")
        book = "journal" in self.fields or "publisher" in self.fields
        said = STOP.sub("", self.fields["title"])
        said = said if book else inner_quotes(said)
        title: dn.Node = dn.Text(said)
        if url and not print_url:
            title = dn.reference("", said, refuri=url)
        quoted = [dn.emphasis("", "", title)] if book else [dn.Text("“"), title, dn.Text("”")]
        parts = [dn.Text(author), *quoted, dn.Text(f". {self.container.rstrip('.')}. ")]
        if self.fields.get("translator"):
            parts.append(dn.Text(f"Translated by {self.fields['translator']}. "))
        if url and print_url:
            shown = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
            parts += [dn.reference("", shown, refuri=url), dn.Text(". ")]
        return parts


@cache
def references() -> dict[str, Reference]:
    """Read ``data/references.bib``.

    Returns:
        The records by key, in the order of the file.
    """
    return {key: Reference(key, *record) for key, record in bibliography.read().items()}


def reference(key: str) -> Reference:
    """Return one record.

    Raises:
        KeyError: no record has that key.
    """
    return references()[key]


class SourceRole(SphinxRole):
    """``{src}`key` `` or ``{src}`text <key>` ``: cite a source where it is used."""

    def run(self) -> tuple[list[dn.Node], list[dn.system_message]]:
        """Make a :class:`nodes.source_ref`; an unknown key is an error at its line."""
        match = re.fullmatch(r"(?s)(?:(.*?)\s*<)?([^<>]+?)>?", self.text)
        shown, key = match.groups() if match else (None, self.text)
        if key not in references():
            message = f"no source “{key}” in data/references.bib"
            error = self.inliner.reporter.error(message, line=self.lineno)
            return [dn.problematic(self.rawtext, self.rawtext)], [error]
        return [nodes.source_ref("", shown or reference(key).short, key=key)], []


class SourcesDirective(SphinxDirective):
    """``{sources}``: the sources and tables that this page rests on, gathered when it is built.

    ``:folded:`` keeps them under a line until a reader opens it or follows a link into it.
    """

    option_spec: ClassVar = {"folded": directives.flag}

    def run(self) -> list[dn.Node]:
        """Put an empty list where the sources will be printed."""
        return [nodes.source_list(keys=[], tables=[], folded="folded" in self.options)]


class GatherSources(SphinxPostTransform):
    """Fill each :class:`nodes.source_list` with all that its page cites, draws or judges on."""

    default_priority = 40

    def run(self, **kwargs: object) -> None:
        """Gather keys and the tables drawn from, once a page."""
        counted: dict[str, int] = {}
        for figure in self.document.findall(nodes.chart_figure):
            for name, count in figure["tables"]:
                counted[name] = max(count, counted.get(name, 0))
        keys = sorted(set(self._keys()), key=lambda k: sort_key(reference(k)))
        for place in self.document.findall(nodes.source_list):
            place["keys"] = keys
            place["tables"] = [list(pair) for pair in counted.items()]
            place += [_entry(reference(key)) for key in keys]

    def _keys(self) -> Iterator[str]:
        """Name the sources of the text, of the charts' rows, of the claims and of the cover."""
        for ref in self.document.findall(nodes.source_ref):
            yield ref["key"]
        for figure in self.document.findall(nodes.chart_figure):
            yield from figure["sources"]
        judged: list[Any] = list(self.document.findall(nodes.claim_card))
        for cover in self.document.findall(nodes.cover):
            judged += [cover["thesis"], *cover["steps"]]
            for day in cover["almanac"]:
                yield from (entry["source"][0] for entry in (*day["left"], *day["right"]))
        for claim in judged:
            for row in claim["evidence"]:
                yield from row["source"]


def sort_key(ref: Reference) -> tuple[str, str, str]:
    """Order records by the name that a short title begins with, and under one name by date.

    A reader looks for the name, and expects what one author or paper said in the order of time.
    Quotation marks are left aside, and document 9 stands before document 60.
    """
    name = re.sub(r"[^\w ]", "", collated(ref.name))
    counted = re.sub(r"\d+", lambda number: number[0].zfill(6), name)
    return (counted, ref.fields.get("date", ref.fields.get("year", "")), ref.key)


def _entry(ref: Reference) -> dn.Element:
    entry = dn.paragraph(
        "", "", dn.strong("", ref.short), dn.Text(" "), *ref.nodes(print_url=False)
    )
    entry += dn.inline("", f"{ref.read}.", classes=["read"])
    entry["ids"] = [f"ref-{ref.key}"]
    entry["classes"] = ["entry"]
    return entry


def setup(app: Sphinx) -> dict[str, bool]:
    """Register role, directive and nodes."""
    app.add_role("src", SourceRole())
    app.add_directive("sources", SourcesDirective)
    app.add_post_transform(GatherSources)
    app.setup_extension("two_octobers.sources_html")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
