"""What holds for every quote of whole corpora, right or wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.measure.corpus import EVAL, extracted

from newsdesk.records import Extraction, Source

Findings = tuple[tuple[Source, Extraction], ...]


@pytest.fixture(scope="module", params=["polnear_dev", "wikinews_2020", "meantime_dev"])
def findings(request: pytest.FixtureRequest) -> Findings:
    if not EVAL.is_dir():
        pytest.skip("needs ../shared/eval, which is not here")
    return extracted(request.param)


def test_spans_are_words_within_paragraphs(findings: Findings) -> None:
    for source, extraction in findings:
        for quote in extraction.quotes:
            assert all(one.end <= two.start for one, two in pairwise(quote.spans))
            assert source.paragraphs[quote.paragraph - 1].span.contains(quote.spans[0])
            for span in quote.spans:
                words = span.of(source.text)
                assert words == words.strip() and any(c.isalnum() for c in words)
                paragraph = source.paragraph_at(span.start)
                assert paragraph is not None and paragraph.span.contains(span) and paragraph.kind != "boilerplate"


def test_speakers_are_printed_and_doubt_is_told(findings: Findings) -> None:
    for source, extraction in findings:
        for quote in extraction.quotes:
            assert 0 <= quote.confidence <= 1 and quote.rule
            if quote.speaker is None:
                continue
            assert quote.speaker.text == quote.speaker.span.of(source.text)
            assert quote.speaker.text[0].isalnum() or quote.speaker.text[0] in "@#$‘“"
            if quote.speaker.kind in ("collective", "anonymous"):
                assert quote.speaker.chain is None


def test_ids_are_unique_and_refused_words_are_no_quotes(findings: Findings) -> None:
    seen: set[str] = set()
    for _, extraction in findings:
        ids = [quote.id for quote in extraction.quotes]
        assert len(set(ids)) == len(ids) and not seen & set(ids)
        seen |= set(ids)
        marked = {span for quote in extraction.quotes if quote.kind != "indirect" for span in quote.spans}
        assert not marked & {refusal.span for refusal in extraction.refusals if refusal.rule == "not speech"}


def test_reported_speech_overlaps_no_other_and_has_a_cue(findings: Findings) -> None:
    for source, extraction in findings:
        spans = sorted((span, q.kind) for q in extraction.quotes for span in q.spans)
        for (first, a), (second, b) in pairwise(spans):
            assert "indirect" not in (a, b) or first.end <= second.start, (source.id, first.of(source.text))
        for quote in extraction.quotes:
            if quote.kind == "indirect":
                assert "\n" not in quote.span.of(source.text).strip()
                assert quote.speaker and quote.cue
