"""Which stories a reader of one may want next, and why: the names that they share, and their days."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from newsdesk.knowledge.days import time_between
from newsdesk.knowledge.stories import StoryGroup
from newsdesk.records import Entity, EntityType, Related

_SHOWN = 5
_NAMED = 3  # names that tell why
_LIMIT = 60  # a name in more stories than this proposes none: it would say little and cost much
_STRENGTH = tuple(math.sqrt(n) / 2 for n in range(5))  # of a name that stands in two stories n times, one by the other
_PLACE = 0.3  # what a shared place counts against a shared person, organisation, event or product


@dataclass(frozen=True, slots=True)
class Borne:
    """A name that some stories share: whose it is, and in which it stands, how often, printed when."""

    name: str
    type: EntityType
    holders: tuple[tuple[str, int, date | None], ...]


def related_stories(
    groups: Sequence[StoryGroup], names: Mapping[str, Mapping[str, int]], entities: Mapping[str, Entity]
) -> dict[str, tuple[Related, ...]]:
    """For each story the few that share the rarest names with it, most related first; `names` are counted by story.

    Each name is weighed by inverse document frequency over stories; only stories that share a name meet, so
    the work grows with the number of mentions.
    """
    dates = {group.id: group.published for group in groups}
    holders: dict[str, list[tuple[str, int, date | None]]] = defaultdict(list)
    for story in sorted(names):
        for name, number in names[story].items():
            holders[name].append((story, number, dates[story]))
    borne = {
        name: Borne(entities[name].name, entities[name].type, tuple(stories))
        for name, stories in holders.items()
        if name in entities and 1 < len(stories) <= _LIMIT
    }
    return {story: _related_to(story, names, dates, borne) for story in names}


def _related_to(
    story: str,
    names: Mapping[str, Mapping[str, int]],
    dates: Mapping[str, date | None],
    borne: Mapping[str, Borne],
) -> tuple[Related, ...]:
    own, published = names[story], dates[story]
    weights = {name: _weight(borne[name], len(dates)) for name in own if name in borne}
    totals: dict[str, float] = defaultdict(float)
    for name, weight in weights.items():
        mine = own[name]
        for other, number, _ in borne[name].holders:
            totals[other] += weight * _STRENGTH[min(mine * number, 4)]
    totals.pop(story, None)
    enough = 0.6 * math.log(1 + len(dates) / 2)
    scores = {other: n * _nearness(published, dates[other]) for other, n in totals.items() if n >= enough}
    best = sorted((other for other, score in scores.items() if score >= enough), key=lambda o: (-scores[o], o))
    related = []
    for other in best[:_SHOWN]:
        both = (name for name in weights if name in names[other])
        shared = {name: weights[name] * _STRENGTH[min(own[name] * names[other][name], 4)] for name in both}
        related.append(_related(other, shared, time_between(published, dates[other])))
    return tuple(related)


def _weight(name: Borne, stories: int) -> float:
    return math.log(1 + stories / len(name.holders)) * (_PLACE if name.type == "place" else 1.0)


def _related(other: str, shared: Mapping[str, float], when: str) -> Related:
    best = sorted(shared, key=lambda name: (-shared[name], name))[:_NAMED]
    return Related(other, tuple(best), when)


def _nearness(one: date | None, other: date | None) -> float:
    return 1 / (1 + abs((other - one).days) / 90) ** 0.5 if one and other else 0.6
