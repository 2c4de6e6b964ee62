"""Linear scorers over named features: a score is the sum of the weights of the features that are there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Scorer:
    """Weights by feature name; a name without a weight counts nothing."""

    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        get = self.weights.get
        return sum(get(feature, 0.0) for feature in features)

    def weigh(self, features: Mapping[str, float]) -> float:
        """The same for features that are so much there."""
        return sum(self.weights.get(feature, 0.0) * much for feature, much in features.items())

    def evidence(self, features: Iterable[str], most: int = 8) -> tuple[tuple[str, float], ...]:
        """The features that weighed most, for and against."""
        weighed = [(f, round(w, 2)) for f in features if (w := self.weights.get(f, 0.0))]
        return tuple(sorted(weighed, key=lambda fw: -abs(fw[1]))[:most])


def logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0


def softmax(scores: Sequence[float]) -> list[float]:
    """Probabilities of alternatives of which exactly one holds."""
    top = max(scores, default=0.0)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
