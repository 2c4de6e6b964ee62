"""Tables that note what is looked up in them, so that it is known what depends on what.

Whoever knows what a value was made from, and what that was then, knows whether it would be the same again. A walk over
a whole table cannot be told in a few look-ups: it is noted as such, and what walked is made anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import chain
from threading import RLock
from typing import Any, Generic, NamedTuple, TypeVar

from newsdesk.memo.digests import Digests, Named
from newsdesk.memo.file import Row

K = TypeVar("K")
V = TypeVar("V")
_LONG = 80  # characters of a value that are kept to be told; of a longer one its beginning and its digest


class LookUp(NamedTuple):
    """A look-up: the entry of a table under a key, or a field of the record there ("" for all of it)."""

    table: str
    key: Any
    field: str


class Noted(NamedTuple):
    """The look-ups within `Tables.noting`: the keys, by table."""

    keys: tuple[tuple[str, tuple[Any, ...]], ...]
    walked: bool  # over a whole table


class Tables(Named):
    """Some tables under a name, to be handed to whoever makes what is kept: what it looks up there is noted."""

    def __init__(self, name: str, digests: Digests | None = None) -> None:
        self.name = name
        self.holding: dict[int, tuple[str, Any]] | None = None  # the numbers of all kept look-ups that give the same
        self.digests = digests or Digests()
        self.walked = False
        self.lock = RLock()  # held while look-ups are noted for something: another thread's are not its own
        self._tables: dict[str, Table[Any, Any]] = {}

    def table(self, name: str, content: Mapping[K, V], shown: Callable[[K], str] | None = None) -> Table[K, V]:
        """The same table, noting; `shown` tells an entry from another version of it, else its content does."""
        return Table(self, name, content, shown)

    def records(self, name: str, content: Mapping[str, V]) -> Table[str, V]:
        """The same table of records, noting field by field."""
        return Records(self, name, content)

    def add(self, name: str, table: Table[Any, Any]) -> None:
        self._tables[name] = table

    @contextmanager
    def noting(self) -> Iterator[Callable[[], Noted]]:
        """Notes what is looked up within, for whoever notes around it too. What it gives tells that, afterwards."""
        with self.lock:
            walked, before = self.walked, {name: table.seen for name, table in self._tables.items()}
            told: list[Noted] = []
            self.walked = False
            for table in self._tables.values():
                table.seen = set()
            try:
                yield lambda: told[0]
            finally:
                seen = ((name, tuple(table.seen)) for name, table in self._tables.items() if table.seen)
                told.append(Noted(tuple(seen), self.walked))
                self.walked = self.walked or walked
                for name, table in self._tables.items():
                    outer = before.get(name)
                    if outer:
                        outer |= table.seen
                        table.seen = outer

    def note(self, noted: Noted) -> None:
        """Notes again what was noted once, for a part that is made once and used often."""
        for name, keys in noted.keys:
            self._tables[name].seen.update(keys)
        self.walked = self.walked or noted.walked

    def numbers(self, noted: Noted) -> Iterator[int]:
        """A number for each look-up together with what it gives now."""
        return chain.from_iterable(map(self._tables[name].numbers.__getitem__, keys) for name, keys in noted.keys)

    def rows(self, noted: Noted, told: set[int]) -> Iterator[Row]:
        """A description of each look-up, but for those described before."""
        for name, keys in noted.keys:
            table = self._tables[name]
            for key in keys:
                if (number := table.numbers[key]) not in told:
                    told.add(number)
                    yield number, self.name, *table.look_up(key), table.told(key)

    def number(self, table: str, key: Any) -> int:
        """The number of a look-up together with what it gives now."""
        return self._tables[table].numbers[key] if table in self._tables else 0

    def told(self, table: str, key: Any) -> str:
        """The answer to a look-up now, short enough to be printed."""
        return self._tables[table].told(key) if table in self._tables else "absent"

    def holds(self, noted: Noted, states: tuple[list[Any], ...]) -> bool:
        """Whether look-ups give what they gave when `states` was told of them."""
        return len(states) == len(noted.keys) and all(
            name in self._tables and self._tables[name].states(keys) == state
            for (name, keys), state in zip(noted.keys, states, strict=True)
        )

    def states(self, noted: Noted) -> tuple[list[Any], ...]:
        """The answers to some look-ups now, for comparison in this process."""
        return tuple(self._tables[name].states(keys) for name, keys in noted.keys)


class Table(Mapping[K, V], Generic[K, V]):
    """A mapping that notes its look-ups. `content` is read without being noted."""

    def __init__(
        self, tables: Tables, name: str, content: Mapping[K, V], shown: Callable[[K], str] | None = None
    ) -> None:
        tables.add(name, self)
        self.content = content
        self.of = tables.name
        self.seen: set[Any] = set()
        self.numbers = _Numbers(self)
        self._tables, self._name, self._shown = tables, name, shown

    def look_up(self, key: Any) -> LookUp:
        return LookUp(self._name, key, "")

    def text(self, key: Any) -> str:
        """All that a look-up gives."""
        if key not in self.content:
            return "absent"
        return self._shown(key) if self._shown else self._tables.digests.text(self.content[key])

    def states(self, keys: Sequence[Any]) -> list[Any]:
        """The answers to some look-ups, in a form that is quick to compare."""
        return list(map(self.numbers.__getitem__, keys))

    def told(self, key: Any) -> str:
        """The same, short enough to be kept."""
        text = self.text(key)
        return text if len(text) <= _LONG else f"{text[:_LONG]}… ({_number(text):x})"

    def __getitem__(self, key: K) -> V:
        self.seen.add(key)
        return self.content[key]

    def get(self, key: K, default: Any = None) -> Any:
        self.seen.add(key)
        return self.content.get(key, default)

    def __contains__(self, key: object) -> bool:
        self.seen.add(key)
        return key in self.content

    def __iter__(self) -> Iterator[K]:
        self._tables.walked = True
        return iter(self.content)

    def __len__(self) -> int:
        self._tables.walked = True
        return len(self.content)


class Records(Table[str, Any]):
    """A table of records, which notes what is read of them, field by field; its keys are noted alone, or with a field.

    That there is such a record is all that the look-up of one says.
    """

    def __init__(self, tables: Tables, name: str, content: Mapping[str, Any]) -> None:
        super().__init__(tables, name, {key: Record(self, key, record) for key, record in content.items()})

    def look_up(self, key: Any) -> LookUp:
        return LookUp(self._name, *(key if type(key) is tuple else (key, "")))

    def text(self, key: Any) -> str:
        name, field = key if type(key) is tuple else (key, "")
        if name not in self.content:
            return "absent"
        record = object.__getattribute__(self.content[name], "_record")
        return self._tables.digests.text(getattr(record, field, None)) if field else "present"


class Record:
    """Stands for a record, and notes which of its fields are read."""

    __slots__ = ("_key", "_record", "_table")

    def __init__(self, table: Records, key: str, record: Any) -> None:
        self._table, self._key, self._record = table, key, record

    def __getattr__(self, field: str) -> Any:
        if field != "id":  # by which it was looked up
            self._table.seen.add((self._key, field))
        return getattr(self._record, field)

    def __repr__(self) -> str:
        return f"{self._key} of a table"


class _Numbers(dict[Any, int]):
    """The number of each look-up in a table together with what it gives: 63 bits of a digest."""

    def __init__(self, table: Table[Any, Any]) -> None:
        self._table = table

    def __missing__(self, key: Any) -> int:
        text = f"{self._table.of}\0{tuple(self._table.look_up(key))}\0{self._table.text(key)}"
        self[key] = number = _number(text)
        return number


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1
