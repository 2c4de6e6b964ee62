"""Values that are made when they are asked for, and once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from newsdesk.memo.lazy_values import LazyValues


def test_nothing_is_made_before_it_is_asked_for_and_nothing_twice() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        sleep(0.01)
        made.append(key)
        return key.upper()

    found = LazyValues({key: lambda key=key: make(key) for key in "abc"})  # type: ignore[misc]
    assert list(found) == ["a", "b", "c"] and len(found) == 3 and "a" in found and "d" not in found
    assert made == []
    with ThreadPoolExecutor() as pool:
        assert set(pool.map(found.__getitem__, "bbbb")) == {"B"}
    assert made == ["b"] and found.get("d") is None
    with pytest.raises(KeyError):
        found["d"]
