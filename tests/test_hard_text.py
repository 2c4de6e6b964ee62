"""Texts made to be hard: reading and finding take time that grows with their length, and no more than a budget each.

What is measured is CPU time, twice as much text against once: a machine that is busy or slow changes neither much.
"""

from __future__ import annotations

import gc
import math
import os
import time

import pytest
from tests.hard import HARD, stub_parse

from newsdesk.extraction.extract import extract
from newsdesk.knowledge.gather import gather
from newsdesk.pages.proof import proved
from newsdesk.pages.render import render
from newsdesk.reading.source import source_from_text
from newsdesk.records import Lexicon, Library, Options, Vocabulary

WHOLE = os.environ.get("NEWSDESK_HARD")  # as `make fuzz` sets it: the whole of each text, which takes minutes
GROWTH = 3.2  # twice the text may take so many times as long: 2 if linear, 4 if it grows with the square
NOISE = 0.15  # seconds that tell nothing
TRIES = 4


def seconds(text: str, lexicon: Lexicon) -> float:
    gc.collect()
    gc.disable()  # what other tests left behind would be walked in the middle of some texts
    try:
        started = time.process_time()
        source = source_from_text("x", text)
        found = extract(source, stub_parse(source), Vocabulary(), lexicon)
        taken = time.process_time() - started
    finally:
        gc.enable()
    for quote in found.quotes:
        assert all(0 <= span.start < span.end <= len(source.text) for span in quote.spans)
    return taken


@pytest.mark.parametrize("name", HARD)
def test_time_grows_with_the_text(name: str, lexicon: Lexicon) -> None:
    hard = HARD[name]
    size = hard.size if WHOLE else hard.quick or hard.size // 10
    budget = hard.budget * size / hard.size
    seconds(hard.text(2), lexicon)  # tables are loaded by the first text
    half = whole = math.inf
    for _ in range(TRIES):  # the quickest of each: whatever else runs can only add to a time
        half, whole = min(half, seconds(hard.text(size // 2), lexicon)), min(whole, seconds(hard.text(size), lexicon))
        if whole < GROWTH * half + NOISE and whole < budget + NOISE:
            break
    assert whole < GROWTH * half + NOISE
    assert whole < budget + NOISE


def paragraph(number: int) -> str:
    who = f"Ada Holm{chr(97 + number % 26)}"
    return (
        f"{who} met {number} men.",
        f"“We sail,” said {who}.",
        f"The ferry left Larn with {who} on {number % 28 + 1} May 2024.",
        f"{who} said the harbour was shut.",
    )[number % 4]


def site_seconds(paragraphs: int, lexicon: Lexicon) -> float:
    """What the pages of one article take that has so many paragraphs: names, quotes that are alike, days, reports."""
    source = source_from_text("x", "\n\n".join(map(paragraph, range(paragraphs))))
    found = extract(source, stub_parse(source), Vocabulary(), lexicon)
    started = time.process_time()
    known = gather(Library((source,), Vocabulary(), ()), [found], lexicon, Options())
    assert list(proved(render(known, Options()), known)) == []
    return time.process_time() - started


def test_a_site_takes_time_that_grows_with_its_longest_article(lexicon: Lexicon) -> None:
    size = 40_000 if WHOLE else 2_000
    site_seconds(2, lexicon)
    half = whole = math.inf
    for _ in range(TRIES):
        half, whole = min(half, site_seconds(size // 2, lexicon)), min(whole, site_seconds(size, lexicon))
        if whole < GROWTH * half + NOISE:
            break
    assert whole < GROWTH * half + NOISE
