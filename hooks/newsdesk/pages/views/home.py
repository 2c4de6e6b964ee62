"""The home page: what is new, what outlets differ on, topics, who is speaking."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.differing import Differing, differing
from newsdesk.pages.views.outlets import Outlets
from newsdesk.pages.views.shared import Person, Teaser, person, teaser
from newsdesk.pages.views.table import table
from newsdesk.records import Story

NEW, FURTHER = 5, 10  # briefings with a sentence, and by their titles
DIFFERENCES = 5
NAMES, TOPICS, OF_TOPIC = 8, 12, 5
RECENT = 40  # stories that count as in the news
VALUES = {"number", "date", "title", "name"}


@dataclass(frozen=True, slots=True)
class Differs:
    """The differences between the outlets of a story."""

    briefing: Link
    date: str
    iso: str
    one: Differing


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag, else a name, and the newest briefings that are about it."""

    name: str
    link: Link | None
    number: int
    briefings: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the home page shows."""

    new: tuple[Teaser, ...]
    further: tuple[Teaser, ...]
    differs: tuple[Differs, ...]
    topics: tuple[Topic, ...]
    speaking: tuple[Person, ...]
    counts: tuple[tuple[str, Link], ...]


def drafts(site: Site) -> Iterator[Recipe]:
    """The home page."""
    recent = site.stories[:RECENT]
    of_story = {source: story.id for story in recent for source in story.sources}
    speaking: Counter[str] = Counter()
    people = 0
    for entity in site.knowledge.entities.values():
        # who speaks in many stories comes before who speaks much in one
        speaking[entity.id] = len({of_story[ref.source] for ref in entity.quotes_by if ref.source in of_story})
        people += entity.type == "person"
    yield Recipe(
        _draft,
        (
            tuple(story.id for story in site.stories[: NEW + FURTHER]),
            tuple(story.id for story in recent if any(d.kind in VALUES for d in story.differences))[:DIFFERENCES],
            _topics(site, recent),
            tuple(key for key, number in _most(speaking) if number)[:NAMES],
            (len(site.stories), len(site.sources), len(site.quotes), people),
        ),
        addresses.HOME,
        "home",
    )


def _topics(site: Site, recent: Sequence[Story]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(tag, entity id, stories): the tags of the sources; where there are few, names that several stories are about."""
    tagged: defaultdict[str, list[str]] = defaultdict(list)
    for story in recent:
        for tag in dict.fromkeys(tag for source in story.sources for tag in site.source(source).meta.tags):
            tagged[tag].append(story.id)
    topics = [(tag, "", tuple(stories)) for tag, stories in tagged.items()]
    if len(topics) < NAMES:
        named: defaultdict[str, list[str]] = defaultdict(list)
        for story in recent:
            for part in story.people[:6]:
                named[part.entity].append(story.id)
        topics += [("", entity, tuple(stories)) for entity, stories in named.items() if len(stories) > 1]
    return tuple(sorted(topics, key=lambda topic: (not topic[0], -len(topic[2]), topic))[:TOPICS])


def _draft(
    site: Site,
    stories: Sequence[str],
    differ: Sequence[str],
    topics: Sequence[tuple[str, str, tuple[str, ...]]],
    speakers: Sequence[str],
    counts: tuple[int, int, int, int],
) -> Draft:
    place, known = Place(site, addresses.HOME), site.knowledge
    shown = [teaser(place, known.stories[key]) for key in stories]
    nouns = (("briefing", ""), ("source", ""), ("quote", ""), ("person", "people"))
    links = (
        place.link(addresses.BRIEFINGS, "Briefings"),
        place.link(addresses.SOURCES, "Sources"),
        place.link(addresses.QUOTES, "Quotes"),
        place.link(addresses.FOLDERS["person"], "People"),
    )
    view = Home(
        new=tuple(shown[:NEW]),
        further=tuple(shown[NEW:]),
        differs=tuple(found for key in differ for found in _differs(place, known.stories[key])),
        topics=tuple(_topic(place, *topic) for topic in topics),
        speaking=tuple(person(place, known.entities[key]) for key in speakers),
        counts=tuple((words.count(n, *noun), link) for n, noun, link in zip(counts, nouns, links, strict=True)),
    )
    return Draft(place, "home", site.options.site_name, view)


def _differs(place: Place, story: Story) -> Iterator[Differs]:
    """The first difference of a story."""
    for one in differing(table(place, Outlets(place.site, story)).differ)[:1]:
        day = words.day(story.published) if story.published else ""
        yield Differs(place.briefing(story), day, str(story.published or ""), one)


def _topic(place: Place, tag: str, entity: str, stories: Sequence[str]) -> Topic:
    known = place.site.knowledge
    return Topic(
        name=tag or known.entities[entity].name,
        link=place.entity(known.entities[entity]) if entity else None,
        number=len(stories),
        briefings=tuple(place.briefing(known.stories[key]) for key in stories[:OF_TOPIC]),
    )


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda found: (-found[1], found[0]))
