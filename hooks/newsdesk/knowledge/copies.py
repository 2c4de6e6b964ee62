"""Texts that are near-identical: what agencies hand to many outlets, and what one outlet takes from another.

Texts are compared as whole sets of five-word shingles (Broder 1997).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

from newsdesk.knowledge.duplicates import runs_of, words_in
from newsdesk.memo.memo import Memo
from newsdesk.records import Source

_COPY = 0.6  # of the shorter text's shingles: from here on it is a copy
_USUAL = 1_000  # texts: a shingle that stands in more is nobody's own words
_TOLD = 20  # copies told of one text among those before it: all further ones are copies of these too
_BEYOND = 0.1  # of a text's shingles: how many of its rarest a copy must have


@dataclass(frozen=True, slots=True)
class Copy:
    """Two sources with much the same text; `share` of the shorter one's five-word runs stand in the other."""

    one: str
    other: str
    share: float


@dataclass(frozen=True, slots=True)
class ComparedTexts:
    """Texts compared with each other."""

    runs: Mapping[str, bytes]  # by source id: the shingles of each as numbers, each once: 64 bits each
    copies: tuple[Copy, ...]  # sorted; of a text that is a copy of many before it, the first of them


def compare(sources: Mapping[str, Source], memo: Memo | None = None) -> ComparedTexts:
    """All texts compared."""
    memo = memo or Memo()
    runs = {key: memo.once(_packed, source) for key, source in sources.items()}
    unpacked = {key: _unpacked(own) for key, own in runs.items()}
    told: Counter[str] = Counter()
    copies = []
    for one, other, share in sorted(set(_pairs(unpacked, _usual(unpacked.values())))):
        told[other] += 1
        if told[other] <= _TOLD:
            copies.append(Copy(one, other, share))
    return ComparedTexts(runs, tuple(copies))


def runs_in(compared: ComparedTexts, source: str) -> frozenset[int]:
    """The shingles of a text, as numbers."""
    return _unpacked_set(compared.runs[source])


@lru_cache(maxsize=256)
def _unpacked_set(runs: bytes) -> frozenset[int]:
    return frozenset(_unpacked(runs))


def _text(source: Source) -> str:
    return "\n".join(p.span.of(source.text) for p in source.paragraphs if p.kind == "text")


class _Numbers(dict[str, int]):
    """A number for each word, the same in every process: two differing words hardly ever have one."""

    def __missing__(self, word: str) -> int:
        self[word] = number = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest())
        return number


def _packed(source: Source) -> bytes:
    """The shingles of a text as numbers: 64 bits of each, so that two differing ones hardly ever are one."""
    runs = runs_of(list(map(_NUMBERS.__getitem__, words_in(_text(source)))))
    return array("q", set(map(hash, runs))).tobytes()


def _unpacked(runs: bytes) -> array[int]:
    return array("q", runs)


_NUMBERS = _Numbers()


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


def _pairs(runs: Mapping[str, array[int]], usual: frozenset[int]) -> Iterator[tuple[str, str, float]]:
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
