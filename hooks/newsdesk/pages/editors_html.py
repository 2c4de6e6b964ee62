"""Editors' pages as finished pages, for a host that runs no Markdown of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from posixpath import normpath
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from newsdesk.pages import addresses, outline
from newsdesk.pages.editors_markdown import EditorsMarkdown
from newsdesk.records import EditorsPage, Page, address_of, bytes_of

_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_OPENING = "<!--opening-->"


def with_own(
    made: Iterable[Page],
    own: Iterable[EditorsPage],
    written: EditorsMarkdown,
    extensions: Mapping[str, Mapping[str, Any]],
) -> tuple[list[Page], list[str]]:
    """The made pages and the editors', one at each address: an editor's text at a made page's address opens it.

    `extensions`: those of Python-Markdown, by name, with the settings of each. Second: what is wrong with which one.
    """
    pages = {page.address: page for page in made}
    links = _FileLinks()
    markdown, wrong = Markdown(extensions=[written, links]), []
    for name, settings in extensions.items():
        try:
            markdown.registerExtensions([name], {name: dict(settings)})
        except Exception as error:  # whatever the code of others raises
            wrong.append(f"{name} cannot be used: {error}")
    for page in own:
        written.open(page)
        links.page = page
        html = markdown.reset().convert(page.text) + written.close()[0]
        there = pages.get(page.address)
        pages[page.address] = (
            replace(there, content=bytes_of(opened(there.html, html))) if there else _finished(page, html)
        )
    return list(pages.values()), wrong


def opened(made: str, own: str) -> str:
    """A made page's HTML with an editor's text under its title; the text's own title is left out."""
    opening = f'<div class="nd-opening">{_TITLE.sub("", own, count=1)}</div>'
    return made.replace(_OPENING, opening, 1) if _OPENING in made else opening + made


def _finished(page: EditorsPage, html: str) -> Page:
    heading = _TITLE.search(html)
    name = page.address.rstrip("/").rpartition("/")[2].replace("-", " ").capitalize()
    title = page.title or (outline.plain(heading[1]) if heading else "") or name
    return Page(page.address, title, bytes_of(html), "written", headings=outline.headings(html))


class _FileLinks(Extension):
    """Links and images that name files beside the page lead to where those files stand on the site."""

    def __init__(self) -> None:
        super().__init__()
        self.page = EditorsPage("", "", "")

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Relink(self, md), "newsdesk-file-links", 5)


class _Relink(Treeprocessor):
    def __init__(self, links: _FileLinks, md: Markdown) -> None:
        super().__init__(md)
        self._links = links

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            for attribute in ("href", "src"):
                if (target := element.get(attribute)) and element.tag in ("a", "img"):
                    element.set(attribute, self._relinked(target))

    def _relinked(self, target: str) -> str:
        page, parts = self._links.page, urlsplit(target)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return target
        folder = page.path.partition("/")[2].rpartition("/")[0]
        place = normpath(f"{folder}/{unquote(parts.path)}" if folder else unquote(parts.path))
        if place.endswith(".md"):
            return addresses.relative(page.address, address_of(place), parts.fragment)
        into, _, name = place.rpartition("/")
        return addresses.relative(page.address, f"{into}/" if into else "").removesuffix("index.html") + quote(name)
