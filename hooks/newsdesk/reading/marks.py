"""Quotation marks read as what they must be. Words stay as printed; where a mark is not certain it stays too."""

from __future__ import annotations

import re

from newsdesk.records import Edit

_DOUBLED = re.compile(r"(?<!`)``(?!`)|(?<!')'{2,3}(?!')|‘‘|’’|[＂〝〞‟❝❞]")
_PLAIN = {"＂": '"', "〝": "“", "‟": "“", "❝": "“", "〞": "”", "❞": "”"}
_LINE = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[“”„\"]")
_STOPS = frozenset(".,?!…—–-")
_NEAR = 4  # characters before a mark that can tell what it is


def odd_marks(text: str) -> list[Edit]:
    """A mark typed as two is one mark, where something shows which side it is on (``so'', ‘‘so’’, “so'').

    One of an unusual shape (＂so＂, ❝so❞) is the usual one.
    """
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        found = list(_DOUBLED.finditer(line[0]))
        backticks = any(m[0] == "``" for m in found)
        opened = "‘‘" in line[0] or line[0].count("“") > line[0].count("”")
        for m in found:
            if m[0] in _PLAIN:
                edits.append(Edit(line.start() + m.start(), line.start() + m.end(), _PLAIN[m[0]], "odd_marks"))
                continue
            if m[0][0] == "’" and not opened:
                continue  # a possessive inside single marks, or a slip: not certain
            if m[0][0] == "'" and not (backticks or opened):
                continue  # inches, an empty string, or marks that do not say which side they are on: not certain
            edits.append(_one(line[0], m, line.start(), backticks))
    return edits


def _one(line: str, m: re.Match[str], offset: int, backticks: bool) -> Edit:
    start, end = m.span()
    if m[0] in ("``", "‘‘"):
        return Edit(offset + start, offset + end, "“", "odd_marks")
    if len(m[0]) == 3:  # a single mark beside a double one
        if line[end : end + 1].isalnum():
            end -= 1
        else:
            start += 1
    return Edit(offset + start, offset + end, "”" if backticks or m[0][0] == "’" else '"', "odd_marks")


def stray_marks(text: str) -> list[Edit]:
    """Curly marks that the rest of their paragraph shows to be the wrong one of a pair, or a single for a double.

    Only paragraphs whose curly marks do not open and close in turn are touched, and only where the marks then
    do: a paragraph that stays odd is left to whoever reads the quotes.
    """
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        if "“" in line[0] or "”" in line[0] or "„" in line[0]:
            edits += _paragraph(line[0], line.start())
        elif '"' in line[0]:
            edits += _straight(line[0], line.start())
    return edits


def _paragraph(line: str, offset: int) -> list[Edit]:
    marks = [m.start() for m in _DOUBLE.finditer(line)]
    edits: list[Edit] = []
    opened: int | None = None
    for k, at in enumerate(marks):
        mark, after = line[at], line[at + 1 : at + 2]
        before = line[at - 1 : at]
        if mark == "„":
            opened = at
        elif mark == "“" and opened is not None and line[opened] == "„":
            edits += [_swap(offset, opened, "“"), _swap(offset, at, "”")]
            opened = None
        elif mark == "“" and opened is not None:
            if _closes(line, at) and not _closed_twice(line, marks, k):
                edits += _as_closing(line, at, offset)
                opened = None
            else:
                edits += _single_for_double(line, opened, at, offset)
                opened = at
        elif mark == "“":
            opened = at
        elif mark == "”" and opened is None:
            opens = not before or before.isspace() or before in "([—–"
            if opens and after.isalnum() and _next_is(line, marks, k, "”"):
                edits.append(_swap(offset, at, "“"))
                opened = at
        elif mark == "”":
            opened = None
        elif opened is not None and not before.isspace() and not after.isalnum():  # “so"
            edits.append(_swap(offset, at, "”"))
            opened = None
        elif opened is None and after.isalnum() and (not before or before.isspace()) and _next_is(line, marks, k, "”"):
            edits.append(_swap(offset, at, "“"))  # "so”
            opened = at
        else:
            return []  # straight marks have an order of their own
    if opened is not None:
        edits += _single_for_double(line, opened, len(line), offset)
    return edits


def _straight(line: str, offset: int) -> list[Edit]:
    """`it, "said` is `it," said`, where the straight marks of a paragraph otherwise open and close in turn."""
    marks = [m.start() for m in re.finditer('"', line)]
    if len(marks) % 2:
        return []
    edits: list[Edit] = []
    for k, at in enumerate(marks):
        before, after = line[at - 1 : at] if at else " ", line[at + 1 : at + 2] or " "
        if k % 2 == 0 and (after.isspace() or before.isalnum()):
            return []
        if k % 2 and before.isspace():
            if not after.islower() or line[max(0, at - _NEAR) : at].rstrip()[-1:] not in _STOPS:
                return []
            edits.append(Edit(offset + at - 1, offset + at + 1, '" ', "stray_marks"))
    return edits


def _swap(offset: int, at: int, mark: str) -> Edit:
    return Edit(offset + at, offset + at + 1, mark, "stray_marks")


def _closes(line: str, at: int) -> bool:
    """An opening mark where speech ends: after the stop of a sentence or clause, before what goes on without it."""
    after = line[at + 1 : at + 2]
    if line[max(0, at - _NEAR) : at].rstrip()[-1:] not in _STOPS:
        return False
    if not after or after.isspace():
        return True
    return line[at - 1].isspace() and after.islower()


def _closed_twice(line: str, marks: list[int], k: int) -> bool:
    """Whether the marks after the `k`-th close both it and the one before, as a quotation in a quotation does."""
    rest = [line[i] for i in marks[k + 1 : k + 3]]
    return rest == ["”", "”"]


def _next_is(line: str, marks: list[int], k: int, mark: str) -> bool:
    return k + 1 < len(marks) and line[marks[k + 1]] == mark


def _as_closing(line: str, at: int, offset: int) -> list[Edit]:
    """`it, “said` is `it,” said`: the space changes sides with the mark."""
    if line[at - 1] == " " and not line[at + 1 : at + 2].isspace() and at + 1 < len(line):
        return [Edit(offset + at - 1, offset + at + 1, "” ", "stray_marks")]
    return [_swap(offset, at, "”")]


def _single_for_double(line: str, opened: int, end: int, offset: int) -> list[Edit]:
    """A double mark closed by a single one (“so. ‘), where no single one opened between."""
    inside = line[opened + 1 : end]
    if re.search(r"(?<!\w)[‘'](?=\w)", inside):
        return []
    closers = list(re.finditer(r"(?<=[.,?!…])(\s?)[‘’'](?=\s|$)", inside))
    if len(closers) != 1:
        return []
    m = closers[0]
    at = offset + opened + 1
    gone = [Edit(at + m.start(), at + m.start() + 1, "", "stray_marks")] if m[1] else []
    return [*gone, Edit(at + m.end() - 1, at + m.end(), "”", "stray_marks")]
