"""YAML as editors need it: plain texts, lists and mappings, every problem at its line, nothing clever.

All values are texts, as written; what they mean is for the reader of the key to say. So `title: 1984`, `no` and
`2021-03-20` are safe. Refused: duplicate keys, anchors and aliases, tags, tabs as indentation, deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from newsdesk.reading.yaml_in_words import in_plain_words
from newsdesk.records import Problem

MAX_DEPTH = 6
KeyPath = tuple[str | int, ...]
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NULL = frozenset(["", "~", "null", "Null", "NULL"])


@dataclass(frozen=True, slots=True)
class Tree:
    """What a YAML text holds; `lines` gives the line in the file of every key and list entry by its place."""

    data: Any
    lines: Mapping[KeyPath, int]

    def line(self, place: KeyPath) -> int:
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
        tree = _Builder(first_line, path, problems).build(yaml.compose(text, _Loader))
    except _RefusedError as refused:
        place = first_line + refused.line
        problems.append(Problem(path, place, "error", refused.message, refused.remedy, refused.field))
        return None, problems
    except yaml.MarkedYAMLError as error:
        line, message, remedy = in_plain_words(error, text)
        problems.append(Problem(path, first_line + line, "error", message, remedy))
        return None, problems
    except (yaml.YAMLError, ValueError) as error:
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


class _Loader(yaml.SafeLoader):
    """Refuses all but plain texts, lists and mappings, before anything is made of them."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self._refuse(self.peek_event())  # type: ignore[no-untyped-call]
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refuse(self, event: Any) -> None:
        line = event.start_mark.line
        if isinstance(event, yaml.AliasEvent):
            what, remedy = f"`*{event.anchor}` repeats another value", "write it out, or in quotation marks"
            raise _RefusedError(line, what, remedy)
        if event.anchor:
            what, remedy = f"`&{event.anchor}` names a value to repeat it", "write values out, or in quotation marks"
            raise _RefusedError(line, what, remedy)
        if event.tag is not None:
            raise _RefusedError(line, f"`{event.tag}` asks for a type", "write plain texts and lists")
        if self.depth >= MAX_DEPTH:
            raise _RefusedError(line, f"nested more than {MAX_DEPTH} deep", "nothing here needs that; flatten it")


class _Builder:
    """Builds the tree from nodes, and tells of keys that stand twice."""

    def __init__(self, first_line: int, path: str, problems: list[Problem]) -> None:
        self._first_line, self._path, self._problems = first_line, path, problems
        self._lines: dict[KeyPath, int] = {}

    def build(self, node: Any) -> Tree:
        return Tree(self._value(node, ()) if node else None, self._lines)

    def _value(self, node: Any, place: KeyPath) -> Any:
        """What a node holds; `place` gets its line, unless its key has given it one."""
        self._lines.setdefault(place, self._first_line + node.start_mark.line)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*place, n)) for n, item in enumerate(node.value)]
        return None if not node.style and node.value in _NULL else self._text(node)

    def _text(self, node: Any) -> str:
        if _SURROGATE.search(node.value):  # from "\\ud83d": half a character cannot be written anywhere
            what = "the value has half a character, written as \\u and a number"
            raise _RefusedError(node.start_mark.line, what, "type it itself")
        return str(node.value)

    def _mapping(self, node: Any, place: KeyPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = self._first_line + key.start_mark.line
            if not isinstance(key, yaml.ScalarNode):
                raise _RefusedError(key.start_mark.line, "a key is a list or a mapping", "keys are plain words")
            here = (*place, name := self._text(key))
            if here in self._lines:
                what = f"the key stands twice, on lines {self._lines[here]} and {line}"
                self._problems.append(Problem(self._path, line, "error", what, "keep one of them", dotted(here)))
                continue
            self._lines[here] = line
            found[name] = self._value(value, here)
        return found


def dotted(place: KeyPath) -> str:
    """A place as editors read it: `corrections[2].speaker`, lists counted from 1."""
    text = ""
    for step in place:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
