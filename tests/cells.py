"""The cells of a notebook: run once as they stand, for what they draw, print and leave."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CELL = re.compile(
    r"(?ms)^```\{code-cell\}[^\n]*\n(?:---\n(.*?)^---\n)?((?::\w+:[^\n]*\n)*)(.*?)^```$"
)


@dataclass(frozen=True)
class Ran:
    """What came of a notebook’s cells: charts by the names of their figures, words, variables."""

    charts: dict[str, Any]
    printed: str
    space: dict[str, Any]


@cache
def ran(notebook: Path) -> Ran:
    """Run a notebook’s cells as they stand; who asks again gets the same, and changes nothing."""
    charts, space, printed = dict[str, Any](), dict[str, Any](), io.StringIO()
    for options, _, code in CELL.findall(notebook.read_text("utf-8")):
        body = ast.parse(code).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(printed):
            exec(compile(ast.Module(body, []), notebook.name, "exec"), space)
            shown = eval(compile(ast.Expression(last.value), "", "eval"), space) if last else None
        charts |= dict.fromkeys(_named(options), shown)
    return Ran(charts, printed.getvalue(), space)


def charts_of(notebook: Path) -> dict[str, Any]:
    """Return a notebook’s charts by the names of their figures."""
    return ran(notebook).charts


def names_of(notebook: Path) -> list[str]:
    """Name the figures that a notebook’s cells draw, without drawing them."""
    cells = CELL.findall(notebook.read_text("utf-8"))
    return [name for options, _, _ in cells for name in _named(options)]


def _named(options: str) -> list[str]:
    figure = (yaml.safe_load(options or "") or {}).get("mystnb", {}).get("figure")
    return [figure["name"]] if figure else []
