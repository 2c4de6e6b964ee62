"""Sources of one origin: wire copies and rewrites, named by an editor or seen by their near-identical text.

Texts are compared as whole sets of five-word shingles (Broder 1997): those that share shingles are found through
an index of them, which remembers a few sources for each, so that the work grows with the number of words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from newsdesk.knowledge.duplicates import shingles
from newsdesk.records import Source

_HOLDERS = 20  # sources remembered for a shingle: all further copies are copies of these too
_COPY = 0.6  # of the shorter text's shingles: from here on it is a copy


@dataclass(frozen=True, slots=True)
class Copy:
    """Two sources with much the same text; `share` of the shorter one's five-word runs stand in the other."""

    one: str
    other: str
    share: float


def find_copies(sources: Sequence[Source]) -> tuple[Copy, ...]:
    """All pairs of near-identical texts, sorted."""
    texts = {source.id: _runs(_text(source)) for source in sorted(sources, key=lambda s: s.id)}
    seen: set[int] = set()
    repeated: set[int] = set()
    for runs in texts.values():
        repeated |= runs & seen
        seen |= runs
    index: defaultdict[int, list[str]] = defaultdict(list)
    copies = []
    for two, runs in texts.items():
        holders = [index[run] for run in runs & repeated]
        shared = Counter(chain.from_iterable(holders))
        unknown = 0  # runs that may stand in sources that are not remembered for them
        for known in holders:
            if len(known) < _HOLDERS:
                known.append(two)
            else:
                unknown += 1
        for one, number in shared.items():
            enough = _COPY * min(len(texts[one]), len(runs))
            if number + unknown >= enough and (common := len(texts[one] & runs)) >= enough:
                copies.append(Copy(one, two, common / min(len(texts[one]), len(runs))))
    return tuple(sorted(copies, key=lambda c: (c.one, c.other)))


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


def _text(source: Source) -> str:
    return "\n".join(p.span.of(source.text) for p in source.paragraphs if p.kind == "text")


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[int]:
    """The shingles of a text as numbers: 64 bits of each, so that two differing ones hardly ever are one."""
    return frozenset(map(hash, shingles(text)))
