"""All extractions, and which sources tell one story → who is who: the story of this package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.knowledge.entity_joins import Cluster, join_chains
from newsdesk.knowledge.identity.acronyms import acronym_joins, explained
from newsdesk.knowledge.identity.amending import amended
from newsdesk.knowledge.identity.bodies import join_bodies, join_entries
from newsdesk.knowledge.identity.editors import Editors
from newsdesk.knowledge.identity.holders import Holders, holder_joins
from newsdesk.knowledge.identity.offices import Offices
from newsdesk.knowledge.identity.surnames import names_of, surname_joins
from newsdesk.knowledge.identity.variants import Archive, join_variants, nicknames_of
from newsdesk.knowledge.namesakes import Teller
from newsdesk.memo.memo import Memo
from newsdesk.records import CuratedEntity, Extraction, Join, Lexicon, Source


@dataclass(frozen=True, slots=True)
class Identified:
    """Chains that are one thing, over all sources, and the extractions completed by what other sources tell."""

    groups: list[Cluster]
    extractions: dict[str, Extraction]


def identify(
    extractions: Mapping[str, Extraction],
    stories: Iterable[Sequence[str]],
    sources: Mapping[str, Source],
    curated: Mapping[str, CuratedEntity],
    lexicon: Lexicon,
    memo: Memo,
) -> Identified:
    """Joins what sources name in full, then looks up what one of them leaves open: in its story, in the archive.

    `stories`: the ids of the sources that report the same news.
    """
    story_of = {source: tuple(story) for story in stories for source in story}
    editors, offices = Editors(curated), Offices(sources, lexicon, memo)
    groups = join_chains(extractions, lexicon, sources, memo)
    teller = Teller(extractions, sources, lexicon, memo)
    archive = Archive(extractions, sources, story_of, offices, teller, editors, nicknames_of(lexicon))
    groups, entries = join_entries(groups, editors)
    groups, bodies = join_bodies(groups, extractions, editors, lexicon)
    groups, variants = join_variants(groups, archive)
    names = names_of(groups, extractions, sources, editors, offices)
    joins: dict[str, list[Join]] = {source: [] for source in sorted(extractions)}
    for (source, _), join in (*entries, *bodies, *variants):
        joins[source].append(join)
    home = {place: group for group in groups for place in group.full}
    short = explained(groups, extractions, frozenset(lexicon.tables["names"]["never"]))
    for source, found in joins.items():
        story = story_of.get(source, (source,))
        looked_up = list(surname_joins(source, story, names))
        if source in sources:
            looked_up += acronym_joins(sources[source], story, extractions[source], short, editors)
        found += looked_up
        for join in looked_up:
            place = (source, join.chain)
            if place in home:  # a surname that was taken for a thing
                home[place].drop(place)
            home[join.bearer].places.append(place)
    told = Holders({place: g for g in groups for place in g.places}, extractions, offices, teller, editors, lexicon)
    for source, found in joins.items():
        if source in sources:
            first = len(extractions[source].chains) + sum(bool(join.spans) for join in found)
            for join in holder_joins(sources[source], story_of.get(source, (source,)), first, told):
                found.append(join)
                told.home[join.bearer].places.append((source, join.chain))
    groups = [group for group in groups if group.places]
    completed = {
        key: memo.once(amended, sources[key], found, tuple(joins[key])) if joins[key] and key in sources else found
        for key, found in extractions.items()
    }
    return Identified(groups, completed)
