"""The names that sources give one person, body or place, where their spellings differ.

An accent is no difference, and a source that prints both spellings differs from nobody, but for a surname that it
prints otherwise than in full elsewhere: a misprint.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal

from rapidfuzz import fuzz

from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.words import Language
from newsdesk.records import Difference, EntityType, Span

Occurrence = tuple[str, Span, Span, int]  # source, the differing words, their sentence, paragraph
_Printed = Mapping[str, Mapping[str, Occurrence]]  # name as printed → source → where it stands first

_ALIKE = 75  # of 100: two spellings of one word of a name whose other words are the same
_MISPRINT = 90  # the same of a surname that stands alone
_SHORT, _SHORT_SURNAME = 4, 7  # letters: a shorter word has no second spelling
_LONG_NAME = 3  # words of a body's name of which one may be mixed up
_SHORT_PLACE, _NEAR_PLACE = 5, 70  # letters of a place's name, and how near another one must be: the event tells, too
_SHARED = 3  # content words that two sentences about one event share
_SOUNDED = 3  # consonants by which a surname alone is known
_SOUNDS = str.maketrans({"q": "k", "g": "k", "c": "k", "x": "k", "z": "s", "w": "v"} | dict.fromkeys("aeiouyh", ""))


def names_given(scene: StoryView, language: Language, table: Mapping[str, Any]) -> Iterator[Difference]:
    """Names that two sources spell differently, give one body, or give the place of one event."""
    yield from _spellings(scene)
    yield from _bodies(scene, table["bodies"])
    yield from _places(scene, language)


def _bodies(scene: StoryView, alike: Sequence[str]) -> Iterator[Difference]:
    """Names of bodies that are one but for a word that outlets mix up with another: an agency, an administration."""
    kinds = [frozenset(line.split()) for line in alike]
    given = {
        name: by_source
        for name, by_source in _given(scene, "organisation").items()
        if len(name.split()) >= _LONG_NAME and any(kind & set(name.casefold().split()) for kind in kinds)
    }
    for a, b in combinations(sorted(given), 2):
        differing = _differing(a, b)
        mixed_up = len(differing) == 1 and any(set(differing[0]) <= kind for kind in kinds)
        if mixed_up and not given[a].keys() & given[b].keys():
            yield _of(
                "name", a, b, min(found[0] for found in given[a].values()), min(found[0] for found in given[b].values())
            )


def _places(scene: StoryView, language: Language) -> Iterator[Difference]:
    """Places of near names in sentences that tell of one event, each in a source that has the other nowhere."""
    given = _given(scene, "place")
    for a, b in combinations(sorted(given), 2):
        differing = _differing(a, b)
        if len(differing) != 1 or not _near_places(*differing[0]) or one_name_two_spellings(a, b):
            continue
        pairs = [
            (x, y)
            for s in given[a].keys() - given[b].keys()
            for t in given[b].keys() - given[a].keys()
            if scene.origin(s) != scene.origin(t)
            for x in given[a][s]
            for y in given[b][t]
            if len(_told(scene, x, language) & _told(scene, y, language)) >= _SHARED
        ]
        if pairs:
            yield _of("name", a, b, *min(pairs))


def _near_places(x: str, y: str) -> bool:
    """Whether two words look like one, and neither is the other with an ending: "America", "American"."""
    return not x.startswith(y) and not y.startswith(x) and _one_spelled_twice(x, y, _SHORT_PLACE, _NEAR_PLACE)


def _given(scene: StoryView, kind: EntityType) -> dict[str, dict[str, list[Occurrence]]]:
    """The names of a kind, each with all places of each source that prints it."""
    found: dict[str, dict[str, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    for source, extraction in scene:
        for mention in extraction.mentions:
            sentence = next((s for s in extraction.sentences if s.contains(mention.span)), None)
            if mention.type == kind and not mention.weak and sentence is not None:
                found[_bare_name(mention.span.of(source.text))][source.id].append(
                    (source.id, mention.span, sentence, mention.paragraph)
                )
    return {name: dict(by_source) for name, by_source in found.items()}


def _bare_name(printed: str) -> str:
    return re.sub(r"^(?:the|a|an) |['’]s\b.*$", "", " ".join(printed.split()), flags=re.IGNORECASE)


def _told(scene: StoryView, place: Occurrence, language: Language) -> set[str]:
    """The content words of a sentence."""
    source, _, sentence, _ = place
    text = next(s.text for s in scene.sources if s.id == source)
    return {word.key for word in language.words(sentence.of(text)) if word.content and word.kind != "time"}


def _differing(a: str, b: str) -> list[tuple[str, str]]:
    """The words in which two names of as many words differ; none where one has more."""
    one, other = a.casefold().split(), b.casefold().split()
    return [(x, y) for x, y in zip(one, other, strict=False) if x != y] if len(one) == len(other) else []


def _of(kind: Literal["name", "spelling"], a: str, b: str, *places: Occurrence) -> Difference:
    return Difference(kind, f"{a} / {b}", tuple(sorted(places, key=lambda place: place[0])))


def _spellings(scene: StoryView) -> Iterator[Difference]:
    """Names that two sources spell differently."""
    borne = {chain.name.split()[-1] for _, found in scene for chain in found.chains if chain.full and " " in chain.name}
    full, surnames = _printed(scene, borne)
    pairs = [*_near_names(full), *_near_surnames(surnames, borne)]
    told: set[str] = set()
    for a, b, kind in sorted(pairs):
        if told.isdisjoint((a, b)):
            told |= {a, b}
            printed = full if kind == "name" else surnames
            first = min(
                ((x, y) for s, x in printed[a].items() for t, y in printed[b].items() if s != t),
                key=lambda pair: (pair[0][0], pair[1][0]),
                default=None,
            )
            if first:
                yield _of("spelling", a, b, *first)


def _printed(
    scene: StoryView, borne: Container[str]
) -> tuple[dict[str, dict[str, Occurrence]], dict[str, dict[str, Occurrence]]]:
    """Names in full, and surnames of people, as each source prints them."""
    full: dict[str, dict[str, Occurrence]] = defaultdict(dict)
    surnames: dict[str, dict[str, Occurrence]] = defaultdict(dict)
    for source, extraction in scene:
        for mention in extraction.mentions:
            sentence = next((s for s in extraction.sentences if s.contains(mention.span)), None)
            if mention.weak or sentence is None or mention.type not in ("person", "organisation", "place"):
                continue
            name = re.sub(r"^(?:the|a|an) ", "", " ".join(mention.span.of(source.text).split()), flags=re.IGNORECASE)
            place = (source.id, mention.span, sentence, mention.paragraph)
            full[name].setdefault(source.id, place)
            if mention.type == "person" or name in borne:
                surnames[name.split()[-1]].setdefault(source.id, place)
    return full, surnames


def _near_names(full: _Printed) -> Iterator[tuple[str, str, str]]:
    """Names in full that are one but for the spelling of one word, each in sources of its own."""
    alike: dict[tuple[str, ...], set[str]] = defaultdict(set)  # names equal but for one word, by the others
    for name in full:
        words = name.casefold().split()
        alike["sound", *map(_sound, words)].add(name)
        for k in range(len(words)):
            alike[str(k), *words[:k], "", *words[k + 1 :]].add(name)
    for a, b in {pair for names in alike.values() for pair in combinations(sorted(names), 2)}:
        if (one_name_two_spellings(a, b) or _sound_alike(a, b)) and not full[a].keys() & full[b].keys():
            yield a, b, "name"


def _near_surnames(surnames: _Printed, borne: Container[str]) -> Iterator[tuple[str, str, str]]:
    """Surnames of which one is nobody's in full, and which is the other misprinted or written by its sound."""
    for a, b in combinations(sorted(surnames), 2):
        if a in borne and b in borne:
            continue
        misprint = (a in borne or b in borne) and _one_spelled_twice(a, b, _SHORT_SURNAME, _MISPRINT)
        by_sound = _plain(a) != _plain(b) and len(_sound(a)) >= _SOUNDED and _sound(a) == _sound(b)
        if misprint or by_sound:
            yield a, b, "surname"


def one_name_two_spellings(a: str, b: str) -> bool:
    """Whether two full names differ in the letters of one word only, and that word is recognisably the same."""
    differing = _differing(a, b)
    return len(a.split()) > 1 and len(differing) == 1 and _one_spelled_twice(*differing[0], _SHORT, _ALIKE)


def _one_spelled_twice(x: str, y: str, least: int, likeness: float) -> bool:
    """Whether two words differ in letters, but not in an accent or an ending, and are recognisably the same."""
    x, y = _plain(x), _plain(y)
    return (
        min(len(x), len(y)) >= least
        and x[0] == y[0]
        and x.rstrip("s") != y.rstrip("s")
        and fuzz.ratio(x, y) >= likeness
    )


def _plain(word: str) -> str:
    """A word's letters without accents, a genitive and stops."""
    bare = re.sub(r"['’]s?$", "", word.casefold())
    letters = unicodedata.normalize("NFKD", bare)
    return re.sub(r"[\W_]+", "", "".join(c for c in letters if not unicodedata.combining(c)))


def _sound(word: str) -> str:
    """The consonants of a word as other scripts' names are brought into ours: Qaddafi, Gadhafi."""
    return re.sub(r"(.)\1+", r"\1", _plain(re.sub(r"^(?:al|el)-", "", word)).translate(_SOUNDS))


def _sound_alike(a: str, b: str) -> bool:
    """Whether two full names sound alike in each word, of which at least two are written differently."""
    one, other = a.casefold().split(), b.casefold().split()
    differing = [(x, y) for x, y in zip(one, other, strict=False) if _plain(x) != _plain(y)]
    long = all(min(len(_sound(x)), len(_sound(y))) >= 2 for x, y in differing)
    return 1 < len(one) == len(other) and bool(differing) and long and [*map(_sound, one)] == [*map(_sound, other)]
