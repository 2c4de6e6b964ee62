"""The titles that sources give one person, where two cannot both be right.

Offices of one field exclude each other: one outlet's chief executive is not another's president of the same firm. A
former office is a difference to the same one still held, but not where the title is a courtesy before the name, which
stays for life ("President Bush"), and not to another office.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from newsdesk.knowledge.names_given import Occurrence
from newsdesk.knowledge.story_view import StoryView
from newsdesk.records import Description, Difference

_FORMER = "former "
_WAS = re.compile(r"\b(?:was|were|been|became|served as)\s+(?:then\s+)?$")  # told of a time that the text may not say
_Offices = Mapping[str, Occurrence]  # by office, with where it is given first


def titles_given(scene: StoryView, table: Mapping[str, Any]) -> Iterator[Difference]:
    """People to whom two sources give different offices of one field, neither of them giving both."""
    fields = {field: _Field(field, lines, table) for field, lines in table["offices"].items()}
    given: dict[tuple[str, str], dict[str, dict[str, Occurrence]]] = defaultdict(lambda: defaultdict(dict))
    for source, extraction in scene:
        for found in extraction.descriptions:
            bearer = scene.bearer(source.id, found.chain)
            sentence = next((s for s in extraction.sentences if s.contains(found.span)), None)
            words = found.span.of(source.text)
            if bearer is None or bearer.type != "person" or sentence is None or _loose(found, source.text):
                continue
            place = (source.id, found.span, sentence, found.paragraph)
            courtesy = found.rule.endswith("title") or bool(_WAS.search(source.text, sentence.start, found.span.start))
            for name, field in fields.items():
                for office in field.offices(words, courtesy and name != "firm"):
                    given[bearer.name, name][source.id].setdefault(office, place)
    for (name, _), by_source in sorted(given.items()):
        yield from _disjoint(name, by_source)


def _loose(found: Description, text: str) -> bool:
    """Whether a title is only words before a name: "in the words of the president Ada Brook once worked for"."""
    return found.span.of(text)[:1].islower() and text[found.span.end : found.span.end + 2].strip().isupper()


class _Field:
    """The offices of one field, compiled."""

    def __init__(self, name: str, lines: list[str], table: Mapping[str, Any]) -> None:
        self._office = {each.strip(): line.split(";")[0] for line in lines for each in line.split(";")}
        longest_first = "|".join(sorted(map(re.escape, self._office), key=lambda office: (-len(office), office)))
        self._pattern = re.compile(rf"\b({longest_first})s?\b", re.IGNORECASE)
        self._former, self._states = frozenset(table["former"].split()), frozenset(table["states"].split())
        self._name = name

    def offices(self, words: str, courtesy: bool) -> Iterator[str]:
        """The offices of this field that a description gives; as a courtesy it may be held still or no longer."""
        plain = words.lower().replace("-", " ")
        leads = bool(set(re.findall(r"[\w.]+", plain)) & self._states) or courtesy
        for match in self._pattern.finditer(plain):
            office = self._office[match[1]]
            if office in ("president", "vice president") and leads != (self._name == "state"):
                continue
            former = not self._former.isdisjoint(plain[: match.start()].split())
            if courtesy or not former:
                yield office
            if courtesy or former:
                yield f"{_FORMER}{office}"


def _disjoint(name: str, by_source: Mapping[str, _Offices]) -> Iterator[Difference]:
    """The offices of sources that have none in common with another source and cannot be right beside its own."""
    places: dict[str, Occurrence] = {}
    for (_, one), (_, other) in combinations(sorted(by_source.items()), 2):
        if not one.keys() & other.keys():
            against = [(a, b) for a in one for b in other if _excludes(a, b)]
            if against:
                a, b = min(against, key=lambda pair: (one[pair[0]][1], other[pair[1]][1], pair))
                places.setdefault(a, one[a])
                places.setdefault(b, other[b])
    if places:
        yield Difference("title", name, tuple(sorted(places.values(), key=lambda p: (p[0], p[1]))))


def _excludes(one: str, other: str) -> bool:
    former = (one.startswith(_FORMER), other.startswith(_FORMER))
    return not any(former) or (former != (True, True) and one.removeprefix(_FORMER) == other.removeprefix(_FORMER))
