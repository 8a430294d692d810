"""Numbers with their nouns."""

from __future__ import annotations


def counted(n: int, noun: str) -> str:
    """Print how many there are: ``1 row``, ``1,430 rows``, ``2 pieces of evidence``."""
    first, *rest = noun.split()
    return " ".join([f"{n:,} {first}{'' if n == 1 else 's'}", *rest])
