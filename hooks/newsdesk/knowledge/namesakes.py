"""People of one name who are likely not one person, by what their sources tell of them.

A title of the other gender, an age that does not fit, another country, another state, another calling, articles that
lie a working life apart: two of these keep two sources apart. One alone only asks the editor: people change their
calling, and a "Mr." may be her husband's. Two who sit in one chamber for two states at one time are two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from newsdesk.knowledge.identity.offices import offices_in
from newsdesk.memo.memo import Memo
from newsdesk.records import ChainRef, Extraction, Lexicon, Source, Span

APART = 2  # how much must speak against one person
SHARE = 0.8  # of the sources that tell something, those that must be of one part for the silent ones to join it
YEARS = 2  # by which the years of birth that two ages give may differ
LIFE = 40  # years between articles after which one name may well be another's
NEAR = 60  # characters before a name
TERM = 3  # years between articles in which nobody represents two states
_SEAT = re.compile(
    r"(?: ?\(|, )(?:[DRI]|Democrat|Republican|Independent)(?:-|, | of | from )([A-Z][\w.]*(?: [A-Z]\w+)?)"
)
_NO_STATE = r"(?!\w| (?:City|Times|Post|Journal|News|Magazine|Tribune|Herald|Daily))"
_AGE = re.compile(r", (?:aged )?([1-9]\d)(?=, [a-z]|,? who )")  # not "Lee, 47, Moss, 43", which are votes


@dataclass(frozen=True, slots=True, order=True)
class PersonAttributes:
    """What one source tells of a person: genders of titles, years of birth, countries and callings."""

    genders: tuple[str, ...] = ()
    born: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    callings: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()  # of the callings, as printed
    states: tuple[str, ...] = ()
    seats: tuple[tuple[str, str], ...] = ()  # (office, state)
    year: int = 0


@dataclass(frozen=True, slots=True)
class _Tables:
    genders: Mapping[str, str]
    countries: Mapping[str, str]
    callings: Mapping[str, str]
    states: Mapping[str, str]  # as printed, in full and in short → the state
    state: re.Pattern[str]
    state_before: re.Pattern[str]  # a name
    state_after: re.Pattern[str]
    chambers: frozenset[str]  # offices of whose bearers each sits for one state
    lexicon: Lexicon


@cache
def _words(lexicon: Lexicon) -> _Tables:
    tables = lexicon.tables
    states = {printed: name for name, shorts in tables["demonyms"]["states"].items() for printed in (name, *shorts)}
    states.pop("Washington", None)  # mostly the capital
    longest = sorted(states, key=len, reverse=True)
    state = rf"\b(?P<state>{'|'.join(map(re.escape, longest))}){_NO_STATE}"
    return _Tables(
        {word: gender for word, gender in tables["titles"]["honorifics"].items() if gender},
        {word: code for code, words in tables["demonyms"]["demonyms"].items() for word in words},
        {noun: calling for calling, nouns in tables["namesakes"]["callings"].items() for noun in nouns},
        states,
        re.compile(state),
        re.compile(rf"{state}(?: [A-Z][a-z]+\.?)* ?$"),
        re.compile(rf"(?: of| from)(?: the)? {state}"),
        frozenset(tables["namesakes"]["chambers"]),
        lexicon,
    )


class Teller:
    """What sources tell of the people they name, each looked up once."""

    def __init__(
        self,
        extractions: Mapping[str, Extraction],
        sources: Mapping[str, Source],
        lexicon: Lexicon,
        memo: Memo | None = None,
    ) -> None:
        self._extractions, self._sources, self._lexicon = extractions, sources, lexicon
        self._memo = memo or Memo()
        self._told: dict[str, _Tellings] = {}  # by source id and chain

    def told(self, place: ChainRef) -> PersonAttributes:
        """What a source tells of the person that a chain is."""
        if place[0] not in self._sources:
            return PersonAttributes()
        if place[0] not in self._told:
            self._told[place[0]] = self._of(place[0])
        return self._told[place[0]].of(place[1])

    def _of(self, source_id: str) -> _Tellings:
        source, extraction = self._sources[source_id], self._extractions[source_id]
        return self._memo.once(_Tellings, source, extraction, self._lexicon)


class _Tellings:
    """What a source tells of each of its chains, looked up when it is asked for."""

    def __init__(self, source: Source, extraction: Extraction, lexicon: Lexicon) -> None:
        self._source, self._words = source, _words(lexicon)
        self._named, self._called = defaultdict[int, list[Span]](list), defaultdict[int, list[Span]](list)
        for mention in extraction.mentions:
            if mention.chain is not None and not mention.weak:
                self._named[mention.chain].append(mention.span)
        for description in extraction.descriptions:
            self._called[description.chain].append(description.span)
        self._titles = [chain.titles for chain in extraction.chains]
        self._told: dict[int, PersonAttributes] = {}

    def of(self, chain: int) -> PersonAttributes:
        if chain not in self._told:
            spans = self._named[chain], self._called[chain]
            self._told[chain] = _telling(self._source, *spans, self._titles[chain], self._words)
        return self._told[chain]


def _telling(
    source: Source, named: Sequence[Span], called: Sequence[Span], titles: Sequence[str], words: _Tables
) -> PersonAttributes:
    """What a source tells of somebody by the spans that name and describe them, and the titles before the name."""
    text, published = source.text, source.meta.published
    firsts = {word.rstrip(".").lower() for span in named for word in span.of(text).split()[:1]}
    ages = [_AGE.match(text, span.end) for span in named] if published else []
    said = [span.of(text) for span in called]
    nouns = {noun for words_ in said for noun in re.findall(r"[a-z-]+", words_.lower()) if noun in words.callings}
    offices = {office for title in titles for office in offices_in(title, words.lexicon)}
    nouns |= {office for office in offices if office in words.callings}
    seats = {words.states.get(seat[1]) for span in named if (seat := _SEAT.match(text, span.end))} - {None}
    beside = [words.state_before.search(text[max(0, span.start - NEAR) : span.start]) for span in named]
    beside += [words.state_after.match(text, span.end) for span in named]
    told = [found for words_ in said for found in words.state.finditer(words_)]
    states = {words.states[found["state"]] for found in (*told, *beside) if found} | seats
    capitals = {word for words_ in said for word in re.findall(r"[A-Z]\w+", words_)}
    return PersonAttributes(
        tuple(sorted({words.genders[first] for first in firsts if first in words.genders})),
        tuple(sorted({published.year - int(age[1]) for age in ages if age and published})),
        tuple(sorted({words.countries[word] for word in capitals if word in words.countries})),
        tuple(sorted({words.callings[noun] for noun in nouns})),
        tuple(sorted(nouns)),
        tuple(sorted(filter(None, states))),
        tuple(sorted((office, seat) for office in offices & words.chambers for seat in seats if seat)),
        published.year if published else 0,
    )


def against(one: PersonAttributes, other: PersonAttributes) -> tuple[int, list[str]]:
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
    years = abs(one.year - other.year) if one.year and other.year else 0
    if one.states and other.states and not {*one.states} & {*other.states}:
        same = {office for office, _ in one.seats} & {office for office, _ in other.seats}
        weight, reasons = weight + (APART if same and years <= TERM else 1), [*reasons, "another state"]
    if years >= LIFE:
        weight, reasons = weight + 1, [*reasons, f"{years} years lie between"]
    return weight, reasons


def parted(telling: Mapping[ChainRef, PersonAttributes]) -> tuple[list[list[ChainRef]], list[ChainRef]]:
    """The places of one name as parts that are one person each, and those that may be of either.

    One part holds all where nothing keeps two sources apart. Silent sources join the part that most belong to.
    """
    order = sorted(telling, key=lambda place: (telling[place], place))
    kinds = sorted(set(telling.values()))  # far fewer than sources
    misfits = {k for a, b in combinations(kinds, 2) if against(a, b)[0] >= APART for k in (a, b)}
    held = {place for place in order if telling[place] in misfits}
    if not held:
        return [sorted(telling)], []
    parts: list[list[ChainRef]] = []
    for place in (p for p in order if p in held):
        fitting = _fitting(place, parts, telling)
        if fitting:
            fitting[0].append(place)
        else:
            parts.append([place])
    most = max(parts, key=len)
    clear = len(most) >= SHARE * len(held)
    open_: list[ChainRef] = []
    homes = [(place, _fitting(place, parts, telling)) for place in order if place not in held]
    for place, fitting in homes:
        home = fitting[0] if len(fitting) == 1 else most if clear and most in fitting else open_
        home.append(place)
    return [sorted(part) for part in parts], sorted(open_)


def _fitting(
    place: ChainRef, parts: Iterable[list[ChainRef]], telling: Mapping[ChainRef, PersonAttributes]
) -> list[list[ChainRef]]:
    return [p for p in parts if all(against(telling[place], told)[0] < APART for told in {telling[o] for o in p})]


def doubts(telling: Mapping[ChainRef, PersonAttributes]) -> Iterator[tuple[list[ChainRef], list[str]]]:
    """The smaller sides of one person's sources that nothing joins with the rest, each with what speaks against it."""
    places: dict[PersonAttributes, list[ChainRef]] = defaultdict(list)
    for place in sorted(telling):
        places[telling[place]].append(place)
    places.pop(PersonAttributes(), None)
    sides = _sides(sorted(places))
    held = [sorted(place for told in side for place in places[told]) for side in sides]
    largest = min(range(len(sides)), key=lambda n: (-len(held[n]), held[n]), default=0)
    for n, side in enumerate(sides):
        reasons = [reason for a in side for b in sides[largest] for reason in against(a, b)[1]]
        if n != largest and reasons:
            yield held[n], list(dict.fromkeys(reasons))


def _sides(kinds: Sequence[PersonAttributes]) -> list[list[PersonAttributes]]:
    """Tellings joined wherever nothing speaks against it."""
    sides: list[list[PersonAttributes]] = []
    for told in kinds:
        near = [side for side in sides if any(against(told, other)[0] == 0 for other in side)]
        sides = [side for side in sides if side not in near]
        sides.append([*(other for side in near for other in side), told])
    return sides


def mark(tellings: Sequence[PersonAttributes], source: str) -> str:
    """A word that tells one person from another of the name: a calling, a year of birth, else the source's id."""
    nouns = sorted({noun for telling in tellings for noun in telling.nouns})
    born = sorted({str(year) for telling in tellings for year in telling.born})
    return next(iter([*nouns, *born]), source)
