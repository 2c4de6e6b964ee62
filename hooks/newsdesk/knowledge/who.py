"""The people and organisations of a story, by the part they play."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from newsdesk.records import Extraction, PartPlayed, Source, Span


def who_is_who(
    sources: Sequence[Source], extractions: Sequence[Extraction], entity_of_chain: Mapping[tuple[str, int], str]
) -> tuple[PartPlayed, ...]:
    """Those who speak first, then those named most."""
    mentions: Counter[str] = Counter()
    speakers: set[str] = set()
    roles: dict[str, list[tuple[str, Span, int]]] = defaultdict(list)
    for source, extraction in zip(sources, extractions, strict=True):
        entity_of = [entity_of_chain.get((source.id, n)) for n in range(len(extraction.chains))]
        for mention in extraction.mentions:
            if mention.chain is not None and (entity := entity_of[mention.chain]):
                mentions[entity] += 1
        for quote in extraction.quotes:
            if quote.speaker and quote.speaker.chain is not None and (entity := entity_of[quote.speaker.chain]):
                speakers.add(entity)
        for description in extraction.descriptions:
            if entity := entity_of[description.chain]:
                roles[entity].append((source.id, description.span, description.paragraph))
    parts = [
        PartPlayed(entity, "speaks" if entity in speakers else "is spoken about", tuple(roles[entity]), count)
        for entity, count in mentions.items()
    ]
    return tuple(sorted(parts, key=lambda p: (p.part != "speaks", -p.mentions, p.entity)))
