"""Rules for formulas."""

from __future__ import annotations

from docutils import nodes as dn

from two_octobers.pdf.escape import Markup, block, call
from two_octobers.pdf.figures import number
from two_octobers.pdf.latex import LatexError, to_typst
from two_octobers.pdf.writer import Writer, rule


def _formula(writer: Writer, node: dn.Element, display: bool) -> Markup:
    """Write a formula; a listener hears its LaTeX, as on the web page."""
    source = node.astext()
    try:
        written = to_typst(source)
    except LatexError as error:
        return writer.refuse(node, f"{error} is not in the LaTeX that latex.py can set")
    dollars = f"$ {written} $" if display else f"${written}$"
    return call("formula", Markup(dollars), source, display=display)


@rule(dn.math)
def _inline(writer: Writer, node: dn.math) -> Markup:
    return _formula(writer, node, display=False)


@rule(dn.math_block)
def _display(writer: Writer, node: dn.math_block) -> Markup:
    """Set a formula on a line of its own, with its number if it has a name."""
    given = number(writer, node, "displaymath") or node.get("number")
    shown = _formula(writer, node, display=True)
    return block("display", shown, f"({given})" if given else None)
