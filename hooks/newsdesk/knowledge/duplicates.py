"""How much two texts are one text: for the guard of `newsdesk add`, and for what agencies hand to many outlets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
SHINGLE = 5  # words


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five words, without case and punctuation; of a shorter text the whole.

    Method: Broder, "On the resemblance and containment of documents", 1997.
    """
    return runs_of(words_in(text))


def words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs_of(words: Sequence[T]) -> frozenset[tuple[T, ...]]:
    """Every run of five; of fewer words the whole."""
    if len(words) < SHINGLE:
        return frozenset([tuple(words)] if words else ())
    return frozenset(zip(*(words[n:] for n in range(SHINGLE)), strict=False))
