"""Sources of one origin: wire copies and rewrites, named by an editor or seen by their near-identical text.

Texts are compared as whole sets of five-word shingles (Broder 1997): those that share shingles are found through
an index of them, which remembers a few sources for each, so that the work grows with the number of words.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    """All pairs of near-identical texts, sorted.

    Only texts that share one of the shorter one's rarest shingles are compared: of so many that a copy cannot be
    without them all. Method: prefix filtering, Chaudhuri, Ganti and Kaushik, "A primitive operator for similarity
    joins in data cleaning", 2006.
    """
    texts = {source.id: _runs(_text(source)) for source in sorted(sources, key=lambda s: s.id)}
    often = Counter(chain.from_iterable(texts.values()))
    having: defaultdict[int, list[str]] = defaultdict(list)  # the sources with a run,
    telling: defaultdict[int, list[str]] = defaultdict(list)  # and those of whose rarest it is
    copies = []
    for two, runs in texts.items():
        repeated, rarest = _repeated(runs, often)
        met = {one for run in rarest for one in having.get(run, ())}
        met.update(one for run in repeated for one in telling.get(run, ()))
        for one in met:
            least = min(len(texts[one]), len(runs))
            if (common := len(texts[one] & runs)) >= _COPY * least:
                copies.append(Copy(one, two, common / least))
        for index, of in ((having, repeated), (telling, rarest)):
            for run in of:
                if len(known := index[run]) < _HOLDERS:
                    known.append(two)
    return tuple(sorted(copies, key=lambda c: (c.one, c.other)))


def _repeated(runs: frozenset[int], often: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """The runs of a text that stand in others too, and of these the rarest, without which no other text is a copy."""
    order = sorted(often[run] for run in runs)
    last = order[len(runs) - math.ceil(_COPY * len(runs))] if order else 0
    repeated = [run for run in runs if often[run] > 1]
    return repeated, [run for run in repeated if often[run] <= last]


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
