"""What goes from build to build in one process."""

from __future__ import annotations

from newsdesk.memory import Memory


def test_what_is_asked_for_in_every_build_is_made_once() -> None:
    memory, made = Memory(), list[int]()
    for build in range(3):
        assert memory.once("key", lambda build=build: made.append(build) or "made") == "made"  # type: ignore[misc]
        memory.end()
    assert made == [0]


def test_what_a_build_does_not_ask_for_is_forgotten() -> None:
    memory = Memory()
    memory.put("key", "made")
    memory.end()
    memory.end()
    assert memory.get("key") is None


def test_a_build_that_comes_to_nothing_loses_nothing() -> None:
    memory = Memory()
    memory.put("before", "made")
    memory.end()
    memory.put("now", "made")  # and then it stops
    assert memory.get("before") == memory.get("now") == "made"


def test_equal_parts_that_are_others_are_made_of_anew() -> None:
    memory, one, other = Memory(), ["part"], ["part"]
    assert memory.of("name", (one,), lambda: "of one") == "of one"
    assert memory.of("name", (other,), lambda: "of the other") == "of the other"
    assert memory.of("name", (one,), lambda: "anew") == "of one"
    assert memory.of("other name", (one,), lambda: "anew") == "anew"


def test_what_is_equal_stays_the_same_thing() -> None:
    memory, one, other = Memory(), ["made"], ["made"]
    assert memory.settled("key", one) is memory.settled("key", other) is one
    assert memory.settled("key", ["else"]) == ["else"]


def test_what_grows_is_given_what_it_was() -> None:
    memory = Memory()
    for number in range(3):
        assert memory.grown("sum", lambda before: (before or 0) + 1) == number + 1
        memory.end()
