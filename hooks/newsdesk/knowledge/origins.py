"""Sources of one origin: wire copies and rewrites, named by an editor or seen by their near-identical text."""

from __future__ import annotations

from collections.abc import Iterable

from newsdesk.knowledge.copies import Copy
from newsdesk.records import Source


def origins_of(sources: Iterable[Source], copies: Iterable[Copy]) -> dict[str, str]:
    """The origin of each source by id: equal for those that share `origin:` or whose texts are copies."""
    sources = sorted(sources, key=lambda s: s.id)
    parent = {source.id: source.id for source in sources}

    def root(source_id: str) -> str:
        while parent[source_id] != source_id:
            parent[source_id] = parent[parent[source_id]]
            source_id = parent[source_id]
        return source_id

    named: dict[str, str] = {}
    pairs = [(copy.one, copy.other) for copy in copies if copy.one in parent and copy.other in parent]
    for source in sources:
        if source.meta.origin:
            pairs.append((named.setdefault(source.meta.origin.casefold(), source.id), source.id))
    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {source.id: root(source.id) for source in sources}
