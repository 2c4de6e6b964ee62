"""Records in packs: what was put is there for the next build, and what none uses is gone when packs are made one."""

from __future__ import annotations

from pathlib import Path

from newsdesk.reading import packs
from newsdesk.reading.packed_records import PackedRecords
from newsdesk.reading.packs import Packs


def opened(folder: Path) -> PackedRecords[tuple[int, ...]]:
    return PackedRecords(Packs(folder, "json", 10_000), tuple[int, ...])


def put(folder: Path, key: str, *numbers: int) -> None:
    """A build that uses what there is, and makes something new."""
    kept = opened(folder)
    for known in [key for key in "abcdefghijklmnopqrstuvwxyz" if kept.has(key)]:
        kept.use(known)
    kept.put(key, numbers)
    kept.prune()


def test_what_was_put_is_there(tmp_path: Path) -> None:
    put(tmp_path, "a", 1)
    put(tmp_path, "b", 2)
    put(tmp_path, "a", 3)
    kept = opened(tmp_path)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == ((3,), (2,), None)
    kept.prune()
    assert len(list(tmp_path.rglob("*.pack"))) == 3, "nothing was new"


def test_many_packs_become_one_of_what_is_used(tmp_path: Path) -> None:
    for n, key in enumerate("abcdefghijklmnopqrstuvwxyz"[: packs.CROWDED]):
        put(tmp_path, key, n)
    kept = opened(tmp_path)
    assert kept.get("b") == (1,)
    kept.put("x", (99,))
    kept.prune()
    later = opened(tmp_path)
    assert [later.get(key) for key in "abx"] == [None, (1,), (99,)]
    assert len(list(tmp_path.rglob("*.pack"))) == 1


def test_what_is_put_again_and_again_does_not_pile_up(tmp_path: Path) -> None:
    for n in range(2 * packs.CROWDED):
        put(tmp_path, "a", n)
    assert opened(tmp_path).get("a") == (2 * packs.CROWDED - 1,)
    assert len(list(tmp_path.rglob("*.pack"))) <= packs.CROWDED


def test_damage_costs_time_alone(tmp_path: Path) -> None:
    put(tmp_path, "a", 1)
    put(tmp_path, "b", 2)
    first, second = sorted(tmp_path.rglob("*.pack"))
    first.write_bytes(first.read_bytes().replace(b"[1]", b"[x]"))
    second.write_bytes(b"nothing of that kind")
    kept = opened(tmp_path)
    assert kept.get("a") is kept.get("b") is None
    (tmp_path / "file").touch()
    put(tmp_path / "file", "a", 1)
    assert opened(tmp_path / "file").get("a") is None
