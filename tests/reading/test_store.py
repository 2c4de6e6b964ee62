"""What is kept on disk stays within its limit, and is looked at only when that may be passed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsdesk.reading.store import Store


def kept(store: Store, *keys: str) -> list[str]:
    return [key for key in keys if store.get(key) is not None]


def test_what_was_used_longest_ago_goes(tmp_path: Path) -> None:
    store = Store(tmp_path, 25)
    for age, key in enumerate(("aa1", "bb2", "cc3")):
        store.put(key, b"0123456789")
        os.utime(tmp_path / key[:2] / f"{key}.json", (age, age))
    store.prune()
    assert kept(store, "aa1", "bb2", "cc3") == ["bb2", "cc3"]


def test_files_are_counted_only_when_there_may_be_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Store(tmp_path, 25)
    first.put("aa1", b"0123456789")
    first.prune()
    looks = []
    monkeypatch.setattr(Store, "_files", lambda self, looked=Store._files: looks.append(1) or looked(self))
    later = Store(tmp_path, 25)
    later.prune()  # nothing was written
    later.put("bb2", b"0123456789")
    later.prune()
    assert not looks
    later.put("cc3", b"0123456789")
    later.prune()
    assert looks and len(kept(later, "aa1", "bb2", "cc3")) == 2


def test_another_limit_or_a_broken_note_counts_anew(tmp_path: Path) -> None:
    store = Store(tmp_path, 100)
    store.put("aa1", b"0123456789")
    store.prune()
    smaller = Store(tmp_path, 15)
    smaller.put("bb2", b"0123456789")
    smaller.prune()
    assert len(kept(smaller, "aa1", "bb2")) == 1
    (tmp_path / ".room").write_text("much")
    smaller.put("cc3", b"0123456789")
    smaller.prune()
    assert len(kept(smaller, "aa1", "bb2", "cc3")) == 1
