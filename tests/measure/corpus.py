"""The annotated corpora, read and parsed once; parses are kept in `.cache/measure`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import load_parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import Parse, Source

EVAL = Path(__file__).parents[3] / "shared" / "eval"
CACHE = Path(__file__).parents[2] / ".cache" / "measure"


def rows(name: str) -> list[dict[str, Any]]:
    """The annotated articles of `NAME.jsonl`."""
    with open(EVAL / f"{name}.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def articles(name: str) -> Iterator[tuple[dict[str, Any], Source, Parse]]:
    """Each article of a corpus with its source and parse."""
    items = rows(name)
    sources = [source_from_text(str(d["id"]), d["text"], _date(d.get("published") or d.get("date"))) for d in items]
    yield from zip(items, sources, _parses(name, sources), strict=True)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _parses(name: str, sources: list[Source]) -> list[Parse]:
    names = [f.name for f in fields(Parse)]
    layout = [(s.text, [(p.span.start, p.span.end, p.kind) for p in s.paragraphs]) for s in sources]
    key = hashlib.sha256(json.dumps(layout).encode()).hexdigest()[:16]
    path = CACHE / f"{name}-{key}.json"
    if not path.exists():
        parser = load_parser(load_lexicon())
        CACHE.mkdir(parents=True, exist_ok=True)
        columns = [{n: getattr(parse, n) for n in names} for parse in parser.parse(sources)]
        path.write_text(json.dumps(columns), encoding="utf-8")
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return [Parse(**{n: tuple(v) if isinstance(v, list) else v for n, v in row.items()}) for row in loaded]
