"""Stretch by stretch: is it speech, and who speaks?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from newsdesk.extraction.quotes.candidates import Quoted, Scene, Voice
from newsdesk.extraction.quotes.features import Previous, Setting, best_cue, setting, speech_features, voice_features
from newsdesk.extraction.quotes.scorer import Scorer, logistic, softmax
from newsdesk.extraction.syntax import Token
from newsdesk.records import Lexicon


@dataclass(frozen=True, eq=False)
class Models:
    """The fitted weights: `data/quote_weights.yml`."""

    voice: Scorer
    speech: Scorer
    least_speech: float  # P(speech) from which a stretch is taken for a quote
    calibration: tuple[tuple[float, float], ...]  # raw probability → how often it was right, rising


@lru_cache(maxsize=4)
def load_models(lexicon: Lexicon) -> Models:
    return models_of(lexicon.tables["quote_weights"])


def models_of(table: Mapping[str, Any]) -> Models:
    steps = tuple((float(raw), float(true)) for raw, true in table["calibration"])
    return Models(Scorer(table["voice"]), Scorer(table["speech"]), float(table["least_speech"]), steps)


@dataclass(eq=False, slots=True)
class Decision:
    """What was decided of one stretch. `voices`, `scores` and `rows` are parallel; `best` indexes them."""

    at: Setting
    voices: list[Voice]
    scores: list[float]
    rows: list[list[str]]
    features: list[str]  # those of speech
    speech: float
    best: int | None
    cue: Token | None
    certainty: float  # P(the best voice is the speaker, given speech)

    @property
    def quoted(self) -> Quoted:
        return self.at.quoted

    @property
    def voice(self) -> Voice | None:
        return None if self.best is None else self.voices[self.best]


def decide(scene: Scene, models: Models) -> list[Decision]:
    """One decision a stretch, in order: who spoke before tells who goes on speaking."""
    decisions: list[Decision] = []
    previous: Previous | None = None
    for quoted in scene.quoted:
        decision = _decide(scene, models, quoted, previous)
        decisions.append(decision)
        if decision.speech >= models.least_speech:
            previous = Previous(quoted, decision.voice)
    return decisions


def _decide(scene: Scene, models: Models, quoted: Quoted, previous: Previous | None) -> Decision:
    at = setting(scene, quoted)
    voices = scene.voices_near(quoted)
    rows = voice_features(scene, at, voices, previous)
    scores = [models.voice.score(row) for row in rows]
    features = ["bias", *speech_features(scene, at, scores, rows, previous)]
    speech = logistic(models.speech.score(features))
    if not voices:
        return Decision(at, voices, scores, rows, features, speech, None, None, 0.0)
    chances = softmax([*scores, 0.0])
    best = max(range(len(scores)), key=lambda k: scores[k])
    return Decision(
        at, voices, scores, rows, features, speech, best, best_cue(scene, at, voices[best]), chances[best]
    )  # fmt: skip


def calibrated(models: Models, raw: float) -> float:
    """How often a decision of this raw probability was right on the train articles; straight lines between steps."""
    steps = models.calibration
    if not steps or raw <= steps[0][0]:
        return steps[0][1] if steps else raw
    for (x0, y0), (x1, y1) in pairwise(steps):
        if raw <= x1:
            return y0 + (y1 - y0) * (raw - x0) / (x1 - x0) if x1 > x0 else y1
    return steps[-1][1]
