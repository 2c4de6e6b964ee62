"""Two quotes shown as one are seen on finished pages, from the text alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.site.run import TINY

from newsdesk.build import build
from newsdesk.pages.pieces import apart
from newsdesk.pages.proof import proved
from newsdesk.reading.source import source_from_text
from newsdesk.records import Extraction, Options, Quote, QuoteRef, Source, Span, bytes_of

ONE = [
    "“The gates stay shut,” she said, “until the water falls.”",
    "“The gates stay shut,” Ann Lee, who runs the board, told reporters on Monday, “until the water falls.”",
    "“The gates stay shut.\n\n“They open in May,” she said.",
]
TWO = [
    "“I was never afraid of a vote,” she said, adding that he was “a coward.”",
    "“We can win,” she said, citing a “flood of letters.”",
    "“I love it,” she said, but “when it rains, it leaks.”",
    "“I love it,” she said of the old bridge that he called “a ruin.”",
    "“It is over,” said Ann Lee.\n\nThe mayor: “It has begun.”",
]


def glued(text: str) -> tuple[Source, Quote]:
    """A text, and one quote of all that stands in marks in it."""
    source = source_from_text("glued", text)
    spans = tuple(Span(*m.span(1)) for m in re.finditer(r"“([^”\n]+)", source.text))
    return source, Quote("q-glued", "direct", spans, None, None, "glued", 1.0, 1)


@pytest.mark.parametrize("text", ONE)
def test_two_sides_of_an_attribution_are_one_quote(text: str) -> None:
    source, quote = glued(text)
    assert apart(quote, source) == ""


@pytest.mark.parametrize("text", TWO)
def test_words_of_the_outlet_part_two_quotes(text: str) -> None:
    source, quote = glued(text)
    assert apart(quote, source)
    assert apart(replace(quote, kind="indirect"), source) == ""


@pytest.mark.parametrize(("text", "true"), [(ONE[0], True), (TWO[0], False)])
def test_a_page_that_shows_two_quotes_as_one_is_refused(text: str, true: bool) -> None:
    built = build(TINY, Options())
    source, quote = glued(text)
    known = replace(
        built.knowledge,
        sources={**built.knowledge.sources, "glued": source},
        extractions={**built.knowledge.extractions, "glued": Extraction("glued", quotes=(quote,))},
        quotes={**built.knowledge.quotes, "q-glued": QuoteRef("glued", 0)},
    )
    words = quote.words(source.text)
    figure = f'<figure class="nd-quote" data-quote="q-glued"><blockquote><p>{words}</p></blockquote></figure>'
    page = replace(next(iter(built.site.pages.values())), content=bytes_of(figure), address="none")
    assert (list(proved([page], known)) == []) is true
