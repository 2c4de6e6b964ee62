"""The one file in which all that is kept stands: SQLite, safe to delete.

Damage, an older format or a full disk mean that something is absent, and never an error: each entry has a digest of all
that it holds, and each part of its body too. Several builds may use it at once: a process writes in transactions of its
own, one at a time, and never through a connection that was another's before a fork.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from typing import Any

FILE = "memo.sqlite"
FORMAT = 2  # raise it when tables are others: a file of another format is made anew
_WAIT = 60  # seconds for another process to end what it writes
_FEW_OF_ONE = 3  # versions that are kept of what has a name: an edit may be undone
_TABLES = """
create table entries(id integer primary key, key text unique, kind text, name text, size int, used int, digest blob,
 parts text, looked blob, given text, head blob);
create index named on entries(kind, name);
create table bodies(id integer primary key, bytes blob);
create table look_ups(number integer primary key, tables text, name text, key text, field text, gave text);
"""


Row = tuple[int, str, str, Any, str, str]  # of a look-up: its number, tables, table, key, field, and what it gave


class Body:
    """A part of an entry that is read when somebody asks for it.

    Where it is gone, or damaged, `again` makes it; without that OSError is raised.
    """

    __slots__ = ("_content", "_entry", "_file", "_start", "again", "digest", "size")

    def __init__(self, file: File, content: bytes | None, start: int, size: int, digest: str) -> None:
        self._file, self._content, self._start, self._entry = file, content, start, 0
        self.size, self.digest = size, digest
        self.again: Callable[[], bytes] | None = None

    def at(self, entry: int) -> Body:
        """The same, where an entry has it."""
        self._entry, self._content = entry, None
        return self

    def __bytes__(self) -> bytes:
        if self._content is not None:
            return self._content
        found = self._file.body(self._entry, self._start, self.size)
        if found is not None and digest(found) == self.digest:
            return found
        if self.again:
            return self.again()
        raise OSError(0, "something that was kept is gone: build again", str(self._file.path))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Body | bytes) and bytes(self) == bytes(other)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        if self._content is not None:
            return bytes, (self._content,)
        return _found, (str(self._file.path), self._entry, self._start, self.size, self.digest)


def _found(path: str, entry: int, start: int, size: int, digest: str) -> Body:
    """The same part of the same file, in another process."""
    return Body(file_at(Path(path)), None, start, size, digest).at(entry)


@dataclass(slots=True)
class Entry:
    """The value under a key, and a note of its inputs."""

    key: str
    kind: str
    name: str  # for people
    head: bytes
    body: Sequence[Body] = ()
    looked: array[int] | None = None  # numbers of what was looked up for it; None: the key decides it alone
    given: str = ""  # what went into the key, for people
    used: int = 0

    @property
    def digest(self) -> bytes:
        told = json.dumps((self.key, self.kind, self.name, self.given, self.parts))
        looked = b"-" if self.looked is None else self.looked.tobytes()
        return blake2b(b"\0".join((told.encode(), looked, self.head)), digest_size=12).digest()

    @property
    def parts(self) -> list[tuple[int, str]]:
        return [(part.size, part.digest) for part in self.body]

    @property
    def size(self) -> int:
        return len(self.head) + sum(part.size for part in self.body) + 8 * len(self.looked or ()) + 200


class File:
    """The entries. Nothing here raises for what is wrong with the disk or with the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_usable = True
        self._lock = RLock()
        self._process = 0
        self._db: sqlite3.Connection | None = None

    def entry(self, key: str) -> Entry | None:
        """The value under a key, whole, or nothing."""
        rows = self._read("select id,kind,name,used,digest,parts,looked,given,head from entries where key=?", (key,))
        for number, kind, name, used, checked, parts, looked, given, head in rows:
            with suppress(ValueError, TypeError, AttributeError):
                start, body = 0, []
                for size, told in json.loads(parts):
                    body.append(Body(self, None, start, size, told).at(number))
                    start += size
                found = Entry(key, kind, name, head, body, None if looked is None else array("q", looked), given, used)
                if found.digest == checked:
                    return found
        return None

    def has(self, key: str) -> bool:
        return bool(self._read("select 1 from entries where key=?", (key,)))

    def last(self, kind: str, name: str) -> Entry | None:
        """The last of what is kept under a name."""
        for (key,) in self._read(
            "select key from entries where kind=? and name=? order by id desc limit 1", (kind, name)
        ):
            return self.entry(key)
        return None

    def body(self, entry: int, start: int, size: int) -> bytes | None:
        for (found,) in self._read("select substr(bytes,?,?) from bodies where id=?", (start + 1, size, entry)):
            return bytes(found)
        return None

    def look_ups(self, tables: str) -> Iterator[tuple[str, Any, str]]:
        """All that was ever looked up in some tables: table, key and field."""
        for name, key, field in self._read("select name,key,field from look_ups where tables=?", (tables,)):
            with suppress(ValueError, TypeError):
                yield name, _read(key), field

    def gave(self, number: int) -> tuple[str, Any, str, str] | None:
        """A look-up by its number: table, key, field, and the answer."""
        for name, key, field, gave in self._read("select name,key,field,gave from look_ups where number=?", (number,)):
            with suppress(ValueError, TypeError):
                return name, _read(key), field, gave
        return None

    def sizes(self) -> dict[str, tuple[int, int]]:
        """By kind: how many entries there are, and their bytes."""
        return {
            kind: (n, size) for kind, n, size in self._read("select kind,count(*),sum(size) from entries group by kind")
        }

    def _read(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock, self._guarded():
            db = self._opened()
            return db.execute(query, values).fetchall() if db else []
        return []

    def write(self, entries: Sequence[Entry], look_ups: Iterable[Row], used: Iterable[str], since: int) -> None:
        """Keeps entries and what was looked up for them, and marks others as used: both in the build that began at
        `since`."""
        with self._lock, self._guarded():
            db = self._opened()
            if db is None:
                return
            db.execute("begin immediate")
            numbers = [self._put(db, entry, since) for entry in entries]
            db.executemany(
                "insert or ignore into look_ups values(?,?,?,?,?,?)",
                ((n, tables, name, _written(key), field, gave) for n, tables, name, key, field, gave in look_ups),
            )
            db.executemany("update entries set used=? where key=?", ((since, key) for key in used))
            db.execute("commit")
            for number, entry in zip(numbers, entries, strict=True):
                for part in entry.body:
                    part.at(number)

    def _put(self, db: sqlite3.Connection, entry: Entry, since: int) -> int:
        """Of what has a name, the last few are kept."""
        row = {
            "key": entry.key, "kind": entry.kind, "name": entry.name, "size": entry.size, "used": since,
            "digest": entry.digest, "parts": json.dumps(entry.parts), "given": entry.given, "head": entry.head,
            "looked": None if entry.looked is None else entry.looked.tobytes(),
        }  # fmt: skip
        older = "select id from entries where kind=:kind and name=:name order by id desc limit -1 offset :few"
        gone = db.execute("select id from entries where key=:key", row).fetchall()
        if entry.name:
            gone += db.execute(older, row | {"few": _FEW_OF_ONE}).fetchall()
        self._remove(db, gone)
        made = db.execute(f"insert into entries({','.join(row)}) values({','.join(f':{name}' for name in row)})", row)
        number = made.lastrowid or 0
        if entry.body:
            db.execute("insert or replace into bodies values(?,?)", (number, b"".join(map(bytes, entry.body))))
        return number

    def _remove(self, db: sqlite3.Connection, gone: Sequence[tuple[int]]) -> None:
        db.executemany("delete from bodies where id=?", gone)
        db.executemany("delete from entries where id=?", gone)

    def total(self) -> int:
        """The bytes of all entries together."""
        return sum(size for _, size in self.sizes().values())

    def shrink(self, excess: int, since: int) -> int:
        """Removes what was used longest ago, at least so many bytes and a tenth more, but nothing that was made or used
        `since` then; how many entries that are."""
        with self._lock, self._guarded():
            db = self._opened()
            if db is None:
                return 0
            gone, left = [], excess * 1.1
            db.execute("begin immediate")
            for number, size in db.execute("select id,size from entries where used<? order by used,id", (since,)):
                if left <= 0:
                    break
                gone.append((number,))
                left -= size
            self._remove(db, gone)
            looked = db.execute("select looked from entries where looked is not null")
            wanted = {number for (numbers,) in looked for number in array("q", numbers)}
            known = db.execute("select number from look_ups").fetchall()
            db.executemany("delete from look_ups where number=?", (it for it in known if it[0] not in wanted))
            db.execute("commit")
            db.execute("pragma incremental_vacuum").fetchall()
            return len(gone)
        return 0

    def clear(self, *but: str) -> None:
        """Removes all entries, but for some kinds."""
        if not but:
            self.remove()
        with self._lock, self._guarded():
            if but and (db := self._opened()):
                kinds = ",".join("?" * len(but))
                db.execute("begin immediate")
                self._remove(db, db.execute(f"select id from entries where kind not in ({kinds})", but).fetchall())
                db.execute("delete from look_ups")
                db.execute("commit")

    def retry(self) -> None:
        """Tries again what failed in an earlier build."""
        self.is_usable = True

    def _opened(self) -> sqlite3.Connection | None:
        """This process' own connection; None where there is none to be had."""
        if self._process != os.getpid():
            self._process, self.is_usable, self._db = os.getpid(), True, None
        if self._db is None and self.is_usable:
            self.is_usable = False  # unless all goes well
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._connected()
            if self._db.execute("pragma user_version").fetchone()[0] != FORMAT:
                self._db = self._anew(self._db)
            self.is_usable = True
        return self._db

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        for pragma in ("page_size=16384", "auto_vacuum=incremental", "journal_mode=wal", "synchronous=off"):
            db.execute(f"pragma {pragma}")
        return db

    def _anew(self, db: sqlite3.Connection) -> sqlite3.Connection:
        """The file with empty tables, unless another process was quicker."""
        db.execute("begin immediate")
        version = db.execute("pragma user_version").fetchone()[0]
        if version == FORMAT:
            db.execute("commit")
        elif version == 0 and not db.execute("select count(*) from sqlite_master").fetchone()[0]:
            for statement in filter(str.strip, _TABLES.split(";")):
                db.execute(statement)
            db.execute(f"pragma user_version={FORMAT}")
            db.execute("commit")
        else:
            db.execute("rollback")
            db.close()
            self.remove()
            return self._anew(self._connected())
        return db

    def remove(self) -> None:
        """Removes the file; another process that reads it meanwhile still can."""
        if self._db and self._process == os.getpid():
            self._db.close()
        self._db = None
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(f"{self.path}{ending}")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """What is wrong with the file makes what was asked for absent; a damaged one is removed."""
        try:
            yield
        except (sqlite3.Error, OSError, OverflowError) as error:
            damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
            db, self._db, self.is_usable = self._db, None, False
            with suppress(sqlite3.Error):
                if db:
                    db.close()  # which ends what it had begun
            if damaged or "no such" in str(error):
                self.remove()


_FILES: dict[Path, File] = {}


def file_at(path: Path) -> File:
    """The file at a path, one for each in a process."""
    return _FILES.setdefault(path, File(path))


def digest(content: bytes) -> str:
    """By which a part of an entry is checked."""
    return blake2b(content, digest_size=12).hexdigest()


def now() -> int:
    """The time in milliseconds."""
    return time.time_ns() // 1_000_000


def _written(key: Any) -> str | bytes:
    """A key as it stands in the file: most are short names."""
    return key if type(key) is str and key.isascii() else json.dumps(key).encode()


def _read(key: str | bytes) -> Any:
    return key if isinstance(key, str) else _tupled(json.loads(key))


def _tupled(key: Any) -> Any:
    """A key as it was before it was JSON."""
    return tuple(map(_tupled, key)) if isinstance(key, list) else key
