"""Spans of text, edits to it, the exact map from a cleaned text back to the given one, and ids made from text."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache


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


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made to it; they are sorted and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


MapSegment = tuple[int, int, int, int]  # clean start, clean end, given start, given end


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each piece of the cleaned text stood in the given text.

    `pieces` are `(clean_start, clean_end, given_start, given_end)`, in order, gapless on the clean side.
    A piece of equal lengths was kept character for character or replaced one for one; a piece of unequal
    lengths was replaced as a whole, and an offset inside it maps to the nearer edge of the whole.
    Text that was removed appears in no piece.
    """

    pieces: tuple[MapSegment, ...]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        return cls(((0, length, 0, length),))

    def to_given(self, span: Span) -> Span:
        """The smallest span of the given text that holds every character of a span of the cleaned text."""
        if span.start >= span.end:
            at = self._start(span.start)
            return Span(at, at)
        return Span(self._start(span.start), self._end(span.end))

    def to_clean(self, span: Span) -> Span | None:
        """The span of the cleaned text that came from a span of the given text; None if all was removed."""
        first = bisect_right(self.pieces, span.start, key=lambda p: p[3])
        last = bisect_left(self.pieces, span.end, key=lambda p: p[2]) - 1
        if first > last:
            return None
        a, b = self.pieces[first], self.pieces[last]
        start = a[0] + max(0, span.start - a[2]) if _even(a) else a[0]
        end = b[0] + min(span.end, b[3]) - b[2] if _even(b) else b[1]
        return Span(start, end)

    def edited(self, edits: Iterable[Edit]) -> OffsetMap:
        """The map after further edits (sorted, not overlapping) to this map's cleaned text."""
        pieces: list[MapSegment] = []
        at = shift = k = 0
        for start, end, length in self._widened(edits):
            k = self._keep(pieces, k, Span(at, start), shift)
            if length:
                given = self.to_given(Span(start, end)) if start < end else self._between(start)
                _replace(pieces, start + shift, length, given, whole=length != end - start or not self._even_in(k, end))
            shift += length - (end - start)
            at = end
        self._keep(pieces, k, Span(at, self.pieces[-1][1] if self.pieces else 0), shift)
        return OffsetMap(tuple(pieces))

    def _widened(self, edits: Iterable[Edit]) -> Iterator[tuple[int, int, int]]:
        """Edits as (start, end, new length), widened so that none cuts a piece that was replaced as a whole."""
        wide: tuple[int, int, int] | None = None
        for edit in edits:
            start, end = self._whole(edit.start)[0], self._whole(edit.end)[1]
            new = (start, end, edit.start - start + len(edit.new) + end - edit.end)
            if wide and start < wide[1]:  # both cut the same piece
                both = max(end, wide[1])
                grown = wide[2] + len(edit.new) - (edit.end - edit.start) + both - wide[1]
                wide = (wide[0], both, grown)
                continue
            if wide:
                yield wide
            wide = new
        if wide:
            yield wide

    def _whole(self, offset: int) -> tuple[int, int]:
        """The bounds of the replaced piece that an offset cuts, else the offset itself."""
        k = bisect_right(self.pieces, offset, key=lambda p: p[0]) - 1
        if k >= 0:
            piece = self.pieces[k]
            if not _even(piece) and piece[0] < offset < piece[1]:
                return piece[0], piece[1]
        return offset, offset

    def _keep(self, pieces: list[MapSegment], k: int, span: Span, shift: int) -> int:
        """Append what lies in `span` of the cleaned text, from piece `k` on; the piece to go on from."""
        while k < len(self.pieces) and self.pieces[k][0] < span.end:
            c0, c1, g0, g1 = self.pieces[k]
            a, b = max(c0, span.start), min(c1, span.end)
            if a < b and _even(self.pieces[k]):
                _append(pieces, (a + shift, b + shift, g0 + a - c0, g0 + b - c0))
            elif a < b:
                _append(pieces, (a + shift, b + shift, g0, g1))
            if c1 > span.end:
                break
            k += 1
        return k

    def _between(self, offset: int) -> Span:
        """The place in the given text of something inserted: empty, or the whole that it falls into."""
        start = self._start(offset)
        return Span(start, max(start, self._end(offset)) if offset else start)

    def _even_in(self, k: int, end: int) -> bool:
        """Whether all pieces from the `k`-th up to `end` of the cleaned text are character for character."""
        while k < len(self.pieces) and self.pieces[k][0] < end:
            if not _even(self.pieces[k]):
                return False
            k += 1
        return True

    def _start(self, offset: int) -> int:
        if not self.pieces:
            return 0
        piece = self.pieces[max(0, bisect_right(self.pieces, offset, key=lambda p: p[0]) - 1)]
        if _even(piece):
            return piece[2] + min(offset - piece[0], piece[3] - piece[2])
        return piece[3] if offset >= piece[1] else piece[2]

    def _end(self, offset: int) -> int:
        if not self.pieces:
            return 0
        piece = self.pieces[max(0, bisect_right(self.pieces, offset - 1, key=lambda p: p[0]) - 1)]
        return piece[2] + min(offset, piece[1]) - piece[0] if _even(piece) else piece[3]


def _even(piece: MapSegment) -> bool:
    return piece[1] - piece[0] == piece[3] - piece[2]


def _append(pieces: list[MapSegment], piece: MapSegment) -> None:
    """Append a piece, joined to the last one where both run on character for character."""
    if pieces and _even(piece) and _even(pieces[-1]) and pieces[-1][1] == piece[0] and pieces[-1][3] == piece[2]:
        piece = (pieces[-1][0], piece[1], pieces[-1][2], piece[3])
        pieces.pop()
    pieces.append(piece)


def _replace(pieces: list[MapSegment], start: int, length: int, given: Span, whole: bool) -> None:
    """Append a replacement. One `whole` whose length happens to be the given one goes in as two uneven pieces."""
    if whole and length == len(given) > 1:
        _append(pieces, (start, start + 1, given.start, given.end))
        start, length = start + 1, length - 1
    _append(pieces, (start, start + length, given.start, given.end))


_KEPT_APART = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_RESERVED = re.compile(r"con|prn|aux|nul|index|com\d|lpt\d")  # no file or folder of these names is safe everywhere
_SLUG_LENGTH, _SLUG_BYTES = 80, 200  # file systems allow 255 bytes, of which some are for endings


@lru_cache(maxsize=65_536)
def slug(text: str) -> str:
    """A text as an id and part of an address, the only maker of them: small letters, digits and hyphens; never empty.

    Latin letters lose their accents (“Ørsted” → “orsted”) and apostrophes go (“O’Brien” → “obrien”). Other scripts
    stay as they are, their marks too: without these many a name would be another. What has no letter or digit at all,
    is very long or is reserved by an operating system gets part of its SHA-256, so that two of them differ.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold().translate(_KEPT_APART))
    plain = re.sub(r"(?<=\w)['’](?=\w)", "", plain)
    made = re.sub(r"-{2,}", "-", "".join(_letters(plain))).strip("-")
    size = len(made.encode("utf-8", "replace"))
    if made and len(made) <= _SLUG_LENGTH and size <= _SLUG_BYTES and not _RESERVED.fullmatch(made):
        return made
    digest = hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:8]
    short = made[: _SLUG_LENGTH - 9].encode("utf-8", "replace")[: _SLUG_BYTES - 9].decode("utf-8", "ignore")
    return f"{short.strip('-')}-{digest}".strip("-")


def _letters(text: str) -> Iterator[str]:
    """Letters, digits and the marks of scripts that have some; a hyphen for any other character."""
    before = ""
    for char in text:
        base = unicodedata.normalize("NFD", char)[0]
        if char.isalnum():
            before = base if base.isascii() else char
            yield before
        elif unicodedata.category(char)[0] != "M":
            before = ""
            yield "-"
        elif before and not before.isascii():
            yield char
