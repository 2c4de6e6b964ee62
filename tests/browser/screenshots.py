"""The README's screenshots, made from the shipped example: `python -m tests.browser.screenshots`."""

from __future__ import annotations

import functools
import http.server
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.browser.conftest import CHROMIUM, WIDTHS, Quiet
from tests.site.run import ROOT, mkdocs

FOLDER = ROOT / "media"
# file name: (address, width, colour scheme, what to scroll to)
SHOTS = {
    "briefing": ("briefings/averline-sea-gate/", "desktop", "light", ""),
    "differences": ("briefings/averline-sea-gate/", "desktop", "dark", "#table"),
    "phone": ("briefings/averline-sea-gate/", "phone", "light", ""),
}


def take(site: Path) -> None:
    """Write every screenshot of a built site."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, (address, width, scheme, anchor) in SHOTS.items():
            size = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
            page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}{anchor}", wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        done = mkdocs("--strict", "-d", folder, sources=str(ROOT / "sources"))
        if done.returncode:
            raise SystemExit(done.stderr)
        take(Path(folder))
