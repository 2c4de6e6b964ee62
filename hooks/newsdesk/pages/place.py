"""One page's place within the site: its links, the preview cards they need, and what it shares with other pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from markupsafe import Markup

from newsdesk.pages import addresses, words
from newsdesk.pages.site import Face, SharedFragment, Site
from newsdesk.records import Entity, Story

T = TypeVar("T")

# A link as `_Anywhere` makes it, and its preview. No text can look like one: its quotation marks are escaped.
_FROM_ROOT = re.compile('="\0([^"#]*)(#[^"]*)?"( data-card="[^"]*")?')


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where to, its words, and the id of the preview card that belongs to it ("" for none)."""

    href: str
    text: str
    card: str = ""
    dir: str = "ltr"


@dataclass(frozen=True, slots=True)
class Portrait:
    """A monogram, and the type of what it stands for ("none": a name without a profile)."""

    letters: str
    type: str


@dataclass(frozen=True, slots=True)
class Card:
    """The preview of an entity."""

    id: str
    address: str
    href: str
    name: str
    kind: str
    role: str
    counts: str
    reviewed: bool
    portrait: Portrait


class Place:
    """One page's place in the site: makes its links and remembers which preview cards they need."""

    def __init__(self, site: Site, here: str) -> None:
        self.site = site
        self.here = here
        self._cards: dict[str, Card] = {}

    def href(self, there: str, anchor: str = "") -> str:
        return addresses.relative(self.here, there, anchor)

    def link(self, there: str, text: str, anchor: str = "") -> Link:
        return Link(self.href(there, anchor), text, dir=words.direction(text))

    def entity(self, entity: Entity | Face, text: str = "", preview: bool = True) -> Link:
        """A link to a profile, with a preview card unless it leads to this page or the page says it all."""
        face = self.site.faces[entity.id]
        address = addresses.profile(face)
        preview = preview and address != self.here
        if preview and entity.id not in self._cards:
            self._cards[entity.id] = self.once(("card", entity.id), lambda anywhere: card(anywhere, face))
        shown = text or face.name
        return Link(self.href(address), shown, f"card-{entity.id}" if preview else "", words.direction(shown))

    def source(self, source: str, text: str = "", anchor: str = "") -> Link:
        return self.link(addresses.source(source), text or self.site.title(source), anchor)

    def paragraph(self, source: str, number: int) -> Link:
        return self.source(source, f"paragraph {number}", addresses.paragraph_anchor(number))

    def briefing(self, story: Story) -> Link:
        return self.link(addresses.briefing(story.id), story.title or "Withdrawn")

    def cards(self) -> Iterable[Card]:
        return self._cards.values()

    def once(self, key: tuple[str, str], make: Callable[[Place], T]) -> T:
        """What `make` gives for any page of the site: made for the first that asks. Its links are `whole` later."""
        piece = self.site.shared.pieces.get(key)
        if piece is None:
            anywhere = _Anywhere(self.site)
            with self.site.noting() as noted:
                made = make(anywhere)
            piece = SharedFragment(made, anywhere._cards, noted())
            if not piece.noted.walked:
                self.site.shared.pieces[key] = piece
        else:
            self.site.note(piece.noted)
        for entity, found in piece.cards.items():
            if found.address != self.here:
                self._cards.setdefault(entity, found)
        made_before: T = piece.made
        return made_before

    def printed(self, macro: Callable[..., Markup], view: Any, *further: Any) -> Markup:
        """The HTML that a template's macro makes of what is made `once`; printed once, too."""
        key = (macro.name, view.id, *further)  # type: ignore[attr-defined]  # Jinja's macros have one
        html = self.site.shared.printed.get(key)
        if html is None:
            html = self.site.shared.printed[key] = macro(view, *further).encode("utf-8", "surrogatepass")
        return Markup(html.decode("utf-8", "surrogatepass"))

    def whole(self, html: str) -> str:
        """A finished page, the links of what was made for any page led from this one. None to itself has a preview."""

        def led(link: re.Match[str]) -> str:
            address, anchor, card = link[1], link[2] or "", link[3] or ""
            if address != self.here:
                return f'="{addresses.relative(self.here, address)}{anchor}"{card}'
            return f'="{anchor or addresses.relative(address, address)}"'

        return _FROM_ROOT.sub(led, html)


class _Anywhere(Place):
    """Stands for every page: links lead from the site's root, behind a mark, until a page is `whole`."""

    def __init__(self, site: Site) -> None:
        super().__init__(site, "\0")

    def href(self, there: str, anchor: str = "") -> str:
        return f"\0{there}{addresses.relative(there, there, anchor) if anchor else ''}"


def portrait(entity: Entity | Face | None, name: str = "") -> Portrait:
    """The monogram of an entity, or of a name that has no profile."""
    return Portrait(words.monogram(entity.name if entity else name), entity.type if entity else "none")


def card(place: Place, face: Face) -> Card:
    address = addresses.profile(face)
    counts = [words.count(face.sources, "source")]
    if face.quotes:
        counts.insert(0, words.count(face.quotes, "quote"))
    return Card(
        id=f"card-{face.id}",
        address=address,
        href=place.href(address),
        name=face.name,
        kind=words.TYPES[face.type],
        role=face.role,
        counts=" · ".join(counts),
        reviewed=face.curated,
        portrait=portrait(face),
    )
