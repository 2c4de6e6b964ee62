"""All extractions, and which sources tell one story → who is who: the story of this package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from newsdesk.knowledge.entity_joins import Group, join_chains
from newsdesk.knowledge.identity.amending import amended
from newsdesk.knowledge.identity.editors import Editors
from newsdesk.knowledge.identity.offices import Offices
from newsdesk.knowledge.identity.surnames import names_of, surname_joins
from newsdesk.knowledge.identity.variants import Archive, join_variants, nicknames_of
from newsdesk.knowledge.namesakes import Teller
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
    story_of = {source: tuple(story) for story in stories for source in story}
    editors, offices = Editors(curated), Offices(sources, lexicon, memory)
    groups = join_chains(extractions, lexicon, sources, memory)
    teller = Teller(extractions, sources, lexicon, memory)
    archive = Archive(extractions, sources, story_of, offices, teller, editors, nicknames_of(lexicon))
    groups, moved = join_variants(groups, archive)
    names = names_of(groups, extractions, sources, editors, offices)
    joins: dict[str, list[Join]] = {source: [] for source in sorted(extractions)}
    for (source, _), join in moved:
        joins[source].append(join)
    home = {place: group for group in groups for place in group.full}
    for source, found in joins.items():
        looked_up = list(surname_joins(source, story_of.get(source, (source,)), names))
        found += looked_up
        for join in looked_up:
            home[join.bearer].places.append((source, join.chain))
    completed = {
        source: memory.of(("amended", tuple(joins[source])), (found,), partial(amended, found, tuple(joins[source])))
        for source, found in extractions.items()
    }
    return Identified(groups, completed)
