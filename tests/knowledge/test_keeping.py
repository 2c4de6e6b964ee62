"""Parts of the knowledge that are kept between builds never show: what is kept is what would be made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.knowledge.hand import make_extraction, make_library, make_mention, make_source

from newsdesk.knowledge.gather import gather
from newsdesk.knowledge.keeping import Keeping, keep
from newsdesk.knowledge.weights import Weights, document_frequencies
from newsdesk.knowledge.words import Language, language
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Extraction, Knowledge, Source

LANGUAGE = language(load_lexicon())
RARE, USUAL = LANGUAGE.words("a dredger harbour")[1:]


class Kept(dict):
    """Keeps in memory, and counts what it was given."""

    put = dict.__setitem__


def weights(rare: int, usual: int) -> Weights:
    return Weights({RARE.key: rare, USUAL.key: usual}, 100)


@pytest.mark.parametrize(
    ("later", "made_again"),
    [((1, 40), False), ((1, 41), False), ((2, 40), True), ((1, 80), False)],
)
def test_a_part_is_made_again_when_a_word_that_was_weighed_for_it_is_more_frequent(later, made_again):
    kept = Kept()
    assert keep(kept, [("a story", lambda weigh: weigh(RARE))], weights(1, 40)) == [weights(1, 40)(RARE)]
    (again,) = keep(kept, [("a story", lambda weigh: "again")], weights(*later))
    assert again == ("again" if made_again else weights(1, 40)(RARE))


def test_a_part_is_made_again_for_another_number_of_sources():
    kept = Kept()
    keep(kept, [("a story", lambda weigh: "first")], Weights({}, 100))
    assert keep(kept, [("a story", lambda weigh: "again")], Weights({}, 1000)) == ["again"]


def test_weights_of_words_change_with_few_articles():
    source = make_source("one", "The dredger left the harbour.")
    frequencies = document_frequencies({"one": source}, {"one": "digest"}, LANGUAGE).frequencies
    assert frequencies[RARE.key] == frequencies[USUAL.key] == 1
    steps = [Weights({RARE.key: n}, 1000).step(RARE.key) for n in range(1001)]
    assert steps == sorted(steps) and len(set(steps)) < 25
    assert weights(1, 40)(RARE) > weights(1, 40)(USUAL)


def test_the_stems_of_words_are_kept_from_process_to_process():
    table, kept = load_lexicon().tables["wording"], Kept()
    first, second, other = Language(table), Language(table), Language(table)
    for n in range(200):
        first.key(f"dredgers{chr(97 + n % 26)}{chr(97 + n // 26)}")
    Keeping("base", words=kept).note(first)
    Keeping("base", words=kept).learn(second)
    Keeping("other code", words=kept).learn(other)
    assert second.keys == first.keys != other.keys
    assert all(Language(table).key(form) == key for form, key in second.keys.items())
    second.key("dredged")
    Keeping("base", words=kept).note(second)
    assert "dredged" not in next(iter(kept.values())), "a single new word is not worth writing"


def test_a_story_is_told_again_when_another_one_tells_what_its_name_is():
    one, *others = (make_source(f"{n}", "Larn is here.", story=f"{n}") for n in ("one", "two", "three", "four"))
    keeping = Keeping("", {s.id: s.id for s in (one, *others)}, Kept(), Kept())
    person = found(one, "person")

    def gathered(kind: str, where: Keeping) -> Knowledge:
        return gather(
            make_library(one, *others), [person, *(found(s, kind) for s in others)], load_lexicon(), keeping=where
        )

    assert [part.entity for part in gathered("person", keeping).stories["one"].people] == ["larn"]
    as_place = gathered("place", keeping)
    assert as_place.stories["one"].people == ()
    assert as_place.stories["one"] == gathered("place", Keeping()).stories["one"]


def found(source: Source, kind: str) -> Extraction:
    made = make_extraction(source, "Larn", mentions=(make_mention(source, "Larn", kind=kind),))
    return replace(made, chains=(replace(made.chains[0], type=kind),))


def test_what_grows_goes_on_from_what_another_process_kept():
    many = [make_source(f"s{n}", f"The dredger left harbour {n} at noon on a grey day.") for n in range(9)]
    edited = [*many[1:], make_source("s0", "Nobody was asked about the bridge."), make_source("t", many[1].text)]
    counted, compared = Kept(), Kept()

    def gathered(sources: list[Source], *kept: Kept | None) -> Knowledge:
        digests = {s.id: f"{s.id} {s.text}" for s in sources}
        keeping = Keeping("", digests, None, None, None, *(kept or (None, None)))
        return gather(make_library(*sources), [], load_lexicon(), keeping=keeping)

    gathered(many, counted, compared)
    assert len(counted) == len(compared) == 1
    before = [*counted.values(), *compared.values()]
    assert gathered(edited, counted, compared) == gathered(edited)
    assert [*counted.values(), *compared.values()] == before, "two sources are not worth writing"
