"""In headless Chromium: no page asks anything of anybody else, none complains, and hostile text stays text."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser


def test_no_page_asks_a_third_party(tiny: Path, address: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.add_init_script("window.alert = () => { window.tricked = true; };")
    for path in sorted(tiny.rglob("*.html")):
        page.goto(f"{address}{path.relative_to(tiny).as_posix()}", wait_until="networkidle")
        assert page.evaluate("window.tricked") is None, path
    page.goto(f"{address}index.html")
    page.evaluate("document.querySelector('[data-md-component=search-query]')?.focus()")
    page.keyboard.type("lighthouse")
    page.wait_for_timeout(1500)
    assert page.evaluate("window.tricked") is None
    elsewhere = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert elsewhere == []
    assert complaints == []
