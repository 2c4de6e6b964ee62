"""Decisions → quotes: stretches that belong together, and the kind."""

from __future__ import annotations

from dataclasses import dataclass

from newsdesk.extraction.quotes.attribution import only_attribution
from newsdesk.extraction.quotes.decisions import SpeakerDecision
from newsdesk.extraction.speakers.scene import SUBJECTS, Scene
from newsdesk.records import QuoteKind


@dataclass(frozen=True)
class Utterance:
    """The decisions that make one quote, in order."""

    decisions: tuple[SpeakerDecision, ...]

    @property
    def lead(self) -> SpeakerDecision:
        """The decision that knows the speaker best: of a quote in several pieces often only one has an attribution."""
        return max(self.decisions, key=lambda d: (d.voice is not None, d.certainty))


def grouped(scene: Scene, taken: list[SpeakerDecision]) -> list[Utterance]:
    """Joins what runs on over a paragraph, and the two sides of an attribution that splits a sentence."""
    groups: list[list[SpeakerDecision]] = []
    for decision in taken:
        if groups and (_runs_on(groups[-1][-1], decision) or _splits(scene, groups[-1][-1], decision)):
            groups[-1].append(decision)
        else:
            groups.append([decision])
    return [Utterance(tuple(group)) for group in groups]


def _runs_on(first: SpeakerDecision, second: SpeakerDecision) -> bool:
    a, b = first.quoted, second.quoted
    return b.stretch.continued and not a.stretch.closed and b.index == a.index + 1 and b.stretch.label is None


def _splits(scene: Scene, first: SpeakerDecision, second: SpeakerDecision) -> bool:
    """“X,” he said, “y”: nothing but the attribution stands between, and the sentence goes on after it."""
    a, b = first.quoted, second.quoted
    if b.index != a.index + 1 or a.stretch.paragraph != b.stretch.paragraph or first.voice is None:
        return False
    if first.voice is not second.voice or first.at.ending in (".", "?", "!"):
        return False
    between = scene.doc.tokens[a.last + 1 : b.first]
    goes_on = second.at.before is not None and second.at.before.text == ","
    return (goes_on or second.at.lower) and only_attribution(scene, between, first.voice, first.cue)


def kind_of(scene: Scene, group: Utterance) -> QuoteKind:
    """`direct` where the marks hold a whole sentence or more, else `mixed`."""
    return "direct" if any(_whole(scene, d) for d in group.decisions) else "mixed"


def _whole(scene: Scene, decision: SpeakerDecision) -> bool:
    at, quoted = decision.at, decision.quoted
    tokens = scene.doc.tokens[quoted.first : quoted.last + 1]
    finite = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens)
    subject = any(t.dep in SUBJECTS for t in tokens)
    if at.lower:
        return False
    ends = at.ending != "" or at.closes_paragraph
    return ends and (finite or subject or tokens[0].tag == "VB" or at.opens_paragraph)
