"""What a page is made from: tables that note each fact that is looked up in them.

Whoever knows the facts that a page was made from, and what they were then, knows whether it would be the same again.
One fact stands for all that is looked up of one source: a page shows much of few sources, and where one of these
changes, most of what is said of it does. A walk over a whole table cannot be told in a few facts; it is noted as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
Fact = tuple[str, Any, str]  # table, key, and the field of the record there ("" for the entry itself)
SOURCES = "sources"  # the table whose facts stand for all entries that are of a source


class Watch:
    """The tables of one site, and what was looked up in them since `begin`."""

    def __init__(self) -> None:
        self.facts: set[Fact] = set()
        self.walked = False  # over a whole table
        self._tables: dict[str, Table[Any, Any]] = {}
        self._stamps: dict[Fact, str] = {}

    def begin(self) -> None:
        self.facts = set()
        self.walked = False

    @contextmanager
    def apart(self) -> Iterator[set[Fact]]:
        """What is looked up within is noted in a set of its own."""
        before, self.facts = self.facts, set()
        try:
            yield self.facts
        finally:
            self.facts = before

    def table(
        self,
        name: str,
        content: Mapping[K, V],
        source: Callable[[K], str] | None = None,
        stamp: Callable[[K], str] | None = None,
    ) -> Table[K, V]:
        """The same table, watched.

        `source` tells of which source the entry of a key is, "" where of none: the stamp of that source must say what
        the entry is. `stamp` tells an entry from another version of it more cheaply than its `repr`.
        """
        self._tables[name] = table = Table(self, name, content, source, stamp)
        return table

    def records(self, name: str, content: Mapping[str, V]) -> Table[str, V]:
        """The same table of records, watched field by field."""
        return self.table(name, {key: Record(self, name, key, record) for key, record in content.items()})  # type: ignore[misc]

    def stamp(self, fact: Fact) -> str:
        """What a fact is now, or a digest of that."""
        known = self._stamps.get(fact)
        if known is None:
            self._stamps[fact] = known = self._read(fact)
        return known

    def _read(self, fact: Fact) -> str:
        name, key, field = fact
        table = self._tables.get(name)
        if table is None or key not in table.content:
            return "absent"
        found = table.content[key]
        if table.stamp and not field:
            return table.stamp(key)
        text = repr(getattr(object.__getattribute__(found, "_record"), field, "") if field else found)
        return text if len(text) < 64 else sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Table(Mapping[K, V], Generic[K, V]):
    """A mapping that notes its look-ups. `content` is read without being noted."""

    def __init__(
        self,
        watch: Watch,
        name: str,
        content: Mapping[K, V],
        source: Callable[[K], str] | None,
        stamp: Callable[[K], str] | None,
    ) -> None:
        self.content = content
        self.stamp = stamp
        self._source = source
        self._watch = watch
        self._name = name

    def _note(self, key: Any) -> None:
        source = self._source(key) if self._source else ""
        self._watch.facts.add((SOURCES, source, "") if source else (self._name, key, ""))

    def __getitem__(self, key: K) -> V:
        self._note(key)
        return self.content[key]

    def get(self, key: K, default: Any = None) -> Any:
        self._note(key)
        return self.content.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self.content

    def __iter__(self) -> Iterator[K]:
        self._watch.walked = True
        return iter(self.content)

    def __len__(self) -> int:
        self._watch.walked = True
        return len(self.content)


class Record:
    """Stands for a record, and notes which of its fields are read."""

    __slots__ = ("_key", "_record", "_table", "_watch")

    def __init__(self, watch: Watch, table: str, key: str, record: Any) -> None:
        self._watch, self._table, self._key, self._record = watch, table, key, record

    def __getattr__(self, field: str) -> Any:
        if field != "id":  # by which it was looked up
            self._watch.facts.add((self._table, self._key, field))
        return getattr(self._record, field)

    def __repr__(self) -> str:
        return f"{self._table} {self._key}"
