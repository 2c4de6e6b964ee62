"""In headless Chromium: no page asks anything of anybody else, none complains, and hostile text stays text."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium, which is not installed")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(tiny: Path) -> Iterator[str]:
    """Where the tiny site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=tiny))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


def test_no_page_asks_a_third_party(tiny: Path, address: str, browser: sync_api.Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.add_init_script("window.alert = () => { window.tricked = true; };")
    for path in sorted(tiny.rglob("*.html")):
        page.goto(f"{address}/{path.relative_to(tiny).as_posix()}", wait_until="networkidle")
        assert page.evaluate("window.tricked") is None, path
    page.goto(f"{address}/index.html")
    page.evaluate("document.querySelector('[data-md-component=search-query]')?.focus()")
    page.keyboard.type("lighthouse")
    page.wait_for_timeout(1500)
    assert page.evaluate("window.tricked") is None
    elsewhere = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert elsewhere == []
    assert complaints == []
