"""All extractions, and which sources tell one story → who is who: the story of this package."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from newsdesk.knowledge.entity_joins import Group, Place, join_chains
from newsdesk.knowledge.identity.amending import amended
from newsdesk.knowledge.identity.offices import Offices
from newsdesk.knowledge.identity.surnames import names_of, surname_joins
from newsdesk.memory import Memory
from newsdesk.records import CuratedEntity, Extraction, Join, Lexicon, Source


@dataclass(frozen=True, slots=True)
class Identified:
    """Chains that are one thing, over all sources, and the extractions completed by what other sources tell."""

    groups: list[Group]
    extractions: dict[str, Extraction]


def identify(
    extractions: Mapping[str, Extraction],
    stories: Iterable[Sequence[str]],
    sources: Mapping[str, Source],
    curated: Mapping[str, CuratedEntity],
    lexicon: Lexicon,
    memory: Memory,
) -> Identified:
    """Joins what sources name in full, then looks up what one of them leaves open: in its story, in the archive.

    `stories`: the ids of the sources that report the same news.
    """
    groups = join_chains(extractions, lexicon, sources, memory)
    names = names_of(groups, extractions, sources, curated, Offices(sources, lexicon, memory))
    story_of = {source: tuple(story) for story in stories for source in story}
    joins = {
        source: tuple(surname_joins(source, story_of.get(source, (source,)), names)) for source in sorted(extractions)
    }
    _add(groups, joins)
    completed = {
        source: memory.of(("amended", joins[source]), (found,), partial(amended, found, joins[source]))
        for source, found in extractions.items()
    }
    return Identified(groups, completed)


def _add(groups: Sequence[Group], joins: Mapping[str, Sequence[Join]]) -> None:
    """Gives each joined chain to the group of its bearer."""
    waiting: dict[Place, list[Place]] = defaultdict(list)
    for source, found in joins.items():
        for join in found:
            waiting[join.bearer].append((source, join.chain))
    for group in groups:
        group.places += [place for bearer in group.full for place in waiting.get(bearer, ())]
