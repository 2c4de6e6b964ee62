"""Small views that several kinds of page share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from newsdesk.pages import addresses, words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.place import Link, Place, Portrait, portrait
from newsdesk.pages.views.callout import Callout, callout
from newsdesk.pages.views.labels import Ref, SourceLabel, ref, source_label
from newsdesk.records import Entity, Story, TimelineItem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Teaser:
    """A briefing in a list."""

    id: str
    link: Link
    date: str
    iso: str
    sources: str  # "2 sources"
    labels: tuple[SourceLabel, ...]  # one of each outlet
    standfirst: tuple[TextRun, ...]
    summary: str
    quotes: str


@dataclass(frozen=True, slots=True)
class Person:
    """An entity in a list, whatever its type."""

    link: Link
    portrait: Portrait
    kind: str
    role: str
    counts: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated event."""

    id: str
    date: str
    iso: str
    text: tuple[TextRun, ...]
    source: SourceLabel
    ref: Ref
    names: tuple[Link, ...]
    rule: str
    printed: str  # the date as the source gives it
    also: tuple[Ref, ...] = ()  # others that tell of it


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a paged list."""

    number: int
    last: int
    previous: str
    next: str
    pages: tuple[tuple[int, str], ...]


def teaser(place: Place, story: Story) -> Teaser:
    """A briefing in a list: the same in all."""
    return place.once(("teaser", story.id), lambda anywhere: _teaser(anywhere, story))


def _teaser(place: Place, story: Story) -> Teaser:
    site = place.site
    labels = {site.outlet(source): source_label(place, site.source(source)) for source in story.sources}
    first = story.standfirst
    quotes = sum(len(site.extraction(source).quotes) for source in story.sources)
    return Teaser(
        id=story.id,
        link=place.briefing(story),
        date=words.day(story.published) if story.published else "",
        iso=str(story.published or ""),
        sources=words.count(len(story.sources), "source"),
        labels=tuple(label for _, label in sorted(labels.items()) if label.stated),
        standfirst=annotated(place, first.source, first.span, quotes=False) if first else (),
        summary=story.summary,
        quotes=words.count(quotes, "quote") if quotes else "",
    )


def person(place: Place, entity: Entity) -> Person:
    site = place.site
    counts = [words.count(len(site.sources_of(entity)), "source")]
    if entity.quotes_by:
        counts.insert(0, words.count(len(entity.quotes_by), "quote"))
    return Person(
        link=place.entity(entity, preview=False),
        portrait=portrait(entity),
        kind=words.TYPES[entity.type],
        role=site.role(entity),
        counts=" · ".join(counts),
        reviewed=entity.curated,
    )


Event = tuple[TimelineItem, ...]  # all that sources tell of one event, the first of them to be shown


def events(items: Iterable[TimelineItem]) -> list[Event]:
    """The events of some items, in their order, each once; of one source the first that tells of it."""
    found: dict[tuple[str, object], dict[str, TimelineItem]] = {}
    for item in items:
        found.setdefault((item.date, item.event or item), {}).setdefault(item.source, item)
    return [tuple(of.values()) for of in found.values()]


def dated(place: Place, event: Event) -> Dated:
    """An event in a timeline: the same in all."""
    key = repr(event)
    return place.once(("dated", key), lambda anywhere: _dated(anywhere, event, key))


def _dated(place: Place, event: Event, key: str) -> Dated:
    item, *others = event
    site = place.site
    entities = (site.knowledge.entities[key] for key in item.entities if key in site.knowledge.entities)
    date, printed = words.partial_date(item.date), site.text(item.source, item.date_span)
    return Dated(
        id=key,
        date=date,
        iso=item.date,
        text=annotated(place, item.source, item.span, quotes=False),
        source=source_label(place, site.source(item.source)),
        ref=ref(place, item.source, item.paragraph),
        names=tuple(place.entity(entity) for entity in entities),
        rule=item.rule,
        printed="" if printed.casefold() == date.casefold() else printed,
        also=tuple(ref(place, other.source, other.paragraph, also=True) for other in others),
    )


def callouts(place: Place, quotes: Sequence[str]) -> tuple[Callout, ...]:
    """The callouts of quotes by their ids."""
    refs = [place.site.knowledge.quotes[key] for key in quotes]
    return tuple(callout(place, ref.source, place.site.quote(ref)) for ref in refs)


def paged(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """The items in pages of `size`, at least one."""
    return [items[start : start + size] for start in range(0, max(1, len(items)), size)]


def pager(place: Place, address: str, number: int, last: int) -> Pager:
    """Where a page is in a list of so many pages that starts at an address."""
    near = sorted({1, last, *(n for n in range(number - 2, number + 3) if 1 <= n <= last)})

    def href(n: int) -> str:
        return place.href(addresses.numbered(address, n)) if 1 <= n <= last else ""

    return Pager(number, last, href(number - 1), href(number + 1), tuple((n, href(n)) for n in near))
