"""``make bench``: time the building, and the pages; print tables and keep them as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from building import ROOT

from bench import builds, lite, measure, pages

KEPT = ROOT / "_build" / "bench.json"
GROWTH = (1, 3, 10)
PARTS = ("builds", "growth", "pages", "lite")


def main() -> None:
    """Run the benches asked for."""
    asked = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asked.add_argument("--rounds", type=int, default=5, help="of ours against stock")
    asked.add_argument("--only", choices=PARTS, action="append")
    options = asked.parse_args()
    wanted = options.only or PARTS
    told: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    told["machine"] = (
        f"{platform.platform()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}"
    )
    print(told["machine"], flush=True)
    with TemporaryDirectory() as work:
        if "builds" in wanted:
            told["builds"] = found = builds.against_stock(Path(work), options.rounds)
            print(measure.table(found["ours"], found["stock"]))
            print(
                "megabytes at most:",
                ", ".join(f"{k} {v:.0f}" for k, v in found["megabytes"].items()),
            )
        if "growth" in wanted:
            told["growth"] = grown = builds.as_it_grows(Path(work), GROWTH)
            print(f"{'times':>6}{'from nothing, s':>18}{'a sentence, s':>16}{'megabytes':>12}")
            for times, (whole, again, most) in grown.items():
                print(f"{times:>6}{whole:>18.1f}{again:>16.1f}{most:>12.0f}")
    if "pages" in wanted:
        told["pages"] = seen = pages.figures(ROOT / "_build" / "html")
        print(pages.table(seen))
    if "lite" in wanted:
        told["lite"] = ran = lite.figures(ROOT / "_build" / "html")
        print(lite.table(ran))
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(told, indent=1), "utf-8")
    print(f"Kept in {KEPT.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
