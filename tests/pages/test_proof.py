"""Finished pages are compared with their sources: a page that shows other words than a source has is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.site.run import TINY

from newsdesk.build import build
from newsdesk.pages.proof import proved
from newsdesk.records import Options, Page, bytes_of


@pytest.fixture(scope="module")
def built():  # type: ignore[no-untyped-def]
    return build(TINY, Options())


def test_the_tiny_site_is_true(built) -> None:  # type: ignore[no-untyped-def]
    assert list(proved(built.site.pages.values(), built.knowledge)) == []


@pytest.mark.parametrize(
    ("kind", "true", "false"),
    [
        ("briefing", "<span>I would rather walk,</span>", "<span>I would never walk,</span>"),
        ("briefing", "will meet again on 21 May 2024", "will not meet again on 21 May 2024"),
        ("profile", "crosses twice a day", "crosses once a day"),
        ("profile", "who heads the operator", "who owns the operator"),
        ("timeline", "will meet again", "may meet again"),
        ("quotes", "that was luck,", "that was our luck,"),
        ("source", "crosses twice a day", "crosses once a day"),
    ],
)
def test_a_changed_word_is_seen(built, kind: str, true: str, false: str) -> None:  # type: ignore[no-untyped-def]
    pages = [page for page in built.site.pages.values() if page.kind == kind and true in page.html]
    assert pages, f"no {kind} shows {true}"
    changed: list[Page] = [replace(page, content=bytes_of(page.html.replace(true, false))) for page in pages]
    assert list(proved(changed, built.knowledge))


def test_a_missing_licence_line_is_seen(built) -> None:  # type: ignore[no-untyped-def]
    """The pages were made when the article had another licence."""
    sources = dict(built.knowledge.sources)
    sources["notice"] = replace(sources["notice"], meta=replace(sources["notice"].meta, rights="cc-by-4.0"))
    (fault,) = proved(built.site.pages.values(), replace(built.knowledge, sources=sources))
    assert "licence" in fault.what and "/by/4.0/" in fault.shown
