"""Sources and findings built by hand, for tests that need no parser."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from newsdesk.reading.source import source_from_text
from newsdesk.records import (
    Chain,
    DateMention,
    Event,
    Extraction,
    Library,
    Mention,
    Quote,
    Source,
    Span,
    Speaker,
    Vocabulary,
)


def make_source(source_id: str, text: str, published: date | None = None, **meta: Any) -> Source:
    source = source_from_text(source_id, text, published)
    return replace(source, meta=replace(source.meta, **meta))


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def make_quote(
    source: Source, words: str, chain: int | None = 0, kind: Any = "direct", speaker: str = "he", **more: Any
) -> Quote:
    span = place(source.text, words)
    paragraph = source.paragraph_at(span.start)
    assert paragraph
    who = Speaker(Span(0, 0), speaker, "named" if chain is not None else "collective", chain, "by hand")
    return Quote(
        f"q-{source.id}-{span.start}",
        kind,
        (span,),
        who if speaker else None,
        None,
        "by hand",
        1.0,
        paragraph.n,
        **more,
    )


def make_mention(source: Source, words: str, chain: int | None = 0, kind: Any = "person") -> Mention:
    span = place(source.text, words)
    paragraph = source.paragraph_at(span.start)
    assert paragraph
    return Mention(span, kind, chain, "by hand", paragraph.n)


def make_date(
    source: Source, words: str, value: str | None, precision: Any = "day", event: Event | None = None
) -> DateMention:
    span = place(source.text, words)
    paragraph = source.paragraph_at(span.start)
    assert paragraph
    return DateMention(span, value, precision, "by hand", paragraph.n, event)


def make_extraction(source: Source, *names: str, **found: Any) -> Extraction:
    """An extraction with sentences cut at full stops and one full chain (a person) a name."""
    sentences = [
        Span(paragraph.span.start + m.start(), paragraph.span.start + m.end())
        for paragraph in source.paragraphs
        for m in re.finditer(r"\S.*?(?:[.?!][”\"’']?(?=\s|$)|$)", paragraph.span.of(source.text))
    ]
    chains = tuple(Chain(name, "person", full=True) for name in names)
    return Extraction(source.id, chains=chains, sentences=tuple(sentences), **found)


def make_library(*sources: Source) -> Library:
    return Library(sources, Vocabulary())
