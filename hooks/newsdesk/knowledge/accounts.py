"""What the sources of one story give by themselves, whatever other stories there are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from newsdesk.knowledge.agreed import find_agreed
from newsdesk.knowledge.differences import find_differences
from newsdesk.knowledge.key_points import key_points
from newsdesk.knowledge.scene import Scene
from newsdesk.knowledge.stories import Group
from newsdesk.knowledge.timeline import timeline
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.who import who_is_who
from newsdesk.knowledge.words import Language, language
from newsdesk.records import Lexicon, Story

_KEYS = 40  # the words that stand for a story
_TOP = 1500  # characters of each source from which they are taken: news says what is new first


@dataclass(frozen=True, slots=True)
class Account:
    """A story without links to others, and that by which it is compared with them."""

    story: Story
    names: Mapping[str, int]  # how often each entity is named, by id
    vector: Mapping[str, float]  # the words that stand for it, by their keys: weighed, at length 1
    printed: Mapping[str, str]  # for each of these keys the shortest form in which it stands there


def account(group: Group, scene: Scene, lexicon: Lexicon, weigh: Weigh) -> Account:
    """The account of a group of sources, whose scene is given."""
    words = language(lexicon)
    first, points = (None, ()) if group.summary else key_points(scene, words, weigh)
    vector, printed = _vector(scene, words, weigh)
    story = Story(
        id=group.id,
        title=group.title,
        standfirst=first,
        summary=group.summary,
        sources=tuple(source.id for source in group.sources),
        origins=len(set(group.origins.values())),
        published=group.published,
        key_points=points,
        people=who_is_who(scene),
        differences=find_differences(scene, words, lexicon, weigh),
        agreed=find_agreed(scene, words, lexicon, weigh),
        timeline=timeline(scene),
    )
    return Account(story, _names(scene), vector, printed)


def _names(scene: Scene) -> Mapping[str, int]:
    """How often each entity is named. A demonym names nobody, and an outlet that names itself is no news."""
    return Counter(
        bearer.id
        for source, found in scene
        for mention in found.mentions
        if mention.chain is not None and not mention.weak
        and found.chains[mention.chain].name.casefold() != source.meta.outlet.casefold()
        and (bearer := scene.bearer(source.id, mention.chain))
    )  # fmt: skip


def _vector(scene: Scene, language: Language, weigh: Weigh) -> tuple[dict[str, float], dict[str, str]]:
    """The heaviest words of the headlines and openings, and how they are printed."""
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    printed: dict[str, str] = {}
    for source in scene.sources:
        opening = source.text[: max(_TOP, source.text.find(" ", _TOP))]  # whole words
        for word in language.words(f" {source.title}\n{opening}"):
            if word.kind in ("plain", "name", "number"):
                key, form = word.key, word.form
                counts[key] += 1
                weights[key] = max(weights.get(key, 0.0), weigh(word))
                if (shortest := printed.setdefault(key, form)) != form:
                    printed[key] = min(shortest, form, key=lambda f: (len(f), f))
    weighed = {key: (1 + math.log(n)) * weights[key] ** 2 for key, n in counts.items()}
    best = sorted(weighed, key=lambda key: (-weighed[key], key))[:_KEYS]
    length = math.sqrt(sum(weighed[key] ** 2 for key in best)) or 1.0
    return {key: weighed[key] / length for key in best}, {key: printed[key] for key in best}
