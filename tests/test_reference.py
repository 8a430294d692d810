"""The reference pages: the catalogue tells the truth of every table, and each can be taken away."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import struct
import zipfile
from importlib.metadata import version
from typing import Any
from urllib.parse import unquote

import pikepdf
import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from companion import data
from conftest import ROOT, Built
from copies import DATA
from frictionless import Package, system
from pybtex.database import parse_file, parse_string
from reader import soup
from test_pdf import text_of
from two_octobers.pictures import WIDTH
from two_octobers.sources import references, sort_key

PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text("utf-8"))
RESOURCES: list[dict[str, Any]] = PACKAGE["resources"]
EACH = pytest.mark.parametrize("resource", RESOURCES, ids=[r["name"] for r in RESOURCES])
LIMITS = {"folder": 5_000_000, "map": 200_000}
"""Bytes of all of ``data/``, and of one map."""


def _page(built: Built, name: str) -> BeautifulSoup:
    return soup(built.html / "book" / f"{name}.html")


def _words(tag: Tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" "))


def _rows(resource: dict[str, Any]) -> int:
    path = DATA / resource["path"]
    if "schema" not in resource:
        return len(json.loads(path.read_text("utf-8"))["features"])
    with path.open(encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file))) - 1


@EACH
def test_an_entry_of_the_catalogue(built: Built, resource: dict[str, Any]) -> None:
    """Each table says what it is, its rows, licence, origin and cautions, and gives itself away."""
    entry = _page(built, "data").find(id=f"table-{resource['name']}")
    assert isinstance(entry, Tag)
    told = _words(entry)
    wanted = [resource[name] for name in ("title", "description", "cautions")]
    wanted += [resource[name] for name in ("method", "attribution") if name in resource]
    wanted += [licence["title"] for licence in resource["licenses"]]
    wanted += [source["title"].rstrip(".") for source in resource["sources"]]
    wanted.append(f"{_rows(resource):,} {'rows' if 'schema' in resource else 'shapes'}")
    for text in wanted:
        assert re.sub(r"\s+", " ", text.replace("`", "")) in told
    for field in resource.get("schema", {}).get("fields", []):
        row = next(tr for tr in entry.find_all("tr") if tr.find("code", string=field["name"]))
        assert field.get("unit", "") in _words(row)
    link = next(a["href"] for a in entry.find_all("a") if str(a["href"]).startswith("../data/"))
    taken = built.html / "book" / unquote(str(link))
    assert taken.resolve().read_bytes() == (DATA / resource["path"]).read_bytes()


def test_names_of_columns_are_set_as_names(built: Built) -> None:
    """A Data Package marks them with backticks; a reader would see the marks."""
    page = _page(built, "data")
    assert "`" not in page.get_text()
    assert "state" in [code.get_text() for code in page.select("dl.facts code")]


@EACH
def test_what_a_descriptor_says(resource: dict[str, Any]) -> None:
    """Numbers have units, figures taken over have an origin and the day it was read."""
    fields = resource.get("schema", {}).get("fields", [])
    made = {"method", "attribution"} & resource.keys()
    assert all("unit" in f for f in fields if f["type"] in ("number", "integer") and made)
    assert all(field["description"].endswith(".") for field in fields)
    if made and "source" not in {field["name"] for field in fields}:
        assert any("accessed" in source or "key" in source for source in resource["sources"])
    assert resource["group"]
    assert resource["licenses"]


@EACH
def test_a_small_picture(built: Built, resource: dict[str, Any]) -> None:
    """A table is known by a glance at it, before any script runs."""
    entry = _page(built, "data").find(id=f"table-{resource['name']}")
    assert isinstance(entry, Tag)
    drawn = entry.select(".thumb svg")
    assert len(drawn) == ("picture" in resource or "schema" not in resource)
    for svg in drawn:
        assert resource["title"] in str(svg["aria-label"])
        assert len(svg.find_all(["path", "rect", "text"])) > 1
        scale = WIDTH / float(str(svg["width"]))
        sizes = [float(str(text["font-size"])[:-2]) * scale for text in svg.find_all("text")]
        assert all(size >= 12 for size in sizes)


def test_search_engines_can_read_the_catalogue(built: Built) -> None:
    """The JSON-LD describes each table, with addresses that lead to files which are there."""
    page = _page(built, "data")
    script = page.find("script", type="application/ld+json")
    assert isinstance(script, Tag)
    whole = json.loads(script.get_text())
    assert (whole["@context"], whole["@type"]) == ("https://schema.org", "Dataset")
    parts = {part["alternateName"]: part for part in whole["hasPart"]}
    assert set(parts) == {resource["name"] for resource in RESOURCES}
    for part in [whole, *parts.values()]:
        assert 50 <= len(part["description"]) <= 5000, part["name"]
        assert part["license"]
        for download in part["distribution"]:
            assert (built.html / "book" / download["contentUrl"]).resolve().is_file()
    for part in parts.values():
        assert page.find(id=part["url"].removeprefix("#"))


def test_the_folder_is_a_data_package(built: Built) -> None:
    """What is beside the pages is valid for any program that knows the standard."""
    with system.use_context(trusted=True):
        report = Package(str(built.html / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])[:5]


def test_the_archive(built: Built) -> None:
    """The archive holds every file as it is in the record, and says nothing of when it was made."""
    with zipfile.ZipFile(built.html / "data" / "two-octobers-data.zip") as packed:
        held = {i.filename.split("/", 1)[1]: packed.read(i) for i in packed.infolist()}
        assert {i.date_time for i in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    files = [path for path in DATA.rglob("*") if path.is_file()]
    assert held == {path.relative_to(DATA).as_posix(): path.read_bytes() for path in files}


def test_the_digest_can_be_computed_by_anyone(built: Built) -> None:
    """The digest is that of the list which ``sha256sum`` prints for the files, sorted by name."""
    names = sorted(p.relative_to(DATA).as_posix() for p in DATA.rglob("*") if p.is_file())
    listed = "".join(
        f"{hashlib.sha256((DATA / name).read_bytes()).hexdigest()}  {name}\n" for name in names
    )
    facts = _page(built, "data").select_one("p.facts")
    assert facts is not None
    assert hashlib.sha256(listed.encode()).hexdigest() in _words(facts)


def test_every_source_is_listed(built: Built) -> None:
    """Each source says how far it was read and when, and what rests on it."""
    page = _page(built, "sources")
    entries = parse_file(str(DATA / "references.bib"), "bibtex").entries
    places = {tag["id"]: tag for tag in page.select("[id]")}
    for key, entry in entries.items():
        shown = places.get(f"ref-{key}")
        assert isinstance(shown, Tag), key
        read = shown.select_one(".read")
        assert read is not None
        year = entry.fields["accessed"][:4]
        assert year in _words(read)
        if "url" in entry.fields:  # as it is: not with the dashes that are right in a title
            assert shown.find("a", href=entry.fields["url"].replace("\\&", "&")), key
    listed = [str(tag["id"]) for tag in page.select(".all-sources")]
    assert sorted(listed) == sorted(f"ref-{key}" for key in entries)


@pytest.mark.parametrize(
    "ordered",
    [
        ("AFP, 2 Mar 2022", "AFP, 14 Apr 2022", "AFP, 1 Oct 2022 (Biden)", "AFP, 14 Nov 2022"),
        ("CNN, 21 Dec 2022", "CNN, Zelensky Fast Facts"),
        ("Bamford 2001", "Báo Nghệ An, Mar 2022", "Batchelor 2022"),
        ("FRUS VI, doc. 84", "FRUS VIII, doc. 2", "FRUS VIII, doc. 45", "FRUS VIII, doc. 112"),
    ],
)
def test_one_author_is_listed_in_the_order_of_time(ordered: tuple[str, ...]) -> None:
    """In April nobody looks behind October, nor for document 112 before document 2."""
    named = {ref.short: sort_key(ref) for ref in references().values()}
    assert sorted(ordered, key=named.__getitem__) == list(ordered)


def test_a_record_reads_well() -> None:
    """A number that has lost its first digit is of no document."""
    for ref in references().values():
        said = "".join(node.astext() for node in ref.nodes())
        assert not re.search(r"(\d{4})\.?, \1\.|[ap]\.m”|„[^“]*’”|“[^”]*“", said), said
        assert not re.match(r"\w", ref.short[len(ref.name) :]) or not ref.name[-1].isalnum()


def test_every_list_of_sources_has_one_order(built: Built) -> None:
    """Who found a source in a chapter finds it in the same place on paper."""
    order = [key for key, _ in sorted(references().items(), key=lambda pair: sort_key(pair[1]))]
    with pikepdf.open(built.pdf) as pdf:
        words = "".join(text_of(page) for page in pdf.pages[-45:])
    listed = words[words.index("Sources9News") :].replace(" ", "").replace("-", "")
    told = [references()[key].short for key in order if references()[key].short.startswith("AFP,")]
    places = [listed.find(short.replace(" ", "").replace("-", "") + "Agence") for short in told]
    found = [place for place in places if place >= 0]
    assert len(found) > 5
    assert found == sorted(found)
    web = soup(built.html / "notebooks" / "02-nuclear-words.html")
    keys = [str(tag["id"]).removeprefix("ref-") for tag in web.select(".sources .entry")]
    assert len(keys) > 50
    assert keys == sorted(keys, key=order.index)


def test_a_quotation_in_a_title_has_inner_marks(built: Built) -> None:
    """Where the title ends would be anybody's guess."""
    words = soup(built.html / "book" / "sources.html").get_text()
    assert len(re.findall(r"“[^“”]*‘[^“”]*’[^“”]*”", words)) > 50
    assert re.findall(r"“[^”]*“[^”]*”", words) == []


def test_what_rests_on_a_source(built: Built) -> None:
    """The page names the rows that cite a source, and the claims that rest on those rows."""
    page = _page(built, "sources")
    shown = page.find(id="ref-frus1961-v06-d65")
    assert isinstance(shown, Tag)
    leans = shown.select_one(".leans")
    assert leans is not None
    told = _words(leans)
    assert re.search(r"messages [^;]*\bm1962-10-26-khrushchev-1\b", told)
    assert re.search(r"claims [^;]*\b2\.3d\b", told)
    icb = page.find(id="ref-icb-v15")
    assert isinstance(icb, Tag)
    assert "whole tables icb" in _words(icb)


def test_corrections_are_told(built: Built) -> None:
    """Each correction stands on its page, and what stands in the table is what it says."""
    page = _page(built, "corrections")
    rows = data.table("corrections")
    assert len(page.select("dl.corrections > dt")) == len(rows)
    for _, row in rows.iterrows():
        assert row["why"] in _words(page)


def test_reference_pages_are_not_printed(built: Built) -> None:
    """The course PDF has its own list of sources; six hundred records would drown the argument."""
    with pikepdf.open(built.pdf) as pdf, pdf.open_outline() as outline:
        titles = {str(item.title) for item in outline.root}
    assert not titles & {"The data", "Corrections"}


# ---- how to cite, this edition, and what a page shows of itself elsewhere ----


def test_every_chapter_can_be_cited(built: Built) -> None:
    """Three forms each, the same title, year and version in all; BibTeX that a program reads."""
    page = _page(built, "citing")
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    records = "\n".join(code.get_text() for code in page.select(".bibtex pre"))
    entries = parse_string(records, "bibtex").entries
    chapters = data.table("chapters")
    assert len(entries) == len(chapters) + 1
    for number, chapter in chapters.iterrows():
        section = page.find(id=f"cite-{number}")
        assert isinstance(section, Tag)
        apa, chicago = (_words(dd) for dd in section.select("dd"))
        for form in (apa, chicago):
            assert chapter["title"] in form
            assert f"chap. {number}" in form.lower()
            assert f"ersion {said['version']}" in form
            assert str(said["date-released"])[:4] in form
        entry = entries[f"two-octobers-{number:02}"]
        assert entry.fields["title"].strip("{}") == chapter["title"]
        assert entry.fields["chapter"] == str(number)
        assert said["version"] in entry.fields["note"]


def test_a_chapter_leads_to_how_it_is_cited(built: Built) -> None:
    """A teacher at the end of a chapter wants its reference."""
    for number, chapter in data.table("chapters").iterrows():
        name = f"{number:02}-{chapter['slug']}.html"
        text = (built.html / "notebooks" / name).read_text("utf-8")
        assert f'href="../book/citing.html#cite-{number}"' in text


def test_the_edition_says_what_it_was_built_from(built: Built) -> None:
    """Two copies that differ must be told apart, and a copy checked against its record."""
    told = _words(_page(built, "status"))
    digest = _page(built, "data").select_one("p.facts code")
    assert digest is not None
    assert digest.get_text() in told
    for verdict, count in data.table("claims")["verdict"].value_counts().items():
        assert f"{count} {verdict}" in told
    assert f"pandas {version('pandas')}" in told
    assert len(re.findall(r"\d\.\d s\b", told)) == len(data.table("chapters"))


def test_the_edition_has_the_digests_of_its_files(built: Built) -> None:
    """Who was handed a PDF checks that it is the one that this book came with."""
    told = _words(_page(built, "status"))
    for made in (built.pdf, built.epub):
        beside = built.html / made.name
        assert beside.read_bytes() == made.read_bytes()
        assert hashlib.sha256(beside.read_bytes()).hexdigest() in told
    for page in [*built.html.glob("book/*.html"), *built.html.glob("notebooks/*.html")]:
        linked = {str(link["href"]) for link in soup(page).select("a[href]")}
        assert {"../two-octobers.pdf", "../two-octobers.epub"} <= linked, page.name


PAGES = sorted(p.stem for p in (ROOT / "book").glob("*.md"))
PAGES += sorted(p.stem for p in (ROOT / "notebooks").glob("*.md"))


def test_each_page_has_a_social_card_and_a_description(built: Built) -> None:
    """A link sent to a friend shows the page's own title, question and picture."""
    seen: dict[str, set[str]] = {"description": set(), "title": set(), "image": set()}
    for name in PAGES:
        [path] = built.html.rglob(f"{name}.html")
        head = soup(path).head
        assert head
        for kind, known in seen.items():
            meta = head.find("meta", property=f"og:{kind}")
            assert isinstance(meta, Tag), f"{name} has no og:{kind}"
            known.add(str(meta["content"]))
        card = head.find("meta", property="og:image")
        assert isinstance(card, Tag)
        picture = (path.parent / str(card["content"])).read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == (1200, 630)
        assert len(picture) < 300_000
    assert {kind: len(known) for kind, known in seen.items()} == dict.fromkeys(seen, len(PAGES))


def test_size_of_the_record() -> None:
    """Everything fits in 5 MB, and a map in 200 kB, so that a browser can hold it all."""
    sizes = {path: path.stat().st_size for path in DATA.rglob("*") if path.is_file()}
    assert sum(sizes.values()) < LIMITS["folder"]
    assert {
        p.name: s for p, s in sizes.items() if p.suffix == ".geojson" and s > LIMITS["map"]
    } == {}
