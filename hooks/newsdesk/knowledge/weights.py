"""How much a shared word says: inverse document frequency, leaning on what kind of word it is in a small corpus."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from newsdesk.knowledge.words import Word, language
from newsdesk.memo.memo import Kind, Memo
from newsdesk.memo.tables import Table, Tables
from newsdesk.records import Lexicon, Source

T = TypeVar("T")

WORDS: Kind[str] = Kind("words", str)  # the stem of each takes long to find: a tenth of a build after one edit
_PRIOR = 50  # sources at which the corpus' own figures weigh as much as the kind of word

Weigh = Callable[[Word], float]


def document_frequencies(sources: Iterable[Source], lexicon: Lexicon, memo: Memo | None = None) -> Counter[str]:
    """In how many sources each key stands."""
    memo = memo or Memo()
    found = Counter[str]()
    for source in sources:
        found.update(memo.kept(WORDS, _keys, source, lexicon, name=source.id).split())
    return found


def _keys(source: Source, lexicon: Lexicon) -> str:
    """The keys of a source's words, each once, blanks between them."""
    words = language(lexicon)
    return " ".join({words.key(form): None for form in set(re.findall(r"[^\W\d_]+", source.text.lower()))})


class Weights(Tables):
    """A word's weight: 0 for a function word, about 1 for a usual content word, up to 1.5 for a rare one.

    Frequencies count in steps of half a doubling, so that one more article changes the weights of few words. Whose
    weights somebody looked up is noted: what was made with them holds while they are as frequent.
    """

    def __init__(self, frequencies: Mapping[str, int], sources: int) -> None:
        self.sources = _step(sources)
        super().__init__(f"weights where all is {self.sources}")
        self._trust = _size(self.sources) / (_size(self.sources) + _PRIOR)
        self._words = _WordWeights(self, _Each(lambda key: _step(frequencies.get(key, 0))))
        self._rarity = _Each(self._rarity_of)

    def __call__(self, word: Word) -> float:
        if word.kind == "number":
            return word.weight
        self._words.seen.add(word.key)
        return word.weight * self._rarity[word.key]

    def step(self, key: str) -> int:
        """How frequent a word is: in steps, of which the whole corpus has `sources`."""
        return self._words[key]

    def _rarity_of(self, key: str) -> float:
        share = 1 - self._words.content[key] / self.sources if self.sources else 0.0
        return 1 + self._trust * (share - 0.6)


class _WordWeights(Table[str, int]):
    """How frequent words are, in steps, by their keys; every key has its place."""

    def __init__(self, weights: Weights, content: Mapping[str, int]) -> None:
        super().__init__(weights, "words", content)

    def text(self, key: str) -> str:
        return str(self.content[key])

    def states(self, keys: Sequence[str]) -> list[int]:
        return list(map(self.content.__getitem__, keys))


class _Each(dict[str, T]):
    """What `reckon` gives for each word, reckoned when it is first asked for."""

    def __init__(self, reckon: Callable[[str], T]) -> None:
        self._reckon = reckon

    def __missing__(self, key: str) -> T:
        self[key] = found = self._reckon(key)
        return found


@lru_cache(maxsize=65_536)
def _step(number: int) -> int:
    return round(2 * math.log2(number + 1))


def _size(step: int) -> float:
    """The number that a step stands for."""
    return float(2 ** (step / 2) - 1)
