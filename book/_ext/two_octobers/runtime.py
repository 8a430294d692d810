"""The runtime that makes charts live: as much of Vega as Vega-Lite may ask for.

It comes out of the vl-convert wheel; nothing of Vega is kept in the repository.
"""

from __future__ import annotations

import mmap
import re
from concurrent.futures import Future
from functools import cache
from importlib import metadata
from pathlib import Path

import vl_convert

from two_octobers import vega, whole

TRANSFORMS = (
    "vega-transforms",
    "vega-view-transforms",
    "vega-encode",
    "vega-geo",
    "vega-regression",
    "vega-voronoi",
)
"""Without those that Vega-Lite knows no word for (forces, hierarchies, clouds of words) it comes
packed to 190 kB; all of Vega to 211, with Vega-Lite and Vega-Embed to 317."""


@cache
def begin(path: Path) -> Future[None]:
    """Begin to write the runtime as one plain script that sets ``vega``.

    A plain script, because a page opened from a folder may not load modules. It takes most of a
    second to bundle: one that came out of the same wheel is left as it is.

    Returns:
        What says when it is there.
    """
    origin = f"/* vl-convert {metadata.version('vl-convert-python')}: {', '.join(TRANSFORMS)} */\n"
    if not (path.exists() and path.read_text(encoding="utf-8").startswith(origin)):
        return vega.pen().submit(_bundle, path, origin)
    there: Future[None] = Future()
    there.set_result(None)
    return there


def _bundle(path: Path, origin: str) -> None:
    """Bundle in the process that draws."""
    at = _addresses()
    names = [f"t{number}" for number in range(len(TRANSFORMS))]
    imported = zip(names, TRANSFORMS, strict=True)
    snippet = "".join(f'import * as {name} from "{at[package]}";' for name, package in imported)
    snippet += (
        f'import {{ transforms }} from "{at["vega-dataflow"]}";'
        f'import {{ View }} from "{at["vega-view"]}";'
        f'import {{ parse }} from "{at["vega-parser"]}";'
        f"Object.assign(transforms, {', '.join(names)}); window.vega = {{ View, parse }};"
    )
    bundle = vl_convert.javascript_bundle(snippet, vl_version=vega.VEGA_LITE)
    whole.write(path, f"{origin}(() => {{{bundle}}})();\n")


def _addresses() -> dict[str, str]:
    """Look up in the wheel by which names it keeps its own copies of Vega's packages.

    They are addresses, with a version each, but nothing is loaded from there.
    """
    with (
        Path(vl_convert.vl_convert.__file__).open("rb") as library,
        mmap.mmap(library.fileno(), 0, access=mmap.ACCESS_READ) as found,
    ):
        kept = re.findall(rb"(npm/(vega-[a-z-]+)@[\d.]+/\+esm)", found)
    return {name.decode(): f"https://cdn.jsdelivr.net/{at.decode()}" for at, name in kept}
