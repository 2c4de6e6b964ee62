"""The files that one decision changes: as they are, and as they will be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsdesk.desk.files import Files, UnknownFileError, digest
from newsdesk.reading.amending import AmendingError
from newsdesk.records import Problem, Source


class RefusedError(Exception):
    """What was asked for cannot be written; nothing is."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class ChangedError(Exception):
    """A file is another than the one that the form was made from."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True, slots=True)
class Edit:
    """One file; None: there is none."""

    file: str  # its id
    path: Path
    shown: str
    before: bytes | None
    after: bytes | None
    counted: bytes | None = None  # what counted as its content where there was none: the shipped file's


class Edits:
    """The edits of one decision while it is worked out. Every file has to be as the form has `seen` it."""

    def __init__(self, files: Files, sources: Mapping[str, Source], seen: Mapping[str, str] | None) -> None:
        """Without `seen` the files may be as they are: then somebody decides who reads them himself."""
        self.files = files
        self._sources = sources
        self._seen = seen
        self._texts: dict[str, tuple[Path, bytes | None, str]] = {}  # by the file's id: as it counts, as it will be

    def text(self, file: str) -> str:
        """What a file will hold so far. Raises RefusedError and ChangedError."""
        if file not in self._texts:
            try:
                path = self.files.path(file, self._sources)
            except UnknownFileError:
                raise refused("", f"there is no {file.partition(':')[0]} of that id", "load the page again") from None
            try:
                content = self.files.read(path)
                text = (content or b"").decode("utf-8")
            except (OSError, UnicodeDecodeError):
                raise refused(self.files.shown(path), "cannot be read as UTF-8", "run `newsdesk check`") from None
            if self._seen is not None and self._seen.get(file) != digest(content):
                raise ChangedError(file)
            self._texts[file] = path, content, text
        return self._texts[file][2]

    def change(self, file: str, edit: Callable[[str], str]) -> None:
        """Changes a file's text. Raises RefusedError and ChangedError."""
        old = self.text(file)
        path, content, _ = self._texts[file]
        try:
            self._texts[file] = path, content, edit(old)
        except AmendingError as error:
            what, _, remedy = str(error).partition("; ")
            raise refused(self.files.shown(path), what, remedy) from None

    def finished(self) -> tuple[Edit, ...]:
        """All files that change."""
        found = []
        copied = dict(self.files.shipped())
        for file, (path, content, text) in self._texts.items():
            after = text.encode("utf-8")
            if after != (content or b""):
                before = None if path in copied else content
                found.append(Edit(file, path, self.files.shown(path), before, after, content))
        if any(edit.path.parent == self.files.folder / "entities" for edit in found):
            done = {edit.path for edit in found}
            for path, content in copied.items():
                if path not in done:
                    found.append(Edit(f"entities:{path.stem}", path, self.files.shown(path), None, content, content))
        return tuple(found)


def refused(path: str, message: str, remedy: str, field: str = "") -> RefusedError:
    """The error for what cannot be done."""
    return RefusedError(Problem(path, 0, "error", message, remedy, field))
