"""Whether what is to be written can be read again: the readers of a build look at it before anybody else does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from newsdesk.desk.edits import Edit, RefusedError
from newsdesk.reading.decisions import NAME, read_decisions
from newsdesk.reading.library import article
from newsdesk.reading.vocabulary import read_vocabulary
from newsdesk.records import DECISIONS, Knowledge, Problem, Source, Vocabulary

# What an article says with this vocabulary that nobody can follow: corrections that fit nothing.
Examine = Callable[[Source, Vocabulary], Iterable[Problem]]


def check(edits: Sequence[Edit], known: Knowledge, folder: Path, examine: Examine) -> None:
    """Raises RefusedError with the first thing that is wrong with the files as they would be, and was not before."""
    vocabulary, wrong = _vocabulary(edits, known, folder)
    for edit in edits:
        if edit.file.startswith("article:"):
            wrong += _article(edit, known, vocabulary, examine)
        elif edit.file == DECISIONS:
            wrong += _new(_decisions(edit.before, folder), _decisions(edit.after, folder))
    if wrong:
        raise RefusedError(wrong[0])


def _article(edit: Edit, known: Knowledge, vocabulary: Vocabulary, examine: Examine) -> list[Problem]:
    key = edit.file.removeprefix("article:")
    source, problems = article(key, edit.shown, edit.after or b"")
    before = article(key, edit.shown, edit.before or b"")[1]
    if source is None or (found := _new(before, problems)):
        return _new(before, problems) or list(problems)
    if not source.meta.corrections:
        return found
    return _new(known.extractions[key].problems if key in known.extractions else (), examine(source, vocabulary))


def _vocabulary(edits: Sequence[Edit], known: Knowledge, folder: Path) -> tuple[Vocabulary, list[Problem]]:
    """The vocabulary as it would be, and what is wrong with it."""
    changed = [edit for edit in edits if edit.path.parent == folder / "entities"]
    if not changed:
        return known.vocabulary, []
    with TemporaryDirectory() as place:
        there = Path(place) / "entities"
        if (folder / "entities").is_dir():
            shutil.copytree(folder / "entities", there, ignore=lambda at, names: [n for n in names if n[0] == "."])
        there.mkdir(exist_ok=True)
        shown = f"{folder.name}/entities"
        before = read_vocabulary(there, shown)[1]
        for edit in changed:
            (there / edit.path.name).write_bytes(edit.after or b"")
        vocabulary, problems = read_vocabulary(there, shown)
        return vocabulary, _new(before, problems)


def _decisions(content: bytes | None, folder: Path) -> Iterator[Problem]:
    with TemporaryDirectory() as place:
        there = Path(place) / folder.name
        there.mkdir()
        if content is not None:
            (there / NAME).write_bytes(content)
        yield from read_decisions(there)[1]


def _new(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """Errors and warnings that were not there before, wherever they stand now."""
    old = {(problem.path, problem.message) for problem in before}
    return [p for p in after if p.severity != "note" and (p.path, p.message) not in old]
