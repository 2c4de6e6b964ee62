"""Hostile text in every place that text can come from: shown letter by letter, and run by nothing."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from playwright.sync_api import Page as BrowserPage
from tests.browser.conftest import Quiet
from tests.site import hostile, links
from tests.site.run import mkdocs, search_results

from newsdesk.reading.library import read_library
from newsdesk.records import Library

NEVER = {"iframe", "object", "embed", "base", "math", "style", "frame", "applet", "foreignobject", "marquee", "video"}
LEADS = ("href", "src", "action", "formaction", "data", "srcset", "poster", "xlink:href", "background", "ping")
ELSEWHERE = re.compile(r"\s*(?:javascript|data|vbscript|file|blob)\s*:|\s*//", re.IGNORECASE)


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Library]:
    """The built site of the hostile articles, and the articles as they were read."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile.write(folder / "sources")
    done = mkdocs("--strict", "-d", folder / "site", sources=str(folder / "sources"))
    assert done.returncode == 0, done.stderr
    return folder / "site", read_library(folder / "sources", folder)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_every_string_is_shown_as_it_is(attack: tuple[Path, Library]) -> None:
    """In the body and in quotes on the article's page; title, author, outlet, tags and names where they stand."""
    site, library = attack
    assert len(library.sources) == len(hostile.groups()) and not library.problems
    profiles = {page.parent.name: page for page in (site / "people").glob("*/index.html")}
    for n, source in enumerate(library.sources):
        page = BeautifulSoup((site / "sources" / source.id / "index.html").read_text(), "html.parser")
        text = squeezed(page.article.get_text())
        for paragraph in source.paragraphs:
            assert squeezed(paragraph.span.of(source.text)) in text
        meta = source.meta
        for shown in (meta.title, meta.author, meta.outlet, *meta.tags):
            assert squeezed(shown) in text, shown
        assert page.h1 and squeezed(page.h1.get_text()).removesuffix("¶").strip() == squeezed(meta.title)
        assert page.title and squeezed(page.title.get_text()).startswith(squeezed(meta.title))
        assert page.find("meta", property="og:title")["content"] == meta.title
        for entity in (e for e in library.vocabulary.entities if e.id.startswith(f"h{n}-")):
            profile = BeautifulSoup(profiles[entity.id].read_text(), "html.parser")
            assert profile.h1 and squeezed(profile.h1.get_text()).removesuffix("¶").strip() == squeezed(entity.name)


def test_no_string_becomes_markup(attack: tuple[Path, Library]) -> None:
    """Neither in MkDocs' pages nor in the plain ones: no handler, no script, no frame, no link that runs."""
    site, _ = attack
    frame = inline_scripts(BeautifulSoup((site / "404.html").read_text(), "html.parser"))
    for path in sorted(site.rglob("*.html")):
        assert faults(path.read_text(encoding="utf-8"), frame) == [], path
    assert links.broken(site) == []


def faults(html: str, frame: set[str]) -> list[str]:
    """What a page has that no template of ours or of the theme's `frame` gives it."""
    page = BeautifulSoup(html, "html.parser")
    found = [f"script: {script}" for script in inline_scripts(page) - frame]
    for element in page.find_all(True):
        found += [f"<{element.name}>"] * (element.name in NEVER)
        for name, value in element.attrs.items():
            found += [f"{name}={value}"] * (name.startswith("on") or name == "srcdoc")
            found += [f"{name}={value}"] * (name in LEADS and bool(ELSEWHERE.match(str(value))))
    return found


def inline_scripts(page: BeautifulSoup) -> set[str]:
    """The scripts in a page that are no data, without the path back to the root that Material writes into one."""
    found = [s.string or "" for s in page("script") if not s.get("src") and "json" not in s.get("type", "")]
    return {re.sub(r'URL\("[^"]*"', 'URL("."', script) for script in found}


def test_feeds_and_data_hold_the_strings_as_they_are(attack: tuple[Path, Library]) -> None:
    site, library = attack
    titles = {squeezed(source.title) for source in library.sources}
    for path in site.rglob("feed.xml"):
        ElementTree.parse(path)
    shown = {
        squeezed(e.findtext("{http://www.w3.org/2005/Atom}title", ""))
        for e in ElementTree.parse(site / "feed.xml").iter("{http://www.w3.org/2005/Atom}entry")
    }
    assert {title for title in shown if not title.startswith("Corrected: ")} <= titles and len(shown) > 10
    items = json.loads((site / "data" / "sources.json").read_text(encoding="utf-8"))["items"]
    assert {squeezed(item["title"]) for item in items} == titles
    found = {address: title for shard in search_results(site) for address, title, *_ in shard}
    assert titles <= {squeezed(title) for title in found.values()}


def test_nothing_runs(attack: tuple[Path, Library], browser: Browser) -> None:
    """On no page, in no preview and in no search result is the global set, a dialog opened or a page left.

    The pages' own policy is switched off: it would stop what should not be there at all.
    """
    site, _ = attack
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        pages = [path for path in sorted(site.rglob("*.html")) if MOVED not in path.read_text(encoding="utf-8")]
        for path in pages:
            visit(page, address, path.relative_to(site).as_posix())
        page.goto(address)
        page.locator(".nd-search__input").press_sequentially("holm harbour pwned")
        results = page.locator(".nd-search__list")
        results.locator("a", has_text="onerror=pwned").first.wait_for()
        assert page.evaluate("window.pwned") is None
        assert results.locator(":not(li, a, span, mark)").count() == 0
        server.shutdown()
    context.close()
    assert [url for url in asked if not url.startswith((address, "data:image/", "blob:"))] == []


def visit(page: BrowserPage, address: str, path: str) -> None:
    page.goto(f"{address}{path}")
    page.evaluate(OPENED)
    assert page.evaluate("window.pwned") is None and page.url == f"{address}{path}"


MOVED = '<meta http-equiv="refresh"'  # leads to another of the pages at once
# All that a page keeps closed: previews go where the script puts them, folded parts unfold.
OPENED = """() => {
  for (const card of document.querySelectorAll("template")) document.body.append(card.content.cloneNode(true));
  for (const part of document.querySelectorAll("details")) part.open = true;
}"""
