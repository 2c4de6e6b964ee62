"""What the sources of one story give differently for the same thing. Nothing is judged: both stand.

Rather nothing than a false difference: two sentences are about the same thing only if the clauses that hold the
two values share most of their words, and a source that gives both values differs from nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import date
from itertools import combinations

from newsdesk.knowledge.acts_given import acts_given
from newsdesk.knowledge.facts import (
    DAY,
    Fact,
    agree,
    dates_given,
    names_against,
    numbers_given,
    one_event,
    shared_words,
)
from newsdesk.knowledge.names_given import names_given
from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.titles_given import titles_given
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language
from newsdesk.records import Difference, Lexicon

_SHARED, _SHARED_SMALL = 3, 4  # content words that two clauses must share beside the value
_SMALL = 12  # a number up to this counts many things of one kind
_HOLDS = 0.6  # of the lighter clause's weight that they must share
_OF_BOTH = 0.5  # of the weight of all words of two clauses with numbers that they must share
_NEAR_DAYS = 7
_MONEY = ("$", "£", "€")
_NAMED = 3  # names that two sentences must share to be of one event
_SENTENCE, _WHOLE = 5, 0.7  # content words that two sentences must share, and what part of the lighter one's weight
_BEHIND = 5  # characters behind a number within which it is said what it counts


def find_differences(scene: StoryView, language: Language, lexicon: Lexicon, weigh: Weigh) -> tuple[Difference, ...]:
    """All differences between sources of different origin, in the order in which they stand."""
    if len({scene.origin(source.id) for source in scene.sources}) < 2:
        return ()
    table = lexicon.tables["differences"]
    numbers = [fact for source, found in scene for fact in numbers_given(source, found, language, table)]
    dates = [fact for source, found in scene for fact in dates_given(source, found, language, table)]
    differences = [
        *_facts(numbers, "number", scene, weigh),
        *_facts(dates, "date", scene, weigh),
        *titles_given(scene, table),
        *names_given(scene, language, table),
        *acts_given(scene, language, table, weigh),
    ]
    return tuple(d for d in differences if len({scene.origin(place[0]) for place in d.places}) > 1)


def _facts(facts: Sequence[Fact], kind: str, scene: StoryView, weigh: Weigh) -> Iterable[Difference]:
    """Facts about one thing whose values cannot all be right, joined over all sources that give one."""
    by_unit: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_unit[fact.unit].append(fact)
    given = {
        given for fact in facts for given in ((fact.source, fact.value, fact.unit), (fact.source, fact.value, fact.act))
    }
    joined: list[list[Fact]] = []
    for same_unit in by_unit.values():
        for one, other in combinations(same_unit, 2):
            if scene.origin(one.source) != scene.origin(other.source) and (
                _other_hour(one, other) or (not agree(one, other) and _one_thing(one, other, scene, weigh, given))
            ):
                group = next((g for g in joined if one in g or other in g), None)
                if group is None:
                    joined.append(group := [])
                group += [fact for fact in (one, other) if fact not in group]
    return [_difference(kind, sorted(group, key=lambda f: (f.source, f.span))) for group in joined]


def _one_thing(one: Fact, other: Fact, scene: StoryView, weigh: Weigh, given: Set[tuple[str, str, str]]) -> bool:
    """Whether two facts are of one thing, of which neither source gives the other's value too."""
    by_act = one.unit == DAY and _one_event(one, other, scene)
    if not (by_act or _by_names(one, other) or _one_sentence(one, other, weigh) or _same_thing(one, other, weigh)):
        return False
    of = one.act if by_act else one.unit
    return (one.source, other.value, of) not in given and (other.source, one.value, of) not in given


def _other_hour(one: Fact, other: Fact) -> bool:
    """Whether two sources give one event, on one day, two parts of that day."""
    parts = one.part and other.part and one.part != other.part
    return bool(parts) and one.value == other.value and one_event(one, other)


def _one_event(one: Fact, other: Fact, scene: StoryView) -> bool:
    """Whether two days that are near, and not one day printed alike, are given for one event."""
    texts = {source.id: source.text for source in scene.sources}
    printed = {fact.span.of(texts[fact.source]).casefold() for fact in (one, other)}
    apart = abs((date.fromisoformat(one.value) - date.fromisoformat(other.value)).days)
    by_score = bool(one.act and other.act and one.marks & other.marks)
    return apart <= _NEAR_DAYS and len(printed) > 1 and (by_score or one_event(one, other))


def _by_names(one: Fact, other: Fact) -> bool:
    """Whether two sums of money stand beside so many names alike that they are of one event."""
    money = one.unit in _MONEY and one.when == other.when
    return money and len(one.marks & other.marks) >= _NAMED


def _one_sentence(one: Fact, other: Fact, weigh: Weigh) -> bool:
    """Whether two sentences with a number tell the same at such length that it is one number of one thing."""
    if one.when != other.when or _counts_other(one, other):
        return False
    shared = shared_words(one.told, other.told, weigh)
    return shared.number >= _SENTENCE and shared.weight >= max(_WHOLE * shared.lighter, _OF_BOTH * shared.both)


def _same_thing(one: Fact, other: Fact, weigh: Weigh) -> bool:
    """Whether two clauses tell of one thing: most words of both are shared, and no name, time or limit speaks against.

    A word that only one of them has beside a number often makes it another number: "state taxes", "federal taxes".
    """
    if names_against(one, other) or one.when != other.when or _counts_other(one, other):
        return False
    if one.acted and other.acted and not (one.act or other.act):
        return False
    shared = shared_words(one.about, other.about, weigh)
    day = one.unit == DAY
    whole = shared.lighter if day else shared.both
    enough = _SHARED_SMALL if not day and max(float(one.value), float(other.value)) <= _SMALL else _SHARED
    return shared.number >= enough and shared.weight >= max(_HOLDS * shared.lighter, _OF_BOTH * whole)


def _counts_other(one: Fact, other: Fact) -> bool:
    """Whether two numbers count one thing of two kinds, by the words right behind them: state taxes, federal taxes."""
    counted = [_counted(fact) for fact in (one, other)]
    return bool(counted[0] & counted[1] and counted[0] - counted[1] and counted[1] - counted[0])


def _counted(fact: Fact) -> set[str]:
    """The words behind a number up to the next small one; one may stand before them ("million in state taxes")."""
    at = fact.span.end - fact.sentence.start
    found: set[str] = set()
    for word in fact.about:
        if word.start >= at:
            if word.start - at > (1 if found else _BEHIND):
                break
            found.add(word.key)
            at = word.end
    return found


def _difference(kind: str, facts: Sequence[Fact]) -> Difference:
    shared = set.intersection(*({word.key for word in fact.about} for fact in facts))
    what = " ".join(word.form for word in facts[0].about if word.key in shared and word.form[0].isalnum())
    return Difference(kind, what, tuple((f.source, f.span, f.sentence, f.paragraph) for f in facts))  # type: ignore[arg-type]
