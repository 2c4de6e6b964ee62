"""A few inputs of chance to each target of `make fuzz`; the inputs that once failed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz import TARGETS, corpus
from tests.growth import growing, written

QUICK = {"parsed": 8, "extraction": 40, "scrambled": 40}
mutated = st.one_of(
    st.binary(max_size=200), st.sampled_from(corpus()), st.binary(max_size=40).map(lambda b: b"\xff" + b)
)


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks(name: str) -> None:
    @settings(max_examples=QUICK.get(name, 100), deadline=None)
    @given(mutated)
    def holds(data: bytes) -> None:
        TARGETS[name](data)

    holds()


@pytest.mark.parametrize(
    ("pattern", "at_one_place", "grows"),
    [
        (r"\s+$", False, True),
        (r"(?<!\s)\s+$", False, False),
        (r"\w+: \w+", False, True),
        (r"\w+: \w+", True, False),
        (r"(a+)+$", True, True),
    ],
)
def test_patterns_that_grow_faster_than_the_text_are_seen(pattern: str, at_one_place: bool, grows: bool) -> None:
    assert bool(growing((pattern, 0, at_one_place))) is grows


def test_patterns_of_the_project_are_found() -> None:
    assert len(written()) > 250
