"""A feed (RSS, Atom) or a list of feeds (OPML) → the addresses in it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from newsdesk.reading.incoming.found import IncomingError
from newsdesk.reading.incoming.words import tidy

MOST = 2_000  # entries of a feed, and feeds of a list


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: what tells it from others, where its article stands, and how it is headed."""

    id: str
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Feed:
    """`entries` of a feed, the newest first as it has them; of a list of feeds, the addresses of `feeds`."""

    title: str
    entries: tuple[Entry, ...]
    feeds: tuple[str, ...] = ()


def read_feed(data: bytes, address: str) -> Feed:
    """What is in a feed or a list of feeds; `address`: its own. Raises IncomingError for what is neither."""
    if listed := _listed(data, address):
        return listed
    import feedparser

    logging.getLogger("feedparser").setLevel(logging.CRITICAL)
    found: Any = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise IncomingError("this is no feed (RSS or Atom) and no list of feeds (OPML); look at the address")
    entries = []
    for entry in found.entries[:MOST]:
        link = _link(entry)
        if link:
            whole = urljoin(address, link)
            entries.append(Entry(str(entry.get("id") or whole), whole, tidy(str(entry.get("title") or ""))))
    return Feed(tidy(str(found.feed.get("title") or "")), tuple(entries))


def _link(entry: Any) -> str:
    """The address of an entry's article: its own link, else an id that is one."""
    links = [
        link for link in entry.get("links", ()) if link.get("rel", "alternate") == "alternate" and link.get("href")
    ]
    pages = [link["href"] for link in links if "html" in (link.get("type") or "html")]
    stated = next(iter(pages), "") or str(entry.get("link") or "") or str(entry.get("id") or "")
    return stated.strip() if stated.strip().startswith(("http://", "https://", "/")) else ""


def _listed(data: bytes, address: str) -> Feed | None:
    """A list of feeds; None where the data are none."""
    from lxml import etree

    if b"<opml" not in data[:5_000].lower():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    tree = etree.fromstring(data, parser)
    if tree is None:
        raise IncomingError("the list of feeds is broken; save it anew")
    found = [outline.get("xmlUrl") or outline.get("xmlurl") or "" for outline in tree.iter("outline")]
    feeds = tuple(dict.fromkeys(urljoin(address, url.strip()) for url in found if url.strip()))[:MOST]
    title = next((tidy(element.text or "") for element in tree.iter("title")), "")
    return Feed(title, (), feeds)
