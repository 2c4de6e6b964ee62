"""Relations that sources state, joined by entities."""

from __future__ import annotations

from newsdesk.knowledge.relationships import find_relationships
from newsdesk.records import Extraction, Relation, Span


def stated(subject: int, other: int, start: int) -> Relation:
    return Relation(subject, other, "heads", Span(start, start + 9), "by hand", 1 + start // 100)


ENTITIES = {("a", 0): "ann", ("a", 1): "acme", ("b", 0): "acme", ("b", 1): "ann", ("b", 2): "ann"}


def test_all_sentences_of_all_sources_stand_in_one_relationship() -> None:
    found = {
        "b": Extraction("b", relations=(stated(1, 0, 0), stated(2, 0, 0))),
        "a": Extraction("a", relations=(stated(0, 1, 0), stated(0, 1, 100))),
    }
    (one,) = find_relationships(found, ENTITIES)
    assert (one.subject, one.kind, one.object) == ("ann", "heads", "acme")
    assert one.places == (("a", Span(0, 9), 1), ("a", Span(100, 109), 2), ("b", Span(0, 9), 1))


def test_what_has_no_profile_or_is_one_thing_has_no_relationship() -> None:
    assert find_relationships({"b": Extraction("b", relations=(stated(1, 2, 0), stated(1, 3, 0)))}, ENTITIES) == ()
