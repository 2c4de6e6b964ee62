"""Fit the weights of the quote scorers from the annotated train articles: `make fit`.

Two linear models. *Voice*: which voice speaks a stretch, a conditional logit over the stretch's voices and "nobody"
(score 0), after McFadden (1974). *Speech*: whether a stretch is speech at all, a logistic regression, whose view of the
voices comes from voice models fitted without the article at hand (five folds), so that it does not trust them too much.
Weights are rounded and those near nothing dropped: what remains is what a person can read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from tests.measure.corpus import articles
from tests.measure.gold import load
from tests.measure.quote_score import figures, predicted, right_ones

from newsdesk.extraction.quotes.candidates import set_scene
from newsdesk.extraction.quotes.decisions import Models
from newsdesk.extraction.quotes.features import voice_features
from newsdesk.extraction.quotes.marks import quoted_stretches
from newsdesk.extraction.quotes.scene import Quoted, Scene, Voice
from newsdesk.extraction.quotes.scorer import Scorer
from newsdesk.extraction.quotes.setting import Previous, Setting, setting
from newsdesk.extraction.quotes.speech import speech_features
from newsdesk.extraction.syntax import Doc
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Options, Source, Span

FOLDS = 3
LEAST_SPEECH = (0.95, 0.7)  # up to four words inside a sentence, any other
# Chosen on train, cross-fitted: there they keep the F1 of direct quotes with their speakers within half a point of its
# best, at a fifth of the nonquotes taken, most of which are speech that the annotators passed over.
SPEAKER_CONFIDENCE = Options().speaker_confidence
WEIGHTS = Path(__file__).parents[2] / "hooks" / "newsdesk" / "data" / "quote_weights.yml"


@dataclass(eq=False)
class Case:
    """One stretch of an article with what the annotators say of it."""

    at: Setting
    scene: Scene
    voices: list[Voice]
    rows: list[list[str]]
    speech: bool | None  # None: not annotated
    right: int | None  # which voice speaks; None: none of them
    gold: dict[str, Any] | None
    previous: Previous | None
    attributed: bool = False
    scores: list[float] = field(default_factory=list)


@dataclass(eq=False)
class Article:
    id: str
    outlet: str
    row: dict[str, Any]
    scene: Scene
    cases: list[Case]


def read(name: str) -> Iterator[Article]:
    """The articles of a corpus; of one that Newsdesk marked itself only those that were."""
    lexicon = load_lexicon()
    own = {row["id"]: row for row in load("wikinews")} if name == "wikinews_2020" else {}
    for row, source, parse in articles(name):
        if own:
            if row["id"] not in own:
                continue
            row = own[row["id"]]
        scene = set_scene(Doc(source, parse), quoted_stretches(source, lexicon), lexicon)
        yield Article(str(row["id"]), row["outlet"], row, scene, list(cases(scene, cleaned(row, source))))


def cleaned(row: dict[str, Any], source: Source) -> dict[str, Any]:
    """The annotation of an article with offsets that count in the cleaned text."""

    def moved(gold: dict[str, Any]) -> dict[str, Any]:
        span = source.offsets.to_clean(Span(gold["start"], gold["end"])) or Span(0, 0)
        new = {**gold, "start": span.start, "end": span.end}
        if gold.get("speaker_start") is not None:
            end = gold.get("speaker_end") or gold["speaker_start"] + len(gold["speaker_text"])
            speaker = source.offsets.to_clean(Span(gold["speaker_start"], end)) or Span(0, 0)
            new |= {"speaker_start": speaker.start, "speaker_end": speaker.end}
        return new

    return {key: [moved(gold) for gold in row[key]] for key in ("quotes", "nonquotes")}


def cases(scene: Scene, row: dict[str, Any]) -> Iterator[Case]:
    previous: Previous | None = None
    for quoted in scene.quoted:
        gold = _gold(quoted, row["quotes"])
        at = setting(scene, quoted)
        voices = scene.voices_near(quoted)
        right = _right(voices, gold)
        speech = True if gold else False if _gold(quoted, row["nonquotes"], 0.3) or _tiny(quoted) else None
        yield Case(
            at, scene, voices, voice_features(scene, at, voices, previous), speech, right, gold,
            previous,
            bool(gold and gold.get("speaker_start") is not None),
        )  # fmt: skip
        if gold:
            previous = Previous(quoted, voices[right] if right is not None else None)


def _gold(quoted: Quoted, golds: Sequence[dict[str, Any]], least: float = 0.5) -> dict[str, Any] | None:
    """The annotated stretch that this one overlaps best, if by enough (intersection over union)."""
    span = quoted.stretch.span

    def overlap(gold: dict[str, Any]) -> float:
        both = min(span.end, gold["end"]) - max(span.start, gold["start"])
        return both / (max(span.end, gold["end"]) - min(span.start, gold["start"])) if both > 0 else 0.0

    best = max(golds, key=overlap, default=None)
    return best if best is not None and overlap(best) >= least else None


def _tiny(quoted: Quoted) -> bool:
    """One or two words in single marks: the annotation leaves them out, and mostly nobody said them."""
    return quoted.stretch.single and quoted.last - quoted.first < 2


def _right(voices: Sequence[Voice], gold: dict[str, Any] | None) -> int | None:
    if gold is None or gold.get("speaker_start") is None:
        return None
    start, end = gold["speaker_start"], gold["speaker_end"]
    inside = [k for k, voice in enumerate(voices) if start <= voice.head.start < end]
    return min(inside, key=lambda k: sum(1 for _ in voices[k].head.ancestors()), default=None)


def _matrix(rows: Sequence[Sequence[str]], index: dict[str, int]) -> Any:
    indptr, indices = [0], []
    for row in rows:
        indices += [index[f] for f in set(row) if f in index]
        indptr.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(rows), len(index)))


def _index(rows: Sequence[Sequence[str]], least: int) -> dict[str, int]:
    counts = Counter(f for row in rows for f in set(row))
    return {f: k for k, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}


def fit_voice(cases: Sequence[Case], penalty: float = 4.0, least: int = 4) -> Scorer:
    """The conditional logit, by L-BFGS with a quadratic penalty."""
    kept = [c for c in cases if c.speech is not None and c.voices and not (c.attributed and c.right is None)]
    rows = [row for case in kept for row in case.rows]
    index = _index(rows, least)
    x = _matrix(rows, index)
    sizes = np.array([len(c.rows) for c in kept])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.array([s + c.right for s, c in zip(starts, kept, strict=True) if c.right is not None])
    group = np.repeat(np.arange(len(kept)), sizes)

    def loss(w: Any) -> tuple[float, Any]:
        score = x @ w
        top = np.maximum(np.maximum.reduceat(score, starts), 0.0)
        power = np.exp(score - top[group])
        total = np.add.reduceat(power, starts) + np.exp(-top)
        value = float((np.log(total) + top).sum() - score[right].sum() + penalty * (w @ w) / 2)
        probability = power / total[group]
        probability[right] -= 1.0
        return value, x.T @ probability + penalty * w

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return Scorer({f: float(best.x[k]) for f, k in index.items()})


def fit_speech(cases: Sequence[Case], penalty: float = 2.0, least: int = 4) -> Scorer:
    """Logistic regression over `speech_features`; `case.scores` must be set."""
    kept = [c for c in cases if c.speech is not None]
    rows = [["bias", *speech_features(c.scene, c.at, c.scores, c.rows, c.previous)] for c in kept]
    index = _index(rows, least)
    x = _matrix(rows, index)
    y = np.array([1.0 if c.speech else -1.0 for c in kept])

    def loss(w: Any) -> tuple[float, Any]:
        margin = y * (x @ w)
        value = float(np.logaddexp(0, -margin).sum() + penalty * (w @ w) / 2)
        return value, x.T @ (-y / (1 + np.exp(margin))) + penalty * w

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return Scorer({f: float(best.x[k]) for f, k in index.items()})


def fit_models(train: Sequence[Article]) -> Models:
    """Both models, with the thresholds and the calibration that are in the data file now."""
    for fold in range(FOLDS):
        voice = fit_voice([c for k, a in enumerate(train) if k % FOLDS != fold for c in a.cases])
        for article in train[fold::FOLDS]:
            for case in article.cases:
                case.scores = [voice.score(row) for row in case.rows]
    everything = [c for a in train for c in a.cases]
    return Models(fit_voice(everything), fit_speech(everything), LEAST_SPEECH, ())


def cross_fitted(train: Sequence[Article], part: Callable[[int, Article], object]) -> dict[str, list[dict[str, Any]]]:
    """What models fitted without an article's part say of it; `part` tells an article's part."""
    parts = [part(k, a) for k, a in enumerate(train)]
    lines = {}
    for held in sorted(set(parts), key=str):
        models = fit_models([a for a, p in zip(train, parts, strict=True) if p != held])
        lines |= {a.id: predicted(a.scene, models) for a, p in zip(train, parts, strict=True) if p == held}
    return lines


def calibration(train: Sequence[Article], lines: Mapping[str, Sequence[dict[str, Any]]]) -> list[list[float]]:
    """Isotonic steps from raw probability to the share that was right (pool adjacent violators), a dozen at most."""
    pairs = sorted(
        (line["raw"], float(right))
        for a in train
        for line, right in zip(lines[a.id], right_ones(a.row, lines[a.id]), strict=True)
    )
    size = max(1, len(pairs) // 14)
    blocks = [pairs[k : k + size] for k in range(0, len(pairs), size)]
    pools: list[list[float]] = []  # [sum of raw, sum of right, count]
    for block in blocks:
        pools.append([sum(x for x, _ in block), sum(y for _, y in block), len(block)])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [[round(raw / n, 4), round(right / n, 4)] for raw, right, n in pools]


def write(models: Models, steps: Sequence[Sequence[float]], provenance: Mapping[str, str]) -> None:
    """`data/quote_weights.yml`: provenance, thresholds, calibration, weights by name."""
    lines = ["# What the scorers of quotes weigh; written by `make fit`, read by newsdesk.extraction.quotes.decisions."]
    lines += [
        "# Positive weights speak for it, in log odds. Names are made in extraction/quotes/features.py and speech.py.",
        "provenance:",
    ]
    lines += [f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in provenance.items()]
    lines += [
        "# P(speech) from which a stretch is taken: up to four words inside a sentence, any other.",
        "least_speech: {{short: {}, long: {}}}".format(*models.least_speech),
        "# Default of speaker_confidence: the lowest tenth from which 98 of 100 were right.",
        f"speaker_confidence: {SPEAKER_CONFIDENCE}",
        "calibration:  # raw probability: how often it was right",
    ]
    lines += [f"  - [{raw}, {right}]" for raw, right in steps]
    for name, scorer in (("speech", models.speech), ("voice", models.voice)):
        lines.append(f"{name}:")
        lines += [
            f"  {json.dumps(f, ensure_ascii=False)}: {w:.2f}"
            for f, w in sorted(scorer.weights.items())
            if abs(w) >= 0.03
        ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def told(name: str, rows: Mapping[str, dict[str, Any]], lines: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The chief figures in one line."""
    direct, longer = figures(rows, lines), figures(rows, lines, ("direct", "mixed"), 5)
    return (
        f"{name}: direct span F1 {direct.span[2]:.3f}, speaker of those given {direct.given:.3f}, "
        f"both F1 {direct.both[2]:.3f}; five words or more, both F1 {longer.both[2]:.3f}"
    )


def main() -> None:
    train = list(read("polnear_train"))
    lines = cross_fitted(train, lambda k, a: k % FOLDS)
    steps = calibration(train, lines)
    models = fit_models(train)
    dev = list(read("polnear_dev"))
    found = {a.id: predicted(a.scene, models) for a in dev}
    provenance = {
        "corpus": f"PolNeAR 1.0.0 train, {len(train)} articles, {sum(len(a.row['quotes']) for a in train)} quotes",
        "command": "make fit",
        "date": date.today().isoformat(),
        "train, cross-fitted": told("before names", {a.id: a.row for a in train}, lines),
        "dev": told("before names", {a.id: a.row for a in dev}, found),
    }
    write(models, steps, provenance)
    print("\n".join(f"{k}: {v}" for k, v in provenance.items()))


if __name__ == "__main__":
    main()
