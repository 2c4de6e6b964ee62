"""What the desk has written in this run: all of a change or nothing, and taken back byte for byte."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from newsdesk.desk.edits import ChangedError, Edit, refused
from newsdesk.desk.files import Files
from newsdesk.reading.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class Change:
    """One decision as it was written."""

    number: int
    said: str
    edits: tuple[Edit, ...]
    folders: tuple[Path, ...] = ()  # made for it
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class FileDifference:
    """The first line of a file that is other, and which lines went and came."""

    line: int
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Journal:
    """The changes of one run, which may be taken back as long as nobody else has changed their files."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._changes: dict[int, Change] = {}

    def write(self, edits: Sequence[Edit], said: str) -> Change:
        """Writes all files of a decision, or none. Raises ChangedError and RefusedError."""
        folders = tuple(path for path in {edit.path.parent for edit in edits} if not path.exists())
        change = Change(len(self._changes) + 1, said, tuple(edits), folders)
        self._put(change.edits)
        self._changes[change.number] = change
        return change

    def undo(self, number: int) -> Change:
        """Puts back what the files held. Raises ChangedError where one is another by now, and RefusedError."""
        change = self._changes.get(number)
        if change is None or change.is_undone:
            raise refused("", "there is no such change to take back", "load the page again", "change")
        back = tuple(Edit(e.file, e.path, e.shown, e.after, e.before) for e in reversed(change.edits))
        self._put(back)
        for folder in change.folders:
            with suppress(OSError):  # somebody has put something else there
                folder.rmdir()
        self._changes[number] = Change(number, change.said, change.edits, change.folders, is_undone=True)
        return Change(number, f"Taken back: {change.said}", back)

    def _put(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            if _content(edit.path) != edit.before:
                raise ChangedError(edit.file)
        done: list[Edit] = []
        try:
            for edit in edits:
                _set(edit.path, edit.after)
                done.append(edit)
        except OSError as error:
            for edit in done:
                with suppress(OSError):
                    _set(edit.path, edit.before)
            raise refused(edit.shown, f"cannot be written ({error.strerror})", "mend that and try again") from None


def difference(before: bytes | None, after: bytes | None) -> FileDifference:
    """What of a file is other, as lines that people read."""
    old, new = ((content or b"").decode("utf-8", "replace").splitlines() for content in (before, after))
    blocks = [b for b in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if b[0] != "equal"]
    removed = tuple(line for _, a, b, _, _ in blocks for line in old[a:b])
    added = tuple(line for _, _, _, a, b in blocks for line in new[a:b])
    return FileDifference(blocks[0][3] + 1 if blocks else 0, removed, added)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _set(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
        return
    write_whole(path, content, os.stat(path).st_mode if path.exists() else 0o644)
