"""How sure it is that the speaker found is the one: a third linear model, over how the choice came about.

It is asked of words that were said, and so is apart from whether they were: an odd mark or a few words after a noun
make speech doubtful, not the speaker. The choice's own probability ranks poorly: it says nothing of how speaker and
words hang together, or of a rival right behind. Numbers count in log odds; the other features are there or not.
"""

from __future__ import annotations

import math
from itertools import pairwise

from newsdesk.extraction.quotes.assembly import Utterance
from newsdesk.extraction.quotes.decisions import Models, SpeakerDecision
from newsdesk.extraction.quotes.scorer import logistic
from newsdesk.extraction.speakers.scene import Scene

OF_VOICE = (
    "place=", "stops=", "quotes=", "construction=", "who=", "cue=", "clinch=", "claim=", "governor=", "rank reporting=",
    "signed",
)  # fmt: skip
NEAR = 8  # words outside marks between a reporting verb and what it reports
STRAIGHT = 7.0  # log odds; more than that is as good as sure
LEAD = 9.0
RIVAL = 3.0  # a voice this near the best one is a rival


def confidence(scene: Scene, models: Models, group: Utterance, before: Utterance | None) -> float:
    """How probably a group's speaker is the one, given that its words were said; `before` is the group before it."""
    return calibrated(models, logistic(models.confidence.weigh(doubts(scene, group, before))))


def doubts(scene: Scene, group: Utterance, before: Utterance | None) -> dict[str, float]:
    """What makes the speaker of a group more or less sure, by name."""
    lead = group.lead
    found = {"bias": 1.0, "split or continued": float(len(group.decisions) > 1)}
    found["log odds of speech"] = _log_odds(lead.speech)
    found["log odds of the speaker"] = _log_odds(lead.certainty)
    found |= _rivalry(lead)
    if before is not None and lead.voice is not None and before.lead.voice is lead.voice:  # as sure as the run's start
        found |= {"in a run": 1.0, "log odds of the run": _log_odds(before.lead.certainty)}
        found["in a run of one paragraph"] = float(_paragraphs_between(before, group) == 0)
    row = lead.rows[lead.best] if lead.best is not None else []
    found |= {f"speaker {f}": 1.0 for f in row if f.startswith(OF_VOICE)}
    if _plainly_reported(scene, lead):
        found["a verb of saying near, no stop between, no rival"] = 1.0
    return found


def _paragraphs_between(before: Utterance, group: Utterance) -> int:
    return group.decisions[0].quoted.stretch.paragraph - before.decisions[-1].quoted.stretch.paragraph


def _plainly_reported(scene: Scene, lead: SpeakerDecision) -> bool:
    """Whether a verb of saying stands within a few words, no stop between, and no rival is close."""
    voice, cue, quoted = lead.voice, lead.cue, lead.quoted
    if voice is None or cue is None or scene.cues.of(cue) not in ("say", "write", "ask"):
        return False
    if not cue.paragraph == voice.head.paragraph == quoted.stretch.paragraph:
        return False
    low, high = (cue.i + 1, quoted.first) if cue.i < quoted.first else (quoted.last + 1, cue.i)
    near = high >= low and scene.words[high] - scene.words[low] <= NEAR
    return near and scene.stops[high] == scene.stops[low] and _rivalry(lead)["lead over the next"] > RIVAL


def _log_odds(probability: float) -> float:
    odds = math.log(max(probability, 1e-5) / max(1 - probability, 1e-5))
    return max(-STRAIGHT, min(STRAIGHT, odds))


def _rivalry(lead: SpeakerDecision) -> dict[str, float]:
    """The best voice against those printed otherwise: how far ahead, how many right behind."""
    if lead.best is None:
        return {}
    top, best = max(lead.scores), lead.voices[lead.best].head.lower
    rivals = [s for s, voice in zip(lead.scores, lead.voices, strict=True) if voice.head.lower != best]
    return {
        "score of the speaker": min(8.0, top),
        "lead over the next": min(LEAD, top - max(rivals)) if rivals else LEAD,
        "rivals": float(sum(score > top - RIVAL for score in rivals)),
    }


def calibrated(models: Models, raw: float) -> float:
    """How often a decision of this raw probability was right on the train articles; straight lines between steps."""
    steps = models.calibration
    if not steps or raw <= steps[0][0]:
        return steps[0][1] if steps else raw
    for (x0, y0), (x1, y1) in pairwise(steps):
        if raw <= x1:
            return y0 + (y1 - y0) * (raw - x0) / (x1 - x0) if x1 > x0 else y1
    return steps[-1][1]
