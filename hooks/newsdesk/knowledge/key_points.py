"""The sentences that tell a story in a minute: verbatim, central, varied, and able to stand alone.

A sentence is scored by what its story's sources have in common (cosine with the centroid of their sentences,
after Radev et al. 2004), by the headlines, by its place, and by whether it can be understood alone; sentences are then
taken one by one, each for what it adds (maximal marginal relevance, Carbonell and Goldstein 1998). What
several outlets tell counts most, and once (`concepts`). The weights were set on withheld first paragraphs
(`tests/measure/summaries.py`) and on stories that a reader summed up.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.knowledge.concepts import Concept, Concepts, rarity
from newsdesk.knowledge.standalone import closed, cut_short, leaning, trimmed
from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.weights import Weigh
from newsdesk.knowledge.words import Language, Word
from newsdesk.records import Extraction, KeyPoint, Source, Span

_WEIGHTS = {"centre": 0.8, "headline": 0.3, "place": 0.75, "support": 1.0, "detail": 2.0, "parts": 0.6}
_ALONE = {"centre": 1.2, "headline": 1.2}  # what one outlet alone tells no other one supports
_ADDS = 1.2  # the same of the parts of the story that the sentences before it have not told
_LEANING, _OVERTAKEN, _SHORT, _LONG, _NOVELTY = 0.6, 0.3, 0.5, 0.15, 0.9
_COLOUR = 0.5  # against a sentence that tells of no event: how somebody is known, what happens often
_SAME = 0.7  # share of a sentence that is told already, from which it says the same
_LEANS = 0.5  # from which a sentence is not shown where others stand alone
_FEW_WORDS, _MANY_WORDS = 8, 45
_OPENING = 2  # sentences with which an article opens
_RANKED = 12  # more are never shown

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Sentence:
    source: Source
    span: Span
    paragraph: int
    place: float  # 1 at the top of its source, near 0 at its end
    opens: bool  # one of the first of its source
    words: tuple[Word, ...]
    vector: Vector
    leaning: float
    colour: bool
    overtaken: bool  # told as still to come, and a later source of the story may tell of it as done


def key_points(scene: StoryView, language: Language, weigh: Weigh) -> tuple[KeyPoint | None, tuple[KeyPoint, ...]]:
    """The standfirst, which is the best sentence, and three to six more, best first.

    Fewer where the sources have not as many that say something new.
    """
    ranked = rank_sentences(scene, language, weigh)
    number = min(5, 3 + sum(len(found.sentences) for _, found in scene) // 15)
    return (ranked[0] if ranked else None), tuple(ranked[1 : 1 + number])


def rank_sentences(scene: StoryView, language: Language, weigh: Weigh) -> list[KeyPoint]:
    """The sentences worth showing, best first, each for what it adds to those before it."""
    sentences = [
        sentence
        for source, extraction in scene
        if source.meta.rights != "none"
        for sentence in _sentences(source, extraction, language, weigh, _is_old(source, scene))
    ]
    sentences.sort(key=lambda s: (s.source.id, s.span))
    headline = _vector([w for s in scene.sources for w in language.words(f" {s.title}")], weigh)
    centre = _centre(sentences, scene)
    vectors, origins = [s.vector for s in sentences], [scene.origin(s.source.id) for s in sentences]
    rare = rarity(vectors)
    concepts = Concepts(vectors, origins, rare)
    support = _support(vectors, origins)
    detail = _support([_unit({key: x * rare[key] for key, x in vector.items()}) for vector in vectors], origins)
    weights = _WEIGHTS if len(set(origins)) > 1 else _WEIGHTS | _ALONE
    parts = [
        _parts(s, centre, headline, support[k], detail[k], concepts.gain(k, len(s.words), frozenset()), weights)
        for k, s in enumerate(sentences)
    ]
    scores = [sum(p.values()) - _burden(s) for p, s in zip(parts, sentences, strict=True)]
    return [_point(sentences[k], parts[k], language) for k in _varied(sentences, scores, concepts)]


def _sentences(
    source: Source, extraction: Extraction, language: Language, weigh: Weigh, old: bool
) -> Iterable[_Sentence]:
    """The sentences of a source that may be shown: whole ones of its own text, no headline."""
    named = sorted(mention.span for mention in extraction.mentions if not mention.weak and mention.chain is not None)
    spoken = sorted(span for quote in extraction.quotes if quote.kind != "indirect" for span in quote.spans)
    usable = [
        (span, paragraph.n)
        for span in extraction.sentences
        if (paragraph := source.paragraph_at(span.start))
        and paragraph.kind == "text"
        and not (source.title_in_body and paragraph.n == 1)
        and closed(span.of(source.text))
        and not cut_short(span, source.text, language)
    ]
    for k, (span, n) in enumerate(usable):
        words = language.words(span.of(source.text))
        yield _Sentence(
            source, span, n,
            place=(1 - k / len(usable)) ** 2,
            opens=k < _OPENING,
            words=words,
            vector=_vector(words, weigh),
            leaning=leaning(span, source.text, words, spoken, named, language),
            colour=bool(language.colour.search(span.of(source.text))),
            overtaken=old and bool(language.to_come.search(span.of(source.text))),
        )  # fmt: skip


def _is_old(source: Source, scene: StoryView) -> bool:
    """Whether another source of the story is of a later day."""
    day = source.meta.published
    return day is not None and any(s.meta.published and s.meta.published > day for s in scene.sources)


def _vector(words: Sequence[Word], weigh: Weigh) -> Vector:
    """The content words of a sentence, weighed, at length 1."""
    counts: dict[str, int] = {}
    weights: dict[str, float] = {}
    for word in words:
        if word.kind != "function":
            counts[word.key] = counts.get(word.key, 0) + 1
            weights[word.key] = weigh(word)
    return _unit({key: (1 + math.log(n)) * weights[key] if n > 1 else weights[key] for key, n in counts.items()})


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum([x * x for x in vector.values()])) or 1.0
    return {key: x / length for key, x in vector.items()}


def _cosine(a: Vector, b: Vector) -> float:
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum([x * large[key] for key, x in small.items() if key in large])


def _centre(sentences: Sequence[_Sentence], scene: StoryView) -> Vector:
    """The mean sentence, each origin counting the same."""
    by_origin: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for sentence in sentences:
        total = by_origin[scene.origin(sentence.source.id)]
        for key, x in sentence.vector.items():
            total[key] += x
    centre: dict[str, float] = defaultdict(float)
    for _, total in sorted(by_origin.items()):
        for key, x in _unit(total).items():
            centre[key] += x
    return _unit(centre)


def _support(vectors: Sequence[Vector], origins: Sequence[str]) -> list[float]:
    """How near each sentence comes to one of every other origin, on average: what several outlets tell."""
    by_origin: dict[str, list[int]] = defaultdict(list)
    for k, origin in enumerate(origins):
        by_origin[origin].append(k)
    if len(by_origin) < 2:
        return [0.0] * len(vectors)
    nearest = [0.0] * len(vectors)
    for origin, others in by_origin.items():
        having = defaultdict[str, list[tuple[int, float]]](list)  # by word: few sentences have any one
        for n in others:
            for key, x in vectors[n].items():
                having[key].append((n, x))
        for k, vector in enumerate(vectors):
            if origins[k] != origin:
                likeness = defaultdict[int, float](float)
                for key, x in vector.items():
                    for n, y in having.get(key, ()):
                        likeness[n] += x * y
                nearest[k] += max(likeness.values(), default=0.0)
    return [near / (len(by_origin) - 1) for near in nearest]


def _parts(
    sentence: _Sentence,
    centre: Vector,
    headline: Vector,
    support: float,
    detail: float,
    parts: float,
    weights: Mapping[str, float],
) -> dict[str, float]:
    """What speaks for a sentence, by name, weighed. `headline`: the words of all headlines of the story; `detail`: its
    support by words that few sentences of the story have; `parts`: how much of what several tell it holds."""
    found = {
        "centre": _cosine(sentence.vector, centre),
        "headline": _cosine(sentence.vector, headline),
        "place": sentence.place,
        "support": support,
        "detail": detail,
        "parts": parts,
    }
    return {name: weights[name] * x for name, x in found.items()}


def _burden(sentence: _Sentence) -> float:
    """What speaks against a sentence: it leans on others, says too little, or is too long to be a point."""
    length = len(sentence.words)
    return (
        _LEANING * sentence.leaning
        + _OVERTAKEN * sentence.overtaken
        + _COLOUR * sentence.colour
        + _SHORT * (length < _FEW_WORDS)
        + _LONG * (length > _MANY_WORDS)
    )


def _varied(sentences: Sequence[_Sentence], scores: Sequence[float], concepts: Concepts) -> list[int]:
    """Indices of sentences, each the best for its score and what it adds to those taken; no two that say the same."""
    taken: list[int] = []
    had: set[Concept] = set()
    told: dict[str, float] = {}  # how much of each word's weight those taken have told
    alone = [k for k, sentence in enumerate(sentences) if sentence.leaning < _LEANS]
    left = alone or list(range(len(sentences)))
    while left and len(taken) < _RANKED:
        known = {k: _known(sentences[k].vector, told) for k in left}
        left = [k for k in left if known[k] < _SAME]
        if not left:
            break
        worth = {
            k: scores[k] - _NOVELTY * known[k] + _ADDS * concepts.gain(k, len(sentences[k].words), had) for k in left
        }
        first = [k for k in left if sentences[k].opens] if not taken else []  # the event that the story is about
        best = max(first or left, key=worth.__getitem__)
        taken.append(best)
        left.remove(best)
        had |= concepts.of[best]
        for key in sentences[best].vector:
            told[key] = 1.0
    return taken


def _known(vector: Vector, told: Mapping[str, float]) -> float:
    """The share of a sentence's weight that words have which are told already."""
    return sum([x * x * told[key] for key, x in vector.items() if key in told])


def _point(sentence: _Sentence, parts: Mapping[str, float], language: Language) -> KeyPoint:
    span = trimmed(sentence.span, sentence.source.text, language)
    return KeyPoint(
        sentence.source.id, span, sentence.paragraph, _reason(parts),
        trimmed_start=span.start > sentence.span.start,
        trimmed_end=span.end < sentence.span.end,
    )  # fmt: skip


def _reason(parts: Mapping[str, float]) -> str:
    """What speaks most for a sentence, in words."""
    plain = {name: x / _WEIGHTS[name] for name, x in parts.items()}
    if plain["place"] == 1:
        return "opens its source"
    if plain["headline"] >= max(plain["centre"], 0.3):
        return "says what the headline says"
    return "says what much of the reporting is about" if plain["centre"] >= 0.2 else "adds something new"
