"""Ids of quotes, direct and indirect."""

from __future__ import annotations

import hashlib
from collections import Counter


class Ids:
    """Ids of one source's quotes: from its id and the exact words, so that an edit elsewhere changes none."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._seen: Counter[str] = Counter()

    def of(self, words: str) -> str:
        self._seen[words] += 1
        basis = f"{self._source}\0{words}\0{self._seen[words]}"
        return "q-" + hashlib.sha256(basis.encode()).hexdigest()[:12]
