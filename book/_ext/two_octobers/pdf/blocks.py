"""Rules for what stands by itself and holds text: sections, paragraphs, quotations, boxes."""

from __future__ import annotations

from docutils import nodes as dn
from sphinx import addnodes

from two_octobers import nodes
from two_octobers.pdf.edition import Page
from two_octobers.pdf.escape import Markup, block, text
from two_octobers.pdf.writer import NOTHING, Writer, rule


@rule(dn.document, addnodes.document, dn.compound, addnodes.only, addnodes.glossary)
@rule(addnodes.versionmodified)
def _through(writer: Writer, node: dn.Element) -> Markup:
    return writer.inside(node)


@rule(dn.section)
def _section(writer: Writer, node: dn.section) -> Markup:
    head = next((c for c in node.children if isinstance(c, nodes.chapter_head)), None)
    title = next(c for c in node.children if isinstance(c, dn.title))
    rest = [c for c in node.children if c is not head and c is not title]
    words = (writer.labels(node), writer.all(title.children), _plain(title))
    if writer.depth == 0:
        opening = _opening(writer, *words, head)
    else:
        opening = block("section", *words, level=writer.level, depth=writer.depth)
    writer.depth += 1
    body = writer.all(rest)
    writer.depth -= 1
    return Markup(opening + body)


def _plain(title: dn.Node) -> str:
    """Return the words of a title without the marks of notes in it."""
    marks = (dn.footnote_reference,)
    return "".join(t.astext() for t in title.findall(dn.Text) if not nodes.inside(t, marks))


def _opening(
    writer: Writer,
    labels: list[str],
    title: Markup,
    plain: str,
    head: nodes.chapter_head | None,
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
    return Markup(before + block("opening", [*own, *labels], title, plain, **facts))


def part_page(title: str, members: list[Page]) -> Markup:
    """Open a part of several documents on a page that says what it answers, and where."""
    rows = []
    for page in members:
        head = next(iter(page.tree.findall(nodes.chapter_head)), None)
        facts = {n: head and head[n] for n in ("number", "question", "paragraphs")}
        rows.append({"label": page.label, "title": page.title, **facts})
    return block("part-page", title, rows)


@rule(dn.paragraph, addnodes.compact_paragraph)
def _paragraph(writer: Writer, node: dn.paragraph) -> Markup:
    return Markup(f"\n\n{writer.inside(node)}\n\n")


@rule(addnodes.centered)
def _centred(writer: Writer, node: addnodes.centered) -> Markup:
    return block("centred", writer.inside(node))


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


@rule(dn.block_quote)
def _quotation(writer: Writer, node: dn.block_quote) -> Markup:
    credit = next((c for c in node.children if isinstance(c, dn.attribution)), None)
    words = writer.all(c for c in node.children if c is not credit)
    return block("quotation", words, writer.all(credit.children) if credit else None)


@rule(dn.note, dn.tip, dn.hint, dn.important, dn.warning, dn.caution, dn.attention, dn.danger)
@rule(dn.error, dn.admonition, addnodes.seealso, dn.topic, dn.sidebar)
def _aside(writer: Writer, node: dn.Element) -> Markup:
    """Set a note, tip, warning or topic: its titles, or else the name of its kind."""
    titles = [c for c in node.children if isinstance(c, dn.title | dn.subtitle)]
    kind = "See also" if isinstance(node, addnodes.seealso) else type(node).__name__.capitalize()
    named = Markup(": ").join(writer.inside(title) for title in titles) if titles else text(kind)
    return block("aside", Markup(named), writer.all(c for c in node.children if c not in titles))
