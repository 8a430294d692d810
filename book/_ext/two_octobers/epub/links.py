"""Links: texts are written with the addresses of the web pages; here they become the EPUB's.

What a text links to either stands in the file too, or is a web address if it is known where the
pages are read, or is plain text: no link of the EPUB leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from posixpath import dirname, join, normpath

from sphinx.util import logging

from two_octobers.epub.package import Text
from two_octobers.sources import reference, references

logger = logging.getLogger(__name__)

LINK = re.compile(r'(?s)<a\b([^>]*?) href="([^"]*)"([^>]*)>(.*?)</a>')
PLACE = re.compile(r'\sid="([^"]*)"')
OF_THE_WEB = re.compile(r' (?:title="[^"]*"|class="reference[^"]*")')
"""What a link needs in a browser alone."""

ABROAD = re.compile(r"[a-z]+:")
SOURCE = "ref-"
"""How the place of a source's record begins."""

SOURCE_PAGES = ("sources.html", "../book/sources.html")
"""The web page of all sources, as the pages beside it and the others call it."""


def file_of(docname: str) -> str:
    """Return the file that holds a document: all files lie in one folder."""
    return f"{docname.rpartition('/')[2]}.xhtml"


def sources_file(kind: str) -> str:
    """Return the file that holds the records of one kind of sources."""
    return f"sources-{kind}.xhtml"


class Links:
    """Turns the links of all texts; ``cited`` gathers the keys of the sources they lead to."""

    def __init__(self, docnames: Iterable[str], base: str) -> None:
        """Take the documents that are in the EPUB, and where the web pages are read, if known."""
        self.docnames = set(docnames)
        self.base = base.rstrip("/")
        self.cited: set[str] = set()

    def turn(self, text: Text) -> Text:
        """Turn the links of a text in place, and return it."""

        def turned(link: re.Match[str]) -> str:
            address = self._address(unescape(link[2]), text)
            if not address:
                return link[4]
            kept = OF_THE_WEB.sub("", link[1] + link[3])
            return f'<a{kept} href="{escape(address)}">{link[4]}</a>'

        text.body = LINK.sub(turned, text.body)
        return text

    def _address(self, address: str, text: Text) -> str:
        """Return where a link leads in the EPUB or on the web; empty if nowhere."""
        page, _, place = address.partition("#")
        key = place.removeprefix(SOURCE)
        if key != place and key in references() and page in ("", *SOURCE_PAGES):
            self.cited.add(key)
            return f"{sources_file(reference(key).fields['type'])}#{place}"
        if ABROAD.match(address) or page.endswith(".xhtml") or not page:
            return address
        there = normpath(join(dirname(text.docname), page))
        fragment = f"#{place}" if place else ""
        if there.removesuffix(".html") in self.docnames:
            return file_of(there.removesuffix(".html")) + fragment
        return f"{self.base}/{there}{fragment}" if self.base else ""

    def check(self, texts: list[Text]) -> None:
        """Warn of links within the EPUB that lead nowhere."""
        places = {f"{text.file}#{place}" for text in texts for place in PLACE.findall(text.body)}
        places |= {text.file for text in texts}
        for text in texts:
            for link in LINK.finditer(text.body):
                address = unescape(link[2])
                whole = f"{text.file}{address}" if address.startswith("#") else address
                if not ABROAD.match(address) and whole not in places:
                    logger.warning(
                        "“%s” is not in the EPUB", address, location=text.docname, type="epub"
                    )
