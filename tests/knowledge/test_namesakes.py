"""Two people of one name: kept apart where their sources speak against one, asked about where they only may be two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.knowledge.hand import make_extraction, make_mention, make_source, place

from newsdesk.knowledge.entities import join_entities
from newsdesk.knowledge.suggestions import name_suggestions
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import CuratedEntity, Description, Extraction, Library, Options, Source, Vocabulary

LEXICON = load_lexicon()


def told(source_id: str, text: str, called: str = "", named: str = "Tom Reed") -> tuple[Source, Extraction]:
    source = make_source(source_id, text, date(2024, 5, int(source_id[-1])))
    descriptions = (Description(0, place(source.text, called), "by hand", 1),) if called else ()
    found = make_extraction(source, "Tom Reed", mentions=(make_mention(source, named),), descriptions=descriptions)
    return source, found


def joined(*pairs: tuple[Source, Extraction]) -> tuple[dict[str, str], list[Any]]:
    sources = {source.id: source for source, _ in pairs}
    found = {extraction.source: extraction for _, extraction in pairs}
    entities, of_chain, _ = join_entities(Library(tuple(sources.values()), Vocabulary()), found, LEXICON, Options())
    asked = name_suggestions(entities, found, of_chain, LEXICON, sources)
    return {source: entity for (source, _), entity in of_chain.items()}, [s for s in asked if s.kind == "collision"]


GOLFER = told("s1", "The Australian golfer Tom Reed won.", "The Australian golfer")
SENATOR = told("s2", "The Canadian senator Tom Reed left.", "The Canadian senator")
PLAYER = told("s3", "Tom Reed, an Australian champion, spoke.", "an Australian champion")
SILENT = told("s4", "Tom Reed slept.")


@pytest.mark.parametrize(
    ("one", "other", "ids"),
    [
        (GOLFER, SENATOR, {"s1": "tom-reed", "s2": "tom-reed-senator"}),
        (
            told("s1", "Tom Reed, 31, a golfer, won.", "a golfer"),
            told("s2", "Tom Reed, 74, a senator, left.", "a senator"),
            {"s1": "tom-reed", "s2": "tom-reed-senator"},
        ),
        (
            told("s1", "Mr. Tom Reed, 31, won.", named="Mr. Tom Reed"),
            told("s2", "Mrs. Tom Reed, 74, left.", named="Mrs. Tom Reed"),
            {"s1": "tom-reed", "s2": "tom-reed-1950"},
        ),
    ],
)
def test_sources_that_speak_against_one_person_are_kept_apart(one: Any, other: Any, ids: dict[str, str]) -> None:
    found, (asked,) = joined(one, other)
    assert found == ids and asked.subjects == tuple(ids.values())
    assert YAML(typ="safe").load(asked.paste) == {ids["s2"]: {"name": "Tom Reed", "only_in": ["s2"]}}


@pytest.mark.parametrize(
    "pairs",
    [
        (told("s1", "Tom Reed, 31, won."), told("s2", "Tom Reed, 32, left.")),
        (told("s1", "Tom Reed, 31, Ann Lee, 69."), told("s2", "Tom Reed, 74, Ann Lee, 26.")),  # votes
        (GOLFER, PLAYER),  # of one country and one walk of life
        (GOLFER, SILENT),
    ],
)
def test_sources_that_agree_or_tell_nothing_are_one_person(pairs: Any) -> None:
    found, asked = joined(*pairs)
    assert set(found.values()) == {"tom-reed"} and asked == []


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (told("s1", "Tom Reed, 31, won."), told("s2", "Tom Reed, 74, left."), "another age"),
        (
            told("s1", "Mr. Tom Reed won.", named="Mr. Tom Reed"),
            told("s2", "Mrs. Tom Reed left.", named="Mrs. Tom Reed"),
            "a title of the other gender",
        ),
    ],
)
def test_one_thing_alone_only_asks(one: Any, other: Any, why: str) -> None:
    found, (asked,) = joined(one, other)
    assert set(found.values()) == {"tom-reed"} and asked.reason.endswith(f"elsewhere: {why}")


def test_another_calling_alone_only_asks() -> None:
    found, (asked,) = joined(
        told("s1", "The golfer Tom Reed won.", "The golfer"), told("s2", "Senator Tom Reed left.", "Senator")
    )
    assert set(found.values()) == {"tom-reed"}
    assert asked.reason == "Tom Reed in s2 may be somebody else than Tom Reed elsewhere: senator here, golfer there"
    bridge = told("s3", "Tom Reed, a golfer and senator, spoke.", "a golfer and senator")
    assert (
        joined(
            *(
                told("s1", "The golfer Tom Reed won.", "The golfer"),
                bridge,
                told("s2", "Senator Tom Reed left.", "Senator"),
            )
        )[1]
        == []
    )


def test_who_may_be_either_is_neither_unless_most_sources_mean_one() -> None:
    assert set(joined(GOLFER, SENATOR, SILENT)[0]) == {"s1", "s2"}
    more = [told(f"s{n}", "The Australian golfer Tom Reed won.", "The Australian golfer") for n in (5, 6, 7)]
    found, _ = joined(GOLFER, SENATOR, SILENT, *more)
    assert found["s4"] == "tom-reed" and found["s2"] == "tom-reed-senator"


def test_the_order_of_sources_decides_nothing() -> None:
    assert joined(GOLFER, SENATOR, PLAYER, SILENT) == joined(SILENT, PLAYER, SENATOR, GOLFER)


def test_an_accepted_entry_ends_the_question() -> None:
    source, found = SENATOR
    (chain,) = found.chains
    linked = replace(found, chains=(replace(chain, entity="tom-reed-senator"),))
    pairs = {"s1": GOLFER[1], "s2": linked}
    vocabulary = Vocabulary((CuratedEntity("tom-reed-senator", "person", "Tom Reed", only_in=("s2",)),))
    texts = {"s1": GOLFER[0], "s2": source}
    entities, of_chain, _ = join_entities(Library(tuple(texts.values()), vocabulary), pairs, LEXICON, Options())
    assert set(entities) == {"tom-reed", "tom-reed-senator"}
    assert not [s for s in name_suggestions(entities, pairs, of_chain, LEXICON, texts) if s.kind == "collision"]
