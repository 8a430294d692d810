"""``{status}``: what this copy was built from; ``{run-times}``: how long each notebook ran."""

from __future__ import annotations

import platform
import re
from collections import Counter
from importlib.metadata import version

from docutils import nodes as dn
from myst_nb.ext.execution_tables import METADATA_KEY
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from two_octobers import ROOT, downloads, record
from two_octobers.catalogue import digest, entries
from two_octobers.citing import edition
from two_octobers.sources import READ, references
from two_octobers.verdicts import VERDICTS


class Status(SphinxDirective):
    """Print the facts of this copy."""

    def run(self) -> list[dn.Node]:
        """Make one list of terms."""
        book, tables = edition(), record.tables()
        rows = [len(getattr(tables, entry.name)) for entry in entries() if entry.fields]
        verdicts = Counter(tables.claims["verdict"])
        read = Counter(ref.fields["read"] for ref in references().values())
        facts = {
            "Edition": f"{book['version']}, {book['date']:%-d %B %Y}",
            "Record": f"SHA-256 {digest()}: two copies with the same digest have the same rows, "
            "sources and verdicts",
            "Rows": f"{sum(rows):,} in {len(rows)} tables",
            "Claims": f"{len(tables.claims)}: {_counted(verdicts, list(VERDICTS))}",
            "Sources": f"{len(references()):,}: {_counted(read, list(READ), READ)}",
            "Built with": ", ".join([f"Python {platform.python_version()}", *_packages()]),
        }
        listed = dn.definition_list(classes=["facts", downloads.LIST])
        self.env.metadata[self.env.docname][downloads.MARK] = True
        for term, said in facts.items():
            told = dn.definition("", dn.paragraph("", f"{said}."))
            listed += dn.definition_list_item("", dn.term("", term), told)
        return [listed]


def _counted(counts: Counter[str], order: list[str], words: dict[str, str] | None = None) -> str:
    named = (
        f"{counts[key]:,} {(words or {}).get(key, key).lower()}" for key in order if counts[key]
    )
    return ", ".join(named)


def _packages() -> list[str]:
    """Name the packages that the book asks for, in the version that is at work."""
    wanted = (ROOT / "requirements.in").read_text(encoding="utf-8")
    names = re.findall(r"(?m)^([A-Za-z][\w.-]*)", wanted)
    return [f"{name} {version(name)}" for name in names]


class RunTimes(SphinxDirective):
    """``{run-times}``: how long each notebook ran when it was last executed, in seconds."""

    def run(self) -> list[dn.Node]:
        """Leave a place, and ask myst-nb to print this page again whenever a notebook has run."""
        NbMetadataCollector.set_doc_data(self.env, self.env.docname, METADATA_KEY, True)
        return [dn.definition_list(classes=["facts", "run-times"])]


class FillRunTimes(SphinxPostTransform):
    """Fill the place that :class:`RunTimes` left, when all notebooks have run."""

    default_priority = 30

    def run(self, **kwargs: object) -> None:
        """Do so on the page that has one."""
        for place in self.document.findall(dn.definition_list):
            if "run-times" not in place["classes"]:
                continue
            for number, chapter in record.tables().chapters.iterrows():
                doc = f"notebooks/{number:02}-{chapter['slug']}"
                ran = NbMetadataCollector.get_exec_data(self.env, doc)
                seconds = f"{ran['runtime']:.1f} s" if ran and ran["runtime"] else "not run"
                told = dn.definition("", dn.paragraph("", chapter["title"]))
                place += dn.definition_list_item("", dn.term("", seconds), told)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("status", Status)
    app.add_directive("run-times", RunTimes)
    app.add_post_transform(FillRunTimes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
