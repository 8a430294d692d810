"""What pages weigh, and how soon they are there, on a slow telephone."""

from __future__ import annotations

import gzip
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from chromium import launch
from playwright.sync_api import BrowserContext, Page, sync_playwright

FIRST, SECOND = "notebooks/07-thirteen-days-two-clocks", "notebooks/08-letters-and-a-secret-trade"
HEAVIEST = ("book/sources", "notebooks/11-two-octobers", "notebooks/12-the-ledger")
SLOWER = 4
"""How many times slower the processor is made."""

READING = 4000
"""Milliseconds that a reader is on a page before coming to a chart."""

SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 204800,
    "uploadThroughput": 96000,
}
"""Milliseconds, and bytes a second: 1.6 and 0.75 Mbit/s, as Lighthouse has it."""

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
WATCH = """
  window.bench = { lcp: 0, cls: 0, long: [] };
  const on = (type, then) => new PerformanceObserver((list) => list.getEntries().forEach(then))
    .observe({ type, buffered: true });
  on("largest-contentful-paint", (entry) => bench.lcp = entry.startTime);
  on("layout-shift", (entry) => bench.cls += entry.value);
  on("longtask", (entry) => bench.long.push(Math.round(entry.duration)));
"""
LIVE = "() => [...document.querySelectorAll('.drawing[data-live]')].some((d) => d.offsetParent)"
TO_CHART = """() => {
  const seen = [...document.querySelectorAll('.drawing')].find((d) => d.offsetParent);
  seen.scrollIntoView({ block: 'center', behavior: 'instant' });
  return performance.now();
}"""


class _Packed(SimpleHTTPRequestHandler):
    """Serves files as a web server does: packed, and kept for a day by whoever has them."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        """Send a file, packed."""
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        self.wfile.write(body)


def figures(html: Path) -> dict[str, dict[str, Any]]:
    """Open pages in a slowed browser, each as if it were the first, and a second after a first.

    Args:
        html: the folder of the pages.

    Returns:
        By page: bytes by kind before a reader does anything, milliseconds to the largest paint,
        the sum of all shifts, long tasks, and seconds from a scroll to a live chart: at once, and
        after :data:`READING`.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packed, directory=str(html)))
    Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    found = {}
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name in (FIRST, *HEAVIEST):
            first, later = (browser.new_context(**PHONE) for _ in range(2))
            found[name] = _opened(first, f"{site}/{name}.html")
            if name == FIRST:
                found[f"{SECOND}, as a second page"] = _opened(first, f"{site}/{SECOND}.html")
            found[name]["live"] += _opened(later, f"{site}/{name}.html", READING)["live"]
            first.close()
            later.close()
        browser.close()
    server.shutdown()
    return found


def _opened(context: BrowserContext, address: str, reading: int = 0) -> dict[str, Any]:
    """Open a page, and come to its first chart at once, or after some milliseconds of reading."""
    page = context.new_page()
    kinds = _slowed(page)
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(1500)
    seen = {"bytes": dict(kinds), **page.evaluate("bench"), "live": []}
    if page.locator(".drawing").count():
        page.mouse.move(100, 100)
        page.wait_for_timeout(reading)
        begun = page.evaluate(TO_CHART)
        page.wait_for_function(LIVE, polling="raf")
        seen["live"] = [(page.evaluate("performance.now()") - begun) / 1000]
    page.close()
    return seen


def _slowed(page: Page) -> Counter[str]:
    """Slow a page down; count the bytes of what it loads over the network, by kind."""
    kinds: Counter[str] = Counter()
    asked: dict[str, str] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def asks(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):  # a font within the style sheet
            asked[event["requestId"]] = event["type"]

    def has(event: dict[str, Any]) -> None:
        if kind := asked.get(event["requestId"]):
            kinds[kind] += int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", asks)
    session.on("Network.loadingFinished", has)
    return kinds


def table(found: dict[str, dict[str, Any]]) -> str:
    """Write a line a page."""
    head = ("kB", "paint, s", "shift", "longest, ms", "live, s", "by kind")
    lines = [f"{'page':44}" + "".join(f"{word:>13}" for word in head)]
    for name, seen in found.items():
        kinds = ", ".join(f"{kind} {size / 1000:.0f}" for kind, size in seen["bytes"].items())
        live = " ".join(f"{seconds:.2f}" for seconds in seen["live"]) or "–"
        cells = (
            f"{sum(seen['bytes'].values()) / 1000:.0f}",
            f"{seen['lcp'] / 1000:.2f}",
            f"{seen['cls']:.3f}",
            f"{max(seen['long'], default=0)}",
            live,
        )
        lines.append(
            f"{urlsplit(name).path:44}" + "".join(f"{c:>13}" for c in cells) + f"   {kinds}"
        )
    return "\n".join(lines)
