"""What one build made, kept in memory for the next one of the same process: the preview builds at every save."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """What was made, by a key that says all that decides it; what a build does not ask for, the next does not find.

    Safe to lose, and never out of date. Nothing in it may be changed by those who get it.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}

    def get(self, key: Hashable) -> Any | None:
        """What was put under a key in this build or the one before."""
        found = self._now.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self._now[key] = found
        return found

    def put(self, key: Hashable, made: Any) -> None:
        self._now[key] = made

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under a key, else what `make` gives now."""
        found: T | None = self.get(key)
        if found is None:
            self.put(key, found := make())
        return found

    def of(self, name: Hashable, parts: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What was made of these very objects, told by identity, which costs less than to compare what they hold."""
        key = (name, *map(id, parts))
        _, made = self.once(key, lambda: (parts, make()))  # as long as the parts are held, no other has their ids
        return made

    def settled(self, key: Hashable, made: T) -> T:
        """What was made last time where that is equal, so that what is made of it is told by identity."""
        before: T | None = self.get(key)
        if before is not None and before == made:
            return before
        self.put(key, made)
        return made

    def grown(self, name: str, make: Callable[[T | None], T]) -> T:
        """What `make` makes of what it made last time, None at first: that tells by itself what it was made from."""
        self.put(name, made := make(self.get(name)))
        return made

    def end(self) -> None:
        """Ends a build: what it did not ask for is forgotten."""
        self._before, self._now = self._now, {}
