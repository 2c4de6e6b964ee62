"""The home page: newest briefings, who is speaking, who is in the news, latest quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout
from newsdesk.pages.views.shared import Person, Teaser, callouts, person, teaser

BRIEFINGS = 9
NAMES = 8
QUOTES = 4
RECENT = 40  # stories that count as "in the news"


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the home page shows."""

    lead: Teaser | None
    lead_quote: Callout | None
    briefings: tuple[Teaser, ...]
    speaking: tuple[Person, ...]
    in_the_news: tuple[Person, ...]
    quotes: tuple[Callout, ...]
    counts: tuple[tuple[str, Link], ...]


def drafts(site: Site) -> Iterator[Recipe]:
    """The home page."""
    recent = {source for story in site.stories[:RECENT] for source in story.sources}
    speaking: Counter[str] = Counter()
    named: Counter[str] = Counter()
    people = 0
    for entity in site.knowledge.entities.values():
        speaking[entity.id] = sum(ref.source in recent for ref in entity.quotes_by)
        named[entity.id] = sum(at.source in recent for at in entity.mentions)
        people += entity.type == "person"
    speakers = [key for key, number in _most(speaking) if number][:NAMES]
    others = [key for key, number in _most(named) if number and key not in speakers][:NAMES]
    quotes = _latest(site)
    lead = site.stories[0] if site.stories else None
    lead_quote = next((q for q in quotes if lead and q[0] in lead.sources), None)
    latest = [quote for _, quote in [found for found in quotes if found != lead_quote][:QUOTES]]
    yield Recipe(
        _draft,
        (
            tuple(story.id for story in site.stories[:BRIEFINGS]),
            lead_quote[1] if lead_quote else "",
            tuple(speakers),
            tuple(others),
            tuple(latest),
            (len(site.stories), len(site.sources), len(site.quotes), people),
        ),
        addresses.HOME,
        "home",
    )


def _draft(
    site: Site,
    stories: Sequence[str],
    lead_quote: str,
    speakers: Sequence[str],
    others: Sequence[str],
    quotes: Sequence[str],
    counts: tuple[int, int, int, int],
) -> Draft:
    place, known = Place(site, addresses.HOME), site.knowledge.entities
    lead, *briefings = (teaser(place, site.knowledge.stories[key]) for key in stories) if stories else (None,)
    nouns = (("briefing", ""), ("source", ""), ("quote", ""), ("person", "people"))
    links = (
        place.link(addresses.BRIEFINGS, "Briefings"),
        place.link(addresses.SOURCES, "Sources"),
        place.link(addresses.QUOTES, "Quotes"),
        place.link(addresses.FOLDERS["person"], "People"),
    )
    view = Home(
        lead=lead,
        lead_quote=callouts(place, [lead_quote])[0] if lead_quote else None,
        briefings=tuple(briefings),
        speaking=tuple(person(place, known[key]) for key in speakers),
        in_the_news=tuple(person(place, known[key]) for key in others),
        quotes=callouts(place, quotes),
        counts=tuple((words.count(n, *noun), link) for n, noun, link in zip(counts, nouns, links, strict=True)),
    )
    return Draft(place, "home", site.options.site_name, view)


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda found: (-found[1], found[0]))


def _latest(site: Site) -> list[tuple[str, str]]:
    """(source, quote id) of direct quotes with a named speaker, newest first; other speakers before other words."""
    first: dict[str, tuple[str, str]] = {}
    further = []
    for source, quote in site.quotes:
        if quote.kind == "direct" and (entity := site.speaker(source, quote)):
            if entity.id in first:
                further.append((source, quote.id))
            first.setdefault(entity.id, (source, quote.id))
    return [*first.values(), *further]
