"""The web book, as far as it is known where that is read: addresses, and QR codes for paper."""

from __future__ import annotations

import hashlib
import io

import segno
from docutils import nodes as dn

from two_octobers.pdf.edition import Edition
from two_octobers.pdf.writer import Writer


def address(edition: Edition, place: str = "") -> str:
    """Return the address of a place in the web book, or nothing if ``html: baseurl:`` is not set.

    Args:
        place: as from the folder of the web book, ``notebooks/07-….html#fig-two-clocks``.
    """
    base: str = edition.builder.config.html_baseurl.rstrip("/")
    return f"{base}/{place}" if base else ""


def code(writer: Writer, figure: dn.Element) -> dict[str, str] | None:
    """Draw the QR code of a figure’s live chart; return its address and the file, if it has one."""
    live = address(writer.edition, f"{writer.page.docname}.html#{figure['ids'][0]}")
    if not live:
        return None
    drawn = io.BytesIO()
    segno.make(live, error="l", micro=False).save(
        drawn, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True, dark="#15191e"
    )
    file = f"charts/qr-{hashlib.sha256(live.encode()).hexdigest()[:16]}.svg"
    writer.edition.charts[file] = drawn.getvalue().decode()
    return {"address": live, "file": file}
