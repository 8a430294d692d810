"""The first page as the web has it: thesis, steps, almanac, marks and contents."""

from __future__ import annotations

import html

from docutils import nodes as dn
from sphinx.application import Sphinx

from two_octobers import nodes, sources
from two_octobers.claims_html import grounds, mark
from two_octobers.cover import span
from two_octobers.downloads import offered
from two_octobers.verdicts import VERDICTS

SIDES = ("left", "right")
"""Where 1962 and 2022 stand in the almanac."""

SHARED_DAY = 27
"""Moscow radio named Turkey; sixty years on, Putin refused to be Khrushchev."""


def _visit_cover(self, node: nodes.cover) -> None:
    self.body.append('<div class="hero"><div>')


def _depart_cover(self, node: nodes.cover) -> None:
    self.body.append(f"{marks()}</div>{_contents(self, node['contents'])}</div>")


def _visit_part(self, node: nodes.cover_part) -> None:
    cover = node.parent
    if node["part"] == "opening":
        self.body.append(
            '<p class="byline">A research companion to an essay of November 2022</p>'
            '<h1>Two<br>Octobers</h1><div class="stand">'
        )
    elif node["part"] == "judgement":
        said, verdict = html.escape(cover["thesis"]["said"]), mark(cover["thesis"]["verdict"])
        self.body.append(
            '<section class="thesis" aria-label="The essay’s thesis">'
            '<p class="label">The essay’s thesis</p>'
            f'<p class="said">{said}</p><p>{verdict}</p><div class="why">'
        )
    else:
        self.body.append(_steps(cover["steps"]) + _doors(self, cover) + "</div>")
        self.body.append(almanac(cover["almanac"]) + '</div><div class="below"><div>')
        self.body.append('<section class="onward" aria-labelledby="onward">')
        self.body.append('<h2 id="onward">How to go on</h2>')


def _depart_part(self, node: nodes.cover_part) -> None:
    ends = {"opening": "</div>", "judgement": "</div></section>", "onward": "</section>"}
    self.body.append(ends[node["part"]])


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


def _doors(self, node: dn.Element) -> str:
    first = next((c["docname"] for c in node["contents"] if c["docname"]), "")
    links = [f'<a href="{_to(self, first)}">Start reading</a>'] if first else []
    links.append('<a href="#contents">Contents</a>')
    for label, name in offered(self.builder.config).items():
        links.append(f'<a href="../{name}">{label}</a>')
    return f'<p class="doors">{"".join(links)}</p>'


def _to(self, docname: str) -> str:
    return self.builder.get_relative_uri(self.builder.current_docname, docname)


def almanac(days: list[dict]) -> str:
    """Write both months as a table, a row a day."""
    rows = "".join(_day(day) for day in days)
    return (
        '<table class="almanac"><caption>Events of both months, each on its own day where it '
        "happened. The 27th belongs to both. Every line leads to its source.</caption>"
        '<colgroup><col/><col class="d"/><col/></colgroup><thead><tr>'
        '<th class="l y1962" scope="col">October 1962</th><td></td>'
        f'<th class="r y2022" scope="col">October 2022</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _day(day: dict) -> str:
    css = " ".join(c for c, side in (("a", "left"), ("b", "right")) if day[side])
    shared = day["day"] == SHARED_DAY
    left, right = (". ".join(_line(entry) for entry in day[side]) for side in SIDES)
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


def marks() -> str:
    """Write what each mark means."""
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
    """Register how the nodes are written."""
    app.add_node(nodes.cover, html=(_visit_cover, _depart_cover))
    app.add_node(nodes.cover_part, html=(_visit_part, _depart_part))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
