"""The link check of a strict build: colliding addresses, and links that MkDocs does not read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from newsdesk.host.generated import anchors
from newsdesk.pages.links import Links, made_links, written_links
from newsdesk.records import Page


def collisions(files: Iterable[File], pages: Iterable[str], made: Iterable[str]) -> Iterator[str]:
    """A line for each of the editors' files at the address of another one, or of the files `made`.

    Addresses that differ in upper and lower case only are one on many disks. A page at a made page's address is
    meant: it opens that page.
    """
    opened = {f"{address}index.html" for address in pages}
    written = sorted((file.dest_uri, label) for file in files if (label := _label(file)) and _published(file))
    named = [(place, label) for place, label in written if place not in opened]
    first = dict.fromkeys(map(_alike, (*opened, *made)), "the sources")
    for place, what in named:
        key = _alike(place)
        if key in first:
            yield f"{what}: has the same address as a page or file of {first[key]} ({place}); rename one of them"
        first.setdefault(key, what)


def _alike(place: str) -> str:
    """The same for places that are one on a disk that does not tell upper from lower case."""
    return (place if place.isascii() else unicodedata.normalize("NFC", place)).casefold()


class _Known(dict[str, Collection[str] | None]):
    """The paths of a site, and the anchors of the made pages that somebody asks for."""

    def __init__(self, made: Mapping[str, Page]) -> None:
        super().__init__(dict.fromkeys(made))
        self._made = made

    def get(self, path: str, default: Any = None) -> Any:
        if path in self._made and self[path] is None:
            self[path] = anchors(self._made[path])
        return super().get(path, default)


def broken_links(
    files: Files, pages: Iterable[Page], config: MkDocsConfig, sound: Collection[str] = ()
) -> Iterator[str]:
    """A line for each link of a made page, or in raw HTML, that leads nowhere; MkDocs tells of those in Markdown.

    The made pages at the addresses `sound` are known to have none.
    """
    made = {f"{page.address}index.html": page for page in pages}
    written = [(file, file.page) for file in files.documentation_pages() if _label(file) and file.page]
    known = _Known(made)
    known |= dict.fromkeys(config.theme.static_templates)
    known |= {file.dest_uri: None for file in files if _published(file)}
    known |= {file.dest_uri: page.present_anchor_ids for file, page in written}  # with those of a page that it opens
    links = Links(known, urlsplit(config.site_url or "/").path or "/")
    for place, page in made.items():
        if page.address in sound:
            continue
        for link, fault in links.broken(made_links(page.body), place):
            yield f"{place}: {link}: {fault}; this is a fault of the program: please report it"
    for file, own in written:
        for link, fault in links.broken(written_links(own.content or ""), file.dest_uri):
            for number in _lines_with(link, file.content_string):
                yield f"{_label(file)}:{number}: {link}: {fault}; mend the link"


def _lines_with(link: str, text: str) -> list[int]:
    """The lines of a Markdown text where a link stands in raw HTML."""
    raw = re.compile(rf"""=\s*["']?(?:{re.escape(link)}|{re.escape(escape(link))})(?=["'\s>]|$)""")
    return [number for number, line in enumerate(text.split("\n"), 1) if raw.search(line)]


def _label(file: File) -> str:
    """The name of an editor's file in problems; "" for one that the theme or a build made."""
    return f"{Path(file.src_dir).name}/{file.src_uri}" if file.src_dir and not file.generated_by else ""


def _published(file: File) -> bool:
    return bool(file.inclusion.value > InclusionLevel.DRAFT.value)
