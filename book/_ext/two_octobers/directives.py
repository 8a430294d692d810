"""The words an author writes: ``{passage}``, ``{claim}``, ``{verdict}`` and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes as dn
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from two_octobers import nodes, record, sources
from two_octobers.verdicts import VERDICTS

if TYPE_CHECKING:
    import pandas as pd

COMPARED = {
    "whole": "compared with the whole of that text",
    "opening": "only the opening of that text could be compared",
    "none": "that text could not be compared here",
}
"""How the essay's dependence on another author was checked, as a reader is told."""


ESSAY = "vandenbroeck-2022"
"""The key of the essay itself."""


def anchor(kind: str, address: str) -> str:
    """Return the stable id of a paragraph or a claim: ``p2-2``, ``c2-2b``."""
    return f"{kind}{address.replace('.', '-')}"


class Body(SphinxDirective):
    """A directive whose content is text of the book."""

    has_content = True

    def parsed(self, node: dn.Element) -> dn.Element:
        """Parse the content into ``node`` and return it."""
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return node


class Passage(Body):
    """``{passage} 2.2``: what one paragraph of the essay argues, in our words."""

    required_arguments = 1

    def run(self) -> list[dn.Node]:
        """Look up whose thought it is, and say how far that was checked."""
        address = self.arguments[0]
        essay = record.tables().essay
        if address not in essay.index:
            raise self.error(f"the essay has no paragraph “{address}” (data/essay.csv)")
        node = nodes.passage(
            paragraph=address,
            provenance=_provenance(address, essay.loc[address]),
            ids=[anchor("p", address)],
        )
        return [self.parsed(node)]


def _provenance(address: str, row: pd.Series) -> str:
    """Say whose thought a paragraph is, and how far that was checked."""
    if row["thought"] != ESSAY:
        author = sources.reference(row["thought"])
        sure = "" if row["compared"] == "whole" else "probably "
        whose = f"The thought is {sure}{author.authors}’s ({author.fields['year']})"
        return f"Our words. {whose}; {COMPARED[row['compared']]}."
    claims = record.tables().claims
    others = set(claims[claims["paragraph"] == address]["thought"]) - {ESSAY}
    named = ", ".join(sorted(sources.reference(key).short for key in others))
    return (
        f"Our words, of the authors’ own summary{f'; single thoughts after {named}' * bool(named)}."
    )


class Claim(Body):
    """``{claim} 2.2b 2.3c``: the text that judges one claim or more."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[dn.Node]:
        """Wrap the text; the cards come when the page is printed."""
        addresses = self.arguments[0].split()
        _known(self, addresses)
        return [self.parsed(nodes.claimed(claims=addresses))]


class InShort(Body):
    """``{in-short}``: the chapter's answer, verdict first."""

    def run(self) -> list[dn.Node]:
        """Wrap the text; the counts come when the page is printed."""
        return [self.parsed(nodes.in_short(meta=[]))]


class Dispute(Body):
    """``{dispute} when did the ships turn?``: where accounts differ; holds ``{reading}``s."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[dn.Node]:
        """Wrap the readings."""
        return [self.parsed(nodes.dispute(title=self.arguments[0]))]


class Reading(Body):
    """``{reading} Dobbs, *One Minute to Midnight*, 2008``: one side of a dispute."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"rests": directives.unchanged_required}

    def run(self) -> list[dn.Node]:
        """Name whose reading it is, and say what it rests on."""
        if "rests" not in self.options:
            raise self.error("a reading says what it rests on: add :rests:")
        node = nodes.reading(rests=self.options["rests"])
        who, problems = self.state.inline_text(self.arguments[0], self.lineno)
        node += dn.caption("", "", *who)
        return [self.parsed(node), *problems]


class Settle(Body):
    """``{settle}``: what would settle a dispute."""

    def run(self) -> list[dn.Node]:
        """Wrap the text."""
        return [self.parsed(nodes.settle())]


class Exercise(Body):
    """``{exercise} Count the days``: something to do; numbered with its chapter."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"minutes": directives.unchanged_required}

    def run(self) -> list[dn.Node]:
        """Number the exercise within its chapter."""
        if "minutes" not in self.options:
            raise self.error("an exercise says how long it takes: add :minutes: five minutes")
        count = self.env.temp_data["exercises"] = self.env.temp_data.get("exercises", 0) + 1
        number = f"{record.chapter_of(self.env.docname)}.{count}"
        node = nodes.exercise(
            number=number,
            minutes=self.options["minutes"],
            title=self.arguments[0],
            ids=[f"exercise-{number.replace('.', '-')}"],
        )
        return [self.parsed(node)]


class Solution(Body):
    """``{solution}``: the answer to the exercise before it, folded."""

    def run(self) -> list[dn.Node]:
        """Give the solution the number of its exercise."""
        number = f"{record.chapter_of(self.env.docname)}.{self.env.temp_data.get('exercises', 0)}"
        node = nodes.solution(number=number, ids=[f"solution-{number.replace('.', '-')}"])
        return [self.parsed(node)]


class VerdictRole(SphinxRole):
    """``{verdict}`2.2b` ``: the mark of a claim; ``{verdict}`contested` ``: a mark alone."""

    def run(self) -> tuple[list[dn.Node], list[dn.system_message]]:
        """Make a :class:`nodes.verdict`; an unknown claim is an error at its line."""
        claims = record.tables().claims
        if self.text in VERDICTS:
            return [nodes.verdict(claim="", verdict=self.text)], []
        if self.text not in claims.index:
            message = f"no claim “{self.text}” in data/claims.csv"
            error = self.inliner.reporter.error(message, line=self.lineno)
            return [dn.problematic(self.rawtext, self.rawtext)], [error]
        mark = nodes.verdict(claim=self.text, verdict=claims.loc[self.text, "verdict"])
        return [mark], []


def _known(directive: SphinxDirective, addresses: list[str]) -> None:
    unknown = [a for a in addresses if a not in record.tables().claims.index]
    if unknown:
        raise directive.error(f"no claim “{unknown[0]}” in data/claims.csv")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives and the role."""
    for name, directive in (
        ("passage", Passage),
        ("claim", Claim),
        ("in-short", InShort),
        ("dispute", Dispute),
        ("reading", Reading),
        ("settle", Settle),
        ("exercise", Exercise),
        ("solution", Solution),
    ):
        app.add_directive(name, directive)
    app.add_role("verdict", VerdictRole())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
