"""One article's findings as JSON: the machine interface. Offsets count in the body as given."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import Any

from newsdesk.records import Chain, DateMention, Extraction, Knowledge, Mention, Options, Quote, Source, Span

Json = dict[str, Any]


def article(source: Source, knowledge: Knowledge, options: Options) -> Json:
    """Everything found in one source, as `newsdesk extract` prints it."""
    found = ArticleExport(source, knowledge, options)
    extraction = found.extraction
    paragraphs = [{"n": p.n, **found.place(p.span), "kind": p.kind} for p in source.paragraphs]
    problems = [p for p in knowledge.problems if p.path == source.path]
    return {
        "id": source.id,
        "title": source.title or None,
        "language": source.meta.language,
        "paragraphs": paragraphs,
        "quotes": [side for quote in extraction.quotes for side in found.sides(quote)],
        "mentions": [found.mention(mention) for mention in extraction.mentions],
        "dates": [found.date(mention) for mention in extraction.dates],
        "problems": [
            {"severity": p.severity, "line": p.line, "message": p.message, "remedy": p.remedy} for p in problems
        ],
    }


class ArticleExport:
    """One source's findings, told in the offsets and the words of the body as given."""

    def __init__(self, source: Source, knowledge: Knowledge, options: Options) -> None:
        self.source = source
        self.extraction: Extraction = knowledge.extractions[source.id]
        self._knowledge = knowledge
        self._options = options

    def quote(self, quote: Quote) -> Json:
        """A quote whose speaker is as sure as a page wants it; below that nobody is named."""
        spans = [part for span in quote.spans for part in self._parts(span)]
        speaker = quote.speaker if quote.confidence >= self._options.speaker_confidence else None
        place = self._given(speaker.span) if speaker else None
        return {
            "id": quote.id,
            "start": spans[0].start,
            "end": spans[-1].end,
            "spans": [[span.start, span.end] for span in spans],
            "text": " ".join(span.of(self.source.given) for span in spans),
            "kind": quote.kind,
            "speaker_text": place.of(self.source.given) if place else None,
            "speaker_start": place.start if place else None,
            "speaker_end": place.end if place else None,
            **dict(zip(("speaker_entity", "speaker_name"), self._who(speaker.chain if speaker else None), strict=True)),
            "cue": self._words(quote.cue),
            "addressee": self._words(quote.addressee),
            "venue": self._words(quote.venue),
            "said_on": quote.said_on.isoformat() if quote.said_on else None,
            "rule": quote.rule,
            "paragraph": quote.paragraph,
            "confidence": round(quote.confidence, 4),
        }

    def sides(self, quote: Quote) -> list[Json]:
        """A quote, and after one that its attribution splits an object for each further side.

        From first to last a split quote would hold words nobody said ("X," he said, "y"). So `start` and `end` are
        those of its first side, `text` and `spans` those of the whole; a further side tells its own, under the quote's
        id with ".2" and so on, and `part_of` leads back. Without what has a `part_of`, each quote stands once.
        """
        first, *further = [self.quote(replace(quote, spans=tuple(run))) for run in self._runs(quote)]
        whole = self.quote(quote) | {"start": first["start"], "end": first["end"]}
        return [whole] + [side | {"id": f"{quote.id}.{k}", "part_of": quote.id} for k, side in enumerate(further, 2)]

    def _runs(self, quote: Quote) -> list[list[Span]]:
        """A quote's spans, those together between which no word stands."""
        runs: list[list[Span]] = []
        for span in quote.spans:
            if runs and not any(c.isalnum() for c in self.source.text[runs[-1][-1].end : span.start]):
                runs[-1].append(span)
            else:
                runs.append([span])
        return runs

    def mention(self, mention: Mention) -> Json:
        entity, name = self._who(mention.chain)
        return {
            **self.place(mention.span),
            "text": self._words(mention.span),
            "type": mention.type,
            "entity": entity,
            "name": name,
            "rule": mention.rule,
            "paragraph": mention.paragraph,
        }

    def date(self, mention: DateMention) -> Json:
        text = self._words(mention.span)
        return {**self.place(mention.span), "text": text, "value": mention.value, "rule": mention.rule}

    def place(self, span: Span) -> Json:
        given = self._given(span)
        return {"start": given.start, "end": given.end}

    def _given(self, span: Span) -> Span:
        return self.source.offsets.to_given(span)

    def _parts(self, span: Span) -> list[Span]:
        """A span as given, without what cleaning took out of its midst."""
        clean, given, parts = self.source.text, self.source.given, list[Span]()
        pieces = self.source.offsets.pieces
        for k in range(bisect_right(pieces, span.start, key=lambda piece: piece[1]), len(pieces)):
            start, end = max(pieces[k][0], span.start), min(pieces[k][1], span.end)
            if start >= end:
                break
            if clean[start:end].isspace():  # white space may stand for a whole line that was taken out
                continue
            part = self._given(Span(start, end))
            if parts and not given[parts[-1].end : part.start].strip():
                part = Span(parts.pop().start, part.end)
            parts.append(part)
        return [_trimmed(part, given) for part in parts or [self._given(span)]]

    def _words(self, span: Span | None) -> str | None:
        return self._given(span).of(self.source.given) if span else None

    def _who(self, chain: int | None) -> tuple[str | None, str | None]:
        """Entity id and full name of a chain; a chain that is never named in full has no name."""
        if chain is None:
            return None, None
        entity = self._knowledge.entity_of_chain.get((self.source.id, chain))
        if entity is not None and entity in self._knowledge.entities:
            return entity, self._knowledge.entities[entity].name
        known: Chain = self.extraction.chains[chain]
        return entity, known.name if known.full else None


def _trimmed(span: Span, text: str) -> Span:
    """A span without white space at its ends; one of nothing else as it is."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else span
