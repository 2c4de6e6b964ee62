"""What the sources state outright between two entities, joined across them: each with all its sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from newsdesk.memo.memo import Memo
from newsdesk.records import Extraction, Relation, RelationKind, Relationship, Span


def find_relationships(
    extractions: Mapping[str, Extraction], entity_of_chain: Mapping[tuple[str, int], str], memo: Memo | None = None
) -> tuple[Relationship, ...]:
    """One for each kind between two entities, by subject, kind and object.

    What has no profile has none, nor has a name that its sentence no longer has after an editor's correction.
    """
    memo = memo or Memo()
    places: dict[tuple[str, RelationKind, str], dict[tuple[str, Span], int]] = defaultdict(dict)
    for source, extraction in sorted(extractions.items()):
        for stated in memo.once(_between_named, extraction):
            one, other = (entity_of_chain.get((source, chain)) for chain in (stated.subject, stated.object))
            if one and other and one != other:
                places[one, stated.kind, other].setdefault((source, stated.sentence), stated.paragraph)
    return tuple(
        Relationship(one, other, kind, tuple((*where, paragraph) for where, paragraph in sorted(found.items())))
        for (one, kind, other), found in sorted(places.items())
    )


def _between_named(extraction: Extraction) -> list[Relation]:
    return [stated for stated in extraction.relations if _both_named(extraction, stated)]


def _both_named(extraction: Extraction, stated: Relation) -> bool:
    here = {mention.chain for mention in extraction.mentions if stated.sentence.contains(mention.span)}
    return {stated.subject, stated.object} <= here
