"""No finding is empty, ends before it begins or reaches over the end of a paragraph: such a fault is withheld."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import replace

from newsdesk.records import Extraction, Mention, Problem, Quote, Relation, Source, Span, fault


def within_paragraphs(source: Source, found: Extraction) -> Extraction:
    """The findings whose spans lie each within one paragraph, that of its number; a problem for each of the others.

    A name goes with its whole chain, since the chain may be called by it; a quote with all its sides. Without its
    speaker or its cue a quote stays.
    """
    bounds = _Bounds(source)
    bad = tuple(_told(source, *one) for one in _crossing(bounds, found))
    if not bad:
        return found
    quotes = tuple(_inside(bounds, quote) for quote in found.quotes if all(map(bounds.hold, quote.spans)))
    kept = replace(
        found,
        descriptions=tuple(d for d in found.descriptions if bounds.holds(d.span, d.paragraph)),
        relations=tuple(r for r in found.relations if bounds.holds(r.sentence, r.paragraph)),
        quotes=quotes,
        dates=tuple(d for d in found.dates if bounds.holds(d.span, d.paragraph)),
        sentences=tuple(filter(bounds.hold, found.sentences)),
        refusals=tuple(r for r in found.refusals if bounds.hold(r.span)),
        problems=(*found.problems, *bad),
    )
    crossing = {m for m in found.mentions if not bounds.holds(m.span, m.paragraph)}
    return without_chains(kept, {m.chain for m in crossing if m.chain is not None}, crossing)


def without_chains(found: Extraction, gone: Container[int], crossing: Container[Mention] = ()) -> Extraction:
    """Findings without some chains and all that is of them, and without some mentions; the other chains move up."""
    kept = [n for n in range(len(found.chains)) if n not in gone]
    now: dict[int | None, int] = {n: at for at, n in enumerate(kept)}

    def speaker(quote: Quote) -> Quote:
        said = quote.speaker
        return replace(quote, speaker=replace(said, chain=now.get(said.chain))) if said else quote

    def relation(stated: Relation) -> Relation:
        return replace(stated, subject=now[stated.subject], object=now[stated.object])

    return replace(
        found,
        chains=tuple(found.chains[n] for n in kept),
        mentions=tuple(
            replace(m, chain=now.get(m.chain))
            for m in found.mentions
            if m not in crossing and (m.chain is None or m.chain in now)
        ),
        descriptions=tuple(replace(d, chain=now[d.chain]) for d in found.descriptions if d.chain in now),
        relations=tuple(relation(r) for r in found.relations if r.subject in now and r.object in now),
        quotes=tuple(speaker(quote) for quote in found.quotes),
    )


class _Bounds:
    """The paragraphs of a source, to ask which holds a span."""

    def __init__(self, source: Source) -> None:
        self._paragraphs = source.paragraphs
        self._starts = [paragraph.span.start for paragraph in source.paragraphs]

    def number(self, span: Span) -> int:
        """The paragraph that holds a span, 0 if none does, or if nothing is in the span."""
        if span.start >= span.end:
            return 0
        at = bisect_right(self._starts, span.start) - 1
        return self._paragraphs[at].n if at >= 0 and self._paragraphs[at].span.contains(span) else 0

    def hold(self, span: Span | None) -> bool:
        """Whether a paragraph does; nothing is nowhere."""
        return span is None or self.number(span) > 0

    def holds(self, span: Span, paragraph: int) -> bool:
        return self.number(span) == paragraph > 0


def _inside(bounds: _Bounds, quote: Quote) -> Quote:
    """A quote without what is said about its words and reaches over an end."""
    return replace(
        quote,
        speaker=quote.speaker if quote.speaker and bounds.hold(quote.speaker.span) else None,
        cue=quote.cue if bounds.hold(quote.cue) else None,
        addressee=quote.addressee if bounds.hold(quote.addressee) else None,
        venue=quote.venue if bounds.hold(quote.venue) else None,
        candidates=tuple(c for c in quote.candidates if bounds.hold(c.span)),
    )


def _crossing(bounds: _Bounds, found: Extraction) -> Iterator[tuple[str, str, Span]]:
    """The kind, the rule and the span of each finding that is not within its paragraph."""
    placed = (
        *(("name", m.rule, m.span, m.paragraph) for m in found.mentions),
        *(("description", d.rule, d.span, d.paragraph) for d in found.descriptions),
        *(("relation", r.rule, r.sentence, r.paragraph) for r in found.relations),
        *(("date", d.rule, d.span, d.paragraph) for d in found.dates),
    )
    yield from ((kind, rule, span) for kind, rule, span, at in placed if not bounds.holds(span, at))
    yield from (("sentence", "parser", span) for span in found.sentences if not bounds.hold(span))
    yield from ((f"refused {r.what}", r.rule, r.span) for r in found.refusals if not bounds.hold(r.span))
    for quote in found.quotes:
        about = (
            *(("quote", quote.rule, span) for span in quote.spans),
            *((("speaker", quote.speaker.rule, quote.speaker.span),) if quote.speaker else ()),
            *(("cue", quote.rule, span) for span in (quote.cue, quote.addressee, quote.venue) if span is not None),
            *(("candidate", quote.rule, candidate.span) for candidate in quote.candidates),
        )
        yield from (one for one in about if not bounds.hold(one[2]))


def _told(source: Source, kind: str, rule: str, span: Span) -> Problem:
    words = " ".join(span.of(source.text).split())
    shown = words if len(words) <= 100 else f"{words[:60]} … {words[-40:]}"
    return fault(
        source.path, source.line_at(span.start), kind, f"“{shown}” (rule {rule}) is not a stretch of one paragraph"
    )
