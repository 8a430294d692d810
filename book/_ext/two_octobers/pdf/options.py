"""What a teacher may choose: chapters, paper, solutions, code, and the words of the title page.

Each choice is an environment variable (``BOOK_CHAPTERS``; ``make pdf CHAPTERS="3 7"`` sets it), or
a line of a small YAML file (``BOOK_PACK``); a variable counts before a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height of the sheets that the text block fits, in millimetres."""

PREFIX = "BOOK_"
ANSWERS = {"yes": True, "no": False}


class OptionError(ValueError):
    """A choice that cannot be met; the message says which, and what can."""


@dataclass(frozen=True)
class Options:
    """What one edition holds; as it stands, the whole book on A4."""

    chapters: tuple[int, ...] = ()
    paper: str = "a4"
    solutions: bool = True
    code: bool = False
    course: str = ""
    term: str = ""
    instructor: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """The name of the file: editions that differ have different names."""
        parts = ["two-octobers", *map(str, self.chapters)]
        parts += [self.paper] if self.paper != "a4" else []
        parts += [] if self.solutions else ["without-solutions"]
        parts += ["with-code"] if self.code else []
        return "-".join(parts) + ".pdf"


def read(environment: Mapping[str, str], known: Iterable[int]) -> Options:
    """Read the choices.

    Args:
        environment: the variables, of which those that begin with ``BOOK_`` are choices.
        known: the numbers of the book's chapters.

    Raises:
        OptionError: a choice is unknown or cannot be met.
    """
    names = {field.name for field in fields(Options)}
    chosen: dict[str, Any] = {}
    pack = environment.get(f"{PREFIX}PACK", "")
    if pack:
        chosen |= _file(Path(pack), names)
    chosen |= {n: v for n in names if (v := environment.get(f"{PREFIX}{n.upper()}", "").strip())}
    made = {name: str(value).strip() for name, value in chosen.items()}
    plain = {n: made[n] for n in ("course", "term", "instructor", "note") if n in made}
    return Options(
        chapters=_chapters(made.get("chapters", ""), sorted(known)),
        paper=_one_of("PAPER", made.get("paper", "a4").lower(), PAPERS),
        solutions=ANSWERS[_one_of("SOLUTIONS", made.get("solutions", "yes").lower(), ANSWERS)],
        code=ANSWERS[_one_of("CODE", made.get("code", "no").lower(), ANSWERS)],
        **plain,
    )


def _file(path: Path, names: set[str]) -> dict[str, Any]:
    if not path.is_file():
        raise OptionError(f"PACK: there is no file {path}")
    try:
        said = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise OptionError(f"PACK: {path} is not YAML: {error}".replace("\n", " ")) from error
    if not isinstance(said, dict):
        raise OptionError(f"PACK: {path} must say one thing a line, as in “chapters: 3 7-8”")
    unknown = sorted(set(said) - names)
    if unknown:
        raise OptionError(
            f"PACK: {path} has “{unknown[0]}”; it may have {', '.join(sorted(names))}"
        )
    return {n: " ".join(map(str, v)) if isinstance(v, list) else v for n, v in said.items()}


def _chapters(text: str, known: list[int]) -> tuple[int, ...]:
    chosen: set[int] = set()
    there = f"the book has chapters {known[0]} to {known[-1]}"
    for part in re.split(r"[\s,]+", text):
        if not part:
            continue
        match = re.fullmatch(r"(\d+)(?:[-–](\d+))?", part)
        if not match:
            raise OptionError(f"CHAPTERS: “{part}” is neither a chapter nor a range; {there}")
        first, last = int(match[1]), int(match[2] or match[1])
        missing = [n for n in (first, last) if n not in known]
        if missing or last < first:
            what = f"there is no chapter {missing[0]}" if missing else f"“{part}” runs backwards"
            raise OptionError(f"CHAPTERS: {what}; {there}")
        chosen |= {n for n in known if first <= n <= last}
    return tuple(sorted(chosen))


def _one_of(name: str, said: str, allowed: Iterable[str]) -> str:
    if said not in allowed:
        raise OptionError(f"{name}: “{said}” is not one of {', '.join(allowed)}")
    return said
