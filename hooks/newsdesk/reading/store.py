"""What is kept between builds: files named by the content that decides them, so that none is ever out of date.

Safe to delete. Files are written beside and renamed, so that a build that is killed, or another one at the same
time, leaves whole files; one that cannot be read counts as absent, and one that cannot be written costs time alone.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import mkstemp

from newsdesk.records import Options

PACKAGE = Path(__file__).parents[1]


class Store:
    """The files below a folder, at most `limit` bytes of them after `prune`; without a folder nothing is kept.

    A file `.room` says how many bytes more may be written before all files must be looked at again.
    """

    def __init__(self, folder: Path | None, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._written = 0  # bytes since the last `prune`

    def get(self, key: str) -> bytes | None:
        """What is kept under a key; it counts as used now."""
        if self._folder is None:
            return None
        path = self._path(key)
        with suppress(OSError), open(path, "rb", buffering=0) as file:
            content = file.read()
            os.utime(path)
            return content
        return None

    def has(self, key: str) -> bool:
        """Whether something is kept under a key, be it damaged."""
        return self._folder is not None and os.path.exists(self._path(key))

    def put(self, key: str, content: bytes) -> None:
        if self._folder is not None:
            self._written += len(content)
            with suppress(OSError):
                write_whole(Path(self._path(key)), content)

    def prune(self) -> None:
        """If more was written than there was room for: removes what was used longest ago until the rest fits.

        Half-written files go too. Of two processes at once one may be counted alone; the next look makes up for it.
        """
        if self._folder is None or not self._written:
            return
        room = self._room(self._folder) - self._written
        self._written = 0
        if room < 0:
            room = self._limit - self._swept()
        with suppress(OSError):
            write_whole(self._folder / ".room", f"{room} of {self._limit}".encode())

    def _swept(self) -> int:
        """How many bytes are left once those are removed that do not fit."""
        total = 0
        for _, size, path in sorted(self._files(), reverse=True):
            if total + size <= self._limit:
                total += size
            else:
                with suppress(OSError):
                    os.unlink(path)
        return total

    def _room(self, folder: Path) -> int:
        try:
            room, _, limit = (folder / ".room").read_text().partition(" of ")
            return int(room) if int(limit) == self._limit else -1
        except (OSError, ValueError):
            return -1

    def _path(self, key: str) -> str:
        return f"{self._folder}/{key[:2]}/{key}.json"

    def _files(self) -> Iterator[tuple[float, int, str]]:
        for folder in _entries(self._folder) if self._folder else ():
            for file in _entries(folder):
                with suppress(OSError):
                    state = file.stat()
                    yield state.st_mtime, state.st_size, file.path


def _entries(folder: Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    """What a folder holds; nothing, where it is none."""
    with suppress(OSError), os.scandir(folder) as entries:
        return list(entries)
    return []


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Writes a file that nobody ever sees in parts, with these rights. Raises OSError."""
    try:
        handle, beside = mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if mode != 0o600:  # which it has
            os.chmod(beside, mode)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def digest_of(files: Iterable[tuple[str, Path]]) -> str:
    """SHA-256 over some files, each under the name given."""
    total = hashlib.sha256()
    for name, path in files:
        total.update(name.encode("utf-8", "surrogateescape") + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def code_digest(*parts: str) -> str:
    """SHA-256 over the code and data of some parts of the package, folders or files, as this process has them.

    Python's version counts with them, whose tables of letters and comparison of sequences decide much.
    """
    return f"{_digest_now(*parts)} {sys.version}"


def pages_digest(options: Options) -> str:
    """SHA-256 over all that decides a page beside what it shows. Templates are read anew where they changed."""
    versions = (f"{name} {version(name)}" for name in ("jinja2", "markupsafe", "markdown-it-py"))
    parts = (code_digest("pages", "records"), _digest_now("pages/templates"), repr(options), *versions)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def exports_digest(options: Options) -> str:
    """SHA-256 over all that decides a part of a data file beside what it tells."""
    versions = (f"{name} {version(name)}" for name in ("feedgen", "lxml", "pillow", "font-source-serif-pro"))
    parts = (code_digest("exports", "pages", "records"), repr(options), *versions)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _digest_now(*parts: str) -> str:
    places = [PACKAGE / part for part in parts]
    files = {path for place in places for path in (place.rglob("*") if place.is_dir() else [place])}
    wanted = (path for path in sorted(files) if path.is_file() and "__pycache__" not in path.parts)
    return digest_of((path.relative_to(PACKAGE).as_posix(), path) for path in wanted)
