"""The offices that sources give to those they name: "Gov. Hallam", "Hallam, the governor of Larn"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from newsdesk.memo.memo import Memo
from newsdesk.records import Extraction, Lexicon, Source

LONGEST = 3  # words of an office


class Offices:
    """The offices of the chains of each source, looked up once."""

    def __init__(self, sources: Mapping[str, Source], lexicon: Lexicon, memo: Memo) -> None:
        self._sources, self._memo, self._lexicon = sources, memo, lexicon
        self._told: dict[str, dict[int, frozenset[str]]] = {}

    def of(self, extraction: Extraction, chain: int) -> frozenset[str]:
        """The offices by which a source calls one of its chains."""
        key = extraction.source
        if key not in self._told:
            self._told[key] = self._memo.once(_offices, extraction, self._sources.get(key), self._lexicon)
        return self._told[key].get(chain, frozenset())


def _offices(extraction: Extraction, source: Source | None, lexicon: Lexicon) -> dict[int, frozenset[str]]:
    text = source.text if source else ""
    found: dict[int, set[str]] = {}
    for n, chain in enumerate(extraction.chains):
        for title in chain.titles:
            found.setdefault(n, set()).update(offices_in(title, lexicon))
    for description in extraction.descriptions:
        words = description.span.of(text)
        found.setdefault(description.chain, set()).update(offices_in(words, lexicon))
    return {n: frozenset(offices) for n, offices in found.items()}


def offices_in(words: str, lexicon: Lexicon) -> Iterator[str]:
    """The offices that some words name, by their usual words: "Gov." is "governor", "vice president" one office."""
    titles, same = _tables(lexicon)
    plain = re.findall(r"[\w-]+", words.casefold().replace(".", ""))
    start = 0
    while start < len(plain):
        length = next((n for n in range(LONGEST, 0, -1) if " ".join(plain[start : start + n]) in titles), 0)
        if length:
            office = " ".join(plain[start : start + length])
            yield same.get(office, office)
        start += length or 1


@cache
def _tables(lexicon: Lexicon) -> tuple[frozenset[str], Mapping[str, str]]:
    table = lexicon.tables["titles"]
    return frozenset(table["titles"]), table["same"]
