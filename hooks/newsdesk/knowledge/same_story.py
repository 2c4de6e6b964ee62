"""Stories that look like one: near-identical texts, or the same names and rare words at the same time.

Nothing is joined by this: an editor decides (`story:`). The evidence is what is shown to the editor; and where it
is strong, wordings of one statement are looked for across the stories too.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.knowledge.origins import Copy
from newsdesk.knowledge.related import names_of, time_between
from newsdesk.knowledge.stories import Group
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language
from newsdesk.records import Entity, Extraction, Suggestion

_DAYS = 4  # between the sources of one story
_KEYS = 40  # the words that stand for a story
_TOP = 1500  # characters of each source from which they are taken: news says what is new first
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
    found: Mapping[str, Extraction],
    entities: Mapping[str, Entity],
    entity_of_chain: Mapping[tuple[str, int], str],
    copies: Iterable[Copy],
    language: Language,
    weigh: Weigh,
) -> tuple[Likeness, ...]:
    """The pairs, most alike first. Only stories that share a less usual word are compared."""
    by_id = {group.id: group for group in groups}
    likes = _copied(groups, copies)
    names = {group.id: names_of(group, found, entity_of_chain) for group in groups}
    printed: dict[str, str] = {}
    vectors = {group.id: _vector(group, language, weigh, printed) for group in groups}
    holders: dict[str, list[str]] = defaultdict(list)
    for story in sorted(vectors):
        for key in vectors[story]:
            holders[key].append(story)
    for story, vector in vectors.items():
        met: Counter[str] = Counter()
        for key in vector:
            if len(holders[key]) <= _LIMIT:
                met.update(other for other in holders[key] if other > story)
        for other, number in met.items():
            if number < _WORDS or (story, other) in likes or not _near(by_id[story], by_id[other]):
                continue
            shared = vector.keys() & vectors[other].keys()
            score = sum(vector[key] * vectors[other][key] for key in sorted(shared))
            both = sorted(
                names[story].keys() & names[other].keys(), key=lambda n: (-names[story][n] - names[other][n], n)
            )
            if score >= _LIKE and len(both) >= _NAMES:
                best = sorted(shared, key=lambda key: (-vector[key] * vectors[other][key], key))[:5]
                words = [printed[key] for key in best]
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


def _vector(group: Group, language: Language, weigh: Weigh, printed: dict[str, str]) -> dict[str, float]:
    """The words that stand for a story: the heaviest of its headlines and openings, weighed, at length 1.

    `printed` gets for each key the shortest form in which it stands in a text.
    """
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    for source in group.sources:
        opening = source.text[: max(_TOP, source.text.find(" ", _TOP))]  # whole words
        for word in language.words(f" {source.title}\n{opening}"):
            if word.kind in ("plain", "name", "number"):
                counts[word.key] += 1
                printed[word.key] = min(printed.get(word.key, word.form), word.form, key=lambda f: (len(f), f))
                weights[word.key] = max(weights.get(word.key, 0.0), weigh(word))
    weighed = {key: (1 + math.log(n)) * weights[key] ** 2 for key, n in counts.items()}
    best = sorted(weighed, key=lambda key: (-weighed[key], key))[:_KEYS]
    length = math.sqrt(sum(weighed[key] ** 2 for key in best)) or 1.0
    return {key: weighed[key] / length for key in best}


def _reason(
    one: Group, other: Group, names: Sequence[str], words: Sequence[str], entities: Mapping[str, Entity]
) -> str:
    parts = ["both name " + ", ".join(entities[name].name for name in names[:4] if name in entities)]
    parts.append("share the words " + ", ".join(words))
    parts.append(f"printed {when}" if (when := time_between(one, other)) else "a date is not known")
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
