"""Figures and dated events that several outlets give alike: the facts of a story that nobody disputes.

Two clauses that give one value tell of one thing if they share a part of their words that few other clauses do: equal
values are evidence themselves, so less is asked than of values that differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

from newsdesk.knowledge.facts import DAY, Fact, dates_given, names_against, numbers_given, one_event, shared_words
from newsdesk.knowledge.joining import joined
from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language
from newsdesk.records import Agreed, Lexicon

_SMALL = 12  # a number up to this, or a day, is given for many things
_SHARED, _SHARED_SMALL = 2, 3  # content words that two clauses must share beside the value
_HOLDS = 0.4  # of the lighter clause's weight that they must share
_ROUNDED = 0.03  # of a number that may be lost where an outlet rounds it


def find_agreed(scene: StoryView, language: Language, lexicon: Lexicon, weigh: Weigh) -> tuple[Agreed, ...]:
    """The facts that sources of different origin give alike, those of most origins first, then as printed.

    Words inside quotation marks are left out: what somebody said is a statement.
    """
    if len({scene.origin(source.id) for source in scene.sources}) < 2:
        return ()
    table = lexicon.tables["differences"]
    figures = [fact for source, found in scene for fact in numbers_given(source, found, language, table)]
    days = [fact for source, found in scene for fact in dates_given(source, found, language, table)]
    found = [*_agreed("figure", figures, scene, weigh), *_agreed("day", days, scene, weigh)]
    return tuple(sorted(found, key=lambda fact: (-_origins(fact, scene), fact.kind, fact.places)))


def _origins(fact: Agreed, scene: StoryView) -> int:
    return len({scene.origin(source) for source, *_ in fact.places})


def _agreed(kind: Literal["figure", "day"], facts: Sequence[Fact], scene: StoryView, weigh: Weigh) -> Iterator[Agreed]:
    """What is given alike, one place a source: the first that gives it."""
    by_place = {f"{fact.source} {fact.span.start:09}": fact for fact in facts if not _said(fact, scene)}
    pairs = [
        (a, b)
        for (a, one), (b, other) in combinations(by_place.items(), 2)
        if scene.origin(one.source) != scene.origin(other.source)
        and one.unit == other.unit
        and _equal(one, other)
        and _alike(one, other, weigh)
    ]
    groups: dict[str, dict[str, Fact]] = {}
    for key, first in sorted(joined(by_place, pairs).items()):
        fact = by_place[key]
        groups.setdefault(first, {}).setdefault(fact.source, fact)
    for group in groups.values():
        places = tuple((f.source, f.span, f.sentence, f.paragraph) for f in group.values())
        if len({scene.origin(source) for source, *_ in places}) > 1:
            yield Agreed(kind, places)


def _equal(one: Fact, other: Fact) -> bool:
    """Whether two values are one, or one rounds the other a little and no name speaks against it."""
    if one.value == other.value:
        return True
    if one.unit == DAY:
        return False
    a, b = float(one.value), float(other.value)
    return min(a, b) > _SMALL and abs(a - b) <= _ROUNDED * max(a, b) and not names_against(one, other)


def _said(fact: Fact, scene: StoryView) -> bool:
    quotes = scene.found[fact.source].quotes
    return any(span.contains(fact.span) for quote in quotes if quote.kind != "indirect" for span in quote.spans)


def _alike(one: Fact, other: Fact, weigh: Weigh) -> bool:
    """Whether two clauses with one value tell of one thing; that two people spoke on one day is none."""
    if one.unit == DAY and (one.act or other.act) and one_event(one, other):
        return True
    if one.unit == DAY and one.acted and other.acted and not (one.act and other.act):
        return False
    shared = shared_words(one.about, other.about, weigh)
    small = one.unit == DAY or float(one.value) <= _SMALL
    enough = _SHARED_SMALL if small else _SHARED
    return shared.number >= enough and shared.weight >= _HOLDS * shared.lighter
