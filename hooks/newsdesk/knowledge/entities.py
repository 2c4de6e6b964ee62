"""The entities that all sources name together: which chains are of one thing, and what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from newsdesk.knowledge.appearances import Appearances, appearances
from newsdesk.knowledge.entity_joins import Cluster
from newsdesk.knowledge.identity.identify import identify
from newsdesk.memo.memo import Memo
from newsdesk.records import (
    ChainRef,
    CuratedEntity,
    Entity,
    EntityType,
    Extraction,
    Lexicon,
    Library,
    Options,
    slug,
)


def join_entities(
    library: Library,
    extractions: Mapping[str, Extraction],
    lexicon: Lexicon,
    options: Options,
    memo: Memo | None = None,
    stories: Iterable[Sequence[str]] = (),
) -> tuple[dict[str, Entity], dict[ChainRef, str], dict[str, Extraction]]:
    """The entities by id, the entity of each chain that has one: (source id, chain index) → entity id, and the
    extractions, completed by what other sources tell (see `identity`).

    `stories`: the ids of the sources that report the same news. Ids of entities depend on the names alone, not on the
    order of sources.
    """
    memo = memo or Memo()
    curated = {entity.id: entity for entity in library.vocabulary.entities}
    sources = {source.id: source for source in library.sources}
    who = identify(extractions, stories, sources, curated, lexicon, memo)
    extractions = who.extractions
    groups = [g for g in who.groups if g.curated or _has_profile(g, options)]
    ids = _ids(groups, curated)
    entity_of_chain = {place: ids[n] for n, group in enumerate(groups) for place in group.places}
    shown = {}
    for source, extraction in extractions.items():
        entity_of = tuple(entity_of_chain.get((source, n), "") for n in range(len(extraction.chains)))
        shown[source] = memo.once(appearances, source, extraction, entity_of)
    former = _former_ids(curated, ids)
    entities = {}
    for entity_id, group in zip(ids, groups, strict=True):
        known, places = curated.get(entity_id), tuple(sorted(group.places))
        about = (entity_id, group.name, group.type, places, known, former.get(entity_id, ()))
        named = tuple(dict.fromkeys(source for source, _ in places))
        parts = tuple((extractions[source], shown[source]) for source in named)
        entities[entity_id] = memo.once(_entity, *about, parts)
    return dict(sorted(entities.items())), entity_of_chain, who.extractions


def _has_profile(group: Cluster, options: Options) -> bool:
    """Named in full in as many sources as the option asks for."""
    return len({source for source, _ in group.full}) >= options.profile_sources


def _ids(groups: Sequence[Cluster], curated: Mapping[str, CuratedEntity]) -> list[str]:
    """An id for each group: the curated one, else the slug of its key, which does not change with the number of
    sources that use one name or another; of equal slugs the first by type and key keeps it, and the others take
    their type with it."""
    ids = [group.curated for group in groups]
    taken = set(curated)
    for n in sorted(range(len(groups)), key=lambda n: (_RANK[groups[n].type], groups[n].key, groups[n].mark)):
        if ids[n]:
            continue
        plain = "-".join(map(slug, filter(None, (groups[n].key or "unnamed", groups[n].mark))))
        wanted = plain if plain not in taken else f"{plain}-{groups[n].type}"
        number = 2
        while wanted in taken:
            wanted, number = f"{plain}-{groups[n].type}-{number}", number + 1
        taken.add(wanted)
        ids[n] = wanted
    return ids


def _former_ids(curated: Mapping[str, CuratedEntity], ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The ids that lead to each curated entity: as an editor states, and those its aliases had while detected."""
    claims = Counter(former for entity in curated.values() for former in {*entity.formerly, *map(slug, entity.aliases)})
    taken = {*ids, *curated}
    former = {}
    for entity in curated.values():
        of_aliases = (alias for alias in map(slug, entity.aliases) if claims[alias] == 1)
        free = (i for i in (*entity.formerly, *of_aliases) if i and i not in taken)
        former[entity.id] = tuple(dict.fromkeys(free))
    return former


_RANK: dict[EntityType, int] = {"person": 0, "organisation": 1, "place": 2, "event": 3, "product": 4}


def _entity(
    entity_id: str,
    name: str,
    kind: EntityType,
    places: Sequence[ChainRef],
    known: CuratedEntity | None,
    former: tuple[str, ...],
    told: Sequence[tuple[Extraction, Appearances]],
) -> Entity:
    """An entity of some chains, given what its sources say and have of it; `known`: what editors state of it."""
    name = known.name if known else name
    found, parts = {extraction.source: extraction for extraction, _ in told}, [part for _, part in told]
    chains = [found[source].chains[n] for source, n in places]
    seen = Counter(alias for chain in chains for alias in (chain.name, *chain.aliases) if alias != name)
    together: Counter[str] = Counter()
    for part in parts:
        together.update(part.together.get(entity_id, ()))
    return Entity(
        id=entity_id,
        type=known.type if known else kind,
        name=name,
        curated=known is not None,
        description=known.description if known else "",
        aliases=_most_first(seen),
        wikidata=known.wikidata if known else "",
        same_as=known.same_as if known else (),
        formerly=former,
        chains=tuple(places),
        mentions=tuple(place for part in parts for place in part.mentions.get(entity_id, ())),
        quotes_by=tuple(ref for part in parts for ref in part.quotes_by.get(entity_id, ())),
        quotes_about=tuple(ref for part in parts for ref in part.quotes_about.get(entity_id, ())),
        appears_with=tuple((other, together[other]) for other in _most_first(together)),
    )


def _most_first(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda key: (-counts[key], key)))
