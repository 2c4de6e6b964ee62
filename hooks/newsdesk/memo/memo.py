"""Values under keys made of all their inputs: two rules, and no third.

- *By content*: `make(*given)` is found by the digest of what is given, and of the environment.
- *By trace*: what of `given` are `Tables` is not looked at as a whole. What `make` looks up there is noted, and what
  it made holds as long as each of these look-ups gives the same.

Which rule it is, what is given says by itself. `make` is a function of a module, and it has all that decides its result
from what is given: what it does not get it cannot depend on. Nothing that comes from here may be changed.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import accumulate, count, zip_longest
from pathlib import Path
from threading import RLock
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter

from newsdesk.memo.digests import Digests
from newsdesk.memo.environment import environment
from newsdesk.memo.file import FILE, Body, Entry, File, Row, digest, file_at, now
from newsdesk.memo.tables import Noted, Tables
from newsdesk.processes import each

T = TypeVar("T")
LIMIT = 8 * 2**30  # bytes
FEW = 50  # things to make, for which no process of its own is worth while
_SHOWN = 60  # characters of what is given that are kept to be told


class Kind(Generic[T]):
    """Values of one type that are kept for the next process: as JSON, unless a kind of its own does it otherwise."""

    def __init__(self, name: str, form: Any = None, remembered: bool = True) -> None:
        """`remembered`: those of one build stay in memory for the next one of the same process."""
        self.name, self._form, self.remembered = name, form, remembered

    def dump(self, value: T) -> tuple[bytes, Sequence[bytes]]:
        """The head of a value, read at once, and its parts, read when asked for; ValueError if it has none."""
        return _adapter(self._form).dump_json(value), ()

    def load(self, head: bytes, body: Sequence[Body]) -> T:
        """The value again. Raises ValueError where it is none, and other errors that tell of such."""
        found: T = _adapter(self._form).validate_json(head)
        return found


class Bytes(Kind[bytes]):
    """Parts of files."""

    def dump(self, value: bytes) -> tuple[bytes, Sequence[bytes]]:
        return value, ()

    def load(self, head: bytes, body: Sequence[Body]) -> bytes:
        return head


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:
    return TypeAdapter(form)


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """Something to be made of what is given, and the key under which it is kept."""

    kind: Kind[T]
    make: Callable[..., T]
    given: tuple[Any, ...]
    name: str  # for people
    texts: tuple[str, ...]  # what goes into the key
    key: str
    tables: Tables | None  # among what is given

    def made(self) -> tuple[T, Noted | None]:
        """The value, and the look-ups that it took."""
        if self.tables is None:
            return self.make(*self.given), None
        with self.tables.noting() as noted:
            value = self.make(*self.given)
        return value, noted()


class _Remembered(NamedTuple):
    value: Any
    known_by: str  # in the keys of what is made of it; "": by its content
    noted: Noted | None  # None: the key decides it alone
    states: tuple[list[Any], ...]


class Why(NamedTuple):
    """Whether something would be taken as it was kept, and if not, why: what was, and what is now."""

    kind: str
    name: str
    is_kept: bool
    reasons: tuple[str, ...] = ()


class Memo:
    """Values in memory for the next build of this process, and in a file for the next process."""

    def __init__(self, folder: Path | None = None, limit: int = LIMIT) -> None:
        """Without a folder nothing is kept beyond this process."""
        self.digests = Digests()
        self.whys: list[Why] | None = None  # of all that is asked for, where somebody wants to know
        self.dropped = 0  # entries that went for want of room in the last build
        self._file = file_at(folder / FILE) if folder else None
        self.writes = True
        self._limit, self._process = limit, os.getpid()
        self._now: dict[str, _Remembered] = {}
        self._before: dict[str, _Remembered] = {}
        self._lock = RLock()
        self._new: dict[str, Entry] = {}
        self._look_ups: list[Row] = []
        self._told: set[int] = set()  # the look-ups of which the file tells, or will
        self._used: set[str] = set()
        self.begin()

    def begin(self) -> None:
        """Begins a build, with the environment as it is now."""
        self._since, self.dropped, self._told = now(), 0, set()
        if self._file:
            self._file.retry()
        self._parts = environment() if self._file else {}
        self._basis = sha256(json.dumps(self._parts).encode()).hexdigest()[:16]

    def end(self) -> None:
        """Ends a build: what it did not ask for is forgotten here; what is new is in the file, if there is room."""
        self.flush()
        self._before, self._now = self._now, {}
        self.digests.forget()
        if self._file and self.writes and (excess := self._file.total() - self._limit) > 0:
            self.dropped += self._file.shrink(excess, self._since)

    def once(self, make: Callable[..., T], *given: Any) -> T:
        """What was made of the same in this build or the one before, else what `make` gives now.

        In the keys of what is made of it, it is told by what it was made of: its parts are told by what they hold.
        """
        call = self.call(_ONCE, make, *given)
        found = self._remembered(call)
        if found is None:
            value, noted = call.made()
            found = (self._remember(call, value, noted, call.key),)
        made: T = found[0]
        return made

    def kept(self, kind: Kind[T], make: Callable[..., T], *given: Any, name: str = "") -> T:
        """The same, and found in the next process too; `name` tells people what it is."""
        call = self.call(kind, make, *given, name=name)
        found = self.taken(call)
        return found[0] if found else self.keep(call, *call.made())

    def each(self, calls: Sequence[Call[T]], few: int = FEW) -> list[T]:
        """The same of many calls at once: what is missing is made by several processes, where that is worth while."""
        found = [self.taken(call) for call in calls]
        missing = [call for call, known in zip(calls, found, strict=True) if known is None]
        made = iter([self.keep(call, *new) for call, new in zip(missing, each(Call.made, missing, few), strict=True)])
        return [known[0] if known else next(made) for known in found]

    def call(self, kind: Kind[T], make: Callable[..., T], *given: Any, name: str = "", basis: str = "") -> Call[T]:
        """A call to be taken as it was kept, or made and kept. `basis` stands for the environment, if that is not all
        that is installed. Raises TypeError where something given cannot be told by its content."""
        tables = [it for it in given if isinstance(it, Tables)]
        if len(tables) > 1:
            raise TypeError("what is looked up can be noted in one set of tables at a time")
        texts = (basis or self._basis, *map(self.digests.text, (make, *given)))
        key = sha256("\0".join((kind.name, *texts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return Call(kind, make, given, name, texts, key, tables[0] if tables else None)

    def taken(self, call: Call[T]) -> tuple[T] | None:
        """The kept value, if a new one would be the same."""
        found = self._remembered(call) or self._read(call)
        if self.whys is not None:
            self.whys.append(Why(call.kind.name, call.name, bool(found), () if found else tuple(self._reasons(call))))
        return found

    def has(self, call: Call[Any]) -> bool:
        """Whether something is kept that the key of a call decides alone; it is not read."""
        known = call.key in self._now or call.key in self._before or call.key in self._own()
        return known or (self._file is not None and self._file.has(call.key))

    def named(self, value: T) -> T:
        """The same, told in keys by its digest from now on: for what is large and stands in many."""
        if not self.digests.knows(value):
            # Where nothing is kept for another process, it need only be told from others of this one.
            self.digests.know(value, self.digests.of(value) if self._file else f"object {next(_OBJECTS)}")
        return value

    def keep(self, call: Call[T], value: T, noted: Noted | None = None) -> T:
        """Keeps what a call made, and gives it as it is kept: what is large of it may stand in the file from now on."""
        if noted and noted.walked:
            return value
        if self._file is None:
            return self._remember(call, value, noted, call.key)
        try:
            head, parts = call.kind.dump(value)
            name = call.name.encode("utf-8", "replace").decode()
            entry = Entry(call.key, call.kind.name, name, head, _body(self._file, parts), given=_told(call.texts))
        except ValueError:  # a lone surrogate, which JSON in UTF-8 cannot have
            return self._remember(call, value, noted, call.key)
        with self._lock:
            if noted and call.tables:
                self._own()
                entry.looked = array("q", call.tables.numbers(noted))
                if not self._told.issuperset(entry.looked):
                    self._look_ups += call.tables.rows(noted, self._told)
            self._own()[call.key] = entry
        if parts:
            value = call.kind.load(head, entry.body)
        return self._remember(call, value, noted, _known_by(entry))

    def flush(self) -> None:
        """Writes what is new into the file, from whichever process."""
        with self._lock:
            new, look_ups, used = self._own(), self._look_ups, self._used
            self._new, self._look_ups, self._used = {}, [], set()
            if self._file and self.writes and (new or used):
                told = Entry(self._basis, "environment", "", json.dumps(self._parts).encode())
                crowded = self._file.total() > self._limit / 2  # else it does not matter when each was used
                self._file.write([told, *new.values()], look_ups, used if crowded else (), self._since)

    def clear(self, *but: str) -> None:
        """Removes what is in the file, but for some kinds."""
        if self._file:
            self._file.clear(*but)

    def _own(self) -> dict[str, Entry]:
        """The new values of this process, which may have been forked from another one that writes its own."""
        if self._process != os.getpid():
            self._process, self._new, self._look_ups, self._used = os.getpid(), {}, [], set()
        return self._new

    def sizes(self) -> Mapping[str, tuple[int, int]]:
        """The contents of the file, by kind: how many entries, and their bytes."""
        return self._file.sizes() if self._file else {}

    def _remembered(self, call: Call[T]) -> tuple[T] | None:
        found = self._now.get(call.key) or self._before.get(call.key)
        if found is None:
            return None
        if call.tables and found.noted and not call.tables.holds(found.noted, found.states):
            return None
        if call.tables and found.noted:
            call.tables.note(found.noted)
        self._now[call.key] = found
        if found.known_by:
            self.digests.know(found.value, found.known_by)
        return (found.value,)

    def _remember(self, call: Call[T], value: T, noted: Noted | None, known_by: str) -> T:
        """`known_by` tells the value in the keys of what is made of it."""
        if call.kind.remembered and not (noted and noted.walked):
            states = call.tables.states(noted) if call.tables and noted else ()
            known_by = "" if call.tables and known_by == call.key else known_by
            self._now[call.key] = _Remembered(value, known_by, noted, states)
            if known_by:
                self.digests.know(value, known_by)
        return value

    def _read(self, call: Call[T]) -> tuple[T] | None:
        """The value in the file, if it still holds."""
        entry = self._new.get(call.key) or (self._file.entry(call.key) if self._file else None)
        if entry is None or (entry.looked is None) is not (call.tables is None):
            return None
        noted = None
        if call.tables and entry.looked is not None:
            holding = self._holding(call.tables)
            if not all(map(holding.__contains__, entry.looked)):
                return None
            if call.kind.remembered:
                noted = _as_noted(holding[number] for number in entry.looked)
                call.tables.note(noted)
        with suppress(ValueError, TypeError, KeyError, IndexError, AttributeError):
            value = call.kind.load(entry.head, entry.body)
            self._used.add(call.key)
            return (self._remember(call, value, noted, _known_by(entry)),)
        return None

    def _holding(self, tables: Tables) -> dict[int, tuple[str, Any]]:
        """The numbers of all look-ups that were ever kept, with what they give now."""
        if tables.holding is None:
            tables.holding = {}
            for table, key, field in self._file.look_ups(tables.name) if self._file else ():
                key = (key, field) if field else key
                tables.holding[tables.number(table, key)] = (table, key)
        return tables.holding

    def _reasons(self, call: Call[Any]) -> Iterator[str]:
        """Why a call has to be made."""
        entry = self._file.entry(call.key) if self._file else None
        if entry and entry.looked is not None and call.tables:
            holding = self._holding(call.tables)
            for number in entry.looked:
                if number not in holding:
                    yield self._was_looked_up(number, call.tables)
            return
        before = self._file.last(call.kind.name, call.name) if self._file and call.name else None
        if before is None:
            yield "nothing of it is kept"
            return
        was, now_ = before.given.split("\n"), _told(call.texts).split("\n")
        for number, (old, new) in enumerate(zip_longest(was, now_, fillvalue="nothing")):
            if old != new:
                yield from self._environments(old, new) if number == 0 else [f"given {number}: was {old}, is {new}"]

    def _environments(self, old: str, new: str) -> Iterator[str]:
        entry = self._file.entry(old) if self._file else None
        before = json.loads(entry.head) if entry else {}
        for part in sorted(before.keys() | self._parts.keys()):
            one, other = before.get(part, "absent"), self._parts.get(part, "absent")
            if one != other:
                yield f"{part}: was {one}, is {other}"
        if not before:
            yield f"the environment: was {old}, is {new}"

    def _was_looked_up(self, number: int, tables: Tables) -> str:
        told = self._file.gave(number) if self._file else None
        if told is None:
            return "something that was looked up is no longer known"
        name, key, field, gave = told
        where = f"{name}[{key!r}]{'.' * bool(field)}{field}"
        return f"{where}: was {gave}, is {tables.told(name, (key, field) if field else key)}"


def _body(file: File, parts: Sequence[bytes]) -> list[Body]:
    starts = accumulate(map(len, parts), initial=0)
    return [Body(file, part, start, len(part), digest(part)) for start, part in zip(starts, parts, strict=False)]


def _known_by(entry: Entry) -> str:
    return digest(entry.kind.encode() + entry.head)


def _as_noted(look_ups: Iterable[tuple[str, Any]]) -> Noted:
    found: dict[str, list[Any]] = {}
    for table, key in look_ups:
        found.setdefault(table, []).append(key)
    return Noted(tuple((table, tuple(keys)) for table, keys in found.items()), False)


def _told(texts: Iterable[str]) -> str:
    """The inputs of a key, a line each, short enough to be kept."""
    lines = (" ".join(text.split()).encode("utf-8", "replace").decode() for text in texts)
    return "\n".join(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({digest(text.encode())})" for text in lines)


_OBJECTS = count()
_ONCE: Kind[Any] = Kind("once")
