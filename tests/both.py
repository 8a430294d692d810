"""The cells of a notebook, run under any Python: what they draw, print and leave, as text.

``run_cells.mjs`` reads this file in Pyodide, so it imports nothing that the browser has not.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any


def told(notebook: Path) -> dict[str, Any]:
    """Run the cells of an ``.ipynb`` from its folder; charts carry their drawing for phones too.

    Returns:
        ``charts`` (specs as JSON text, in order), ``printed``, and ``tables`` (CSV by name).
    """
    os.chdir(notebook.parent)
    if "" not in sys.path:
        sys.path.insert(0, "")
    from companion import publish  # found only from here

    publish.FOR_PHONES = True
    space: dict[str, Any] = {}
    charts, printed = [], io.StringIO()
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        body = ast.parse("".join(cell["source"])).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(printed):
            exec(compile(ast.Module(body, []), notebook.name, "exec"), space)
            shown = eval(compile(ast.Expression(last.value), "", "eval"), space) if last else None
        if type(shown).__module__.startswith("altair"):
            charts.append(json.dumps(shown.to_dict(), sort_keys=True, ensure_ascii=False))
        elif shown is not None:
            print(shown, file=printed)
    tables = {name: value.to_csv() for name, value in space.items() if hasattr(value, "to_csv")}
    return {"charts": charts, "printed": printed.getvalue(), "tables": tables}
