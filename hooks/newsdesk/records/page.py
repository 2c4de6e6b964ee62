"""Pages, which know nothing of the host that writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath
from typing import SupportsBytes

from newsdesk.records.problem import Problem


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of a page's contents; `id` is an anchor of its HTML."""

    level: int
    id: str
    title: str


@dataclass(frozen=True)  # without slots, for its digest, which is worked out once
class Page:
    """One page: everything a host needs to publish it.

    `address` is its path from the site's root, without a leading slash and with the closing one
    ("people/elon-musk/"; "" is the home page). `body` is its HTML in UTF-8, safe as it is (as a string it would take
    twice the memory); links in it are relative to the page. `search` is the plain text a search index may hold, by
    heading id ("" for the opening), an absent heading has none; and each quote once more by itself, by its id. `linked`
    are its linked data: JSON-LD, ready for a script element, one a line.
    """

    address: str
    title: str
    content: SupportsBytes = field(repr=False)  # the body, or what reads it from where it is kept
    kind: str  # "briefing", "source", "profile", "quotes", …
    headings: tuple[Heading, ...] = ()
    description: str = ""
    search: Mapping[str, str] = field(default_factory=dict)
    linked: SupportsBytes = field(default=b"", repr=False)
    speakers: Mapping[str, str] = field(default_factory=dict)  # of quotes that `search` has beside the text, by id
    story: str = ""  # the address of the briefing that this page belongs to, or is
    words: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)  # of `search`, where counted
    meta: Mapping[str, str] = field(default_factory=dict)  # Open Graph and the like
    date: str = ""  # ISO, for feeds and site maps
    search_boost: float = 1.0  # how much more than another of the same words it is what a reader looks for; 0: never
    redirect_to: str = ""  # a stub that leads on to another address

    @property
    def body(self) -> bytes:
        return bytes(self.content)

    @property
    def html(self) -> str:
        """The body as text."""
        return text_of(self.body)

    @property
    def json_ld(self) -> list[str]:
        """The linked data, one script element each."""
        return text_of(bytes(self.linked)).splitlines()

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything above: the same in every process, and other where anything is other."""
        told = [getattr(self, name) for name in _TOLD] + [[h.level, h.id, h.title] for h in self.headings]
        parts = (getattr(part, "digest", "") or sha256(bytes(part)).hexdigest() for part in (self.content, self.linked))
        about = "\0".join((json.dumps([*told, dict(self.search)]), *parts))
        return sha256(about.encode("utf-8", "surrogatepass")).hexdigest()


_TOLD = [name for name in Page.__dataclass_fields__ if name not in ("content", "headings", "search", "words", "linked")]


def known(page: Page, digest: str) -> Page:
    """A page of which the digest is known."""
    vars(page)["digest"] = digest
    return page


def bytes_of(html: str) -> bytes:
    """HTML as a page's body: a lone surrogate, which UTF-8 cannot have, is kept."""
    return html.encode("utf-8", "surrogatepass")


def text_of(body: bytes) -> str:
    """A page's body as text."""
    return body.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class EditorsPage:
    """A page that an editor wrote in `docs/`: its Markdown, which starts at `first_line` of the file at `path`."""

    address: str
    path: str
    text: str = field(repr=False)
    first_line: int = 1
    autolink: bool = False  # curated names in it link by themselves
    title: str = ""  # as its front matter states it; else its first heading is its title
    problems: tuple[Problem, ...] = ()  # of its front matter


def address_of(place: str) -> str:
    """Where a page stands on the site: "people/elon-musk.md" → "people/elon-musk/", "index.md" → ""."""
    path = PurePosixPath(place)
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return "" if folder == PurePosixPath(".") else f"{folder.as_posix()}/"
