"""A page that is kept is the page that would be made, whatever becomes of what is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.pages.sample import sample

from newsdesk.pages.kept import KeptPages
from newsdesk.pages.making import finished
from newsdesk.pages.publishing import publishable
from newsdesk.records import Options, Page

KNOWN, OPTIONS = sample(), Options(page_size=2)
ALWAYS_MADE = {"quotes/", "corrections/"}  # they look at everything, and are few


class Memory(dict[str, bytes]):
    """Keeps in memory."""

    put = dict.__setitem__

    def prune(self) -> None:
        pass


def rendered(store: Memory) -> tuple[list[Page], KeptPages]:
    kept = KeptPages(store, "")
    made = finished(KNOWN, OPTIONS, publishable(KNOWN, OPTIONS), kept, {})
    assert not made.problems
    return list(made.pages.values()), kept


def test_with_nothing_changed_every_page_is_taken_as_it_was_kept() -> None:
    store = Memory()
    first, again = rendered(store), rendered(store)
    assert first[0] == again[0]
    assert not first[1].unchanged
    assert {page.address for page in again[0]} - again[1].unchanged == ALWAYS_MADE


@pytest.mark.parametrize(
    "damaged",
    [lambda row: b"", lambda row: row[:-1], lambda row: row[: len(row) // 9], lambda row: b"{}\n", lambda row: b"\xff"],
)
def test_what_is_damaged_is_made_again(damaged: Callable[[bytes], bytes]) -> None:
    store = Memory()
    first, _ = rendered(store)
    for key, row in store.items():
        store.put(key, damaged(row))
    again, kept = rendered(store)
    assert again == first and not kept.unchanged
