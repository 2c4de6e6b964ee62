"""A few inputs of chance to each target of `make fuzz`; the inputs that once failed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz import TARGETS, corpus

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
