"""Whose a surname alone is: the one bearer whom the other articles of the story name in full, else the one who is
so by far in the archive at that time. Where an article itself names another bearer, nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from newsdesk.knowledge.entity_joins import Cluster
from newsdesk.knowledge.identity.editors import Editors
from newsdesk.knowledge.identity.offices import Offices
from newsdesk.records import Chain, ChainRef, Extraction, Join, Source

DAYS = 400  # around an article, within which the archive tells who bears a surname
FAR = 0.95  # of the articles that name a bearer, those that must name the same one
FEW = 2  # articles that must name a bearer in full for the archive to tell


@dataclass(slots=True, eq=False)
class NamedPerson:
    """A person whom some articles name in full."""

    name: str
    places: dict[str, ChainRef] = field(default_factory=dict)  # by source
    genders: set[str] = field(default_factory=set)
    kin: bool = True  # wherever named in full, brought in as somebody's relative
    offices: dict[str, frozenset[str]] = field(default_factory=dict)  # by source
    curated: str = ""


@dataclass(frozen=True, eq=False)
class NameIndex:
    """What is known of names over all sources: who bears a surname, and what else is called so."""

    bearers: Mapping[str, Sequence[NamedPerson]]  # by surname
    things: Mapping[str, frozenset[str]]  # sources that name a thing by this one word
    extractions: Mapping[str, Extraction]
    sources: Mapping[str, Source]
    editors: Editors
    offices: Offices


def names_of(
    groups: Sequence[Cluster],
    extractions: Mapping[str, Extraction],
    sources: Mapping[str, Source],
    editors: Editors,
    offices: Offices,
) -> NameIndex:
    """An index of the groups."""
    bearers: dict[str, list[NamedPerson]] = defaultdict(list)
    things: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        chains = [(place, extractions[place[0]].chains[place[1]]) for place in group.full]
        if group.type != "person":
            for (source, _), chain in chains:
                if " " not in chain.key:
                    things[chain.key].add(source)
            continue
        bearer = NamedPerson(group.name, curated=group.curated)
        for place, chain in chains:
            bearer.places.setdefault(place[0], place)
            bearer.kin = bearer.kin and chain.kin
            bearer.genders |= {chain.gender} if chain.gender else set()
            bearer.offices[place[0]] = offices.of(extractions[place[0]], place[1])
        for surname in {chain.surname for _, chain in chains} - {""}:
            bearers[surname].append(bearer)
    told = {key: frozenset(found) for key, found in things.items()}
    return NameIndex(bearers, told, extractions, sources, editors, offices)


def surname_joins(source: str, story: Sequence[str], names: NameIndex) -> Iterator[Join]:
    """The joins of one source of a story, for surnames that it uses alone."""
    extraction = names.extractions[source]
    for n, printed in _printed(extraction, names.sources.get(source)).items():
        chain = extraction.chains[n]
        if chain.candidates or chain.entity or (chain.full and chain.type == "person"):
            continue
        bearers = [b for b in names.bearers.get(chain.surname or chain.key, ()) if _fits(chain, b)]
        bearers = [b for b in bearers if names.editors.let(b.curated, source, printed)]
        if chain.type != "person":
            yield from _taken_for_a_thing(source, n, chain, story, bearers, names)
            continue
        use = _Use(source, n, chain, names.offices.of(extraction, n))
        join = _in_story(use, story, bearers, names) or _in_archive(use, bearers, names)
        if join is not None:
            yield join


def _taken_for_a_thing(
    source: str, n: int, chain: Chain, story: Sequence[str], bearers: Sequence[NamedPerson], names: NameIndex
) -> Iterator[Join]:
    """A surname that the parser took for a firm's or a place's: where the story's other articles name one person so,
    none of them such a thing too, and no article of another story does. A place must speak here."""
    others = [other for other in story if other != source]
    told = [b for b in bearers if not b.places.keys().isdisjoint(others)]
    speaks = any(q.speaker is not None and q.speaker.chain == n for q in names.extractions[source].quotes)
    if len(told) != 1 or told[0].kin or source in told[0].places or (chain.type == "place" and not speaks):
        return
    if " " in chain.key or chain.name.isupper() or not names.things.get(chain.key, frozenset()) <= {*story}:
        return
    if not names.things.get(chain.key, frozenset()).isdisjoint(told[0].places):
        return  # an article has both: a firm and its founder
    where = next(other for other in others if other in told[0].places)
    why = f"{told[0].name} is the only {chain.name} whom other articles of the story name in full"
    yield Join(n, "story", "surname taken for a thing", told[0].places[where], why)


@dataclass(frozen=True, slots=True)
class _Use:
    """A surname alone, as one source uses it."""

    source: str
    n: int
    chain: Chain
    offices: frozenset[str]

    def join(self, scope: Literal["story", "archive"], bearer: NamedPerson, where: str, why: str) -> Join:
        rule = "surname with a title" if self.chain.titles else "surname"
        return Join(self.n, scope, rule, bearer.places[where], why)


def _in_story(use: _Use, story: Sequence[str], bearers: Sequence[NamedPerson], names: NameIndex) -> Join | None:
    """The one bearer whom the other articles of the story name in full; of several the one who holds the office."""
    others = [other for other in story if other != use.source]
    told = [b for b in bearers if not b.places.keys().isdisjoint(others)]
    if not use.chain.titles and _is_a_thing(use.chain.key, others, names):
        return None
    holders = [b for b in told if any(use.offices & b.offices.get(other, frozenset()) for other in others)]
    if len(holders) == 1:
        where = next(s for s in others if use.offices & holders[0].offices.get(s, frozenset()))
        office = min(use.offices & holders[0].offices[where])
        return use.join("story", holders[0], where, f"another article of the story calls {holders[0].name} {office}")
    if len(told) != 1 or told[0].kin or any(use.source in b.places for b in bearers):
        return None
    where = next(other for other in others if other in told[0].places)
    why = f"{told[0].name} is the only {use.chain.name} whom other articles of the story name in full"
    return use.join("story", told[0], where, why)


def _in_archive(use: _Use, bearers: Sequence[NamedPerson], names: NameIndex) -> Join | None:
    """The one who bears a surname by far most often at that time; one of that office needs fewer articles."""
    near = {id(b): [s for s in b.places if s != use.source and _near(use.source, s, names)] for b in bearers}
    ranked = sorted(bearers, key=lambda b: (-len(near[id(b)]), b.name))
    if not ranked or ranked[0].kin or (not use.chain.titles and _is_a_thing(use.chain.key, names.extractions, names)):
        return None
    best, total = near[id(ranked[0])], sum(map(len, near.values()))
    holding = [s for s in best if use.offices & ranked[0].offices.get(s, frozenset())]
    rivals = [b for b in bearers if use.source in b.places and b is not ranked[0]] if holding else bearers
    here = [b for b in rivals if use.source in b.places and (not holding or use.offices & b.offices[use.source])]
    if here or len(best) < (1 if holding else FEW) or len(best) < FAR * total:
        return None
    why = f"{len(best)} of the {total} articles of that time that name a {use.chain.name} in full name {ranked[0].name}"
    return use.join("archive", ranked[0], min(holding or best), why)


def _fits(chain: Chain, bearer: NamedPerson) -> bool:
    """Whether the titles of a surname do not speak against somebody."""
    return chain.gender is None or not bearer.genders or chain.gender in bearer.genders


def _printed(extraction: Extraction, source: Source | None) -> dict[int, set[str]]:
    """For each chain that a source names, the words it does so by."""
    printed: dict[int, set[str]] = defaultdict(set)
    for mention in extraction.mentions:
        if mention.chain is not None and not mention.weak:
            words = mention.span.of(source.text) if source else ""
            printed[mention.chain] |= {words, extraction.chains[mention.chain].name}
    return printed


def _is_a_thing(key: str, sources: Iterable[str], names: NameIndex) -> bool:
    """Whether any of some sources names a thing by this word: a firm called after its founder, a place."""
    return not names.things.get(key, frozenset()).isdisjoint(sources)


def _near(source: str, other: str, names: NameIndex) -> bool:
    one, two = (names.sources[s].meta.published if s in names.sources else None for s in (source, other))
    return one is None or two is None or _days(one, two) <= DAYS


def _days(one: date, two: date) -> int:
    return abs((one - two).days)
