"""The entities that all sources name together. A stand-in: joins what a curated id or a full name joins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from newsdesk.records import Entity, Extraction, Lexicon, Library, MentionPlace, Options, QuoteRef


def join_entities(
    library: Library, extractions: Mapping[str, Extraction], lexicon: Lexicon, options: Options
) -> tuple[dict[str, Entity], dict[tuple[str, int], str]]:
    """The entities by id, and the entity of each chain that has one: (source id, chain index) → entity id."""
    curated = {entity.id: entity for entity in library.vocabulary.entities}
    entity_of_chain: dict[tuple[str, int], str] = {}
    chains: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for source_id, extraction in sorted(extractions.items()):
        for n, chain in enumerate(extraction.chains):
            entity = chain.entity or (re.sub(r"\W+", "-", chain.name.lower()).strip("-") if chain.full else "")
            if entity:
                entity_of_chain[source_id, n] = entity
                chains[entity].append((source_id, n))
    entities = {}
    for entity_id, places in sorted(chains.items()):
        first = extractions[places[0][0]].chains[places[0][1]]
        known = curated.get(entity_id)
        mentions = [
            MentionPlace(source_id, k)
            for source_id, n in places
            for k, mention in enumerate(extractions[source_id].mentions)
            if mention.chain == n
        ]
        quotes = [
            QuoteRef(source_id, k)
            for source_id, n in places
            for k, quote in enumerate(extractions[source_id].quotes)
            if quote.speaker and quote.speaker.chain == n
        ]
        entities[entity_id] = Entity(
            entity_id,
            known.type if known else first.type,
            known.name if known else first.name,
            curated=known is not None,
            description=known.description if known else "",
            chains=tuple(places),
            mentions=tuple(mentions),
            quotes_by=tuple(quotes),
        )
    return entities, entity_of_chain
