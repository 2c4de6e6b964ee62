"""A stretch of a source's text with its quotes and names marked, ready for a template."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from newsdesk.pages.place import Link, Place
from newsdesk.pages.publishing import HELD
from newsdesk.records import Quote, QuoteKind, Span


@dataclass(frozen=True, slots=True)
class LinkedText:
    """Some words: plain, or a link."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class TextRun:
    """Pieces that belong together: within one quote, plain, or (without pieces) held back.

    `anchors` are the ids of the quotes that begin here.
    """

    pieces: tuple[LinkedText, ...] = ()
    kind: QuoteKind | None = None
    anchors: tuple[str, ...] = ()
    held: bool = False


Marked = list[tuple[Quote, Span]]


def annotated(place: Place, source: str, span: Span, quotes: bool = True, names: bool = True) -> tuple[TextRun, ...]:
    """The text of a span: if asked for, names linked at their first mention in it, and quotes marked.

    A name that straddles the edge of a quote is left unlinked. Where quotes overlap, words in quotation marks
    are marked as such, and what is left as reported speech.
    """
    text = place.site.source(source).text
    within = list(place.site.quotes_in(source, span)) if quotes else []
    marked = _marked(within, span)
    named = list(_names(place, source, span)) if names else []
    cuts = {span.start, span.end, *_held_edges(text, span)}
    cuts |= {edge for _, part in marked for edge in (part.start, part.end)}
    inner = [(name, link) for name, link in named if not any(name.start < cut < name.end for cut in cuts)]
    cuts |= {edge for name, _ in inner for edge in (name.start, name.end)}
    links = {name.start: link for name, link in inner}
    pieces = [
        (_quote_at(marked, a), HELD in text[a:b], LinkedText(text[a:b], links.get(a)), Span(a, b))
        for a, b in pairwise(sorted(cuts))
    ]
    return tuple(_runs(pieces, _anchors(within, marked, span)))


def _marked(quotes: Iterable[Quote], span: Span) -> Marked:
    """Which stretches of a span are marked as which quote: none twice, in order."""
    marked: Marked = []
    for quote in sorted(quotes, key=lambda quote: (quote.kind == "indirect", quote.span)):
        for part in quote.spans:
            free = [Span(max(part.start, span.start), min(part.end, span.end))]
            for _, taken in marked:
                free = [left for stretch in free for left in _without(stretch, taken)]
            marked += [(quote, stretch) for stretch in free if stretch.start < stretch.end]
    return sorted(marked, key=lambda found: found[1])


def _without(stretch: Span, taken: Span) -> list[Span]:
    """The rest of a stretch beside another one."""
    if not stretch.overlaps(taken):
        return [stretch]
    return [Span(stretch.start, max(stretch.start, taken.start)), Span(min(stretch.end, taken.end), stretch.end)]


def _anchors(quotes: Iterable[Quote], marked: Marked, span: Span) -> dict[int, list[str]]:
    """Where each quote that begins in a span has its anchor: at its first marked word, else where it begins."""
    anchors: dict[int, list[str]] = {}
    for quote in quotes:
        if span.start <= quote.span.start < span.end:
            at = next((part.start for found, part in marked if found is quote), quote.span.start)
            anchors.setdefault(at, []).append(quote.id)
    return anchors


def _names(place: Place, source: str, span: Span) -> Iterator[tuple[Span, Link]]:
    """The first mention of each entity within a span, with its link."""
    seen: set[str] = set()
    end = span.start
    text = place.site.source(source).text
    linked = place.site.linked.get(source, [])
    for mention, entity in linked[bisect_left(linked, span.start, key=lambda pair: pair[0].span.start) :]:
        if mention.span.start >= span.end:
            break
        if not span.contains(mention.span) or mention.span.start < end:
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


def _quote_at(marked: Marked, offset: int) -> Quote | None:
    return next((quote for quote, part in marked if part.start <= offset < part.end), None)


def _runs(
    pieces: list[tuple[Quote | None, bool, LinkedText, Span]], anchors: dict[int, list[str]]
) -> Iterator[TextRun]:
    order = sorted(anchors)
    for (quote, held), group in groupby(pieces, key=lambda piece: (piece[0] and piece[0].id, piece[1])):
        members = list(group)
        begin, end = members[0][3].start, members[-1][3].end
        here = tuple(key for at in order if begin <= at < end for key in anchors[at])
        if held:
            yield TextRun(held=True, anchors=here)
        else:
            kind = members[0][0].kind if members[0][0] else None
            yield TextRun(tuple(piece for _, _, piece, _ in members), kind if quote else None, here)
