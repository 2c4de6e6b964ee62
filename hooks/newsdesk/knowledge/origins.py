"""Sources of one origin: wire copies and rewrites, named by an editor or seen by their near-identical text.

Texts are compared as sets of five-word shingles (Broder 1997), exactly: those that share shingles are found through
an index of them, which remembers a few sources for each, so that the work grows with the number of words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    texts = {source.id: _shingles(_text(source)) for source in sorted(sources, key=lambda s: s.id)}
    index: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    copies = []
    for two, runs in texts.items():
        shared: Counter[str] = Counter()
        for run in runs:
            shared.update(known := index[run])
            if len(known) < _HOLDERS:
                known.append(two)
        for one in sorted(shared):
            share = len(texts[one] & runs) / min(len(texts[one]), len(runs))
            if share >= _COPY:
                copies.append(Copy(one, two, share))
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


_shingles = lru_cache(maxsize=4096)(shingles)
