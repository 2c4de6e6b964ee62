"""One story as the rest of this package looks at it: its sources, what was found in them, and who is who there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from newsdesk.records import Entity, Extraction, Source


@dataclass(frozen=True, slots=True)
class Scene:
    """The sources of one story, newest first, with their findings; the entities are those of the whole site."""

    sources: tuple[Source, ...]
    found: Mapping[str, Extraction]  # by source id
    origins: Mapping[str, str] = field(default_factory=dict)  # by source id; sources of one origin count once
    entities: Mapping[str, Entity] = field(default_factory=dict)
    entity_of_chain: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[Source, Extraction]]:
        return ((source, self.found[source.id]) for source in self.sources)

    def origin(self, source_id: str) -> str:
        return self.origins.get(source_id, source_id)

    def entity(self, source_id: str, chain: int | None) -> Entity | None:
        """The entity of a chain of a source, if it has one."""
        return None if chain is None else self.entities.get(self.entity_of_chain.get((source_id, chain), ""))
