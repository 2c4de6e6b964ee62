"""Pages are made, whole and safe, from a knowledge made by hand."""

from __future__ import annotations

from tests.pages.sample import sample

from newsdesk.pages.render import render
from newsdesk.records import Options


def test_every_kind_of_page_is_made() -> None:
    pages = {page.address: page for page in render(sample(), Options(preview=True))}
    assert {page.kind for page in pages.values()} == {
        "home", "briefing", "briefings", "source", "sources", "profile", "moved", "entities", "quotes", "timeline",
        "network", "corrections", "desk",
    }  # fmt: skip
    assert {"", "briefings/harbour/", "sources/courier-harbour/", "people/ada-brandt/", "quotes/"} <= set(pages)
