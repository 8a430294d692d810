"""``{all-sources}``: every source of the book, how far it was read, and what leans on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from two_octobers import record
from two_octobers.catalogue import Entry, entries
from two_octobers.sources import READ, TYPES, Reference, references, sort_key

Leaning = dict[str, dict[str, list[str]]]
"""By key of a source: by name of a table, the ids of the rows (or claims) that lean on it."""


def leaning() -> Leaning:
    """Find what leans on each source: rows, whole tables (as ``whole``), and claims."""
    found: Leaning = defaultdict(lambda: defaultdict(list))
    listed = entries()
    own: dict[str, tuple[str, ...]] = {}
    for entry in listed:
        for key in entry.keys:
            found[key]["whole tables"].append(entry.name)
        for name, keys in _rows(entry):
            own[name] = keys
            for key in keys:
                found[key][entry.name].append(name)
    for _, join in record.tables().claim_evidence.iterrows():
        evidence = join["evidence"]
        for key in own.get(evidence, (evidence,)):
            if key in references() and join["claim"] not in found[key]["claims"]:
                found[key]["claims"].append(join["claim"])
    return found


def _rows(entry: Entry) -> list[tuple[str, tuple[str, ...]]]:
    """Name each row of a table that has sources of its own, with their keys."""
    names = {field["name"]: field for field in entry.fields}
    if names.get("source", {}).get("refersTo") != "references":
        return []
    key = entry.resource["schema"]["primaryKey"]
    columns = [key] if isinstance(key, str) else key
    ids = (" ".join(map(str, row)) for row in entry.rows[columns].itertuples(index=False))
    return list(zip(ids, entry.rows["source"], strict=True))


class AllSources(SphinxDirective):
    """Print the sources by type, each with how far it was read and what leans on it."""

    def run(self) -> list[dn.Node]:
        """Count first, then list."""
        found = leaning()
        by_type: dict[str, list[Reference]] = defaultdict(list)
        for ref in references().values():
            by_type[ref.fields["type"]].append(ref)
        made: list[dn.Node] = [_counts()]
        for kind, title in TYPES.items():
            section = dn.section(ids=[f"type-{kind}"], names=[])
            section += dn.title("", f"{title} ({len(by_type[kind])})")
            section += [_entry(ref, found[ref.key]) for ref in sorted(by_type[kind], key=sort_key)]
            made.append(section)
        return made


def _counts() -> dn.Node:
    counted = Counter(ref.fields["read"] for ref in references().values())
    told = [f"{counted[name]} {words.lower()}" for name, words in READ.items() if counted[name]]
    total = len(references())
    return dn.paragraph("", f"{total} sources: {', '.join(told)}.", classes=["facts"])


def _entry(ref: Reference, leans: dict[str, list[str]]) -> dn.Node:
    """Print a record, what was read of it, and what leans on it."""
    day = date.fromisoformat(ref.fields["accessed"])
    note = ref.fields.get("readnote", "").rstrip(".")
    read = f"{ref.read}, {day:%-d %B %Y}.{f' {note}.' if note else ''}"
    entry = dn.paragraph("", "", dn.strong("", ref.short), dn.Text(" "))
    entry += ref.nodes(print_url=False)
    entry += dn.inline("", read, classes=["read"])
    lines = [
        f"{name.replace('_', ' ')} {', '.join(dict.fromkeys(ids))}" for name, ids in leans.items()
    ]
    if lines:
        entry += dn.inline("", f"Rests on it: {'; '.join(lines)}.", classes=["leans"])
    return dn.container("", entry, ids=[f"ref-{ref.key}"], classes=["all-sources"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("all-sources", AllSources)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
