"""`data/newsdesk.sqlite`: the tables as SQL, with full-text search of what is published.

What is written is what a database does not have yet: it tells of each thing what its rows said. Who opens it (see
`host.database`) begins with that of the last site.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.resources import files
from itertools import islice
from typing import Any

from newsdesk.exports.encoding import encoded
from newsdesk.exports.tables import Rows, Tables, lines
from newsdesk.pages.publishing import HELD
from newsdesk.records import Knowledge

LAYOUT = 1  # raise it when tables or indexes become others
TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
INDEXES = {
    "sources": ("id", "published", "outlet"),
    "briefings": ("id", "published"),
    "entities": ("id", "name"),
    "quotes": ("id", "source", "speaker_entity"),
    "statements": ("id", "speaker_entity"),
    "timeline": ("date", "briefing"),
    "texts": ("source",),
}
SEARCHED = {"texts": ("title", "text"), "quotes": ("text", "speaker_name"), "entities": ("name", "description")}
_HELD = re.compile(rf"(?<!\s)\s*+{HELD}[{HELD}\s]*")


def fill(db: sqlite3.Connection, tables: Tables, public: Knowledge) -> bool:
    """Writes into a database, empty or of another build, what is other than it was; whether anything is.

    Raises sqlite3.DatabaseError where it is of another layout.
    """
    columns = {**{name: list(_columns(name)) for name in tables.tables()}, "texts": _TEXTS}
    rows = {**{name: make("") for name, make in tables.tables().items()}, "texts": _texts(public)}
    (layout,) = db.execute("PRAGMA user_version").fetchone()
    if layout not in (0, LAYOUT):
        raise sqlite3.DatabaseError("another layout")
    if not layout:
        _lay_out(db, columns)
    db.execute("BEGIN")
    changed = [_table(db, name, list(columns[name]), rows[name]) for name in columns]
    db.execute("COMMIT")
    if layout and not any(changed):
        return False
    for name in _searched(db):
        db.execute(f"INSERT INTO {name}_search ({name}_search) VALUES ('rebuild')")
    db.execute("PRAGMA schema_version = 1")  # so that it tells nothing of how often it was written
    return True


Columns = list[tuple[str, str]]  # name and type
_TEXTS: Columns = [("source", "TEXT"), ("title", "TEXT"), ("text", "TEXT")]


def _columns(table: str) -> Iterator[tuple[str, str]]:
    """As the schema of the table has them; lists and objects are JSON."""
    schema = json.loads((files("newsdesk.exports") / f"schemas/{table}.json").read_bytes())
    for name, about in schema["properties"]["items"]["items"]["properties"].items():
        kinds = about.get("type", "string")
        (kind,) = {kinds} if isinstance(kinds, str) else {*kinds} - {"null"}
        yield name, TYPES.get(kind, "TEXT")


def _lay_out(db: sqlite3.Connection, columns: Mapping[str, Columns]) -> None:
    for name, them in columns.items():
        stated = ", ".join(f'"{column}" {kind}' for column, kind in them)
        db.execute(f"CREATE TABLE {name} (number INTEGER PRIMARY KEY, {stated})")
        for column in INDEXES[name]:
            db.execute(f'CREATE INDEX {name}_by_{column} ON {name} ("{column}")')
    for name, searched in _searched(db).items():
        options = f"content={name}, content_rowid=number, tokenize='unicode61 remove_diacritics 2'"
        db.execute(f"CREATE VIRTUAL TABLE {name}_search USING fts5 ({', '.join(searched)}, {options})")
    # Of each thing, by table: what its rows said when they were written, and how many there are.
    db.execute(
        "CREATE TABLE written (of TEXT, key TEXT, digest BLOB, rows INTEGER, PRIMARY KEY (of, key)) WITHOUT ROWID"
    )
    db.execute(f"PRAGMA user_version = {LAYOUT}")


def _searched(db: sqlite3.Connection) -> Mapping[str, tuple[str, ...]]:
    """What has a full-text search: nothing where SQLite was made without it."""
    return SEARCHED if ("ENABLE_FTS5",) in db.execute("PRAGMA compile_options").fetchall() else {}


def _table(db: sqlite3.Connection, name: str, columns: Columns, rows: Iterable[Rows]) -> bool:
    """Writes the rows of what is other than it was, and removes those of what is gone; whether there was any."""
    told = db.execute("SELECT key, digest, rows FROM written WHERE of = ?", (name,))
    before = {key: (digest, count) for key, digest, count in told}
    row = f"INSERT INTO {name} VALUES ({', '.join('?' * (len(columns) + 1))})"
    is_other = False
    for key, content in rows:
        was, count = before.pop(key, (b"", 0))
        if was == (digest := blake2b(content, digest_size=16).digest()):
            continue
        is_other = True
        _remove(db, name, key, count)
        found = content.splitlines()
        db.executemany(
            row, ((number, *_values(line, columns)) for number, line in zip(_numbers(key), found, strict=False))
        )
        db.execute("INSERT OR REPLACE INTO written VALUES (?, ?, ?, ?)", (name, key, digest, len(found)))
    for key, (_, count) in before.items():
        _remove(db, name, key, count)
        db.execute("DELETE FROM written WHERE of = ? AND key = ?", (name, key))
    return is_other or bool(before)


def _remove(db: sqlite3.Connection, name: str, key: str, count: int) -> None:
    db.executemany(f"DELETE FROM {name} WHERE number = ?", ((number,) for number in islice(_numbers(key), count)))


def _numbers(key: str) -> Iterator[int]:
    """The numbers of the rows of a thing: the same whatever else there is, so that a file may be compared."""
    for n in range(1 << 30):
        yield int.from_bytes(blake2b(f"{key} {n}".encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def _values(line: bytes, columns: Columns) -> Iterator[Any]:
    row = json.loads(line)
    for name, _ in columns:
        value = row.get(name)
        yield encoded(value).decode() if isinstance(value, list | dict) else value


def _texts(public: Knowledge) -> Iterator[Rows]:
    """What of each article may be published; what is held back is in none."""
    for source in public.sources.values():
        paragraphs = (p.span.of(source.text) for p in source.paragraphs if p.kind != "boilerplate")
        shown = "\n\n".join(_HELD.sub(" […] ", text).strip() for text in paragraphs)
        if shown.replace("[…]", "").strip():
            yield Rows(source.id, lines([{"source": source.id, "title": source.title, "text": shown}]))
