"""Files and questions of the Editor's desk, as it shows and writes them: ids, which are never paths."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from newsdesk.records.knowledge import Entity, Suggestion
from newsdesk.records.source import EntityType

DECISIONS = "decisions"
VOCABULARY: Mapping[EntityType, str] = {
    "person": "entities:people",
    "organisation": "entities:organisations",
    "place": "entities:places",
    "event": "entities:events",
    "product": "entities:products",
}


def article_file(source: str) -> str:
    """The id of an article's file."""
    return f"article:{source}"


def clusters(suggestions: Sequence[Suggestion]) -> Iterator[list[Suggestion]]:
    """Suggestions that share a subject, one with another: who takes all of them joins all of their subjects."""
    found: list[tuple[set[str], list[Suggestion]]] = []
    for suggestion in suggestions:
        subjects, members, apart = set(suggestion.subjects), [suggestion], []
        for others, theirs in found:
            if others & subjects:
                subjects, members = subjects | others, [*theirs, *members]
            else:
                apart.append((others, theirs))
        found = [*apart, (subjects, members)]
    yield from (members for _, members in found)


def main_first(ids: Collection[str], cluster: Sequence[Suggestion], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The profiles of a cluster, the one first that stays if nobody chooses: one with an entry, that the suggestions
    keep, that is named most."""
    kept = {suggestion.subjects[0] for suggestion in cluster}

    def rank(key: str) -> tuple[bool, bool, int, str]:
        return not entities[key].curated, key not in kept, -len(entities[key].mentions), key

    return tuple(sorted(ids, key=rank))
