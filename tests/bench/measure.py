"""One command, timed; many, compared in pairs."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Took:
    """What a command took: seconds by the clock, and the megabytes of its largest process."""

    seconds: float
    megabytes: float


def run(command: Sequence[str | Path], folder: Path, **variables: str) -> Took:
    """Run a command to its end and measure it.

    Raises:
        SystemExit: it failed; its last words are told.
    """
    log = folder / "_bench.log"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BOOK_", "PYTHONPATH"))}
    begun = time.monotonic()
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, cwd=folder, env=env | variables, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{log.read_text('utf-8')[-3000:]}")
    return Took(seconds, usage.ru_maxrss / 1024)


Figures = Mapping[str, Sequence[float]]
"""Seconds of each round, by what was measured."""


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Return minimum, median and maximum."""
    return min(values), statistics.median(values), max(values)


def table(ours: Figures, stock: Figures) -> str:
    """Write seconds as minimum, median and maximum, and the ratio to stock, pair by pair."""
    head = f"{'seconds':34}{'ours':>22}{'stock':>22}{'ours / stock':>20}"
    lines = [head]
    for name, values in ours.items():
        other = stock.get(name)
        ratios = [a / b for a, b in zip(values, other, strict=True)] if other else []
        cells = (_cell(values), _cell(other or ()), _cell(ratios))
        lines.append(f"{name:34}{cells[0]:>22}{cells[1]:>22}{cells[2]:>20}")
    return "\n".join(lines)


def _cell(values: Sequence[float]) -> str:
    return " ".join(f"{value:.2f}" for value in spread(values)) if values else "–"
