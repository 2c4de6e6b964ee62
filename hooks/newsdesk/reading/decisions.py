"""`sources/decisions.yml`: what an editor said no to, remembered by the suggestion's id in words people can read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from newsdesk.reading.amending import AmendingError, dumped, read_as_is, write_over
from newsdesk.reading.files import read_text
from newsdesk.reading.strict_yaml import Tree, read_yaml
from newsdesk.reading.validation import Day, Strict, Text, validate
from newsdesk.records import Decision, Problem, Suggestion

NAME = "decisions.yml"
_HEADER = "# What editors decided about suggestions (`newsdesk suggest`). Remove an entry to be asked again.\n"


def _weight(value: Any) -> float:
    try:
        return float(value)
    except ValueError:
        raise ValueError("is no number; write digits only") from None


class _Entry(Strict):
    decision: Literal["reject", "never"]
    about: Text = ""  # for whoever reads the file
    weight: Annotated[float, BeforeValidator(_weight)] = 0.0
    on: Day | None = None


def read_decisions(folder: Path) -> tuple[tuple[Decision, ...], list[Problem]]:
    """The decisions kept in a sources folder, and what is wrong with its file of them."""
    shown = f"{folder.resolve().name}/{NAME}"
    if not (folder / NAME).exists():
        return (), []
    text, problem = read_text(folder / NAME, shown)
    if text is None:
        return (), [problem] if problem else []
    tree, problems = read_yaml(text.replace("\r\n", "\n"), shown)
    if tree is None or tree.data is None:
        return (), problems
    if not isinstance(tree.data, dict):
        return (), [Problem(shown, 1, "error", "holds no entries", "write each suggestion's id with keys below it")]
    found = []
    for key in tree.data:
        entry, wrong = _entry(key, tree, shown)
        problems += wrong
        if entry:
            found.append(Decision(key, entry.decision, entry.weight))
    return tuple(found), problems


def _entry(key: str, tree: Tree, shown: str) -> tuple[_Entry | None, list[Problem]]:
    if not isinstance(tree.data[key], dict):
        remedy = "write `decision: reject` or `decision: never` below it"
        return None, [Problem(shown, tree.line((key,)), "error", "the entry has no keys", remedy, key)]
    return validate(_Entry, tree, shown, (key,))


def remember(folder: Path, suggestion: Suggestion, word: Literal["reject", "never"], today: date) -> Path:
    """Keeps a no; one that was there about the same suggestion is replaced. The file. Raises AmendingError."""
    path = folder / NAME
    text = read_as_is(path) or _HEADER
    tree, problems = read_yaml(text.replace("\r\n", "\n"), NAME)
    if problems:
        raise AmendingError(f"{problems[0]}")
    if tree is not None and isinstance(tree.data, dict) and suggestion.id in tree.data:
        text = _without(text, suggestion.id)
    about = f"{suggestion.kind}: {', '.join(suggestion.subjects)}"
    weight = int(suggestion.weight) if suggestion.weight == int(suggestion.weight) else round(suggestion.weight, 3)
    entry = {suggestion.id: {"decision": word, "about": about, "weight": weight, "on": today}}
    write_over(path, text.rstrip("\n") + "\n" + "".join(f"{line}\n" for line in dumped(entry)))
    return path


def _without(text: str, key: str) -> str:
    """The text without the entry of a key."""
    kept, inside = [], False
    for line in text.splitlines(keepends=True):
        if line.strip() and not line[0].isspace():
            inside = line.startswith(f"{key}:")
        if not inside:
            kept.append(line)
    return "".join(kept)
