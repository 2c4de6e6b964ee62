"""Where every page stands: the only maker of addresses, anchors and links.

An address is a path from the site's root that ends in "/" ("people/elon-musk/"); "" is the home page. Every
page is written as `<address>index.html`, and links name that file, so that a site opened from a folder works
like one that a server hands out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote as percent_encoded

from newsdesk.records import Entity, EntityType, slug


class Profiled(Protocol):
    """Whatever has a profile."""

    @property
    def id(self) -> str: ...

    @property
    def type(self) -> EntityType: ...


HOME = ""
BRIEFINGS = "briefings/"
SOURCES = "sources/"
OUTLETS = "outlets/"
QUOTES = "quotes/"
TIMELINE = "timeline/"
NETWORK = "network/"
CORRECTIONS = "corrections/"
ABOUT = "how-this-is-made/"
DESK = "desk/"

CARDS = "assets/cards/"  # images that other sites show beside a link
SITE_CARD = f"{CARDS}site.png"
CARD_SIZE = (1200, 630)  # pixels: what Open Graph's readers ask for

FOLDERS: dict[EntityType, str] = {
    "person": "people/",
    "organisation": "organisations/",
    "place": "places/",
    "event": "events/",
    "product": "products/",
}

TITLES: dict[str, str] = {
    HOME: "Home",
    BRIEFINGS: "Briefings",
    SOURCES: "Sources",
    OUTLETS: "Outlets",
    QUOTES: "Quotes",
    TIMELINE: "Timeline",
    NETWORK: "Network",
    CORRECTIONS: "Corrections",
    DESK: "Editor’s desk",
    **{folder: folder.rstrip("/").capitalize() for folder in FOLDERS.values()},
}


@lru_cache(maxsize=100_000)
def _segment(identifier: str) -> str:
    """An id as one path: kept as it is where it is safe in an address, else its slug."""
    return identifier if re.fullmatch(r"[\w-]+(/[\w-]+)*", identifier) else slug(identifier)


def briefing(story: str) -> str:
    return f"{BRIEFINGS}{_segment(story)}/"


def outlets(names: Iterable[str]) -> dict[str, str]:
    """The page of each outlet, by its name; of two whose slugs are alike, the later one has a number."""
    found: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for name in sorted(filter(None, names)):
        segment = slug(name)
        taken[segment] += 1
        found[name] = f"{OUTLETS}{segment}{f'-{taken[segment]}' if taken[segment] > 1 else ''}/"
    return found


def source(identifier: str) -> str:
    return f"{SOURCES}{_segment(identifier)}/"


def profile(entity: Profiled) -> str:
    return f"{FOLDERS[entity.type]}{_segment(entity.id)}/"


def former_profile(entity: Entity, former: str) -> str:
    """Where a renamed entity's profile used to stand."""
    return f"{FOLDERS[entity.type]}{_segment(former)}/"


def numbered(address: str, page: int) -> str:
    """The `page`-th page of a list, from 1; the first stands at the list's own address."""
    return address if page == 1 else f"{address}page/{page}/"


def year(address: str, value: int | str) -> str:
    """One year of a dated list."""
    return f"{address}{value}/"


def letter(address: str, value: str) -> str:
    """One letter of an alphabetical list; letters beyond a to z and digits stand as they are."""
    return f"{address}letter/{letter_id(value)}/"


def letter_id(value: str) -> str:
    return slug(value) if any(map(str.isalnum, value)) else "other"


def card(address: str) -> str:
    """The file of the image that stands for a page."""
    return f"{CARDS}{address.rstrip('/')}.png"


def paragraph_anchor(number: int) -> str:
    return f"p{number}"


@lru_cache(maxsize=100_000)
def relative(here: str, there: str, anchor: str = "") -> str:
    """The link from the page at `here` to the page at `there`, percent-encoded."""
    if anchor:
        return f"{'' if here == there else relative(here, there)}#{_encoded(anchor)}"
    old, new = here.split("/")[:-1], there.split("/")[:-1]
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared]:
        shared += 1
    path = "../" * (len(old) - shared) + "".join(f"{_encoded(part)}/" for part in new[shared:])
    return f"{path}index.html"


_encoded = lru_cache(maxsize=100_000)(percent_encoded)


def absolute(site_url: str, address: str, anchor: str = "") -> str:
    """The full address for canonical links and data; from the root where the site's own address is unknown."""
    hash_part = f"#{_encoded(anchor)}" if anchor else ""
    return f"{site_url.rstrip('/')}/{_encoded(address)}{hash_part}"
