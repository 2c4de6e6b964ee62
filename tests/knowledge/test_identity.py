"""Who is who beyond one article: golden cases, each a small archive; how joins are told and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from newsdesk.extraction.explain import explain
from newsdesk.extraction.extract import extract
from newsdesk.knowledge.gather import gather_names
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import Correction, CuratedEntity, Knowledge, Library, Source, Vocabulary

CASES = Path(__file__).parents[1] / "cases" / "identity"
DAY = date(2019, 3, 13)


@dataclass(frozen=True, eq=False)
class Case:
    """One small archive, and what it must come to."""

    told: dict[str, Any]
    sources: tuple[Source, ...]

    @property
    def vocabulary(self) -> Vocabulary:
        entries = self.told.get("entities", {}).items()
        return Vocabulary(
            tuple(
                CuratedEntity(
                    key, e["type"], e["name"], tuple(e.get("aliases", ())), (), tuple(e.get("not", ())),
                    only_in=tuple(e.get("only_in", ())),
                )
                for key, e in entries
            )
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.told["case"])


@cache
def cases() -> dict[str, list[Case]]:
    return {path.stem: [_case(told) for told in YAML(typ="safe").load(path)] for path in sorted(CASES.glob("*.yml"))}


def _case(told: dict[str, Any]) -> Case:
    story_of = {source: f"story-{n}" for n, story in enumerate(told.get("stories", ())) for source in story}
    sources = []
    for key, text in told["articles"].items():
        corrected = told.get("corrections", {}).get(key, {}).items()
        source = source_from_text(key, text, told.get("published", {}).get(key, DAY))
        corrections = tuple(Correction(1, mention=words, entity=entity) for words, entity in corrected)
        meta = replace(source.meta, story=story_of.get(key, ""), corrections=corrections)
        sources.append(replace(source, meta=meta))
    return Case(told, tuple(sources))


@pytest.fixture(scope="session")
def known(parser: Parser) -> dict[str, Knowledge]:
    """What each case comes to, all parsed at once."""
    every = [case for found in cases().values() for case in found]
    parses = iter(list(parser.parse([source for case in every for source in case.sources])))
    lexicon = load_lexicon()
    made = {}
    for case in every:
        found = [extract(source, next(parses), case.vocabulary, lexicon) for source in case.sources]
        made[str(case)] = gather_names(Library(case.sources, case.vocabulary), found, lexicon)
    return made


def linked(knowledge: Knowledge, source: str, words: str) -> set[str | None]:
    """The profiles of all mentions of a source that are printed so; None for one without."""
    text = knowledge.sources[source].text
    return {
        None if mention.chain is None else knowledge.entity_of_chain.get((source, mention.chain))
        for mention in knowledge.extractions[source].mentions
        if mention.span.of(text) == words
    } or {None}


def speakers(knowledge: Knowledge, source: str, words: str) -> Iterator[str | None]:
    """The profiles of those who say what begins with some words."""
    text = knowledge.sources[source].text
    for quote in knowledge.extractions[source].quotes:
        if words in quote.words(text):
            chain = quote.speaker.chain if quote.speaker else None
            yield None if chain is None else knowledge.entity_of_chain.get((source, chain))


def all_of(ending: bool) -> list[Any]:
    return [
        pytest.param(case, id=f"{stem}: {case}")
        for stem, found in cases().items()
        for case in found
        if stem.endswith("-nope") == ending
    ]


@pytest.mark.parametrize("case", all_of(False))
def test_who_is_meant(case: Case, known: dict[str, Knowledge]) -> None:
    knowledge = known[str(case)]
    for source, words in case.told.get("means", {}).items():
        assert {w: linked(knowledge, source, w) for w in words} == {w: {who} for w, who in words.items()}
    for source, words in case.told.get("speakers", {}).items():
        assert {w: {*speakers(knowledge, source, w)} for w in words} == {w: {who} for w, who in words.items()}
    nobody(case, knowledge)


@pytest.mark.parametrize("case", all_of(True))
def test_nobody_is_meant_or_somebody_else(case: Case, known: dict[str, Knowledge]) -> None:
    knowledge = known[str(case)]
    for one, words, other, others in case.told.get("apart", ()):
        found = linked(knowledge, one, words), linked(knowledge, other, others)
        assert None not in found[0] | found[1]
        assert not found[0] & found[1]
    assert nobody(case, knowledge) or case.told.get("apart")


def nobody(case: Case, knowledge: Knowledge) -> bool:
    """Whether the case has words that must mean nobody; asserts that they do, and that nobody speaks under them."""
    told = case.told.get("nobody", {})
    for source, words in told.items():
        assert {w: linked(knowledge, source, w) for w in words} == {w: {None} for w in words}
    return bool(told)


def test_a_join_is_told(known: dict[str, Knowledge]) -> None:
    knowledge = known["A surname that only another article of the story explains"]
    told = explain(knowledge.sources["a"], knowledge.extractions["a"], 0.5, {0: "peter-hallam"})
    link = next(link for link in told.links if link.name == "Hallam")
    assert link.entity == "peter-hallam"
    assert link.why.startswith("by the story: surname with a title; ")
    assert "Peter Hallam" in link.why
    assert link.why.endswith("see b")
    assert {quote.why for quote in told.quotes} == {"named: surname with a title, by the story"}
