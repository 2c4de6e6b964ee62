"""The links of finished pages: each leads to a page or file that the site has, and to an anchor that is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from newsdesk.records import text_of

# In made pages escaping leaves no quotation mark in a text or an attribute. Two, since both begin with plain letters.
_MADE = (re.compile(b' href="([^"]*)"'), re.compile(b' src="([^"]*)"'))
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def made_links(body: bytes) -> Iterable[str]:
    """The links of a page that templates made, each once."""
    found = dict.fromkeys(link for pattern in _MADE for link in pattern.findall(body))
    return (unescape(text_of(link)) for link in found)


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

    def broken(self, links: Iterable[str], page: str) -> Iterator[tuple[str, str]]:
        """Each of the links of the page at the path `page` that leads nowhere, and why."""
        for link in links:
            place = page if link[:1] in ("#", "") else dirname(page)
            if (place, link) not in self._known:
                self._known[place, link] = self._fault(link.strip(), page)
            if fault := self._known[place, link]:
                yield link, fault

    def _fault(self, link: str, page: str) -> str:
        if _ELSEWHERE.match(link):
            return ""
        path, _, anchor = link.partition("#")
        path = unquote(path.partition("?")[0])
        target = self._file(path, page) if path else page
        if target is None:
            return "there is no such page or file"
        anchor = unquote(anchor)
        if not anchor or anchor == "top" or anchor.startswith(("__", ":~:")):
            return ""
        anchors = self._files.get(target)
        if anchors is None or anchor in anchors:
            return ""
        return f"{target} has no such anchor"

    def _file(self, path: str, page: str) -> str | None:
        if path.startswith("/"):
            if not path.startswith(self._root):
                return None
            place = normpath(path[len(self._root) :] or ".")
        else:
            place = normpath(join(dirname(page), path))
        names = (place, f"{place}/index.html" if place != "." else "index.html")
        return next((name for name in names if name in self._files), None)
