"""What keeps two quotes apart, whatever words they share: rather two statements than a false one.

Only what is aligned counts (`alignment`): of long quotes that share a sentence, that sentence. Where the words
themselves leave no doubt that one thing was said, a differing word is a difference to show and no reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations

from rapidfuzz import fuzz

from newsdesk.knowledge.alignment import Alignment, Gap
from newsdesk.knowledge.claims import Claim, Proposition, Rules, opposed, part_of, rules_of
from newsdesk.knowledge.words import Language, Word

_RUN = 6  # words in a row that are a sentence of their own
_LONG = 10  # words in one run that nobody says twice by chance
_FIRM, _CERTAIN = 12, 16  # words that both print, of which nearly all of the shorter wording is made
_NEARLY_ALL = 0.85
_MANY, _MOST = 20, 0.6  # words alike, and the share of the shorter wording, that outweigh some that differ
_SPELLED = 75  # of 100: how alike two spellings of one word are
_EDGE = 3  # words behind what is aligned that still stand in each other's place


def conflict(aligned: Alignment, language: Language) -> str:
    """What keeps two wordings apart; "" if nothing does."""
    a, b = aligned.a, aligned.b
    printed_alike = aligned.verbatim >= 0.9
    if reason := elsewhere(a, b, by_kind=not (printed_alike and aligned.alike >= _FIRM), by_name=not printed_alike):
        return reason
    reported, long = "indirect" in (a.kind, b.kind), aligned.longest >= _LONG
    if a.stance != b.stance and (reported or not long):
        return "one is a wish"
    if reason := _in_gaps(aligned, language):
        return reason
    if (long or _much(aligned)) and not reported:
        return ""
    one, other = _part(a, b, language), _part(b, a, language)
    if aligned.verbatim >= 0.9 and not reported:
        return _another_claim(one, other, fragment="mixed" in (a.kind, b.kind), cut=aligned.longest)
    return _in_parts(one, other, aligned, language)


def _much(aligned: Alignment) -> bool:
    """Whether so much is alike that where words differ an outlet heard something else."""
    return aligned.verbatim >= _MOST and aligned.alike >= _MANY


def elsewhere(a: Claim, b: Claim, by_kind: bool = True, by_name: bool = True) -> str:
    """Why two wordings were not said on one occasion. `by_kind`: an interview is no rally; `by_name`: places of one
    kind differ by their names."""
    if a.said_on and b.said_on and a.said_on != b.said_on:
        return "said on another day"
    if by_kind and a.venue and b.venue and not a.venue & b.venue:
        return "said elsewhere"
    if not by_kind or (not by_name and a.venue & b.venue):
        return ""
    if _both_differ(a.venue_names, b.venue_names) and not _akin(a.venue_names, b.venue_names):
        return "said elsewhere"
    return ""


def _in_gaps(aligned: Alignment, language: Language) -> str:
    """What stands in one wording between, before or behind words that both print, and contradicts the other there."""
    rules = rules_of(language)
    nearly_all = aligned.verbatim >= _NEARLY_ALL
    firm = (nearly_all and aligned.alike >= _FIRM) or aligned.longest >= _LONG or _much(aligned)
    certain = nearly_all and aligned.alike >= _CERTAIN
    reported = "indirect" in (aligned.a.kind, aligned.b.kind)
    for gap in aligned.gaps():
        if not reported and _negations(gap.a, aligned.a, rules) % 2 != _negations(gap.b, aligned.b, rules) % 2:
            return "one is the other's negation"
        if reason := _opposite(gap.a, gap.b, language):
            return reason
        if certain or (gap.edge and max(len(gap.a), len(gap.b)) > _EDGE):
            continue
        if reason := _other_value(gap, rules, language):
            return reason
        if not firm and not reported and (reason := _other_force(gap, rules) or _other_word(gap)):
            return reason
    return ""


def _negations(words: Sequence[Word], claim: Claim, rules: Rules) -> int:
    """How many of the words deny what stands around them; what is denied in a clause of its own there is an aside."""
    inside: dict[int, int] = defaultdict(int)
    for word in words:
        inside[word.clause] += 1
    own = set(words)

    def aside(clause: int) -> bool:
        return inside[clause] > 2 and all(word in own for word in claim.words if word.clause == clause)

    return sum(rules.negates(word) and (word not in claim.words or not aside(word.clause)) for word in words)


def _other_value(gap: Gap, rules: Rules, language: Language) -> str:
    """Another number, time or name in the same place."""
    numbers = [frozenset(w.key for w in side if w.kind == "number") for side in (gap.a, gap.b)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return "another number"
    for kind in {language.times[w.form] for w in gap.a if w.kind == "time"}:
        times = [
            frozenset(w.key for w in side if w.kind == "time" and language.times[w.form] == kind)
            for side in (gap.a, gap.b)
        ]
        if all(times) and not times[0] & times[1]:
            return "another time"
    if _both_differ(rules.relative(gap.a), rules.relative(gap.b)):
        return "another time"
    names = [frozenset(w.key for w in side if w.kind == "name") for side in (gap.a, gap.b)]
    return f"{min(names[0])} against {min(names[1])}" if all(names) and not _akin(*names) else ""


def _other_force(gap: Gap, rules: Rules) -> str:
    """ "May" in the place of "will", or beside it."""
    one, other = (rules.modality([w.form for w in side]) for side in (gap.a, gap.b))
    if one and other and not one & other:
        return "will, may, can or must differ"
    if not gap.edge and any(x and x <= {"possible", "obliged"} and not y for x, y in ((one, other), (other, one))):
        return "will, may, can or must differ"
    return "one is only supposed" if ("unreal" in one) != ("unreal" in other) else ""


def _other_word(gap: Gap) -> str:
    """Another thing or deed in the place of one."""
    one, other = ([w for w in side if w.content] for side in (gap.a, gap.b))
    if gap.edge or not len(one) == len(other) == 1 or one[0].kind == "number":
        return ""
    return f"{one[0].form} against {other[0].form}" if fuzz.ratio(one[0].form, other[0].form) < _SPELLED else ""


def _part(claim: Claim, other: Claim, language: Language) -> Proposition:
    """The sentences of a claim that share a word with another one; all of them where none does."""
    shared = {claim.sentences[k] for k, w in enumerate(claim.words) if w.content and w.key in other.content_keys}
    places = [k for k, sentence in enumerate(claim.sentences) if not shared or sentence in shared]
    return part_of(claim, places, language)


def _in_parts(a: Proposition, b: Proposition, aligned: Alignment, language: Language) -> str:
    one, other = aligned.a, aligned.b
    if _both_differ(a.numbers, b.numbers):
        return "another number"
    if any(_both_differ(a.times[name], b.times[name]) for name in a.times.keys() & b.times.keys()):
        return "another time"
    if any(
        a.polarity[key] is not None and b.polarity[key] is not None and a.polarity[key] != b.polarity[key]
        for key in a.polarity.keys() & b.polarity.keys()
    ):
        return "one is the other's negation"
    if opposite := _opposite(a.words, b.words, language):
        return opposite
    if _roles_change(a, b):
        return "subject and object change places"
    fragment = "mixed" in (one.kind, other.kind)
    return _another_claim(a, b, fragment, asking=aligned.sentence < _RUN) or _substituted(a, b, one, other, language)


def _both_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a - b) and bool(b - a)


def _akin(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether some name of each side is the other's: spelled alike, or carried over from another script."""
    return any(x == y or (len(x) > 3 and x[:4] == y[:4]) or _sound_alike(x, y) for x in a for y in b)


def _sound_alike(one: str, other: str) -> bool:
    """Whether two names are one as outlets carry it over from another script: "Qaddafi" and "Gadhafi"."""
    sounds = _sounds(one)
    return sounds == _sounds(other) and fuzz.ratio(one, other) >= (30 if len(sounds) > 2 else 60)


@cache
def _sounds(name: str) -> str:
    """The consonants of a name, those that stand for one sound as one, each once where it is doubled."""
    plain = name.translate(_SOUNDS)
    for pair, sound in (("kh", "k"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("gh", "k"), ("ck", "k"), ("zh", "z")):
        plain = plain.replace(pair, sound)
    plain = plain.replace("h", "") if len(plain) > 3 else plain
    return "".join(c for k, c in enumerate(plain) if c not in "aeiouy" and (k == 0 or plain[k - 1] != c))


_SOUNDS = str.maketrans("qgcjvw'’", "kkkzff  ")


def _opposite(a: Sequence[Word], b: Sequence[Word], language: Language) -> str:
    """A word in one wording whose opposite stands in its place in the other."""
    keys_a, keys_b = (frozenset(key for w in side for key in (w.form, w.key)) for side in (a, b))
    pairs, of_word = _opposites(language)
    for n in sorted({n for key in keys_a for n in of_word.get(key, ())}):
        one, other = pairs[n]
        x, y = one & keys_a, other & keys_b
        if (x and y and not x & keys_b and not y & keys_a) or (
            (x := other & keys_a) and (y := one & keys_b) and not x & keys_b and not y & keys_a
        ):
            return f"{min(x)} against {min(y)}"
    own_a, own_b = ({w.key for w in side if w.content} for side in (a, b))
    against = ((own_a - own_b) & opposed(keys_b)) | ((own_b - own_a) & opposed(keys_a))
    return f"{min(against)} against its opposite" if against else ""


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


def _another_claim(a: Proposition, b: Proposition, fragment: bool, cut: int = 0, asking: bool = True) -> str:
    """A question against an answer, "may" against "will", "if" against none.

    `cut`: words in the longest run, if one wording is made of the other's words: what that has more is merely cut.
    `asking`: not where both print a whole sentence, of which one outlet hears a question.
    """
    words_differ = not cut
    common = a.polarity.keys() & b.polarity.keys()
    if asking and cut < _RUN and _one_sided(common, a.asked, b.asked):
        return "one is a question"
    if words_differ and a.modality and b.modality and not a.modality & b.modality:
        return "will, may, can or must differ"
    if fragment:
        return ""
    if words_differ:
        if ("unreal" in a.modality) != ("unreal" in b.modality):
            return "one is only supposed"
        for x, y in ((a, b), (b, a)):
            if x.modality and x.modality <= {"possible", "obliged"} and not y.modality:
                return "will, may, can or must differ"
    return "one is conditional" if _one_sided(common, a.conditional, b.conditional) else ""


def _one_sided(common: Set[str], a: frozenset[str], b: frozenset[str]) -> bool:
    """All that two claims share stands in sentences of a kind in one of them, and none of it in the other."""
    return bool(common) and (common <= a) != (common <= b) and not (common & a and common & b)


def _substituted(a: Proposition, b: Proposition, one: Claim, other: Claim, language: Language) -> str:
    """One word stands in the place of another between words that agree: another name, another thing, another deed."""
    reported = "indirect" in (one.kind, other.kind)
    for left, right in _replaced(a, b):
        names = [frozenset(w.key for w in side if w.kind == "name") for side in (left, right)]
        if all(names) and not _akin(*names):
            return f"{min(names[0])} against {min(names[1])}"
        if len(left) == len(right) == 1 and left[0].key not in b.keys and right[0].key not in a.keys:
            # in a report the outlet's own verb may stand for the speaker's, and a name for a description
            free = reported and (
                bool({left[0].key, right[0].key} & language.generic)
                or not _same_place(one, left[0], other, right[0], language)
            )
            if not free and fuzz.ratio(left[0].form, right[0].form) < _SPELLED:
                return f"{left[0].form} against {right[0].form}"
    return ""


def _replaced(a: Proposition, b: Proposition) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """Content words that stand in each other's place."""
    keys_a, keys_b = [w.key for w in a.content], [w.key for w in b.content]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys_a, keys_b, autojunk=False).get_opcodes():
        if tag == "replace":
            yield a.content[i1:i2], b.content[j1:j2]


def _same_place(a: Claim, one: Word, b: Claim, other: Word, language: Language) -> bool:
    """Whether two words stand between the same words, or are both what an article or possessive determines."""
    i, j = a.words.index(one), b.words.index(other)
    before = [claim.words[k - 1].key if k else "" for claim, k in ((a, i), (b, j))]
    after = [claim.words[k + 1].key if k + 1 < len(claim.words) else "" for claim, k in ((a, i), (b, j))]
    if before[0] == before[1] and after[0] == after[1]:
        return True
    things = one.kind == other.kind == "plain"
    return things and all(word in language.determiners for word in before)


def _roles_change(a: Proposition, b: Proposition) -> bool:
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


def _once(key: str, claim: Proposition) -> bool:
    return sum(word.key == key for word in claim.content) == 1
