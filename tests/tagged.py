"""A tagged PDF as a screen reader has it: elements in reading order, each with its words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pikepdf
from test_pdf import unicode_map

Line = tuple[int, float]
"""A page, and a height on it in points."""

WORDS = "q Q cm BDC BMC EMC Tm Tf Tj TJ"
"""What a page does to show words; that it draws lines and fills shapes is passed over."""


@dataclass
class Element:
    """One element of the structure tree: ``tag`` (``"P"``), what it holds, and what it says."""

    tag: str
    alt: str = ""
    lang: str = ""
    kids: list[Element | str] = field(default_factory=list)
    own: set[Line] = field(default_factory=set)

    @property
    def lines(self) -> set[Line]:
        """The lines on which its words stand, notes left out."""
        inner = (kid for kid in self.kids if isinstance(kid, Element) and kid.tag != "Note")
        return self.own.union(*(kid.lines for kid in inner))

    @property
    def text(self) -> str:
        """All words inside, in reading order."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def plain(self) -> str:
        """The words without the hyphens at ends of lines."""
        return self.text.replace("\xad", "")

    def all(self, tag: str) -> list[Element]:
        """List the elements with a tag, at any depth."""
        return [e for e in self.walk() if e.tag == tag]

    def walk(self) -> Iterator[Element]:
        """Go through all elements inside."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield kid
                yield from kid.walk()


@dataclass(frozen=True)
class Glyphs:
    """Letters that were shown together: from ``x`` to ``end`` at the height ``y``, in points.

    ``mark`` is the number of the piece of the page that they belong to, ``size`` their height.
    """

    page: int
    x: float
    end: float
    y: float
    text: str
    mark: int | None = None
    size: float = 0.0


class _Mark(NamedTuple):
    """What a piece of a page belongs to, and the text that stands for it if it says so."""

    number: int | None
    instead: str | None
    lang: str


def _mark(operands: list) -> _Mark:
    facts = operands[1] if len(operands) > 1 else {}
    return _Mark(
        int(facts["/MCID"]) if "/MCID" in facts else None,
        str(facts["/ActualText"]) if "/ActualText" in facts else None,
        str(facts.get("/Lang", "")),
    )


class Tagged:
    """An opened PDF."""

    def __init__(self, file: Path) -> None:
        """Read the words of every page by their marks."""
        self.pdf = pikepdf.open(file)
        self._marked: dict[tuple[tuple[int, int], int], str] = {}
        self._langs: dict[tuple[tuple[int, int], int | None], str] = {}
        self._lines: dict[tuple[tuple[int, int], int | None], set[Line]] = {}
        self.shown: list[Glyphs] = []
        for number, page in enumerate(self.pdf.pages, 1):
            stream = pikepdf.parse_content_stream(page, WORDS)
            self._read(page, stream)
            for glyphs in _placed(number, page, stream):
                self.shown.append(glyphs)
                where = self._lines.setdefault((page.objgen, glyphs.mark), set())
                where.add((number, round(glyphs.y)))

    def _read(self, page: pikepdf.Page, stream: list) -> None:
        maps = {name: unicode_map(f) for name, f in page.Resources.get("/Font", {}).items()}
        current: dict[bytes, str] = {}
        marks: list[_Mark] = []
        for operands, operator in stream:
            what = str(operator)
            if what in ("BDC", "BMC"):
                marks.append(_mark(operands))
                self._langs[(page.objgen, marks[-1].number)] = marks[-1].lang
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

    def fonts(self) -> set[str]:
        """Name all fonts that pages use."""
        found = (f for page in self.pdf.pages for f in page.Resources.get("/Font", {}).values())
        return {str(font.BaseFont) for font in found}

    def bookmarks(self) -> list[str]:
        """List the titles of all bookmarks."""
        with self.pdf.open_outline() as outlined:
            return list(_titles(outlined.root))

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
                self._add(made, page, kid)
            elif "/S" in kid:
                made.kids.append(self._element(kid, page))
            elif kid.get("/Type") == "/MCR":
                self._add(made, kid.Pg.objgen if "/Pg" in kid else page, int(kid.MCID))
        return made

    def _add(self, parent: Element, page: tuple[int, int] | None, number: int) -> None:
        """Add the words of a mark; in a span if it names a language of its own."""
        key = (page, number)
        words, lang = self._marked.get(key, ""), self._langs.get(key, "")
        parent.own |= self._lines.get(key, set())
        parent.kids.append(Element("Span", lang=lang, kids=[words]) if lang else words)


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)


def _decoded(pieces: list, letters: dict[bytes, str]) -> str:
    return "".join(letters.get(pair, "\ufffd") for pair in _codes(pieces))


def _codes(pieces: list) -> Iterator[bytes]:
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            yield from (codes[i : i + 2] for i in range(0, len(codes), 2))


class _Font(NamedTuple):
    letters: dict[bytes, str]
    widths: dict[int, float]

    @property
    def space(self) -> float:
        """The width of a space, in thousandths of the size."""
        return next(
            (self.widths[int.from_bytes(c)] for c, s in self.letters.items() if s == " "), 0
        )

    def advance(self, pieces: list) -> float:
        """Return how far a text goes, in thousandths of its size."""
        letters = sum(self.widths.get(int.from_bytes(c), 1000) for c in _codes(pieces))
        return letters - sum(float(p) for p in pieces if not isinstance(p, pikepdf.String))


def _font(found: pikepdf.Object) -> _Font:
    listed = list(found.DescendantFonts[0].get("/W", []))
    widths: dict[int, float] = {}
    while listed:
        first, rest = int(listed.pop(0)), listed.pop(0)
        if isinstance(rest, pikepdf.Array):
            widths |= {first + n: float(w) for n, w in enumerate(rest)}
        else:
            widths |= dict.fromkeys(range(first, int(rest) + 1), float(listed.pop(0)))
    return _Font(unicode_map(found), widths)


def _placed(number: int, page: pikepdf.Page, stream: list) -> Iterator[Glyphs]:
    """Follow a page as it is drawn, and tell where each text stands."""
    fonts = {name: _font(f) for name, f in page.Resources.get("/Font", {}).items()}
    world, kept = pikepdf.Matrix(), []
    line, font, size = pikepdf.Matrix(), _Font({}, {}), 1.0
    marks: list[int | None] = []
    for operands, operator in stream:
        what = str(operator)
        if what == "q":
            kept.append(world)
        elif what == "Q":
            world = kept.pop()
        elif what == "cm":
            world = pikepdf.Matrix(*map(float, operands)) @ world
        elif what in ("BDC", "BMC"):
            marks.append(_mark(operands).number)
        elif what == "EMC":
            marks.pop()
        elif what == "Tm":
            line = pikepdf.Matrix(*map(float, operands))
        elif what == "Tf":
            font, size = fonts[str(operands[0])], float(operands[1])
        elif what in ("Tj", "TJ"):
            pieces = list(operands[0]) if what == "TJ" else list(operands)
            place = line @ world
            words = _decoded(pieces, font.letters)
            blank = len(words) - len(words.rstrip())
            wide = font.advance(pieces) - blank * font.space
            end = place.e + wide / 1000 * size * place.a
            inner = next((m for m in reversed(marks) if m is not None), None)
            high = size * math.sqrt(abs(place.a * place.d - place.b * place.c))
            yield Glyphs(number, place.e, end, place.f, words, inner, high)


def squeezed(words: str) -> str:
    """Take out all spaces, and the hyphens at ends of lines."""
    return re.sub(r"[\s\xad\u200b]", "", words)


def overprinted(shown: list[Glyphs]) -> list[tuple[str, str]]:
    """List texts of which one begins, on the same line, before the other has ended."""
    lines: dict[tuple[int, float], list[Glyphs]] = {}
    for glyphs in shown:
        lines.setdefault((glyphs.page, round(glyphs.y, 1)), []).append(glyphs)
    pairs = (pair for line in lines.values() for pair in pairwise(sorted(line, key=lambda g: g.x)))
    # what is shorter may be a letter and its accent, drawn one over the other
    return [(a.text, b.text) for a, b in pairs if b.x < a.end - 1 and len(a.text) > 3]


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
