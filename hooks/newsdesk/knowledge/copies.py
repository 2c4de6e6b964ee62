"""Texts that are near-identical: what agencies hand to many outlets, and what one outlet takes from another.

Texts are compared as whole sets of five-word shingles (Broder 1997). What is a copy of what depends on the two texts
alone, so that after an edit only what changed is compared.
"""

from __future__ import annotations

import math
from array import array
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

from newsdesk.knowledge.duplicates import runs_of, words_in
from newsdesk.records import Source

_COPY = 0.6  # of the shorter text's shingles: from here on it is a copy
_USUAL = 1_000  # texts: a shingle that stands in more is nobody's own words
_TOLD = 20  # copies told of one text among those before it: all further ones are copies of these too
_FEW = 20  # texts that are compared with all others one by one
_BEYOND = 0.1  # of a text's shingles: how many of its rarest a copy must have

Found = tuple[str, str, float]  # two source ids, in order, and the share of the shorter text that both have


@dataclass(frozen=True, slots=True)
class Copy:
    """Two sources with much the same text; `share` of the shorter one's five-word runs stand in the other."""

    one: str
    other: str
    share: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Texts compared with each other, from which the next comparison goes on."""

    digests: Mapping[str, str]  # by source id: of all that decides its text
    runs: Mapping[str, str]  # the shingles of each as numbers, each once: base64 of 64 bits each
    usual: tuple[int, ...]  # those that tell nothing, sorted
    pairs: tuple[Found, ...]  # the near-identical ones, sorted

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The pairs, sorted; of a text that is a copy of many before it, the first of them."""
        told: Counter[str] = Counter()
        copies = []
        for one, other, share in self.pairs:
            told[other] += 1
            if told[other] <= _TOLD:
                copies.append(Copy(one, other, share))
        return tuple(copies)


def compare(sources: Mapping[str, Source], digests: Mapping[str, str], before: Compared | None = None) -> Compared:
    """All texts compared, those alone that were not in the comparison before, where these are few.

    `digests`: of all that decides each source, by its id, as the sources are.
    """
    old = before or Compared({}, {}, (), ())
    changed = {key for key in digests.keys() | old.digests.keys() if digests.get(key) != old.digests.get(key)}
    if before and not changed:
        return before
    numbers = _Numbers()
    packed = {key: _packed(_runs(_text(sources[key]), numbers)) if key in changed else old.runs[key] for key in sources}
    if before and len(changed) <= _FEW and (found := _gone_on(before, packed, changed)) is not None:
        return Compared(digests, packed, before.usual, found)
    unpacked = {key: _unpacked(own) for key, own in packed.items()}
    usual = _usual(unpacked.values())
    return Compared(digests, packed, tuple(sorted(usual)), tuple(sorted(set(_pairs(unpacked, usual)))))


def runs_in(compared: Compared, source: str) -> frozenset[int]:
    """The shingles of a text, as numbers."""
    return _unpacked_set(compared.runs[source])


@lru_cache(maxsize=256)
def _unpacked_set(runs: str) -> frozenset[int]:
    return frozenset(_unpacked(runs))


def _gone_on(before: Compared, packed: Mapping[str, str], changed: set[str]) -> tuple[Found, ...] | None:
    """All near-identical pairs, what changed compared with all other texts; None where other runs are usual now."""
    usual, none = frozenset(before.usual), frozenset[int]()
    mine = {key: frozenset(_unpacked(packed[key])) for key in changed if key in packed}
    touched = none.union(*(mine.get(key, none) ^ {*_unpacked(before.runs.get(key, ""))} for key in changed))
    looked_up = touched.union(usual, *mine.values())
    sizes, shared = {}, {}
    for key, own in packed.items():
        runs = _unpacked(own)
        sizes[key], shared[key] = len(runs), looked_up.intersection(runs)
    if (usual - touched) | _usual([touched & own for own in shared.values()]) != usual:
        return None
    pairs = [pair for pair in before.pairs if changed.isdisjoint(pair[:2])]
    for key, text in mine.items():
        telling = text - usual
        for other, theirs in shared.items():
            share = _share(len(telling & theirs), len(telling), sizes[other] - len(usual & theirs))
            if key != other and share:
                pairs.append((min(key, other), max(key, other), share))
    return tuple(sorted(set(pairs)))


def _text(source: Source) -> str:
    return "\n".join(p.span.of(source.text) for p in source.paragraphs if p.kind == "text")


class _Numbers(dict[str, int]):
    """A number for each word, the same in every process: two differing words hardly ever have one."""

    def __missing__(self, word: str) -> int:
        self[word] = number = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest())
        return number


def _runs(text: str, numbers: _Numbers) -> set[int]:
    """The shingles of a text as numbers: 64 bits of each, so that two differing ones hardly ever are one."""
    return set(map(hash, runs_of(list(map(numbers.__getitem__, words_in(text))))))


def _packed(runs: Iterable[int]) -> str:
    return b64encode(array("q", runs).tobytes()).decode()


def _unpacked(runs: str) -> array[int]:
    return array("q", b64decode(runs))


def _usual(texts: Collection[Iterable[int]]) -> frozenset[int]:
    """The runs that stand in so many texts that they tell nothing."""
    if len(texts) <= _USUAL:
        return frozenset()
    often = Counter(chain.from_iterable(texts))
    return frozenset(run for run, count in often.items() if count > _USUAL)


def _share(common: int, one: int, other: int) -> float:
    """The share of the shorter text, of two of some sizes, that stands in the other if that makes it a copy; else 0."""
    least = min(one, other)
    return common / least if least and common >= _COPY * least else 0.0


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
        met, least = Counter(chain.from_iterable(holders[run] for run in looked_up[key])), _least(own)
        for other, number in met.items():
            enough = number >= least and key != other and len(own) <= len(texts[other])
            if enough and (share := _share(len(own & texts[other]), len(own), len(texts[other]))):
                yield min(key, other), max(key, other), share


def _rarest(own: frozenset[int], shared: set[int], often: Mapping[int, int]) -> list[int]:
    """The rarest shingles of a text of which a copy that is no shorter has `_least` at least, but for its very own."""
    common = own & shared
    number = len(common) + _least(own) - math.ceil(_COPY * len(own))
    return sorted(common, key=often.__getitem__)[:number] if number > 0 else []


def _least(own: frozenset[int]) -> int:
    return math.ceil(_BEYOND * len(own))
