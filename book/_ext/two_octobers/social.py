"""Social cards: the picture that a message board or a search engine shows of each page.

Typst sets them all in one run, with the faces of the book; nothing is drawn by hand.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from sphinx.application import Sphinx

from two_octobers import beside, record
from two_octobers.pdf.typeset import pictures

FOLDER = "_cards"
"""Where the pictures lie, beside the pages."""

TEMPLATE = Path(__file__).with_name("social.typ")
BELOW = "A research companion to “Why Putin Gladly Tells You Is No Khrushchev”, November 2022"


def address(docname: str) -> str:
    """Return where the card of a page lies."""
    return f"{FOLDER}/{docname.rpartition('/')[2]}.png"


def describe(app: Sphinx, docname: str) -> str:
    """Say in a sentence what a page is: a chapter’s question, or what its front matter says."""
    number = record.chapter_of(docname)
    if number is not None:
        return str(record.tables().chapters.loc[number, "question"])
    told = app.env.metadata.get(docname, {}).get("description")
    return str(told or app.config.book_description)


def _card(app: Sphinx, docname: str) -> dict[str, str]:
    number = record.chapter_of(docname)
    cover = docname == app.config.root_doc
    above = f"Two Octobers · Chapter {number}" if number else "" if cover else "Two Octobers"
    title = app.env.titles[docname].astext()
    return {"above": above, "title": title, "question": describe(app, docname), "below": BELOW}


def _write(app: Sphinx) -> None:
    """Draw all cards, unless they are there and say what they should."""
    docs = sorted(app.env.found_docs)
    cards = json.dumps([_card(app, doc) for doc in docs], ensure_ascii=False)
    stamp = hashlib.sha256((TEMPLATE.read_text("utf-8") + cards).encode()).hexdigest()
    work, out = Path(app.outdir).parent / ".cards", Path(app.outdir)
    kept = (work / "stamp").exists() and (work / "stamp").read_text() == stamp
    if kept and (out / FOLDER).exists():
        return
    for folder in (work, out / FOLDER):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    (work / "cards.json").write_text(cards, encoding="utf-8")
    for doc, picture in zip(docs, pictures(work, TEMPLATE, ppi=72), strict=True):
        (out / address(doc)).write_bytes(picture)
    (work / "stamp").write_text(stamp)


def setup(app: Sphinx) -> dict[str, bool]:
    """Draw the cards when the pages are done."""
    beside.put(app, _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
