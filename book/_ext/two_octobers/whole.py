"""Files that are there whole, or as they were before: what is cut short leaves no half of one."""

from __future__ import annotations

from pathlib import Path


def write(path: Path, content: str | bytes) -> None:
    """Write a file beside its place, in UTF-8 if it is text, and then put it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part")
    fresh.write_bytes(content.encode() if isinstance(content, str) else content)
    fresh.replace(path)
