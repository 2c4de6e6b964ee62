"""`sources/decisions.yml`: what an editor said no to, remembered by the suggestion's id in words people can read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from newsdesk.reading.amending import set_entries
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
    if (folder / NAME).is_symlink():
        return (), []  # told with the folder's other links
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


def remembered(text: str, suggestions: Iterable[Suggestion], word: Literal["reject", "never"], today: date) -> str:
    """The file's text with a no to each; one that was there about the same suggestion is replaced.

    Raises AmendingError.
    """
    entries: dict[str, dict[str, Any]] = {}
    for suggestion in suggestions:
        about = f"{suggestion.kind}: {', '.join(suggestion.subjects)}"
        weight = int(suggestion.weight) if suggestion.weight == int(suggestion.weight) else round(suggestion.weight, 3)
        entries[suggestion.id] = {"decision": word, "about": about, "weight": weight, "on": today}
    return set_entries(text or _HEADER, entries)
