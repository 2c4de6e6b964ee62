"""Quotes and their speakers: golden cases, and what holds for every quote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from newsdesk.extraction.extract import extract
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import Extraction, Lexicon, Options, Source, Vocabulary

CASES = Path(__file__).parents[1] / "cases" / "quotes"


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in YAML(typ="safe").load(CASES / f"{name}.yml")]


def extracted(text: str, parser: Parser, lexicon: Lexicon) -> tuple[Source, Extraction]:
    source = source_from_text("case", text)
    [parse] = parser.parse([source])
    return source, extract(source, parse, Vocabulary(), lexicon)


@pytest.mark.parametrize(
    "case", [*cases("speakers"), *cases("headlines"), *cases("pieces"), *cases("appositions"), *cases("formats")]
)
def test_who_speaks(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    source, extraction = extracted(case["text"], parser, lexicon)
    quotes = [quote for quote in extraction.quotes if quote.kind != "indirect"]
    assert [quote.words(source.text) for quote in quotes] == [wanted["words"] for wanted in case["quotes"]]
    refused = {refusal.span for refusal in extraction.refusals if refusal.what == "quote"}
    assert not refused & {span for quote in quotes for span in quote.spans}, "both taken and refused"
    for quote, wanted in zip(quotes, case["quotes"], strict=True):
        assert quote.speaker is not None
        assert quote.speaker.text == wanted["speaker"]
        if "cue" in wanted:
            assert quote.cue is not None and quote.cue.of(source.text) == wanted["cue"]
        if "kind" in wanted:
            assert quote.kind == wanted["kind"]
        if "name" in wanted:
            chain = quote.speaker.chain
            assert (None if chain is None else extraction.chains[chain].name) == wanted["name"]
        if "together" in wanted:
            assert [extraction.chains[chain].name for chain in quote.speaker.together] == wanted["together"]
        assert len(quote.spans) == wanted.get("spans", 1)
        assert "hearsay" not in quote.rule


@pytest.mark.parametrize("case", cases("speakers-nope"))
def test_who_does_not_speak(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    _, extraction = extracted(case["text"], parser, lexicon)
    speakers = [quote.speaker for quote in extraction.quotes if quote.kind != "indirect"]
    printed = [speaker.text if speaker is not None else None for speaker in speakers]
    named = [extraction.chains[s.chain].name for s in speakers if s is not None and s.chain is not None]
    assert case["not"] not in [*printed, *named]
    if "speakers" in case or "speaker" in case:
        assert printed == case.get("speakers", [case.get("speaker")])


@pytest.mark.parametrize("case", [*cases("speech-nope"), *cases("formats-nope")])
def test_nobody_said_it(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    source, extraction = extracted(case["text"], parser, lexicon)
    assert [q.words(source.text) for q in extraction.quotes if q.kind != "indirect"] == []
    refusals = [refusal for refusal in extraction.refusals if refusal.what == "quote"]
    assert bool(refusals) == case.get("refusals", True) and all(refusal.why for refusal in refusals)


@pytest.mark.parametrize("case", [*cases("turns-nope"), *cases("hearsay-nope")])
def test_what_may_be_another_s_words_is_shown_without_a_name(
    case: dict[str, Any], parser: Parser, lexicon: Lexicon
) -> None:
    source, extraction = extracted(case["text"], parser, lexicon)
    unsure = [quote for quote in extraction.quotes if quote.confidence < Options().speaker_confidence]
    assert [quote.words(source.text) for quote in unsure] == case["words"]


@pytest.mark.parametrize("case", cases("pieces-nope"))
def test_words_around_the_outlet_s_own_are_two_quotes(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    source, extraction = extracted(case["text"], parser, lexicon)
    quotes = [quote for quote in extraction.quotes if quote.kind != "indirect"]
    assert all(len(quote.spans) == 1 for quote in quotes)
    assert [quote.words(source.text) for quote in quotes] == case["words"]


@pytest.mark.parametrize("case", cases("transcripts"))
def test_who_takes_which_turn(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    source, extraction = extracted(case["text"], parser, lexicon)
    speakers = ((quote, quote.speaker.chain if quote.speaker else None) for quote in extraction.quotes)
    said = [[q.words(source.text), None if k is None else extraction.chains[k].name] for q, k in speakers]
    assert [turn for turn in said if turn in case["said"]] == case["said"]
    assert len(said) == len(case["said"]) or case.get("more")


@pytest.mark.parametrize("case", cases("transcripts-nope"))
def test_labels_that_cannot_speak(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    source, extraction = extracted(case["text"], parser, lexicon)
    assert [q.words(source.text) for q in extraction.quotes if q.kind != "indirect"] == case.get("but", [])


@pytest.mark.parametrize("case", cases("headlines-nope"))
def test_a_headline_s_subject_does_not_speak(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    source, extraction = extracted(case["text"], parser, lexicon)
    assert [q.speaker for q in extraction.quotes if q.words(source.text) == case["words"]] == [None]


def test_ids_depend_on_the_words_alone(parser: Parser, lexicon: Lexicon) -> None:
    text = "“We are ready for the flood season,” Ines Okafor said."
    [before] = extracted(text, parser, lexicon)[1].quotes
    after = extracted(f"The valley waits.\n{text}\n{text}", parser, lexicon)[1].quotes
    assert after[0].id == before.id
    assert len({quote.id for quote in after}) == 2


def test_every_quote_tells_its_evidence(parser: Parser, lexicon: Lexicon) -> None:
    text = "“We are ready for the flood season,” Ines Okafor said. Petr Lindqvist was not there."
    [quote] = extracted(text, parser, lexicon)[1].quotes
    assert quote.rule == "subject" and 0 < quote.confidence <= 1
    assert quote.candidates[0].text == "Ines Okafor"
    assert quote.candidates[0].score > quote.candidates[1].score
    assert all(candidate.evidence for candidate in quote.candidates)
