"""How names of different sources are compared where no key comes with them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65_536)
def key_of(name: str) -> str:
    """A name without case, diacritics, full stops and "the"; its words with one blank between."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.sub(r"[^\w&'-]+", " ", plain.casefold().replace(".", "")).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
