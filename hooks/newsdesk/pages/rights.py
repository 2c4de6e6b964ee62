"""Rights: a source's licence, and the publishable spans of an excerpt's text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from newsdesk.records import Extraction, Knowledge, Metadata, Options, Source, Span, Story

STANDFIRST_WORDS = 40  # as much of a first paragraph as is a standfirst rather than the article

Level = Literal["full", "excerpt", "none", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence in words for readers, and the address of its text."""

    level: Level
    words: str
    url: str = ""


LICENCES: Mapping[str, Licence] = {
    "full": Licence("full", "Published in full"),
    "own": Licence("full", "Our own text"),
    "public-domain": Licence("full", "Public domain", "https://creativecommons.org/publicdomain/mark/1.0/"),
    "excerpt": Licence("excerpt", "An excerpt: the rest is at the outlet"),
    "none": Licence("none", "Headline only: the text is at the outlet"),
    "withdrawn": Licence("withdrawn", "Withdrawn"),
}


def licence(meta: Metadata) -> Licence:
    """The licence of a source: as stated, else an excerpt for an outlet's article, else full."""
    stated = meta.rights.strip().casefold()
    if stated in LICENCES:
        return LICENCES[stated]
    if match := re.fullmatch(r"cc-(by(?:-(?:nc|nd|sa))*)-(\d\.\d)", stated):
        terms, version = match.groups()
        words = f"CC {terms.upper()} {version}"
        return Licence("full", words, f"https://creativecommons.org/licenses/{terms}/{version}/")
    return LICENCES["excerpt" if meta.outlet or stated else "full"]


def wanted_sentences(knowledge: Knowledge) -> Mapping[str, tuple[Span, ...]]:
    """For each source, the sentences that briefings would show, those that readers need most first."""
    wanted: dict[str, list[Span]] = {}
    for story in knowledge.stories.values():
        points = (story.standfirst, *story.key_points) if story.standfirst else story.key_points
        for point in points:
            wanted.setdefault(point.source, []).append(point.span)
    for story in knowledge.stories.values():
        for source, sentence in _further(story):
            wanted.setdefault(source, []).append(sentence)
    return {key: tuple(spans) for key, spans in wanted.items()}


def _further(story: Story) -> Iterator[tuple[str, Span]]:
    for places in (*(d.places for d in story.differences), *(fact.places for fact in story.agreed)):
        yield from ((source, sentence) for source, _, sentence, _ in places)
    yield from ((item.source, item.span) for item in story.timeline)
    for part in story.people:
        yield from ((source, span) for source, span, _ in part.roles)


def allowed_spans(source: Source, found: Extraction, wanted: Iterable[Span], options: Options) -> tuple[Span, ...]:
    """The spans of an excerpt's text that may be published, in order, not overlapping."""
    stated = source.meta.excerpt_words
    budget = options.excerpt_words if stated is None else stated
    taken = _Taken(source.text)
    for span in (*_standfirst(source, found), *_spoken(found)):
        taken.add(span)
    left = budget
    reported = [span for quote in found.quotes if quote.kind == "indirect" for span in quote.spans]
    naming = [sentence_at(found, mention.span) for mention in found.mentions]
    opening = [paragraph.span for paragraph in source.paragraphs if paragraph.kind == "text"]
    for span in (*wanted, *reported, *naming, *opening):
        cost = taken.cost(span)
        if cost <= left:
            taken.add(span)
            left -= cost
    return taken.spans()


def _standfirst(source: Source, found: Extraction) -> Iterator[Span]:
    """A headline that stands in the text, the first sentence of the body, and further ones while short."""
    body = [p for p in source.paragraphs if p.kind == "text"]
    if source.title_in_body and body:
        yield body.pop(0).span
    left = STANDFIRST_WORDS
    sentences = [s for s in found.sentences if body and body[0].span.contains(s)]
    for n, sentence in enumerate(sentences or [p.span for p in body[:1]]):
        left -= len(sentence.of(source.text).split())
        if n and left < 0:
            return
        yield sentence


def _spoken(found: Extraction) -> Iterator[Span]:
    """The words in quotation marks, and what a caption says about them."""
    for quote in found.quotes:
        if quote.kind == "indirect":
            continue
        yield from quote.spans
        about = (quote.cue, quote.speaker.span if quote.speaker else None, quote.addressee, quote.venue)
        yield from (span for span in about if span is not None)


def sentence_at(found: Extraction, span: Span) -> Span:
    """The sentence that holds a span; the span itself where none does."""
    at = bisect_right(found.sentences, span.start, key=lambda sentence: sentence.start) - 1
    return found.sentences[at] if at >= 0 and found.sentences[at].contains(span) else span


class _Taken:
    """Which characters of a text are taken, and what a further span would cost in words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mask = bytearray(len(text))

    def add(self, span: Span) -> None:
        self.mask[span.start : span.end] = b"\x01" * len(span)

    def cost(self, span: Span) -> int:
        words = re.finditer(r"\w+(?:[’'-]\w+)*", span.of(self.text))
        return sum(1 for word in words if not all(self.mask[span.start + word.start() : span.start + word.end()]))

    def _clings(self, at: int) -> bool:
        return not (self.text[at].isalnum() or self.text[at].isspace())

    def spans(self) -> tuple[Span, ...]:
        """The spans that are taken, with the marks that cling to them."""
        for run in re.finditer(rb"\x01+", bytes(self.mask)):
            start, end = run.span()
            while start and self._clings(start - 1):
                start -= 1
            while end < len(self.text) and self._clings(end):
                end += 1
            self.add(Span(start, end))
        return tuple(Span(*run.span()) for run in re.finditer(rb"\x01+", bytes(self.mask)))
