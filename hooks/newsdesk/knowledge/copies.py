"""Texts that are near-identical: what agencies hand to many outlets, and what one outlet takes from another.

Texts are compared as whole sets of five-word shingles (Broder 1997). What is a copy of what depends on the two texts
alone, so that after an edit only what changed is compared.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from newsdesk.knowledge.duplicates import shingles
from newsdesk.records import Source

_COPY = 0.6  # of the shorter text's shingles: from here on it is a copy
_USUAL = 1_000  # texts: a shingle that stands in more is nobody's own words
_TOLD = 20  # copies told of one text among those before it: all further ones are copies of these too
_FEW = 20  # texts that are compared with all others one by one
_BEYOND = 0.1  # of a text's shingles: how many of its rarest a copy must have

Pair = tuple[str, str]  # source ids, in order
Found = tuple[Pair, float]  # with the share of the shorter text that both have


@dataclass(frozen=True, slots=True)
class Copy:
    """Two sources with much the same text; `share` of the shorter one's five-word runs stand in the other."""

    one: str
    other: str
    share: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Texts compared with each other, from which the next comparison goes on."""

    texts: Mapping[str, str]  # by source id
    runs: Mapping[str, array[int]]  # the shingles of each as numbers, each once
    usual: frozenset[int]  # those that tell nothing
    pairs: Mapping[Pair, float]  # the near-identical ones, with the share that they have in common

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The pairs, sorted; of a text that is a copy of many before it, the first of them."""
        told: Counter[str] = Counter()
        copies = []
        for one, other in sorted(self.pairs):
            told[other] += 1
            if told[other] <= _TOLD:
                copies.append(Copy(one, other, self.pairs[one, other]))
        return tuple(copies)


def compare(sources: Iterable[Source], before: Compared | None = None) -> Compared:
    """All texts compared, those alone that were not in the comparison before, where these are few."""
    texts = {source.id: _text(source) for source in sources}
    old = before or Compared({}, {}, frozenset(), {})
    changed = {key for key in texts.keys() | old.texts.keys() if texts.get(key) != old.texts.get(key)}
    runs = {key: _runs(text) if key in changed else old.runs[key] for key, text in texts.items()}
    if before and len(changed) <= _FEW:
        touched = set[int]().union(*({*old.runs.get(key, ())} ^ {*runs.get(key, ())} for key in changed))
        usual = (old.usual - touched) | _usual(runs.values(), touched)
        if usual == old.usual:
            pairs = {pair: share for pair, share in old.pairs.items() if changed.isdisjoint(pair)}
            pairs.update(_pairs_with(changed & texts.keys(), runs, usual))
            return Compared(texts, runs, usual, pairs)
    usual = _usual(runs.values())
    return Compared(texts, runs, usual, dict(_pairs(runs, usual)))


def _text(source: Source) -> str:
    return "\n".join(p.span.of(source.text) for p in source.paragraphs if p.kind == "text")


def _runs(text: str) -> array[int]:
    """The shingles of a text as numbers: 64 bits of each, so that two differing ones hardly ever are one."""
    return array("q", set(map(hash, shingles(text))))


def _usual(texts: Collection[Iterable[int]], among: set[int] | None = None) -> frozenset[int]:
    """The runs, of all or some, that stand in so many texts that they tell nothing."""
    if len(texts) <= _USUAL:
        return frozenset()
    often = Counter(chain.from_iterable(texts if among is None else map(among.intersection, texts)))
    return frozenset(run for run, count in often.items() if count > _USUAL)


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text that stands in the other, if that makes it a copy; else 0."""
    least = min(len(one), len(other))
    return common / least if least and (common := len(one & other)) >= _COPY * least else 0.0


def _pairs_with(some: Collection[str], runs: Mapping[str, array[int]], usual: frozenset[int]) -> Iterator[Found]:
    """The near-identical pairs in which one of some texts stands, each compared with all others."""
    mine = {key: frozenset(runs[key]) - usual for key in some}
    for other in runs if some else ():
        theirs = mine.get(other) or frozenset(runs[other]) - usual
        for key, own in mine.items():
            if key != other and (share := _share(own, theirs)):
                yield (min(key, other), max(key, other)), share


def _pairs(runs: Mapping[str, array[int]], usual: frozenset[int]) -> Iterator[Found]:
    """All near-identical pairs.

    A text is compared with those alone that hold enough of its rarest shingles: of so many that a copy cannot be
    without them. Method: prefix filtering, Chaudhuri, Ganti and Kaushik, "A primitive operator for similarity joins in
    data cleaning", 2006; with more than one of the prefix, Wang, Li and Feng, "Can we beat the prefix filtering?",
    2012.
    """
    texts = {key: frozenset(own) - usual for key, own in runs.items()}
    seen, shared = set[int](), set[int]()
    for own in texts.values():
        shared |= seen & own
        seen |= own
    often = Counter(chain.from_iterable(map(shared.intersection, texts.values())))
    looked_up = {key: _rarest(own, shared, often) for key, own in texts.items()}
    wanted = set[int]().union(*looked_up.values())
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for key, own in texts.items():
        for run in own & wanted:
            holders[run].append(key)
    for key, own in texts.items():
        met = Counter(chain.from_iterable(holders[run] for run in looked_up[key]))
        for other, number in met.items():
            enough = number >= _least(own) and key != other and len(own) <= len(texts[other])
            if enough and (share := _share(own, texts[other])):
                yield (min(key, other), max(key, other)), share


def _rarest(own: frozenset[int], shared: set[int], often: Mapping[int, int]) -> list[int]:
    """The rarest shingles of a text of which a copy that is no shorter has `_least` at least, but for its very own."""
    common = own & shared
    number = len(common) + _least(own) - math.ceil(_COPY * len(own))
    return sorted(common, key=often.__getitem__)[:number] if number > 0 else []


def _least(own: frozenset[int]) -> int:
    return math.ceil(_BEYOND * len(own))
