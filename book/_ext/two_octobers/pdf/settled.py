"""Decisions for a document are kept, and taken again while all that they rest on is the same.

They take a third of the time of the PDF, and most builds change one document or none: a course
pack that is set again takes 2 s instead of 3.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from two_octobers import whole
from two_octobers.pdf import layout
from two_octobers.pdf.layout import Layout

DRAWN = re.compile(r'"((?:charts|images)/[^"]+)"')
"""A picture, as a document names it."""

RECIPE = (metadata.version("typst"), Path(layout.__file__).read_text(encoding="utf-8"))


def settled(
    folder: Path, document: str, templates: list[str], kept: Path, settle: Callable[[], Layout]
) -> Layout:
    """Return what is kept for a document, or settle it and keep that.

    Args:
        folder: holds the document, as ``<document>.typ``, its pictures, the templates, the facts.
        kept: the folder of what is kept.
    """
    file = kept / f"{_key(folder, document, templates)}.pickle"
    if file.exists():
        found = pickle.loads(file.read_bytes())
        assert isinstance(found, Layout)
        return found
    made = settle()
    whole.write(file, pickle.dumps(made))
    return made


def _key(folder: Path, document: str, templates: list[str]) -> str:
    """Return a digest of all that the setting of a document by itself depends on."""
    text = (folder / f"{document}.typ").read_text(encoding="utf-8")
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    del facts["places"]  # links lead nowhere while a document is set by itself
    del facts["paper"]  # the text block is the same on every paper
    sha = hashlib.sha256(repr((*RECIPE, facts)).encode())
    for name in [f"{document}.typ", *templates, *sorted(set(DRAWN.findall(text)))]:
        sha.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")
    return sha.hexdigest()[:32]
