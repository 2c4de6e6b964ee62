"""The titles and spellings that sources give one person or thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from newsdesk.knowledge.scene import Scene
from newsdesk.records import Difference, Span

Place = tuple[str, Span, Span, int]  # source, the differing words, their sentence, paragraph

_ALIKE = 75  # of 100: two spellings of one word
_SHORT = 4  # letters: a shorter word has no second spelling


def titles_given(scene: Scene, table: Mapping[str, Any]) -> Iterator[Difference]:
    """People to whom two sources give different offices, neither of them giving both."""
    offices = {name.strip(): line.split(";")[0] for line in table["offices"] for name in line.split(";")}
    longest_first = "|".join(sorted(map(re.escape, offices), key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"\b({longest_first})\b", re.IGNORECASE)
    qualifiers = set(table["qualifiers"].split())
    given: dict[str, dict[str, dict[str, Place]]] = defaultdict(lambda: defaultdict(dict))
    for source, extraction in scene:
        for found in extraction.descriptions:
            bearer = scene.bearer(source.id, found.chain)
            sentence = next((s for s in extraction.sentences if s.contains(found.span)), None)
            if bearer is None or bearer.type != "person" or sentence is None:
                continue
            words = found.span.of(source.text).lower().replace("-", " ")
            for match in pattern.finditer(words):
                qualified = [word for word in words[: match.start()].split() if word in qualifiers]
                office = " ".join([*qualified, offices[match[1]]])
                place = (source.id, found.span, sentence, found.paragraph)
                given[bearer.name][source.id].setdefault(office, place)
    for name, by_source in sorted(given.items()):
        yield from _disjoint("title", name, by_source)


def _disjoint(kind: Any, what: str, by_source: Mapping[str, Mapping[str, Place]]) -> Iterator[Difference]:
    """The values of sources that have none in common with any other source."""
    places: dict[str, Place] = {}
    for (_, one), (_, other) in combinations(sorted(by_source.items()), 2):
        if not one.keys() & other.keys():
            for values in (one, other):
                value = min(values, key=lambda v: values[v][1])
                places.setdefault(value, values[value])
    if places:
        yield Difference(kind, what, tuple(sorted(places.values(), key=lambda p: (p[0], p[1]))))


def spellings_given(scene: Scene) -> Iterator[Difference]:
    """Names that two sources spell differently: of one entity, or of two that differ in a spelling only."""
    printed: dict[str, dict[str, Place]] = defaultdict(dict)  # source → name as printed in full → first place
    types: dict[str, str] = {}
    for source, extraction in scene:
        for mention in extraction.mentions:
            bearer = scene.bearer(source.id, mention.chain)
            name = re.sub(r"^(?:the|a|an) ", "", " ".join(mention.span.of(source.text).split()), flags=re.IGNORECASE)
            sentence = next((s for s in extraction.sentences if s.contains(mention.span)), None)
            if bearer and sentence and not mention.weak and bearer.type in ("person", "organisation", "place"):
                types[name] = bearer.type
                printed[source.id].setdefault(name, (source.id, mention.span, sentence, mention.paragraph))
    alike: dict[tuple[str, ...], set[str]] = defaultdict(set)  # names equal but for one word, by the others
    for name, kind in types.items():
        words = name.casefold().split()
        for k in range(len(words)):
            alike[kind, str(k), *words[:k], "", *words[k + 1 :]].add(name)
    pairs = {pair for names in alike.values() for pair in combinations(sorted(names), 2)}
    for a, b in sorted(pairs):
        places = [[printed[source][name] for source in sorted(printed) if name in printed[source]] for name in (a, b)]
        sources = [{place[0] for place in side} for side in places]
        if one_name_two_spellings(a, b) and not sources[0] & sources[1]:
            first = sorted((places[0][0], places[1][0]), key=lambda place: place[0])
            yield Difference("spelling", f"{a} / {b}", tuple(first))


def one_name_two_spellings(a: str, b: str) -> bool:
    """Whether two full names differ in the letters of one word only, and that word is recognisably the same."""
    one, other = a.casefold().split(), b.casefold().split()
    differing = [(x, y) for x, y in zip(one, other, strict=False) if x != y]
    if len(one) != len(other) or len(one) < 2 or len(differing) != 1:
        return False
    x, y = (re.sub(r"[\W_]+", "", word) for word in differing[0])
    return (
        min(len(x), len(y)) >= _SHORT and x[0] == y[0] and x.rstrip("s") != y.rstrip("s") and fuzz.ratio(x, y) >= _ALIKE
    )
