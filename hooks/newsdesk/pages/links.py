"""The links of finished pages: each leads to a page or file that the site has, and to an anchor that is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from newsdesk.records import text_of

# In made pages escaping leaves no quotation mark in a text or an attribute. All begin with plain letters, which a
# search finds much sooner than a choice.
_MADE = (re.compile(b' href="([^"]*)"'), re.compile(b' src="([^"]*)"'))
_ID = re.compile(b'id="([^"]+)"')
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def made_links(body: bytes) -> Iterable[str]:
    """The links of a page that templates made, each once."""
    found = dict.fromkeys(link for pattern in _MADE for link in pattern.findall(body))
    return (unescape(text_of(link)) for link in found)


def anchors(html: bytes) -> set[bytes]:
    """The ids of a page that links may lead to: not those of previews, which are templates."""
    found = ((match.start() - 1, match[1]) for match in _ID.finditer(html))
    return {anchor for at, anchor in found if html[at : at + 1].isspace() and not html.endswith(b"<template", 0, at)}


def written_links(html: str) -> Iterable[str]:
    """The links of a page that may hold an editor's own HTML, each once."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return dict.fromkeys(reader.links)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "poster") and tag != "base"]


class Links:
    """Checks pages against what the site will have.

    `files` are the paths below the site's root, with the anchors of those that are pages; `root` is the path that
    the site is served at.
    """

    def __init__(self, files: Mapping[str, Collection[str] | None], root: str = "/") -> None:
        self._files = files
        self._root = root
        self._known: dict[tuple[str, str], str] = {}
        self._targets: dict[tuple[str, str], str | None] = {}

    def broken(self, links: Iterable[str], page: str) -> Iterator[tuple[str, str]]:
        """Each of the links of the page at the path `page` that leads nowhere, and why."""
        folder = dirname(page)
        for link in links:
            about = (page if link[:1] in ("#", "") else folder, link)
            fault = self._known.get(about)
            if fault is None:
                self._known[about] = fault = self._fault(link.strip(), page, folder)
            if fault:
                yield link, fault

    def _fault(self, link: str, page: str, folder: str) -> str:
        if _ELSEWHERE.match(link):
            return ""
        path, _, anchor = link.partition("#")
        target = self._target(path.partition("?")[0], folder) if path else page
        if target is None:
            return "there is no such page or file"
        anchor = unquote(anchor)
        if not anchor or anchor == "top" or anchor.startswith(("__", ":~:")):
            return ""
        anchors = self._files.get(target)
        if anchors is None or anchor in anchors:
            return ""
        return f"{target} has no such anchor"

    def _target(self, path: str, folder: str) -> str | None:
        """The file that a path leads to from a folder."""
        if (folder, path) not in self._targets:
            self._targets[folder, path] = self._file(unquote(path), folder)
        return self._targets[folder, path]

    def _file(self, path: str, folder: str) -> str | None:
        if path.startswith("/"):
            if not path.startswith(self._root):
                return None
            place = normpath(path[len(self._root) :] or ".")
        else:
            place = normpath(join(folder, path))
        names = (place, f"{place}/index.html" if place != "." else "index.html")
        return next((name for name in names if name in self._files), None)
