"""Texts that once broke the extraction: what the parser makes of them is odd, and nothing may fail on it."""

from __future__ import annotations

import pytest
from tests.fuzz import VOCABULARY, parsed, sound
from tests.hard import stub_parse

from newsdesk.extraction.dates.event import _phrase
from newsdesk.extraction.extract import extract
from newsdesk.extraction.syntax import Doc
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import Lexicon

# A weekday or a month glued to another mark; a text that ends in "according to" somebody.
TEXTS = ["The bridge will shut on Monday|", "The bridge shut in_May 2021", "The bridge is shut, according to Ada Holm"]
FOUND = [  # by `make fuzz`, byte for byte
    "'&a By Ada HolmPARIS (AP) —the  addedwill. \n\nthey President&amp; van der – \"of ]]Holm told Acme Inc. said ß  we"
    " Q: 2026-13-45 `` according to n’t#  President<p>of ? &amp;» ",
    ": “–$2.5 million '' President said$2.5 million’s]quote: 1990s Dr.& Q:?  on Monday|  ",
]


@pytest.mark.parametrize("text", [*TEXTS, *FOUND], ids=lambda text: text[:20])
def test_nothing_fails(text: str, lexicon: Lexicon) -> None:
    source = source_from_text("x", text)
    sound(source, extract(source, stub_parse(source), VOCABULARY, lexicon))
    parsed(b"\0" + text.encode())


def test_a_noun_that_is_the_day_itself_is_no_event(parser: Parser, lexicon: Lexicon) -> None:
    source = source_from_text("x", "Monday passed.")
    (parse,) = parser.parse([source])
    token = Doc(source, parse).tokens[0]
    assert _phrase(token, {token.i}) is None
