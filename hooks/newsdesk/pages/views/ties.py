"""With whom somebody appears: whom sentences name beside him or her, and in which stories."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass

from newsdesk.pages.place import Link, Place, Portrait, portrait
from newsdesk.pages.rights import sentence_at
from newsdesk.pages.site import Site
from newsdesk.records import Entity

TIES = 12  # others that stand around one: of most stories, then of most sentences


@dataclass(frozen=True, slots=True)
class Tie:
    """A line to another one, the newest story in which a sentence names both, and how many more there are."""

    other: Link
    portrait: Portrait
    story: Link
    more: int


def beside(site: Site, entity: Entity) -> list[tuple[str, tuple[str, ...]]]:
    """Those with whom an entity shares most, by their ids, each with the stories in which a sentence names both."""
    sources, sentences = _beside(site, entity)
    stories = {key: tuple(dict.fromkeys(site.story_of[source] for source in named)) for key, named in sources.items()}
    return sorted(stories.items(), key=lambda found: (-len(found[1]), -sentences[found[0]], found[0]))[:TIES]


def ties(place: Place, entity: Entity) -> tuple[Tie, ...]:
    """The lines to those with whom an entity shares most."""
    known = place.site.knowledge
    return tuple(
        Tie(
            other=place.entity(known.entities[key]),
            portrait=portrait(known.entities[key]),
            story=place.briefing(known.stories[newest]),
            more=len(others),
        )
        for key, (newest, *others) in beside(place.site, entity)
    )


def _beside(site: Site, entity: Entity) -> tuple[dict[str, list[str]], Counter[str]]:
    """The sources in which a sentence names another entity beside this one, newest first, and how many sentences do."""
    spans = {
        (site.newest_first[at.source], at.source, sentence_at(found, found.mentions[at.mention].span))
        for at in entity.mentions
        if (found := site.extraction(at.source))
    }
    sources: dict[str, list[str]] = defaultdict(list)
    sentences: Counter[str] = Counter()
    for _, source, sentence in sorted(spans):
        linked = site.linked[source]
        first = bisect_left(linked, sentence.start, key=lambda pair: pair[0].span.start)
        last = bisect_left(linked, sentence.end, key=lambda pair: pair[0].span.start)
        for key in {other.id for _, other in linked[first:last]} - {entity.id}:
            sentences[key] += 1
            if source not in sources[key]:
                sources[key].append(source)
    return dict(sources), sentences
