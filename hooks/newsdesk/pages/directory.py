"""What an editor may name in a page of their own, `[[Elon Musk]]`, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from newsdesk.pages import addresses
from newsdesk.records import CuratedEntity, Knowledge, Source

_LOOKED_AT = 12  # names most like a wrong one, of which the nearest three things are told


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the site, and what it is called."""

    address: str
    anchor: str
    text: str


class Directory:
    """Every name under which something can be found: ids, names and aliases, `source:…`, `briefing:…`, `quote:…`."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def find(self, reference: str) -> Target | None:
        """The one thing of that name; None if there is none, or more than one."""
        name, _, anchor = reference.partition("#")
        targets = self._targets.get(_key(name)) or []
        if len(targets) != 1 or (anchor and not self._has_anchor(name, anchor)):
            return None
        target = targets[0]
        return Target(target.address, anchor or target.anchor, target.text)

    def why_not(self, reference: str) -> tuple[str, str]:
        """Why a reference leads nowhere, and what to do: for an editor to read."""
        name, _, anchor = reference.partition("#")
        targets = self._targets.get(_key(name)) or []
        if len(targets) > 1:
            choices = (target.address.rstrip("/").rpartition("/")[2] for target in targets)
            return "could mean more than one thing", f"write the id of the one you mean: {either(list(choices))}"
        if targets:
            last = self._last_paragraph(name)
            what = f"leads to a paragraph that is not there: #{anchor}"
            return what, f"its paragraphs are #p1 to #p{last}" if last else "leave out the # and what follows"
        if waiting := self.waits(name):
            what = f"means {waiting.name}, at {waiting.path}:{waiting.line}, which no article names yet"
            return what, "there is no page to link to: take the brackets off until there is"
        near = self.nearest(reference)
        meant = f"did you mean {either(near)}?" if near else "names, ids, source:…, briefing:… and quote:… are known"
        return "names nothing in the sources", meant

    def nearest(self, reference: str) -> list[str]:
        """Up to three names that an editor may have meant, of different things."""
        found: dict[str, str] = {}
        for key in get_close_matches(_key(reference), self._targets, n=_LOOKED_AT, cutoff=0.5):
            target = self._targets[key][0]
            found.setdefault(f"{target.address}#{target.anchor}", self._spelling[key])
        return list(found.values())[:3]

    def waits(self, reference: str) -> CuratedEntity | None:
        """What an editor curated under that name, and no article names yet."""
        return self._waiting.get(_key(reference))

    def _has_anchor(self, name: str, anchor: str) -> bool:
        source = self._source(name)
        return source is not None and any(anchor == addresses.paragraph_anchor(p.n) for p in source.paragraphs)

    def _last_paragraph(self, name: str) -> int:
        source = self._source(name)
        return max((p.n for p in source.paragraphs), default=0) if source else 0

    def _source(self, name: str) -> Source | None:
        return self._knowledge.sources.get(name.removeprefix("source:").strip())

    @cached_property
    def _waiting(self) -> dict[str, CuratedEntity]:
        """What editors curated and no article names, so that it has no page, by every name it has."""
        unseen = (e for e in self._knowledge.vocabulary.entities if e.id not in self._knowledge.entities)
        return {_key(name): e for e in unseen for name in (e.id, e.name, *e.aliases, *e.weak_aliases)}

    @cached_property
    def _targets(self) -> dict[str, list[Target]]:
        """By name: an id wins over a name, and that over an alias; two equals stand side by side."""
        targets: dict[str, list[Target]] = {}
        ranks: dict[str, int] = {}
        for rank, name, target in sorted(self._entries(), key=lambda entry: entry[0]):
            known = targets.setdefault(_key(name), [])
            if ranks.setdefault(_key(name), rank) == rank and target not in known:
                known.append(target)
        return targets

    @cached_property
    def _spelling(self) -> dict[str, str]:
        return {_key(name): name for _, name, _ in self._entries()}

    def _entries(self) -> Iterator[tuple[int, str, Target]]:
        known = self._knowledge
        curated = {entity.id: entity for entity in known.vocabulary.entities}
        for entity in known.entities.values():
            target = Target(addresses.profile(entity), "", entity.name)
            yield from ((0, name, target) for name in (entity.id, *entity.formerly))
            yield 1, entity.name, target
            stated = curated.get(entity.id)
            aliases = (*entity.aliases, *stated.aliases, *stated.weak_aliases) if stated else entity.aliases
            yield from ((2, name, target) for name in aliases)
        for source in known.sources.values():
            yield 0, f"source:{source.id}", Target(addresses.source(source.id), "", source.title or source.id)
        for story in known.stories.values():
            yield 0, f"briefing:{story.id}", Target(addresses.briefing(story.id), "", story.title or story.id)
        for quote, ref in known.quotes.items():
            words = known.extractions[ref.source].quotes[ref.quote].words(known.sources[ref.source].text)
            yield 0, f"quote:{quote}", Target(addresses.source(ref.source), quote, words)


def either(names: Sequence[str]) -> str:
    """“A”, “B” or “C”."""
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
