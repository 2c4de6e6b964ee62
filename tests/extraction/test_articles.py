"""Whole articles of many genres, written for this project and read by hand: who is named, and who said what."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from newsdesk.extraction.extract import extract
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import Extraction, Lexicon, Source, Vocabulary

ARTICLES = sorted((Path(__file__).parents[1] / "cases" / "articles").glob("*.yml"))
KINDS = ("organisation", "place", "event", "product")


@cache
def read(path: Path) -> tuple[dict[str, Any], Source]:
    case = YAML(typ="safe").load(path)
    return case, source_from_text(path.stem, case["text"])


@pytest.fixture(scope="module")
def extractions(parser: Parser, lexicon: Lexicon) -> dict[str, Extraction]:
    sources = [read(path)[1] for path in ARTICLES]
    parses = parser.parse(sources)
    return {s.id: extract(s, parse, Vocabulary(), lexicon) for s, parse in zip(sources, parses, strict=True)}


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_everybody_is_one_person_and_nobody_else(path: Path, extractions: dict[str, Extraction]) -> None:
    case, source = read(path)
    found, names = extractions[source.id], defaultdict(list)
    for mention in found.mentions:
        if not mention.weak and mention.chain is not None and found.chains[mention.chain].full:
            chain, printed = found.chains[mention.chain], mention.span.of(source.text)
            if chain.type == "person" and printed not in names[chain.name]:
                names[chain.name].append(printed)
    assert dict(names) == case["people"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_things_are_of_their_kind(path: Path, extractions: dict[str, Extraction]) -> None:
    case, source = read(path)
    told = {(chain.name, chain.type) for chain in extractions[source.id].chains if chain.full}
    assert {(name, kind) for kind in KINDS for name in case.get(kind, ())} <= told


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_quote_has_its_speaker_or_none(path: Path, extractions: dict[str, Extraction]) -> None:
    case, source = read(path)
    found = extractions[source.id]
    said = [
        (quote.spans[0].of(source.text), quote.speaker.chain if quote.speaker else None)
        for quote in found.quotes
        if quote.kind != "indirect"
    ]
    whom = [(words, "nobody" if chain is None else found.chains[chain].name) for words, chain in said]
    expected = [tuple(pair) for pair in case["said"]]
    assert [(words[: len(begins)], name) for (words, name), (begins, _) in zip(whom, expected, strict=True)] == expected
