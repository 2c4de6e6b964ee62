"""What an editor may name in a page of their own, `[[Elon Musk]]`, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from newsdesk.pages import addresses
from newsdesk.records import Knowledge


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

    def nearest(self, reference: str) -> list[str]:
        """Up to three names that an editor may have meant."""
        return [self._spelling[key] for key in get_close_matches(_key(reference), self._targets, n=3, cutoff=0.5)]

    def _has_anchor(self, name: str, anchor: str) -> bool:
        source = self._knowledge.sources.get(name.removeprefix("source:").strip())
        return source is not None and any(anchor == addresses.paragraph_anchor(p.n) for p in source.paragraphs)

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
        for entity in known.entities.values():
            target = Target(addresses.profile(entity), "", entity.name)
            yield from ((0, name, target) for name in (entity.id, *entity.formerly))
            yield 1, entity.name, target
            yield from ((2, name, target) for name in entity.aliases)
        for source in known.sources.values():
            yield 0, f"source:{source.id}", Target(addresses.source(source.id), "", source.title or source.id)
        for story in known.stories.values():
            yield 0, f"briefing:{story.id}", Target(addresses.briefing(story.id), "", story.title or story.id)
        for quote, ref in known.quotes.items():
            words = known.extractions[ref.source].quotes[ref.quote].words(known.sources[ref.source].text)
            yield 0, f"quote:{quote}", Target(addresses.source(ref.source), quote, words)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
