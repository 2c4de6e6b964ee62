"""How much a shared word says: inverse document frequency, leaning on what kind of word it is in a small corpus."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Source

_PRIOR = 50  # sources at which the corpus' own figures weigh as much as the kind of word

Weigh = Callable[[Word], float]


@dataclass(frozen=True, slots=True)
class Counted:
    """In how many texts each key stands, and in which ones that was counted."""

    digests: Mapping[str, str]  # by source id: of all that decides its text
    keys: Mapping[str, str]  # those of each source, each once, blanks between them
    frequencies: Counter[str]


def document_frequencies(
    sources: Mapping[str, Source], digests: Mapping[str, str], language: Language, before: Counted | None = None
) -> Counted:
    """In how many sources each key stands; counted anew only for texts that were others before.

    `digests`: of all that decides each source, by its id, as the sources are.
    """
    old = before or Counted({}, {}, Counter())
    changed = {key for key in digests.keys() | old.digests.keys() if digests.get(key) != old.digests.get(key)}
    if before and not changed:
        return before
    keys = {key: _keys(source.text, language) if key in changed else old.keys[key] for key, source in sources.items()}
    frequencies = Counter(old.frequencies)
    for key in changed:
        frequencies.subtract(old.keys.get(key, "").split())
        frequencies.update(keys.get(key, "").split())
    return Counted(digests, keys, frequencies)


def _keys(text: str, language: Language) -> str:
    return " ".join({language.key(form): None for form in set(re.findall(r"[^\W\d_]+", text.lower()))})


class Weights:
    """A word's weight: 0 for a function word, about 1 for a usual content word, up to 1.5 for a rare one.

    Frequencies count in steps of half a doubling, so that one more article changes the weights of few words.
    """

    def __init__(self, frequencies: Mapping[str, int], sources: int) -> None:
        self.sources = _step(sources)
        self._trust = _size(self.sources) / (_size(self.sources) + _PRIOR)
        self._steps = _Steps(frequencies)
        self.rarity: Mapping[str, float] = _Rarity(self)

    def __call__(self, word: Word) -> float:
        return word.weight if word.kind == "number" else word.weight * self.rarity[word.key]

    def rarity_of(self, key: str) -> float:
        share = 1 - self.step(key) / self.sources if self.sources else 0.0
        return 1 + self._trust * (share - 0.6)

    def step(self, key: str) -> int:
        """How frequent a word is: in steps, of which the whole corpus has `sources`."""
        return self._steps[key]

    def are(self, steps: Mapping[str, int]) -> bool:
        """Whether words are as frequent as they were."""
        return list(map(self._steps.__getitem__, steps)) == list(steps.values())


class _Rarity(dict[str, float]):
    """How much words weigh as others of their kind do, each reckoned when it is first asked for."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def __missing__(self, key: str) -> float:
        self[key] = rarity = self._weights.rarity_of(key)
        return rarity


class _Steps(dict[str, int]):
    """How frequent words are, in steps; each reckoned when it is first asked for."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = frequencies

    def __missing__(self, key: str) -> int:
        self[key] = step = _step(self._frequencies.get(key, 0))
        return step


@lru_cache(maxsize=65_536)
def _step(number: int) -> int:
    return round(2 * math.log2(number + 1))


def _size(step: int) -> float:
    """The number that a step stands for."""
    return float(2 ** (step / 2) - 1)
