"""Words compared as an editor types them: what stands in an article, and what comes nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from newsdesk.records import Span

SLIP = 85  # of 100: how alike two names are of which one is mistyped

_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})


def plain(words: str) -> str:
    """Words as they are compared: one kind of marks, single blanks, no marks or stops at the edges."""
    return " ".join(words.translate(_PLAIN).split()).strip(" \"',.;").casefold()


def places(text: str, words: str) -> list[Span]:
    """Where the words stand, whatever the blanks and the kind of marks."""
    parts = [re.escape(part) for part in words.translate(_PLAIN).strip(' "').split()]
    pattern = r"\s+".join(parts)
    return [Span(*m.span()) for m in re.finditer(pattern, text.translate(_PLAIN))] if parts else []


def exact(text: str, words: str) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)] if words else []


def nearest(wanted: str, known: Sequence[str]) -> int | None:
    """The index of the most alike, None where there is nothing to choose from."""
    found = process.extractOne(wanted, known, scorer=fuzz.WRatio)
    return found[2] if found else None


def nearest_part(wanted: str, texts: Sequence[str]) -> int | None:
    """The index of the text that holds something most alike."""
    found = process.extractOne(wanted, texts, scorer=fuzz.partial_ratio)
    return found[2] if found else None


def slip(wanted: str, names: Sequence[str]) -> str | None:
    """The name that another is a slip of the keys away from: of words as many, and nearly all letters the same."""
    alike = [name for name in names if len(name.split()) == len(wanted.split()) and plain(name) != plain(wanted)]
    found = process.extractOne(plain(wanted), alike, processor=plain, scorer=fuzz.ratio, score_cutoff=SLIP)
    return found[0] if found else None


def short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rstrip() + "…"
