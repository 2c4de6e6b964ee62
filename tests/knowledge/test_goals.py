"""What the two seed articles must give: two statements found across the sources, and two dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.knowledge.hand import make_library

from newsdesk.extraction.extract import extract
from newsdesk.knowledge.gather import gather
from newsdesk.reading.source import source_from_text
from newsdesk.records import Knowledge, Vocabulary


def gathered(shared, parser, lexicon, published: date | None) -> Knowledge:
    files = sorted((shared / "seeds").glob("*.txt"))
    sources = [source_from_text(f.stem, f.read_text(encoding="utf-8"), published) for f in files]
    sources = [replace(s, meta=replace(s.meta, story="seeds")) for s in sources]
    found = [extract(s, parse, Vocabulary(), lexicon) for s, parse in zip(sources, parser.parse(sources), strict=True)]
    return gather(make_library(*sources), found, lexicon)


@pytest.fixture(scope="module")
def dated(shared, parser, lexicon):
    return gathered(shared, parser, lexicon, date(2021, 3, 21))


def across(knowledge: Knowledge) -> list[list[tuple[str, str]]]:
    """The wordings, as (kind, words), of each statement that both sources report."""
    told = []
    for statement in knowledge.statements.values():
        places = [knowledge.quotes[q] for q in statement.quotes]
        quotes = [(p.source, knowledge.extractions[p.source].quotes[p.quote]) for p in places]
        if len(statement.sources) == 2:
            told.append([(q.kind, q.words(knowledge.sources[source].text)) for source, q in quotes])
    return told


def test_two_statements_are_found_across_the_sources(dated):
    told = across(dated)
    assert any({k for k, w in s} == {"mixed", "direct"} and all("strong incentive" in w for _, w in s) for s in told)
    shut = next(s for s in told if any("shut down" in words for _, words in s))
    assert {kind for kind, _ in shut} == {"indirect", "direct"}
    assert any("closed everywhere" in words for _, words in shut)


def test_no_statement_joins_two_speakers(dated):
    for statement in dated.statements.values():
        for quote in statement.quotes:
            place = dated.quotes[quote]
            speaker = dated.extractions[place.source].quotes[place.quote].speaker
            chain = (place.source, speaker.chain) if speaker and speaker.chain is not None else None
            assert (dated.entity_of_chain.get(chain) if chain else None) == statement.speaker_entity


def test_the_timeline_has_its_dates_and_guesses_none(dated, shared, parser, lexicon):
    texts = {source.id: source.text for source in dated.sources.values()}
    shown = [(item.date, item.span.of(texts[item.source])) for item in dated.stories["seeds"].timeline]
    assert any(day == "2021-03-20" and "Development Forum" in sentence for day, sentence in shown)
    assert any(day == "2018" and "wholly owned" in sentence for day, sentence in shown)
    undated = gathered(shared, parser, lexicon, None)
    assert [item.date for item in undated.stories["seeds"].timeline] == ["2018"]
