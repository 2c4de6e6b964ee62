"""Several wordings of one statement side by side: which words does only one of them have?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive words of a wording; `own`: no other wording has them."""

    text: str
    own: bool


def compared(wordings: Sequence[str]) -> list[tuple[Stretch, ...]]:
    """Each wording cut into stretches of shared and of own words; joined, they give the wording back exactly.

    Words count as the same whatever their case, marks and punctuation; they must stand in the same order
    (longest matching blocks, Ratcliff and Obershelp 1988, as in `difflib`).
    """
    tokens = [re.findall(r"\S+\s*", wording) for wording in wordings]
    keys = [[_key(token) for token in row] for row in tokens]
    shared = [[not key for key in row] for row in keys]
    for one, left in enumerate(keys):
        for other, right in enumerate(keys):
            if one != other:
                matcher = SequenceMatcher(None, left, right, autojunk=False)
                for block in matcher.get_matching_blocks():
                    for at in range(block.a, block.a + block.size):
                        shared[one][at] = True
    alone = len(wordings) < 2
    return [tuple(_stretches(row, [s or alone for s in marks])) for row, marks in zip(tokens, shared, strict=True)]


def _key(token: str) -> str:
    return "".join(char for char in token.casefold() if char.isalnum())


def _stretches(tokens: list[str], shared: list[bool]) -> list[Stretch]:
    stretches: list[Stretch] = []
    for token, common in zip(tokens, shared, strict=True):
        if stretches and stretches[-1].own != common:
            stretches[-1] = Stretch(stretches[-1].text + token, not common)
        else:
            stretches.append(Stretch(token, not common))
    return stretches
