"""Indirect speech and the circumstances of saying: golden cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from newsdesk.extraction.extract import extract
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import Extraction, Lexicon, Source, Vocabulary

CASES = Path(__file__).parents[1] / "cases"


def _cases(folder: str) -> list[Any]:
    yaml = YAML(typ="safe")
    return [
        pytest.param(case, id=f"{path.stem}: {case['text'][:60]}")
        for path in sorted((CASES / folder).glob("*.yml"))
        for case in yaml.load(path)
    ]


def _extract(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> tuple[Source, Extraction]:
    source = source_from_text("case", case["text"], case.get("published"))
    return source, extract(source, next(iter(parser.parse([source]))), Vocabulary(), lexicon)


@pytest.mark.parametrize("case", _cases("indirect"))
def test_indirect(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    source, found = _extract(case, parser, lexicon)
    text = source.text
    quotes = [q for q in found.quotes if q.kind == "indirect"]
    told = [
        [q.speaker.text, q.cue.of(text), *(span.of(text) for span in q.spans)] for q in quotes if q.speaker and q.cue
    ]
    assert told == case.get("finds", [])


@pytest.mark.parametrize("case", _cases("circumstances"))
def test_circumstances(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    source, found = _extract(case, parser, lexicon)
    stated = []
    for quote in found.quotes:
        values: dict[str, str | date | None] = {
            "to": quote.addressee.of(source.text) if quote.addressee else None,
            "where": quote.venue.of(source.text) if quote.venue else None,
            "on": quote.said_on,
        }
        stated.append({key: value for key, value in values.items() if value is not None})
    assert stated == case["finds"]
