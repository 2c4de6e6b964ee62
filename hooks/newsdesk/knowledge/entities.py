"""The entities that all sources name together: which chains are of one thing, and what is known of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from newsdesk.knowledge.entity_joins import Group, join_chains
from newsdesk.records import (
    CuratedEntity,
    Entity,
    EntityType,
    Extraction,
    Lexicon,
    Library,
    MentionPlace,
    Options,
    QuoteRef,
)

BESIDE = ("phrase", "description:")  # rules of weak mentions that stand around or beside a name, which counts already
Place = tuple[str, int]  # (source id, index of a chain, mention or quote)


def join_entities(
    library: Library, extractions: Mapping[str, Extraction], lexicon: Lexicon, options: Options
) -> tuple[dict[str, Entity], dict[Place, str]]:
    """The entities by id, and the entity of each chain that has one: (source id, chain index) → entity id.

    Ids depend on the names alone, not on the order of sources.
    """
    curated = {entity.id: entity for entity in library.vocabulary.entities}
    sources = {source.id: source for source in library.sources}
    groups = [g for g in join_chains(extractions, lexicon, sources) if g.curated or _has_profile(g, options)]
    ids = _ids(groups, curated)
    entity_of_chain = {place: ids[n] for n, group in enumerate(groups) for place in group.places}
    mentions = _by_entity(extractions, entity_of_chain, "mentions")
    quotes_by, quotes_about = _quotes(extractions, entity_of_chain)
    together = _together(extractions, entity_of_chain)
    former = _former_ids(curated, ids)
    entities = {
        ids[n]: _entity(
            ids[n], group, extractions, curated.get(ids[n]), former, mentions, quotes_by, quotes_about, together
        )
        for n, group in enumerate(groups)
    }  # fmt: skip
    return dict(sorted(entities.items())), entity_of_chain


def _has_profile(group: Group, options: Options) -> bool:
    """Named in full in as many sources as the option asks for."""
    return len({source for source, _ in group.full}) >= options.profile_sources


def _ids(groups: Sequence[Group], curated: Mapping[str, CuratedEntity]) -> list[str]:
    """An id for each group: the curated one, else the slug of its key, which does not change with the number of
    sources that use one name or another; of equal slugs the first by type and key keeps it, and the others take
    their type with it."""
    ids = [group.curated for group in groups]
    taken = set(curated)
    for n in sorted(range(len(groups)), key=lambda n: (_RANK[groups[n].type], groups[n].key, groups[n].mark)):
        if ids[n]:
            continue
        plain = "-".join(filter(None, (_slug(groups[n].key) or "unnamed", _slug(groups[n].mark))))
        wanted = plain if plain not in taken else f"{plain}-{groups[n].type}"
        number = 2
        while wanted in taken:
            wanted, number = f"{plain}-{groups[n].type}-{number}", number + 1
        taken.add(wanted)
        ids[n] = wanted
    return ids


def _former_ids(curated: Mapping[str, CuratedEntity], ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The ids that lead to each curated entity: as an editor states, and those its aliases had while detected."""
    claims = Counter(
        former for entity in curated.values() for former in {*entity.formerly, *map(_slug, entity.aliases)}
    )
    taken = {*ids, *curated}
    former = {}
    for entity in curated.values():
        of_aliases = (alias for alias in map(_slug, entity.aliases) if claims[alias] == 1)
        free = (i for i in (*entity.formerly, *of_aliases) if i and i not in taken)
        former[entity.id] = tuple(dict.fromkeys(free))
    return former


def _slug(name: str) -> str:
    """A name as an id: lower case, Latin letters without diacritics, hyphens between words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain.lower().replace("'", "").replace("’", "")).strip("-")


_RANK: dict[EntityType, int] = {"person": 0, "organisation": 1, "place": 2, "event": 3, "product": 4}


def _entity(
    entity_id: str,
    group: Group,
    extractions: Mapping[str, Extraction],
    known: CuratedEntity | None,
    former: Mapping[str, tuple[str, ...]],
    mentions: Mapping[str, list[Place]],
    quotes_by: Mapping[str, list[Place]],
    quotes_about: Mapping[str, list[Place]],
    together: Mapping[str, Counter[str]],
) -> Entity:
    name = known.name if known else group.name
    seen = Counter(
        alias
        for source, n in group.places
        for alias in (extractions[source].chains[n].name, *extractions[source].chains[n].aliases)
        if alias != name
    )
    return Entity(
        id=entity_id,
        type=known.type if known else group.type,
        name=name,
        curated=known is not None,
        description=known.description if known else "",
        aliases=tuple(alias for alias, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))),
        wikidata=known.wikidata if known else "",
        same_as=known.same_as if known else (),
        formerly=former.get(entity_id, ()),
        chains=tuple(sorted(group.places)),
        mentions=tuple(MentionPlace(*place) for place in mentions.get(entity_id, ())),
        quotes_by=tuple(QuoteRef(*place) for place in quotes_by.get(entity_id, ())),
        quotes_about=tuple(QuoteRef(*place) for place in quotes_about.get(entity_id, ())),
        appears_with=tuple(sorted(together[entity_id].items(), key=lambda item: (-item[1], item[0])))
        if entity_id in together
        else (),
    )


def _by_entity(
    extractions: Mapping[str, Extraction], entity_of_chain: Mapping[Place, str], what: str
) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for source, extraction in sorted(extractions.items()):
        for n, mention in enumerate(extraction.mentions):
            if mention.rule.startswith(BESIDE):
                continue
            if mention.chain is not None and (source, mention.chain) in entity_of_chain:
                found[entity_of_chain[source, mention.chain]].append((source, n))
    return found


def _quotes(
    extractions: Mapping[str, Extraction], entity_of_chain: Mapping[Place, str]
) -> tuple[dict[str, list[Place]], dict[str, list[Place]]]:
    """Quotes by each entity, and quotes that mention it within their words."""
    by: dict[str, list[Place]] = defaultdict(list)
    about: dict[str, list[Place]] = defaultdict(list)
    for source, extraction in sorted(extractions.items()):
        named = [
            (mention.span, entity)
            for mention in extraction.mentions
            if mention.chain is not None and not mention.weak
            and (entity := entity_of_chain.get((source, mention.chain)))
        ]  # fmt: skip
        for n, quote in enumerate(extraction.quotes):
            chain = quote.speaker.chain if quote.speaker else None
            speaker = entity_of_chain.get((source, chain)) if chain is not None else None
            if speaker:
                by[speaker].append((source, n))
            inside = {
                entity for at, entity in named for span in quote.spans if span.start <= at.start and at.end <= span.end
            }
            for entity in inside - {speaker}:
                about[entity].append((source, n))
    return by, about


def _together(extractions: Mapping[str, Extraction], entity_of_chain: Mapping[Place, str]) -> dict[str, Counter[str]]:
    """How many sentences name both, for every two entities that share one."""
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for source, extraction in extractions.items():
        for entities in _sentence_entities(source, extraction, entity_of_chain):
            for one in entities:
                shared[one].update(other for other in entities if other != one)
    return shared


def _sentence_entities(source: str, extraction: Extraction, entity_of_chain: Mapping[Place, str]) -> list[set[str]]:
    found: list[set[str]] = []
    mentions = iter(sorted(extraction.mentions, key=lambda m: m.span))
    mention = next(mentions, None)
    for sentence in extraction.sentences:
        inside = set()
        while mention is not None and mention.span.start < sentence.end:
            if mention.span.start >= sentence.start and mention.chain is not None and not mention.weak:
                inside.add(entity_of_chain.get((source, mention.chain), ""))
            mention = next(mentions, None)
        found.append(inside - {""})
    return found
