"""JupyterLab for this book, at the desk (``make lab``) and on Binder.

A chapter opens as a notebook; saving it changes what its reader changed. Jupytext alone would write
the YAML of every cell anew, in lines and quotes of its own, and note its version and the kernel's
name: a chapter that was only run would differ in a hundred lines.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

HEADER = re.compile(r"(?:\A|(?<=```\{code-cell\} ipython3\n))---\n(.*?\n)---\n", re.DOTALL)
"""The front matter of a chapter, and the settings of a cell."""


def says(header: str) -> str:
    """Return what a header says, whatever its order and its lines, and whoever wrote it."""
    loaded = yaml.safe_load(header)
    for written in ("format_version", "jupytext_version"):
        loaded.get("jupytext", {}).get("text_representation", {}).pop(written, None)
    loaded.get("kernelspec", {}).pop("display_name", None)
    return json.dumps(loaded, sort_keys=True, default=str)


def keep_headers(text: str, before: str) -> str:
    """Return the text of a chapter with every header that says the same as before as it stood."""
    stood = {says(found[1]): found[0] for found in HEADER.finditer(before)}
    return HEADER.sub(lambda found: stood.get(says(found[1]), found[0]), text)


def before_saving(model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:
    """Keep the headers of a chapter about to be saved; called by Jupyter Server."""
    chapter = Path(contents_manager.root_dir, path)
    if chapter.suffix == ".md" and model.get("type") == "file" and chapter.exists():
        model["content"] = keep_headers(model["content"], chapter.read_text(encoding="utf-8"))


c = get_config()  # type: ignore[name-defined]  # noqa: F821 (Jupyter gives it)
c.ContentsManager.pre_save_hook = before_saving
