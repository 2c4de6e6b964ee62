"""Stories that look like one: near-identical texts, or the same names and rare words at the same time.

Nothing is joined by this: an editor decides (`story:`). The evidence is what is shown to the editor; and where it
is strong, wordings of one statement are looked for across the stories too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.knowledge.accounts import Account
from newsdesk.knowledge.copies import Copy
from newsdesk.knowledge.related import time_between
from newsdesk.knowledge.stories import Group
from newsdesk.records import Entity, Suggestion

_DAYS = 4  # between the sources of one story
_LIMIT = 40  # a word in more stories than this proposes no pair
_LIKE = 0.3  # cosine from which two stories look like one
_NAMES, _WORDS = 2, 4  # that they must share


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two stories that look like one, and why in words."""

    one: str
    other: str
    score: float
    reason: str


def find_same_stories(
    groups: Sequence[Group],
    accounts: Mapping[str, Account],
    entities: Mapping[str, Entity],
    copies: Iterable[Copy],
) -> tuple[Likeness, ...]:
    """The pairs, most alike first. Only stories that share a less usual word are compared."""
    by_id = {group.id: group for group in groups}
    likes = _copied(groups, copies)
    holders: dict[str, list[str]] = defaultdict(list)
    for story in sorted(accounts):
        for key in accounts[story].vector:
            holders[key].append(story)
    for story, one in accounts.items():
        met: Counter[str] = Counter()
        for key in one.vector:
            if len(holders[key]) <= _LIMIT:
                met.update(other for other in holders[key] if other > story)
        for other, number in met.items():
            if number < _WORDS or (story, other) in likes or not _near(by_id[story], by_id[other]):
                continue
            two = accounts[other]
            shared = one.vector.keys() & two.vector.keys()
            score = sum(one.vector[key] * two.vector[key] for key in sorted(shared))
            both = sorted(one.names.keys() & two.names.keys(), key=lambda n: (-one.names[n] - two.names[n], n))
            if score >= _LIKE and len(both) >= _NAMES:
                best = sorted(shared, key=lambda key: (-one.vector[key] * two.vector[key], key))[:5]
                words = [min(one.printed[key], two.printed[key], key=lambda f: (len(f), f)) for key in best]
                likes[story, other] = Likeness(
                    story, other, score, _reason(by_id[story], by_id[other], both, words, entities)
                )
    return tuple(sorted(likes.values(), key=lambda k: (-k.score, k.one, k.other)))


def _copied(groups: Sequence[Group], copies: Iterable[Copy]) -> dict[tuple[str, str], Likeness]:
    story_of = {source.id: group.id for group in groups for source in group.sources}
    likes = {}
    for copy in copies:
        one, other = sorted((story_of[copy.one], story_of[copy.other]))
        if one != other:
            reason = f"{copy.share:.0%} of the shorter text stands in the other word for word"
            likes[one, other] = Likeness(one, other, 1 + copy.share, reason)
    return likes


def _near(one: Group, other: Group) -> bool:
    """Whether two stories were printed within a few days, as far as their dates are known."""
    return not (one.published and other.published) or abs((one.published - other.published).days) <= _DAYS


def _reason(
    one: Group, other: Group, names: Sequence[str], words: Sequence[str], entities: Mapping[str, Entity]
) -> str:
    parts = ["both name " + ", ".join(entities[name].name for name in names[:4] if name in entities)]
    parts.append("share the words " + ", ".join(words))
    parts.append(f"printed {when}" if (when := time_between(one.published, other.published)) else "a date is not known")
    return "; ".join(parts)


def story_suggestions(likes: Iterable[Likeness], groups: Sequence[Group]) -> tuple[Suggestion, ...]:
    """What to tell the editor of stories that look like one: the sources, the evidence, the line that joins them."""
    by_id = {group.id: group for group in groups}
    suggestions = []
    for like in likes:
        members = [source for story in (like.one, like.other) for source in by_id[story].sources]
        named = next((s.meta.story for s in members if s.meta.story), like.one)
        suggestions.append(
            Suggestion(
                "story", tuple(sorted(s.id for s in members)), like.reason, round(like.score, 3), f"story: {named}"
            )
        )
    return tuple(suggestions)
