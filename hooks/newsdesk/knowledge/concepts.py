"""What several outlets tell: pairs of words that sentences of more than one origin hold, each a small part of a story.

A summary is good if it holds the parts that many tell (after Gillick and Favre 2009). A word that most sentences of the
story have says little of any of them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations

_SHORT = 10  # words up to which a sentence is not held to be longer
_WHOLE = 50.0  # the gain of all parts of a story
_MOST = 1.0  # the gain of one sentence: a list of names is not the story

Concept = tuple[str, str]


def rarity(sentences: Sequence[Iterable[str]]) -> Mapping[str, float]:
    """How rare each word is among the sentences of a story, given by their words' keys."""
    frequency = Counter(key for keys in sentences for key in keys)
    return {key: math.log((len(sentences) + 1) / (n + 0.5)) for key, n in frequency.items()}


class Concepts:
    """The concepts of sentences, each given by its words' keys and its origin."""

    def __init__(self, sentences: Sequence[Iterable[str]], origins: Sequence[str], rare: Mapping[str, float]) -> None:
        of: dict[Concept, set[str]] = defaultdict(set)
        pairs = [list(combinations(sorted(keys), 2)) for keys in sentences] if len(set(origins)) > 1 else []
        for origin, held in zip(origins, pairs, strict=False):
            for concept in held:
                of[concept].add(origin)
        weights = {c: (len(tell) - 1) * (rare[c[0]] + rare[c[1]]) for c, tell in of.items() if len(tell) > 1}
        total = sum(weights.values()) or 1.0
        self._weights = {concept: _WHOLE * weight / total for concept, weight in weights.items()}
        self.of = [frozenset(concept for concept in held if concept in weights) for held in pairs]
        self.of += [frozenset()] * (len(origins) - len(pairs))

    def gain(self, sentence: int, words: int, told: Set[Concept]) -> float:
        """How much of the story a sentence adds to what is told, for its length."""
        new = sum(self._weights[concept] for concept in self.of[sentence] - told)
        return min(_MOST, new / math.sqrt(max(_SHORT, words)))
