"""What a page of this book is made of, beyond what docutils has a node for.

Directives, roles and transforms make these nodes; the web page (``html`` visitors beside the code
that makes each node) and the PDF (:mod:`two_octobers.pdf`) print them. Attributes are plain text,
numbers, lists and dicts, so that a page can be kept between two builds.
"""

from __future__ import annotations

from docutils import nodes


def inside(node: nodes.Node, kinds: tuple[type, ...]) -> bool:
    """Tell whether a node stands in one of certain kinds."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kinds):
            return True
    return False


class chapter_head(nodes.General, nodes.Element):
    """What stands around a chapter's title; put after it, and printed before and after.

    ``number`` (int), ``question`` (text), ``paragraphs`` (list of ``"2.2"``; empty for the whole
    essay), ``title`` (text).
    """


class in_short(nodes.General, nodes.Element):
    """The answer first. Children: paragraphs. ``meta``: list of texts, ``"12 minutes"`` first."""


class passage(nodes.General, nodes.Element):
    """What the essay argues in one paragraph. Children: our words.

    ``paragraph`` (``"2.2"``), ``provenance`` (a sentence), ``ids`` (``["p2-2"]``).
    """


class claimed(nodes.General, nodes.Element):
    """Text with the claims that it judges. Children: the text. ``claims``: list of claim ids."""


class claim_card(nodes.General, nodes.Element):
    """One claim and its verdict, put into :class:`claimed` before the text, when a page is printed.

    ``claim`` (``"2.2b"``), ``said`` (restated), ``verdict`` (a word of
    :data:`two_octobers.verdicts.VERDICTS`), ``reasoning``, ``would_change``, ``kind``,
    ``evidence`` (list of dicts: ``label``, ``stance``, ``source`` keys), ``ids`` (``["c2-2b"]``).
    """


class verdict(nodes.Inline, nodes.Element):
    """A glyph and a word in the text.

    ``claim`` (id, or ``""`` in a key), ``verdict``, ``refid`` (id of the card on this page, or
    ``""``).
    """


class name_ref(nodes.Inline, nodes.TextElement):
    """A person or a term where a page names it.

    ``name`` (an id of :mod:`~.names`), ``first`` (bool: the page has not named it before).
    """


class dispute(nodes.General, nodes.Element):
    """Where accounts differ. ``title``; children: :class:`reading` nodes, then :class:`settle`."""


class reading(nodes.General, nodes.Element):
    """One side of a :class:`dispute`. ``rests`` (text); children: a caption (who), then text."""


class settle(nodes.General, nodes.Element):
    """What would settle a :class:`dispute`. Children: text."""


class exercise(nodes.General, nodes.Element):
    """``number`` (``"7.1"``), ``minutes`` (text), ``title``, ``ids``; children: what to do."""


class solution(nodes.General, nodes.Element):
    """The answer to the exercise before it, folded. ``number``, ``ids``; children: text, cells."""


class chart(nodes.General, nodes.Element):
    """A Vega-Lite chart. ``spec`` (JSON text), ``alt`` (text), ``key`` (digest of the spec)."""


class chart_figure(nodes.General, nodes.Element):
    """A numbered chart: made of docutils' ``figure`` around a :class:`chart`, when printed.

    ``number`` (``"7.1"``), ``ids``, ``spec``, ``alt``, ``key``, ``file`` (base name of downloads),
    ``wide`` (bool: may use the margin column), ``columns`` and ``rows`` (the table twin),
    ``sources`` (bib keys of the rows), ``tables`` (list of ``[name, rows]``), ``drawn`` (that in
    words), ``leading`` (the sources of most rows), ``more`` (how many others). Children: one
    ``caption`` (the title), then what to see.
    """


class source_ref(nodes.Inline, nodes.TextElement):
    """A citation in the text. ``key`` (of references.bib); children: the text that is shown."""


class source_list(nodes.General, nodes.Element):
    """The sources of a page. ``keys`` (list), ``tables`` (``[name, rows]``), ``folded`` (bool)."""


class cover(nodes.General, nodes.Element):
    """The first page. Children: three :class:`cover_part` nodes.

    ``thesis``, ``steps``, ``almanac``, ``contents``: see :mod:`two_octobers.cover`.
    """


class cover_part(nodes.General, nodes.Element):
    """``part``: ``opening``, ``judgement`` (of the thesis) or ``onward``. Children: text."""


class ledger(nodes.General, nodes.Element):
    """All claims. ``sections``: list of dicts, see :mod:`two_octobers.ledger`; children: tables."""
