"""Things that are one because something joins each two of them, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable


def joined(items: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each item the first, in order of the alphabet, of all that pairs join it with."""
    parent = {item: item for item in items}

    def first(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other in pairs:
        low, high = sorted((first(one), first(other)))
        parent[high] = low
    return {item: first(item) for item in parent}
