"""Fit the weights of the quote scorers from the annotated train articles: `make fit`.

Three linear models. *Voice*: which voice speaks a stretch, a conditional logit over the stretch's voices and "nobody"
(score 0), after McFadden (1974). *Speech*: whether a stretch is speech at all, a logistic regression. *Confidence*:
whether the speaker that these two decided on is the one, of words that were said, a logistic regression again. Each
learns from what the one before says of articles it was fitted without (stacking, Wolpert 1992; five folds), so that
none trusts another too much. Weights are rounded and those near nothing dropped: what remains is what a person can
read.

The first two learn from PolNeAR as it was annotated, the third from its corrections as well (tests/measure/gold):
fitted to these, the first two are no better on dev, and on Wikinews take more words that nobody said (.125 for .100).

Boosted trees were tried in place of the first two, on the same features (scikit-learn's histogram gradient boosting,
with the linear score among them, cross-fitted on train): .949 of the speakers right against .951, and .938 against .949
under the curve of speech and nonquotes. They win nothing, so there are none.
"""

from __future__ import annotations

import gc
import json
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from tests.measure.cases import Article, Case, read
from tests.measure.quote_score import Line, figures, predicted, right_ones

from newsdesk.extraction.quotes.confidence import calibrated
from newsdesk.extraction.quotes.decisions import Models
from newsdesk.extraction.quotes.scorer import Scorer, logistic
from newsdesk.extraction.quotes.speech import speech_features
from newsdesk.records import Options

FOLDS = 5
LEAST_SPEECH = (0.9, 0.75)  # up to four words inside a sentence, any other
# Chosen on train, cross-fitted: there the F1 of direct quotes with their speakers is best, that of all quotes within
# half a point of its best, and a sixth of the nonquotes are taken, most of them speech the annotators passed over.
SPEAKER_CONFIDENCE = Options().speaker_confidence
WEIGHTS = Path(__file__).parents[2] / "hooks" / "newsdesk" / "data" / "quote_weights.yml"


class Table:
    """The voices of all cases as one matrix of features, a row each."""

    def __init__(self, train: Sequence[Article], least: int = 4) -> None:
        self.cases = [c for a in train for c in a.cases]
        self.fold = np.array([k % FOLDS for k, a in enumerate(train) for _ in a.cases])
        self.names, self.x = _matrix([row for c in self.cases for row in c.rows], least)
        self.start = np.concatenate([[0], np.cumsum([len(c.rows) for c in self.cases])])

    def fit(self, kept: Sequence[int], penalty: float = 4.0) -> Any:
        """The conditional logit over the cases with these numbers, by L-BFGS with a quadratic penalty."""
        cases = [self.cases[k] for k in kept]
        x = self.x[np.concatenate([np.arange(self.start[k], self.start[k + 1]) for k in kept])]
        turned = x.T.tocsr()
        sizes = np.array([len(c.rows) for c in cases])
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        right = np.array([s + c.right for s, c in zip(starts, cases, strict=True) if c.right is not None])
        group = np.repeat(np.arange(len(cases)), sizes)

        def loss(w: Any) -> tuple[float, Any]:
            score = x @ w
            top = np.maximum(np.maximum.reduceat(score, starts), 0.0)
            power = np.exp(score - top[group])
            total = np.add.reduceat(power, starts) + np.exp(-top)
            value = float((np.log(total) + top).sum() - score[right].sum() + penalty * (w @ w) / 2)
            probability = power / total[group]
            probability[right] -= 1.0
            return value, turned @ probability + penalty * w

        return _minimum(loss, x.shape[1])

    def scorer(self, weights: Any) -> Scorer:
        return Scorer({name: float(w) for name, w in zip(self.names, weights, strict=True)})

    def usable(self, fold: int | None = None) -> list[int]:
        """The cases that tell something of who speaks, without those of a fold."""
        return [
            k
            for k, c in enumerate(self.cases)
            if self.fold[k] != fold and c.speech is not None and c.voices and not (c.attributed and c.right is None)
        ]


def _matrix(rows: Sequence[Sequence[str]], least: int) -> tuple[list[str], Any]:
    """The features that occur `least` times at least, and a row of ones and zeros for each row."""
    counts = Counter(f for row in rows for f in set(row))
    index = {f: k for k, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    starts, columns = [0], array("i")
    for row in rows:
        columns.extend({index[f] for f in row if f in index})
        starts.append(len(columns))
    return list(index), csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(index)))


def _minimum(loss: Any, size: int) -> Any:
    return minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def _logistic_regression(x: Any, right: Sequence[bool], penalty: float) -> Any:
    y = np.where(np.array(right), 1.0, -1.0)

    def loss(w: Any) -> tuple[float, Any]:
        margin = y * (x @ w)
        value = float(np.logaddexp(0, -margin).sum() + penalty * (w @ w) / 2)
        return value, x.T @ (-y / (1 + np.exp(margin))) + penalty * w

    return _minimum(loss, x.shape[1])


def fit_speech(cases: Sequence[Case], penalty: float = 25.0, least: int = 4) -> Scorer:
    """Logistic regression over `speech_features`; `case.scores` must be set."""
    kept = [c for c in cases if c.speech is not None]
    names, x = _matrix([["bias", *speech_features(c.scene, c.at, c.scores, c.rows, c.previous)] for c in kept], least)
    weights = _logistic_regression(x, [bool(c.speech) for c in kept], penalty)
    return Scorer({name: float(w) for name, w in zip(names, weights, strict=True)})


def fit_confidence(lines: Sequence[Line], right: Sequence[bool], penalty: float = 10.0, least: int = 8) -> Scorer:
    """Logistic regression over `doubts`, the penalty on weights of features brought to the same spread."""
    counts = Counter(name for line in lines for name in line.doubts)
    names = sorted(name for name, n in counts.items() if n >= least)
    x = np.array([[line.doubts.get(name, 0.0) for name in names] for line in lines])
    spread = np.where(x.max(0) > 1.0, x.std(0), 1.0)  # numbers; what is there or not stays as it is
    weights = _logistic_regression(x / spread, right, penalty) / spread
    return Scorer({name: float(w) for name, w in zip(names, weights, strict=True)})


@dataclass(frozen=True, eq=False)
class Fitted:
    """Models, and what models fitted without an article say of it, by article."""

    models: Models
    lines: dict[str, list[Line]]


def fit_models(train: Sequence[Article]) -> Fitted:
    """All three models; `lines` tell what models that know nothing of an article say of it."""
    table = Table(train)
    folds: list[Models] = []
    for fold in range(FOLDS):
        weights = table.fit(table.usable(fold))
        scores = table.x @ weights
        for k in np.flatnonzero(table.fold == fold):
            table.cases[k].scores = scores[table.start[k] : table.start[k + 1]].tolist()
        folds.append(Models(table.scorer(weights), Scorer({}), LEAST_SPEECH, (), Scorer({})))
    for fold in range(FOLDS):
        others = [c for c, f in zip(table.cases, table.fold, strict=True) if f != fold]
        folds[fold] = replace(folds[fold], speech=fit_speech(others))
    lines = {a.id: predicted(a.scene, folds[k % FOLDS]) for k, a in enumerate(train)}
    right = {a.id: right_ones(a.row, lines[a.id]) for a in train}
    for fold in range(FOLDS):
        known = [a.id for k, a in enumerate(train) if k % FOLDS != fold]
        confidence = _confidence_of(known, lines, right)
        for a in train[fold::FOLDS]:
            lines[a.id] = [line.told(logistic(confidence.weigh(line.doubts))) for line in lines[a.id]]
    models = Models(
        table.scorer(table.fit(table.usable())),
        fit_speech(table.cases),
        LEAST_SPEECH,
        tuple(calibration([a.id for a in train], lines, right)),
        _confidence_of([a.id for a in train], lines, right),
    )
    return Fitted(models, lines)


def _confidence_of(
    ids: Sequence[str], lines: Mapping[str, Sequence[Line]], right: Mapping[str, Sequence[bool | None]]
) -> Scorer:
    judged = [(line, good) for i in ids for line, good in zip(lines[i], right[i], strict=True) if good is not None]
    return fit_confidence([line for line, _ in judged], [good for _, good in judged])


def calibration(
    ids: Sequence[str], lines: Mapping[str, Sequence[Line]], right: Mapping[str, Sequence[bool | None]]
) -> list[tuple[float, float]]:
    """Isotonic steps from raw probability to the share that was right (pool adjacent violators)."""
    judged = [(line, good) for i in ids for line, good in zip(lines[i], right[i], strict=True) if good is not None]
    pairs = sorted((line.confidence, float(good)) for line, good in judged)
    size = max(1, len(pairs) // 60)
    blocks = [pairs[k : k + size] for k in range(0, len(pairs), size)]
    pools: list[list[float]] = []  # [sum of raw, sum of right, count]
    for block in blocks:
        pools.append([sum(x for x, _ in block), sum(y for _, y in block), len(block)])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [(round(raw / n, 4), round(right / n, 4)) for raw, right, n in pools]


def write(models: Models, provenance: Mapping[str, str]) -> None:
    """`data/quote_weights.yml`: provenance, thresholds, calibration, weights by name."""
    lines = ["# What the scorers of quotes weigh; written by `make fit`, read by newsdesk.extraction.quotes.decisions."]
    lines += [
        "# Positive weights speak for it, in log odds. Names are made in extraction/quotes: features.py, speech.py and",
        "# confidence.py.",
        "provenance:",
    ]
    lines += [f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in provenance.items()]
    lines += [
        "# P(speech) from which a stretch is taken: up to four words inside a sentence, any other.",
        "least_speech: {{short: {}, long: {}}}".format(*models.least_speech),
        "# Default of speaker_confidence: see records/options.py.",
        f"speaker_confidence: {SPEAKER_CONFIDENCE}",
        "calibration:  # what the weights of confidence give: how often it was right",
    ]
    lines += [f"  - [{raw}, {right}]" for raw, right in models.calibration]
    for name, scorer in (("confidence", models.confidence), ("speech", models.speech), ("voice", models.voice)):
        lines.append(f"{name}:")
        lines += [
            f"  {json.dumps(f, ensure_ascii=False)}: {w:.2f}"
            for f, w in sorted(scorer.weights.items())
            if abs(w) >= 0.03
        ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def told(name: str, articles: Sequence[Article], lines: Mapping[str, Sequence[Line]]) -> str:
    """The chief figures in one line."""
    rows = {a.id: a.row for a in articles}
    printed = {i: [line.printed() for line in of] for i, of in lines.items()}
    direct, longer = figures(rows, printed), figures(rows, printed, ("direct", "mixed"), 5)
    return (
        f"{name}: direct span F1 {direct.span[2]:.3f}, speaker of those given {direct.given:.3f}, "
        f"both F1 {direct.both[2]:.3f}; five words or more, both F1 {longer.both[2]:.3f}"
    )


def thresholds(train: Sequence[Article], fitted: Fitted) -> str:
    """What is shown with a name on train, cross-fitted, from some confidences on: a line for each."""
    rows, steps, told = {a.id: a.row for a in train}, fitted.models, []
    lines = {i: [line.told(calibrated(steps, line.confidence)) for line in of] for i, of in fitted.lines.items()}
    for least in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        shown = figures(rows, {i: [line.printed(least) for line in of] for i, of in lines.items()}).both
        told.append(f"shown from {least}: words and speaker P {shown[0]:.3f} R {shown[1]:.3f}")
    return "\n".join(told)


def main() -> None:
    gc.disable()  # the cases are many and stay to the end
    train = list(read("polnear_train"))
    fitted = fit_models(train)
    dev = list(read("polnear_dev"))
    found = {a.id: predicted(a.scene, fitted.models) for a in dev}
    provenance = {
        "corpus": f"PolNeAR 1.0.0 train, {len(train)} articles, {sum(len(a.row['quotes']) for a in train)} quotes",
        "command": "make fit",
        "date": date.today().isoformat(),
        "train, cross-fitted": told("before names", train, fitted.lines),
        "dev": told("before names", dev, found),
    }
    write(fitted.models, provenance)
    print(thresholds(train, fitted))
    print("\n".join(f"{k}: {v}" for k, v in provenance.items()))


if __name__ == "__main__":
    main()
