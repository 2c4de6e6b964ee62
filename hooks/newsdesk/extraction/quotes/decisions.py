"""Stretch by stretch: is it speech, and who speaks?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsdesk.extraction.quotes.features import best_cue, voice_features
from newsdesk.extraction.quotes.not_speech import entry_of, named, not_said, title_of
from newsdesk.extraction.quotes.scorer import Scorer, logistic, softmax
from newsdesk.extraction.quotes.setting import Previous, Setting, setting
from newsdesk.extraction.quotes.settled import able_to_speak, by_grammar, calls_something
from newsdesk.extraction.quotes.speech import speech_features
from newsdesk.extraction.speakers.scene import Quoted, Scene, Voice
from newsdesk.extraction.syntax import Token
from newsdesk.records import Lexicon

SHORT = 4  # words


@dataclass(frozen=True, eq=False)
class Models:
    """The fitted weights: `data/quote_weights.yml`."""

    voice: Scorer
    speech: Scorer
    # P(speech) from which a stretch is taken for a quote: up to four words inside a sentence, and any other
    least_speech: tuple[float, float]
    calibration: tuple[tuple[float, float], ...]  # raw probability → how often it was right, rising
    confidence: Scorer


@lru_cache(maxsize=4)
def load_models(lexicon: Lexicon) -> Models:
    return models_of(lexicon.tables["quote_weights"])


def models_of(table: Mapping[str, Any]) -> Models:
    least = table["least_speech"]
    steps = tuple((float(raw), float(true)) for raw, true in table["calibration"])
    short_long = (float(least["short"]), float(least["long"]))
    return Models(Scorer(table["voice"]), Scorer(table["speech"]), short_long, steps, Scorer(table["confidence"]))


@dataclass(eq=False, slots=True)
class SpeakerDecision:
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
    refused: tuple[str, str] | None  # the rule that says nobody spoke, and why
    least: float

    @property
    def taken(self) -> bool:
        return not self.refused and self.speech >= self.least

    @property
    def quoted(self) -> Quoted:
        return self.at.quoted

    @property
    def voice(self) -> Voice | None:
        return None if self.best is None else self.voices[self.best]


def decide(scene: Scene, models: Models) -> list[SpeakerDecision]:
    """One decision a stretch, in order: who spoke before tells who goes on speaking."""
    decisions: list[SpeakerDecision] = []
    previous: Previous | None = None
    for quoted in scene.quoted:
        decision = _decide(scene, models, quoted, previous)
        decisions.append(decision)
        if decision.taken:
            previous = Previous(quoted, decision.voice)
    return decisions


def _decide(scene: Scene, models: Models, quoted: Quoted, previous: Previous | None) -> SpeakerDecision:
    at = setting(scene, quoted)
    voices = scene.voices_near(quoted)
    rows = voice_features(scene, at, voices, previous)
    scores = [models.voice.score(row) for row in rows]
    features = ["bias", *speech_features(scene, at, scores, rows, previous)]
    speech = logistic(models.speech.score(features))
    short = sum(t.pos != "PUNCT" for t in scene.doc.tokens[quoted.first : quoted.last + 1]) <= SHORT
    able = able_to_speak(scene, at, voices)
    best = max(able, key=lambda k: scores[k], default=None)
    certainty = 0.0
    if best is not None:
        chances = softmax([*scores, 0.0])
        told = by_grammar(scene, at, voices, best)
        if told != best:
            chances[told] += chances[best]  # the same attribution, read to the end
            best = told
        same = _same_speaker(voices, best)
        certainty = sum(chances[k] for k in same)
        # "he said …, which he called “…”": of the same words those with the nearer reporting word
        near = [k for k in same if chances[k] * 5 > chances[best]]
        best = min(near, key=lambda k: (_cue_gap(scene, at, voices[k]), -chances[k]))
    voice = voices[best] if best is not None else None
    cue = best_cue(scene, at, voice) if voice is not None else None
    whole = _stands_alone(at) or calls_something(scene, at, voice)
    return SpeakerDecision(
        at=at,
        voices=voices,
        scores=scores,
        rows=rows,
        features=features,
        speech=speech,
        best=best,
        cue=cue,
        certainty=certainty,
        refused=_refused(scene, at, voice, cue, short),
        least=models.least_speech[0 if short and not whole else 1],
    )


def _refused(scene: Scene, at: Setting, voice: Voice | None, cue: Token | None, short: bool) -> tuple[str, str] | None:
    """The rule by which the text itself says that nobody said these words, and why."""
    if (short and (why := named(scene, at))) or (why := title_of(scene, at, cue) or entry_of(scene, at)):
        return "named, not said", why
    if why := not_said(scene, at, voice, cue):
        return "told as not said", why
    return None


def _same_speaker(voices: list[Voice], best: int) -> list[int]:
    """The voices printed like the best one: a name again, or a pronoun twice in a sentence, is the same speaker."""
    head = voices[best].head
    return [
        k
        for k, voice in enumerate(voices)
        if voice.head.lower == head.lower and (head.pos == "PROPN" or voice.head.sent == head.sent)
    ]


def _cue_gap(scene: Scene, at: Setting, voice: Voice) -> int:
    cue = best_cue(scene, at, voice)
    if cue is None or not scene.cues.of(cue):
        return 999
    return at.quoted.first - cue.i if cue.i < at.quoted.first else cue.i - at.quoted.last


def _stands_alone(at: Setting) -> bool:
    """A sentence of its own: “Never,” she said; a headline: ‘I never read reviews’."""
    opens = at.before is None or at.before.text in (".", "?", "!", ":", ",", "—")
    ends = at.ending in (".", "?", "!", ",") or (
        at.closes_paragraph and at.before is not None and at.before.text == ":"
    )
    return opens and not at.lower and ends
