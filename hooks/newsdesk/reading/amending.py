"""Small edits to files that an editor wrote: the lines concerned change, all others keep every character."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from newsdesk.reading.front_matter import split
from newsdesk.reading.store import write_whole
from newsdesk.reading.strict_yaml import read_yaml

Values = Mapping[str, Any]  # texts, dates, numbers, lists and mappings of these


class AmendingError(Exception):
    """The file cannot be edited safely; the text is one line: what happened; what to do."""


def set_keys(text: str, values: Values) -> str:
    """An article's text with these front matter keys set, in the order given; nothing else of it changes.

    An article without front matter gets some. Raises AmendingError where its own cannot be read.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    found, problems = split(text, "")
    if problems:
        raise AmendingError(f"{problems[0].message}; {problems[0].remedy}")
    if found.header is None:
        return "".join(line + end for line in ("---", *dumped(values), "---", "")) + text.lstrip("\ufeff")
    lines = text.splitlines(keepends=True)
    first, last = found.header_line - 1, found.body_line - 2
    header = lines[first:last]
    for key, value in values.items():
        at, to = _place(header, key)
        header[at:to] = [line + end for line in dumped({key: value})]
    new = "".join(lines[:first] + header + lines[last:])
    _compare(found.header, "".join(header), values)
    return new


def _place(header: list[str], key: str) -> tuple[int, int]:
    """The lines that state a key, without comments and blank lines after it; the end where none does."""
    stated = re.compile(rf"{re.escape(key)}\s*:(\s|$)")
    at = next((n for n, line in enumerate(header) if stated.match(line)), None)
    if at is None:
        return len(header), len(header)
    to = at + 1
    while to < len(header) and re.match(r"[ \t]+\S|-(\s|$)|\s*$|#", header[to]):
        to += 1
    while re.match(r"\s*(#|$)", header[to - 1]):
        to -= 1
    return at, to


def dumped(values: Values) -> list[str]:
    """Values as the lines of a YAML mapping; none for no values."""
    if not values:
        return []
    out = io.StringIO()
    _yaml().dump(dict(values), out)
    return out.getvalue().splitlines()


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 10_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _compare(before: str, after: str, values: Values) -> None:
    """Makes sure that an edit by lines set what it was to set, and nothing else."""
    (old, _), (new, problems) = (read_yaml(text, "") for text in (before, after.replace("\r\n", "\n")))
    wanted = read_yaml("\n".join(dumped(values)), "")[0]
    kept = {} if old is None else old.data or {}
    if problems or new is None or wanted is None or new.data != {**kept, **wanted.data}:
        raise AmendingError(f"its front matter is not plain enough to set {', '.join(values)} in it; do it by hand")


def merge_entries(text: str, entries: Mapping[str, Values]) -> str:
    """A vocabulary file's text with these entries in it; no line of it changes that need not.

    A new id is appended. Of one that is there, lists grow by what they lack, a key that it lacks is set, and a
    value that it has stays: an editor's word is never overwritten. Raises AmendingError for what is no vocabulary.
    (ruamel's round trip is not used: it moves a comment that follows a list into the list.)
    """
    there = _entries(text)
    wanted = {key: dict(values) for key, values in there.items()}
    lines = text.splitlines(keepends=True)
    for key, values in entries.items():
        if key in there:
            at, to = _place(lines, key)
            lines[at:to] = _grown(lines[at:to], there[key], values)
        wanted[key] = _joined(there.get(key, {}), values)
    new = {key: values for key, values in entries.items() if key not in there}
    text = "".join(lines)
    gap = "" if not new or not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    merged = text + gap + "".join(f"{line}\n" for line in dumped(new))
    if _entries(merged) != _entries("".join(f"{line}\n" for line in dumped(wanted))):
        raise AmendingError(f"it is not plain enough to set {', '.join(entries)} in it; do it by hand")
    return merged


def _entries(text: str) -> dict[str, dict[str, Any]]:
    tree, problems = read_yaml(text.replace("\r\n", "\n"), "")
    if problems:
        raise AmendingError(f"{problems[0].message}; {problems[0].remedy}")
    data = {} if tree is None or tree.data is None else tree.data
    if not isinstance(data, dict) or not all(isinstance(values, dict) for values in data.values()):
        raise AmendingError("it has entries without keys; add at least `name: …` below each id")
    return data


def _joined(entry: Values, values: Values) -> dict[str, Any]:
    """An entry with what it lacks."""
    joined = dict(entry)
    for field, value in values.items():
        if isinstance(value, list) and isinstance(joined.get(field), list):
            joined[field] = [*joined[field], *(item for item in value if item not in joined[field])]
        elif joined.get(field) is None:
            joined[field] = value
    return joined


def _grown(block: list[str], entry: Values, values: Values) -> list[str]:
    """The lines of an entry with what it lacks."""
    end = "\r\n" if block[0].endswith("\r\n") else "\n"
    block = [*block[:-1], block[-1].rstrip("\r\n") + end]
    first = next(line for line in block[1:] if line.strip() and not line.lstrip().startswith("#"))
    margin = first[: len(first) - len(first.lstrip())]
    inner = [line.removeprefix(margin) for line in block[1:]]
    for field, value in _joined(entry, values).items():
        if value == entry.get(field):
            continue
        at, to = _place(inner, field)
        items = [line for line in inner[at:to] if re.match(r"\s*- ", line)]
        if at < to and items:
            bullet = items[-1][: items[-1].index("-")]
            added = [line.lstrip() for line in dumped({"x": value[len(entry[field]) :]})[1:]]
            inner[to:to] = [f"{bullet}{line}{end}" for line in added]
        else:
            inner[at:to] = [line + end for line in dumped({field: value})]
    return [block[0], *(margin + line if line.strip() else line for line in inner)]


def read_as_is(path: Path) -> str:
    """A text file with its line ends as they are; "" where there is none. Raises AmendingError."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise AmendingError("it cannot be read as UTF-8; run `newsdesk check`") from None


def write_over(path: Path, text: str) -> None:
    """Replaces a file's content at once: whoever reads it meanwhile sees the old one or the new one."""
    write_whole(path, text.encode("utf-8"), path.stat().st_mode if path.exists() else 0o644)
