"""Whether two quotes by one speaker say the same thing, and why or why not.

Two steps: what keeps them apart whatever else they share (`conflict`), then how much they share (`likeness`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from rapidfuzz import fuzz

from newsdesk.knowledge.claims import Claim
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language, Word

_TERM = 4  # content words: a shorter wording may be a mere term


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
    verbatim: float  # share of the shorter wording that stands in the other in runs of two words or more


def conflict(a: Claim, b: Claim, language: Language) -> str:
    """What keeps two wordings apart; "" if nothing does."""
    if a.said_on and b.said_on and a.said_on != b.said_on:
        return "said on another day"
    if a.venue and b.venue and not a.venue & b.venue:
        return "said elsewhere"
    if _both_differ(a.venue_names, b.venue_names) and not _akin(a.venue_names, b.venue_names):
        return "said elsewhere"
    if _both_differ(a.numbers, b.numbers):
        return "another number"
    if any(_both_differ(a.times[name], b.times[name]) for name in a.times.keys() & b.times.keys()):
        return "another time"
    if any(
        a.polarity[key] is not None and b.polarity[key] is not None and a.polarity[key] != b.polarity[key]
        for key in a.polarity.keys() & b.polarity.keys()
    ):
        return "one is the other's negation"
    if opposite := _opposite(a, b, language):
        return opposite
    return _another_claim(a, b) or _substituted(a, b, language)


def _both_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a - b) and bool(b - a)


def _akin(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(x == y or (len(x) > 3 and x[:4] == y[:4]) for x in a for y in b)


def _opposite(a: Claim, b: Claim, language: Language) -> str:
    """A word in one wording whose opposite stands in its place in the other."""
    keys_a = {word.key for word in a.words} | set(a.forms)
    keys_b = {word.key for word in b.words} | set(b.forms)
    for one, other in _opposites(language):
        x, y = one & keys_a, other & keys_b
        if (x and y and not x & keys_b and not y & keys_a) or (
            (x := other & keys_a) and (y := one & keys_b) and not x & keys_b and not y & keys_a
        ):
            return f"{min(x)} against {min(y)}"
    for key in {word.key for word in a.content} ^ {word.key for word in b.content}:
        other_side = keys_b if key in keys_a else keys_a
        if any(prefix + key in other_side for prefix in ("un", "in", "im", "ir", "il", "dis", "non")):
            return f"{key} against its opposite"
    return ""


@cache
def _opposites(language: Language) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    lines = (line.split("|") for line in language.table["opposites"])
    sides = [
        [frozenset(f if f in language.function else language.key(f) for f in s.split()) for s in two] for two in lines
    ]
    return tuple((one, other) for one, other in sides)


def _another_claim(a: Claim, b: Claim) -> str:
    """A question against an answer, a wish against a fact, "may" against "will", "if" against none."""
    common = a.polarity.keys() & b.polarity.keys()
    if _one_sided(common, a.asked, b.asked):
        return "one is a question"
    if a.stance != b.stance:
        return "one is a wish"
    fragment = "mixed" in (a.kind, b.kind)
    if a.modality and b.modality and not a.modality & b.modality:
        return "will, may, can or must differ"
    if fragment:
        return ""
    for x, y in ((a, b), (b, a)):
        if x.modality and x.modality <= {"possible", "obliged"} and not y.modality:
            return "will, may, can or must differ"
    return "one is conditional" if _one_sided(common, a.conditional, b.conditional) else ""


def _one_sided(common: Set[str], a: frozenset[str], b: frozenset[str]) -> bool:
    """All that two claims share stands in sentences of a kind in one of them, and none of it in the other."""
    return bool(common) and (common <= a) != (common <= b) and not (common & a and common & b)


def _substituted(a: Claim, b: Claim, language: Language) -> str:
    """One word stands in the place of another between words that agree: another name, another thing."""
    keys_a, keys_b = [w.key for w in a.content], [w.key for w in b.content]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys_a, keys_b, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        left, right = a.content[i1:i2], b.content[j1:j2]
        names = [frozenset(w.key for w in side if w.kind == "name") for side in (left, right)]
        if all(names) and not _akin(*names):
            return f"{min(names[0])} against {min(names[1])}"
        if len(left) == len(right) == 1 and left[0].key not in keys_b and right[0].key not in keys_a:
            one, other = left[0], right[0]
            # in a report the outlet's own verb may stand for the speaker's, and a name for a description
            things = (
                _after_determiner(a, one, language)
                and _after_determiner(b, other, language)
                and one.kind == other.kind == "plain"
            )
            if ("indirect" not in (a.kind, b.kind) or things) and fuzz.ratio(one.form, other.form) < 75:
                return f"{one.form} against {other.form}"
    return ""


def _after_determiner(claim: Claim, word: Word, language: Language) -> bool:
    at = claim.words.index(word)
    return at > 0 and claim.words[at - 1].form in language.determiners


def likeness(a: Claim, b: Claim, weigh: Weigh) -> Match | None:
    """How two wordings that nothing keeps apart show that they are one, if they do."""
    if not a.content or not b.content or not _distinctive(a, b):
        return None
    if a.forms == b.forms:
        return Match("exact words", 1.0)
    shared = _shared(a, b, weigh)
    reported = "indirect" in (a.kind, b.kind)
    if not shared.matter:
        return None
    score = 0.5 * shared.holds + 0.3 * shared.dice + 0.2 * shared.ordered
    held = shared.ordered >= 0.9 and shared.words > 2 if reported else shared.verbatim >= 0.6 and shared.ordered >= 0.75
    if shared.run >= 2 and shared.holds >= 0.9 and shared.weight >= 1.6 and held:
        return Match("one wording holds the other", score)
    # one article prints two things in like words, but hardly one thing twice in words that differ
    if shared.run >= 4 and shared.holds >= 0.5 and a.source.id != b.source.id:
        return Match("a run of the same words", score)
    if shared.words < 3 or shared.weight < 2.4:
        return None
    if reported:
        return Match("the same rare words", score) if shared.holds >= 0.7 else None
    wording = fuzz.token_sort_ratio(" ".join(a.forms), " ".join(b.forms)) / 100
    if shared.ordered >= 0.75 and (shared.holds >= 0.75 or wording >= 0.85) and shared.verbatim >= 0.4:
        return Match("the same rare words in order", score)
    return None


def _distinctive(a: Claim, b: Claim) -> bool:
    """Whether the shorter wording is more than a term that the articles use anyway ("natural born citizen")."""
    short = min(a, b, key=lambda claim: len(claim.content))
    if len(short.content) > _TERM:
        return True
    text = short.quote.words(short.source.text)
    plain = sum(
        word.kind == "plain" and word.key not in _names(a, b) and text[max(0, word.span.start - 1)] != "-"
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


def _shared(a: Claim, b: Claim, weigh: Weigh) -> Shared:
    weights = {word.key: weigh(word) for word in (*a.content, *b.content)}
    count_a, count_b = (Counter(word.key for word in side.content) for side in (a, b))
    both = count_a & count_b
    weight = sum(weights[key] for key in both)
    total_a, total_b = (sum(weights[key] for key in count) for count in (count_a, count_b))
    keys_a, keys_b = [w.key for w in a.content], [w.key for w in b.content]
    runs = _runs(a, b)
    blocks = SequenceMatcher(None, keys_a, keys_b, autojunk=False).get_matching_blocks()
    ordered = {key for block in blocks for key in keys_a[block.a : block.a + block.size]}
    return Shared(
        words=len(both),
        weight=weight,
        holds=weight / min(total_a, total_b) if total_a and total_b else 0.0,
        dice=2 * weight / (total_a + total_b) if total_a + total_b else 0.0,
        ordered=sum(weights[key] for key in ordered) / weight if weight else 0.0,
        matter=any(w.kind == "plain" and w.key in both.keys() - _names(a, b) for w in (*a.content, *b.content)),
        run=max((sum(word.content for word in run) for run in runs), default=0),
        verbatim=sum(len(run) for run in runs) / min(len(a.words), len(b.words)),
    )


def _names(a: Claim, b: Claim) -> set[str]:
    """Keys of words that stand as a name, or part of one, in either wording."""
    return {word.key for claim in (a, b) for word in claim.content if word.kind == "name"}


def _runs(a: Claim, b: Claim) -> list[tuple[Word, ...]]:
    """The runs of two words or more that both print alike, in the order of both."""
    left, right = ([word.key if word.content else word.form for word in claim.words] for claim in (a, b))
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [a.words[m.a : m.a + m.size] for m in matcher.get_matching_blocks() if m.size > 1]
