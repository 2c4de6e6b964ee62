"""YAML as editors need it: plain texts, lists and mappings, every problem at its line, nothing clever.

All values are texts, as written; what they mean is for the reader of the key to say. So `title: 1984`, `no` and
`2021-03-20` are safe. Refused: duplicate keys, anchors and aliases, tags, tabs as indentation, deep nesting.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from newsdesk.reading.yaml_in_words import in_plain_words
from newsdesk.records import Problem

MAX_DEPTH = 6
_AGAIN = "\0"  # before a key that stands twice: what it holds the second time is looked through and not kept
Place = tuple[str | int, ...]
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NULL = frozenset(["", "~", "null", "Null", "NULL"])


@dataclass(frozen=True, slots=True)
class Tree:
    """What a YAML text holds; `lines` gives the line in the file of every key and list entry by its place."""

    data: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 0)


class _RefusedError(Exception):
    def __init__(self, line: int, message: str, remedy: str, field: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.remedy, self.field = line, message, remedy, field


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Tree | None, list[Problem]]:
    """The tree of a YAML text that starts at `first_line` of the file at `path`; None and why where it has none.

    A text with a key that stands twice has a tree too, so that all else can be told at once.
    """
    problems: list[Problem] = []
    try:
        _refuse_characters(text)
        tree = _Builder(first_line, path, problems).build(
            YAML(typ="safe", pure=True, plug_ins=[]).parse(io.StringIO(text))
        )
    except _RefusedError as refused:
        place = first_line + refused.line
        problems.append(Problem(path, place, "error", refused.message, refused.remedy, refused.field))
        return None, problems
    except MarkedYAMLError as error:
        line, message, remedy = in_plain_words(error, text)
        problems.append(Problem(path, first_line + line, "error", message, remedy))
        return None, problems
    except (YAMLError, ValueError) as error:
        what = f"cannot be understood: {str(error).strip().partition(chr(10))[0]}"
        problems.append(Problem(path, first_line, "error", what, "write `key: value` lines"))
        return None, problems
    return tree, problems


def _refuse_characters(text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise _RefusedError(number, "the line is indented with a tab", "use spaces")
        if found := _UNPRINTABLE.search(line):
            what = f"the line has a character that cannot be printed, U+{ord(found[0]):04X}"
            raise _RefusedError(number, what, "remove it")


class _Builder:
    """Builds the tree from events with a stack of its own, so that no depth of nesting can exhaust Python's."""

    def __init__(self, first_line: int, path: str, problems: list[Problem]) -> None:
        self._first_line = first_line
        self._path = path
        self._problems = problems
        self._lines: dict[Place, int] = {}
        self._stack: list[tuple[Any, Place]] = []  # open containers and their places
        self._key: list[str | None] = []  # for each open mapping, a key that waits for its value
        self._root: Any = None

    def build(self, events: Iterator[Event]) -> Tree:
        for event in events:
            if isinstance(event, AliasEvent):
                what, remedy = f"`*{event.anchor}` repeats another value", "write it out, or in quotation marks"
                raise _RefusedError(event.start_mark.line, what, remedy)
            if isinstance(event, (ScalarEvent, SequenceStartEvent, MappingStartEvent)):
                self._refuse(event)
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, (SequenceStartEvent, MappingStartEvent)):
                self._open([] if isinstance(event, SequenceStartEvent) else {}, event)
            elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
                self._stack.pop()
                self._key.pop()
        return Tree(self._root, self._lines)

    def _refuse(self, event: Any) -> None:
        line = event.start_mark.line
        if event.anchor:
            what, remedy = f"`&{event.anchor}` names a value to repeat it", "write values out, or in quotation marks"
            raise _RefusedError(line, what, remedy)
        if event.tag is not None:
            raise _RefusedError(line, f"`{event.tag}` asks for a type", "write plain texts and lists")
        if len(self._stack) >= MAX_DEPTH:
            raise _RefusedError(line, f"nested more than {MAX_DEPTH} deep", "nothing here needs that; flatten it")

    def _scalar(self, event: Any) -> None:
        line = event.start_mark.line
        if _SURROGATE.search(event.value):  # from "\\ud83d": half a character cannot be written anywhere
            raise _RefusedError(line, "the value has half a character, written as \\u and a number", "type it itself")
        plain = event.style is None or event.style == ""
        value = None if plain and event.value in _NULL else event.value
        if self._stack and isinstance(self._stack[-1][0], dict) and self._key[-1] is None:
            self._new_key(str(event.value), line)
        else:
            self._add(value, line)

    def _new_key(self, key: str, line: int) -> None:
        place = self._stack[-1][1]
        here = (*place, key)
        if here in self._lines:
            what = f"the key stands twice, on lines {self._lines[here]} and {self._first_line + line}"
            self._problems.append(
                Problem(self._path, self._first_line + line, "error", what, "keep one of them", dotted(here))
            )
            self._key[-1] = _AGAIN + key
            return
        self._lines[here] = self._first_line + line
        self._key[-1] = key

    def _open(self, container: Any, event: Any) -> None:
        if self._stack and isinstance(self._stack[-1][0], dict) and self._key[-1] is None:
            raise _RefusedError(event.start_mark.line, "a key is a list or a mapping", "keys are plain words")
        place = self._add(container, event.start_mark.line)
        self._stack.append((container, place))
        self._key.append(None)

    def _add(self, value: Any, line: int) -> Place:
        """Put a value where it belongs; its place."""
        if not self._stack:
            self._root = value
            self._lines.setdefault((), self._first_line + line)
            return ()
        container, place = self._stack[-1]
        if isinstance(container, list):
            here: Place = (*place, len(container))
            container.append(value)
            self._lines[here] = self._first_line + line
            return here
        key = self._key[-1]
        assert key is not None
        if not key.startswith(_AGAIN):
            container[key] = value
        self._key[-1] = None
        return (*place, key)


def dotted(place: Place) -> str:
    """A place as editors read it: `corrections[2].speaker`, lists counted from 1."""
    text = ""
    for step in place:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
