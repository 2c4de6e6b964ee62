"""What YAML's reader complains of, in words for people who never heard of YAML, with the line to write instead."""

from __future__ import annotations

import re

from yaml import MarkedYAMLError

_STATED = re.compile(r"(?P<key>\s*(?:- +)?[^\s:#'\"\[{][^:]*): +(?P<value>\S.*)")
_SHOWN = 70  # characters of a line that is written out


def in_plain_words(error: MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """The line of `text` to blame, counted from 0; what happened; what to do."""
    complaint = str(error.problem)
    opened = error.context_mark if _unclosed(complaint, error.context) else None
    mark = opened or error.problem_mark or error.context_mark
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1) if mark else 0
    if opened:
        number, sign = _opening(lines, number, opened.column)
    stated = _STATED.match(lines[number])
    value = stated["value"].rstrip() if stated else ""
    if opened:
        close = {"[": "close it with `]`", "{": "close it with `}`"}.get(sign, "close it")
        quoted = "the value in quotation marks" if sign in "[{" else _quoted(stated)
        return number, f"`{sign}` is opened here and never closed", f"{close}, or put {quoted}"
    if "could not find expected ':'" in complaint:
        number = error.context_mark.line if error.context_mark else number
        return number, "the line has no colon", "write `key: value`, with a space after the colon"
    if "mapping values" in complaint and re.search(r":( |$)", value):
        return number, "the value has a colon in it", f"put {_quoted(stated)}"
    if "cannot start any token" in complaint and value:
        return number, f"a value cannot start with `{value[0]}`", f"put {_quoted(stated)}"
    if value[:1] in ("'", '"') and "<scalar>" in complaint:
        return number, "something stands after the closing quotation mark", f"put {_quoted(stated)}"
    if "mapping values" in complaint or "<block end>" in complaint:
        return number, "the line is indented otherwise than its neighbours", "start keys of one kind at the same column"
    return number, f"cannot be understood: {complaint}", "put the value in quotation marks, or indent lines alike"


def _unclosed(complaint: str, context: str | None) -> bool:
    ended = "end of stream" in complaint or "<stream end>" in complaint or "document separator" in complaint
    return ended or ("expected ',' or" in complaint and "flow" in str(context))


def _opening(lines: list[str], number: int, column: int) -> tuple[int, str]:
    """The line and the sign that opens what is not closed at a place: the last one before it."""
    lines = [*lines[:number], lines[number][: column + 1]]
    for n in range(number, -1, -1):
        if signs := re.findall(r"[\[{'\"]", lines[n]):
            return n, signs[-1]
    return number, "something"


def _quoted(stated: re.Match[str] | None) -> str:
    """ "the value in quotation marks", and how that reads where the line is short enough."""
    if stated is None:
        return "the value in quotation marks"
    value = stated["value"].strip()
    bare = value[1:].removesuffix(value[0]) if value[0] in "'\"" else value
    mark = "'" if '"' in bare else '"'
    line = f"{stated['key'].strip()}: {mark}{bare}{mark}"
    fits = len(line) <= _SHOWN and not (mark in bare or "\\" in bare)
    return f"it in quotation marks: `{line}`" if fits else "the value in quotation marks"
