"""Around whom, and around which story, one sees who appears with whom: the ways to these small networks.

One of everybody shows nothing. Each person's own stands on the profile, its lines labelled with the stories that make
them; that of a story is its cast.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place, Portrait, portrait
from newsdesk.pages.site import Site
from newsdesk.pages.views.ties import beside

NAMES, STORIES = 60, 40  # those who appear with most others, and the newest
BESIDE, CAST = 3, 6  # names that stand with each


@dataclass(frozen=True, slots=True)
class Around:
    """One small network: of whom or what, who is in it, and how many more."""

    link: Link
    portrait: Portrait | None
    date: str
    iso: str
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Network:
    """The page's view."""

    shown: str
    people: tuple[Around, ...]
    stories: tuple[Around, ...]


def drafts(site: Site) -> Iterator[Recipe]:
    """The one page of the network."""
    known = [entity for entity in site.knowledge.entities.values() if entity.appears_with]
    known.sort(key=lambda entity: (entity.type != "person", -len(entity.appears_with), entity.name, entity.id))
    stories = [story.id for story in site.stories if len(story.people) > 1][:STORIES]
    people = tuple(entity.id for entity in known[:NAMES])
    yield Recipe(_draft, (people, tuple(stories), len(known)), addresses.NETWORK, "network")


def _draft(site: Site, people: tuple[str, ...], stories: tuple[str, ...], names: int) -> Draft:
    place = Place(site, addresses.NETWORK)
    around = tuple(found for key in people for found in _person(place, key))
    view = Network(
        shown=f"{len(around)} of {words.count(names, 'name')} that share a sentence with another",
        people=around,
        stories=tuple(_story(place, key) for key in stories),
    )
    return Draft(place, "network", "Network", view, description="Who appears with whom in the news")


def _person(place: Place, key: str) -> Iterator[Around]:
    known = place.site.knowledge.entities
    entity = known[key]
    if others := [known[other].name for other, _ in beside(place.site, entity)]:
        more = max(0, len(entity.appears_with) - BESIDE)
        yield Around(place.entity(entity, preview=False), portrait(entity), "", "", tuple(others[:BESIDE]), more)


def _story(place: Place, key: str) -> Around:
    story, known = place.site.knowledge.stories[key], place.site.knowledge.entities
    cast = [known[part.entity].name for part in story.people if part.entity in known]
    date = words.day(story.published) if story.published else ""
    link = place.briefing(story)
    return Around(link, None, date, str(story.published or ""), tuple(cast[:CAST]), max(0, len(cast) - CAST))
