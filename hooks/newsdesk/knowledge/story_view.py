"""One story as the rest of this package looks at it: its sources, what was found in them, and who is who there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from newsdesk.records import Entity, EntityType, Extraction, Source


@dataclass(frozen=True, slots=True)
class NameBearer:
    """Who bears a name in a story: of an entity what does not change with other stories."""

    id: str
    type: EntityType
    name: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """The sources of one story, newest first, with their findings; nothing of any other story."""

    sources: tuple[Source, ...]
    found: Mapping[str, Extraction]  # by source id
    origins: Mapping[str, str] = field(default_factory=dict)  # by source id; sources of one origin count once
    bearers: Mapping[tuple[str, int], NameBearer] = field(default_factory=dict)  # by source id and chain

    def __iter__(self) -> Iterator[tuple[Source, Extraction]]:
        return ((source, self.found[source.id]) for source in self.sources)

    def origin(self, source_id: str) -> str:
        return self.origins.get(source_id, source_id)

    def bearer(self, source_id: str, chain: int | None) -> NameBearer | None:
        """Who a chain of a source is, if it has a profile."""
        return None if chain is None else self.bearers.get((source_id, chain))


def story_view(
    sources: tuple[Source, ...],
    origins: Mapping[str, str],
    found: Mapping[str, Extraction],
    entities: Mapping[str, Entity],
    entity_of_chain: Mapping[tuple[str, int], str],
) -> StoryView:
    """The scene of some sources out of all findings and entities."""
    of_chain = (
        ((source.id, n), entities.get(entity_of_chain.get((source.id, n), "")))
        for source in sources
        for n in range(len(found[source.id].chains))
    )
    bearers = {place: NameBearer(e.id, e.type, e.name) for place, e in of_chain if e}
    return StoryView(sources, {source.id: found[source.id] for source in sources}, origins, bearers)
