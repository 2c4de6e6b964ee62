"""Pages are made, whole and safe, from a knowledge made by hand."""

from __future__ import annotations

from dataclasses import replace

from tests.pages.sample import sample

from newsdesk.pages.render import render
from newsdesk.records import Options


def test_every_kind_of_page_is_made() -> None:
    pages = {page.address: page for page in render(sample(), Options(preview=True))}
    assert {page.kind for page in pages.values()} == {
        "home", "briefing", "briefings", "source", "sources", "profile", "moved", "entities", "quotes", "timeline",
        "network", "corrections", "desk", "outlet", "outlets",
    }  # fmt: skip
    assert {"", "briefings/harbour/", "sources/courier-harbour/", "people/ada-brandt/", "quotes/"} <= set(pages)


def test_a_digest_is_other_where_anything_is_other() -> None:
    page = next(iter(render(sample(), Options())))
    changed = [replace(page, search={**page.search, "more": "words"}), replace(page, content=page.body + b" ")]
    assert page.digest == replace(page).digest
    assert len({page.digest, *(other.digest for other in changed)}) == 3


def test_what_pages_share_leads_from_each_of_them() -> None:
    pages = {page.address: page.html for page in render(sample(), Options())}
    to_source = 'href="../../sources/courier-harbour/index.html#q-courier-harbour-1"'
    assert to_source in pages["briefings/harbour/"] and to_source in pages["people/ada-brandt/"]
    assert 'href="../sources/courier-harbour/index.html#q-courier-harbour-1"' in pages["quotes/"]
    assert '<a class="nd-ref" href="#q-courier-harbour-1">' in pages["sources/courier-harbour/"]
    assert 'data-card="card-ada-brandt"' in pages["briefings/harbour/"]
    assert "card-ada-brandt" not in pages["people/ada-brandt/"]
    assert not any("\0" in html for html in pages.values())
