"""What is kept in few files of many parts each: of thousands, to open a file for each takes longer than to use it.

A pack is written once, beside, and renamed: its parts one after another, a note on them, and the size of the note. So
one that a killed build left is not there, and one that cannot be read, or written, costs time alone.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import Any, SupportsBytes

CROWDED = 16  # packs, from which on they had better be fewer
_SIZE = 12  # digits, of the note's size
_A_DAY = 24 * 60 * 60  # seconds, after which nobody writes on in a file


class Part:
    """Bytes in a pack, read when somebody asks for them. Raises OSError where the disk fails."""

    __slots__ = ("_pack", "_size", "_start", "digest")

    def __init__(self, pack: Pack, start: int, size: int, digest: str) -> None:
        self._pack, self._start, self._size = pack, start, size
        self.digest = digest  # SHA-256

    def __bytes__(self) -> bytes:
        return self._pack.read(self._start, self._size)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part | bytes) and bytes(self) == bytes(other)

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it begins, its size and its digest: by which `Pack.part` finds it again."""
        return self._start, self._size, self.digest


class Pack:
    """A file of parts. It stays open, and so can be read when it is removed meanwhile; raises OSError."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115  # closed with the last part that somebody holds

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process opens the file by itself."""
        return Pack, (self.path,)

    def read(self, start: int, size: int) -> bytes:
        """Some of the file; processes that share it do not disturb each other."""
        found = os.pread(self._file.fileno(), size, start)
        if len(found) != size:
            raise OSError(0, "this file is damaged: remove it and build again", self.path)
        return found

    @property
    def size(self) -> int:
        return os.fstat(self._file.fileno()).st_size

    def note(self) -> bytes:
        """What was noted on all parts."""
        end = self.size - _SIZE
        size = int(self.read(end, _SIZE)) if end > 0 else -1
        if not 0 <= size <= end:
            raise OSError(0, "this file is damaged", self.path)
        return self.read(end - size, size)

    def part(self, start: int, size: int, digest: str) -> Part:
        return Part(self, start, size, digest)


class NewPack(Pack):
    """A pack that is being written, known as one when it is `seal`ed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        handle, self.path = mkstemp(dir=folder, prefix=".", suffix=".tmp")
        self._file = os.fdopen(handle, "w+b", buffering=0)
        self._end = 0

    def add(self, content: bytes) -> Part:
        self._write(content)
        return Part(self, self._end - len(content), len(content), sha256(content).hexdigest())

    def seal(self, note: Iterable[bytes]) -> None:
        """Ends the pack with a note, given in pieces."""
        start = self._end
        for piece in note:
            self._write(piece)
        self._write(str(self._end - start).zfill(_SIZE).encode())
        sealed = os.path.join(os.path.dirname(self.path), f"{time.time_ns():020}-{os.getpid()}.pack")
        os.rename(self.path, sealed)
        self.path = sealed

    def _write(self, content: bytes) -> None:
        left = memoryview(content)
        while left:
            left = left[os.pwrite(self._file.fileno(), left, self._end + len(content) - len(left)) :]
        self._end += len(content)


class Packs:
    """The packs of one `name` in a folder, of which all packs together take at most `limit` bytes after `prune`."""

    def __init__(self, folder: Path, name: str, limit: int) -> None:
        self._top = folder
        self._folder = folder / name
        self._limit = limit
        self._process = os.getpid()

    def sealed(self) -> list[Pack]:
        """The oldest first; they count as used now."""
        return list(self._opened())

    def _opened(self) -> Iterator[Pack]:
        for path in sorted(self._folder.glob("*.pack")):
            with suppress(OSError):
                yield Pack(str(path))
                os.utime(path)

    def new(self) -> NewPack:
        """Raises OSError where nothing can be written."""
        return NewPack(self._folder)

    def named(self, packs: list[Pack]) -> dict[str, tuple[Pack, Part]]:
        """The parts that were `keep`t in some packs, and where: of several of one name the last."""
        found = {}
        for pack in packs:
            with suppress(OSError, ValueError, TypeError, AttributeError):
                found.update({name: (pack, pack.part(*place)) for name, place in json.loads(pack.note()).items()})
        return found

    def keep(self, parts: Mapping[str, SupportsBytes]) -> None:
        """A new pack of parts, each under its name. Raises OSError where it cannot be written."""
        pack = self.new()
        pack.seal([json.dumps({name: pack.add(bytes(part)).place for name, part in parts.items()}).encode()])

    def crowd(self, packs: list[Pack]) -> list[Pack]:
        """Which of these had better be one: none of few, else all but the largest, until they are as much as it.

        A forked process is not the one to see to that.
        """
        if len(packs) < CROWDED or os.getpid() != self._process:
            return []
        *small, largest = sorted(packs, key=lambda pack: pack.size)
        return packs if sum(pack.size for pack in small) >= largest.size else small

    def remove(self, packs: list[Pack]) -> None:
        for pack in packs:
            with suppress(OSError):
                os.unlink(pack.path)

    def prune(self) -> None:
        """Removes what was used longest ago until the rest fits, and what was left half-written."""
        total = 0
        found = [(path, path.stat()) for path in self._top.rglob("*") if path.is_file()]
        for path, state in sorted(found, key=lambda pair: -pair[1].st_mtime):
            total += state.st_size
            left = path.suffix == ".tmp" and state.st_mtime < time.time() - _A_DAY
            if left or total > self._limit:
                with suppress(OSError):
                    path.unlink()
