"""Acts that sources tell of one actor and one matter, of which only one can have been done: fired, or stepped down.

What is denied, wanted, supposed or yet to be done is no act, nor is what somebody says between marks; and a source that
tells both differs from nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from newsdesk.knowledge.names_given import Occurrence
from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Difference, Extraction, Source, Span

_SHARED = 3  # content words that two sentences must share beside the act, of which one is a name
_HOLDS = 0.3  # of the lighter sentence's weight that they must share


@dataclass(frozen=True, slots=True)
class _Act:
    """An act as a sentence tells it: which of `kind`, one of several that exclude each other, and with what words."""

    kind: int
    which: int
    place: Occurrence
    named: frozenset[str]  # who and what the sentence names, by entity
    about: Mapping[str, Word]


def acts_given(scene: StoryView, language: Language, table: Mapping[str, Any], weigh: Weigh) -> Iterator[Difference]:
    """For each kind of act the first two sentences of sources that cannot both be right."""
    kinds = [[_pattern(side) for side in line.split("|")] for line in table["acts"]]
    unreal = re.compile(rf"\b(?:{'|'.join(table['unreal'])})\b[^,;]*$", re.IGNORECASE)
    acts = [act for source, found in scene for act in _acts(source, found, scene, language, kinds, unreal)]
    told = {(act.place[0], act.kind, act.which) for act in acts}
    shown: set[int] = set()
    for one, other in combinations(acts, 2):
        both = any((act.place[0], against.kind, against.which) in told for act, against in ((one, other), (other, one)))
        if one.kind != other.kind or one.which == other.which or both or one.kind in shown:
            continue
        if shared := _one_matter(one, other, weigh):
            shown.add(one.kind)
            yield Difference("act", " ".join(shared), tuple(sorted((one.place, other.place))))


def _pattern(side: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(form.strip() for form in side.split(','))})\b", re.IGNORECASE)


def _acts(
    source: Source,
    found: Extraction,
    scene: StoryView,
    language: Language,
    kinds: Sequence[Sequence[re.Pattern[str]]],
    unreal: re.Pattern[str],
) -> Iterator[_Act]:
    """The acts that a source tells in its own words."""
    spoken = [span for quote in found.quotes if quote.kind != "indirect" for span in quote.spans]
    for sentence in found.sentences:
        text = sentence.of(source.text)
        told = [
            (kind, which, Span(sentence.start + match.start(), sentence.start + match.end()))
            for kind, sides in enumerate(kinds)
            for which, side in enumerate(sides)
            if (match := side.search(text)) and not unreal.search(text[: match.start()])
        ]
        paragraph = source.paragraph_at(sentence.start) if told else None
        if paragraph is None or paragraph.kind != "text":
            continue
        for kind, which, span in told:
            if not any(s.overlaps(span) for s in spoken):
                words = language.words(text)
                about = {w.key: w for w in words if w.content and w.kind not in ("time", "number")}
                named = _named(sentence, found, scene, source.id)
                yield _Act(kind, which, (source.id, span, sentence, paragraph.n), named, about)


def _named(sentence: Span, found: Extraction, scene: StoryView, source: str) -> frozenset[str]:
    bearers = (scene.bearer(source, m.chain) for m in found.mentions if sentence.contains(m.span) and not m.weak)
    return frozenset(bearer.id for bearer in bearers if bearer)


def _one_matter(one: _Act, other: _Act, weigh: Weigh) -> list[str]:
    """The words that show that two acts are of one actor and one matter; none where they may be of two."""
    shared: Set[str] = one.about.keys() & other.about.keys()
    weights = [{key: weigh(word) for key, word in act.about.items()} for act in (one, other)]
    lighter = min(sum(side.values()) for side in weights)
    enough = len(shared) >= _SHARED and sum(weights[0][key] for key in shared) >= _HOLDS * lighter
    return [word.form for key, word in one.about.items() if key in shared] if enough and one.named & other.named else []
