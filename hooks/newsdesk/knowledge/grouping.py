"""Which quotes of a story are wordings of one statement.

Quotes that share words are compared. What is printed alike is joined first: a whole quote holds the pieces that others
cut from it, and holds them together. What is worded otherwise joins such groups only where each piece of the one fits
each of the other (complete linkage), so that two things are never one because a third is like both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from newsdesk.knowledge.alignment import Alignment, align
from newsdesk.knowledge.claims import Claim, claim_of, told_around
from newsdesk.knowledge.conflict import conflict, elsewhere
from newsdesk.knowledge.likeness import Match, cut_from, likeness, marked_word, may_be_like, same_words
from newsdesk.knowledge.voices import Relation, SpeakerKey, known_in_story, relation
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language
from newsdesk.records import Quote, Source

_ALL_PAIRS = 40  # quotes of one speaker in one story that are simply all compared
_COMMON_IN = 25  # in larger blocks a word that stands in more quotes proposes no pair
_SHINGLE = 3  # words in a row that quotes of different speakers must share to be compared
_MANY, _OPEN = 5, 0.65  # content words, and the likeness, of reports whose speakers may be one
_SENTENCE = 6  # words: fewer are a phrase that somebody may say in two sentences
_BY_TWO = 12  # words in a run that two people who are both named for sure hardly say alike

Said = tuple[Source, Quote, SpeakerKey]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """Two wordings of one thing; `firm`: by the words that both print, not only by what they say."""

    match: Match
    firm: bool


@dataclass(frozen=True, slots=True)
class ComparedQuotes:
    """The quotes of a story as claims, who says each, and what comparing them gave."""

    claims: Sequence[Claim]
    voices: Sequence[SpeakerKey]
    links: Mapping[Pair, QuoteLink]
    refused: frozenset[Pair]  # compared and kept apart


def grouped(said: Sequence[Said], language: Language, weigh: Weigh) -> list[tuple[list[int], str]]:
    """The quotes of a story, by their places, as statements; each with the rules that joined it."""
    compared = _compared(said, language, weigh)
    groups = {n: _Cluster([[n]]) for n in range(len(said))}
    order = sorted(
        compared.links.items(),
        key=lambda item: (not item[1].firm, -item[1].match.score, *(said[n][1].id for n in item[0])),
    )
    for (i, j), link in order:
        one, other = groups[i], groups[j]
        if one is other or _bridges((i, j), one, other, link, compared) or not _fit(one, other, link, compared):
            continue
        one.take(other, link)
        groups.update(dict.fromkeys(other.members, one))
    return [
        (sorted(group.members), "; ".join(sorted(group.rules)) or "only wording")
        for n, group in groups.items()
        if n == min(group.members)
    ]


class _Cluster:
    """Quotes taken for one statement. `parts`: of each those that are printed alike, directly or through others."""

    def __init__(self, parts: list[list[int]]) -> None:
        self.parts = parts
        self.rules: set[str] = set()

    @property
    def members(self) -> list[int]:
        return [n for part in self.parts for n in part]

    def take(self, other: _Cluster, link: QuoteLink) -> None:
        self.rules |= other.rules | {link.match.rule}
        self.parts = [[*self.members, *other.members]] if link.firm else [*self.parts, *other.parts]


def _fit(one: _Cluster, other: _Cluster, link: QuoteLink, compared: ComparedQuotes) -> bool:
    """Whether two groups that a link connects are one statement."""
    pairs = [_pair(x, y) for x in one.members for y in other.members]
    if not compared.refused.isdisjoint(pairs):
        return False
    if link.firm:
        return not any(pair not in compared.links and _strangers(pair, compared) for pair in pairs)
    return all(
        any(_pair(x, y) in compared.links for x in part for y in their) for part in one.parts for their in other.parts
    )


def _bridges(pair: Pair, one: _Cluster, other: _Cluster, link: QuoteLink, compared: ComparedQuotes) -> bool:
    """Whether a few words would join two longer quotes that are not alike: a piece of both, and perhaps of neither."""
    piece, whole = sorted(pair, key=lambda n: (len(compared.claims[n].words), n))
    if not link.firm or len(compared.claims[piece].words) >= _SENTENCE:
        return False
    own = one if piece in one.members else other
    longer = (n for n in own.members if len(compared.claims[n].words) >= _SENTENCE)
    return any(_pair(n, whole) not in compared.links for n in longer)


def _strangers(pair: Pair, compared: ComparedQuotes) -> bool:
    """Whether two quotes that share too little to be compared were said by two people, or on two occasions."""
    i, j = pair
    voices = compared.voices[i], compared.voices[j]
    by_two = relation(*voices) == "two" and all(voice.sure for voice in voices)
    return by_two or bool(elsewhere(compared.claims[i], compared.claims[j]))


def _pair(i: int, j: int) -> Pair:
    return (i, j) if i < j else (j, i)


def _compared(said: Sequence[Said], language: Language, weigh: Weigh) -> ComparedQuotes:
    if len(said) < 2:
        return ComparedQuotes((), (), {}, frozenset())
    claims = [claim_of(quote, source, language) for source, quote, _ in said]
    voices = known_in_story(voice for _, _, voice in said)
    told = [told_around(claim, language) or claim for claim in claims]
    links: dict[Pair, QuoteLink] = {}
    refused = set[Pair]()
    for i, j in sorted({*_pairs(claims), *_of_speakers(claims, voices, weigh), *_of_speakers(told, voices, weigh)}):
        aligned = align(claims[i], claims[j])
        link = _link(aligned, (voices[i], voices[j]), weigh)
        if link is not None and (conflict(aligned, language) or _said_again(aligned)):
            refused.add((i, j))
        elif link is None and claims[i].source is not claims[j].source:
            link = _reported_link((claims[i], claims[j]), (told[i], told[j]), (voices[i], voices[j]), language, weigh)
        if link is not None and (i, j) not in refused:
            links[i, j] = link
    return ComparedQuotes(claims, voices, links, frozenset(refused))


def _link(aligned: Alignment, voices: tuple[SpeakerKey, SpeakerKey], weigh: Weigh) -> QuoteLink | None:
    """What makes two quotes one statement, if anything does."""
    known = relation(*voices)
    match = same_words(aligned)
    if match is not None and (known == "one" or _whoever(aligned, known, voices)):
        return QuoteLink(match, firm=True)
    if known == "two":
        return None
    if (match := cut_from(aligned, by_one=known == "one")) is not None:
        return QuoteLink(match, firm=True)
    if known == "open" and not _reported_alike(aligned, voices):
        return None
    match = likeness(aligned, weigh)
    if match is None or (known == "open" and match.score < _OPEN):
        return None
    return QuoteLink(match, firm="indirect" not in (aligned.a.kind, aligned.b.kind) and aligned.verbatim >= 0.9)


def _reported_link(
    claims: tuple[Claim, Claim],
    told: tuple[Claim, Claim],
    voices: tuple[SpeakerKey, SpeakerKey],
    language: Language,
    weigh: Weigh,
) -> QuoteLink | None:
    """What makes fragments by one speaker one statement: what is reported with them in it, or the rare words of one.

    Half of that are the outlets' own words: what contradicts there tells of no two statements, only of none.
    """
    if relation(*voices) != "one":
        return None
    for match, aligned in ((likeness(align(*told), weigh), told), (marked_word(*claims, weigh), claims)):
        if match is not None and not conflict(align(*aligned), language):
            return QuoteLink(match, firm=False)
    return None


def _said_again(aligned: Alignment) -> bool:
    """Whether one article prints a few words as two sentences of their own: then somebody said them twice."""
    a, b = aligned.a, aligned.b
    twice = a.source.id == b.source.id and a.kind == b.kind == "direct" and a.tokens != b.tokens
    return twice and min(len(a.words), len(b.words)) < _BY_TWO and aligned.verbatim >= 0.9


def _reported_alike(aligned: Alignment, voices: tuple[SpeakerKey, SpeakerKey]) -> bool:
    """Whether two reports may be of one who is named in one of them and told by his office or paper in the other."""
    named = [voice.named for voice in voices]
    enough = len({*aligned.a.content_keys} & {*aligned.b.content_keys}) >= _MANY
    return aligned.a.kind == aligned.b.kind == "indirect" and enough and any(named) != all(named)


def _whoever(aligned: Alignment, known: Relation, voices: tuple[SpeakerKey, SpeakerKey]) -> bool:
    """Whether the same words tell that two voices which are not known to be one are.

    In a report the words are the outlet's: of two who are called otherwise they may tell one thing twice. And they
    outweigh two names if one of these is unsure, or if more of them are alike than a slogan has.
    """
    kinds = aligned.a.kind, aligned.b.kind
    if known == "open":
        return kinds != ("indirect", "indirect") or not all(voice.key for voice in voices)
    if "indirect" in kinds:
        return False
    if not all(voice.sure for voice in voices):
        return True
    return aligned.longest >= _BY_TWO and aligned.run_share >= 0.75


def _pairs(claims: Sequence[Claim]) -> set[Pair]:
    """The pairs worth comparing whoever speaks: those that share a few words in a row, or many in reports."""
    reported = [n for n, claim in enumerate(claims) if claim.kind == "indirect"]
    return {*_in_a_row(claims), *_that_share(reported, claims, _MANY)}


def _of_speakers(claims: Sequence[Claim], voices: Sequence[SpeakerKey], weigh: Weigh) -> Iterator[Pair]:
    """The pairs of one speaker that share words."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for n, voice in enumerate(voices):
        if voice.key:
            blocks[voice.key].append(n)
    for block in blocks.values():
        for i, j in _of_one_speaker(block, claims):
            if may_be_like(claims[i], claims[j], weigh):
                yield i, j


def _of_one_speaker(block: Sequence[int], claims: Sequence[Claim]) -> Iterable[Pair]:
    """All in a small block, those that share two less usual words in a large one."""
    if len(block) <= _ALL_PAIRS:
        return combinations(block, 2)
    return _that_share(block, claims, 2)


def _that_share(block: Sequence[int], claims: Sequence[Claim], least: int) -> list[Pair]:
    """Pairs that share some less usual words, or one where there is but one."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i in block:
        for key in claims[i].content_keys or dict.fromkeys(claims[i].forms):
            holders[key].append(i)
    shared: Counter[Pair] = Counter()
    for places in holders.values():
        if len(places) <= _COMMON_IN:
            shared.update(combinations(places, 2))
    return [pair for pair, n in shared.items() if n >= least or min(len(claims[k].content) for k in pair) < 2 == least]


def _in_a_row(claims: Sequence[Claim]) -> Iterator[Pair]:
    """Pairs that share more than one run of three words, or one that is all of the shorter."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, claim in enumerate(claims):
        for row in dict.fromkeys(zip(*(claim.tokens[k:] for k in range(_SHINGLE)), strict=False)):
            holders[row].append(n)
    shared: Counter[Pair] = Counter()
    for places in holders.values():
        if 1 < len(places) <= _COMMON_IN:
            shared.update(combinations(places, 2))
    for pair, n in shared.items():
        if n > 1 or min(len(claims[k].tokens) for k in pair) <= _SHINGLE + 1:
            yield pair
