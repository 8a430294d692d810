"""Typst source from Python values, so that no text of the book can be read as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import zip_longest

_MARKUP = re.compile(r"([\\#$*_`<>@\[\]~/\-+=:.'\"&%^{}|])")
_LONG, LONGEST = re.compile(r"(\S{30,})"), 30
_JOINTS = re.compile(r"[^/_?=&%-]+[/_?=&%-]?|[/_?=&%-]")
_DOTTED = re.compile(r"\.?[^.]+|\.")
_CYRILLIC, _GREEK = "[\u0400-\u052f]", "[\u0370-\u03ff\u1f00-\u1fff]"
_SCRIPTS = re.compile("|".join(rf"{letter}+(?:\s+{letter}+)*" for letter in (_CYRILLIC, _GREEK)))


class Markup(str):
    """Typst markup, as opposed to plain text: goes into a call as ``[…]``."""

    __slots__ = ()


def text(plain: str) -> Markup:
    """Write plain text as markup; line ends of the source are spaces.

    A long run without a space, as an address, may end a line at its joints; where these are far
    apart also before a dot, as in the name of a host; and anywhere if there are none for long.
    Cyrillic and Greek say their language. Both are done here because rules of the template that
    look for them in all text would take a tenth of the time of the PDF.
    """
    runs = _LONG.split(plain.replace("\n", " "))
    broken = ("#box();".join(map(_letters, _pieces(run))) for run in runs[1::2])
    return Markup(
        "".join(a + b for a, b in zip_longest(map(_letters, runs[::2]), broken, fillvalue=""))
    )


def _pieces(run: str) -> Iterator[str]:
    """Take a run apart where a line may end."""
    for piece in _JOINTS.findall(run):
        for part in _DOTTED.findall(piece) if len(piece) > LONGEST else [piece]:
            yield from re.findall(r"\S[\u0300-\u036f]*", part) if len(part) > LONGEST else [part]


def _letters(plain: str) -> str:
    """Write text without long runs."""
    foreign = (_in_script(found) for found in _SCRIPTS.findall(plain))
    latin = (_MARKUP.sub(r"\\\1", part) for part in _SCRIPTS.split(plain))
    return "".join(a + b for a, b in zip_longest(latin, foreign, fillvalue=""))


def _in_script(found: str) -> Markup:
    if re.match(_GREEK, found):
        return call("in-script", "el", found)
    return call("in-script", "uk" if re.search("[ІіЇїЄєҐґ]", found) else "ru", found)


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
