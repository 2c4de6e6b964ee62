"""Bodies under several names: an entry and what is detected under its name, and the names of well-known bodies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from newsdesk.knowledge.entity_joins import Cluster
from newsdesk.knowledge.identity.editors import Editors
from newsdesk.knowledge.key_of_name import key_of
from newsdesk.records import ChainRef, Extraction, Join, Lexicon

Moved = list[tuple[ChainRef, Join]]


def join_entries(groups: Sequence[Cluster], editors: Editors) -> tuple[list[Cluster], Moved]:
    """The groups in which what was detected under the name of an entry is that entry's, where editors let it be."""
    entries: dict[str, list[Cluster]] = defaultdict(list)
    for group in groups:
        if group.curated:
            entry = editors.entries.get(group.curated)
            for name in {group.key, *(map(key_of, (entry.name, *entry.aliases)) if entry else ())}:
                entries[name].append(group)
    moved: Moved = []
    gone: set[int] = set()
    for group in groups:
        own = entries.get(group.key, ())
        if group.curated or len(own) != 1 or group.mark or (group.type == "person") != (own[0].type == "person"):
            continue
        if all(editors.let(own[0].curated, source, group.names) for source, _ in group.places):
            moved += _take(own[0], group, "the name of an entry", f"{own[0].name} has this name")
            gone.add(id(group))
    return [group for group in groups if id(group) not in gone], moved


@dataclass(frozen=True, eq=False)
class _Bodies:
    """The table of well-known bodies, by folded names."""

    of_name: Mapping[str, str]  # name → body
    capitals: frozenset[str]  # names that count only where printed in capitals
    country: Mapping[str, str]  # body → whose it is
    only: frozenset[str]  # bodies that no other country has


@cache
def _table(lexicon: Lexicon) -> _Bodies:
    table = lexicon.tables["bodies"]
    claims: dict[str, set[str]] = defaultdict(set)
    capitals = set()
    for body, names in table["bodies"].items():
        for name in (body, *names):
            claims[key_of(name)].add(key_of(body))
            if name.isupper():
                capitals.add(key_of(name))
    country = {key_of(body): key_of(whose) for whose, bodies in table["of"].items() for body in bodies}
    for body, whose in country.items():
        for name in [name for name, found in claims.items() if body in found and name not in capitals]:
            claims[f"{whose} {name}"].add(body)
    one = {name: next(iter(found)) for name, found in claims.items() if len(found) == 1}
    return _Bodies(one, frozenset(capitals), country, frozenset(map(key_of, table["only"])))


def join_bodies(
    groups: Sequence[Cluster], extractions: Mapping[str, Extraction], editors: Editors, lexicon: Lexicon
) -> tuple[list[Cluster], Moved]:
    """The groups in which a well-known body is one under all its names."""
    table = _table(lexicon)
    home = _home(extractions, lexicon)
    named: dict[str, list[Cluster]] = defaultdict(list)
    told = _otherwise(groups, table)
    for group in groups:
        body = _body(group, table)
        if group.key in table.capitals and {*told.get(group.key, ())} - {body}:
            continue  # an article explains the letters otherwise
        if body and _is_it(group, body, table, home, extractions):
            named[body].append(group)
    moved: Moved = []
    gone: set[int] = set()
    for body, found in named.items():
        kept, *others = sorted(found, key=lambda g: (not g.curated, bool(g.mark), g.key != body, -len(g.full), g.key))
        for other in others:
            if not other.curated and all(editors.let(kept.curated, s, other.names) for s, _ in other.places):
                moved += _take(kept, other, "another name of a well-known body", f"{other.name} is {kept.name}")
                gone.add(id(other))
        kept.types["organisation"] += 1 + sum(kept.types.values())
    return [group for group in groups if id(group) not in gone], moved


def _otherwise(groups: Sequence[Cluster], table: _Bodies) -> dict[str, list[str]]:
    """For names in capitals the bodies that articles explain them by; "" for one that is not in the table."""
    told: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for key in group.strong:
            told[key].append(table.of_name.get(group.key, ""))
    return told


def _body(group: Cluster, table: _Bodies) -> str:
    body = table.of_name.get(group.key, "")
    printed = {name.replace(".", "") for name in group.names}
    return body if group.key not in table.capitals or any(name.isupper() for name in printed) else ""


def _is_it(group: Cluster, body: str, table: _Bodies, home: str, extractions: Mapping[str, Extraction]) -> bool:
    """Whether a name is that of a country's body: nobody else has one, or the archive is about that country."""
    whose = table.country.get(body, "")
    if not whose or body in table.only or group.key.startswith(f"{whose} "):
        return True
    if group.mark:
        return all(_at_home(extractions[source], table) for source, _ in group.places)
    return home == whose


def _at_home(extraction: Extraction, table: _Bodies) -> bool:
    """Whether a source names a body that only that country has."""
    return any(table.of_name.get(chain.key) in table.only for chain in extraction.chains)


def _home(extractions: Mapping[str, Extraction], lexicon: Lexicon) -> str:
    """The country that most sources name; "" where none is named by twice as many as the next."""
    countries = {key_of(name) for name in lexicon.tables["bodies"]["of"]} | {
        chain.key
        for extraction in extractions.values()
        for mention in extraction.mentions
        if mention.rule == "demonym" and mention.chain is not None
        for chain in (extraction.chains[mention.chain],)
    }
    named = Counter(key for e in extractions.values() for key in {chain.key for chain in e.chains} & countries)
    (first, most), (_, next_) = (*named.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= 2 * next_ and most else ""


def _take(kept: Cluster, other: Cluster, rule: str, why: str) -> Iterator[tuple[ChainRef, Join]]:
    """Joins a group with another; why each chain moved, for `explain`."""
    bearer = min(kept.full or kept.places)
    found = [(place, Join(place[1], "archive", rule, bearer, why)) for place in other.places]
    kept.take(other)
    return iter(found)
