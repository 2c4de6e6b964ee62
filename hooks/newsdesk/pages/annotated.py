"""A stretch of a source's text with its quotes and names marked, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from newsdesk.pages.publishing import HELD
from newsdesk.pages.site import Link, Place
from newsdesk.records import Quote, QuoteKind, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: plain, or a link."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class TextRun:
    """Pieces that belong together: within one quote, plain, or (without pieces) held back.

    `anchor` is the quote's id where the quote begins, "" elsewhere.
    """

    pieces: tuple[Piece, ...] = ()
    kind: QuoteKind | None = None
    quote: str = ""
    anchor: str = ""
    held: bool = False


def annotated(place: Place, source: str, span: Span, quotes: bool = True) -> tuple[TextRun, ...]:
    """The text of a span: names linked at their first mention in it, quotes marked if asked for.

    A name that straddles the edge of a quote is left unlinked; where two quotes overlap, the first one is marked.
    """
    text = place.site.source(source).text
    found = place.site.extraction(source)
    marked = _marked(found.quotes, span) if quotes else []
    names = list(_names(place, source, span))
    cuts = {span.start, span.end, *_held_edges(text, span)}
    cuts |= {edge for _, part in marked for edge in (part.start, part.end)}
    inner = [(name, link) for name, link in names if not any(name.start < cut < name.end for cut in cuts)]
    cuts |= {edge for name, _ in inner for edge in (name.start, name.end)}
    links = {name.start: link for name, link in inner}
    edges = sorted(cuts)
    pieces = [(_quote_at(marked, a), HELD in text[a:b], Piece(text[a:b], links.get(a)), a) for a, b in pairwise(edges)]
    return tuple(_runs(pieces))


def _marked(quotes: Iterable[Quote], span: Span) -> list[tuple[Quote, Span]]:
    """The parts of quotes within a span, in order, none overlapping an earlier one."""
    parts = sorted(
        ((part.start, part.end, quote) for quote in quotes for part in quote.spans if part.overlaps(span)),
        key=lambda found: found[:2],
    )
    marked: list[tuple[Quote, Span]] = []
    for start, end, quote in parts:
        if not marked or start >= marked[-1][1].end:
            marked.append((quote, Span(max(start, span.start), min(end, span.end))))
    return marked


def _names(place: Place, source: str, span: Span) -> Iterator[tuple[Span, Link]]:
    """The first mention of each entity within a span, with its link."""
    seen: set[str] = set()
    end = span.start
    text = place.site.source(source).text
    for mention in place.site.extraction(source).mentions:
        entity = place.site.entity_at(source, mention.chain)
        if entity is None or mention.weak or not span.contains(mention.span) or mention.span.start < end:
            continue
        if entity.id not in seen and HELD not in mention.span.of(text):
            seen.add(entity.id)
            end = mention.span.end
            yield mention.span, place.entity(entity, mention.span.of(text))


def _held_edges(text: str, span: Span) -> Iterator[int]:
    """Where held-back text begins and ends; the white space between held-back words belongs to it."""
    at = text.find(HELD, span.start, span.end)
    while at >= 0:
        yield at
        end = last = at
        while end < span.end and (text[end] == HELD or text[end].isspace()):
            last = end if text[end] == HELD else last
            end += 1
        yield last + 1
        at = text.find(HELD, last + 1, span.end)


def _quote_at(marked: list[tuple[Quote, Span]], offset: int) -> tuple[Quote, Span] | None:
    return next((found for found in marked if found[1].start <= offset < found[1].end), None)


def _runs(pieces: list[tuple[tuple[Quote, Span] | None, bool, Piece, int]]) -> Iterator[TextRun]:
    for (quoted, held), group in groupby(pieces, key=lambda piece: piece[:2]):
        if held:
            yield TextRun(held=True)
            continue
        members = list(group)
        texts = tuple(piece for _, _, piece, _ in members)
        if quoted is None:
            yield TextRun(texts)
        else:
            quote, _ = quoted
            yield TextRun(texts, quote.kind, quote.id, quote.id if members[0][3] == quote.spans[0].start else "")
