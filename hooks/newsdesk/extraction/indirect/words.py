"""The reporting words of `data/indirect_speech.yml`, as sets."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property

from newsdesk.records import Lexicon


@dataclass(frozen=True, eq=False)
class Reporting:
    """The tables of `data/indirect_speech.yml` as sets of lemmas."""

    that: frozenset[str]
    of_people: frozenset[str]
    with_particle: dict[str, str]
    listeners: frozenset[str]
    correspondence: frozenset[str]
    whether: frozenset[str]
    to: frozenset[str]
    somebody_to: frozenset[str]
    doing: frozenset[str]
    thing: frozenset[str]
    thing_after: dict[str, list[str]]
    on_somebody: dict[str, list[str]]
    of_somebody_to: frozenset[str]
    naming: frozenset[str]
    naming_as: frozenset[str]
    blaming: dict[str, list[str]]
    of_things: frozenset[str]
    wanting: frozenset[str]
    sayings: frozenset[str]
    urged: frozenset[str]
    denied: frozenset[str]
    denials: frozenset[str]
    not_behind: frozenset[str]
    nobody: frozenset[str]
    not_according: frozenset[str]
    hypothetical: frozenset[str]
    claims: frozenset[str]
    modals: frozenset[str]
    goes_on: frozenset[str]
    comments: frozenset[str]
    speaking_nouns: frozenset[str]
    sources: frozenset[str]
    trade_endings: tuple[str, ...]

    @cached_property
    def all(self) -> frozenset[str]:
        """Every verb that may report."""
        sets = (self.that, self.whether, self.to, self.somebody_to, self.thing, self.of_somebody_to, self.naming,
                self.naming_as, self.of_things, self.thing_after, self.on_somebody, self.blaming)  # fmt: skip
        return frozenset(word for some in sets for word in some)


@cache
def reporting(lexicon: Lexicon) -> Reporting:
    table = lexicon.tables["indirect_speech"]
    maps = ("with_particle", "thing_after", "on_somebody", "blaming", "trade_endings")
    sets = {field.name: frozenset(table[field.name]) for field in fields(Reporting) if field.name not in maps}
    return Reporting(
        with_particle=table["with_particle"],
        thing_after=table["thing_after"],
        on_somebody=table["on_somebody"],
        blaming=table["blaming"],
        trade_endings=tuple(table["trade_endings"]),
        **sets,
    )
