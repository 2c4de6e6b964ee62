"""What keeps two quotes by one speaker apart, whatever words they share: rather two statements than a false one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations

from rapidfuzz import fuzz

from newsdesk.knowledge.claims import Claim
from newsdesk.knowledge.words import Language, Word


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
    if _roles_change(a, b):
        return "subject and object change places"
    return _another_claim(a, b) or _substituted(a, b, language)


def _both_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a - b) and bool(b - a)


def _akin(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(x == y or (len(x) > 3 and x[:4] == y[:4]) for x in a for y in b)


def _opposite(a: Claim, b: Claim, language: Language) -> str:
    """A word in one wording whose opposite stands in its place in the other."""
    keys_a, keys_b = a.keys, b.keys
    pairs, of_word = _opposites(language)
    for n in sorted({n for key in keys_a for n in of_word.get(key, ())}):
        one, other = pairs[n]
        x, y = one & keys_a, other & keys_b
        if (x and y and not x & keys_b and not y & keys_a) or (
            (x := other & keys_a) and (y := one & keys_b) and not x & keys_b and not y & keys_a
        ):
            return f"{min(x)} against {min(y)}"
    apart = a.content_keys.keys() ^ b.content_keys.keys()
    opposed = ((apart & keys_a) & b.opposed) | ((apart - keys_a) & a.opposed)
    return f"{min(opposed)} against its opposite" if opposed else ""


@cache
def _opposites(language: Language) -> tuple[list[tuple[frozenset[str], frozenset[str]]], Mapping[str, list[int]]]:
    """Words and their opposites, by pairs, and the pairs in which a word stands."""
    lines = (line.split("|") for line in language.table["opposites"])
    sides = [
        [frozenset(f if f in language.function else language.key(f) for f in s.split()) for s in two] for two in lines
    ]
    of_word: dict[str, list[int]] = defaultdict(list)
    for n, two in enumerate(sides):
        for word in frozenset().union(*two):
            of_word[word].append(n)
    return [(one, other) for one, other in sides], dict(of_word)


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
    if ("unreal" in a.modality) != ("unreal" in b.modality):
        return "one is only supposed"
    for x, y in ((a, b), (b, a)):
        if x.modality and x.modality <= {"possible", "obliged"} and not y.modality:
            return "will, may, can or must differ"
    return "one is conditional" if _one_sided(common, a.conditional, b.conditional) else ""


def _one_sided(common: Set[str], a: frozenset[str], b: frozenset[str]) -> bool:
    """All that two claims share stands in sentences of a kind in one of them, and none of it in the other."""
    return bool(common) and (common <= a) != (common <= b) and not (common & a and common & b)


def _substituted(a: Claim, b: Claim, language: Language) -> str:
    """One word stands in the place of another between words that agree: another name, another thing, another deed."""
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
            free = "indirect" in (a.kind, b.kind) and (
                bool({one.key, other.key} & language.generic) or not _same_place(a, one, b, other, language)
            )
            if not free and fuzz.ratio(one.form, other.form) < 75:
                return f"{one.form} against {other.form}"
    return ""


def _same_place(a: Claim, one: Word, b: Claim, other: Word, language: Language) -> bool:
    """Whether two words stand between the same words, or are both what an article or possessive determines."""
    i, j = a.words.index(one), b.words.index(other)
    before = [claim.words[k - 1].key if k else "" for claim, k in ((a, i), (b, j))]
    after = [claim.words[k + 1].key if k + 1 < len(claim.words) else "" for claim, k in ((a, i), (b, j))]
    if before[0] == before[1] and after[0] == after[1]:
        return True
    things = one.kind == other.kind == "plain"
    return things and all(word in language.determiners for word in before)


def _roles_change(a: Claim, b: Claim) -> bool:
    """Whether subject and object change places: "x does y" against "y does x", neither of them in the passive."""
    if ("by" in a.forms) != ("by" in b.forms):
        return False
    place = {word.key: (k, word.clause) for k, word in enumerate(b.content)}
    once = [w for w in a.content if w.key in place and _once(w.key, a) and _once(w.key, b)]
    for one, deed, other in combinations(once[:12], 3):
        (x, x_clause), (v, v_clause), (y, y_clause) = (place[w.key] for w in (one, deed, other))
        if one.clause == deed.clause == other.clause and x_clause == v_clause == y_clause and y < v < x:
            return True
    return False


def _once(key: str, claim: Claim) -> bool:
    return sum(word.key == key for word in claim.content) == 1
