"""Lazy values: each is made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from threading import RLock
from typing import Generic, TypeVar

T = TypeVar("T")


class LazyValues(Mapping[str, T], Generic[T]):
    """A mapping whose values are made when they are asked for, each once; several threads may ask.

    Which keys there are is known from the start: whoever goes through these makes nothing.
    """

    def __init__(self, makers: Mapping[str, Callable[[], T]]) -> None:
        self._makers = makers
        self.made: dict[str, T] = {}  # so far; what is known otherwise may be put there
        self.lock = RLock()  # held while one is made

    def __getitem__(self, key: str) -> T:
        with self.lock:
            if key not in self.made:
                self.made[key] = self._makers[key]()
            return self.made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
