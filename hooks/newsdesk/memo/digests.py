"""The digest of a value: the same in every process for the same content, another one where anything is another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache, partial
from hashlib import sha256
from operator import attrgetter
from types import BuiltinFunctionType, FunctionType
from typing import Any

_PLAIN = frozenset((str, int, float, bool, type(None), date, datetime))


class Named:
    """Something that stands in keys by its name alone: see `memo.tables`."""

    name: str


class Digests:
    """Tells values by their content. Large records are told by the digest of what they were made of.

    That digest belongs to the very object, which is held meanwhile: to walk through all findings takes longer than to
    read them (6 ms an article of 800 words). A changed copy is another object, and so has none.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, str]] = {}
        self._before: dict[int, tuple[Any, str]] = {}

    def know(self, value: Any, digest: str) -> None:
        """From now on this object, and what it consists of if it is a tuple, are told by a digest."""
        parts = enumerate(value) if type(value) is tuple else ()
        for it, name in ((value, digest), *((part, f"{digest}.{n}") for n, part in parts if is_dataclass(part))):
            found = self._known.get(id(it))
            if (found is None or found[0] is not it) and it != ():  # of which there is but one
                self._known[id(it)] = it, name

    def knows(self, value: Any) -> bool:
        """Whether an object is told by a digest."""
        found = self._known.get(id(value)) or self._before.get(id(value))
        if found is None or found[0] is not value:
            return False
        self._known[id(value)] = found
        return True

    def forget(self) -> None:
        """Ends a build: what it did not come across is told by content from the next one on."""
        self._before, self._known = self._known, {}

    def text(self, value: Any) -> str:
        """All that a value is; TypeError where it is none of the plain kinds, and nobody could tell it from another."""
        kind = type(value)
        if kind in _PLAIN:
            return repr(value)
        if self.knows(value):
            return f"#{self._known[id(value)][1]}"
        if isinstance(value, Named):
            return f"<{value.name}>"
        if isinstance(value, tuple | list):
            return f"({','.join(map(self.text, value))})"
        if isinstance(value, Mapping):
            return f"{{{','.join(f'{self.text(key)}:{self.text(item)}' for key, item in value.items())}}}"
        if isinstance(value, Set):
            return f"{{{','.join(sorted(map(self.text, value)))}}}"
        if isinstance(value, bytes):
            return sha256(value).hexdigest()
        if isinstance(value, partial):
            return f"{self.text(value.func)}{self.text(value.args)}{self.text(value.keywords)}"
        if isinstance(value, FunctionType | BuiltinFunctionType | type) and "<" not in value.__qualname__:
            return f"{value.__module__}.{value.__qualname__}"
        if is_dataclass(kind):
            return f"{kind.__name__}({','.join(map(self.text, _parts(kind)(value)))})"
        raise TypeError(f"{kind.__name__} cannot be told from another of its kind, and so nothing is kept by it")

    def of(self, *values: Any) -> str:
        """The digest of some values: 32 hexadecimal digits. Raises TypeError as `text` does."""
        return sha256("\0".join(map(self.text, values)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _parts(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(kind)]
    read = attrgetter(*names) if names else lambda value: ()
    return (lambda value: (read(value),)) if len(names) == 1 else read
