"""Of each sentence of a source, who else in its story has it: as it is, otherwise, or nobody."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsdesk.pages.place import Place
from newsdesk.pages.publishing import is_held
from newsdesk.pages.views.labels import Ref, ref, source_label
from newsdesk.pages.views.outlets import Outlets
from newsdesk.pages.views.table import Row, table
from newsdesk.records import Span

ENOUGH, SHARED = 0.55, 3  # share of the lighter sentence's words, by weight; and how many words
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_STEM = 6  # letters by which words are compared: "inspected", "inspection"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The other outlets of a sentence. `otherwise`: with other words or another figure; none: only here."""

    refs: tuple[Ref, ...]
    otherwise: bool = False


def elsewhere(place: Place, outlets: Outlets, source: str) -> Mapping[Span, Elsewhere]:
    """For each sentence of a source that is shown; empty where there is no other witness to compare with."""
    site = place.site
    others = [key for key in outlets.story.sources if outlets.witness[key] != outlets.witness[source]]
    others = [key for key in others if outlets.outlet(key) != outlets.outlet(source)]
    if not others:
        return {}
    rows = table(place, outlets).rows
    text = site.source(source).text
    mine = [s for s in site.extraction(source).sentences if not is_held(s.of(text))]
    theirs = [
        (key, sentence, _words(sentence.of(site.source(key).text)))
        for key in others
        for sentence in site.extraction(key).sentences
    ]
    own = [_words(sentence.of(text)) for sentence in mine]
    often = Counter(word for words in (*own, *(words for _, _, words in theirs)) for word in words)
    weight = {word: math.log(1 + (len(own) + len(theirs)) / number) for word, number in often.items()}
    return {
        sentence: _in_rows(source, sentence, rows) or Elsewhere(tuple(_alike(place, outlets, words, theirs, weight)))
        for sentence, words in zip(mine, own, strict=True)
    }


def compared_with(place: Place, outlets: Outlets, source: str) -> tuple[str, ...]:
    """The outlets that the sentences of a source are compared with."""
    site = place.site
    others = {
        source_label(place, site.source(key)).short: None
        for key in outlets.story.sources
        if outlets.witness[key] != outlets.witness[source] and outlets.outlet(key) != outlets.outlet(source)
    }
    return tuple(others)


def _in_rows(source: str, sentence: Span, rows: tuple[Row, ...]) -> Elsewhere | None:
    """The story table's entry for a sentence."""
    refs: dict[str, Ref] = {}
    otherwise = False
    for row in rows:
        if any(key == source and span.overlaps(sentence) for key, span in row.covers):
            otherwise = otherwise or any(cell.state in ("words", "other") for cell in row.cells)
            for wording in row.wordings:
                if wording.source != source:
                    refs.setdefault(wording.ref.outlet, wording.ref)
    here = {wording.ref.outlet for row in rows for wording in row.wordings if wording.source == source}
    found = tuple(one for outlet, one in refs.items() if outlet not in here)
    return Elsewhere(found, otherwise) if found else None


def _alike(
    place: Place,
    outlets: Outlets,
    words: frozenset[str],
    theirs: list[tuple[str, Span, frozenset[str]]],
    weight: Mapping[str, float],
) -> Iterator[Ref]:
    """The most alike sentence of each other outlet, if it is alike enough."""
    best: dict[str, tuple[float, str, Span]] = {}
    for key, sentence, other in theirs:
        shared = words & other
        if len(shared) < SHARED:
            continue
        lighter = min(sum(weight[word] for word in side) for side in (words, other))
        score = sum(weight[word] for word in shared) / lighter
        outlet = outlets.outlet(key)
        if score >= ENOUGH and score > best.get(outlet, (0.0,))[0]:
            best[outlet] = (score, key, sentence)
    for _, key, sentence in best.values():
        paragraph = place.site.source(key).paragraph_at(sentence.start)
        if paragraph:
            yield ref(place, key, paragraph.n)


def _words(text: str) -> frozenset[str]:
    """The telling words of a sentence: numbers, and the stems of longer words."""
    found = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in found if len(word) > 3 or word[0].isdigit())
