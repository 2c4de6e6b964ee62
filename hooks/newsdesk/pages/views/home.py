"""The home page: newest briefings, who is speaking, who is in the news, latest quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout, callout
from newsdesk.pages.views.shared import Person, Teaser, person, teaser

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


def drafts(site: Site) -> Iterator[Draft]:
    """The home page."""
    place = Place(site, addresses.HOME)
    yield Draft(place, "home", site.options.site_name, home(place))


def home(place: Place) -> Home:
    site = place.site
    recent = {source for story in site.stories[:RECENT] for source in story.sources}
    speaking: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for entity in site.knowledge.entities.values():
        speaking[entity.id] = sum(ref.source in recent for ref in entity.quotes_by)
        named[entity.id] = sum(at.source in recent for at in entity.mentions)
    speakers = [key for key, number in _most(speaking) if number][:NAMES]
    others = [key for key, number in _most(named) if number and key not in speakers][:NAMES]
    quotes = _latest(site)
    lead = site.stories[0] if site.stories else None
    lead_quote = next((q for q in quotes if lead and q[0] in lead.sources), None)
    known = site.knowledge.entities
    return Home(
        lead=teaser(place, lead) if lead else None,
        lead_quote=callout(place, lead_quote[0], site.quote_by_id(lead_quote[1])) if lead_quote else None,
        briefings=tuple(teaser(place, story) for story in site.stories[1:BRIEFINGS]),
        speaking=tuple(person(place, known[key]) for key in speakers),
        in_the_news=tuple(person(place, known[key]) for key in others),
        quotes=tuple(
            callout(place, source, site.quote_by_id(key))
            for source, key in [found for found in quotes if found != lead_quote][:QUOTES]
        ),
        counts=(
            (words.count(len(site.stories), "briefing"), place.link(addresses.BRIEFINGS, "Briefings")),
            (words.count(len(site.sources), "source"), place.link(addresses.SOURCES, "Sources")),
            (words.count(len(site.quotes), "quote"), place.link(addresses.QUOTES, "Quotes")),
            (
                words.count(sum(e.type == "person" for e in known.values()), "person", "people"),
                place.link(addresses.FOLDERS["person"], "People"),
            ),
        ),
    )


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda found: (-found[1], found[0]))


def _latest(site: Site) -> list[tuple[str, str]]:
    """(source, quote id) of direct quotes with a named speaker, newest first; other speakers before other words."""
    first: dict[str, tuple[str, str]] = {}
    further = []
    for source, quote in site.quotes:
        entity = site.speaker(source, quote)
        if quote.kind == "direct" and entity:
            if entity.id in first:
                further.append((source, quote.id))
            first.setdefault(entity.id, (source, quote.id))
    return [*first.values(), *further]
