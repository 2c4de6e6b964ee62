"""Which source it is, in a few words or by the mark of its outlet."""

from __future__ import annotations

from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.marks import Mark
from newsdesk.pages.place import Link, Place
from newsdesk.records import Source


@dataclass(frozen=True, slots=True)
class SourceLabel:
    """A source in a few words."""

    outlet: str  # its headline where no outlet is stated: that tells sources apart
    short: str  # the same, of a source without an outlet its number in its story
    stated: bool  # whether its outlet is
    mark: Mark
    date: str
    iso: str
    link: Link  # to the source page

    @property
    def hue(self) -> int:
        return self.mark.hue


@dataclass(frozen=True, slots=True)
class Ref:
    """The one link of a line: the mark of an outlet, and the paragraph. `also`: it reports this too."""

    mark: Mark
    outlet: str
    number: int
    href: str
    also: bool = False


def source_label(place: Place, source: Source) -> SourceLabel:
    """A source in a few words: the same everywhere."""
    return place.once(("label", source.id), lambda anywhere: _source_label(anywhere, source))


def _source_label(place: Place, source: Source) -> SourceLabel:
    return SourceLabel(
        outlet=source.meta.outlet or place.site.title(source.id),
        short=source.meta.outlet or f"source {place.site.mark(source.id).letter}",
        stated=bool(source.meta.outlet),
        mark=place.site.mark(source.id),
        date=words.day(source.meta.published) if source.meta.published else "",
        iso=str(source.meta.published or ""),
        link=place.source(source.id),
    )


def ref(place: Place, source: str, number: int, anchor: str = "", also: bool = False) -> Ref:
    """A link to a paragraph of a source, or to another anchor in it."""
    label = source_label(place, place.site.source(source))
    href = place.href(addresses.source(source), anchor or addresses.paragraph_anchor(number))
    return Ref(label.mark, label.outlet, number, href, also)
