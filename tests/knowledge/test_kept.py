"""Parts of the knowledge that are kept never show: what is kept is what would be made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.knowledge.hand import make_extraction, make_library, make_mention, make_source

from newsdesk.knowledge.gather import gather
from newsdesk.knowledge.weights import Weights, document_frequencies
from newsdesk.knowledge.words import language
from newsdesk.memo.memo import Kind, Memo
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Extraction, Knowledge, Source

LANGUAGE = language(load_lexicon())
RARE, USUAL = LANGUAGE.words("a dredger harbour")[1:]
WEIGHT: Kind[float] = Kind("weight", float)


def weights(rare: int, usual: int, sources: int = 100) -> Weights:
    return Weights({RARE.key: rare, USUAL.key: usual}, sources)


def of_rare(weigh: Weights) -> float:
    return weigh(RARE) + 1000 * next(weigh.asked)  # type: ignore[attr-defined]  # how often that was reckoned


@pytest.mark.parametrize(
    ("later", "made_again"),
    [((1, 40), False), ((1, 41), False), ((2, 40), True), ((1, 80), False), ((1, 40, 1000), True)],
)
@pytest.mark.parametrize("living", [False, True])
def test_a_part_is_made_again_when_a_word_that_was_weighed_for_it_is_more_frequent(
    tmp_path: Path, later: tuple[int, ...], made_again: bool, living: bool
) -> None:
    memo, asked = Memo(tmp_path), iter(range(9))
    for counts in ((1, 40), later):
        weigh = weights(*counts)
        weigh.asked = asked  # type: ignore[attr-defined]
        found = memo.kept(WEIGHT, of_rare, weigh)
        memo.end()
        memo = memo if living else Memo(tmp_path)
    assert found == weights(*later)(RARE) + 1000 * made_again


def test_weights_of_words_change_with_few_articles() -> None:
    frequencies = document_frequencies([make_source("one", "The dredger left the harbour.")], load_lexicon())
    assert frequencies[RARE.key] == frequencies[USUAL.key] == 1
    steps = [Weights({RARE.key: n}, 1000).step(RARE.key) for n in range(1001)]
    assert steps == sorted(steps) and len(set(steps)) < 25
    assert weights(1, 40)(RARE) > weights(1, 40)(USUAL)


def test_a_story_is_told_again_when_another_one_tells_what_its_name_is(tmp_path: Path) -> None:
    one, *others = (make_source(f"{n}", "Larn is here.", story=f"{n}") for n in ("one", "two", "three", "four"))
    memo = Memo(tmp_path)
    person = found(one, "person")

    def gathered(kind: str, memo: Memo) -> Knowledge:
        findings = [person, *(found(s, kind) for s in others)]
        return gather(make_library(one, *others), findings, load_lexicon(), memo=memo)

    assert [part.entity for part in gathered("person", memo).stories["one"].people] == ["larn"]
    memo.end()
    as_place = gathered("place", memo)
    assert as_place.stories["one"].people == ()
    assert as_place.stories["one"] == gathered("place", Memo()).stories["one"]


def found(source: Source, kind: str) -> Extraction:
    made = make_extraction(source, "Larn", mentions=(make_mention(source, "Larn", kind=kind),))
    return replace(made, chains=(replace(made.chains[0], type=kind),))
