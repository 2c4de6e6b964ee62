"""How much two quotes by one speaker share, and whether it is enough to take them for wordings of one thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz.distance import Indel

from newsdesk.knowledge.alignment import Alignment
from newsdesk.knowledge.claims import Claim
from newsdesk.knowledge.weights import Weigh

_TERM = 4  # content words: a shorter wording may be a mere term
_PHRASE = 5  # words of all kinds: a longer one is more than a term
_SAME_CONTENT = 3  # content words of two equal wordings
_CUT = 4  # words in a row that a piece must have
_SENTENCE = 5  # words of a sentence that is hardly said twice
_LONG = 10  # words in one run that nobody says twice by chance
_FRAGMENT, _RARE = 3, 1.05  # words in marks that stand for a statement, and what each of them weighs
_RUN, _MOST = 6, 0.75  # words in one run, and the share of the shorter wording that they make up


@dataclass(frozen=True, slots=True)
class Match:
    """Two wordings of one thing: by which rule, and how sure (0 to 1)."""

    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class ClaimOverlap:
    """What two claims have in common: content words, their weight, and how much of each side they make up."""

    words: int
    weight: float
    holds: float  # share of the lighter side's weight
    dice: float
    ordered: float  # share of the common weight that stands in the same order
    matter: int  # shared words that are more than a name or a usual word: names alone say nothing
    run: int  # content words in the longest run of words that both print
    longest: int  # words of all kinds in that run
    frame: float  # likeness of both as sequences of words, without pronouns, articles and auxiliaries: 0 to 1
    verbatim: float  # share of the shorter wording that stands in the other in runs of two words or more
    force_differs: bool  # one speaker goes further than the other: "may" against "will"


def same_words(aligned: Alignment) -> Match | None:
    """Whether the words alone tell that two wordings are of one thing, whoever is thought to have said them.

    So long a run of words, or so much of the shorter wording in one run, is nothing that two people say by chance.
    """
    if aligned.a.tokens == aligned.b.tokens and len(aligned.a.content) >= _SAME_CONTENT:
        return Match("exact words", 1.0)
    if aligned.longest >= _LONG or (aligned.longest >= _RUN and aligned.run_share >= _MOST):
        return Match(_rule_of_run(aligned), 0.9 + 0.1 * aligned.run_share)
    return None


def cut_from(aligned: Alignment, by_one: bool) -> Match | None:
    """Whether a shorter quote in marks is cut from a longer one, or both hold a sentence; `by_one` speaker or by who
    may be one.

    Four words in a row are no term that somebody uses anyway; of whoever is not known they must say something too, or
    be all that is printed, a sentence.
    """
    a, b = aligned.a, aligned.b
    alone = aligned.sentence >= _SENTENCE and aligned.verbatim >= 0.9
    if "indirect" in (a.kind, b.kind) or not (by_one or alone or aligned.longest_content >= _SAME_CONTENT):
        return None
    if aligned.verbatim >= 0.9 and aligned.longest >= _CUT:
        return Match("one wording holds the other", 0.85)
    return Match("the same sentence", 0.8) if aligned.sentence >= _SENTENCE else None


def _rule_of_run(aligned: Alignment) -> str:
    return "one wording holds the other" if aligned.verbatim >= 0.9 else "a run of the same words"


def likeness(aligned: Alignment, weigh: Weigh) -> Match | None:
    """How two wordings by one speaker show that they are one, if they do."""
    a, b = aligned.a, aligned.b
    if not a.content or not b.content or not _distinctive(a, b):
        return None
    if a.forms == b.forms:
        return Match("exact words", 1.0)
    shared = _shared(aligned, weigh)
    score = 0.5 * shared.holds + 0.3 * shared.dice + 0.2 * shared.ordered
    rule = _rule(a, b, shared)
    return Match(rule, score) if rule else None


def _rule(a: Claim, b: Claim, shared: ClaimOverlap) -> str:
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
    if shared.frame >= 0.75 and shared.weight >= 1.6 and shared.ordered >= 0.75 and not shared.force_differs:
        return "nearly the same words"
    # one article prints two things in like words, but hardly one thing twice in words that differ
    if shared.run >= 4 and shared.holds >= 0.5 and a.source.id != b.source.id:
        return "a run of the same words"
    # short wordings share few words: then nearly all of both, or two side by side
    beside = shared.run >= 2 and shared.holds >= 0.75 and shared.dice >= 0.65
    whole = shared.holds >= 0.95 and shared.dice >= 0.85 and shared.ordered >= 0.9
    if reported and shared.weight >= 1.8 and (beside or whole):
        return "the same rare words"
    if reported and _loosely(a, b, shared):
        return "the same rare words"
    if shared.words < 3 or shared.weight < 2.4:
        return ""
    if reported:
        return "the same rare words" if shared.holds >= 0.7 else ""
    enough = shared.holds >= 0.75 and shared.ordered >= 0.75 and shared.verbatim >= 0.4
    return "the same rare words in order" if enough else ""


def _loosely(a: Claim, b: Claim, shared: ClaimOverlap) -> bool:
    """Whether two reports share enough in the same order, or a short one and another wording most of what they say."""
    if shared.matter < 2 or shared.weight < 1.8 or shared.ordered < 0.9:
        return False
    if shared.holds >= 0.7 and shared.dice >= 0.65 and shared.ordered >= 0.95:
        return True
    both = a.kind == b.kind == "indirect" and shared.matter > 2 and shared.weight >= 2.4
    return both and shared.holds >= 0.55 and shared.dice >= 0.5


def marked_word(a: Claim, b: Claim, weigh: Weigh) -> Match | None:
    """Whether a few words that one outlet prints in marks, rare ones, are in what another prints of that speaker."""
    piece, whole = sorted((a, b), key=lambda claim: len(claim.words))
    if piece.kind != "mixed" or len(piece.words) > _FRAGMENT or not piece.content or piece.source is whole.source:
        return None
    rare = all(word.kind == "plain" and weigh(word) >= _RARE for word in piece.content)
    held = piece.content_keys.keys() <= whole.content_keys.keys() and not piece.content_keys.keys() & _names(a, b)
    return Match("the same rare words in marks", 0.6) if rare and held and not _used_anyway(piece, (a, b)) else None


def _distinctive(a: Claim, b: Claim) -> bool:
    """Whether the shorter wording is more than a term that the articles use anyway ("natural born citizen")."""
    short = min(a, b, key=lambda claim: len(claim.content))
    if len(short.content) > _TERM or len(short.words) > _PHRASE:
        return True
    if a.forms == b.forms and len(short.words) == _PHRASE:
        return True
    text = short.text
    plain = sum(
        word.kind == "plain" and word.key not in _names(a, b) and text[max(0, word.start - 1)] != "-"
        for word in short.content
    )
    if plain < (1 if a.forms == b.forms else 2) and len(short.content) < _TERM:
        return False
    return not _used_anyway(short, (a, b))


def _used_anyway(short: Claim, both: tuple[Claim, Claim]) -> bool:
    """Whether one of two articles prints the words of a claim somewhere else, outside marks."""
    forms = tuple(word.form for word in short.words)
    return any(
        not any(
            span.start <= at < span.end for claim in both if claim.source.id == source_id for span in claim.quote.spans
        )
        for source_id, text in {(claim.source.id, claim.source.text) for claim in both}
        for at in _outside_marks(forms, text)
    )


@lru_cache(maxsize=128)
def _outside_marks(forms: tuple[str, ...], text: str) -> tuple[int, ...]:
    """Where an article prints some words, unless just these stand in marks."""
    phrase = re.compile(r"\W+".join(map(re.escape, forms)), re.IGNORECASE)
    found = phrase.finditer(text)
    return tuple(m.start() for m in found if not _MARKED.search(text[max(0, m.start() - 1) : m.end() + 2]))


_MARKED = re.compile(r"^[“‘\"']|[”’\"']$")


def may_be_like(a: Claim, b: Claim, weigh: Weigh) -> bool:
    """Whether two claims share so much that some rule could take them for one: much quicker to see than which does."""
    weights = {word.key: weigh(word) for word in (*a.content, *b.content)}
    total_a, total_b, weight = _totals(a, b, weights)
    holds = weight / min(total_a, total_b) if total_a and total_b else 0.0
    shorter = min(len(a.words), len(b.words))
    alike = (Counter(a.tokens) & Counter(b.tokens)).total()  # words that may stand in runs
    return bool(shorter) and (alike / shorter >= 0.9 or weight >= 1.6 or holds >= 0.5)


def _totals(a: Claim, b: Claim, weights: Mapping[str, float]) -> tuple[float, float, float]:
    """What the content words of each side weigh, and those that both have."""
    both = [key for key in a.content_keys if key in b.content_keys]
    one, other, common = (sum([weights[key] for key in keys]) for keys in (a.content_keys, b.content_keys, both))
    return one, other, common


def _shared(aligned: Alignment, weigh: Weigh) -> ClaimOverlap:
    """What two claims share."""
    a, b = aligned.a, aligned.b
    weights = {word.key: weigh(word) for word in (*a.content, *b.content)}
    both = [key for key in a.content_keys if key in b.content_keys]
    total_a, total_b, weight = _totals(a, b, weights)
    telling = {*both} - _names(a, b)
    keys_a, keys_b = [w.key for w in a.content], [w.key for w in b.content]
    blocks = SequenceMatcher(None, keys_a, keys_b, autojunk=False).get_matching_blocks()
    ordered = {key for block in blocks for key in keys_a[block.a : block.a + block.size]}
    return ClaimOverlap(
        words=len(both),
        weight=weight,
        holds=weight / min(total_a, total_b) if total_a and total_b else 0.0,
        dice=2 * weight / (total_a + total_b) if total_a + total_b else 0.0,
        ordered=sum(weights[key] for key in both if key in ordered) / weight if weight else 0.0,
        matter=len({w.key for w in (*a.content, *b.content) if w.kind == "plain"} & telling),
        run=aligned.longest_content,
        longest=aligned.longest,
        frame=Indel.normalized_similarity(_frame(a), _frame(b)),
        verbatim=aligned.verbatim,
        force_differs=a.modality != b.modality,
    )


def _frame(claim: Claim) -> list[str]:
    return [word.key if word.content else word.form for word in claim.words if word.content or not word.light]


def _names(a: Claim, b: Claim) -> set[str]:
    """Keys of words that stand as a name, or part of one, in either wording."""
    return {word.key for claim in (a, b) for word in claim.content if word.kind == "name"}
