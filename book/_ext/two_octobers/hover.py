"""Words that tell what they are: a link with a card, shown on hover as on focus.

The card is text of the page, named by ``aria-describedby``; without scripts it works as well.
"""

from __future__ import annotations

import html
from typing import Any


def opened(translator: Any, href: str, css: str = "", label: str = "") -> None:
    """Open a link that has a card; what is written until :func:`closed` is its text."""
    translator.cards = getattr(translator, "cards", 0) + 1
    named = f' aria-label="{html.escape(label)}"' if label else ""
    kind = f' class="{css}"' if css else ""
    translator.body.append(
        f'<span class="ref"><a{kind} href="{href}"{named} '
        f'aria-describedby="card-{translator.cards}">'
    )


def closed(translator: Any, title: str, told: str, below: str) -> None:
    """Close the link, and write its card: what it is, what is told of it, and a line below."""
    lines = (f"<b>{html.escape(title)}</b>", html.escape(told), f"<i>{html.escape(below)}</i>")
    translator.body.append(
        f'</a><span class="card" role="tooltip" id="card-{translator.cards}">'
        f"{' '.join(lines)}</span></span>"
    )
