"""Lists of pages: briefings and sources by year and month, entities by letter.

What fits on a page stands there. Of more, a list shows a page full and leads to its parts, so that a new entry changes
the list and its own part, and not all that follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from heapq import nlargest
from itertools import groupby
from typing import Any

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.labels import SourceLabel, source_label
from newsdesk.pages.views.shared import Pager, Person, Teaser, paged, pager, person, teaser
from newsdesk.records import Entity, EntityType, Source, slug

UNDATED = f"Date {words.NOT_STATED}"


@dataclass(frozen=True, slots=True)
class Row:
    """A source in a list."""

    label: SourceLabel
    title: str
    dir: str
    quotes: str


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading: a month, a letter."""

    title: str
    anchor: str
    entries: tuple[Teaser, ...] | tuple[Person, ...] | tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """A list in groups, with the ways to its other parts."""

    title: str
    intro: str
    empty: str
    groups: tuple[Section, ...]
    parts: tuple[tuple[Link, bool, int], ...]  # years, months or letters: (link, whether it is here, entries)
    parts_label: str
    pager: Pager


Listed = Any  # a Source, Story or Entity
Parts = tuple[tuple[str, str, int], ...]  # of a list: the address of each, its name, how many entries it has


@dataclass(frozen=True, slots=True)
class Level:
    """By what a list is parted."""

    label: str  # "Years"
    part: Callable[[Listed], tuple[str, str]]  # the address and the name of an entry's part


@dataclass(frozen=True, slots=True)
class List:
    """A list, or a part of one; `some` gives so many of its entries that stand for all."""

    kind: str
    make: Callable[[Site, Shown], Draft]
    address: str
    title: str
    entries: Sequence[Listed]
    levels: tuple[Level, ...]
    some: Callable[[Sequence[Listed], int], Sequence[Listed]]
    name: str = ""  # of the part


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a list: what it shows, by ids, of how many, and the parts it leads to."""

    address: str  # of the first one
    number: int
    last: int
    total: int
    entries: tuple[str, ...]
    title: str
    parts: Parts
    label: str

    @property
    def here(self) -> str:
        return addresses.numbered(self.address, self.number)


def drafts(site: Site) -> Iterator[Recipe]:
    """Every page of every list."""
    at, levels = addresses.BRIEFINGS, _by_date(addresses.BRIEFINGS, lambda story: story.published)
    yield from _pages(site, List("briefings", _briefings, at, "Briefings", site.stories, levels, _first))
    for kind, folder in addresses.FOLDERS.items():
        members = sorted((e for e in site.knowledge.entities.values() if e.type == kind), key=_by_name)
        make, letters = partial(_entities, kind), (Level("Letters", partial(_of_letter, folder)),)
        title = words.TYPES_PLURAL[kind]
        yield from _pages(site, List("entities", make, folder, title, members, letters, _most_named))
    at, levels = addresses.SOURCES, _by_date(addresses.SOURCES, lambda source: source.meta.published)
    yield from _pages(site, List("sources", _sources, at, "Sources", site.sources, levels, _first))


def _by_date(at: str, day_of: Callable[[Listed], date | None]) -> tuple[Level, Level]:
    def part(length: int, prefix: str, entry: Listed) -> tuple[str, str]:
        day = str(day_of(entry) or "")[:length]
        return addresses.year(at, f"{prefix}-{day or 'undated'}"), words.partial_date(day) if day else UNDATED

    return Level("Years", partial(part, 4, "year")), Level("Months", partial(part, 7, "month"))


def _first(entries: Sequence[Listed], number: int) -> Sequence[Listed]:
    return entries[:number]


def _most_named(entries: Sequence[Entity], number: int) -> Sequence[Entity]:
    """The entities with most mentions, in the order of the list."""
    most = {entity.id for entity in nlargest(number, entries, key=lambda entity: len(entity.mentions))}
    return [entity for entity in entries if entity.id in most]


def _pages(site: Site, it: List, beside: Parts = (), label: str = "") -> Iterator[Recipe]:
    """The pages of a list; of a long one one page, and those of its parts. `beside`: all parts of which it is one."""
    size, total = site.options.page_size, len(it.entries)
    title = f"{it.title}: {it.name}" if it.name else it.title

    def recipe(number: int, last: int, shown: Sequence[Listed], parts: Parts, label: str) -> Recipe:
        entries = tuple(entry.id for entry in shown)
        page = Shown(it.address, number, last, total, entries, title, parts, label)
        return Recipe(it.make, (page,), page.here, it.kind)

    if not it.levels or total <= size:
        pages = paged(it.entries, size)
        yield from (recipe(n, len(pages), shown, beside, label) for n, shown in enumerate(pages, 1))
        return
    level, *further = it.levels
    groups = [(*part, list(group)) for part, group in groupby(it.entries, key=level.part)]
    if len(groups) == 1:
        yield from _pages(site, replace(it, levels=tuple(further)), beside, label)
        return
    parts = tuple((address, name, len(group)) for address, name, group in groups)
    yield recipe(1, 1, it.some(it.entries, size), parts, level.label)
    for address, name, group in groups:
        part = replace(it, address=address, name=name, entries=group, levels=tuple(further))
        yield from _pages(site, part, parts, level.label)


def _draft(place: Place, kind: str, it: Shown, counted: str, empty: str, groups: Iterator[Section]) -> Draft:
    which = "the most often named" if it.label == "Letters" else "the newest"
    some = f"; {which} {len(it.entries)} stand here" if it.last == 1 and len(it.entries) < it.total else ""
    view = Index(
        title=it.title,
        intro=counted + some,
        empty=empty,
        groups=tuple(groups),
        parts=tuple((place.link(at, name), at == it.address, entries) for at, name, entries in it.parts),
        parts_label=it.label,
        pager=pager(place, it.address, it.number, it.last),
    )
    return Draft(place, kind, it.title, view, "index", description=f"{it.title}: {counted}")


def _briefings(site: Site, it: Shown) -> Draft:
    place = Place(site, it.here)
    stories = [site.knowledge.stories[key] for key in it.entries]
    groups = (
        Section(name, slug(name), tuple(teaser(place, story) for story in group))
        for name, group in groupby(stories, key=lambda story: _month(story.published))
    )
    empty = "No briefing yet: add an article to the sources folder."
    return _draft(place, "briefings", it, words.count(it.total, "briefing"), empty, groups)


def _sources(site: Site, it: Shown) -> Draft:
    place = Place(site, it.here)
    groups = (
        Section(name, slug(name), tuple(_row(place, source) for source in group))
        for name, group in groupby(map(site.source, it.entries), key=lambda source: _month(source.meta.published))
    )
    empty = "No source yet: add an article to the sources folder."
    return _draft(place, "sources", it, words.count(it.total, "source"), empty, groups)


def _row(place: Place, source: Source) -> Row:
    quotes = words.count(len(place.site.extraction(source.id).quotes), "quote")
    return Row(source_label(place, source), place.site.title(source.id), words.direction(source.title), quotes)


def _month(day: date | None) -> str:
    return words.partial_date(str(day)[:7]) if day else UNDATED


def _sorted_as(entity: Entity) -> str:
    return words.sorting_name(entity.name, entity.type == "person")


def _letter(entity: Entity) -> str:
    return words.sorting_letter(_sorted_as(entity))


def _of_letter(folder: str, entity: Entity) -> tuple[str, str]:
    letter = _letter(entity)
    return addresses.letter(folder, letter), letter


def _by_name(entity: Entity) -> tuple[str, str, str]:
    return _letter(entity), _sorted_as(entity).casefold(), entity.id


def _entities(kind: EntityType, site: Site, it: Shown) -> Draft:
    place = Place(site, it.here)
    groups = (
        Section(letter, f"letter-{addresses.letter_id(letter)}", tuple(person(place, entity) for entity in group))
        for letter, group in groupby((site.knowledge.entities[key] for key in it.entries), key=_letter)
    )
    one, several = words.TYPES[kind].casefold(), words.TYPES_PLURAL[kind].casefold()
    return _draft(place, "entities", it, words.count(it.total, one, several), f"No {several} named yet.", groups)
