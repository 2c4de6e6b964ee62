"""What is kept is what would be made: by its content or by what was looked up, whatever becomes of the file."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from newsdesk.memo import file
from newsdesk.memo.digests import Digests
from newsdesk.memo.file import FILE, Body
from newsdesk.memo.memo import Kind, Memo
from newsdesk.memo.tables import Tables

MADE: list[str] = []  # what was made since a test began


@dataclass(frozen=True, slots=True)
class Article:
    """Something large enough to be told by a digest."""

    title: str
    words: tuple[str, ...] = ()


class Pages(Kind[tuple[str, object]]):
    """A title, and a body that is read later."""

    def dump(self, value: tuple[str, object]) -> tuple[bytes, Sequence[bytes]]:
        return value[0].encode(), [b"before", bytes(value[1])]  # type: ignore[call-overload]

    def load(self, head: bytes, body: Sequence[Body]) -> tuple[str, object]:
        return head.decode(), body[1]


ARTICLES: Kind[Article] = Kind("articles", Article)
PAGES = Pages("pages", remembered=False)


@pytest.fixture(autouse=True)
def _nothing_made() -> None:
    MADE.clear()
    file._FILES.clear()  # as in a process of its own


def article(title: str, words: int = 1) -> Article:
    MADE.append(title)
    return Article(title, ("word",) * words)


def headline(article: Article) -> Article:
    MADE.append(f"headline of {article.title}")
    return Article(article.title.upper())


def page(tables: Tables, name: str) -> tuple[str, bytes]:
    MADE.append(name)
    people: Mapping[str, Article] = tables.people  # type: ignore[attr-defined]
    return name, f"{name} is {people[name].title if name in people else 'nobody'}".encode()


def tables(memo: Memo, **people: Article) -> Tables:
    made = Tables("site", memo.digests)
    made.people = made.records("people", people)  # type: ignore[attr-defined]
    return made


def later(folder: Path, **options: int) -> Memo:
    """The memo of another process."""
    file._FILES.clear()
    MADE.clear()
    return Memo(folder, **options)


ADA, BELA = Article("Ada"), Article("Bela")


def test_the_same_is_made_once_in_a_process_and_once_in_all(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    for _ in range(3):
        assert memo.kept(ARTICLES, article, "ferry", 2) == Article("ferry", ("word", "word"))
        assert memo.once(article, "bridge") == Article("bridge", ("word",))
        memo.end()
    assert MADE == ["ferry", "bridge"]
    memo = later(tmp_path)
    assert memo.kept(ARTICLES, article, "ferry", 2) == Article("ferry", ("word", "word"))
    memo.kept(ARTICLES, article, "ferry", 3)
    assert MADE == ["ferry"]


def test_what_a_build_does_not_ask_for_is_forgotten_and_one_that_came_to_nothing_loses_nothing() -> None:
    memo = Memo()
    memo.once(article, "one")
    memo.end()
    memo.once(article, "two")  # and then it stops
    memo.begin()
    memo.once(article, "one"), memo.once(article, "two")
    assert MADE == ["one", "two"]
    memo.end()
    memo.end()
    memo.once(article, "one")
    assert MADE == ["one", "two", "one"]


def test_what_was_made_is_told_by_what_it_was_made_of_and_a_changed_copy_by_its_content() -> None:
    memo = Memo()
    first = memo.once(article, "ferry", 1000)
    memo.once(headline, first)
    memo.end()
    again = memo.once(article, "ferry", 1000)
    memo.once(headline, again)
    memo.once(headline, replace(again, title="other"))
    assert MADE == ["ferry", "headline of ferry", "headline of other"]


@pytest.mark.parametrize("cannot", [object(), lambda: None, iter(()), Memo])
def test_what_cannot_be_told_from_another_of_its_kind_keeps_nothing(cannot: object) -> None:
    memo = Memo()
    if cannot is Memo:
        cannot = memo
    with pytest.raises(TypeError, match="nothing is kept by it"):
        memo.once(article, cannot)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("ab",)), (("1",), (1,)), ((1,), (True,)), (([],), ({},)), ((("a",), "b"), ("a", ("b",))),
        ((ADA,), (BELA,)), ((ADA,), (Article("Ada", ("x",)),)), (({"a": 1},), ({"a": 2},)), (("a,b",), ("a", "b")),
        ((b"a",), ("a",)), ((None,), ("None",)), (({"a", "b"},), ({"a"},)),
    ],
)  # fmt: skip
def test_other_values_have_other_digests(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert Digests().of(*one) != Digests().of(*other)
    assert Digests().of(*one) == Digests().of(*one)


EDITS: dict[str, Callable[[dict[str, Article]], dict[str, Article]]] = {
    "nothing": lambda people: people,
    "somebody else": lambda people: people | {"bela": Article("Other")},
    "a field nobody read": lambda people: people | {"ada": replace(people["ada"], words=("new",))},
    "a field that was read": lambda people: people | {"ada": replace(people["ada"], title="New")},
    "gone": lambda people: {"bela": people["bela"]},
    "there now": lambda people: people | {"nobody": ADA},
}


@pytest.mark.parametrize(("edit", "made"), list(zip(EDITS, ([], [], [], ["ada"], ["ada"], ["nobody"]), strict=True)))
@pytest.mark.parametrize("living", [False, True])
def test_what_was_looked_up_decides(tmp_path: Path, edit: str, made: list[str], living: bool) -> None:
    people, memo = {"ada": ADA, "bela": BELA}, Memo(tmp_path)
    kind = Kind[tuple[str, bytes]]("told", tuple[str, bytes])

    def every(memo: Memo, people: dict[str, Article]) -> list[object]:
        site = tables(memo, **people)
        return [
            *(memo.kept(kind, page, site, name) for name in ("ada", "nobody")),
            *((name, bytes(body)) for name, body in (memo.kept(PAGES, page, site, name) for name in ("ada", "nobody"))),
        ]

    every(memo, people)
    memo.end()
    if living:
        MADE.clear()
    memo = memo if living else later(tmp_path)
    found = every(memo, EDITS[edit](people))
    assert sorted(set(MADE)) == made
    assert found == every(Memo(), EDITS[edit](people))


def whole(tables: Tables) -> int:
    MADE.append("whole")
    return len(list(tables.people))  # type: ignore[attr-defined]


def test_what_walks_over_a_whole_table_is_made_each_time_and_what_holds_a_part_depends_on_its_look_ups() -> None:
    memo, number = Memo(), Kind[int]("number", int)
    for people in ({"ada": ADA}, {"ada": ADA, "bela": BELA}):
        assert memo.kept(number, whole, tables(memo, **people)) == len(people)
    assert MADE == ["whole", "whole"]
    site = tables(memo, ada=ADA)
    with site.noting() as outer, site.noting() as inner:
        page(site, "ada")
    assert outer() == inner() and dict(outer().keys)["people"]
    with site.noting() as again:
        site.note(inner())
    assert set(dict(again().keys)["people"]) == set(dict(inner().keys)["people"])


def fill(memo: Memo, number: int = 9) -> list[object]:
    site = tables(memo, **{f"p{n}": Article(f"Person {n}") for n in range(number)})
    found: list[object] = [memo.kept(ARTICLES, article, f"a{n}", 50, name=f"a{n}") for n in range(number)]
    for n in range(number):
        body = memo.kept(PAGES, page, site, f"p{n}", name=f"p{n}")[1]
        if isinstance(body, Body):
            body.again = lambda n=n: page(site, f"p{n}")[1]  # type: ignore[misc]
        found.append(body)
    memo.end()
    return [bytes(one) if isinstance(one, Body | bytes) else one for one in found]


@pytest.mark.parametrize("kind", ["cut", "zeros", "noise", "no database", "empty", "another format", "a folder"])
def test_a_damaged_file_costs_time_alone(tmp_path: Path, kind: str) -> None:
    fresh = fill(Memo())
    chance = random.Random(kind)
    for _ in range(1 if kind in ("empty", "another format", "a folder") else 6):
        assert fill(later(tmp_path)) == fresh
        damage(tmp_path / FILE, kind, chance)
        for _ in range(2):
            assert fill(later(tmp_path)) == fresh
        if kind == "a folder":
            return
        assert fill(later(tmp_path)) == fresh and not MADE, "the file is whole again"


def damage(path: Path, kind: str, chance: random.Random) -> None:
    with sqlite3.connect(path) as db:
        db.execute("pragma wal_checkpoint(truncate)")
        if kind == "another format":
            db.execute("pragma user_version=99")
    db.close()
    content = bytearray(path.read_bytes())
    where = chance.randrange(len(content))
    if kind == "cut":
        del content[where:]
    elif kind in ("zeros", "noise"):
        end = min(len(content), where + 40_000)
        content[where:end] = bytes(end - where) if kind == "zeros" else chance.randbytes(end - where)
    elif kind in ("no database", "empty"):
        content = bytearray(b"" if kind == "empty" else b"nothing of SQLite's" * 999)
    path.unlink()
    if kind == "a folder":
        path.mkdir()
    else:
        path.write_bytes(content)


@pytest.mark.parametrize("column", ["head", "looked", "parts", "key"])
def test_an_entry_that_was_altered_is_none(tmp_path: Path, column: str) -> None:
    """Though it could still be read: each has a digest of all that it is."""
    fresh = fill(later(tmp_path))
    with sqlite3.connect(tmp_path / FILE) as db:
        wanted = {"head": "cast(replace(head,'word','bird') as blob)", "looked": "zeroblob(8)", "parts": "'[[6,\"\"]]'"}
        if column == "key":  # one article's findings under another's key
            db.execute("update entries set key='x' where name='a0'")
            db.execute("update entries set key=(select key from entries where name='a1')||'' where name='a2' and 0")
            db.execute("update entries set head=(select head from entries where name='a1') where name='a2'")
        else:
            db.execute(f"update entries set {column}={wanted[column]} where {column} is not null")
        db.execute("update bodies set bytes=cast(replace(bytes,'Person','Parson') as blob)")
    db.close()
    assert fill(later(tmp_path)) == fresh


def test_the_least_recently_used_go_and_never_what_the_build_in_hand_has(tmp_path: Path) -> None:
    memo = later(tmp_path)
    fill(memo, 20)
    size = sum(size for _, size in memo.sizes().values())
    memo = later(tmp_path, limit=size // 2)
    memo._since += 1
    fill(memo, 10)
    assert memo.dropped and not MADE
    fill(later(tmp_path, limit=size), 10)
    assert not MADE, "what was used last is still there"
    fill(later(tmp_path, limit=size), 20)
    assert MADE
    memo = later(tmp_path, limit=10)
    memo._since += 10
    fill(memo, 30)
    assert memo.sizes()["articles"][0] == 30, "this build's own is kept at any size"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    assert fill(Memo(tmp_path / "file")) == fill(Memo())
    memo = later(tmp_path)
    fill(memo)
    memo._file._db.execute("pragma max_page_count=1")  # type: ignore[union-attr]  # as a full disk does it
    assert fill(memo, 400) == fill(Memo(), 400)


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_builds_at_once_write_one_file(tmp_path: Path) -> None:
    fresh = fill(Memo(), 60)
    context = multiprocessing.get_context("fork")
    builds = [context.Process(target=_fills, args=(tmp_path, fresh)) for _ in range(4)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert [build.exitcode for build in builds] == [0] * 4
    assert fill(later(tmp_path), 60) == fresh and not MADE


def _fills(folder: Path, fresh: list[object]) -> None:
    assert fill(later(folder), 60) == fresh


def test_what_is_new_for_another_package_or_file_is_made_and_why_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(later(tmp_path), 2)
    (tmp_path / "site-packages" / "networkx-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site-packages"))
    memo = later(tmp_path)
    memo.writes, memo.whys = False, []
    fill(memo, 3)
    assert len(MADE) == 6
    told = {why.name: why for why in memo.whys}
    assert not told["a0"].is_kept and "networkx: was 3" in told["a0"].reasons[0] and "99.0" in told["a0"].reasons[0]
    assert told["p2"].reasons == ("nothing of it is kept",)
    monkeypatch.undo()
    memo = later(tmp_path)
    memo.writes, memo.whys = False, []
    site = tables(memo, p0=Article("Somebody else"))
    memo.kept(PAGES, page, site, "p0", name="p0")
    memo.kept(ARTICLES, article, "a1", 51, name="a1")
    assert [why.reasons for why in memo.whys] == [
        ("people['p0'].title: was 'Person 0', is 'Somebody else'",),
        ("given 3: was 50, is 51",),
    ]
