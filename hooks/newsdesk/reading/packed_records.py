"""Records kept between builds in few files, as JSON: of which a build reads thousands, and writes a few at an edit."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from newsdesk.reading.kept_records import adapter
from newsdesk.reading.packs import Pack, Packs, Part

T = TypeVar("T")


class PackedRecords(Generic[T]):
    """Records of one type in packs, to which each build adds one with what was new in it.

    Where there are many packs by now, the new one takes the place of most, without what this build did not use.
    """

    def __init__(self, packs: Packs, kind: Any) -> None:
        self._packs = packs
        self._adapter = adapter(kind)
        self._used: set[str] = set()
        self._new: dict[str, bytes] = {}

    @cached_property
    def _opened(self) -> list[Pack]:
        return self._packs.sealed()

    @cached_property
    def _known(self) -> dict[str, tuple[Pack, Part]]:
        return self._packs.named(self._opened)

    def has(self, key: str) -> bool:
        return key in self._known

    def get(self, key: str) -> T | None:
        with suppress(OSError, ValidationError):
            if found := self._known.get(key):
                record: T = self._adapter.validate_json(bytes(found[1]))
                self._used.add(key)
                return record
        return None

    def use(self, key: str) -> None:
        self._used.add(key)

    def put(self, key: str, record: T) -> None:
        with suppress(ValueError):  # a lone surrogate
            self._new[key] = self._adapter.dump_json(record)

    def prune(self) -> None:
        """Keeps what is new."""
        if not self._new:
            return
        with suppress(OSError):
            crowd = self._packs.crowd(self._opened)
            moving = {key: part for key, (pack, part) in self._known.items() if pack in crowd and key in self._used}
            self._packs.keep({**moving, **self._new})
            self._packs.remove(crowd)
            self._packs.prune()
