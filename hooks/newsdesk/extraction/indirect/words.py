"""The reporting words of `data/indirect_speech.yml`, as sets."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from newsdesk.records import Lexicon


@dataclass(frozen=True, eq=False)
class Reporting:
    """The tables of `data/indirect_speech.yml` as sets of lemmas."""

    that: frozenset[str]
    of_people: frozenset[str]
    with_particle: dict[str, str]
    listeners: frozenset[str]
    whether: frozenset[str]
    to: frozenset[str]
    somebody_to: frozenset[str]
    thing: frozenset[str]
    thing_after: dict[str, list[str]]
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


@cache
def reporting(lexicon: Lexicon) -> Reporting:
    table = lexicon.tables["indirect_speech"]
    maps = ("with_particle", "thing_after", "trade_endings")
    sets = {field.name: frozenset(table[field.name]) for field in fields(Reporting) if field.name not in maps}
    return Reporting(
        with_particle=table["with_particle"],
        thing_after=table["thing_after"],
        trade_endings=tuple(table["trade_endings"]),
        **sets,
    )
