"""Rules for what stands by itself: sections, paragraphs, lists, boxes, cells, tables."""

from __future__ import annotations

from docutils import nodes as dn
from sphinx import addnodes

from two_octobers import nodes
from two_octobers.pdf.edition import Page
from two_octobers.pdf.escape import Markup, block, text
from two_octobers.pdf.writer import NOTHING, Writer, rule


@rule(dn.document, dn.compound, dn.legend, addnodes.only, addnodes.glossary)
@rule(dn.list_item, dn.definition)
def _through(writer: Writer, node: dn.Element) -> Markup:
    return writer.inside(node)


@rule(dn.section)
def _section(writer: Writer, node: dn.section) -> Markup:
    head = next((c for c in node.children if isinstance(c, nodes.chapter_head)), None)
    title = next(c for c in node.children if isinstance(c, dn.title))
    rest = [c for c in node.children if c is not head and c is not title]
    labels, words = writer.labels(node), writer.all(title.children)
    if writer.depth == 0:
        opening = _opening(writer, labels, words, head)
    else:
        opening = block("section", labels, words, level=writer.level, depth=writer.depth)
    writer.depth += 1
    body = writer.all(rest)
    writer.depth -= 1
    return Markup(opening + body)


def _opening(
    writer: Writer, labels: list[str], title: Markup, head: nodes.chapter_head | None
) -> Markup:
    """Open a document on a fresh page: a chapter with its number, question and paragraphs."""
    own = [] if writer.page.label in writer.edition.anchors else [writer.page.label]
    writer.edition.anchors.update(own)
    facts = {"level": writer.level, "running": writer.page.title}
    members = writer.edition.opened_by(writer.page)
    before = part_page(writer.page.part, members) if len(members) > 1 else NOTHING
    if len(members) == 1:
        facts["part_title"] = writer.page.part
    if head is not None:
        facts |= {
            "number": head["number"],
            "question": head["question"],
            "paragraphs": head["paragraphs"],
        }
    return Markup(before + block("opening", [*own, *labels], title, **facts))


def part_page(title: str, members: list[Page]) -> Markup:
    """Open a part of several documents on a page that says what it answers, and where."""
    rows = []
    for page in members:
        head = next(iter(page.tree.findall(nodes.chapter_head)), None)
        facts = {n: head and head[n] for n in ("number", "question", "paragraphs")}
        rows.append({"label": page.label, "title": page.title, **facts})
    return block("part-page", title, rows)


@rule(dn.paragraph)
def _paragraph(writer: Writer, node: dn.paragraph) -> Markup:
    return Markup(f"\n\n{writer.inside(node)}\n\n")


@rule(dn.rubric)
def _rubric(writer: Writer, node: dn.rubric) -> Markup:
    return block("rubric", writer.inside(node))


@rule(dn.transition)
def _transition(writer: Writer, node: dn.transition) -> Markup:
    """Set a break in the text; the one that MyST puts before footnotes has nothing after it."""
    following = node.parent.children[node.parent.index(node) + 1 :]
    if all(isinstance(n, dn.footnote) for n in following):
        return NOTHING
    return block("pause")


def _items(writer: Writer, node: dn.Element) -> list[Markup]:
    return [writer.one(item) for item in node.children]


@rule(dn.bullet_list)
def _bullets(writer: Writer, node: dn.bullet_list) -> Markup:
    return block("list", *_items(writer, node))


@rule(dn.enumerated_list)
def _numbered(writer: Writer, node: dn.enumerated_list) -> Markup:
    return block("enum", *_items(writer, node), start=node.get("start", 1))


@rule(dn.definition_list)
def _definitions(writer: Writer, node: dn.definition_list) -> Markup:
    pairs = []
    for item in node.children:
        terms = [writer.one(c) for c in item.children if not isinstance(c, dn.definition)]
        told = writer.all(c for c in item.children if isinstance(c, dn.definition))
        pairs.append([Markup(", ".join(terms)), told])
    return block("definitions", *pairs)


@rule(dn.block_quote)
def _quotation(writer: Writer, node: dn.block_quote) -> Markup:
    credit = next((c for c in node.children if isinstance(c, dn.attribution)), None)
    words = writer.all(c for c in node.children if c is not credit)
    return block("quotation", words, writer.all(credit.children) if credit else None)


@rule(dn.literal_block)
def _code(writer: Writer, node: dn.literal_block) -> Markup:
    return block("code", node.astext())


@rule(dn.note, dn.tip, dn.hint, dn.important, dn.warning, dn.caution, dn.attention, dn.danger)
@rule(dn.error, dn.admonition, addnodes.seealso, dn.topic)
def _aside(writer: Writer, node: dn.Element) -> Markup:
    """Set a note, tip, warning or topic: its title, or else the name of its kind."""
    title = next((c for c in node.children if isinstance(c, dn.title)), None)
    kind = "See also" if isinstance(node, addnodes.seealso) else type(node).__name__.capitalize()
    named = writer.all(title.children) if title else text(kind)
    return block("aside", named, writer.all(c for c in node.children if c is not title))


@rule(dn.container)
def _container(writer: Writer, node: dn.container) -> Markup:
    """Print what a cell drew, what it printed if it answers an exercise, its code if asked for."""
    part = node.get("nb_element")
    if part == "cell_code_source" and not writer.edition.options.code:
        return NOTHING
    if part == "cell_code_output" and not writer.in_solution:
        return writer.all(c for c in node.children if not isinstance(c, dn.literal_block))
    return writer.inside(node)


@rule(dn.figure)
def _figure(writer: Writer, node: dn.figure) -> Markup:
    """Set a picture with its number and caption."""
    caption = next((c for c in node.children if isinstance(c, dn.caption)), None)
    shown = writer.all(c for c in node.children if c is not caption)
    numbers = writer.edition.builder.env.toc_fignumbers.get(writer.page.docname, {})
    number = next((numbers["figure"][i] for i in node["ids"] if i in numbers.get("figure", {})), ())
    return block(
        "plate",
        writer.labels(node),
        shown,
        number=".".join(map(str, number)),
        title=writer.all(caption.children) if caption else None,
    )


@rule(dn.table)
def _table(writer: Writer, node: dn.table) -> Markup:
    title = next((c for c in node.children if isinstance(c, dn.title)), None)
    group = next(c for c in node.children if isinstance(c, dn.tgroup))
    head = [_cell(writer, e) for part in group.findall(dn.thead) for e in part.findall(dn.entry)]
    body = [_cell(writer, e) for part in group.findall(dn.tbody) for e in part.findall(dn.entry)]
    return Markup(
        writer.anchors(node)
        + block(
            "sheet",
            group["cols"],
            head,
            body,
            title=writer.all(title.children) if title else None,
            wide="wide" in node["classes"],
        )
    )


def _cell(writer: Writer, entry: dn.entry) -> dict[str, object]:
    """Describe one cell: text, span and side."""
    side = next((c[5:] for c in entry["classes"] if c.startswith("text-")), "left")
    return {
        "body": writer.inside(entry),
        "colspan": entry.get("morecols", 0) + 1,
        "rowspan": entry.get("morerows", 0) + 1,
        "side": side,
    }
