"""The charts: right days in every zone, honest marks, clear labels, specs that travel."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair as alt
import fastjsonschema
import pandas as pd
import pytest
from cells import charts_of, names_of
from companion import clocks, data, theme
from companion.charts.midnights import between
from companion.layers import layer
from companion.layout import Item, spread, stack, text_width, wrap
from fontTools.ttLib import TTFont
from two_octobers import vega

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.md"))
SEVEN = next(n for n in NOTEBOOKS if n.name.startswith("07-"))
MOST = 35_000
DOTTED, SVG = "1.5,2.5", "{http://www.w3.org/2000/svg}"


ALL = [(notebook, name) for notebook in NOTEBOOKS for name in names_of(notebook)]
CHART = pytest.mark.parametrize(("notebook", "name"), ALL, ids=[name for _, name in ALL])
VARIANT = pytest.mark.parametrize("variant", ["wide", "narrow"])


@cache
def text_of(notebook: Path, name: str) -> str:
    """Return a chart's spec as the page gets it."""
    return json.dumps(charts_of(notebook)[name].to_dict(), allow_nan=False)


def spec_of(notebook: Path, name: str) -> dict[str, Any]:
    """Return a chart's spec as a dictionary."""
    return json.loads(text_of(notebook, name))


def drawn(notebook: Path, name: str, variant: str = "wide") -> ElementTree.Element:
    """Draw a chart with the code that draws it for the page."""
    svg = vega.svg(text_of(notebook, name), variant)
    assert svg
    return ElementTree.fromstring(svg)


# ---- the days are right; that they are so in every zone, test_same.py sees ----


def test_the_speech_has_two_dates() -> None:
    """The chapter's puzzle rests on it: Monday in Washington, Tuesday in Moscow."""
    table = charts_of(SEVEN)["fig-two-clocks"].to_dict()["usermeta"]["table"]
    rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    said = data.event("1962-10-22-kennedy-speech")["summary"]
    [speech] = [row for row in rows if row["Event"] == said]
    hours = [speech[city] for city in ("Washington", "Moscow", "Havana")]
    assert hours == ["22 Oct 19:00", "23 Oct 02:00", "22 Oct 18:00"]


def test_midnights_between_speech_and_meeting() -> None:
    """Three in Washington, two in Moscow: counted from the data, drawn, and in the table."""
    speech = data.event("1962-10-22-kennedy-speech")
    meeting = data.event("1962-10-25-presidium-protocol-61")
    found = {city: between(speech, meeting, city) for city in clocks.ZONES}
    assert {city: len(m) for city, m in found.items()} == {
        "Washington": 3,
        "Havana": 3,
        "Moscow": 2,
    }
    sure = {city: sum(i <= meeting["start"] for i in m) for city, m in found.items()}
    assert sure == {"Washington": 2, "Havana": 2, "Moscow": 2}
    table = charts_of(SEVEN)["fig-midnights"].to_dict()["usermeta"]["table"]
    at = [table["columns"].index(c) for c in table["columns"] if "Moscow day" in c]
    assert {row[0]: tuple(row[i] for i in at) for row in table["rows"]} == {
        city: (sure[city], len(found[city])) for city in clocks.ZONES
    }
    for variant in ("wide", "narrow"):
        words = [t.text for t in drawn(SEVEN, "fig-midnights", variant).iter(f"{SVG}text")]
        assert words.count("1") == words.count("2") == 3
        assert words.count("3") == 2


def test_midnights_depend_on_the_events() -> None:
    """A count that was written down rather than counted would be right only once."""
    speech = data.event("1962-10-22-kennedy-speech")
    later = data.event("1962-10-25-presidium-protocol-61").copy()
    later["start"] += pd.Timedelta(days=1)
    later["start_end"] += pd.Timedelta(days=1)
    assert len(between(speech, later, "Moscow")) == 3
    assert len(between(speech, later, "Washington")) == 4


# ---- the marks are honest ----


def _marks(notebook: Path, name: str) -> list[tuple[str, ElementTree.Element]]:
    """Return the drawn marks that explain themselves, with what they say."""
    links = drawn(notebook, name).iter(f"{SVG}a")
    return [(str(link.get("aria-label")), link[0]) for link in links]


def _week() -> pd.DataFrame:
    return data.events("1962", since="1962-10-22T12:00", until="1962-10-29")


def test_what_is_contested_is_hollow() -> None:
    """A doubtful hour would look as sure as a printed one."""
    hours = _week()
    hours = hours[hours["precision"] != "day"]
    firm = hours.groupby("label")["confidence"].agg(lambda c: sorted(c == "firm")).to_dict()
    filled: dict[str, list[bool]] = {}
    for said, mark in _marks(SEVEN, "fig-two-clocks"):
        assert {mark.get("fill"), mark.get("stroke")} > {theme.PAPER}
        filled.setdefault(said.split("\n")[0], []).append(mark.get("fill") != theme.PAPER)
    assert {label: sorted(marks) for label, marks in filled.items()} == firm
    seen = [f for marks in filled.values() for f in marks]
    assert min(seen.count(True), seen.count(False)) >= 3


def test_a_day_is_a_dotted_stretch_not_a_point() -> None:
    """A mark at noon would claim an hour that no source has."""
    week = _week()
    days = week[(week["precision"] == "day") & (week["rank"] == 1)]
    assert len(days) >= 3
    root = drawn(SEVEN, "fig-two-clocks")
    lines = [e for e in root.iter(f"{SVG}line") if e.get("stroke-dasharray") == DOTTED]
    in_key = 1
    assert len(lines) == len(days) + in_key
    tall = [abs(float(e.get("y2", 0))) for e in lines]
    assert sum(t > 24 * 6.4 * 0.9 for t in tall) >= len(days) - 2
    said = {said.split("\n")[0] for said, _ in _marks(SEVEN, "fig-two-clocks")}
    assert not said & (set(days["label"]) - set(week[week["precision"] != "day"]["label"]))


def test_lanes_draw_days_dotted_and_doubt_hollow_or_dashed() -> None:
    """“Turned on the 23rd” would become “turned all day”, or “turned at midnight, certainly”."""
    marks = _marks(SEVEN, "fig-ships")
    assert len(marks) > 12
    for said, mark in marks:
        doubtful = "Contested." in said
        if "(only the day is known)" in said:
            assert mark.tag == f"{SVG}line", said
            assert mark.get("stroke-dasharray") == DOTTED, said
        elif mark.tag == f"{SVG}path":
            assert (mark.get("fill") == theme.PAPER) == doubtful, said
        else:
            assert (mark.get("stroke-dasharray") == "5,3") == doubtful, said
    assert any("(only the day is known)" in said for said, _ in marks)
    assert any("Contested." in said for said, _ in marks)


def test_a_delay_is_drawn_only_where_it_is_known() -> None:
    """An arrival that no one recorded would be drawn as if someone had."""
    letters = data.messages(since="1962-10-22", until="1962-10-29")
    letters = letters[letters["leaders"]]
    root = drawn(SEVEN, "fig-delays")
    words = [t.text for t in root.iter(f"{SVG}text") if t.get("fill") != theme.PAPER]
    assert words.count("arrival hour not on record") == int(letters["hours"].isna().sum()) >= 3
    assert words.count("at once") == int((letters["hours"] == 0).sum()) >= 2
    longest = letters["hours"].max()
    assert f"{longest:.1f} h" in words
    assert sum(bool(re.fullmatch(r"(about )?[\d.]+ h", str(w))) for w in words) == int(
        (letters["hours"] > 0).sum()
    )


# ---- labels stand clear ----


def _items(seed: int, number: int) -> list[Item]:
    source = random.Random(seed)
    return [
        Item(source.uniform(0, 200), source.choice((10, 15, 30)), source.choice((1, 1, 3)))
        for _ in range(number)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_spread_labels_never_overlap_and_keep_their_order(seed: int) -> None:
    """An event would be read at the hour of its neighbour."""
    items = _items(seed, 12)
    spread(items, gap=2)
    in_order = sorted(items, key=lambda i: i.y)
    for above, below in itertools.pairwise(in_order):
        assert below.placed - below.height / 2 >= above.placed + above.height / 2 + 2 - 1e-6


@pytest.mark.parametrize("seed", range(20))
def test_spread_labels_move_as_little_as_they_can(seed: int) -> None:
    """A label far from its mark needs a line to be understood."""
    items = _items(seed, 3)
    spread(items, gap=2)
    best = min(
        (_moved(items, places) for places in _places(items) if _clear(items, places)),
        default=float("inf"),
    )
    assert _moved(items, [i.placed for i in items]) <= best + 1e-6
    assert best < float("inf")


def _moved(items: Sequence[Item], places: Sequence[float]) -> float:
    return sum(i.weight * (i.y - p) ** 2 for i, p in zip(items, places, strict=True))


def _places(items: Sequence[Item]) -> itertools.product[tuple[float, ...]]:
    around = [float(n) for n in range(-44, 45, 2)]
    return itertools.product(*([i.y + d for d in around] for i in items))


def _clear(items: Sequence[Item], places: Sequence[float]) -> bool:
    ends = sorted((p - i.height / 2, p + i.height / 2) for i, p in zip(items, places, strict=True))
    return all(b[0] >= a[1] + 2 for a, b in itertools.pairwise(ends))


def test_spread_leaves_alone_what_has_room() -> None:
    """Labels with room would wander."""
    items = [Item(10, 10), Item(40, 10), Item(80, 30)]
    spread(items)
    assert [i.placed for i in items] == [10, 40, 80]


@pytest.mark.parametrize("seed", range(20))
def test_stacked_labels_never_overlap_and_stand_as_high_as_they_can(seed: int) -> None:
    """Two labels would be written over each other, or a chart would be taller than it must."""
    source = random.Random(seed)
    lefts = [source.uniform(0, 300) for _ in range(15)]
    spans = [(left, left + source.uniform(5, 120)) for left in lefts]
    rows = stack(spans, gap=6)
    for row in set(rows):
        in_row = sorted(s for s, r in zip(spans, rows, strict=True) if r == row)
        assert all(b[0] >= a[1] + 6 for a, b in itertools.pairwise(in_row))
    assert 1 < len(set(rows)) == max(rows) + 1 < len(spans)
    for n, (left, right) in enumerate(spans):
        for higher in range(rows[n]):
            before = [s for s, r in zip(spans[:n], rows[:n], strict=True) if r == higher]
            assert any(a < right + 6 and left < b + 6 for a, b in before), "a free row was left"


@pytest.mark.parametrize("width", [60, 90, 150])
def test_wrapped_labels_keep_every_word_and_their_width(width: float) -> None:
    """A word would be lost, or run into the next column."""
    for label in _labels():
        lines = wrap(label, width)
        assert " ".join(lines) == " ".join(label.split())
        assert all(text_width(line) <= width or " " not in line for line in lines), label
        assert len(lines) == _fewest(label.split(), width), label


def _fewest(words: list[str], width: float) -> int:
    """Count the lines that a text needs, by trying every break."""
    best = [0] + [10**6] * len(words)
    for end in range(1, len(words) + 1):
        for start in range(end):
            line = " ".join(words[start:end])
            if end - start == 1 or text_width(line) <= width:
                best[end] = min(best[end], best[start] + 1)
    return best[-1]


def _labels() -> list[str]:
    """Return every label of the data, and the words that charts print beside them."""
    tables = (data.table(name) for name in ("events", "messages", "ship_counts"))
    columns = [table["label"] for table in tables] + [data.table("ships")["ship"]]
    fixed = ["arrival hour not on record", "22 Oct 19:00", "Mon 22 Oct", "c. 10:00", "Washington"]
    return [*dict.fromkeys(label for column in columns for label in column if label), *fixed]


@pytest.mark.parametrize(("face", "bold"), [("Regular", False), ("Semibold", True)])
def test_the_estimated_width_of_a_label_is_enough(face: str, bold: bool) -> None:
    """What was laid out to fit would be cut off, or touch its neighbour.

    Never more than 6 per cent too small; and not so large that rooms stay empty.
    """
    font = TTFont(vega.FONTS["Source Sans Pro"] / f"SourceSansPro-{face}.ttf")
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    labels = _labels()
    assert len(labels) > 100
    shares = []
    for label in labels:
        units = sum(advances[glyphs[ord(c)]][0] for c in label)
        real = units / font["head"].unitsPerEm * theme.SIZE
        shares.append((text_width(label, bold=bold) / real, label))
    assert [s for s in shares if s[0] < 0.94] == []
    assert sum(share for share, _ in shares) / len(shares) < 1.25


# ---- specs travel ----


@cache
def _schema() -> Callable[[Any], Any]:
    """Return a check of layered charts against Vega-Lite’s own schema, as Altair brings it.

    Compiled, because jsonschema, by which Altair checks, takes half a second for a chart.
    """
    path = Path(alt.__file__).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"
    schema = json.loads(path.read_text("utf-8")) | {"$ref": "#/definitions/TopLevelLayerSpec"}
    return fastjsonschema.compile(schema, use_formats=False)


@CHART
def test_a_chart_is_valid_vega_lite(notebook: Path, name: str) -> None:
    """JupyterLab, JupyterLite and the page would each draw something else, or nothing."""
    spec = spec_of(notebook, name)
    for one in (spec, spec["usermeta"]["narrow"]):
        _schema()(one)
        assert "url" not in json.dumps(one).replace("$schema", "")
    bundle = charts_of(notebook)[name]._repr_mimebundle_()
    outputs = bundle[0] if isinstance(bundle, tuple) else bundle
    assert set(outputs) == {"application/vnd.vegalite.v5+json", "text/plain"}


@CHART
@VARIANT
def test_a_drawing_is_light(notebook: Path, name: str, variant: str) -> None:
    """A reader who comes near a chart pays for its spec, compiled; whoever runs it, for its own."""
    spec = vega.variant(text_of(notebook, name), variant)
    assert spec
    assert "usermeta" not in spec
    size = len(json.dumps(spec, separators=(",", ":"), ensure_ascii=False).encode())
    assert 1000 < size < MOST
    made = vega.drawn(text_of(notebook, name), variant)
    assert made
    assert len(made.compiled.encode()) < 1.5 * MOST


@CHART
@VARIANT
def test_a_chart_draws(notebook: Path, name: str, variant: str) -> None:
    """A chart that is valid and yet empty would leave a hole in the page and in the PDF."""
    root = drawn(notebook, name, variant)
    width = float(root.get("width", 0))
    meta = spec_of(notebook, name)["usermeta"]
    wide = theme.WIDE if meta["width"] == "wide" else theme.COLUMN
    room = {"wide": wide, "narrow": theme.NARROW}[variant]
    assert room <= width <= room + 20, (
        "words that leave the sheet make it grow, and shrink all else"
    )
    assert len(list(root.iter(f"{SVG}text"))) > 8
    assert root.find(f".//{SVG}image") is None
    fonts = {e.get("font-family") for e in root.iter(f"{SVG}text")}
    assert fonts == {theme.SANS}
    colours = {e.get(n) for e in root.iter() for n in ("fill", "stroke")}
    known = {theme.PAPER, theme.INK, theme.INK2, theme.RULE, theme.RULE2, theme.OTHER}
    known |= {*theme.COLOURS.values(), *theme.CRISIS.values(), None, "none", "transparent"}
    assert colours <= known, "a colour that the page cannot turn dark"


@CHART
@VARIANT
def test_no_halo_paints_out_its_own_words(notebook: Path, name: str, variant: str) -> None:
    """“Doubted” once lay under its own halo, for other words of its style had come before."""
    last: dict[tuple[str, str], bool] = {}
    for text in drawn(notebook, name, variant).iter(f"{SVG}text"):
        around = text.get("stroke") == theme.PAPER
        last[str(text.get("transform")), "".join(text.itertext())] = around
    assert [words for (_, words), around in last.items() if around] == []


@CHART
def test_a_chart_carries_its_table_and_its_sources(notebook: Path, name: str) -> None:
    """The table twin, the download and the source line would be empty."""
    meta = spec_of(notebook, name)["usermeta"]
    table = meta["table"]
    assert len(table["rows"]) >= 3
    assert all(len(row) == len(table["columns"]) for row in table["rows"])
    titles = data.short_titles()
    source = table["columns"].index("Source")
    keys = {key for row in table["rows"] for key in row[source].split(";")}
    assert keys <= set(titles)
    assert sum(count for _, count in meta["tables"]) >= 2
    counted = {n: len(data.table(n)) for n, _ in meta["tables"]}
    assert all(0 < count <= counted[n] for n, count in meta["tables"])


def test_layers_come_out_as_altair_lays_them() -> None:
    """A chart of the book would not be the one that its code describes."""
    rows = pd.DataFrame({"day": pd.to_datetime(["1962-10-22"]), "n": [1], "who": ["US"]})
    line = alt.Chart(rows).mark_line(color="red").encode(x="day", y=alt.Y("n", axis=None))
    said = {"text": "who", "color": alt.condition("datum.n", alt.value("red"), "who:N")}
    words = alt.Chart(rows).mark_text(dx=3).encode(**said)
    made, wanted = ((f(line, words)).to_dict() for f in (layer, alt.layer))
    assert made == wanted
    assert [part["mark"]["type"] for part in made["layer"]] == ["line", "text"]


def test_a_chart_of_nothing_says_so() -> None:
    """A student who mistypes a date would look at an empty frame."""
    from companion import charts

    rows = _week().assign(lane="all", table="events")
    with pytest.raises(ValueError, match="check the dates"):
        charts.timeline(rows, since="1963-10-22", until="1963-10-23")
    with pytest.raises(KeyError, match="no event"):
        data.event("1962-10-22-no-such-event")
    with pytest.raises(KeyError, match="there are"):
        data.table("no-such-table")
