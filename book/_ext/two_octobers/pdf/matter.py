"""What stands before and after the chapters: title page, contents, glossary, index, sources."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from docutils import nodes as dn

from two_octobers import nodes, record
from two_octobers.names import Name, in_order
from two_octobers.pdf.edition import Edition
from two_octobers.pdf.escape import Markup, block, text
from two_octobers.pdf.features import solution
from two_octobers.pdf.options import Options
from two_octobers.pdf.writer import Writer
from two_octobers.sources import reference, sort_key

NONE = Markup("")


def front(edition: Edition, ends: list[str], date: datetime) -> Markup:
    """Write title page, contents, the key to the marks, and the argument at a glance."""
    cover = next(edition.cover.tree.findall(nodes.cover))
    writer = Writer(edition, edition.cover)
    writer.depth = 1
    edition.anchors |= {edition.cover.label, "front:glance"}
    numbers = [c["number"] for c in cover["contents"] if c["docname"] in edition.chapters]
    parts = {part["part"]: part.children for part in cover.findall(nodes.cover_part)}
    opening = block(
        "title-page",
        [edition.cover.label, *writer.labels(cover.parent)],
        writer.all(parts["opening"]),
        numbers=runs(numbers),
        days=[_day(day) for day in cover["almanac"]],
        course=_course(edition.options),
        date=[date.year, date.month, date.day],
    )
    thesis = {**cover["thesis"], "card": edition.cards.get(cover["thesis"]["claim"])}
    thesis["why"] = writer.all(parts["judgement"])
    steps = [{**step, "card": edition.cards.get(step["claim"])} for step in cover["steps"]]
    rest = [n for n in cover.parent.children if not isinstance(n, dn.title) and not _lists(n)]
    return Markup(
        opening + contents(edition, cover, ends) + block("glance", thesis, steps) + writer.all(rest)
    )


def _course(options: Options) -> dict[str, str]:
    """Return the words that a teacher has put on the title page."""
    return {
        name: getattr(options, name)
        for name in ("course", "term", "instructor", "note")
        if getattr(options, name)
    }


def runs(numbers: list[int]) -> list[str]:
    """Join numbers that follow each other: ``["6–8", "11"]``."""
    groups = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ends = ([number for _, number in group] for _, group in groups)
    return ["–".join(dict.fromkeys((str(run[0]), str(run[-1])))) for run in ends]


def _lists(part: dn.Node) -> bool:
    """Tell whether a part of the cover only lists sources, which stand at the end of the book."""
    return any(part.findall(nodes.source_list))


def _day(day: dict[str, Any]) -> dict[str, object]:
    """Say of a day of October what happened on it in either year."""
    return {
        "day": day["day"],
        **{side: [e["label"] for e in day[side]] for side in ("left", "right")},
    }


def contents(edition: Edition, cover: nodes.cover, ends: list[str]) -> Markup:
    """Write the list of contents by parts, then the chapters that are still to come."""
    facts = {entry["docname"]: entry for entry in cover["contents"]}
    parts = [{"title": "", "rows": [_row("front:glance", "The argument at a glance", {})]}]
    for part, pages in groupby(edition.pages, key=lambda page: page.part):
        rows = [_row(page.label, page.title, facts.get(page.docname, {})) for page in pages]
        parts.append({"title": part, "rows": rows})
    rows = [_row(f"back:{end}", end, {}) for end in ends]
    parts.append({"title": "At the end", "rows": rows})
    missing = [
        {"number": e["number"], "title": e["title"], "paragraphs": e["paragraphs"]}
        for e in cover["contents"]
        if e["docname"] not in edition.chapters
    ]
    return block("contents", parts, missing, chosen=bool(edition.options.chapters))


def _row(label: str, title: str, facts: dict[str, Any]) -> dict[str, object]:
    return {
        "label": label,
        "title": title,
        "number": facts.get("number"),
        "question": facts.get("question"),
        "paragraphs": facts.get("paragraphs"),
    }


def back(edition: Edition) -> dict[str, Markup]:
    """Write what stands at the end, by title; what has nothing to say is left out."""
    written = {
        "Solutions": _solutions(edition) if edition.options.solutions else "",
        "Glossary": _glossary(edition),
        "Index of people": _index(edition),
        "Sources": _bibliography(edition),
    }
    return {
        title: Markup(block("back-opening", title) + words)
        for title, words in written.items()
        if words
    }


def _glossary(edition: Edition) -> Markup:
    """Explain the terms that the edition names, and say on which pages."""
    terms = [name for name in in_order("term") if name.id in edition.named]
    return (
        block("glossary", *([t.id, t.title, _native(t), text(t.line)] for t in terms))
        if terms
        else NONE
    )


def _index(edition: Edition) -> Markup:
    """List the people whom the edition names, with the pages."""
    people = [name for name in in_order("person") if name.id in edition.named]
    return (
        block("people", *([p.id, p.sort, _native(p), p.below] for p in people)) if people else NONE
    )


def _native(name: Name) -> Markup | None:
    """Write a name as its own language has it."""
    return text(name.native) if name.native else None


def _solutions(edition: Edition) -> Markup:
    """Write the solutions of all exercises, chapter by chapter."""
    parts = []
    for page, kept in groupby(edition.solutions, key=lambda pair: pair[0]):
        writer = Writer(edition, page, "solutions of ")
        number = record.chapter_of(page.docname)
        title = page.title if number is None else f"{number} · {page.title}"
        parts.append(block("section", [], text(title), title, level=2, depth=1))
        parts += [solution(writer, node) for _, node in kept]
    return Markup("".join(parts))


def _bibliography(edition: Edition) -> Markup:
    """Write the records of all sources that the book names, in the order of every list."""
    writer = Writer(edition, edition.cover)
    records = sorted(map(reference, edition.cited), key=sort_key)
    entries = [[f"source:{r.key}", r.short, writer.all(r.nodes()), r.read] for r in records]
    return block("sources", *entries) if entries else NONE
