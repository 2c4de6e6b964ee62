"""Quotation marks read as what they must be. Words stay as printed; where a mark is not certain it stays too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

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
            found = _paragraph(line[0])
        else:
            found = _straight(line[0]) if '"' in line[0] else []
        edits += [replace(edit, start=edit.start + line.start(), end=edit.end + line.start()) for edit in found]
    return edits


class _Mark(NamedTuple):
    """A double mark of a paragraph, and the one before it that is still open."""

    line: str
    marks: Sequence[int]  # where the paragraph's double marks stand
    k: int  # which of them this is
    opened: int | None  # where the open one stands

    @property
    def at(self) -> int:
        return self.marks[self.k]

    @property
    def sign(self) -> str:
        return self.line[self.at]

    @property
    def opening(self) -> str:
        """The sign that is open, "" for none."""
        return "" if self.opened is None else self.line[self.opened]

    @property
    def before(self) -> str:
        return self.line[self.at - 1 : self.at]

    @property
    def after(self) -> str:
        return self.line[self.at + 1 : self.at + 2]

    @property
    def closing_follows(self) -> bool:
        return self.k + 1 < len(self.marks) and self.line[self.marks[self.k + 1]] == "”"


Answer = tuple[list[Edit], int | None]  # what is put right, and where the mark stands that is open then


def _german(mark: _Mark) -> Answer | None:
    """„so“ is “so”: the edits come with the mark that closes it."""
    if mark.sign == "„":
        return [], mark.at
    if mark.sign == "“" and mark.opened is not None and mark.opening == "„":
        return [_swap(mark.opened, "“"), _swap(mark.at, "”")], None
    return None


def _opening_that_closes(mark: _Mark) -> Answer | None:
    """“so,“ she said"""
    if mark.sign != "“" or mark.opened is None:
        return None
    closes = _closes(mark.line, mark.at) and not _closed_twice(mark)
    return (_as_closing(mark.line, mark.at), None) if closes else None


def _opens_again(mark: _Mark) -> Answer | None:
    """“so. ‘ … “so”: the one before may have been closed by a single mark."""
    if mark.sign != "“" or mark.opened is None:
        return None
    return _single_for_double(mark.line, mark.opened, mark.at), mark.at


def _opens(mark: _Mark) -> Answer | None:
    return ([], mark.at) if mark.sign == "“" else None


def _closing_that_opens(mark: _Mark) -> Answer | None:
    """”so”"""
    if mark.sign != "”" or mark.opened is not None or not mark.after.isalnum() or not mark.closing_follows:
        return None
    free = not mark.before or mark.before.isspace() or mark.before in "([—–"
    return ([_swap(mark.at, "“")], mark.at) if free else None


def _shuts(mark: _Mark) -> Answer | None:
    return ([], None) if mark.sign == "”" else None


def _straight_that_closes(mark: _Mark) -> Answer | None:
    """“so" """
    if mark.opened is None or mark.before.isspace() or mark.after.isalnum():
        return None
    return [_swap(mark.at, "”")], None


def _straight_that_opens(mark: _Mark) -> Answer | None:
    """ "so”"""
    if mark.opened is not None or not mark.after.isalnum() or not mark.closing_follows:
        return None
    return ([_swap(mark.at, "“")], mark.at) if not mark.before or mark.before.isspace() else None


# What a mark is, in order: the first that answers decides. Where none does, straight marks have an order of their own.
RULES: tuple[Callable[[_Mark], Answer | None], ...] = (
    _german,
    _opening_that_closes,
    _opens_again,
    _opens,
    _closing_that_opens,
    _shuts,
    _straight_that_closes,
    _straight_that_opens,
)


def _paragraph(line: str) -> list[Edit]:
    marks = [m.start() for m in _DOUBLE.finditer(line)]
    edits: list[Edit] = []
    opened: int | None = None
    for k in range(len(marks)):
        mark = _Mark(line, marks, k, opened)
        answer = next((answer for rule in RULES if (answer := rule(mark)) is not None), None)
        if answer is None:
            return []
        edits += answer[0]
        opened = answer[1]
    return edits if opened is None else edits + _single_for_double(line, opened, len(line))


def _straight(line: str) -> list[Edit]:
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
            edits.append(Edit(at - 1, at + 1, '" ', "stray_marks"))
    return edits


def _swap(at: int, mark: str) -> Edit:
    return Edit(at, at + 1, mark, "stray_marks")


def _closes(line: str, at: int) -> bool:
    """An opening mark where speech ends: after the stop of a sentence or clause, before what goes on without it."""
    after = line[at + 1 : at + 2]
    if line[max(0, at - _NEAR) : at].rstrip()[-1:] not in _STOPS:
        return False
    if not after or after.isspace():
        return True
    return line[at - 1].isspace() and after.islower()


def _closed_twice(mark: _Mark) -> bool:
    """Whether the marks after this one close both it and the one before, as a quotation in a quotation does."""
    return [mark.line[i] for i in mark.marks[mark.k + 1 : mark.k + 3]] == ["”", "”"]


def _as_closing(line: str, at: int) -> list[Edit]:
    """`it, “said` is `it,” said`: the space changes sides with the mark."""
    if line[at - 1] == " " and not line[at + 1 : at + 2].isspace() and at + 1 < len(line):
        return [Edit(at - 1, at + 1, "” ", "stray_marks")]
    return [_swap(at, "”")]


def _single_for_double(line: str, opened: int, end: int) -> list[Edit]:
    """A double mark closed by a single one (“so. ‘), where no single one opened between."""
    inside = line[opened + 1 : end]
    if re.search(r"(?<!\w)[‘'](?=\w)", inside):
        return []
    closers = list(re.finditer(r"(?<=[.,?!…])(\s?)[‘’'](?=\s|$)", inside))
    if len(closers) != 1:
        return []
    m = closers[0]
    at = opened + 1
    gone = [Edit(at + m.start(), at + m.start() + 1, "", "stray_marks")] if m[1] else []
    return [*gone, Edit(at + m.end() - 1, at + m.end(), "”", "stray_marks")]
