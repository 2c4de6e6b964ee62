"""Entities as published: made of the mentions that readers may see, and of nothing that a held-back article adds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from newsdesk.memo.memo import Memo
from newsdesk.pages.addresses import FOLDERS
from newsdesk.pages.findings import UNNAMED, Beside
from newsdesk.records import Chain, ChainRef, Entity, Extraction, Knowledge, MentionRef, Source, slug


class ShownEntities:
    """Which entities are shown, where they are named, and what they are called there.

    `partly` are the sources of which not every name is published; what only others name is left as it is. `least`: in
    so many sources must the name of a detected entity be published in full.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        sources: Mapping[str, Source],
        found: Mapping[str, Extraction],
        partly: Collection[str],
        least: int,
        memo: Memo,
    ) -> None:
        self._knowledge, self._sources, self._found, self._partly = knowledge, sources, found, partly
        self._memo, self._beside = memo, dict[str, Beside]()
        self._words: dict[str, set[str]] = {}
        self._named_in: dict[str, set[str]] = {}
        self.places: dict[str, tuple[ChainRef, ...]] = {}  # of the entities that `partly` tells of: their shown chains
        self.shown = {key for key, entity in knowledge.entities.items() if self._stands(entity, least)}

    def _stands(self, entity: Entity, least: int) -> bool:
        if not any(source in self._partly for source, _ in entity.chains):
            return True
        self.places[entity.id] = places = tuple(place for place in entity.chains if self.names(place))
        full = {place[0] for place in places if self._chain(place).full}
        return entity.curated or len(full) >= least

    def _chain(self, place: ChainRef) -> Chain:
        return self._found[place[0]].chains[place[1]]

    def names(self, place: ChainRef) -> bool:
        """Whether something of a chain is shown."""
        chains = self._found[place[0]].chains
        return place[1] < len(chains) and chains[place[1]].name != UNNAMED

    def named_in(self, entity: str) -> set[str]:
        """The sources that are seen to name an entity."""
        if entity not in self._named_in:  # what stands in many articles is asked for by each of their stories
            places = self.places.get(entity, self._knowledge.entities[entity].chains)
            self._named_in[entity] = {source for source, _ in places}
        return self._named_in[entity]

    def made(self, entity: Entity) -> Entity:
        """An entity of what is shown; its quotes are not looked at, and it keeps its id: see `ids`."""
        if entity.id not in self.places:
            beside = tuple(pair for pair in entity.appears_with if pair[0] in self.shown)
            return entity if beside == entity.appears_with else replace(entity, appears_with=beside)
        chains = [self._chain(place) for place in self.places[entity.id]]
        name = self._name(entity, chains)
        seen = dict.fromkeys(alias for chain in chains for alias in (chain.name, *chain.aliases))
        known = [alias for alias in entity.aliases if alias in seen]
        return replace(
            entity,
            name=name,
            aliases=tuple(alias for alias in dict.fromkeys((*known, *seen)) if alias != name),
            chains=self.places[entity.id],
            mentions=tuple(self._mentions(entity)),
            appears_with=tuple(self._together(entity)),
        )

    def name(self, entity: str) -> str:
        """The name under which an entity is published."""
        known, places = self._knowledge.entities[entity], self.places.get(entity)
        return known.name if places is None else self._name(known, [self._chain(place) for place in places])

    def _name(self, entity: Entity, chains: Collection[Chain]) -> str:
        """The name of an entity, else the one that most of its shown chains have, of equals the longest."""
        names = Counter(chain.name for chain in chains)
        if entity.curated or entity.name in names or not names:
            return entity.name
        return max(names, key=lambda name: (names[name], len(name), name))

    def _mentions(self, entity: Entity) -> Iterator[MentionRef]:
        for place in entity.mentions:
            if place.source not in self._partly:
                yield place
                continue
            mention = self._knowledge.extractions[place.source].mentions[place.mention]
            now = self._of(place.source).mentions.get(mention)
            if now is not None:
                yield MentionRef(place.source, now)

    def _together(self, entity: Entity) -> Iterator[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for source, chain in self.places[entity.id]:
            for other, count in self._of(source).together.get(chain, {}).items():
                known = self._knowledge.entity_of_chain.get((source, other), "")
                if known in self.shown and known != entity.id:
                    counts[known] += count
        yield from sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def _of(self, source: str) -> Beside:
        if source not in self._beside:
            self._beside[source] = self._memo.once(Beside, self._found[source])
        return self._beside[source]

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The new ids of shown entities whose own holds a word that nothing published of them does."""
        taken, new = set(self.shown), {}
        for key in sorted(self.shown & self.places.keys()):
            entity = self._knowledge.entities[key]
            name = self.name(key)
            if entity.curated or key == slug(name) or self._tells(entity):
                continue
            new[key] = made = _free(slug(name), entity.type, taken)
            taken.add(made)
        return new

    def _tells(self, entity: Entity) -> bool:
        """Whether each word of an entity's id stands in what is published of the articles that name it."""
        left = {word for word in entity.id.split("-") if not word.isdigit() and word not in FOLDERS}
        for source in self.named_in(entity.id):
            if source not in self._words:
                printed = set(re.findall(r"\S+", self._sources[source].text))
                self._words[source] = {part for word in printed for part in slug(word).split("-")}
            left -= self._words[source]
        return not left


def _free(wanted: str, kind: str, taken: Collection[str]) -> str:
    """An id that is not taken."""
    made, number = wanted, 1
    while made in taken:
        made = f"{wanted}-{kind}" if number == 1 else f"{wanted}-{kind}-{number}"
        number += 1
    return made
