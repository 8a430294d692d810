"""A tagged PDF as a screen reader has it: elements in reading order, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pikepdf
from test_pdf import unicode_map


@dataclass
class Element:
    """One element of the structure tree: ``tag`` (``"P"``), what it holds, and what it says."""

    tag: str
    alt: str = ""
    lang: str = ""
    kids: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words inside, in reading order."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def all(self, tag: str) -> list[Element]:
        """List the elements with a tag, at any depth."""
        return [e for e in self.walk() if e.tag == tag]

    def walk(self) -> Iterator[Element]:
        """Go through all elements inside."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield kid
                yield from kid.walk()


class _Mark(NamedTuple):
    """What a piece of a page belongs to, and the text that stands for it if it says so."""

    number: int | None
    instead: str | None


def _mark(operands: list) -> _Mark:
    facts = operands[1] if len(operands) > 1 else {}
    return _Mark(
        int(facts["/MCID"]) if "/MCID" in facts else None,
        str(facts["/ActualText"]) if "/ActualText" in facts else None,
    )


class Tagged:
    """An opened PDF."""

    def __init__(self, file: Path) -> None:
        """Read the words of every page by their marks."""
        self.pdf = pikepdf.open(file)
        self._marked: dict[tuple[tuple[int, int], int], str] = {}
        for page in self.pdf.pages:
            self._read(page)

    def _read(self, page: pikepdf.Page) -> None:
        maps = {name: unicode_map(f) for name, f in page.Resources.get("/Font", {}).items()}
        current: dict[bytes, str] = {}
        marks: list[_Mark] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            what = str(operator)
            if what in ("BDC", "BMC"):
                marks.append(_mark(operands))
                self._say(page, marks, marks[-1].instead or "")
            elif what == "EMC":
                marks.pop()
            elif what == "Tf":
                current = maps[str(operands[0])]
            elif what in ("Tj", "TJ") and not any(m.instead is not None for m in marks):
                self._say(page, marks, _decoded(operands[0] if what == "TJ" else operands, current))

    def _say(self, page: pikepdf.Page, marks: list[_Mark], words: str) -> None:
        """Add words to the element that the innermost numbered mark belongs to."""
        number = next((m.number for m in reversed(marks) if m.number is not None), -1)
        key = (page.objgen, number)
        self._marked[key] = self._marked.get(key, "") + words

    @cached_property
    def document(self) -> Element:
        """The whole tree."""
        return self._element(self.pdf.Root.StructTreeRoot, None)

    def _element(self, found: pikepdf.Object, page: tuple[int, int] | None) -> Element:
        page = found.Pg.objgen if "/Pg" in found else page
        made = Element(
            str(found.get("/S", "/Root"))[1:],
            str(found.get("/Alt", "")),
            str(found.get("/Lang", "")),
        )
        inside = found.get("/K", [])
        for kid in inside if isinstance(inside, pikepdf.Array) else [inside]:
            if isinstance(kid, int):
                made.kids.append(self._marked.get((page, kid), ""))
            elif "/S" in kid:
                made.kids.append(self._element(kid, page))
            elif kid.get("/Type") == "/MCR":
                where = kid.Pg.objgen if "/Pg" in kid else page
                made.kids.append(self._marked.get((where, int(kid.MCID)), ""))
        return made


def _decoded(pieces: list, letters: dict[bytes, str]) -> str:
    codes = b"".join(bytes(p) for p in pieces if isinstance(p, pikepdf.String))
    pairs = (codes[i : i + 2] for i in range(0, len(codes), 2))
    return "".join(letters.get(pair, "\ufffd") for pair in pairs)


def outline(element: Element, depth: int = 0) -> str:
    """Draw a tree for a person."""
    lines = []
    for kid in element.kids:
        if isinstance(kid, str):
            lines.append(f"{'  ' * depth}{kid!r}")
        else:
            extra = "".join(f" {n}={v!r}" for n, v in (("alt", kid.alt), ("lang", kid.lang)) if v)
            lines += [f"{'  ' * depth}{kid.tag}{extra}", outline(kid, depth + 1)]
    return re.sub(r"\n+", "\n", "\n".join(lines))
