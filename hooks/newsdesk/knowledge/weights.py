"""How much a shared word says: inverse document frequency, leaning on what kind of word it is in a small corpus."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Source

_PRIOR = 50  # sources at which the corpus' own figures weigh as much as the kind of word

Weigh = Callable[[Word], float]


def document_frequencies(sources: Iterable[Source], language: Language) -> Counter[str]:
    """In how many sources each key stands."""
    frequencies: Counter[str] = Counter()
    for source in sources:
        forms = set(re.findall(r"[^\W\d_]+", source.text.lower()))
        frequencies.update({language.key(form) for form in forms})
    return frequencies


def weigher(frequencies: Mapping[str, int], sources: int) -> Weigh:
    """A word's weight: 0 for a function word, about 1 for a usual content word, up to 1.5 for a rare one."""
    trust = sources / (sources + _PRIOR)
    scale = math.log(sources + 1) or 1.0

    def weigh(word: Word) -> float:
        if word.kind == "number":
            return word.weight
        rarity = math.log((sources + 1) / (frequencies.get(word.key, 0) + 1)) / scale
        return word.weight * (1 + trust * (rarity - 0.6))

    return weigh
