"""Typst source from Python values, so that no text of the book can be read as markup."""

from __future__ import annotations

import json
import re

_MARKUP = re.compile(r"([\\#$*_`<>@\[\]~/\-+=:.'\"&%^{}|])")


class Markup(str):
    """Typst markup, as opposed to plain text: goes into a call as ``[…]``."""

    __slots__ = ()


def text(plain: str) -> Markup:
    """Write plain text as markup; line ends of the source are spaces."""
    return Markup(_MARKUP.sub(r"\\\1", plain).replace("\n", " "))


def value(item: object) -> str:
    """Write a value in code: content, text, number, truth, nothing, list or dictionary."""
    if isinstance(item, Markup):
        return f"[{item.strip()}]"
    if item is None:
        return "none"
    if isinstance(item, dict):
        pairs = (f"{json.dumps(str(k))}: {value(v)}" for k, v in item.items())
        return f"({', '.join(pairs) or ':'})"
    if isinstance(item, list | tuple):
        return f"({''.join(f'{value(v)}, ' for v in item)})"
    if isinstance(item, bool | int | float):
        return str(item).lower()
    return _string(str(item))


def _string(plain: str) -> str:
    for old, new in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", ""), ("\t", "\\t")):
        plain = plain.replace(old, new)
    return f'"{plain}"'


def call(name: str, *items: object, **named: object) -> Markup:
    """Write a call of a function of the template, to stand in markup."""
    arguments = [value(item) for item in items]
    arguments += [f"{key.replace('_', '-')}: {value(item)}" for key, item in named.items()]
    return Markup(f"#{name}({', '.join(arguments)});")


def block(name: str, *items: object, **named: object) -> Markup:
    """Write a call that stands by itself, apart from the paragraphs around it."""
    return Markup(f"\n\n{call(name, *items, **named)}\n\n")
