"""The annotated corpora, read and parsed once; parses are kept in `.cache/measure`."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from newsdesk.extraction.extract import extract
from newsdesk.memo.memo import Memo
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parses import parse_all
from newsdesk.reading.source import source_from_text
from newsdesk.records import Extraction, Parse, Source, Vocabulary

EVAL = Path(__file__).parents[3] / "shared" / "eval"
CACHE = Path(__file__).parents[2] / ".cache" / "measure"


def rows(name: str) -> list[dict[str, Any]]:
    """The annotated articles of `NAME.jsonl`."""
    with open(EVAL / f"{name}.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def articles(name: str, ids: Container[str] | None = None) -> Iterator[tuple[dict[str, Any], Source, Parse]]:
    """Each article of a corpus with its source and parse; with `ids` only those."""
    items = [item for item in rows(name) if ids is None or str(item["id"]) in ids]
    sources = [source_from_text(str(d["id"]), d["text"], _date(d.get("published") or d.get("date"))) for d in items]
    yield from zip(items, sources, parse_all(sources, load_lexicon(), Memo(CACHE)), strict=True)


@cache
def extracted(name: str) -> tuple[tuple[Source, Extraction], ...]:
    """Each article of a corpus with what is found in it without a curated vocabulary; once in a process."""
    lexicon = load_lexicon()
    return tuple((source, extract(source, parse, Vocabulary(), lexicon)) for _, source, parse in articles(name))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
