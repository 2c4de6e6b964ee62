"""People under two forms of one name: "Chris Dodd" and "Christopher J. Dodd", "Joe Biden" and "Joseph R. Biden Jr.".

Joined where each form fits no third, no article names both, and nothing that their sources tell speaks against it.
Somebody with and somebody without a generation may be a father and his son: those need an office that both hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from newsdesk.knowledge.entity_joins import GENERATIONS, Cluster
from newsdesk.knowledge.identity.editors import Editors
from newsdesk.knowledge.identity.offices import Offices
from newsdesk.knowledge.namesakes import Teller, against
from newsdesk.records import ChainRef, Extraction, Join, Lexicon, Source

YEARS = 10  # between the articles of two who may be one
LONG = 5  # letters of a name that outlets may misspell


@dataclass(frozen=True, slots=True)
class _Name:
    """A folded full name in its parts."""

    given: tuple[str, ...]
    surname: str
    generation: str


@dataclass(frozen=True, eq=False)
class Archive:
    """What tells whether two people are one."""

    extractions: Mapping[str, Extraction]
    sources: Mapping[str, Source]
    story_of: Mapping[str, Sequence[str]]
    offices: Offices
    teller: Teller
    editors: Editors
    nicknames: frozenset[tuple[str, str]]


def nicknames_of(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """Pairs of a short and a long form of one given name."""
    table = lexicon.tables["nicknames"]["nicknames"]
    return frozenset((short.casefold(), name.casefold()) for short, names in table.items() for name in names)


def join_variants(groups: Sequence[Cluster], archive: Archive) -> tuple[list[Cluster], list[tuple[ChainRef, Join]]]:
    """The groups with people under two forms of a name joined, and for each chain that this moved why."""
    told = {id(group): _names(group, archive) for group in groups if group.type == "person" and group.full}
    blocks: dict[str, list[Cluster]] = defaultdict(list)
    for group in groups:
        for surname in {name.surname for name in told.get(id(group), ())}:
            blocks[surname].append(group)
    edges: dict[int, dict[int, str]] = defaultdict(dict)
    for one, other in _near(blocks):
        rule = _rule(one, other, told[id(one)], told[id(other)], archive)
        if rule:
            edges[id(one)][id(other)] = edges[id(other)][id(one)] = rule
    by_id = {id(group): group for group in groups}
    gone: set[int] = set()
    joins: list[tuple[ChainRef, Join]] = []
    for cluster in _cliques(edges):
        members = sorted((by_id[n] for n in cluster), key=lambda g: (not g.curated, -len(g.full), g.key))
        kept = members[0]
        bearer = min(kept.full)
        for other in members[1:]:
            rule = edges[id(kept)][id(other)]
            why = f"{other.name} and {kept.name} are one: no article names both, and nobody else has either name"
            joins += [(place, Join(place[1], "archive", rule, bearer, why)) for place in other.places]
            kept.take(other)
            gone.add(id(other))
    return [group for group in groups if id(group) not in gone], joins


def _names(group: Cluster, archive: Archive) -> list[_Name]:
    """The names in full of a person's chains, in parts; none for one word, or a style ("Pope Francis")."""
    found = {}
    for source, n in group.full:
        chain = archive.extractions[source].chains[n]
        for key in (chain.key, *chain.strong):
            words = key.split()
            generation = words.pop() if len(words) > 2 and words[-1] in GENERATIONS else ""
            surname = chain.surname.split()
            if len(words) > len(surname) and words[-len(surname) :] == surname and surname:
                plain = surname[-1].removeprefix("al-").removeprefix("el-")
                found[key] = _Name(tuple(words[: -len(surname)]), plain, generation)
    return list(found.values())


def _near(blocks: Mapping[str, Sequence[Cluster]]) -> Iterator[tuple[Cluster, Cluster]]:
    """Pairs of one surname, and of two surnames that differ by a slip."""
    seen = set()
    for block in blocks.values():
        for one, other in combinations(block, 2):
            seen.add((id(one), id(other)))
            yield one, other
    by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
    for surname in blocks:
        if len(surname) >= LONG:
            by_start[surname[0], len(surname) // 3].append(surname)
    for surnames in by_start.values():
        for one_name, other_name in combinations(surnames, 2):
            if _slip(one_name, other_name):
                for one in blocks[one_name]:
                    yield from ((one, other) for other in blocks[other_name] if other is not one)


def _rule(one: Cluster, other: Cluster, names: Iterable[_Name], others: Iterable[_Name], archive: Archive) -> str:
    """Why two are one person; "" where they are not, or may not be."""
    if (one.curated and other.curated) or one.key == other.key:
        return ""
    mine, theirs = ({source for source, _ in group.full} for group in (one, other))
    if mine & theirs or not _of_one_time(mine, theirs, archive):
        return ""
    told = [{archive.teller.told(place) for place in group.full} for group in (one, other)]
    if any(against(a, b)[0] for a in told[0] for b in told[1]):
        return ""
    for entry, group in ((one.curated, other), (other.curated, one)):
        if entry and not all(archive.editors.let(entry, source, group.names) for source, _ in group.full):
            return ""
    rules = {_alike(a, b, archive.nicknames) for a in names for b in others} - {""}
    if "spelling" in rules and not any(
        other in theirs for source in mine for other in archive.story_of.get(source, ())
    ):
        rules.discard("spelling")
    if "generation" in rules and not _share_an_office(one, other, archive):
        rules.discard("generation")
    return min(rules, default="")


def _of_one_time(mine: Iterable[str], theirs: Iterable[str], archive: Archive) -> bool:
    years = [
        {s.meta.published.year for s in map(archive.sources.get, side) if s is not None and s.meta.published}
        for side in (mine, theirs)
    ]
    return not all(years) or min(abs(a - b) for a in years[0] for b in years[1]) <= YEARS


def _share_an_office(one: Cluster, other: Cluster, archive: Archive) -> bool:
    mine, theirs = (
        {office for source, n in group.full for office in archive.offices.of(archive.extractions[source], n)}
        for group in (one, other)
    )
    return bool(mine & theirs)


def _alike(one: _Name, other: _Name, nicknames: frozenset[tuple[str, str]]) -> str:
    """The rule by which two names may be one person's; "" if they may not."""
    if one.surname != other.surname:
        same = one.given[0] == other.given[0] and one.generation == other.generation
        return "spelling" if same and _slip(one.surname, other.surname) else ""
    if one.generation and other.generation and one.generation != other.generation:
        return ""
    for mine in _given(one.given):
        for theirs in _given(other.given):
            rule = _given_alike(mine, theirs, nicknames)
            if rule:
                return rule if one.generation == other.generation else "generation" if rule != "spelling" else ""
    return ""


def _given(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Given names as they may count: "J. Christopher" is "Christopher" too."""
    yield names
    if len(names) > 1 and len(names[0]) == 1 and len(names[1]) > 1:
        yield names[1:]


def _given_alike(mine: tuple[str, ...], theirs: tuple[str, ...], nicknames: frozenset[tuple[str, str]]) -> str:
    a, b = mine[0], theirs[0]
    if not all(
        x[0] == y[0] and (min(len(x), len(y)) == 1 or x == y) for x, y in zip(mine[1:], theirs[1:], strict=False)
    ):
        return ""
    if a == b:
        return "middle name" if len(a) > 1 else ""
    if (a, b) in nicknames or (b, a) in nicknames:
        return "short given name"
    return "spelling" if _slip(a, b) else ""


def _slip(a: str, b: str) -> bool:
    """Whether two names differ by one letter, or two that are swapped."""
    return min(len(a), len(b)) >= LONG and a[0] == b[0] and DamerauLevenshtein.distance(a, b, score_cutoff=1) == 1


def _cliques(edges: Mapping[int, Mapping[int, str]]) -> Iterator[list[int]]:
    """Sets in which each is joined with every other, and with nobody else."""
    seen: set[int] = set()
    for start in edges:
        if start in seen:
            continue
        members, todo = {start}, [start]
        while todo:
            for other in edges[todo.pop()]:
                if other not in members:
                    members.add(other)
                    todo.append(other)
        seen |= members
        if all(len(edges[member]) == len(members) - 1 for member in members):
            yield list(members)
