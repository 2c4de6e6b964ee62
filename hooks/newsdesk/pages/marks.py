"""The mark of an outlet: one letter (or two) and one colour for the whole site, so that it need be learnt once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

HUES = 8  # how many colours the style sheet has
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands for an outlet wherever its words do."""

    letter: str
    hue: int


def marks(outlets: Iterable[str]) -> dict[str, Mark]:
    """A mark for each outlet, given once for each of its sources. "The Larn Courier" is L; another with an L is LE, for
    Larn Echo: the one that is met more often has the single letter, a few articles more or less do not change that.

    A name has its colour by itself, so that a new outlet leaves those of the others; no two share one while there are
    free ones.
    """
    found: dict[str, Mark] = {}
    letters: set[str] = set()
    hues: set[int] = set()
    often = Counter(filter(None, outlets))
    for outlet in sorted(often, key=lambda name: (-often[name].bit_length(), bare(name).casefold(), name)):
        letter = next(letter for letter in _letters(outlet) if letter not in letters)
        wanted = crc32(outlet.encode("utf-8", "surrogatepass"))
        hue = next((h for n in range(HUES) if (h := (wanted + n) % HUES) not in hues), wanted % HUES)
        letters.add(letter)
        hues.add(hue)
        found[outlet] = Mark(letter, hue)
    return found


def numbered(place: int) -> Mark:
    """The mark of a source of which no outlet is stated: its place in its story, from 1."""
    return Mark(str(place), (place - 1) % HUES)


def bare(name: str) -> str:
    """A name without its article, by which outlets are ordered."""
    return _ARTICLE.sub("", name)


def _letters(outlet: str) -> Iterator[str]:
    """What may stand for an outlet, the best first: its initial, its initials, its initial and a further letter."""
    words = re.findall(r"\w+", bare(outlet)) or ["?"]
    first = words[0][0].upper()
    yield first
    yield from (first + word[0].upper() for word in words[1:])
    yield from (first + char.lower() for char in "".join(words)[1:])
    number = 2
    while True:
        yield f"{first}{number}"
        number += 1
