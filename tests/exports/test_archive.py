"""Data of a large archive: a file a year, a database of which what changed is written, feeds and their archives."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree
from tests.pages.sample import Article, courier, gazette, lone, sample

from newsdesk.exports import database, feed, tables
from newsdesk.exports.write import exports
from newsdesk.host.database import PLACE, write_database
from newsdesk.memo.memo import Memo
from newsdesk.pages.site import Site
from newsdesk.records import Knowledge, Metadata, Options

ATOM, HISTORY = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/history/1.0}"


def database_of(known: Knowledge, place: Path, last: Path | None = None) -> bytes:
    """The file of a site at a place, made from the last one at another."""
    site = Site.of(known, Options())
    write_database(place, last or place, lambda db: database.fill(db, tables.Tables(known, site, Memo()), site.public))
    return (place / PLACE).read_bytes()


def asked(content: bytes, query: str, *given: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(content)
        return db.execute(query, given).fetchall()


def test_of_a_large_archive_each_year_has_a_file_and_all_rows_are_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = exports(sample(), Options())
    monkeypatch.setattr(tables, "SINGLE", 1)
    parted = exports(sample(), Options())
    index = json.loads(parted["data/index.json"])
    assert json.loads(whole["data/index.json"])["tables"]["quotes"] == {
        "schema": "quotes.schema.json",
        "file": "quotes.json",
    }
    for name, told in index["tables"].items():
        rows = [line for file in told["years"].values() for line in parted[f"data/{file}"].splitlines()]
        assert sorted(map(json.loads, rows), key=repr) == sorted(
            json.loads(whole[f"data/{name}.json"])["items"], key=repr
        )
        assert rows and f"data/{name}.json" not in parted and f"data/{told['schema']}" in parted
    assert "2024" in index["tables"]["sources"]["years"]
    of_year = b"".join(content for name, content in parted.items() if name.startswith("data/ftm/"))
    assert sorted(of_year.splitlines()) == sorted(whole["data/ftm.json"].splitlines())


def test_the_database_has_the_rows_of_all_tables(tmp_path: Path) -> None:
    files, made = exports(sample(), Options()), database_of(sample(), tmp_path)
    for name in ("sources", "briefings", "entities", "quotes", "statements", "timeline"):
        items = json.loads(files[f"data/{name}.json"])["items"]
        assert asked(made, f"SELECT count(*) FROM {name}") == [(len(items),)]
    ((id_, text, spans),) = asked(made, "SELECT id, text, spans FROM quotes ORDER BY id LIMIT 1")
    quote = next(item for item in json.loads(files["data/quotes.json"])["items"] if item["id"] == id_)
    assert (text, json.loads(str(spans))) == (quote["text"], quote["spans"])


def test_what_changed_is_written_and_the_file_is_the_same_as_one_made_from_nothing(tmp_path: Path) -> None:
    more, fewer = sample(courier(), gazette(), lone()), sample(courier(), gazette())
    for n, known in enumerate((more, fewer, more, sample(courier("excerpt", 6), gazette(), lone()))):
        assert database_of(known, tmp_path / "warm") == database_of(known, tmp_path / f"cold-{n}")
        assert os.listdir(tmp_path / "warm" / "data") == ["newsdesk.sqlite"]
    for damaged in (b"no database", b"SQLite format 3\0 and no more"):
        (tmp_path / "warm" / PLACE).write_bytes(damaged)
        assert database_of(more, tmp_path / "warm") == database_of(more, tmp_path / "cold-0", tmp_path)


def test_what_is_as_it_was_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    values = database._values
    monkeypatch.setattr(database, "_values", lambda line, columns: written.append(line) or values(line, columns))
    first = database_of(sample(courier(), gazette()), tmp_path)
    assert len(written) > 20
    written.clear()
    assert database_of(sample(courier(), gazette()), tmp_path) == first and not written
    database_of(sample(courier(), gazette(), lone()), tmp_path / "new", tmp_path)
    assert 1 < len(written) < 10 and any(b"lone" in line for line in written)


def test_full_text_search_finds_what_is_published_and_nothing_that_is_held_back(tmp_path: Path) -> None:
    search = "SELECT source FROM texts JOIN texts_search ON number = texts_search.rowid WHERE texts_search MATCH ?"
    text = sample(courier()).sources["courier-harbour"].text
    last = max((word.strip(".,”“") for word in text.split()[-12:]), key=len)
    assert asked(database_of(sample(courier()), tmp_path / "full"), search, f'"{last}"')
    for rights in ("excerpt", "link"):
        held = database_of(sample(courier(rights, 3)), tmp_path / rights, tmp_path / "full")
        assert not asked(held, search, f'"{last}"') and last.encode() not in held


def dated(number: int) -> list[Article]:
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(number)]
    return [
        Article(f"a{n:03}", "Larn sleeps.\n", Metadata(title=f"Article {n}", published=day))
        for n, day in enumerate(days)
    ]


def test_a_feed_leads_to_all_that_is_older_and_an_archive_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "LENGTH", 5)
    files = exports(sample(*dated(23)), Options(site_url="https://news.example/"))
    at, seen = "feed.xml", []
    while at:
        tree = etree.fromstring(files[at])
        assert (tree.find(f"{HISTORY}archive") is not None) == (at != "feed.xml")
        seen += [entry.find(f"{ATOM}id").text for entry in tree.findall(f"{ATOM}entry")]
        links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
        assert links["self"] == f"https://news.example/{at}"
        assert at == "feed.xml" or links["current"] == "https://news.example/feed.xml"
        at = links.get("prev-archive", "").removeprefix("https://news.example/")
    assert len(seen) == len(set(seen)) == 23
    grown = exports(sample(*dated(24)), Options(site_url="https://news.example/"))
    assert all(grown[f"feed/{n}.xml"] == files[f"feed/{n}.xml"] for n in (1, 2, 3))


def test_a_full_disk_is_told_as_one_and_leaves_the_last_file(tmp_path: Path) -> None:
    first = database_of(sample(courier()), tmp_path)

    def full(db: sqlite3.Connection) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(OSError, match="database or disk is full"):
        write_database(tmp_path, tmp_path, full)
    assert (tmp_path / PLACE).read_bytes() == first and os.listdir(tmp_path / "data") == ["newsdesk.sqlite"]
