"""Lists of pages: briefings by year, entities by letter, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.labels import SourceLabel, source_label
from newsdesk.pages.views.shared import Pager, Person, Teaser, paged, pager, person, teaser
from newsdesk.records import Entity, EntityType, Source, Story, slug

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading: a month, a letter."""

    title: str
    anchor: str
    entries: tuple[Teaser, ...] | tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """A list in groups, with the ways to its other parts."""

    title: str
    intro: str
    empty: str
    groups: tuple[Group, ...]
    parts: tuple[tuple[Link, bool, int], ...]  # years or letters: (link, whether it is here, entries)
    parts_label: str
    pager: Pager


@dataclass(frozen=True, slots=True)
class SourceList:
    """All sources, newest first."""

    rows: tuple[tuple[SourceLabel, str, str, str], ...]  # (label, title, writing direction, quotes)
    pager: Pager


Parts = tuple[tuple[str, int], ...]  # the years or letters of a list, and how many entries each has


def drafts(site: Site) -> Iterator[Recipe]:
    """Every page of every list."""
    yield from _briefings(site)
    for kind in addresses.FOLDERS:
        yield from _entities(site, kind)
    yield from _pages(site, "sources", _source_page, addresses.SOURCES, site.sources, ())


def _year(story: Story) -> str:
    return str(story.published.year) if story.published else UNDATED


def _briefings(site: Site) -> Iterator[Recipe]:
    years = [(year, list(stories)) for year, stories in groupby(site.stories, key=_year)]
    parts = tuple((year, len(stories)) for year, stories in years) if len(years) > 1 else ()
    yield from _pages(site, "briefings", _briefing_page, addresses.BRIEFINGS, site.stories, ("Briefings", parts, ""))
    for year, stories in years if len(years) > 1 else ():
        title = f"Briefings of {year}" if year != UNDATED else "Briefings without a date"
        yield from _pages(site, "briefings", _briefing_page, _year_address(year), stories, (title, parts, year))


def _pages(
    site: Site,
    kind: str,
    make: Callable[..., Draft],
    address: str,
    entries: Sequence[Source | Story | Entity],
    more: tuple[Any, ...],
) -> Iterator[Recipe]:
    """The pages of a list, from its address, number and last number, how many entries, which are shown, and more."""
    pages = paged([entry.id for entry in entries], site.options.page_size)
    for number, shown in enumerate(pages, 1):
        inputs = (address, number, len(pages), len(entries), tuple(shown), *more)
        yield Recipe(make, inputs, addresses.numbered(address, number), kind)


def _year_address(year: str) -> str:
    return addresses.year(addresses.BRIEFINGS, f"year-{year}")


def _briefing_page(
    site: Site,
    address: str,
    number: int,
    last: int,
    total: int,
    shown: Sequence[str],
    title: str,
    years: Parts,
    here: str,
) -> Draft:
    place = Place(site, addresses.numbered(address, number))
    months = groupby((site.knowledge.stories[key] for key in shown), key=_month)
    view = Index(
        title=title,
        intro=words.count(total, "briefing"),
        empty="No briefing yet: add an article to the sources folder.",
        groups=tuple(
            Group(label, slug(label), tuple(teaser(place, story) for story in group)) for label, group in months
        ),
        parts=tuple((place.link(_year_address(year), year), year == here, number) for year, number in years),
        parts_label="Years",
        pager=pager(place, address, number, last),
    )
    return Draft(place, "briefings", title, view, "index", description=f"{title}: {view.intro}, newest first")


def _month(story: Story) -> str:
    return words.partial_date(str(story.published)[:7]) if story.published else f"Date {words.NOT_STATED}"


def _sorted_as(entity: Entity) -> str:
    return words.sorting_name(entity.name, entity.type == "person")


def _letter(entity: Entity) -> str:
    return words.sorting_letter(_sorted_as(entity))


def _by_name(entity: Entity) -> tuple[str, str, str]:
    return _letter(entity), _sorted_as(entity).casefold(), entity.id


def _entities(site: Site, kind: EntityType) -> Iterator[Recipe]:
    members = sorted((e for e in site.knowledge.entities.values() if e.type == kind), key=_by_name)
    letters = [(x, list(group)) for x, group in groupby(members, key=_letter)]
    title, folder, several = words.TYPES_PLURAL[kind], addresses.FOLDERS[kind], len(members) > site.options.page_size
    parts = tuple((letter, len(group)) for letter, group in letters) if several else ()
    yield from _pages(site, "entities", _entity_page, folder, members, (kind, title, parts, ""))
    for letter, group in letters if several else ():
        at = addresses.letter(folder, letter)
        yield from _pages(site, "entities", _entity_page, at, group, (kind, f"{title}: {letter}", parts, letter))


def _entity_page(
    site: Site,
    address: str,
    number: int,
    last: int,
    total: int,
    shown: Sequence[str],
    kind: EntityType,
    title: str,
    letters: Parts,
    here: str,
) -> Draft:
    place = Place(site, addresses.numbered(address, number))
    groups = groupby((site.knowledge.entities[key] for key in shown), key=_letter)
    view = Index(
        title=title,
        intro=words.count(total, words.TYPES[kind].casefold(), words.TYPES_PLURAL[kind].casefold()),
        empty=f"No {words.TYPES_PLURAL[kind].casefold()} named yet.",
        groups=tuple(
            Group(x, f"letter-{addresses.letter_id(x)}", tuple(person(place, entity) for entity in group))
            for x, group in groups
        ),
        parts=tuple(
            (place.link(addresses.letter(addresses.FOLDERS[kind], x), x), x == here, number) for x, number in letters
        ),
        parts_label="Letters",
        pager=pager(place, address, number, last),
    )
    return Draft(place, "entities", title, view, "index", description=f"{title}: {view.intro} in the news")


def _source_page(site: Site, address: str, number: int, last: int, total: int, shown: Sequence[str]) -> Draft:
    place = Place(site, addresses.numbered(address, number))
    rows = tuple(
        (
            source_label(place, source),
            site.title(source.id),
            words.direction(source.title),
            words.count(len(site.extraction(source.id).quotes), "quote"),
        )
        for source in map(site.source, shown)
    )
    view = SourceList(rows, pager(place, address, number, last))
    return Draft(place, "sources", "Sources", view, description="Every article, newest first")
