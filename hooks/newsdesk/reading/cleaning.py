"""Cleaning: one visible tuple of pure steps from text to edits, and the exact map back to the given text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsdesk.reading.characters import invisible, line_endings, mojibake, spaces
from newsdesk.reading.furniture import broken_lines, cut_sentences, glued_notices, hard_wraps, inline_tickers
from newsdesk.reading.marks import odd_marks, stray_marks
from newsdesk.records import Edit, OffsetMap, apply

Step = Callable[[str], list[Edit]]

STEPS: tuple[Step, ...] = (
    mojibake,
    line_endings,
    invisible,
    spaces,
    hard_wraps,
    odd_marks,
    inline_tickers,
    cut_sentences,
    broken_lines,
    glued_notices,
    stray_marks,
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text, the map back, and each step's edits in the order made (spans count in that step's text)."""

    text: str
    offsets: OffsetMap
    edits: tuple[Edit, ...]


def clean(given: str, steps: tuple[Step, ...] = STEPS) -> Cleaned:
    """Every step in turn. A text with nothing to clean comes back as it is."""
    text, offsets = given, OffsetMap.identity(len(given))
    made: list[Edit] = []
    for step in steps:
        if edits := step(text):
            text, offsets = apply(text, edits), offsets.edited(edits)
            made += edits
    return Cleaned(text, offsets, tuple(made))
