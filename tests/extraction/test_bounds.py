"""No finding of any kind reaches over the end of a paragraph, and one that would is withheld and told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.measure.corpus import rows
from tests.measure.truth import CORPORA, forms_of, sources_parsed

from newsdesk.extraction import extract as extracting
from newsdesk.extraction.bounds import within_paragraphs
from newsdesk.extraction.extract import extract_or_tell
from newsdesk.reading.library import article
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import REPORT, Extraction, Lexicon, Source, Span, Vocabulary

TEXT = """Ada Holm, the mayor of Larn, told the council on 3 May 2021 that “the bridge is shut,” at the town hall.

Bea Lund, who heads Brightwater, left. “We go,” said Lund.
"""
FEW = 3  # articles of each corpus here; `make truth` takes all of them


@pytest.fixture(scope="module")
def found(parser: Parser, lexicon: Lexicon) -> tuple[Source, Extraction]:
    source = source_from_text("x", TEXT)
    (parse,) = parser.parse([source])
    return source, extract_or_tell(source, parse, Vocabulary(), lexicon)


def over(span: Span) -> Span:
    """From the same place into the next paragraph."""
    return Span(span.start, len(TEXT) - 1)


def test_what_is_within_is_left_as_it_is(found: tuple[Source, Extraction]) -> None:
    assert within_paragraphs(*found) is found[1]
    assert found[1].quotes and found[1].dates and found[1].mentions and found[1].descriptions


@pytest.mark.parametrize("kind", ["mentions", "descriptions", "dates", "quotes"])
def test_what_reaches_over_is_withheld_and_told(kind: str, found: tuple[Source, Extraction]) -> None:
    source, good = found
    first, *others = getattr(good, kind)
    name = "spans" if kind == "quotes" else "span"
    span = over(first.spans[0] if kind == "quotes" else first.span)
    wrong = replace(first, **{name: (span,) if kind == "quotes" else span})
    kept = within_paragraphs(source, replace(good, **{kind: (wrong, *others)}))
    assert len(getattr(kept, kind)) < len(getattr(good, kind))
    assert kept.quotes and kept.mentions and all(m.span.end < span.end for m in kept.mentions)
    (problem,) = kept.problems
    assert problem.line == 1 and problem.severity == "warning" and problem.remedy == REPORT
    assert "withheld" in problem.message


@pytest.mark.parametrize("part", ["cue", "addressee", "venue", "speaker"])
def test_a_stretch_that_ends_before_it_begins_is_withheld(part: str, found: tuple[Source, Extraction]) -> None:
    source, good = found
    quote = next(q for q in good.quotes if q.speaker)
    assert quote.speaker
    span = Span(quote.spans[0].end, quote.spans[0].end - 1)
    wrong = replace(quote, **{part: replace(quote.speaker, span=span) if part == "speaker" else span})
    kept = within_paragraphs(source, replace(good, quotes=(wrong,)))
    assert [(q.spans, getattr(q, part)) for q in kept.quotes] == [(quote.spans, None)] and len(kept.problems) == 1


def test_a_name_takes_its_chain_with_it_and_the_others_move_up(found: tuple[Source, Extraction]) -> None:
    source, good = found
    (ada,) = (n for n, chain in enumerate(good.chains) if chain.name == "Ada Holm")
    wrong = tuple(replace(m, span=over(m.span)) if m.chain == ada else m for m in good.mentions)
    kept = within_paragraphs(source, replace(good, mentions=wrong))
    names = {m.span.of(source.text): kept.chains[m.chain].name for m in kept.mentions if m.chain is not None}
    assert "Ada Holm" not in [chain.name for chain in kept.chains] and names["Lund"] == "Bea Lund"
    assert [kept.chains[q.speaker.chain].name for q in kept.quotes if q.speaker and q.speaker.chain is not None] == [
        "Bea Lund"
    ]


def test_a_paragraph_of_another_number_is_seen_too(found: tuple[Source, Extraction]) -> None:
    source, good = found
    wrong = replace(good.dates[0], paragraph=2)
    assert within_paragraphs(source, replace(good, dates=(wrong,))).dates == ()


def test_a_quote_stays_without_a_speaker_or_a_cue_that_reaches_over(found: tuple[Source, Extraction]) -> None:
    source, good = found
    quote = next(q for q in good.quotes if q.cue and q.speaker)
    assert quote.cue and quote.speaker
    speaker = replace(quote.speaker, span=over(quote.speaker.span))
    kept = within_paragraphs(source, replace(good, quotes=(replace(quote, speaker=speaker, cue=over(quote.cue)),)))
    assert [(q.spans, q.speaker, q.cue) for q in kept.quotes] == [(quote.spans, None, None)]


def test_an_article_that_the_program_fails_on_has_no_findings_and_says_so(
    monkeypatch: pytest.MonkeyPatch, parser: Parser, lexicon: Lexicon
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("some word")

    monkeypatch.setattr(extracting, "find_dates", fail)
    source = source_from_text("x", TEXT)
    (parse,) = parser.parse([source])
    told = extract_or_tell(source, parse, Vocabulary(), lexicon)
    assert told.failed and not told.mentions and not told.quotes
    (problem,) = told.problems
    assert "KeyError: 'some word'" in problem.message and problem.severity == "warning"


def test_a_description_has_no_name_of_the_next_paragraph(parser: Parser, lexicon: Lexicon) -> None:
    source = source_from_text("x", "“The kiln is cold,” said the potter,\n\nDora Finch, on Monday.\n")
    (parse,) = parser.parse([source])
    found = extract_or_tell(source, parse, Vocabulary(), lexicon)
    assert [q.speaker and q.speaker.text for q in found.quotes] == ["the potter"] and not found.problems


def test_an_editors_words_are_cut_at_the_end_of_a_paragraph(parser: Parser, lexicon: Lexicon) -> None:
    header = '---\ntitle: x\ncorrections:\n  - add_quote: "We sail. “And we stay."\n    speaker: Bea Lund\n'
    header += '  - mention: "Larn Bea"\n    entity: none\n---\n'
    source, _ = article("x", "x.md", f"{header}Bea Lund said: We sail.\n\n“And we stay. At Larn\n\nBea left.".encode())
    assert source
    (parse,) = parser.parse([source])
    found = extract_or_tell(source, parse, Vocabulary(), lexicon)
    assert [[span.of(source.text) for span in quote.spans] for quote in found.quotes] == [["We sail.", "And we stay."]]
    assert [problem.field for problem in found.problems] == ["corrections"]


@pytest.mark.parametrize("name", CORPORA)
def test_nothing_reaches_over_in_any_form_of_an_article(name: str, shared, lexicon: Lexicon) -> None:  # type: ignore[no-untyped-def]
    ids = None if name == "seeds" else {str(row["id"]) for row in rows(name)[:: len(rows(name)) // FEW]}
    for form, source, parse in forms_of(sources_parsed(name, ids)):
        extraction = extract_or_tell(source, parse, Vocabulary(), lexicon)
        assert not [str(problem) for problem in extraction.problems], form
