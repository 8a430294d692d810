"""The catalogue: what ``data/datapackage.json`` says of every table and map, with its rows counted.

Nothing about a table is written on a page: whoever adds a column describes it there, and the page,
the JSON-LD for search engines and the checks follow.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from two_octobers import ROOT

DATA = ROOT / "data"

MONTH = r"\d{4}-\d{2}"


@dataclass(frozen=True)
class Entry:
    """One table or map, as its resource descriptor has it."""

    resource: dict[str, Any]

    @property
    def name(self) -> str:
        """The name that notebooks use: ``data.table("events")``."""
        return self.resource["name"]

    @property
    def title(self) -> str:
        """What the table is called on a page."""
        return self.resource["title"]

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The columns; a map has none."""
        return self.resource.get("schema", {}).get("fields", [])

    @property
    def keys(self) -> list[str]:
        """The keys of the sources that the whole table comes from."""
        return [source["key"] for source in self.resource["sources"] if "key" in source]

    @cached_property
    def raw(self) -> bytes:
        """The bytes of the file."""
        return (DATA / self.resource["path"]).read_bytes()

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.raw).hexdigest()

    @cached_property
    def rows(self) -> Any:
        """The typed rows of a table, the features of a map."""
        from companion import data  # as in :mod:`two_octobers.record`

        if self.fields:
            table = data.table(self.name)
            return table.reset_index() if table.index.name else table
        return data.shapes(self.name)

    @property
    def span(self) -> str:
        """From when to when its rows reach: ``1945–2023``; empty where they have no time."""
        texts = self._times()
        if not texts:
            return ""
        length = min(len(text) for text in (texts[0], texts[-1]))
        first, last = (in_words(text[:length]) for text in (texts[0], texts[-1]))
        joint = "–" if length == len("1962") else " to "
        return first if first == last else f"{first}{joint}{last}"

    def _times(self) -> list[str]:
        """Return the dates of the first column that has any, as text, in order, cut to a day."""
        for field in self.fields:
            name = field["name"]
            rules = field.get("constraints", {})
            month = rules.get("pattern") == MONTH
            if "clock" in field:
                column = self.rows[f"{name}_text"]
            elif field["type"] == "date":
                column = self.rows[name].dt.strftime("%Y-%m-%d").fillna("")
            elif month or (field.get("unit") == "year" and rules.get("required")):
                column = self.rows[name].astype(str)
            else:
                continue
            return sorted(text[:10] for text in column if text)
        return []


def in_words(text: str) -> str:
    """Print a date as a reader says it: ``22 October 1962``, ``October 1962``, ``1962``."""
    forms = {"%Y-%m-%d": "%-d %B %Y", "%Y-%m": "%B %Y"}
    for read, written in forms.items():
        with suppress(ValueError):
            return datetime.strptime(text, read).strftime(written)
    return text


@cache
def entries() -> list[Entry]:
    """Return every table and map, in the order of ``datapackage.json``."""
    return [Entry(resource) for resource in package()["resources"]]


@cache
def package() -> dict[str, Any]:
    """Read ``datapackage.json``, once."""
    return json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def title(name: str) -> str:
    """Return the title of a table or map, as the page of the data has it."""
    return next(r["title"] for r in package()["resources"] if r["name"] == name)


def digest() -> str:
    """Return the digest of the whole record: of the digests of all files in it."""
    files = sorted(path for path in DATA.rglob("*") if path.is_file())
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(DATA).as_posix()}\n"
        for path in files
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def json_ld(base: str = "") -> dict[str, Any]:
    """Describe the record for search engines, as a schema.org ``Dataset`` with its parts.

    Args:
        base: the address of the page that carries it; empty for addresses relative to that page.
    """
    whole = package()
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": whole["title"],
        "description": whole["description"],
        "version": whole["version"],
        "license": whole["licenses"][0]["path"],
        "creator": [
            {"@type": "Organization", "name": person["title"]} for person in whole["contributors"]
        ],
        "isAccessibleForFree": True,
        "identifier": f"sha256:{digest()}",
        "distribution": [_download(f"{base}../data/two-octobers-data.zip", "application/zip")],
        "hasPart": [_part(entry, base) for entry in entries()],
    }


def _part(entry: Entry, base: str) -> dict[str, Any]:
    resource = entry.resource
    part: dict[str, Any] = {
        "@type": "Dataset",
        "name": entry.title,
        "alternateName": entry.name,
        "url": f"{base}#table-{entry.name}",
        "description": f"{resource['description']} {resource['cautions']}",
        "license": [licence.get("path", licence["title"]) for licence in resource["licenses"]],
        "isBasedOn": [source["path"] for source in resource["sources"] if "path" in source],
        "distribution": [_download(f"{base}../data/{resource['path']}", resource["mediatype"])],
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": field["name"],
                "description": field["description"],
                **({"unitText": field["unit"]} if "unit" in field else {}),
            }
            for field in entry.fields
        ],
    }
    times = entry._times()
    if times:
        part["temporalCoverage"] = f"{times[0]}/{times[-1]}"
    return {key: value for key, value in part.items() if value}


def _download(address: str, kind: str) -> dict[str, str]:
    return {"@type": "DataDownload", "contentUrl": address, "encodingFormat": kind}
