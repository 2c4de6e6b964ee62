"""Spans of text, edits to it, and the exact map from a cleaned text back to the given one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: Unicode code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace `start`–`end` of a text by `new`; `rule` names the cleaning step that asks for it."""

    start: int
    end: int
    new: str
    rule: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each piece of the cleaned text stood in the given text.

    `pieces` are `(clean_start, clean_end, given_start, given_end)`, in order, gapless on the clean side.
    A piece of equal lengths was kept character for character or replaced one for one; a piece of unequal
    lengths was replaced as a whole, and an offset inside it maps to the nearer edge of the whole.
    Text that was removed appears in no piece.
    """

    pieces: tuple[tuple[int, int, int, int], ...]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        return cls(((0, length, 0, length),))

    def to_given(self, span: Span) -> Span:
        """The smallest span of the given text that holds every character of a span of the cleaned text."""
        if not self.pieces or span.start >= span.end:
            at = self._start(span.start)
            return Span(at, at)
        return Span(self._start(span.start), self._end(span.end))

    def to_clean(self, span: Span) -> Span | None:
        """The span of the cleaned text that came from a span of the given text; None if all was removed."""
        inside = [p for p in self.pieces if p[2] < span.end and span.start < p[3]]
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        start = first[0] + max(0, span.start - first[2]) if _even(first) else first[0]
        end = last[0] + min(span.end, last[3]) - last[2] if _even(last) else last[1]
        return Span(start, end)

    def _start(self, offset: int) -> int:
        piece = self.pieces[max(0, bisect_right(self.pieces, offset, key=lambda p: p[0]) - 1)]
        return piece[2] + min(offset - piece[0], piece[3] - piece[2]) if _even(piece) else piece[2]

    def _end(self, offset: int) -> int:
        piece = self.pieces[max(0, bisect_right(self.pieces, offset - 1, key=lambda p: p[0]) - 1)]
        return piece[2] + offset - piece[0] if _even(piece) else piece[3]

    def edited(self, edits: Iterable[Edit]) -> OffsetMap:
        """The map after further edits (sorted, not overlapping) to this map's cleaned text."""
        pieces: list[tuple[int, int, int, int]] = []
        at = shift = 0
        for edit in edits:
            pieces += self._cut(at, edit.start, shift)
            if edit.new:
                given = self.to_given(Span(edit.start, edit.end))
                start = edit.start + shift
                pieces.append((start, start + len(edit.new), given.start, given.end))
            shift += len(edit.new) - (edit.end - edit.start)
            at = edit.end
        pieces += self._cut(at, self.pieces[-1][1] if self.pieces else 0, shift)
        return OffsetMap(tuple(pieces))

    def _cut(self, start: int, end: int, shift: int) -> list[tuple[int, int, int, int]]:
        """The pieces between two offsets of the cleaned text, moved by `shift` on the clean side."""
        cut = []
        for c0, c1, g0, g1 in self.pieces:
            a, b = max(c0, start), min(c1, end)
            if a >= b:
                continue
            even = c1 - c0 == g1 - g0
            cut.append((a + shift, b + shift, g0 + a - c0, g0 + b - c0) if even else (a + shift, b + shift, g0, g1))
        return cut


def _even(piece: tuple[int, int, int, int]) -> bool:
    return piece[1] - piece[0] == piece[3] - piece[2]
