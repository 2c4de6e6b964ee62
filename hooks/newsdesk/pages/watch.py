"""What a page is made from: tables that note each fact that is looked up in them.

Whoever knows the facts that a page was made from, and what they were then, knows whether it would be the same again.
What several pages show is a piece: one fact for each of them, which stands for the facts that it was made from.
A walk over a whole table cannot be told in a few facts; it is noted as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
# Table, key, and the field of the record there ("" for the entry itself); of a piece the table is "".
Fact = tuple[str, Any, str]
PIECE = ""


class Watch:
    """The tables of one site, and what was looked up in them since `begin`."""

    def __init__(self) -> None:
        self.facts: set[Fact] = set()
        self.walked = False  # over a whole table
        self.pieces: dict[Any, tuple[Fact, ...]] = {}  # the facts that each was made from
        self._tables: dict[str, Table[Any, Any]] = {}
        self._stamps: dict[Fact, str] = {}

    def begin(self) -> None:
        self.facts = set()
        self.walked = False

    @contextmanager
    def piece(self, key: Any) -> Iterator[None]:
        """What is looked up within is noted as facts of a piece."""
        before, self.facts = self.facts, set()
        try:
            yield
        finally:
            self.pieces[key] = tuple(self.facts)
            self.facts = before

    def use(self, key: Any) -> None:
        """Notes that a piece is shown."""
        self.facts.add((PIECE, key, ""))

    def table(self, name: str, content: Mapping[K, V], stamp: Callable[[K], str] | None = None) -> Table[K, V]:
        """The same table, watched. `stamp` tells an entry from another version of it more cheaply than its `repr`."""
        self._tables[name] = table = Table(self, name, content, stamp)
        return table

    def records(self, name: str, content: Mapping[str, V]) -> Table[str, V]:
        """The same table of records, watched field by field."""
        return self.table(name, {key: Record(self, name, key, record) for key, record in content.items()})  # type: ignore[misc]

    def stamp(self, fact: Fact) -> str:
        """What a fact is now, or a digest of that. A piece has none but those of its facts."""
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
        return text if len(text) < 64 else sha256(text.encode()).hexdigest()


class Table(Mapping[K, V], Generic[K, V]):
    """A mapping that notes its look-ups. `content` is read without being noted."""

    def __init__(self, watch: Watch, name: str, content: Mapping[K, V], stamp: Callable[[K], str] | None) -> None:
        self.content = content
        self.stamp = stamp
        self._watch = watch
        self._name = name

    def __getitem__(self, key: K) -> V:
        self._watch.facts.add((self._name, key, ""))
        return self.content[key]

    def __contains__(self, key: object) -> bool:
        self._watch.facts.add((self._name, key, ""))
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
