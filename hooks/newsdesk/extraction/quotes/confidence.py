"""How sure a quote and its speaker are: a third linear model, over how the other two came to their decisions.

The product of their two probabilities ranks poorly: it says nothing of a rival right behind, of an odd mark, or that
short words after a noun are harder than a sentence. Numbers count in log odds; the other features are there or not.
"""

from __future__ import annotations

import math
from itertools import pairwise

from newsdesk.extraction.quotes.assembly import Group
from newsdesk.extraction.quotes.decisions import Decision, Models
from newsdesk.extraction.quotes.marks import CLOSING, OPENING
from newsdesk.extraction.quotes.scene import Scene
from newsdesk.extraction.quotes.scorer import logistic

OF_VOICE = ("place=", "stops=", "quotes=")
OF_SPEECH = ("length=", "clause=", "case=")
STRAIGHT = 7.0  # log odds; more than that is as good as sure
LEAD = 9.0
RIVAL = 3.0  # a voice this near the best one is a rival


def confidence(scene: Scene, models: Models, group: Group, before: Group | None) -> float:
    """How probably the words of a group were said, and by its speaker; `before` is the group before it."""
    return calibrated(models, logistic(models.confidence.weigh(doubts(scene, group, before))))


def doubts(scene: Scene, group: Group, before: Group | None) -> dict[str, float]:
    """What makes a group more or less sure, by name."""
    lead = group.lead
    found = {"bias": 1.0, "split or continued": float(len(group.decisions) > 1)}
    found["log odds of speech"] = _log_odds(lead.speech)
    found["log odds of the speaker"] = _log_odds(lead.certainty)
    found |= _rivalry(lead)
    if before is not None and lead.voice is not None and before.lead.voice is lead.voice:  # as sure as the run's start
        found |= {"in a run": 1.0, "log odds of the run": _log_odds(before.lead.certainty)}
    row = lead.rows[lead.best] if lead.best is not None else []
    found |= {f"speaker {f}": 1.0 for f in row if f.startswith(OF_VOICE)}
    found |= {f"words {f}": 1.0 for f in lead.features if f.startswith(OF_SPEECH)}
    return found | {f"marks {f}": 1.0 for d in group.decisions for f in _oddities(scene, d)}


def _log_odds(probability: float) -> float:
    odds = math.log(max(probability, 1e-5) / max(1 - probability, 1e-5))
    return max(-STRAIGHT, min(STRAIGHT, odds))


def _rivalry(lead: Decision) -> dict[str, float]:
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


def _oddities(scene: Scene, decision: Decision) -> list[str]:
    """Marks that may be others than they seem: a wrong glyph, a blank on the wrong side, none at the end."""
    stretch, text = decision.quoted.stretch, scene.doc.text
    start, end = stretch.outer.start, stretch.outer.end
    tests = {
        "opened by a closing one": text[start : start + 1] in tuple(CLOSING),
        "opened after a letter": text[start - 1 : start].isalnum() and start > 0,
        "opened before a blank": text[start + 1 : start + 2].isspace(),
        "closed by an opening one": text[end - 1 : end] in tuple(OPENING),
        "closed before a letter": text[end : end + 1].isalnum(),
        "never closed": not stretch.closed,
        "single": stretch.single,
        "continued": stretch.continued,
    }
    return [name for name, holds in tests.items() if holds]


def calibrated(models: Models, raw: float) -> float:
    """How often a decision of this raw probability was right on the train articles; straight lines between steps."""
    steps = models.calibration
    if not steps or raw <= steps[0][0]:
        return steps[0][1] if steps else raw
    for (x0, y0), (x1, y1) in pairwise(steps):
        if raw <= x1:
            return y0 + (y1 - y0) * (raw - x0) / (x1 - x0) if x1 > x0 else y1
    return steps[-1][1]
