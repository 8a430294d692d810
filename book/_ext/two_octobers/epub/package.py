"""The file itself: texts, pictures, type and what a reading system is told of them."""

from __future__ import annotations

import re
import uuid
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sphinx.config import Config
from sphinx.errors import SphinxError

from two_octobers.citing import edition
from two_octobers.epub.pictures import SVG, picture

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("template")),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)

FOLDER = "EPUB"
KINDS = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
CYRILLIC = re.compile(r"[\u0400-\u04ff](?:[\u0400-\u04ff\s’-]*[\u0400-\u04ff])?")
UKRAINIAN = re.compile("[ІіЇїЄєҐґ]")


@dataclass
class Text:
    """One file of the book in reading order.

    ``body`` is XHTML; ``kind`` the ``epub:type`` of the whole (``chapter``, ``bibliography``),
    ``place`` that of the matter it belongs to. One that stands ``aside`` is reached by links alone.
    """

    file: str
    title: str
    body: str
    kind: str = ""
    place: str = "backmatter"
    part: str = ""
    number: int | None = None
    docname: str = ""
    aside: bool = False

    @property
    def tables(self) -> str:
        """The file that holds the tables of its figures."""
        return f"tables-{self.file}"


@dataclass
class Package:
    """All that is packed: ``charts`` are drawings by file, ``files`` other files by name."""

    config: Config
    date: datetime
    texts: list[Text] = field(default_factory=list)
    charts: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def characters(self) -> str:
        """Return every character that a text has."""
        return "".join(sorted(set("".join(text.title + text.body for text in self.texts))))

    def packed(self) -> bytes:
        """Return the EPUB: the same bytes for the same book, whenever it is made."""
        files = dict(self.files) | {name: picture(svg) for name, svg in self.charts.items()}
        texts = {text.file: self._page(text) for text in self.texts}
        texts["front.xhtml"] = rendered("front.xhtml", title=self.config.html_title)
        texts["nav.xhtml"] = rendered("nav.xhtml", parts=self._parts(), marks=self._landmarks())
        for name, text in texts.items():
            files[name] = _checked(name, text)
        files["package.opf"] = _checked("package.opf", self._package(sorted(files), texts))
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            self._put(packed, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
            self._put(packed, "META-INF/container.xml", rendered("container.xml").encode())
            for name in sorted(files):
                self._put(packed, f"{FOLDER}/{name}", files[name])
        return out.getvalue()

    def _put(
        self, packed: zipfile.ZipFile, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED
    ) -> None:
        dated = zipfile.ZipInfo(name, self.date.timetuple()[:6])
        packed.writestr(dated, content, how, 9)

    def _page(self, text: Text) -> str:
        body = text.body.replace("<svg viewBox", f'<svg xmlns="{SVG}" viewBox')
        return rendered("page.xhtml", text=text, body=_tongues(body))

    def _parts(self) -> list[tuple[str, list[Text]]]:
        """Group the texts by part, as the table of contents does."""
        listed = [text for text in self.texts if not text.aside]
        return [(part, list(texts)) for part, texts in groupby(listed, key=lambda t: t.part)]

    def _landmarks(self) -> dict[str, str]:
        """Name the first file of each sort that a reader may want to go to."""
        sorts = [(sort, text.file) for text in self.texts for sort in (text.place, text.kind)]
        return dict(reversed(sorts))

    def _package(self, names: list[str], texts: dict[str, str]) -> str:
        """Write what a reading system is told: of the book, its files and their order."""
        book = edition()
        identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{book['title']} {book['authors']}")
        items = [
            {
                "id": f"i-{name.replace('/', '-')}",
                "file": name,
                "type": KINDS[Path(name).suffix],
                "properties": _properties(name, texts.get(name, "")),
            }
            for name in names
        ]
        return rendered(
            "package.opf",
            book=book,
            title=self.config.html_title,
            subtitle=book["title"].partition(": ")[2],
            description=self.config.book_description,
            rights=RIGHTS,
            identifier=identifier.urn,
            date=self.date,
            items=items,
            spine=sorted(self.texts, key=lambda text: text.aside),
        )


RIGHTS = "Text and rows CC BY 4.0; tables that come from others keep their licences."


def rendered(template: str, **values: Any) -> str:
    """Fill in a template."""
    return TEMPLATES.get_template(template).render(**values)


def _properties(name: str, text: str) -> str:
    told = {"cover.png": "cover-image", "nav.xhtml": "nav"}.get(name)
    return told or ("svg" if "<svg " in text else "")


def _checked(name: str, text: str) -> bytes:
    """Refuse what is not XML: a reading system would show none of the chapter."""
    try:
        ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        line = text.splitlines()[error.position[0] - 1]
        near = line[max(0, error.position[1] - 80) :][:160]
        raise SphinxError(f"EPUB: {name} is not XML: {error}, near “{near}”") from error
    return text.encode()


def _tongues(body: str) -> str:
    """Name the language of Russian and Ukrainian words, so that they are read aloud as such.

    The letters tell it: Russian has none that are Ukraine's alone.
    """

    def named(words: re.Match[str]) -> str:
        tongue = "uk" if UKRAINIAN.search(words[0]) else "ru"
        return f'<span lang="{tongue}" xml:lang="{tongue}">{words[0]}</span>'

    parts = re.split("(<[^>]*>)", body)
    return "".join(p if p.startswith("<") else CYRILLIC.sub(named, p) for p in parts)
