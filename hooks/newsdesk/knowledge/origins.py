"""Sources of one origin: wire copies and rewrites, named by an editor or seen by their near-identical text.

Texts are compared as sets of five-word shingles: candidates by MinHash signatures (Broder 1997; datasketch), then
exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from datasketch import MinHash, MinHashLSH

from newsdesk.knowledge.duplicates import shingles
from newsdesk.records import Source

_LIKE = 0.4  # Jaccard similarity from which the signatures propose a pair
_COPY = 0.6  # of the shorter text's shingles: from here on it is a copy
_PERMUTATIONS = 64


@dataclass(frozen=True, slots=True)
class Copy:
    """Two sources with much the same text; `share` of the shorter one's five-word runs stand in the other."""

    one: str
    other: str
    share: float


def find_copies(sources: Sequence[Source]) -> tuple[Copy, ...]:
    """All pairs of near-identical texts, sorted."""
    index = MinHashLSH(threshold=_LIKE, num_perm=_PERMUTATIONS)
    copies = []
    ordered = sorted((s for s in sources if _shingles(_text(s))), key=lambda s: s.id)
    texts = {source.id: _text(source) for source in ordered}
    for source in ordered:
        signature = _signature(texts[source.id])
        for other in sorted(index.query(signature)):
            one, two = _shingles(texts[other]), _shingles(texts[source.id])
            share = len(one & two) / min(len(one), len(two))
            if share >= _COPY:
                copies.append(Copy(other, source.id, share))
        index.insert(source.id, signature, check_duplication=False)
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


@lru_cache(maxsize=100_000)
def _signature(text: str) -> Any:
    """The signature of a text, kept for the life of the process: `serve` builds again and again."""
    signature = MinHash(num_perm=_PERMUTATIONS)
    signature.update_batch([" ".join(shingle).encode() for shingle in sorted(_shingles(text))])
    return signature
