"""The words of `data/pages.yml` as patterns, and lines as they are compared."""

from __future__ import annotations

import re
from functools import cache

from newsdesk.reading.lexicon import load_lexicon

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")


@cache
def pattern(table: str) -> re.Pattern[str]:
    """What a line, or a part of it, is tried with: any of the patterns of a table."""
    stated = load_lexicon().tables["pages"][table]
    either = stated if isinstance(stated, list) else [stated]
    return re.compile("|".join(f"(?:{one})" for one in either), re.I)


@cache
def press_services() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each press service, and its mark."""
    table = load_lexicon().tables["pages"]["press_services"]
    return tuple((name, re.compile(rf"(?:{mark})")) for name, mark in table.items())


@cache
def agencies() -> dict[str, str]:
    """Press agencies, by their names in small letters."""
    names = load_lexicon().tables["datelines"]["agencies"]
    return {name.casefold(): name for name in names if not name.startswith("CNN")}


def tidy(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """The letters and digits of a text, as names and headlines are compared."""
    return re.sub(r"[\W_]+", "", text.casefold())


def is_line(table: str, line: str, most: int = 300) -> bool:
    """Whether a whole line is one of a table; longer ones are none."""
    return len(line) <= most and pattern(table).fullmatch(line.strip().rstrip(".!?… ").strip()) is not None


def count_words(text: str) -> int:
    """How many words a text has; in scripts without spaces two letters count as one."""
    unspaced = sum(len(found) for found in _UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + unspaced // 2


def agency_words(text: str) -> str:
    """The press agency that stands in some words ("for Reuters"), as a part of its own; "" where none does."""
    parts = (re.sub(r"(?i)^(?:for|of|the|via|from)\s+", "", part.strip(" ()")) for part in re.split(r"[,;|/()]", text))
    return next((found for part in parts if (found := agencies().get(part.casefold(), ""))), "")
