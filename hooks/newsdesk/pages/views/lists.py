"""Lists of pages: briefings by year, entities by letter, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import SourceLabel, source_label
from newsdesk.pages.views.shared import Pager, Person, Teaser, paged, person, teaser
from newsdesk.records import Entity, EntityType, Story

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


def drafts(site: Site) -> Iterator[Draft]:
    """Every page of every list."""
    yield from _briefings(site)
    for kind in addresses.FOLDERS:
        yield from _entities(site, kind)
    yield from _sources(site)


def _year(story: Story) -> str:
    return str(story.published.year) if story.published else UNDATED


def _briefings(site: Site) -> Iterator[Draft]:
    years = [(year, list(stories)) for year, stories in groupby(site.stories, key=_year)]
    yield from _briefing_pages(site, addresses.BRIEFINGS, "Briefings", site.stories, years, "")
    for year, stories in years if len(years) > 1 else ():
        title = f"Briefings of {year}" if year != UNDATED else "Briefings without a date"
        yield from _briefing_pages(
            site, addresses.year(addresses.BRIEFINGS, f"year-{year}"), title, stories, years, year
        )


def _briefing_pages(
    site: Site, address: str, title: str, stories: Sequence[Story], years: list[tuple[str, list[Story]]], here: str
) -> Iterator[Draft]:
    for at, members, pager in paged(address, stories, site.options.page_size):
        place = Place(site, at)
        months = [
            (label, tuple(teaser(place, story) for story in group)) for label, group in groupby(members, key=_month)
        ]
        parts = [
            (place.link(addresses.year(addresses.BRIEFINGS, f"year-{year}"), year), year == here, len(group))
            for year, group in years
            if len(years) > 1
        ]
        view = Index(
            title=title,
            intro=words.count(len(stories), "briefing"),
            empty="No briefing yet: add an article to the sources folder.",
            groups=tuple(Group(label, addresses.slug(label), group) for label, group in months),
            parts=tuple(parts),
            parts_label="Years",
            pager=pager(place),
        )
        yield Draft(place, "briefings", title, view, "index", description=f"{title}: {view.intro}, newest first")


def _month(story: Story) -> str:
    return words.partial_date(str(story.published)[:7]) if story.published else f"Date {words.NOT_STATED}"


def _by_name(entity: Entity) -> tuple[str, str, str]:
    return words.sorting_letter(entity.name), entity.name.casefold(), entity.id


def _entities(site: Site, kind: EntityType) -> Iterator[Draft]:
    members = sorted((e for e in site.knowledge.entities.values() if e.type == kind), key=_by_name)
    letters = [(x, list(group)) for x, group in groupby(members, key=lambda e: words.sorting_letter(e.name))]
    title, folder = words.TYPES_PLURAL[kind], addresses.FOLDERS[kind]
    yield from _entity_pages(site, kind, folder, title, members, letters, "")
    for letter, group in letters if len(members) > site.options.page_size else ():
        at = addresses.letter(folder, letter)
        yield from _entity_pages(site, kind, at, f"{title}: {letter}", group, letters, letter)


def _entity_pages(
    site: Site,
    kind: EntityType,
    address: str,
    title: str,
    members: Sequence[Entity],
    letters: list[tuple[str, list[Entity]]],
    here: str,
) -> Iterator[Draft]:
    several = sum(len(group) for _, group in letters) > site.options.page_size
    for at, shown, pager in paged(address, members, site.options.page_size):
        place = Place(site, at)
        groups = groupby(shown, key=lambda entity: words.sorting_letter(entity.name))
        parts = [
            (place.link(addresses.letter(addresses.FOLDERS[kind], x), x), x == here, len(group))
            for x, group in letters
            if several
        ]
        view = Index(
            title=title,
            intro=words.count(len(members), words.TYPES[kind].casefold(), words.TYPES_PLURAL[kind].casefold()),
            empty=f"No {words.TYPES_PLURAL[kind].casefold()} named yet.",
            groups=tuple(
                Group(x, f"letter-{addresses.slug(x) or 'other'}", tuple(person(place, entity) for entity in group))
                for x, group in groups
            ),
            parts=tuple(parts),
            parts_label="Letters",
            pager=pager(place),
        )
        yield Draft(place, "entities", title, view, "index", description=f"{title}: {view.intro} in the news")


def _sources(site: Site) -> Iterator[Draft]:
    for at, shown, pager in paged(addresses.SOURCES, site.sources, site.options.page_size):
        place = Place(site, at)
        rows = tuple(
            (
                source_label(place, source),
                site.title(source.id),
                words.direction(source.title),
                words.count(len(site.extraction(source.id).quotes), "quote"),
            )
            for source in shown
        )
        yield Draft(
            place, "sources", "Sources", SourceList(rows, pager(place)), description="Every article, newest first"
        )
