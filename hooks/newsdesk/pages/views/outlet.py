"""The outlets, and the page of each: what it covered, whom it quotes, what it alone has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.marks import Mark, bare
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.alone import Line, line
from newsdesk.pages.views.outlets import Outlets
from newsdesk.records import Statement

COVERED, QUOTED, ALONE = 30, 20, 20  # the newest articles, those most quoted, the newest that nobody else has


@dataclass(frozen=True, slots=True)
class Covered:
    """An article, and the briefing that it is part of."""

    article: Link
    date: str
    iso: str
    briefing: Link | None  # where other outlets tell the story too


@dataclass(frozen=True, slots=True)
class OutletPage:
    """Everything the page of an outlet shows."""

    name: str
    mark: Mark
    counts: str
    covered: tuple[Covered, ...]
    older: int  # articles that are not listed here
    quotes: tuple[tuple[Link, int, str], ...]  # (whom, words in quotation marks, in how many stories)
    alone: tuple[tuple[Line, Link], ...]  # each with its briefing


@dataclass(frozen=True, slots=True)
class OutletList:
    """All outlets, by name."""

    rows: tuple[tuple[Mark, Link, str], ...]


def drafts(site: Site) -> Iterator[Recipe]:
    """A page for every outlet, and the list of them."""
    by_outlet: dict[str, list[str]] = {}
    for source in site.sources:
        if source.meta.outlet:
            by_outlet.setdefault(source.meta.outlet, []).append(source.id)
    names = sorted(by_outlet, key=lambda name: (bare(name).casefold(), name))
    yield Recipe(_list, (tuple((name, len(by_outlet[name])) for name in names),), addresses.OUTLETS, "outlets")
    for name in names:
        yield Recipe(_draft, (name, tuple(by_outlet[name])), site.outlet_address(name), "outlet")


def _list(site: Site, outlets: tuple[tuple[str, int], ...]) -> Draft:
    place = Place(site, addresses.OUTLETS)
    rows = tuple(
        (site.outlet_mark(name), place.link(site.outlet_address(name), name), words.count(number, "article"))
        for name, number in outlets
    )
    return Draft(place, "outlets", "Outlets", OutletList(rows), description="What each covered, and whom it quotes")


def _draft(site: Site, name: str, sources: tuple[str, ...]) -> Draft:
    place = Place(site, site.outlet_address(name))
    spoken, stories = _quoted(site, sources)
    view = OutletPage(
        name=name,
        mark=site.outlet_mark(name),
        counts=f"{words.count(len(sources), 'article')} · {words.count(sum(spoken.values()), 'word')} of others quoted",
        covered=tuple(_covered(place, key) for key in sources[:COVERED]),
        older=len(sources[COVERED:]),
        quotes=tuple(
            (place.entity(site.knowledge.entities[key]), number, words.count(len(stories[key]), "story", "stories"))
            for key, number in sorted(spoken.items(), key=lambda found: (-found[1], found[0]))[:QUOTED]
        ),
        alone=tuple(islice(_alone(place, sources), ALONE)),
    )
    return Draft(place, "outlet", name, view, description=f"{name}: {view.counts}")


def _quoted(site: Site, sources: tuple[str, ...]) -> tuple[Counter[str], dict[str, set[str]]]:
    """Words in quotation marks of each who is named, and the stories they stand in."""
    spoken: Counter[str] = Counter()
    stories: dict[str, set[str]] = {}
    for key in sources:
        for quote in site.extraction(key).quotes:
            entity = site.speaker(key, quote)
            if entity and quote.kind != "indirect":
                spoken[entity.id] += len(quote.words(site.source(key).text).split())
                stories.setdefault(entity.id, set()).add(site.story_of.get(key, key))
    return spoken, stories


def _covered(place: Place, key: str) -> Covered:
    site = place.site
    story = site.knowledge.stories.get(site.story_of.get(key, ""))
    day = site.source(key).meta.published
    several = story is not None and len({site.source(other).meta.outlet for other in story.sources}) > 1
    return Covered(
        article=place.source(key),
        date=words.day(day) if day else "",
        iso=str(day or ""),
        briefing=place.briefing(story) if story and several else None,
    )


def _alone(place: Place, sources: tuple[str, ...]) -> Iterator[tuple[Line, Link]]:
    """A quote in an article of the outlet, and in no other outlet's of the same story."""
    site = place.site
    for key in sources:
        story = site.knowledge.stories.get(site.story_of.get(key, ""))
        if not story or len(Outlets(site, story).columns) < 2:
            continue
        for quote in site.extraction(key).quotes:
            statement: Statement | None = site.knowledge.statements.get(site.statement_of.get(quote.id, ""))
            told = [other for other, _ in site.wordings(statement)] if statement else []
            outlets = {site.source(other).meta.outlet for other in told}
            if statement and quote.kind == "direct" and quote.speaker and key in told and len(outlets) == 1:
                yield line(place, statement, key), place.briefing(story)
