"""Sources of one origin: wire copies and rewrites, named by an editor or seen by their near-identical text."""

from __future__ import annotations

from collections.abc import Iterable

from newsdesk.knowledge.copies import Copy
from newsdesk.knowledge.joining import joined
from newsdesk.records import Source


def origins_of(sources: Iterable[Source], copies: Iterable[Copy]) -> dict[str, str]:
    """The origin of each source by id: equal for those that share `origin:` or whose texts are copies."""
    sources = sorted(sources, key=lambda s: s.id)
    known = {source.id for source in sources}
    named: dict[str, str] = {}
    pairs = [(copy.one, copy.other) for copy in copies if copy.one in known and copy.other in known]
    for source in sources:
        if source.meta.origin:
            pairs.append((named.setdefault(source.meta.origin.casefold(), source.id), source.id))
    return joined((source.id for source in sources), pairs)
