"""Whose "the statement" and "the letter" are that say something: of the people who made one earlier in the article.

Who speaks in a body's statement, its spokesman or all of it, stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsdesk.extraction.indirect.grammar import ISSUING, PAPERS, subject_of
from newsdesk.extraction.names import Names
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import Quote, Speaker

RULE = "whose {} it is"
DEFINITE = ("the", "that", "this")

Maker = tuple[int, str, tuple[int, ...]]  # where in the text, which kind of paper, the chains of those who made it


def with_makers(doc: Doc, quotes: Iterable[Quote], names: Names) -> tuple[Quote, ...]:
    """The quotes, those of a paper with the chains of the ones whose it is, where nobody else made one of its kind."""
    quotes = tuple(quotes)
    makers = [*_said_in(doc, quotes), *_issued(doc, names)]
    people = {mention.chain for mention in names.mentions if mention.type == "person"}
    makers = [(at, kind, chains if people.issuperset(chains) else ()) for at, kind, chains in makers]
    return tuple(_made(doc, quote, makers) for quote in quotes)


def _made(doc: Doc, quote: Quote, makers: Iterable[Maker]) -> Quote:
    speaker = quote.speaker
    if speaker is None or speaker.chain is not None or speaker.together:
        return quote
    kind = _paper(doc, speaker)
    who = {chains for at, paper, chains in makers if paper == kind and at < speaker.span.start} if kind else set()
    chains = who.pop() if len(who) == 1 else ()
    if not chains:
        return quote
    one = chains[0] if len(chains) == 1 else None
    made = replace(speaker, chain=one, together=() if one is not None else chains, rule=RULE.format(kind))
    return replace(quote, speaker=made)


def _paper(doc: Doc, speaker: Speaker) -> str:
    """The kind of paper that a speaker is, with nothing but "the" before it; "" if it is none."""
    tokens = [t for t in doc.tokens_in(speaker.span) if t.pos != "PUNCT"]
    if len(tokens) != 2 or tokens[0].lower not in DEFINITE:
        return ""
    return tokens[1].lower if tokens[1].lower in PAPERS else ""


def _said_in(doc: Doc, quotes: Iterable[Quote]) -> Iterator[Maker]:
    """Who says something in a paper: "Lee said in a statement"."""
    for quote in quotes:
        if quote.venue is not None and quote.chains:
            papers = [t for t in doc.tokens_in(quote.venue) if t.lower in PAPERS]
            if papers:
                yield quote.venue.start, papers[0].lower, quote.chains


def _issued(doc: Doc, names: Names) -> Iterator[Maker]:
    """Who makes a paper: "Lee issued a statement"."""
    for token in doc.tokens:
        if token.lower in PAPERS and token.dep == "dobj" and token.head.lemma.lower() in ISSUING:
            chains = _chains(subject_of(token.head), names)
            if chains:
                yield token.start, token.lower, chains


def _chains(maker: Token | None, names: Names) -> tuple[int, ...]:
    """The chain of who made a paper; of several none, unless all have one."""
    several = [maker, *(c for c in maker.children if c.dep == "conj")] if maker is not None else []
    mentions = [names.mention_at(token) for token in several]
    if not mentions or not all(m is not None and m.chain is not None and not m.weak for m in mentions):
        return ()
    return tuple(m.chain for m in mentions if m is not None and m.chain is not None)
