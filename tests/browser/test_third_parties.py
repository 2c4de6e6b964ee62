"""In headless Chromium: no page asks anything of anybody else, none complains, and hostile text stays text.

What a page's content security policy keeps from happening is told as a complaint too.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

# Told by the browser, even where nobody sees it.
TELL = "document.addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective, e.blockedURI))"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*script-src \'self\' file:;[^"]*">')


def test_no_page_asks_a_third_party(tiny: Path, address: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.add_init_script(f"window.alert = () => console.error('tricked'); {TELL}")
    for path in sorted(tiny.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        leads_on = 'http-equiv="refresh"' in html
        page.goto(f"{address}{path.relative_to(tiny).as_posix()}", wait_until="networkidle" if leads_on else "load")
        policy = POLICY.search(html)
        assert policy and policy.end() < html.index("<script"), path
    page.goto(f"{address}quotes/")
    use_everything(page)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert complaints == []
    # The policy is in force, and this test would have seen it.
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'alert()'}))")
    page.wait_for_timeout(100)
    assert any("script-src" in complaint for complaint in complaints)
    assert not any("tricked" in complaint for complaint in complaints)


def use_everything(page: Page) -> None:
    """Whatever scripts do on a page of quotes: search, colours, previews, copying, filters."""
    page.get_by_role("searchbox", name="Search").press_sequentially("lighthouse")
    page.locator(".nd-search__list a").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Light or dark").click()
    page.locator("article a[data-card]:visible").first.hover()
    page.locator("#nd-card").wait_for()
    page.get_by_role("button", name="Copy", exact=True).first.click()
    page.get_by_role("menuitem", name="Link").click()
    page.get_by_role("button", name="Copied").wait_for()
    page.get_by_label("Kind").select_option("direct")
    page.locator("output.nd-filter__found:not(:empty)").wait_for()


def test_a_page_that_is_not_there_looks_like_the_others(tiny: Path, address: str, page: Page) -> None:
    """Its addresses start at the root of the site: it is shown in place of pages in any folder."""
    page.route("**/people/no/such/", lambda route: route.fulfill(path=tiny / "404.html", status=404))
    page.goto(f"{address}people/no/such/")
    assert "serif" in page.locator(".nd-brand").evaluate("it => getComputedStyle(it).fontFamily")
    page.get_by_role("searchbox", name="Search").press_sequentially("lighthouse")
    page.locator(".nd-search__list a").first.click()
    expect(page.locator(".nd-crumbs")).to_be_visible()
