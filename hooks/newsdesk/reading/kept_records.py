"""Records kept between builds, as JSON."""

from __future__ import annotations

from functools import cache
from typing import Any, Generic, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from newsdesk.memory import Memory
from newsdesk.reading.store import Store

T = TypeVar("T")


class Records(Protocol[T]):
    """Records of one type, kept between builds."""

    def has(self, key: str) -> bool: ...

    def get(self, key: str) -> T | None: ...

    def put(self, key: str, record: T) -> None: ...

    def use(self, key: str) -> None: ...

    def prune(self) -> None: ...


class KeptRecords(Generic[T]):
    """Records of one type in a store; one that cannot be read is none, and one that cannot be written is not kept."""

    def __init__(self, store: Store, kind: Any) -> None:
        self._store = store
        self._adapter: TypeAdapter[T] = adapter(kind)
        self.has = store.has
        self.prune = store.prune

    def get(self, key: str) -> T | None:
        content = self._store.get(key)
        try:
            return None if content is None else self._read(content)
        except ValidationError:
            return None

    def put(self, key: str, record: T) -> None:
        try:
            content = self._written(record)
        except ValueError:  # a lone surrogate
            return
        self._store.put(key, content)

    def use(self, key: str) -> None:
        """Tells that a record is used, which need not be read for that."""

    def _read(self, content: bytes) -> T | None:
        """Raises ValidationError."""
        return self._adapter.validate_json(content)

    def _written(self, record: T) -> bytes:
        """Raises ValueError."""
        return self._adapter.dump_json(record)


class RememberedRecords(Generic[T]):
    """Kept records that are read once in a process, and then found in its memory."""

    def __init__(self, kept: Records[T], name: str, memory: Memory) -> None:
        self._kept, self._name, self._memory = kept, name, memory
        self.prune = kept.prune

    def has(self, key: str) -> bool:
        return self._memory.get((self._name, key)) is not None or self._kept.has(key)

    def get(self, key: str) -> T | None:
        found: T | None = self._memory.get((self._name, key))
        if found is not None:
            self._kept.use(key)
        elif (found := self._kept.get(key)) is not None:
            self._memory.put((self._name, key), found)
        return found

    def put(self, key: str, record: T) -> None:
        self._memory.put((self._name, key), record)
        self._kept.put(key, record)


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
