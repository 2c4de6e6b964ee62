"""A part of a record that is made when somebody looks at it: most who have the record never do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class LazySequence(Sequence[T_co]):
    """What `make` gives, which always gives the same; equal to that tuple, and pickled as it."""

    __slots__ = ("_made",)

    def __init__(self, make: Callable[[], tuple[T_co, ...]]) -> None:
        self._made: Callable[[], tuple[T_co, ...]] | tuple[T_co, ...] = make

    def _all(self) -> tuple[T_co, ...]:
        if not isinstance(self._made, tuple):
            self._made = self._made()
        return self._made

    @overload
    def __getitem__(self, at: int) -> T_co: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T_co, ...]: ...

    def __getitem__(self, at: int | slice) -> T_co | tuple[T_co, ...]:
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, LazySequence) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._all(),)
