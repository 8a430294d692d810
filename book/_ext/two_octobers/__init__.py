"""The book's Sphinx extensions, one concern a file.

The notebooks' library ``companion`` reads the tables for the pages too. It lies beside the
notebooks, so that it imports unchanged wherever they run; here its folder is added to the path.
Nothing in ``notebooks/`` imports anything from here.
"""

from __future__ import annotations

import atexit
import gc
import sys
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[3]
"""The top of the repository."""

sys.path.append(str(ROOT / "notebooks"))

CONCERNS = (
    "record",
    "execution",
    "sources",
    "claims",
    "charts",
    "printed",
    "ledger",
    "cover",
    "names",
    "catalogue_page",
    "sources_page",
    "rows_page",
    "names_page",
    "corrections",
    "citing",
    "status",
    "social",
    "pages",
    "downloads",
    "pdf",
    "epub",
    "notebooks",
    "run",
)


SELDOM = 200_000
"""How many new objects Python waits for before it looks for garbage; else it is seven hundred.

A build in which nothing has changed has 330,000, and all stay: to look through them over and over
took a quarter of its time, and a seventh of one that writes all pages.
"""


def setup(app: Sphinx) -> dict[str, bool]:
    """Load every concern; the record first, because it refuses to build on bad data."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)  # as it ends Python would look through all of it again: 0.6 s
    for concern in CONCERNS:
        app.setup_extension(f"two_octobers.{concern}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
