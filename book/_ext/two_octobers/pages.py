"""The page around the text: what the template needs, and only the files that a page uses."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms.post_transforms import SphinxPostTransform

from two_octobers import beside, fonts, nodes, record, runtime, social
from two_octobers.cover import contents, span
from two_octobers.directives import anchor
from two_octobers.downloads import offered
from two_octobers.run import notebook, on_binder

MANY = 100
"""Of fewer pages to hold them costs little, and to take them anew a twentieth of the time."""

SEARCH_SCRIPTS = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
"""Sphinx's own scripts, needed by the search page alone."""


class ChapterHead(SphinxPostTransform):
    """Put a :class:`nodes.chapter_head` behind the title of each chapter."""

    default_priority = 15

    def run(self, **kwargs: object) -> None:
        """Do so on one page, if it is a chapter."""
        number = record.chapter_of(self.env.docname)
        if number is None:
            return
        row = record.tables().chapters.loc[number]
        title = next(iter(self.document.findall(dn.title)))
        head = nodes.chapter_head(
            number=number,
            question=row["question"],
            title=row["title"],
            paragraphs=list(row["paragraphs"]),
        )
        title.parent.insert(title.parent.index(title) + 1, head)


def _visit_head(self, node: nodes.chapter_head) -> None:
    self.body.append(f'<p class="question">{node["question"]}</p>')
    groups: dict[str, list[str]] = {}
    for paragraph in record.tables().essay.index:
        groups.setdefault(paragraph.split(".")[0], []).append(_tick(self, paragraph, node))
    ticks = "".join(f'<span class="g">{"".join(group)}</span>' for group in groups.values())
    of = len(record.tables().essay)
    here = len(node["paragraphs"]) or of
    self.body.append(
        '<nav class="ladder" '
        f'aria-label="Where this chapter stands in the essay’s {of} paragraphs">'
        f'{ticks}<span class="say">{here} of {of}<span class="long"> paragraphs</span></span></nav>'
    )


def _tick(self, paragraph: str, node: nodes.chapter_head) -> str:
    on = ' class="on"' if paragraph in (node["paragraphs"] or [paragraph]) else ""
    label = f'title="¶ {paragraph}"'
    name = f'<span class="vh">¶ {paragraph}</span>'
    for chapter in contents(self.builder.env.found_docs):
        if paragraph in chapter["paragraphs"] and chapter["docname"]:
            page = self.builder.get_relative_uri(self.builder.current_docname, chapter["docname"])
            page = "" if chapter["number"] == node["number"] else page
            return f'<a href="{page}#{anchor("p", paragraph)}" {label}{on}>{name}</a>'
    return f"<span {label}{on}>{name}</span>"


def _count_once(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Leave the numbers of figures as they are where no page is read.

    To open every page and count again is a fifth of a build in which nothing changed.
    """
    for listener in [] if docnames else list(app.events.listeners["env-get-updated"]):
        collector = getattr(listener.handler, "__self__", None)
        if isinstance(collector, TocTreeCollector):
            collector.disable(app)


def _let_go(app: Sphinx, env: BuildEnvironment) -> None:
    """Have Sphinx take the pages of a large book from where it keeps them, to write them.

    It also holds all of them in memory: of a book ten times as large, 70 MB.
    """
    if len(env.found_docs) > MANY:
        env._write_doc_doctree_cache.clear()
        env._pickled_doctree_cache.clear()


def _number_chapters(app: Sphinx, builder: Builder) -> None:
    """Number figures by their chapter's file name, so that 7.1 is 7.1 in every selection.

    Done when writing starts, after Sphinx has kept its own numbers: it compares those with the last
    build's, and would otherwise write every chapter again. Titles carry no number of their own.
    """
    for doc in app.env.found_docs:
        number = record.chapter_of(doc)
        if number is None:
            continue
        app.env.toc_secnumbers[doc] = {}
        app.env.titles[doc].attributes.pop("secnumber", None)
        for kind, figures in app.env.toc_fignumbers.get(doc, {}).items():
            renumbered = {name: (number, *n[1:]) for name, n in figures.items()}
            app.env.toc_fignumbers[doc][kind] = renumbered


def _context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the template its navigation, and drop every script that no page needs."""
    parts: dict[str, list[dict]] = {}
    for entry in contents(app.env.found_docs):
        parts.setdefault(entry["part"], []).append(entry)
    number = record.chapter_of(page)
    chapter: Any = record.tables().chapters.loc[number] if number else None
    listed = app.env.toctree_includes.get(app.config.root_doc, [])
    before = list(takewhile(lambda doc: record.chapter_of(doc) is None, listed))
    after = [doc for doc in listed if record.chapter_of(doc) is None and doc not in before]
    context.update(
        parts=parts,
        before=[{"docname": doc, "title": app.env.titles[doc].astext()} for doc in before],
        reference=[{"docname": doc, "title": app.env.titles[doc].astext()} for doc in after],
        number=number,
        presentation=app.config.book_presentation,
        where=span(list(chapter["paragraphs"])) if number else "",
        downloads=offered(app.config),
        notebook=notebook(app.config, page),
        binder=on_binder(app.config, page),
        description=social.describe(app, page),
        address=app.config.html_baseurl.rstrip("/"),
        card=social.address(page) if page in app.env.found_docs else "",
        charts=_has(doctree, nodes.chart_figure),
        ledger=_has(doctree, nodes.ledger),
        script_files=[
            f
            for f in context.get("script_files", [])
            if str(getattr(f, "filename", f)).split("/")[-1] in SEARCH_SCRIPTS
        ],
    )


def _has(doctree: Any, kind: type[dn.Node]) -> bool:
    return doctree is not None and any(True for _ in doctree.findall(kind))


def _begin(app: Sphinx) -> None:
    """Let the Vega runtime be bundled while the book is read."""
    if app.builder.format == "html":
        runtime.begin(_vega(app))


def _vega(app: Sphinx) -> Path:
    return Path(app.outdir, "_static", "vega.js")


def _finish(app: Sphinx) -> None:
    """Put the fonts and the Vega runtime beside the pages."""
    fonts.write(Path(app.outdir))
    runtime.begin(_vega(app)).result()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the head of a chapter, the numbering, the template's context and the files."""
    app.add_config_value("book_description", "", "html", [str])
    app.add_post_transform(ChapterHead)
    app.add_node(nodes.chapter_head, html=(_visit_head, lambda self, node: None))
    app.connect("builder-inited", _begin)
    app.connect("env-before-read-docs", _count_once)
    app.connect("env-updated", _let_go)
    app.connect("write-started", _number_chapters)
    app.connect("html-page-context", _context, priority=900)
    beside.put(app, _finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
