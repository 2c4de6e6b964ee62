"""Spans told in the body as given: what cleaning took out of a quote's midst is not among its words."""

from __future__ import annotations

import pytest

from newsdesk.exports.article import ArticleExport
from newsdesk.reading.source import source_from_text
from newsdesk.records import Extraction, Knowledge, Options, Quote, Source, Span

TICKER = "FENMOUTH— Fenline Ltd.\n\nFNL 1.20%\n\nwill never sell its boats, Tomas Oduya told a meeting.\n"
CASES = [
    ("a stock line inside", TICKER, "Fenline Ltd.", "sell its boats", [[10, 22], [35, 60]]),
    ("nothing taken out", "The plan is sound, she said.\n", "The plan", "is sound", [[0, 17]]),
    ("a no-break space is a space", "The plan\u00a0is sound, she said.\n", "The plan", "is sound", [[0, 17]]),
]


def _known(source: Source, quote: Quote) -> Knowledge:
    return Knowledge({"a": source}, {"a": Extraction("a", quotes=(quote,))}, {}, {}, {}, {}, {})


@pytest.mark.parametrize(("name", "given", "first", "last", "spans"), CASES, ids=[case[0] for case in CASES])
def test_spans_are_cut_where_cleaning_cut(name: str, given: str, first: str, last: str, spans: list[list[int]]) -> None:
    source = source_from_text("a", given)
    start = source.text.index(first)
    end = source.text.index(last, start) + len(last)
    quote = Quote("q-1", "indirect", (Span(start, end),), None, None, "by hand", 1.0, 1)
    told = ArticleExport(source, _known(source, quote), Options()).quote(quote)
    assert told["spans"] == spans
    assert told["text"] == " ".join(given[a:b] for a, b in spans)
    assert "FNL" not in told["text"]


def test_a_split_quote_stands_once_and_each_further_side_for_itself() -> None:
    given = "“We go,” Ann Lee said, “and we stay.”"
    source = source_from_text("a", given)
    quote = Quote("q-1", "direct", (Span(1, 7), Span(24, 36)), None, None, "a rule", 0.9, 1)
    whole, further = ArticleExport(source, _known(source, quote), Options()).sides(quote)
    assert (whole["id"], whole["text"], whole["spans"]) == ("q-1", "We go, and we stay.", [[1, 7], [24, 36]])
    assert given[whole["start"] : whole["end"]] == "We go,"
    assert (further["id"], further["part_of"], further["spans"]) == ("q-1.2", "q-1", [[24, 36]])
    assert given[further["start"] : further["end"]] == further["text"] == "and we stay."


def test_a_quote_over_paragraphs_has_no_sides() -> None:
    given = "“We go.\n\n“We stay.”"
    source = source_from_text("a", given)
    quote = Quote("q-1", "direct", (Span(1, 7), Span(10, 18)), None, None, "a rule", 0.9, 1)
    (whole,) = ArticleExport(source, _known(source, quote), Options()).sides(quote)
    assert whole["spans"] == [[1, 7], [10, 18]] and "part_of" not in whole
