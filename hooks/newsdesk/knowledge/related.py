"""Which stories a reader of one may want next, with the reason in words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from newsdesk.knowledge.stories import Group
from newsdesk.records import Entity, Related

_SHOWN = 5
_NAMED = 3  # names in a reason
_LIMIT = 60  # a name in more stories than this proposes none: it would say little and cost much
_PLACE = 0.3  # what a shared place counts against a shared person, organisation, event or product


def related_stories(
    groups: Sequence[Group], names: Mapping[str, Mapping[str, int]], entities: Mapping[str, Entity]
) -> dict[str, tuple[Related, ...]]:
    """For each story the few that share the rarest names with it, most related first; `names` are counted by story.

    Each name is weighed by inverse document frequency over stories; only stories that share a name meet, so
    the work grows with the number of mentions.
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for story in sorted(names):
        for name in names[story]:
            holders[name].append(story)
    weights = {
        name: math.log(1 + len(groups) / len(stories)) * (_PLACE if entities[name].type == "place" else 1.0)
        for name, stories in holders.items()
        if name in entities and 1 < len(stories) <= _LIMIT
    }
    enough = 0.6 * math.log(1 + len(groups) / 2)
    by_id = {group.id: group for group in groups}
    related = {}
    for story, own in names.items():
        shared: dict[str, Counter[str]] = defaultdict(Counter)
        for name in own:
            for other in holders[name] if name in weights else ():
                if other != story:
                    shared[other][name] = weights[name] * min(1.0, math.sqrt(own[name] * names[other][name]) / 2)  # type: ignore[assignment]
        ranked = sorted(
            ((sum(count.values()) * _nearness(by_id[story], by_id[other]), other) for other, count in shared.items()),
            key=lambda pair: (-pair[0], pair[1]),
        )
        related[story] = tuple(
            _related(by_id[story], by_id[other], shared[other], entities)
            for score, other in ranked[:_SHOWN]
            if score >= enough
        )
    return related


def _related(story: Group, other: Group, shared: Mapping[str, float], entities: Mapping[str, Entity]) -> Related:
    best = sorted(shared, key=lambda name: (-shared[name], name))[:_NAMED]
    reason = ", ".join(entities[name].name for name in best)
    when = time_between(story, other)
    return Related(other.id, tuple(best), f"{reason}; {when}" if when else reason)


def _nearness(story: Group, other: Group) -> float:
    days = _days(story, other)
    return 0.6 if days is None else 1 / (1 + abs(days) / 90) ** 0.5


def _days(story: Group, other: Group) -> int | None:
    """Days from a story to another; None where a date is not known."""
    return (other.published - story.published).days if story.published and other.published else None


def time_between(story: Group, other: Group) -> str:
    """When the other story stands to this one, in words: "the same week", "3 months earlier"; "" if unknown."""
    days = _days(story, other)
    if days is None:
        return ""
    if abs(days) <= 7:
        return "the same week" if days else "the same day"
    for unit, length in (("year", 365), ("month", 30), ("week", 7)):
        if (number := abs(days) // length) >= 1:
            return f"{number} {unit}{'s' if number > 1 else ''} {'later' if days > 0 else 'earlier'}"
    return ""
