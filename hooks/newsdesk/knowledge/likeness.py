"""How much two quotes by one speaker share, and whether it is enough to take them for wordings of one thing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from newsdesk.knowledge.claims import Claim
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Word

_TERM = 4  # content words: a shorter wording may be a mere term
_PHRASE = 5  # words of all kinds: a longer one is more than a term


@dataclass(frozen=True, slots=True)
class Match:
    """Two wordings of one thing: by which rule, and how sure (0 to 1)."""

    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Shared:
    """What two claims have in common: content words, their weight, and how much of each side they make up."""

    words: int
    weight: float
    holds: float  # share of the lighter side's weight
    dice: float
    ordered: float  # share of the common weight that stands in the same order
    matter: bool  # whether a shared word is more than a name or a usual word: names alone say nothing
    run: int  # content words in the longest run of words that both print
    longest: int  # words of all kinds in that run
    frame: float  # likeness of both as sequences of words, without pronouns, articles and auxiliaries: 0 to 1
    verbatim: float  # share of the shorter wording that stands in the other in runs of two words or more


def likeness(a: Claim, b: Claim, weigh: Weigh) -> Match | None:
    """How two wordings that nothing keeps apart show that they are one, if they do."""
    if not a.content or not b.content or not _distinctive(a, b):
        return None
    if a.forms == b.forms:
        return Match("exact words", 1.0)
    if (shared := _shared(a, b, weigh)) is None:
        return None
    score = 0.5 * shared.holds + 0.3 * shared.dice + 0.2 * shared.ordered
    rule = _rule(a, b, shared)
    return Match(rule, score) if rule else None


def _rule(a: Claim, b: Claim, shared: Shared) -> str:
    """The first rule by which what is shared is enough; "" if none is."""
    reported = "indirect" in (a.kind, b.kind)
    if not reported and shared.verbatim >= 0.9 and shared.longest >= 5:
        return "one wording holds the other"
    if not shared.matter:
        return ""
    verbatim = shared.verbatim >= 0.6 and shared.ordered >= 0.75
    held = verbatim or (reported and shared.ordered >= 0.9 and shared.words > 2)
    if shared.run >= 2 and shared.holds >= 0.9 and shared.weight >= 1.6 and held:
        return "one wording holds the other"
    if shared.frame >= 0.75 and shared.weight >= 1.6 and shared.ordered >= 0.75 and a.modality == b.modality:
        return "nearly the same words"
    # one article prints two things in like words, but hardly one thing twice in words that differ
    if shared.run >= 4 and shared.holds >= 0.5 and a.source.id != b.source.id:
        return "a run of the same words"
    # short wordings share few words: then nearly all of both, or two side by side
    beside = shared.run >= 2 and shared.holds >= 0.75 and shared.dice >= 0.65
    whole = shared.holds >= 0.95 and shared.dice >= 0.85 and shared.ordered >= 0.9
    if reported and shared.weight >= 1.8 and (beside or whole):
        return "the same rare words"
    if shared.words < 3 or shared.weight < 2.4:
        return ""
    if reported:
        return "the same rare words" if shared.holds >= 0.7 else ""
    enough = shared.holds >= 0.75 and shared.ordered >= 0.75 and shared.verbatim >= 0.4
    return "the same rare words in order" if enough else ""


def _distinctive(a: Claim, b: Claim) -> bool:
    """Whether the shorter wording is more than a term that the articles use anyway ("natural born citizen")."""
    short = min(a, b, key=lambda claim: len(claim.content))
    if len(short.content) > _TERM or len(short.words) > _PHRASE:
        return True
    if a.forms == b.forms and len(short.words) == _PHRASE:
        return True
    text = short.quote.words(short.source.text)
    plain = sum(
        word.kind == "plain" and word.key not in _names(a, b) and text[max(0, word.start - 1)] != "-"
        for word in short.content
    )
    if plain < (1 if a.forms == b.forms else 2) and len(short.content) < _TERM:
        return False
    phrase = re.compile(r"\W+".join(re.escape(word.form) for word in short.words), re.IGNORECASE)
    return not any(
        not _MARKED.search(text[max(0, match.start() - 1) : match.end() + 2])
        and not any(
            span.start <= match.start() < span.end
            for claim in (a, b)
            if claim.source.id == source_id
            for span in claim.quote.spans
        )
        for source_id, text in {(claim.source.id, claim.source.text) for claim in (a, b)}
        for match in phrase.finditer(text)
    )


_MARKED = re.compile(r"^[“‘\"']|[”’\"']$")


def _shared(a: Claim, b: Claim, weigh: Weigh) -> Shared | None:
    """What two claims share; None where that is so little that no rule can take them for one (most that are compared),
    which costs much less to see than what stands in which order."""
    weights = {word.key: weigh(word) for word in (*a.content, *b.content)}
    both = [key for key in a.content_keys if key in b.content_keys]
    total_a, total_b, weight = (sum([weights[key] for key in keys]) for keys in (a.content_keys, b.content_keys, both))
    holds = weight / min(total_a, total_b) if total_a and total_b else 0.0
    telling = {*both} - _names(a, b)
    matter = bool(telling) and any(w.kind == "plain" and w.key in telling for w in (*a.content, *b.content))
    shorter = min(len(a.words), len(b.words))
    alike = (Counter(a.tokens) & Counter(b.tokens)).total()  # words that may stand in runs
    if alike / shorter < 0.9 and not (matter and (weight >= 1.6 or holds >= 0.5)):
        return None
    keys_a, keys_b = [w.key for w in a.content], [w.key for w in b.content]
    runs = _runs(a, b)
    blocks = SequenceMatcher(None, keys_a, keys_b, autojunk=False).get_matching_blocks()
    ordered = {key for block in blocks for key in keys_a[block.a : block.a + block.size]}
    return Shared(
        words=len(both),
        weight=weight,
        holds=holds,
        dice=2 * weight / (total_a + total_b) if total_a + total_b else 0.0,
        ordered=sum(weights[key] for key in both if key in ordered) / weight if weight else 0.0,
        matter=matter,
        run=max((sum(word.content for word in run) for run in runs), default=0),
        longest=max((len(run) for run in runs), default=0),
        frame=Indel.normalized_similarity(_frame(a), _frame(b)),
        verbatim=sum(len(run) for run in runs) / shorter,
    )


def _frame(claim: Claim) -> list[str]:
    return [word.key if word.content else word.form for word in claim.words if word.content or not word.light]


def _names(a: Claim, b: Claim) -> set[str]:
    """Keys of words that stand as a name, or part of one, in either wording."""
    return {word.key for claim in (a, b) for word in claim.content if word.kind == "name"}


def _runs(a: Claim, b: Claim) -> list[tuple[Word, ...]]:
    """The runs of two words or more that both print alike, in the order of both."""
    matcher = SequenceMatcher(None, a.tokens, b.tokens, autojunk=False)
    return [a.words[m.a : m.a + m.size] for m in matcher.get_matching_blocks() if m.size > 1]
