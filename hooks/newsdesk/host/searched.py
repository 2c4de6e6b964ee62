"""The searchable text of a page that an editor wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import unescape

from mkdocs.structure.pages import Page as MkDocsPage

from newsdesk.pages import outline
from newsdesk.records import Page


def searchable(page: MkDocsPage, html: str, others: Mapping[str, Page]) -> Page | None:
    """The page as a search finds it, with the made one that it opens; None where its front matter says
    `search: {exclude: true}`."""
    exclude = page.meta.get("search")
    if isinstance(exclude, dict) and exclude.get("exclude"):
        return None
    address = page.file.dest_uri.removesuffix("index.html")
    made = others.get(address) or Page(address, unescape(str(page.title)), b"", "written")
    texts = dict(made.search)
    for anchor, text in outline.search_text(html).items():
        texts[anchor] = f"{text} {texts.get(anchor, '')}".strip()
    headings = (*outline.headings(html), *made.headings)
    return replace(made, search=texts, words={}, headings=headings)
