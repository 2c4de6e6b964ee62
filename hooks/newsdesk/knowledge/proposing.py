"""Stories that look like one and are not sure enough to be joined: an editor decides, once for each.

Each story is in one proposal at most, with all that looks like it: accepted together, proposals split nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.knowledge.same_story import Likeness
from newsdesk.knowledge.stories import StoryGroup
from newsdesk.records import Suggestion


@dataclass(frozen=True, slots=True)
class Proposal:
    """Stories that may be one, and the best of what speaks for it."""

    stories: tuple[str, ...]
    best: Likeness


def proposals(groups: Sequence[StoryGroup], likes: Iterable[Likeness]) -> tuple[Proposal, ...]:
    """The stories that may be one, most alike first: each pair of a proposal holds two articles that are alike."""
    story_of = {source.id: group.id for group in groups for source in group.sources}
    between: dict[tuple[str, str], Likeness] = {}
    for like in likes:
        one, other = sorted((story_of[like.one], story_of[like.other]))
        if one != other and like.score > 0:
            between.setdefault((one, other), like)
    parts: dict[str, list[str]] = {group.id: [group.id] for group in groups}
    best: dict[int, Likeness] = {}
    for (one, other), like in between.items():
        a, b = parts[one], parts[other]
        if a is b or not all((min(x, y), max(x, y)) in between for x in a for y in b):
            continue
        best[id(a)] = max((it for it in (like, best.get(id(a)), best.pop(id(b), None)) if it), key=lambda it: it.score)
        a += b
        parts.update(dict.fromkeys(b, a))
    found = {id(part): part for part in parts.values() if len(part) > 1}
    made = [Proposal(tuple(sorted(part)), best[key]) for key, part in found.items()]
    return tuple(sorted(made, key=lambda it: (-it.best.score, it.stories)))


def story_suggestions(proposed: Iterable[Proposal], groups: Sequence[StoryGroup]) -> tuple[Suggestion, ...]:
    """What to tell the editor: the sources, the evidence, the line that joins them."""
    by_id = {group.id: group for group in groups}
    suggestions = []
    for proposal in proposed:
        members = sorted((s for story in proposal.stories for s in by_id[story].sources), key=lambda s: s.id)
        named = next((s.meta.story for s in members if s.meta.story), proposal.stories[0])
        subjects = tuple(source.id for source in members)
        reason = "; ".join(proposal.best.reasons)
        suggestions.append(Suggestion("story", subjects, reason, round(proposal.best.score, 3), f"story: {named}"))
    return tuple(suggestions)


def rooms(groups: Sequence[StoryGroup], proposed: Iterable[Proposal]) -> list[list[StoryGroup]]:
    """The stories that are searched together for what somebody said: those that may be one."""
    room: Mapping[str, str] = {story: proposal.stories[0] for proposal in proposed for story in proposal.stories}
    found: dict[str, list[StoryGroup]] = defaultdict(list)
    for group in groups:
        found[room.get(group.id, group.id)].append(group)
    return list(found.values())
