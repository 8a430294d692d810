"""The course PDF and the EPUB: offered by the pages where they were built, with their digests."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes as dn
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform

FILES = {"Course PDF": "two-octobers.pdf", "EPUB": "two-octobers.epub"}
"""What the pages call each, and its name beside them."""

LIST, MARK = "digests", "tells_digests"
"""The class of the list that has the digests, and what a page with one says of itself."""


def _built(app: Sphinx, name: str) -> Path:
    """Return where a file is before it is copied: each builder has a folder beside the pages."""
    return Path(app.outdir).parent / Path(name).suffix[1:] / name


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _look(app: Sphinx, config: Config) -> None:
    """Offer only what has been built: no link that cannot work."""
    config.book_downloads = [n for n in FILES.values() if _built(app, n).exists()]


def offered(config: Config) -> dict[str, str]:
    """Return the files that lie beside the pages, by what the pages call them."""
    return {label: name for label, name in FILES.items() if name in config.book_downloads}


class TellDigests(SphinxPostTransform):
    """Add size and digest of each file to the list of this edition’s facts."""

    default_priority = 30

    def run(self, **kwargs: object) -> None:
        """Do so on the page that has the list."""
        for listed in self.document.findall(dn.definition_list):
            if LIST not in listed["classes"]:
                continue
            for label, name in offered(self.config).items():
                file = _built(self.app, name)
                said = f"{file.stat().st_size / 1e6:.1f} MB, SHA-256 {_digest(file)}."
                told = dn.definition("", dn.paragraph("", said))
                listed += dn.definition_list_item("", dn.term("", label), told)


def _print_again(app: Sphinx, env: Any) -> list[str]:
    """Have the digests printed again when a file has changed: Sphinx does not follow these."""
    if app.builder.format != "html":
        return []
    now = {name: _digest(_built(app, name)) for name in app.config.book_downloads}
    known, env.two_octobers_downloads = getattr(env, "two_octobers_downloads", None), now
    return [doc for doc, said in env.metadata.items() if MARK in said and now != known]


def _copy(app: Sphinx, error: Exception | None) -> None:
    """Put the files beside the pages."""
    if not error and app.builder.format == "html":
        for name in app.config.book_downloads:
            shutil.copyfile(_built(app, name), Path(app.outdir, name))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register what looks for the files, tells of them and copies them."""
    app.add_config_value("book_downloads", [], "html", [list])
    app.connect("config-inited", _look)
    app.add_post_transform(TellDigests)
    app.connect("env-updated", _print_again)
    app.connect("build-finished", _copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
