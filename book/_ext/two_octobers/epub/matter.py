"""What stands around the chapters: cover, title page, the end of each, and the sources."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from markupsafe import Markup
from sphinx.config import Config

from two_octobers import nodes, record
from two_octobers.citing import edition
from two_octobers.cover import span
from two_octobers.epub.features import GLANCE
from two_octobers.epub.links import file_of, sources_file
from two_octobers.epub.package import RIGHTS, Text, rendered
from two_octobers.pdf.edition import Page
from two_octobers.pdf.typeset import pictures
from two_octobers.sources import TYPES, Reference, reference, sort_key

TEMPLATE = Path(__file__).with_name("cover.typ")
SOURCES = "Sources"


def placed(pages: list[Page]) -> Iterator[tuple[Page, str]]:
    """Say of each document whether it stands before the chapters, is one, or follows them."""
    place = "frontmatter"
    for page in pages:
        if record.chapter_of(page.docname):
            place = "bodymatter"
        elif place == "bodymatter":
            place = "backmatter"
        yield page, place


def chapter(page: Page, place: str, writer: Any) -> Text:
    """Put a document together: what it says, and at its end solutions and notes."""
    number = record.chapter_of(page.docname)
    where = span(list(record.tables().chapters.loc[number, "paragraphs"])) if number else ""
    body = rendered(
        "chapter.xhtml",
        number=number,
        where="the whole essay" if where == "whole" else f"the essay, {where}",
        part=page.part if page.opens and number else "",
        body=Markup("".join(writer.body)),
        solutions=Markup("".join(writer.solutions)),
        notes=Markup("".join(writer.notes)),
    )
    title = GLANCE if page.docname == writer.config.root_doc else page.title
    kind = "chapter" if number else ""
    return Text(file_of(page.docname), title, body, kind, place, page.part, number, page.docname)


def title_page(config: Config, date: datetime) -> Text:
    """Write the title page."""
    body = rendered(
        "title.xhtml",
        title=config.html_title,
        subtitle=edition()["title"].partition(": ")[2],
        authors=edition()["authors"],
        version=edition()["version"],
        date=f"{date:%-d %B %Y}",
        rights=RIGHTS,
    )
    return Text("title.xhtml", "Title page", body, "titlepage", "frontmatter")


def sources(cited: set[str]) -> list[Text]:
    """List the records of all sources that the book names, a file a kind."""
    by_type: dict[str, list[Reference]] = defaultdict(list)
    for key in cited:
        by_type[reference(key).fields["type"]].append(reference(key))
    return [
        Text(
            sources_file(kind),
            title,
            f"<h1>{escape(title)}</h1>"
            + "".join(map(_record, sorted(by_type[kind], key=sort_key))),
            "bibliography",
            part=SOURCES,
        )
        for kind, title in TYPES.items()
        if by_type[kind]
    ]


def _record(ref: Reference) -> str:
    """Write one record as a line: what it is, where, and how far it was read."""
    told = "".join(map(_inline, ref.nodes(print_url=False)))
    note = ref.fields.get("readnote", "").rstrip(".")
    read = f"{ref.read}.{f' {note}.' if note else ''}"
    return (
        f'<p class="entry" id="ref-{ref.key}"><b>{escape(ref.short)}</b> {told}'
        f"<i>{escape(read)}</i></p>\n"
    )


def _inline(node: dn.Node) -> str:
    if isinstance(node, dn.Text):
        return escape(node.astext())
    inner = "".join(map(_inline, node.children))
    if isinstance(node, dn.reference):
        return f'<a href="{escape(node["refuri"])}">{inner}</a>'
    return f"<cite>{inner}</cite>"


def cover(tree: dn.document, work: Path) -> dict[str, bytes]:
    """Draw the cover: the title over both months, a stroke for each day with an event.

    Args:
        tree: the first document of the book, with its almanac.
        work: a folder to draw in.
    """
    days = next(tree.findall(nodes.cover))["almanac"]
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    happened = [{side: bool(day[side]) for side in ("left", "right")} for day in days]
    (work / "cover.json").write_text(json.dumps(happened), encoding="utf-8")
    [drawn] = pictures(work, TEMPLATE, ppi=144)
    return {"cover.png": drawn}
