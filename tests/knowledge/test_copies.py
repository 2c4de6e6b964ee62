"""Which texts are copies of each other."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.knowledge.hand import make_source

from newsdesk.knowledge import copies
from newsdesk.knowledge.copies import Compared, compare
from newsdesk.knowledge.duplicates import shingles
from newsdesk.records import Source

PARTS = (
    "The harbour shuts on Monday for good.",
    "Nobody was asked.",
    "Ada Brook said it was time to dredge.",
    "Rain fell.",
)
TEXTS = st.lists(st.lists(st.sampled_from(PARTS), max_size=7).map(" ".join), max_size=9)


def made(texts: list[str]) -> list[Source]:
    return [make_source(f"s{n}", text) for n, text in enumerate(texts)]


def compared(sources: list[Source], before: Compared | None = None) -> Compared:
    return compare({source.id: source for source in sources}, {source.id: source.text for source in sources}, before)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_copies_are_the_texts_that_share_most_of_the_shorter_one(texts: list[str]) -> None:
    sources = made(texts)
    runs = {source.id: shingles(source.text) for source in sources}
    expected = {
        (one, other)
        for one, other in combinations(sorted(runs), 2)
        if runs[one] and runs[other]
        and len(runs[one] & runs[other]) >= 0.6 * min(len(runs[one]), len(runs[other]))
    }  # fmt: skip
    assert {(copy.one, copy.other) for copy in compared(sources).copies} == expected


@given(st.lists(TEXTS, min_size=2, max_size=4), st.integers(0, 4))
@settings(max_examples=100, deadline=None)
def test_a_comparison_goes_on_from_the_one_before(rounds: list[list[str]], usual: int) -> None:
    """With articles added, removed and edited in between, and with shingles that become usual and unusual."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "_USUAL", usual)
        patch.setattr(copies, "_FEW", 3)
        before = None
        for texts in rounds:
            before = compared(made(texts), before)
            assert before == compared(made(texts))


def test_of_many_copies_all_are_of_one_origin() -> None:
    sources = [make_source(f"s{n:02}", f"{' '.join(PARTS)} {n} were counted.") for n in range(60)]
    found = compared(sources).copies
    assert {copy.other for copy in found} == {source.id for source in sources[1:]}
    assert len(found) < 60 * 59 / 2


def test_a_text_has_the_same_numbers_in_every_process() -> None:
    """Or else a comparison could not go on from one that was kept."""
    ask = f"from newsdesk.knowledge.copies import _Numbers, _runs; print(sorted(_runs({PARTS[0]!r}, _Numbers())))"
    found = {
        subprocess.run(
            [sys.executable, "-c", ask], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1 and found != {b""}
