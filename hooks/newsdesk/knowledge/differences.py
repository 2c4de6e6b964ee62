"""What the sources of one story give differently for the same thing. Nothing is judged: both stand.

Rather nothing than a false difference: two sentences are about the same thing only if the clauses that hold the
two values share most of their words, and a source that gives both values differs from nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from newsdesk.knowledge.facts import Fact, agree, dates_given, names_against, numbers_given
from newsdesk.knowledge.names_given import spellings_given
from newsdesk.knowledge.scene import Scene
from newsdesk.knowledge.titles_given import titles_given
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language
from newsdesk.records import Difference, Lexicon

_SHARED = 3  # content words that two clauses must share beside the value
_HOLDS = 0.6  # of the lighter clause's weight that they must share


def find_differences(scene: Scene, language: Language, lexicon: Lexicon, weigh: Weigh) -> tuple[Difference, ...]:
    """All differences between sources of different origin, in the order in which they stand."""
    if len({scene.origin(source.id) for source in scene.sources}) < 2:
        return ()
    table = lexicon.tables["differences"]
    numbers = [fact for source, found in scene for fact in numbers_given(source, found, language, table)]
    dates = [fact for source, found in scene for fact in dates_given(source, found, language)]
    differences = [
        *_facts(numbers, "number", scene, weigh),
        *_facts(dates, "date", scene, weigh),
        *titles_given(scene, table),
        *spellings_given(scene),
    ]
    return tuple(d for d in differences if len({scene.origin(place[0]) for place in d.places}) > 1)


def _facts(facts: Sequence[Fact], kind: str, scene: Scene, weigh: Weigh) -> Iterable[Difference]:
    """Facts about one thing whose values cannot all be right, joined over all sources that give one."""
    by_unit: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_unit[fact.unit].append(fact)
    given = {(fact.source, fact.unit, fact.value) for fact in facts}
    joined: list[list[Fact]] = []
    for same_unit in by_unit.values():
        for one, other in combinations(same_unit, 2):
            if (
                scene.origin(one.source) != scene.origin(other.source)
                and not agree(one, other)
                and (one.source, other.unit, other.value) not in given
                and (other.source, one.unit, one.value) not in given
                and _same_thing(one, other, weigh)
            ):
                group = next((g for g in joined if one in g or other in g), None)
                if group is None:
                    joined.append(group := [])
                group += [fact for fact in (one, other) if fact not in group]
    return [_difference(kind, sorted(group, key=lambda f: (f.source, f.span))) for group in joined]


def _same_thing(one: Fact, other: Fact, weigh: Weigh) -> bool:
    """Whether two clauses tell of one thing: most of their words are shared, and no name or time speaks against it."""
    if names_against(one, other) or (one.when - other.when and other.when - one.when):
        return False
    weights = {word.key: weigh(word) for word in (*one.about, *other.about)}
    keys = [{word.key for word in fact.about} for fact in (one, other)]
    shared = keys[0] & keys[1]
    lighter = min(sum(weights[key] for key in side) for side in keys)
    return len(shared) >= _SHARED and sum(weights[key] for key in shared) >= _HOLDS * lighter


def _difference(kind: str, facts: Sequence[Fact]) -> Difference:
    shared = set.intersection(*({word.key for word in fact.about} for fact in facts))
    what = " ".join(word.form for word in facts[0].about if word.key in shared)
    return Difference(kind, what, tuple((f.source, f.span, f.sentence, f.paragraph) for f in facts))  # type: ignore[arg-type]
