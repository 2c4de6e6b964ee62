"""Spans told in the body as given: what cleaning took out of a quote's midst is not among its words."""

from __future__ import annotations

import pytest

from newsdesk.exports.article import Given
from newsdesk.reading.source import source_from_text
from newsdesk.records import Extraction, Knowledge, Options, Quote, Span

TICKER = "FENMOUTH— Fenline Ltd.\n\nFNL 1.20%\n\nwill never sell its boats, Tomas Oduya told a meeting.\n"
CASES = [
    ("a stock line inside", TICKER, "Fenline Ltd.", "sell its boats", [[10, 22], [35, 60]]),
    ("nothing taken out", "The plan is sound, she said.\n", "The plan", "is sound", [[0, 17]]),
    ("a no-break space is a space", "The plan\u00a0is sound, she said.\n", "The plan", "is sound", [[0, 17]]),
]


@pytest.mark.parametrize(("name", "given", "first", "last", "spans"), CASES, ids=[case[0] for case in CASES])
def test_spans_are_cut_where_cleaning_cut(name: str, given: str, first: str, last: str, spans: list[list[int]]) -> None:
    source = source_from_text("a", given)
    start = source.text.index(first)
    end = source.text.index(last, start) + len(last)
    quote = Quote("q-1", "indirect", (Span(start, end),), None, None, "by hand", 1.0, 1)
    found = Extraction("a", quotes=(quote,))
    told = Given(source, Knowledge({"a": source}, {"a": found}, {}, {}, {}, {}, {}), Options()).quote(quote)
    assert told["spans"] == spans
    assert told["text"] == " ".join(given[a:b] for a, b in spans)
    assert "FNL" not in told["text"]
