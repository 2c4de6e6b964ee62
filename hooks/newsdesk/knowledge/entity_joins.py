"""Which chains of different sources are one thing. What is only likely is left to the editor, as a suggestion."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rapidfuzz.fuzz import ratio

from newsdesk.knowledge.institutions import of_other_countries
from newsdesk.knowledge.namesakes import Teller, mark, parted
from newsdesk.knowledge.short_names import explained_elsewhere
from newsdesk.memo.memo import Memo
from newsdesk.records import Chain, ChainRef, EntityType, Extraction, Lexicon, Source

SHARE = 0.8  # of the sources that explain a short name, those that must agree on what it is short for

SOLID = 4  # letters: a shorter name may well be another's without its blank
ALIKE = 92  # of 100: how alike the spellings of a long form must be that has the same acronym


@dataclass(slots=True, eq=False)
class Cluster:
    """Chains that are one thing."""

    key: str
    places: list[ChainRef] = field(default_factory=list)
    full: list[ChainRef] = field(default_factory=list)  # those that name it in full
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[EntityType] = field(default_factory=Counter)
    strong: Counter[str] = field(default_factory=Counter)  # other keys that its sources call as good as the name
    curated: str = ""
    mark: str = ""  # tells it from another one of the same name: a word its sources use, a year, a country, a source

    @property
    def name(self) -> str:
        """The name most sources use, of equals the longest."""
        return max(self.names, key=lambda name: (self.names[name], len(name), name))

    @property
    def type(self) -> EntityType:
        return max(self.types, key=lambda kind: (self.types[kind], kind))

    def add(self, place: ChainRef, chain: Chain, weight: int) -> None:
        self.places.append(place)
        if chain.full:
            self.full.append(place)
        self.names[chain.name] += 1
        self.types[chain.type] += weight
        if chain.strong:
            self.strong.update(set(chain.strong) - {chain.key})
        self.curated = self.curated or chain.entity or ""

    def drop(self, place: ChainRef) -> None:
        """Without a chain that is another thing's."""
        self.places = [other for other in self.places if other != place]
        self.full = [other for other in self.full if other != place]

    def take(self, other: Cluster) -> None:
        self.places += other.places
        self.full += other.full
        self.names += other.names
        self.types += other.types
        self.strong += other.strong


def join_chains(
    extractions: Mapping[str, Extraction],
    lexicon: Lexicon,
    sources: Mapping[str, Source] | None = None,
    memo: Memo | None = None,
) -> list[Cluster]:
    """The groups of all chains that name something in full, or weakly something that another chain names in full.

    What the texts of `sources` tell of a name's bearers keeps two people apart.
    """
    memo = memo or Memo()
    groups, short, weak = _sorted_out(extractions, lexicon, memo)
    for place, chain, full in short:
        long = groups["thing", full]
        long.add(place, replace(chain, name=long.name), 0)
    _settle_kinds(groups)
    _join_people(groups)
    _join_strong(groups)
    _join_plurals(groups)
    _join_solid(groups)
    for place, chain in weak:
        if ("thing", chain.key) in groups:
            groups["thing", chain.key].add(place, chain, 0)
    teller = Teller(extractions, sources or {}, lexicon, memo)
    parts = (part for g in groups.values() for part in _parted(g, extractions, sources or {}, teller))
    return sorted(parts, key=lambda g: (g.type, g.key, g.curated, g.mark))


def _sorted_out(
    extractions: Mapping[str, Extraction], lexicon: Lexicon, memo: Memo
) -> tuple[dict[tuple[str, str], Cluster], list[tuple[ChainRef, Chain, str]], list[tuple[ChainRef, Chain]]]:
    """All chains by what they name: in full, by group; a short form that another source explains, with the key of what
    it stands for; weakly, and no person."""
    groups: dict[tuple[str, str], Cluster] = {}
    short: list[tuple[ChainRef, Chain, str]] = []
    weak: list[tuple[ChainRef, Chain]] = []
    explained = explained_elsewhere(extractions, memo)
    abroad = of_other_countries(extractions, lexicon, memo)
    for source, extraction in sorted(extractions.items(), key=lambda item: item[0]):
        mentioned = memo.once(_mentioned, extraction)
        for n, chain in enumerate(extraction.chains):
            place = (source, n)
            if chain.candidates:
                continue
            if chain.entity is None and not chain.full:
                if chain.type != "person":
                    weak.append((place, chain))
            elif place in explained:
                short.append((place, chain, explained[place]))
            else:
                key, country = chain.key or chain.name.casefold(), abroad.get(place, "")
                side = "curated" if chain.entity else _side(chain.type)
                named = f"{key} {country}" if country else chain.entity or key
                groups.setdefault((side, named), Cluster(key, mark=country)).add(place, chain, max(1, mentioned[n]))
    return groups, short, weak


def _mentioned(extraction: Extraction) -> Counter[int | None]:
    """How often a source names each of its chains."""
    return Counter(mention.chain for mention in extraction.mentions if not mention.weak)


def _parted(
    group: Cluster, extractions: Mapping[str, Extraction], sources: Mapping[str, Source], teller: Teller
) -> list[Cluster]:
    """The group, or the people of one name that it holds; where the first was named first, which keeps the plain id."""
    if group.curated or group.type != "person" or len({source for source, _ in group.places}) < 2:
        return [group]
    telling = {place: teller.told(place) for place in group.places}
    parts, _ = parted(telling)
    if len(parts) == 1:
        return [group]
    made: list[Cluster] = []
    for part in sorted(parts, key=lambda part: min(_dated(source, sources) for source, _ in part)):
        one = Cluster(group.key, mark=mark([telling[place] for place in part], part[0][0]) if made else "")
        for source, n in part:
            one.add((source, n), extractions[source].chains[n], 1)
        made.append(one)
    return made


def _dated(source: str, sources: Mapping[str, Source]) -> tuple[str, str]:
    known = sources[source].meta.published if source in sources else None
    return (str(known or "9999"), source)


def _side(kind: EntityType) -> str:
    return "person" if kind == "person" else "thing"


def _settle_kinds(groups: dict[tuple[str, str], Cluster]) -> None:
    """A person's whole name that some source took for a thing's, or the other way round: the majority decides."""
    for key in sorted(key for side, key in groups if side == "thing"):
        person, thing = groups.get(("person", key)), groups["thing", key]
        if person is None:
            continue
        persons, things = person.types.total(), thing.types.total()
        if persons >= 2 * things:
            person.take(groups.pop(("thing", key)))
        elif things >= 2 * persons:
            thing.take(groups.pop(("person", key)))


def _join_people(groups: dict[tuple[str, str], Cluster]) -> None:
    """ "Hillary Clinton" is "Hillary Rodham Clinton" if nobody else has these first and last names."""
    ends: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for side, key in groups:
        parts = key.split()
        if side == "person" and len(parts) > 1:
            tail = parts[-1] if parts[-1] in GENERATIONS and len(parts) > 2 else ""
            core = parts[:-1] if tail else parts
            ends[core[0], core[-1], tail].append(key)
    for (first, last, tail), keys in sorted(ends.items()):
        short = " ".join(filter(None, (first, last, tail)))
        others = sorted(k for k in keys if k != short)
        if short in keys and others and _agree(others):
            for other in others:
                groups["person", short].take(groups.pop(("person", other)))
        elif short not in keys and len(others) > 1 and _agree(others):
            kept = max(others, key=lambda k: (len(groups["person", k].places), k))
            for other in others:
                if other != kept:
                    groups["person", kept].take(groups.pop(("person", other)))


GENERATIONS = {"jr", "sr", "ii", "iii", "iv"}


def _agree(keys: list[str]) -> bool:
    """Whether middle names can all be one person's: equal, or an initial of the other."""
    middles = [key.split()[1:-1] for key in keys]
    first = max(middles, key=lambda m: sum(map(len, m)))
    return all(
        a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
        for middle in middles
        for a, b in zip(middle, first, strict=False)
    )


def _join_plurals(groups: dict[tuple[str, str], Cluster]) -> None:
    """ "Dreamliners" are the product "Dreamliner", or the one that sources call so too; "Larn Trust Funds" the fund."""
    products = {
        key: group for (side, key), group in groups.items()
        if side == "thing" and (group.type == "product" or (group.type == "organisation" and " " in key))
    }  # fmt: skip
    for key in sorted(products):
        one = key.removesuffix("s")
        known = [products[one]] if one in products else [g for g in products.values() if one in g.strong]
        if one != key and len(known) == 1 and known[0] is not products[key]:
            several = groups.pop(("thing", key))
            usual = len(several.full) > len(known[0].full) or (
                " of " in key and len(several.full) == len(known[0].full)
            )
            (known[0] if usual else several).names.clear()  # the name is that which most sources have
            known[0].take(several)
            del products[key]


def _join_solid(groups: dict[tuple[str, str], Cluster]) -> None:
    """ "Mac OSX" is "Mac OS X", and "Wi-Fi" is "WiFi": names that differ only in where their words are parted, or in
    the ".com" of a firm's or paper's site."""
    alike: dict[str, list[str]] = defaultdict(list)
    for side, key in groups:
        if side == "thing" and groups[side, key].type != "place" and len(key) > SOLID:
            site = any(name.casefold().endswith(".com") for name in groups[side, key].names)
            alike[key.replace(" ", "").replace("-", "").removesuffix("com" if site else "\0")].append(key)
    for keys in alike.values():
        best, *others = sorted(keys, key=lambda key: (-len(groups["thing", key].places), key))
        for key in others:
            groups["thing", best].take(groups.pop(("thing", key)))


def _join_strong(groups: dict[tuple[str, str], Cluster]) -> None:
    """Joins a group with the name that sources call as good as its own, where they agree on whose it is."""
    for side in ("curated", "person", "thing"):
        claims: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for where, group in groups.items():
            if where[0] == side:
                for key, count in group.strong.items():
                    claims[key][where] += count
        for key, claimed in sorted(claims.items()):
            _settle_claim(groups, side, key, claimed)


def _settle_claim(
    groups: dict[tuple[str, str], Cluster], side: str, key: str, claimed: Counter[tuple[str, str]]
) -> None:
    alive = {where: n for where, n in claimed.items() if where in groups}
    if not alive:
        return
    best = max(alive, key=lambda where: (alive[where], where))
    spellings = [where for where in alive if _one_spelling(where[1], best[1])]
    if sum(alive[where] for where in spellings) < SHARE * sum(alive.values()):
        return
    for where in sorted(spellings):
        if where != best:
            groups[best].take(groups.pop(where))
    other = ("thing" if side == "curated" else side, key)
    if other != best and other in groups:
        groups[best].take(groups.pop(other))


def _one_spelling(a: str, b: str) -> bool:
    """Whether two keys differ only in small words and letters ("Defence" and "Defense")."""
    small = {"and", "&", "of", "the", "for"}
    plain = [" ".join(w for w in key.split() if w not in small) for key in (a, b)]
    return plain[0] == plain[1] or (min(map(len, plain)) > 12 and ratio(*plain) >= ALIKE)
