"""Findings kept on disk, so that an article that did not change is neither parsed nor looked through again.

One JSON file an article, named by everything that decides its findings: the source as it was read, the editors'
vocabulary, the shipped one, the model, and the code. Safe to delete and, as every file is written beside and
renamed, safe against interruption and other processes; what cannot be read counts as absent.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import mkstemp

from pydantic import TypeAdapter, ValidationError

from newsdesk.reading.parser import find_model
from newsdesk.records import Extraction, Lexicon, Source, Vocabulary

MAX_BYTES = 256 * 1024 * 1024
_PACKAGE = Path(__file__).parents[1]
_ADAPTER = TypeAdapter(Extraction)


class ExtractionCache:
    """The kept findings below `folder`; None keeps nothing."""

    def __init__(self, folder: Path | None, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._folder = folder / "extractions" if folder else None
        base = (code_digest(), find_model(lexicon).sha256, version("spacy"), repr(vocabulary))
        self._base = hashlib.sha256("\0".join(base).encode("utf-8", "surrogatepass"))

    def key(self, source: Source) -> str:
        total = self._base.copy()
        total.update(repr(source).encode("utf-8", "surrogatepass"))
        return total.hexdigest()

    def get(self, key: str) -> Extraction | None:
        if self._folder is None:
            return None
        path = self._path(key)
        try:
            found = _ADAPTER.validate_json(path.read_bytes())
            os.utime(path)
        except (OSError, ValidationError):
            return None
        return found

    def put(self, key: str, extraction: Extraction) -> None:
        """A cache that cannot be written costs time and nothing else."""
        if self._folder is None:
            return
        path = self._path(key)
        with suppress(OSError, ValueError):  # ValueError: a lone surrogate
            content = _ADAPTER.dump_json(extraction)
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                os.replace(beside, path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(beside)
                raise

    def prune(self, limit: int = MAX_BYTES) -> None:
        """Removes what was used longest ago until the rest fits."""
        total = 0
        for _, size, path in sorted(self._files(), reverse=True):
            total += size
            if total > limit:
                with suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / f"{key}.json"

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._folder.glob("*/*") if self._folder else ():
            with suppress(OSError):
                state = path.stat()
                yield state.st_mtime, state.st_size, path


@cache
def code_digest() -> str:
    """SHA-256 over the code and data that turn a source into findings; other packages cannot change them."""
    total = hashlib.sha256()
    for path in sorted(_deciding_files()):
        total.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _deciding_files() -> Iterable[Path]:
    yield from _PACKAGE.glob("extraction/**/*.py")
    yield from _PACKAGE.glob("records/*.py")
    yield from _PACKAGE.glob("data/*")
    yield from (_PACKAGE / "problems.py", _PACKAGE / "reading" / "parser.py")
