"""A browser over a built site; every test here skips, saying so, where Chromium is not installed."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = {"phone": (390, 844), "desktop": (1280, 900)}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="session")
def address(tiny: Path) -> Iterator[str]:
    """The tiny site, served on loopback."""
    handler = functools.partial(Quiet, directory=str(tiny))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def kinds(tiny: Path) -> dict[str, str]:
    """One address of every kind of page: the longest of each, which has most to get wrong."""
    lists = ("briefings", "people", "organisations", "quotes", "timeline", "network", "corrections", "sources")
    found = {"home": "", **{name: f"{name}/" for name in lists}}
    for kind in ("briefings", "sources", "people", "places"):
        pages = [p for p in (tiny / kind).glob("*/index.html") if p.parent.name not in ("page", "letter")]
        if pages:
            longest = max(pages, key=lambda page: page.stat().st_size)
            found[f"one of {kind}"] = f"{longest.parent.relative_to(tiny).as_posix()}/"
    return {**found, "written": "how-this-is-made/", "missing": "404.html"}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    width, height = WIDTHS["desktop"]
    made = browser.new_context(viewport={"width": width, "height": height})
    made.set_default_timeout(5000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
