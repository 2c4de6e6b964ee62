"""An extraction with what other sources add to it."""

from __future__ import annotations

from dataclasses import replace

from newsdesk.records import Extraction, Join, Quote


def amended(extraction: Extraction, joins: tuple[Join, ...]) -> Extraction:
    """The extraction in which a speaker under a short name is the chain of that name, once it is known whose it is."""
    if not joins:
        return extraction
    by_chain = {join.chain: join for join in joins}
    return replace(extraction, joins=joins, quotes=tuple(_quote(quote, by_chain) for quote in extraction.quotes))


def _quote(quote: Quote, joins: dict[int, Join]) -> Quote:
    speaker = quote.speaker
    join = joins.get(speaker.short) if speaker is not None and speaker.short is not None else None
    if speaker is None or join is None or speaker.chain is not None:
        return quote
    return replace(quote, speaker=replace(speaker, chain=join.chain, rule=f"{join.rule}, by the {join.scope}"))
