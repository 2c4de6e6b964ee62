"""One thing somebody said, in all its wordings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from newsdesk.knowledge.stories import Group
from newsdesk.records import Extraction, Lexicon, Quote, Source, Statement


def find_statements(
    groups: Iterable[Group],
    sources: Mapping[str, Source],
    found: Mapping[str, Extraction],
    entity_of_chain: Mapping[tuple[str, int], str],
    lexicon: Lexicon,
) -> list[Statement]:
    """Every quote in exactly one statement; statements in the order in which they were first printed."""
    statements = []
    for group in groups:
        same: dict[tuple[object, ...], list[tuple[Source, Quote, str | None]]] = defaultdict(list)
        for source in sorted(group.sources, key=lambda s: (s.meta.published or date.max, s.id)):
            for quote in found[source.id].quotes:
                entity = None
                if quote.speaker and quote.speaker.chain is not None:
                    entity = entity_of_chain.get((source.id, quote.speaker.chain))
                words = " ".join(re.findall(r"\w+", quote.words(source.text).lower()))
                key = (entity, words) if entity else (quote.id,)
                same[key].append((source, quote, entity))
        statements += [_statement(members) for members in same.values()]
    return statements


def _statement(members: list[tuple[Source, Quote, str | None]]) -> Statement:
    return Statement(
        id="s" + members[0][1].id.removeprefix("q"),
        quotes=tuple(quote.id for _, quote, _ in members),
        speaker_entity=members[0][2],
        sources=tuple(dict.fromkeys(source.id for source, _, _ in members)),
        rule="exact words" if len(members) > 1 else "only wording",
    )
