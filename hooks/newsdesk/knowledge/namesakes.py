"""People of one name who are likely not one person, by what their sources tell of them.

A title of the other gender, an age that does not fit, another country, another calling: two of these keep two sources
apart. One alone only asks the editor: people change their calling, and a "Mr." may be her husband's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from newsdesk.records import Extraction, Lexicon, Source

Place = tuple[str, int]  # (source id, chain index)
APART = 2  # how much must speak against one person
SHARE = 0.8  # of the sources that tell something, those that must be of one part for the silent ones to join it
YEARS = 2  # by which the years of birth that two ages give may differ
_AGE = re.compile(r", (?:aged )?([1-9]\d)(?=, [a-z]|,? who )")  # not "Lee, 47, Moss, 43", which are votes


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """What one source tells of a person: genders of titles, years of birth, countries and callings."""

    genders: tuple[str, ...] = ()
    born: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    callings: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()  # of the callings, as printed


@dataclass(frozen=True, slots=True)
class _Words:
    genders: Mapping[str, str]
    countries: Mapping[str, str]
    callings: Mapping[str, str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    tables = lexicon.tables
    return _Words(
        {word: gender for word, gender in tables["titles"]["honorifics"].items() if gender},
        {word: code for code, words in tables["demonyms"]["demonyms"].items() for word in words},
        {noun: calling for calling, nouns in tables["namesakes"]["callings"].items() for noun in nouns},
    )


def told(place: Place, extractions: Mapping[str, Extraction], sources: Mapping[str, Source], lexicon: Lexicon) -> Told:
    """What a source tells of the person that a chain is."""
    key, chain = place
    source, found, words = sources.get(key), extractions[key], _words(lexicon)
    if source is None:
        return Told()
    genders, born = set(), set()
    for mention in found.mentions:
        if mention.chain != chain or mention.weak:
            continue
        first = mention.span.of(source.text).split()[0].rstrip(".").lower()
        genders |= {words.genders[first]} if first in words.genders else set()
        age = _AGE.match(source.text, mention.span.end)
        if age and source.meta.published:
            born.add(source.meta.published.year - int(age[1]))
    said = [d.span.of(source.text) for d in found.descriptions if d.chain == chain]
    countries = {words.countries[w] for text in said for w in re.findall(r"[A-Z]\w+", text) if w in words.countries}
    nouns = {w for text in said for w in re.findall(r"[a-z-]+", text.lower()) if w in words.callings}
    callings = {words.callings[noun] for noun in nouns}
    return Told(*(tuple(sorted(them)) for them in (genders, born, countries, callings, nouns)))


def against(one: Told, other: Told) -> tuple[int, list[str]]:
    """How much speaks against one person, and what."""
    weight, reasons = 0, list[str]()
    if one.genders and other.genders and not {*one.genders} & {*other.genders}:
        weight, reasons = weight + 1, [*reasons, "a title of the other gender"]
    if one.born and other.born and min(abs(a - b) for a in one.born for b in other.born) > YEARS:
        weight, reasons = weight + 1, [*reasons, "another age"]
    if one.countries and other.countries and not {*one.countries} & {*other.countries}:
        weight, reasons = weight + 1, [*reasons, "another country"]
    if one.callings and other.callings and not {*one.callings} & {*other.callings}:
        weight, reasons = weight + 1, [*reasons, f"{', '.join(one.nouns)} here, {', '.join(other.nouns)} there"]
    return weight, reasons


def parted(telling: Mapping[Place, Told]) -> tuple[list[list[Place]], list[Place]]:
    """The places of one name as parts that are one person each, and those that may be of either.

    One part holds all where nothing keeps two sources apart. Silent sources join the part that most belong to.
    """
    order = sorted(telling, key=lambda place: (telling[place], place))
    held = {p for a, b in combinations(order, 2) if against(telling[a], telling[b])[0] >= APART for p in (a, b)}
    if not held:
        return [sorted(telling)], []
    parts: list[list[Place]] = []
    for place in (p for p in order if p in held):
        fitting = _fitting(place, parts, telling)
        if fitting:
            fitting[0].append(place)
        else:
            parts.append([place])
    most = max(parts, key=len)
    clear = len(most) >= SHARE * len(held)
    open_: list[Place] = []
    homes = [(place, _fitting(place, parts, telling)) for place in order if place not in held]
    for place, fitting in homes:
        home = fitting[0] if len(fitting) == 1 else most if clear and most in fitting else open_
        home.append(place)
    return [sorted(part) for part in parts], sorted(open_)


def _fitting(place: Place, parts: Iterable[list[Place]], telling: Mapping[Place, Told]) -> list[list[Place]]:
    return [p for p in parts if all(against(telling[place], telling[other])[0] < APART for other in p)]


def doubts(telling: Mapping[Place, Told]) -> Iterator[tuple[list[Place], list[str]]]:
    """The smaller sides of one person's sources that nothing joins with the rest, each with what speaks against it."""
    sides = _sides([place for place in sorted(telling) if telling[place] != Told()], telling)
    largest = max(sides, key=len, default=[])
    for side in sides:
        reasons = [r for a in side for b in largest for r in against(telling[b], telling[a])[1]]
        if side is not largest and reasons:
            yield side, list(dict.fromkeys(reasons))


def _sides(places: Sequence[Place], telling: Mapping[Place, Told]) -> list[list[Place]]:
    """Places joined wherever nothing speaks against it."""
    sides: list[list[Place]] = []
    for place in places:
        near = [side for side in sides if any(against(telling[place], telling[other])[0] == 0 for other in side)]
        sides = [side for side in sides if side not in near]
        sides.append([*(other for side in near for other in side), place])
    return sides


def mark(tellings: Sequence[Told], source: str) -> str:
    """A word that tells one person from another of the name: a calling, a year of birth, else the source's id."""
    nouns = sorted({noun for telling in tellings for noun in telling.nouns})
    born = sorted({str(year) for telling in tellings for year in telling.born})
    return next(iter([*nouns, *born]), source)
