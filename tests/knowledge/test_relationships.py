"""Relations that sources state, joined by entities."""

from __future__ import annotations

from dataclasses import replace

from newsdesk.knowledge.relationships import find_relationships
from newsdesk.records import Extraction, Mention, Relation, Span


def stated(subject: int, other: int, start: int) -> Relation:
    return Relation(subject, other, "heads", Span(start, start + 9), "by hand", 1 + start // 100)


def source(name: str, *relations: Relation) -> Extraction:
    """A source whose relations' sentences name both sides."""
    sides = {(chain, r.sentence) for r in relations for chain in (r.subject, r.object)}
    mentions = (Mention(sentence, "person", chain, "by hand", 1) for chain, sentence in sorted(sides))
    return Extraction(name, tuple(mentions), relations=relations)


ENTITIES = {("a", 0): "ann", ("a", 1): "acme", ("b", 0): "acme", ("b", 1): "ann", ("b", 2): "ann"}


def test_all_sentences_of_all_sources_stand_in_one_relationship() -> None:
    found = {
        "b": source("b", stated(1, 0, 0), stated(2, 0, 0)),
        "a": source("a", stated(0, 1, 0), stated(0, 1, 100)),
    }
    (one,) = find_relationships(found, ENTITIES)
    assert (one.subject, one.kind, one.object) == ("ann", "heads", "acme")
    assert one.places == (("a", Span(0, 9), 1), ("a", Span(100, 109), 2), ("b", Span(0, 9), 1))


def test_what_has_no_profile_or_is_one_thing_has_no_relationship() -> None:
    assert find_relationships({"b": source("b", stated(1, 2, 0), stated(1, 3, 0))}, ENTITIES) == ()


def test_a_name_that_an_editor_took_out_of_the_sentence_has_no_relationship_by_it() -> None:
    found = source("a", stated(0, 1, 0))
    assert find_relationships({"a": found}, ENTITIES)
    assert find_relationships({"a": replace(found, mentions=found.mentions[:1])}, ENTITIES) == ()
