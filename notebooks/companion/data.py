"""The tables of ``data/``, typed.

``data/datapackage.json`` says what each table is and what its columns hold; this module only
follows it. A column whose description there carries ``clock`` is a local time: it comes back in
UTC, with the span it stands for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd

from companion import clocks
from companion.files import written

HERE = Path(__file__).resolve().parents[2]
DATA = next((f for f in (HERE, Path.cwd().parent) if (f / "data").is_dir()), HERE) / "data"
"""The folder of the tables, beside that of the notebooks: the one around this file or, where this
library was installed apart from them, the one in which a notebook runs."""


@cache
def _resources() -> dict[str, dict]:
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def names() -> list[str]:
    """Name the tables there are."""
    return [name for name, resource in _resources().items() if "schema" in resource]


def table(name: str) -> pd.DataFrame:
    """Read one table, with its columns typed as ``datapackage.json`` declares them.

    Args:
        name: ``"events"``, ``"messages"``, ``"claims"`` and so on: a file of ``data/``.

    Returns:
        One row an entry, indexed by the table's key if that is one column. Empty cells of text
        columns are ``""``. A time column ``start`` holds UTC instants, ``start_end`` the end of
        the span it stands for, ``start_text`` what the file says. A column of days holds UTC
        midnights. List columns (``actors``, ``source``, ``locator``) hold tuples.

    Raises:
        KeyError: there is no such table; the message names those there are.
    """
    path = DATA / _resource(name, "schema")["path"]
    return _typed(name, path, written(path)).copy()


@lru_cache(maxsize=100)
def _typed(name: str, path: Path, written: int) -> pd.DataFrame:
    """Read a table once for as long as its file stays as it was ``written``."""
    schema = _resources()[name]["schema"]
    rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    for field in schema["fields"]:
        if "clock" in field:
            rows = _typed_time(rows, field["name"], field["clock"])
        elif "separator" in field:
            rows[field["name"]] = [_parts(cell, field["separator"]) for cell in rows[field["name"]]]
        elif field["type"] in ("integer", "number"):
            rows[field["name"]] = pd.to_numeric(rows[field["name"]])
        elif field["type"] == "date":
            rows[field["name"]] = pd.to_datetime(rows[field["name"]], utc=True)
    key = schema.get("primaryKey")
    return rows.set_index(key) if isinstance(key, str) else rows


def shapes(name: str) -> list[dict]:
    """Read one map of ``data/maps/``.

    Returns:
        Its GeoJSON features, for ``alt.Data(values=…)``: the same at every call, not to be changed.

    Raises:
        KeyError: there is no such map; the message names those there are.
    """
    path = DATA / _resource(name, "attribution")["path"]
    return _features(path, written(path))


@lru_cache(maxsize=10)
def _features(path: Path, written: int) -> list[dict]:
    """Read a map once for as long as its file stays as it was ``written``."""
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def _resource(name: str, mark: str) -> dict:
    """Return what ``datapackage.json`` says of a table (it has a schema) or map (attribution)."""
    named = {key: resource for key, resource in _resources().items() if mark in resource}
    if name not in named:
        kind = "table" if mark == "schema" else "map"
        raise KeyError(f"no {kind} “{name}” in data/; there are {', '.join(sorted(named))}")
    return named[name]


def _parts(cell: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(separator)) if cell else ()


def _typed_time(rows: pd.DataFrame, column: str, zone: str) -> pd.DataFrame:
    spans = [
        clocks.parse(text, where) if text else None
        for text, where in zip(rows[column], rows[zone], strict=True)
    ]
    starts = [span.start if span else None for span in spans]
    ends = [span.end if span else None for span in spans]
    return rows.assign(
        **{
            f"{column}_text": rows[column],
            column: pd.to_datetime(pd.Series(starts, index=rows.index), utc=True),
            f"{column}_end": pd.to_datetime(pd.Series(ends, index=rows.index), utc=True),
        }
    )


def events(crisis: str, since: str | None = None, until: str | None = None) -> pd.DataFrame:
    """Return the dated events of one crisis, in the order in which they happened.

    Args:
        crisis: ``"1962"`` or ``"2022"``.
        since, until: first day and the day after the last (UTC dates), or ``None`` for all.

    Returns:
        Rows of ``events``, whose ``end`` is the end of the whole event: of the stated last day, or
        else of the span that ``start`` stands for.
    """
    rows = table("events")
    rows = rows[rows["crisis"] == crisis]
    rows = rows.assign(end=rows["end_end"].fillna(rows["start_end"]))
    if since is not None:
        rows = rows[rows["start"] >= pd.Timestamp(since, tz="UTC")]
    if until is not None:
        rows = rows[rows["start"] < pd.Timestamp(until, tz="UTC")]
    return rows.sort_values(["start", "id"])


def event(name: str) -> pd.Series:
    """Return one event by its id, for example ``1962-10-22-kennedy-speech``.

    Raises:
        KeyError: no event has that id.
    """
    rows = table("events")
    if name not in rows.index:
        raise KeyError(f"no event “{name}” in data/events.csv")
    return rows.loc[name]


def messages(since: str | None = None, until: str | None = None) -> pd.DataFrame:
    """Return the messages between the capitals, in the order of sending (a day counts by its noon).

    Returns:
        Rows of ``messages`` with ``hours`` from sending to receipt, missing where either hour is
        not on record, ``exact`` (both are known to the minute) and ``leaders`` (it passed between
        Kennedy and Khrushchev).
    """
    rows = table("messages")
    known = ("minute", "hour")
    timed = rows["sent_precision"].isin(known) & rows["received_precision"].isin(known)
    exact = (rows["sent_precision"] == "minute") & (rows["received_precision"] == "minute")
    hours = (rows["received"] - rows["sent"]).dt.total_seconds() / 3600
    leaders = rows[["sender", "recipient"]].isin(("Kennedy", "Khrushchev")).all(axis="columns")
    rows = rows.assign(hours=hours.where(timed), exact=exact, leaders=leaders)
    if since is not None:
        rows = rows[rows["sent"] >= pd.Timestamp(since, tz="UTC")]
    if until is not None:
        rows = rows[rows["sent"] < pd.Timestamp(until, tz="UTC")]
    middle = rows["sent"] + (rows["sent_end"] - rows["sent"]) / 2
    return rows.loc[middle.sort_values(kind="stable").index]


def ships(names: Sequence[str]) -> pd.DataFrame:
    """Return what ships did, and when Washington knew, as rows for ``charts.timeline``.

    Args:
        names: the ships, in the order of their lanes.

    Returns:
        Rows of ``ships`` known at least to the day, with ``lane`` (the ship), ``label`` (what she
        did), ``actors``, ``end`` and ``table``; and in the same lane a row for the hour at which
        Washington is on record as knowing that she had turned.
    """
    rows = table("ships")
    rows = rows[rows["ship"].isin(names) & rows["precision"].isin(("day", "hour", "minute"))]
    rows = rows.sort_values("ship", key=lambda column: column.map(list(names).index), kind="stable")
    flags = {"Soviet Union": "USSR", "Cuba": "Cuba"}
    did = rows.assign(
        end=rows["end_end"].fillna(rows["start_end"]),
        lane=rows["ship"],
        label=rows["what"],
        actors=[(flags.get(flag, "other"),) for flag in rows["flag"]],
        table="ships",
    )
    known = did[did["known_precision"].isin(("hour", "minute")) & (did["what"] == "turned")]
    known = known.assign(
        start=known["known_in_washington"],
        end=known["known_in_washington"],
        precision=known["known_precision"],
        zone=known["known_zone"],
        actors=[("US",)] * len(known),
        label="known in Washington",
        confidence="firm",
    )
    return pd.concat([did, known])


def ship_counts(ids: Sequence[str]) -> pd.DataFrame:
    """Return counts of ships as rows for ``charts.timeline``, in the order of ``ids``.

    Returns:
        Rows of ``ship_counts`` with ``start`` and ``end`` (the time that a count stands for),
        ``actors`` (Washington’s) and ``table``.

    Raises:
        KeyError: an id is not in the table.
    """
    rows = table("ship_counts").loc[list(ids)]
    return rows.assign(
        start=rows["as_of"],
        end=rows["as_of_end"],
        actors=[("US",)] * len(rows),
        table="ship_counts",
    )


@cache
def short_titles() -> dict[str, str]:
    """Return how each source is named in a table or a tooltip, by its key."""
    text = (DATA / "references.bib").read_text(encoding="utf-8")
    records = re.findall(r"@\w+\{([^,\s]+),(.*?)\n\}", text, re.DOTALL)
    found = {key: re.search(r"shorttitle\s*=\s*\{(.*?)\},?\n", body) for key, body in records}
    return {key: match.group(1) if match else key for key, match in found.items()}
