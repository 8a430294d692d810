"""The first page: the essay's argument, whether it holds, and both Octobers day by day.

The page names claims and events; their words, verdicts and sources come from ``data/``.
"""

from __future__ import annotations

import html
from typing import Any, ClassVar

from docutils import nodes as dn
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from two_octobers import claims, nodes, record, sources
from two_octobers.claims_html import grounds, mark
from two_octobers.directives import Body
from two_octobers.verdicts import VERDICTS

DAYS = range(1, 32)
SIDES = (("left", "1962-10-"), ("right", "2022-10-"))
"""Where each October stands in the almanac, and how its events' dates begin."""

SHARED_DAY = 27
"""Moscow radio named Turkey; sixty years on, Putin refused to be Khrushchev."""


class Cover(Body):
    """``{cover}``: thesis, steps and almanac by id; the content is the opening sentences."""

    option_spec: ClassVar = {
        "thesis": directives.unchanged_required,
        "steps": directives.unchanged_required,
        "almanac": directives.unchanged_required,
    }

    def run(self) -> list[dn.Node]:
        """Look every id up; an unknown one is an error at its line."""
        known, events = record.tables().claims, record.tables().events
        steps, dates = self.options["steps"].split(), self.options["almanac"].split()
        for key in (self.options["thesis"], *steps):
            if key not in known.index:
                raise self.error(f"no claim “{key}” in data/claims.csv")
        for key in dates:
            if key not in events.index:
                raise self.error(f"no event “{key}” in data/events.csv")
        node = nodes.cover(
            thesis=_claim(self.options["thesis"]),
            steps=[_claim(key) for key in steps],
            almanac=[
                {
                    "day": day,
                    **{side: _of_day(events, dates, f"{month}{day:02}") for side, month in SIDES},
                }
                for day in DAYS
            ],
            contents=[],
        )
        return [self.parsed(node)]


def _claim(address: str) -> dict[str, object]:
    """Return a claim as the cover prints it: in a line, with its verdict and what that rests on."""
    card = claims.card(address)
    return {
        "claim": address,
        "text": record.tables().claims.loc[address, "short"],
        "said": card["said"],
        "verdict": card["verdict"],
        "why": card["reasoning"],
        "evidence": card["evidence"],
        "would_change": card["would_change"],
    }


def _of_day(events, dates: list[str], day: str) -> list[dict[str, object]]:
    rows = events.loc[[key for key in dates if events.loc[key, "start_text"].startswith(day)]]
    return [
        {"id": key, "label": row["label"], "source": list(row["source"])}
        for key, row in rows.iterrows()
    ]


class FillCover(SphinxPostTransform):
    """List the chapters, and which of them are there; gather the almanac's sources."""

    default_priority = 35

    def run(self, **kwargs: object) -> None:
        """Fill the cover of one page, if it has one."""
        for node in list(self.document.findall(nodes.cover)):
            node["contents"] = contents(self.env.found_docs)
            title = next(iter(node.parent.findall(dn.title)))
            title.parent.remove(title)  # the cover sets the book's title itself


def contents(found: set[str]) -> list[dict[str, Any]]:
    """List all planned chapters; ``docname`` is empty for one that is still to come."""
    written = {record.chapter_of(doc): doc for doc in found}
    return [
        {
            "number": number,
            "title": row["title"],
            "question": row["question"],
            "paragraphs": list(row["paragraphs"]),
            "part": row["part"],
            "docname": written.get(number, ""),
        }
        for number, row in record.tables().chapters.iterrows()
    ]


def span(paragraphs: list[str]) -> str:
    """Print the paragraphs of a chapter: ``¶ 2.2–2.3``, ``whole`` if there are none."""
    if not paragraphs:
        return "whole"
    ends = dict.fromkeys((paragraphs[0], paragraphs[-1]))
    return "¶ " + "–".join(ends)


def _visit_cover(self, node: nodes.cover) -> None:
    self.body.append(
        '<div class="hero"><div>'
        '<p class="byline">A research companion to an essay of November 2022</p>'
        '<h1>Two<br>Octobers</h1><div class="stand">'
    )


def _depart_cover(self, node: nodes.cover) -> None:
    self.body.append("</div>" + _thesis(node["thesis"]) + _steps(node["steps"]))
    self.body.append(_doors(self, node) + "</div>" + _almanac(node["almanac"]) + "</div>")
    self.body.append(f'<div class="below">{_marks()}{_contents(self, node["contents"])}</div>')


def _thesis(thesis: dict[str, str]) -> str:
    return (
        '<section class="thesis" aria-label="The essay’s thesis">'
        '<p class="label">The essay’s thesis</p>'
        f'<p class="said">{html.escape(thesis["said"])}</p><p>{mark(thesis["verdict"])}</p>'
        f'<p class="why">{html.escape(thesis["why"])}</p></section>'
    )


def _steps(steps: list[dict]) -> str:
    """Write the steps, each of which opens on why its verdict is what it is."""
    items = "".join(
        f'<li><details><summary><span class="a">{s["claim"]}</span>'
        f"<span>{html.escape(s['text'])}</span>{mark(s['verdict'])}</summary>"
        f'<div class="why"><p><b>{html.escape(s["said"])}</b> {html.escape(s["why"])}</p>'
        f"{grounds(s)}</div></details></li>"
        for s in steps
    )
    label = "The argument at a glance: open a line to see why"
    return f'<p class="label">{label}</p><ol class="steps">{items}</ol>'


def _doors(self, node: nodes.cover) -> str:
    first = next((c["docname"] for c in node["contents"] if c["docname"]), "")
    links = [f'<a href="{_to(self, first)}">Start reading</a>'] if first else []
    links.append('<a href="#contents">Contents</a>')
    if self.builder.config.book_pdf:
        links.append('<a href="../two-octobers.pdf">Course PDF</a>')
    return f'<p class="doors">{"".join(links)}</p>'


def _to(self, docname: str) -> str:
    return self.builder.get_relative_uri(self.builder.current_docname, docname)


def _almanac(almanac: list[dict]) -> str:
    rows = "".join(_day(day) for day in almanac)
    return (
        '<table class="almanac"><caption>Events of both months, each on its own day where it '
        "happened. The 27th belongs to both. Every line leads to its source.</caption>"
        '<colgroup><col><col class="d"><col></colgroup><thead><tr>'
        '<th class="l y1962" scope="col">October 1962</th><td></td>'
        f'<th class="r y2022" scope="col">October 2022</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _day(day: dict) -> str:
    css = " ".join(c for c, side in (("a", "left"), ("b", "right")) if day[side])
    shared = day["day"] == SHARED_DAY
    left, right = (". ".join(_line(entry) for entry in day[side]) for side, _ in SIDES)
    row = (
        f'<tr class="{css}{" shared" if shared else ""}"><td class="l">{left}</td>'
        f'<th scope="row">{day["day"]}</th><td class="r">{right}</td></tr>'
    )
    pad = '<tr class="pad" aria-hidden="true"><td colspan="3"></td></tr>'
    return f"{pad}{row}{pad}" if shared else row


def _line(entry: dict) -> str:
    ref = sources.reference(entry["source"][0])
    title = html.escape(f"{ref.short}. {ref.read}.")
    return f'<a href="#ref-{ref.key}" title="{title}">{html.escape(entry["label"])}</a>'


def _marks() -> str:
    items = "".join(
        f"<li>{mark(name)}<span>{v.meaning}</span></li>" for name, v in VERDICTS.items()
    )
    return (
        '<section aria-labelledby="marks"><h2 id="marks">How to read a mark</h2>'
        "<p>The upper stroke is the claim, the lower stroke the record.</p>"
        f'<ul class="marks">{items}</ul></section>'
    )


def _contents(self, chapters: list[dict]) -> str:
    items = "".join(f"<li>{_chapter(self, c)}</li>" for c in chapters)
    return (
        '<section aria-labelledby="contents"><h2 id="contents">Contents</h2>'
        f'<ol class="toc">{items}</ol></section>'
    )


def _chapter(self, c: dict) -> str:
    inner = (
        f'<span class="n">{c["number"]}</span><span><b>{html.escape(c["title"])}</b>'
        f'<span class="q">{html.escape(c["question"])}</span></span>'
    )
    if c["docname"]:
        where = span(c["paragraphs"])
        return f'<a href="{_to(self, c["docname"])}">{inner}<span class="t">{where}</span></a>'
    return f'<div class="to-come">{inner}<span class="t">to come</span></div>'


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive and the node."""
    app.add_directive("cover", Cover)
    app.add_post_transform(FillCover)
    app.add_node(nodes.cover, html=(_visit_cover, _depart_cover))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
