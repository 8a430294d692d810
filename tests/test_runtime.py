"""The engine that draws and the runtime that readers get: enough for any chart, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from two_octobers import runtime, vega

ROWS = [{"x": n, "y": n * n % 7, "g": "ab"[n % 2], "t": f"1962-10-{n + 10}"} for n in range(12)]
PLACE = {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}
COUNTRY = {"type": "Polygon", "coordinates": [[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]]}

TRANSFORMS: dict[str, dict[str, Any]] = {
    "aggregate": {"aggregate": [{"op": "q1", "field": "y", "as": "y"}], "groupby": ["x"]},
    "bin": {"bin": True, "field": "x", "as": "x"},
    "density": {"density": "y", "as": ["x", "y"]},
    "extent": {"extent": "x", "param": "ends"},
    "flatten": {"flatten": ["x"]},
    "fold": {"fold": ["x", "y"]},
    "impute": {"impute": "y", "key": "x", "value": 0},
    "joinaggregate": {"joinaggregate": [{"op": "mean", "field": "y", "as": "y"}]},
    "loess": {"loess": "y", "on": "x"},
    "lookup": {"lookup": "x", "from": {"data": {"values": ROWS}, "key": "x", "fields": ["y"]}},
    "pivot": {"pivot": "g", "value": "y", "groupby": ["x"]},
    "quantile": {"quantile": "y", "as": ["x", "y"]},
    "regression": {"regression": "y", "on": "x"},
    "sample": {"sample": 5},
    "stack": {"stack": "y", "groupby": ["x"], "as": ["y", "y2"]},
    "time unit": {"timeUnit": "month", "field": "t", "as": "m"},
    "window": {"window": [{"op": "rank", "as": "y"}], "sort": [{"field": "y"}]},
}
"""Vega-Lite's words for transforms, but for those that need no package: filter and calculate."""

CHARTS: dict[str, dict[str, Any]] = {
    **{
        name: {"transform": [told], "mark": "point", "encoding": PLACE}
        for name, told in TRANSFORMS.items()
    },
    "nearest": {
        "params": [
            {"name": "near", "select": {"type": "point", "on": "mouseover", "nearest": True}}
        ],
        "mark": "point",
        "encoding": PLACE,
    },
    "box": {"mark": "boxplot", "encoding": PLACE},
    "facets": {"mark": "bar", "encoding": {**PLACE, "column": {"field": "g"}}},
    "map": {"data": {"values": COUNTRY}, "projection": {"type": "mercator"}, "mark": "geoshape"},
}


@pytest.fixture(scope="module")
def empty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Give a page that has nothing but the runtime of readers."""
    folder: Path = tmp_path_factory.mktemp("runtime")
    runtime.begin(folder / "vega.js").result()
    (folder / "page.html").write_text('<script src="vega.js"></script><div id="a"></div>', "utf-8")
    page = browser.new_page()
    page.goto((folder / "page.html").as_uri())
    yield page
    page.close()


@pytest.mark.parametrize("name", CHARTS)
def test_any_chart_comes_alive(empty: Page, name: str) -> None:
    """A chart of another author would stay as it was printed, and nobody would know why."""
    drawn = vega.drawn(json.dumps({"data": {"values": ROWS}, **CHARTS[name]}), "wide")
    assert drawn
    live = f"""new vega.View(vega.parse({drawn.compiled}), {{container: "#a"}}).runAsync()
        .then(view => view.toSVG()).then(svg => svg.length)"""
    assert empty.evaluate(live) > 500


def test_a_drawing_loads_nothing() -> None:
    """What a chart shows would hang on another machine, and change without a word."""
    away = {"data": {"url": "https://example.org/rows.json"}, "mark": "point", "encoding": PLACE}
    with pytest.raises(PermissionError, match="External data url not allowed"):
        vega.drawn(json.dumps(away), "wide")
