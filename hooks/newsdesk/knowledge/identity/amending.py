"""An extraction with what other sources add to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsdesk.knowledge.identity.holders import RULE as OFFICE
from newsdesk.records import Chain, EntityType, Extraction, Join, Mention, Quote, Source, Span


def amended(source: Source, extraction: Extraction, joins: tuple[Join, ...]) -> Extraction:
    """The extraction with the mentions that other sources explain, in which a speaker under a short name is the chain
    of that name, once it is known whose it is."""
    by_chain = {join.chain: join for join in joins}
    added = [join for join in joins if join.spans]
    new = tuple(
        Mention(
            span, _kind(join), join.chain, f"{join.rule}, by the {join.scope}", _paragraph(source, span), _weak(join)
        )
        for join in added
        for span in join.spans
    )
    return replace(
        extraction,
        joins=joins,
        chains=(*extraction.chains, *(_chain(join, source) for join in added)),
        mentions=tuple(sorted((*extraction.mentions, *new), key=lambda m: (m.span.start, -m.span.end))),
        quotes=tuple(_quote(quote, by_chain, added) for quote in extraction.quotes),
    )


def _kind(join: Join) -> EntityType:
    return "person" if join.rule == OFFICE else "organisation"


def _weak(join: Join) -> bool:
    """Whether the words describe their bearer, and are no name."""
    return join.rule == OFFICE


def _chain(join: Join, source: Source) -> Chain:
    """The chain of words that become mentions; not named in full here."""
    name = join.spans[0].of(source.text)
    return Chain(name, _kind(join), False, key=name.replace(".", "").casefold())


def _paragraph(source: Source, span: Span) -> int:
    paragraph = source.paragraph_at(span.start)
    return paragraph.n if paragraph else 0


def _quote(quote: Quote, joins: dict[int, Join], added: Sequence[Join]) -> Quote:
    speaker = quote.speaker
    if speaker is None or speaker.chain is not None or speaker.rule == "correction":
        return quote
    join = joins.get(speaker.short) if speaker.short is not None else _printed(speaker.span, added)
    if join is None:
        return quote
    return replace(quote, speaker=replace(speaker, chain=join.chain, rule=f"{join.rule}, by the {join.scope}"))


def _printed(span: Span, added: Sequence[Join]) -> Join | None:
    """The join by which the very words of a speaker became a mention."""
    return next((join for join in added if span in join.spans), None)
