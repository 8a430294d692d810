"""``{catalogue}``: the page of all tables and maps, and the folder from which they are taken away.

Made of docutils' own nodes, so that search finds every table and column.
"""

from __future__ import annotations

import io
import json
import zipfile
from itertools import groupby
from pathlib import Path

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from two_octobers import beside
from two_octobers.catalogue import DATA, Entry, digest, entries, json_ld
from two_octobers.counted import counted
from two_octobers.sources import reference

ARCHIVE = "two-octobers-data.zip"
COLUMNS = ("Column", "Type", "Unit", "What it holds")


class Catalogue(SphinxDirective):
    """Print what the record holds: an overview, then a section a table."""

    def run(self) -> list[dn.Node]:
        """Group the entries as ``datapackage.json`` does."""
        listed = entries()
        structured = json.dumps(json_ld(), ensure_ascii=False).replace("</", "<\\/")
        script = f'<script type="application/ld+json">{structured}</script>'
        made: list[dn.Node] = [dn.raw("", script, format="html"), _overview(listed), _index(listed)]
        for group, members in groupby(listed, key=lambda entry: entry.resource["group"]):
            section = dn.section(ids=[dn.make_id(group)], names=[])
            section += dn.title("", group)
            section += [_section(entry) for entry in members]
            made.append(section)
        return made


def _overview(listed: list[Entry]) -> dn.Node:
    size = sum(len(entry.raw) for entry in listed)
    text = dn.paragraph(classes=["facts"])
    text += dn.Text(
        f"{len(listed)} tables and maps, {size / 1e6:.1f} MB. Version "
        f"{json.loads((DATA / 'datapackage.json').read_text())['version']}; "
        "digest of the whole record, SHA-256: "
    )
    text += [dn.literal("", digest()), dn.Text(". ")]
    for name, path in (("All as one archive", ARCHIVE), ("datapackage.json",) * 2):
        text += [_file(name, path), dn.Text(" · ")]
    text += _file("references.bib", "references.bib")
    return text


def _index(listed: list[Entry]) -> dn.Node:
    """Name every table, group by group, each a link to its section."""
    index = dn.definition_list(classes=["facts"])
    for group, members in groupby(listed, key=lambda entry: entry.resource["group"]):
        links = dn.paragraph()
        for entry in members:
            links += dn.Text(" · ") if len(links) else dn.Text("")
            links += dn.reference("", entry.title, refid=f"table-{entry.name}")
        item = dn.definition_list_item("", dn.term("", group), dn.definition("", links))
        index += item
    return index


def _file(name: str, path: str) -> dn.Node:
    """Link to a file beside the pages: from a page in ``book/``."""
    return dn.reference("", name, refuri=f"../data/{path}", internal=True)


def _section(entry: Entry) -> dn.Node:
    from two_octobers.pictures import picture  # and with it pandas, as in catalogue

    section = dn.section(ids=[f"table-{entry.name}"], names=[])
    section += dn.title("", entry.title)
    drawn = picture(entry)
    if drawn:
        label = f"Small picture of {entry.title}"
        drawn = drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
        section += dn.raw("", f'<div class="thumb chart">{drawn}</div>', format="html")
    section += dn.paragraph("", entry.resource["description"])
    section += _facts(entry)
    section += _columns(entry)
    return section


def _facts(entry: Entry) -> dn.Node:
    """Tell rows, span, licence, origin, method and cautions, as terms and what they are."""
    resource = entry.resource
    count = counted(len(entry.rows), "row" if entry.fields else "shape")
    size = f"{max(1, round(len(entry.raw) / 1000))} kB"
    kind = "CSV" if entry.fields else "GeoJSON"
    load = "table" if entry.fields else "shapes"
    facts: list[tuple[str, list[dn.Node]]] = [
        ("Rows", [dn.Text(f"{count}{f', {entry.span}' if entry.span else ''}")]),
        (
            "Take it",
            [
                _file(kind, resource["path"]),
                dn.Text(f", {size}; in a notebook "),
                dn.literal("", f'data.{load}("{entry.name}")'),
            ],
        ),
        ("Licence", _licence(resource)),
        ("Origin", _origin(resource)),
    ]
    for term, name in (("Made", "method"), ("Cautions", "cautions"), ("Credit", "attribution")):
        if resource.get(name):
            facts.append((term, _names_set_off(resource[name])))
    made = dn.definition_list(classes=["facts"])
    for term, nodes in facts:
        item = dn.definition_list_item("", dn.term("", term))
        item += dn.definition("", dn.paragraph("", "", *nodes))
        made += item
    return made


def _licence(resource: dict) -> list[dn.Node]:
    parts: list[dn.Node] = []
    for licence in resource["licenses"]:
        parts += [_linked(licence), dn.Text("; ")]
    return parts[:-1]


def _linked(named: dict) -> dn.Node:
    """Print the title of a licence or an origin, as a link where it has an address."""
    title = named["title"]
    return dn.reference("", title, refuri=named["path"]) if "path" in named else dn.Text(title)


def _origin(resource: dict) -> list[dn.Node]:
    parts: list[dn.Node] = []
    for source in resource["sources"]:
        parts.append(_linked(source))
        edition = [source["version"]] if "version" in source else []
        edition += [f"read {source['accessed']}"] if "accessed" in source else []
        edition += [reference(source["key"]).read.lower()] if "key" in source else []
        parts.append(dn.Text(f" ({', '.join(edition)}); " if edition else "; "))
    last = parts.pop().astext().removesuffix("; ")
    return [*parts, dn.Text(last)]


def _columns(entry: Entry) -> list[dn.Node]:
    """Describe the columns, folded: those who want the table want them, others do not."""
    if not entry.fields:
        return []
    summary = f"<details><summary>{len(entry.fields)} columns</summary>"
    table = dn.table(classes=["columns"])
    group = dn.tgroup(cols=len(COLUMNS))
    table += group
    group += [dn.colspec(colwidth=1) for _ in COLUMNS]
    group += dn.thead("", _row([dn.Text(name) for name in COLUMNS]))
    body = dn.tbody()
    for field in entry.fields:
        body += _row(
            [
                dn.literal("", field["name"]),
                dn.Text(_type(field)),
                dn.Text(field.get("unit", "")),
                dn.inline("", "", *_names_set_off(field["description"] + _allowed(field))),
            ]
        )
    group += body
    return [dn.raw("", summary, format="html"), table, dn.raw("", "</details>", format="html")]


def _row(cells: list[dn.Node]) -> dn.row:
    return dn.row("", *(dn.entry("", dn.paragraph("", "", cell)) for cell in cells))


def _names_set_off(said: str) -> list[dn.Node]:
    """Make code of what stands between backticks, as the Data Package marks names."""
    parts = enumerate(said.split("`"))
    return [dn.literal("", part) if n % 2 else dn.Text(part) for n, part in parts]


def _type(field: dict) -> str:
    return "time" if "clock" in field else "list" if "separator" in field else field["type"]


def _allowed(field: dict) -> str:
    words = field.get("constraints", {}).get("enum") or field.get("oneOf")
    return f" One of: {', '.join(map(str, words))}." if words else ""


def _write_files(app: Sphinx) -> None:
    """Put the record beside the pages, as a Data Package and as one archive of it."""
    folder = Path(app.outdir, "data")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in DATA.rglob("*") if path.is_file()):
            name = path.relative_to(DATA).as_posix()
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
            undated = zipfile.ZipInfo(f"two-octobers-data/{name}")  # same bytes in every build
            packed.writestr(undated, path.read_bytes(), zipfile.ZIP_DEFLATED)
    (folder / ARCHIVE).write_bytes(archive.getvalue())


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive, and write the files when the pages are done."""
    app.add_directive("catalogue", Catalogue)
    beside.put(app, _write_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
