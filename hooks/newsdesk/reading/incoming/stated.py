"""What a page states of itself for machines: meta elements, linked data (JSON-LD), its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from newsdesk.reading.incoming.words import bare, tidy

MOST_DATA = 2_000_000  # characters of one piece of linked data
ARTICLES = ("Article", "NewsArticle", "Report", "Review", "BlogPosting", "LiveBlogPosting", "OpinionNewsArticle",
            "AnalysisNewsArticle", "ReportageNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle",
            "SatiricalArticle", "AdvertiserContentArticle", "SocialMediaPosting", "TechArticle",
            "ScholarlyArticle")  # fmt: skip
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,9}\)(\S{1,2000})\s{0,9}-->")
_SINGLE_FILE = re.compile(r"<!--\s{0,9}Page saved with SingleFile\s{1,9}url:\s{0,9}(\S{1,2000})")
_AROUND = re.compile(r"^(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)$")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|cmpid|ref_src", re.I)
_SECOND_LEVEL = ("co", "com", "org", "net", "ac", "gov", "gob", "or", "ne")


@dataclass(frozen=True)
class Stated:
    """What a page says of itself.

    `metas`: names in small letters, and contents; `data`: all objects of its linked data; `address`: its own, "" where
    nothing tells it.
    """

    metas: tuple[tuple[str, str], ...]
    data: tuple[dict[str, Any], ...]
    title: str
    address: str

    def meta(self, *names: str) -> str:
        """The content of the first meta element of these names that has one."""
        return next((content for name in names for key, content in self.metas if key == name and content), "")

    def all(self, *names: str) -> list[str]:
        """The contents of all meta elements of these names."""
        return [content for key, content in self.metas if key in names and content]

    @cached_property
    def article(self) -> dict[str, Any]:
        """The object of the linked data that is the article; {} where none is, or several are that differ."""
        found = [node for node in self.data if kinds(node) & set(ARTICLES) and texts(node.get("headline"))]
        own = [node for node in found if self._is_here(node)]
        found = own or found
        heads = {bare(texts(node["headline"])[0]) for node in found}
        return max(found, key=len) if len(heads) == 1 else {}

    def _is_here(self, node: dict[str, Any]) -> bool:
        page = node.get("mainEntityOfPage")
        stated = [*texts(page), *texts(page.get("@id") if isinstance(page, dict) else ""), *texts(node.get("url"))]
        here = urlsplit(self.address).path.rstrip("/") if self.address else ""
        return bool(here) and any(urlsplit(one).path.rstrip("/") == here for one in stated)

    @cached_property
    def kinds(self) -> set[str]:
        """The kinds of all objects of the linked data."""
        return {kind for node in self.data for kind in kinds(node)}

    @cached_property
    def domain(self) -> str:
        """The name of the site's domain alone: "tern" for https://www.tern.co.example/a."""
        host = (_parts(self.address).hostname or "").removeprefix("www.")
        labels = host.split(".")
        while len(labels) > 1 and (len(labels[-1]) <= 3 or labels[-1] in ("info", "news", "example", "online")):
            last = labels.pop()
            if len(labels) > 1 and len(last) == 2 and labels[-1] in _SECOND_LEVEL:
                labels.pop()
            break
        return labels[-1] if labels else ""


def stated(tree: Any, page: str, address: str) -> Stated:
    """What a page says of itself; `address` is its own, where the file it was saved in tells it."""
    metas = []
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := meta.get(key):
                metas.append((name.strip().lower(), tidy(unescape(meta.get("content") or ""))))
    title = tidy(next((element.text_content() for element in tree.iter("title")), ""))
    links = [
        link.get("href", "") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    saved = _SAVED_FROM.search(page[:3000]) or _SINGLE_FILE.search(page[:3000])
    found = [*links, *(content for key, content in metas if key in ("og:url", "twitter:url", "parsely-link")), address]
    found += [saved[1]] if saved else []
    base = address or next((one for one in found if one.startswith(("http:", "https:"))), "")
    whole = [_join(base, one) for one in found if one]
    own = next((one for one in whole if one.startswith(("http://", "https://")) and _parts(one).path.strip("/")), "")
    own = own or next((one for one in whole if one.startswith(("http://", "https://"))), "")
    return Stated(tuple(metas), tuple(_data(tree)), title, without_trail(own))


def _data(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        kind, text = (script.get("type") or "").lower(), script.text or ""
        if "ld+json" in kind and len(text) <= MOST_DATA:
            yield from _objects(_loaded(text))


def _loaded(text: str) -> Any:
    """Linked data as they are; with line breaks in strings, comments around them and a comma too many, too."""
    text = (
        re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$", "", text)
        .strip()
        .rstrip(";")
    )
    for tried in (text, re.sub(r",(\s{0,99}[}\]])", r"\1", text)):
        try:
            return json.loads(tried, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(found: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(found, list) and depth < 6:
        for one in found:
            yield from _objects(one, depth + 1)
    elif isinstance(found, dict) and depth < 6:
        yield found
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"):
            if isinstance(found.get(key), list | dict):
                yield from _objects(found[key], depth + 1)


def kinds(node: dict[str, Any]) -> set[str]:
    """What an object of linked data is."""
    kind = node.get("@type")
    return {str(one).rpartition("/")[2] for one in (kind if isinstance(kind, list) else [kind]) if one}


def texts(value: Any) -> list[str]:
    """The texts that a value of linked data is, or is a list of."""
    found = value if isinstance(value, list) else [value]
    return [tidy(unescape(one)) for one in found if isinstance(one, str) and one.strip()]


def names(value: Any) -> list[str]:
    """What a value of linked data names: texts, or objects with a name."""
    found = value if isinstance(value, list) else [value]
    return [name for one in found for name in (texts(one.get("name")) if isinstance(one, dict) else texts(one))]


def without_trail(url: str) -> str:
    """The address without what only tells where a reader came from, and without a place in the page."""
    parts = _parts(url)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in asked if not _TRACKING.fullmatch(key)]
    parts = parts._replace(fragment="" if not parts.fragment.startswith("!") else parts.fragment)
    return urlunsplit(parts._replace(query=urlencode(kept)) if len(kept) < len(asked) else parts)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.hostname, parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _join(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""
