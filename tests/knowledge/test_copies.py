"""Which texts are copies of each other."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.knowledge.hand import make_source

from newsdesk.knowledge.copies import Copy, compare
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


def compared(sources: list[Source]) -> tuple[Copy, ...]:
    return compare({source.id: source for source in sources}).copies


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
    assert {(copy.one, copy.other) for copy in compared(sources)} == expected


def test_of_many_copies_all_are_of_one_origin() -> None:
    sources = [make_source(f"s{n:02}", f"{' '.join(PARTS)} {n} were counted.") for n in range(60)]
    found = compared(sources)
    assert {copy.other for copy in found} == {source.id for source in sources[1:]}
    assert len(found) < 60 * 59 / 2
