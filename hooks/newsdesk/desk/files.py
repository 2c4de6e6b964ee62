"""The files that the desk may change, known by ids: what comes from a page is looked up, never made into a path."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from newsdesk.reading.decisions import NAME
from newsdesk.reading.vocabulary import FILES
from newsdesk.records import DECISIONS, Source

REMEMBERED = 2_000  # contents that forms were made from, to say what changed meanwhile
State = tuple[int, int, int]


class UnknownFileError(Exception):
    """No file has this id, or it may not be written to."""


def digest(content: bytes | None) -> str:
    """SHA-256 of a file's content; "" where there is no file."""
    return "" if content is None else sha256(content).hexdigest()


class Files:
    """The files of a sources folder. Without `entities/` of its own the `shipped` one counts, so that is copied."""

    def __init__(self, folder: Path, shipped: Path) -> None:
        self.folder = folder.resolve()
        self._shipped = shipped
        self._states: dict[str, State] = {}
        self._noted: dict[str, State] = {}
        self._handed: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def note(self) -> None:
        """Notes how all files are, before a build reads them. What is shown is an earlier one until it `shows`."""
        self._noted = {}
        for at, folders, names in os.walk(self.folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                path = os.path.join(at, name)
                with suppress(OSError):
                    self._noted[path] = _state(path)

    def show(self) -> None:
        """The build that read the files as they were noted is shown now."""
        self._states = self._noted

    def is_as_noted(self, path: Path) -> bool:
        """Whether a file is as the build read it that is shown."""
        try:
            return self._states.get(str(path)) == _state(str(path))
        except OSError:
            return str(path) not in self._states

    def path(self, file: str, sources: Mapping[str, Source]) -> Path:
        """Where a file is. Raises UnknownFileError."""
        kind, _, name = file.partition(":")
        if kind == "article" and name in sources:
            path = self.folder.parent / sources[name].path
        elif kind == "entities" and name in FILES:
            path = self.folder / "entities" / f"{name}.yml"
        elif file == DECISIONS:
            path = self.folder / NAME
        else:
            raise UnknownFileError(file)
        if path.is_symlink() or not path.resolve().is_relative_to(self.folder):
            raise UnknownFileError(file)
        return path

    def shown(self, path: Path) -> str:
        """What a file is called where people read it."""
        return path.relative_to(self.folder.parent).as_posix()

    def read(self, path: Path) -> bytes | None:
        """What counts as a file's content now; None where there is none. Raises OSError."""
        counts = path
        if path.parent == self.folder / "entities" and self.has_no_vocabulary():
            counts = self._shipped / path.name
        try:
            return counts.read_bytes()
        except FileNotFoundError:
            return None

    def has_no_vocabulary(self) -> bool:
        """Whether the folder has no `entities/` of its own."""
        return not (self.folder / "entities").exists() and self._shipped.is_dir()

    def shipped(self) -> Mapping[Path, bytes]:
        """What has to be copied with the first entry of a folder's own."""
        if not self.has_no_vocabulary():
            return {}
        return {self.folder / "entities" / p.name: p.read_bytes() for p in sorted(self._shipped.glob("*.yml"))}

    def hand_out(self, file: str, content: bytes | None) -> str:
        """The digest that a form made from a file carries; what the file held is remembered for a while."""
        key = (file, digest(content))
        self._handed[key] = content or b""
        self._handed.move_to_end(key)
        while len(self._handed) > REMEMBERED:
            self._handed.popitem(last=False)
        return key[1]

    def handed(self, file: str, seen: str) -> bytes | None:
        """What a file held when a form was made from it, if that is still known."""
        return self._handed.get((file, seen))


def _state(path: str) -> State:
    stat = os.lstat(path)
    return stat.st_ino, stat.st_size, stat.st_mtime_ns
