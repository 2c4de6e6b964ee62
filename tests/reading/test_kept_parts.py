"""What the last build made is not made again; what this one does not ask for is gone after it."""

from __future__ import annotations

from pathlib import Path

from newsdesk.reading.kept_parts import KeptParts
from newsdesk.reading.packs import Packs


def made(folder: Path, *asked: str) -> list[str]:
    """What one build asks for, and has to make."""
    parts, new = KeptParts(Packs(folder, "any", 10**9)), []
    for name in (*asked, *asked):
        assert parts.once((name,), lambda name=name: new.append(name) or name.encode()) == name.encode()  # type: ignore[misc,func-returns-value]
    parts.keep()
    return new


def test_only_what_is_new_is_made(tmp_path: Path) -> None:
    assert made(tmp_path, "a", "b") == ["a", "b"]
    assert made(tmp_path, "a", "b") == []
    assert made(tmp_path, "a", "c") == ["c"]
    assert made(tmp_path, "a", "b") == ["b"]
    assert len(list(tmp_path.rglob("*.pack"))) == 1


def test_what_is_damaged_or_cannot_be_written_is_made(tmp_path: Path) -> None:
    made(tmp_path, "a")
    (pack,) = tmp_path.rglob("*.pack")
    pack.write_bytes(b"nothing of that kind")
    assert made(tmp_path, "a") == ["a"]
    (tmp_path / "file").touch()
    assert made(tmp_path / "file", "a") == made(tmp_path / "file", "a") == ["a"]
