"""Old addresses lead on: those an editor states, and those that an alias had as a profile of its own."""

from __future__ import annotations

from newsdesk.knowledge.entities import _former_ids
from newsdesk.records import CuratedEntity

ROBERT = CuratedEntity("robert-hale", "person", "Robert Hale", ("Bob Hale", "R. Hale"), formerly=("hale",))
RITA = CuratedEntity("rita-hale", "person", "Rita Hale", ("R. Hale",))


def former(*entities: CuratedEntity, ids: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    return _former_ids({entity.id: entity for entity in entities}, ids)


def test_an_alias_keeps_the_address_it_had_while_detected() -> None:
    assert former(ROBERT)["robert-hale"] == ("hale", "bob-hale", "r-hale")


def test_an_alias_of_two_leads_to_neither() -> None:
    assert former(ROBERT, RITA) == {"robert-hale": ("hale", "bob-hale"), "rita-hale": ()}


def test_no_address_of_a_page_is_taken() -> None:
    assert former(ROBERT, ids=("bob-hale", "robert-hale"))["robert-hale"] == ("hale", "r-hale")
