"""Articles that report one event: how likely two of them do, from what both tell at their tops.

Rare words and names in common, a headline in the same words, words that both print in a row (mostly what somebody
said), and the days between them. The weights are of a logistic regression over pairs of articles of which it is known
whether they report one event; they are rounded, and the score is the log-odds.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from newsdesk.knowledge.attributes import Attributes
from newsdesk.knowledge.copies import ComparedTexts, runs_in
from newsdesk.knowledge.days import time_between
from newsdesk.records import Source

LEAST = -2.0  # log-odds below which a pair counts as unlike
DAYS = 4  # between two articles of one event
_HEAVIEST = 60  # words that stand for an article
_LIMIT = 40  # a word that more articles of the same days print than this, or more undated ones, proposes no pair
_LEAST = 4  # words that two articles must share to be compared
_BACKGROUND = 50  # articles that a small archive is thought to have beside its own

_START, _WORDS, _NAMES, _HEADLINE, _IN_A_ROW, _A_DAY, _UNDATED = -2.2, 6.0, 7.0, 6.0, 4.0, -1.2, -2.4
_FEW = 6  # articles of the same days, from which on more of them make each pair less likely
_MUCH_TOLD = 4  # articles of the same days that name whom an article names most, and are unlike it: then the next
_MUCH_ALIKE, _NEXT_DAY = 7.0, 1  # may be about something else, too, but for one that much alike and printed that soon
_CROWDED = 12  # articles of the same days, from which on what is told days apart may be what came of it
_MANY_RUNS = 20  # five words in a row that both print: from here on more of them tell no more
_ONE_OUTLET = -4.0  # an outlet seldom tells one event twice in one day; it follows it up, or tells another one


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two articles that may report one event: log-odds that they do, and what speaks for it, in general and in words.

    `ask`: nothing but an editor's word joins them, however alike they are: they are by one outlet, and no copies; or
    many others are told of in these days, or of whom they tell, as of a candidate, and they may tell two things.
    """

    one: str
    other: str
    score: float
    signs: tuple[str, ...]
    reasons: tuple[str, ...]
    ask: bool = False


def find_likenesses(
    sources: Mapping[str, Source],
    all_told: Mapping[str, Attributes],
    frequencies: Mapping[str, int],
    compared: ComparedTexts,
) -> tuple[Likeness, ...]:
    """All pairs that share enough to be compared and are not quite unlike (`LEAST`), most alike first.

    Articles that an editor wants alone are like no other.
    """
    told = {key: one for key, one in all_told.items() if not sources[key].meta.alone}
    rarity = _Rarity(frequencies, len(told))
    of_names = _Rarity(Counter(name for one in told.values() for name in one.names), len(told))
    crowds = _crowds({key: sources[key] for key in told})
    vectors = {key: _vector(one, rarity) for key, one in told.items()}
    names = {key: _name_vector(one, of_names) for key, one in told.items()}
    copied = {(c.one, c.other): c.share for c in compared.copies if c.one in told and c.other in told}
    likes = [
        like
        for pair in sorted({*_pairs(sources, vectors), *copied})
        if (like := _compare(pair, sources, told, vectors, names, rarity, crowds, compared, copied.get(pair, 0.0)))
        and like.score > LEAST
    ]
    much_told = _much_told(sources, told, likes)
    likes = [
        replace(like, ask=True)
        if (like.one, like.other) not in copied and _may_be_two(like, sources, much_told, crowds)
        else like
        for like in likes
    ]
    return tuple(sorted(likes, key=lambda like: (-like.score, like.one, like.other)))


def _crowds(sources: Mapping[str, Source]) -> dict[str, int]:
    """How many articles could report the same event as each does, by their days: the more, the less likely each is."""
    days = sorted(map(_day, sources.values()))
    undated = bisect_right(days, 0)

    def crowd(day: int) -> int:
        return bisect_right(days, day + DAYS) - bisect_left(days, day - DAYS) + undated - 1 if day else len(days) - 1

    return {key: crowd(_day(source)) for key, source in sources.items()}


def _much_told(
    sources: Mapping[str, Source], told: Mapping[str, Attributes], likes: Sequence[Likeness]
) -> frozenset[str]:
    """The articles about somebody whom many others of the same days name as well, unlike them."""
    alike = Counter(key for like in likes if like.score > 0 for key in (like.one, like.other))
    days: dict[str, list[int]] = defaultdict(list)
    for key in sorted(told, key=lambda key: _day(sources[key])):
        for name in told[key].names:
            days[name].append(_day(sources[key]))

    def others(key: str, name: str) -> int:
        day = _day(sources[key])
        near = bisect_right(days[name], day + DAYS) - bisect_left(days[name], day - DAYS) if day else len(days[name])
        return near - 1

    about = {key: min(one.names, key=lambda name: (-one.names[name], name)) for key, one in told.items() if one.names}
    return frozenset(key for key, name in about.items() if others(key, name) - alike[key] >= _MUCH_TOLD)


def _may_be_two(
    like: Likeness, sources: Mapping[str, Source], much_told: Collection[str], crowds: Mapping[str, int]
) -> bool:
    """Whether two articles, where many are, may report two events: one that came of the other, or that befell the
    same person."""
    one, other = _day(sources[like.one]), _day(sources[like.other])
    apart = not one or not other or abs(one - other) > _NEXT_DAY
    if apart and crowds[like.one] + crowds[like.other] >= 2 * _CROWDED:
        return True
    return (like.one in much_told or like.other in much_told) and (apart or like.score < _MUCH_ALIKE)


Vector = Mapping[str, float]


class _Rarity(dict[str, float]):
    """Inverse document frequency of words, as in an archive that has a background beside its own articles."""

    def __init__(self, frequencies: Mapping[str, int], articles: int) -> None:
        self._frequencies, self._articles = frequencies, articles

    def __missing__(self, key: str) -> float:
        self[key] = made = math.log((self._articles + _BACKGROUND) / (self._frequencies.get(key, 0) + 1))
        return made


def _vector(told: Attributes, rarity: Mapping[str, float]) -> Vector:
    """The heaviest words of an article, at length 1."""
    weighed = {key: (1 + math.log(number)) * rarity[key] for key, number in told.words.items()}
    best = sorted(weighed, key=lambda key: (-weighed[key], key))[:_HEAVIEST]
    return _at_length_one({key: weighed[key] for key in best})


def _name_vector(told: Attributes, rarity: Mapping[str, float]) -> Vector:
    return _at_length_one({name: (1 + math.log(number)) * rarity[name] for name, number in told.names.items()})


def _at_length_one(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
    return {key: x / length for key, x in vector.items()}


def _cosine(one: Vector, other: Vector) -> float:
    return sum(one[key] * other[key] for key in sorted(one.keys() & other.keys()))


def _pairs(sources: Mapping[str, Source], vectors: Mapping[str, Vector]) -> Iterator[tuple[str, str]]:
    """Pairs of articles of near days that share enough words."""
    holders: dict[str, list[str]] = defaultdict(list)
    for key in sorted(vectors, key=lambda key: (_day(sources[key]), key)):
        for word in vectors[key]:
            holders[word].append(key)
    met: Counter[tuple[str, str]] = Counter()
    for of_word in holders.values():
        met.update(_near(of_word, sources))
    for (one, other), number in met.items():
        if number >= _LEAST:
            yield (one, other) if one < other else (other, one)


def _near(keys: Sequence[str], sources: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    """Pairs of articles, in order of their days, that were printed within a few days, as far as that is known."""
    undated = [key for key in keys if not _day(sources[key])]
    dated = keys[len(undated) :]
    for n, one in enumerate(dated):
        if n + _LIMIT < len(dated) and _day(sources[dated[n + _LIMIT]]) - _day(sources[one]) <= DAYS:
            continue  # too many print it in these days
        for other in dated[n + 1 :]:
            if _day(sources[other]) - _day(sources[one]) > DAYS:
                break
            yield (one, other) if one < other else (other, one)
    if undated and len(keys) <= _LIMIT:
        yield from ((min(one, other), max(one, other)) for one, other in combinations(undated, 2))
        yield from ((min(one, other), max(one, other)) for one in undated for other in dated)


def _day(source: Source) -> int:
    """The day it was printed, counted; 0 where that is not known."""
    return source.meta.published.toordinal() if source.meta.published else 0


def _compare(
    pair: tuple[str, str],
    sources: Mapping[str, Source],
    told: Mapping[str, Attributes],
    vectors: Mapping[str, Vector],
    names: Mapping[str, Vector],
    rarity: Mapping[str, float],
    crowds: Mapping[str, int],
    compared: ComparedTexts,
    copied: float,
) -> Likeness | None:
    one, other = pair
    a, b = sources[one], sources[other]
    score = _START + _WORDS * _cosine(vectors[one], vectors[other]) + _NAMES * _cosine(names[one], names[other])
    score += _HEADLINE * _share(told[one].headline, told[other].headline, rarity)
    apart = abs(_day(a) - _day(b)) if _day(a) and _day(b) else None
    score += _UNDATED if apart is None else _A_DAY * apart
    score -= math.log(max(1.0, (crowds[one] + crowds[other]) / 2 / _FEW))
    if copied:
        score = max(score, 6.0 if apart is None or apart <= DAYS else 1.0)
    ask = not copied and bool(a.meta.outlet) and a.meta.outlet.casefold() == b.meta.outlet.casefold()
    if ask:
        score += _ONE_OUTLET
    if score + _IN_A_ROW <= LEAST:
        return None
    runs = len(runs_in(compared, one) & runs_in(compared, other))
    score += _IN_A_ROW * min(1.0, math.log1p(runs) / math.log1p(_MANY_RUNS))
    when = time_between(a.meta.published, b.meta.published)
    found = dict(_reasons(pair, told, vectors, names, runs, copied))
    found |= {f"printed {when}" if when else "a date not known": f"printed {when}" if when else "a date is not known"}
    return Likeness(one, other, round(score, 3), tuple(found), tuple(found.values()), ask)


def _share(one: Collection[str], other: Collection[str], rarity: Mapping[str, float]) -> float:
    """The share of the lighter headline that stands in the other, its words weighed by how rare they are."""
    least = min(sum(rarity[key] for key in side) for side in (one, other))
    return sum(rarity[key] for key in sorted({*one} & {*other})) / least if least else 0.0


def _reasons(
    pair: tuple[str, str],
    told: Mapping[str, Attributes],
    vectors: Mapping[str, Vector],
    names: Mapping[str, Vector],
    runs: int,
    copied: float,
) -> Iterator[tuple[str, str]]:
    """What speaks for a pair: in general, and in the words of the two."""
    one, other = pair
    if copied:
        yield "much the same text", f"{copied:.0%} of the shorter text stands in the other word for word"
    if both := _heaviest(names[one], names[other])[:4]:
        yield "the same names", "both name " + ", ".join(told[one].called[name] for name in both)
    if shared := _heaviest(vectors[one], vectors[other])[:5]:
        words = (min(told[one].printed[key], told[other].printed[key], key=lambda f: (len(f), f)) for key in shared)
        yield "the same rare words", "share the words " + ", ".join(words)
    if runs and not copied:
        alike = f"{runs} {'run' if runs == 1 else 'runs'} of five words"
        yield "words in a row that both print", f"print {alike} alike"


def _heaviest(one: Vector, other: Vector) -> list[str]:
    return sorted(one.keys() & other.keys(), key=lambda key: (-one[key] * other[key], key))
