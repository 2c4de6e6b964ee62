"""Who said words that several outlets print alike: the outlets vote.

An outlet that calls the speaker "the mayor", or whose sentence was misread, is put right by those that name her. Each
origin has one voice for each name, as strong as its quote is sure. Where none leads clearly nobody is named.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsdesk.knowledge.voices import EntityOf
from newsdesk.memo.memo import Memo
from newsdesk.records import (
    Candidate,
    Entity,
    Extraction,
    Mention,
    Quote,
    QuoteRef,
    Refusal,
    Source,
    Span,
    Speaker,
    Statement,
)

RULE = "printed alike elsewhere"
_CLEAR = 1.0  # log-odds by which a name must lead: about 2.7 to 1
_TRUSTED = 0.8  # confidence from which on a description is printed with whom the vote names
_HIGHEST = 0.99  # confidence that counts

QuoteKey = tuple[str, int]  # a source and the number of a quote in it


@dataclass(frozen=True, slots=True)
class Voted:
    """What the votes changed: statements, the findings of some sources, and entities whose quotes are others."""

    statements: tuple[Statement, ...]
    found: Mapping[str, Extraction]
    entities: Mapping[str, Entity]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a vote makes of one quote: who says it, or why nobody is named."""

    quote: int  # its number in the source
    speaker: Speaker | None
    confidence: float
    candidate: Candidate | None = None  # the one that has won, first of those that were weighed
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _Ballot:
    """One quote of a statement, and whom it names."""

    place: QuoteKey
    source: Source
    quote: Quote
    entity: str | None


def put_to_vote(
    statements: Iterable[Statement],
    sources: Mapping[str, Source],
    found: Mapping[str, Extraction],
    entities: Mapping[str, Entity],
    entity_of_chain: EntityOf,
    origins: Mapping[str, str],
    memo: Memo,
) -> Voted:
    """The statements with the speakers that their outlets agree on; all else stays as it is."""
    statements = list(statements)
    places = {quote.id: (key, n) for key, e in found.items() for n, quote in enumerate(e.quotes)}
    decided: dict[str, list[_Outcome]] = defaultdict(list)
    for k, statement in enumerate(statements):
        if len(statement.sources) < 2:
            continue
        ballots = [_ballot(places[quote], sources, found, entity_of_chain) for quote in statement.quotes]
        if len({ballot.entity for ballot in ballots}) == 1:
            continue
        election = _Election(ballots, entities, origins)
        statements[k] = replace(statement, speaker_entity=election.winner)
        for ballot in ballots:
            if outcome := election.outcome(ballot, found[ballot.place[0]], entity_of_chain):
                decided[ballot.place[0]].append(outcome)
    changed = {
        key: memo.once(_decided, found[key], tuple(sorted(decided[key], key=lambda outcome: outcome.quote)))
        for key in sorted(decided)
    }
    return Voted(tuple(statements), changed, _with_speakers(entities, found, changed, entity_of_chain))


def _ballot(
    place: QuoteKey, sources: Mapping[str, Source], found: Mapping[str, Extraction], entity_of_chain: EntityOf
) -> _Ballot:
    source, n = place
    quote = found[source].quotes[n]
    chain = quote.speaker.chain if quote.speaker else None
    return _Ballot(place, sources[source], quote, None if chain is None else entity_of_chain.get((source, chain)))


class _Election:
    """The votes on one statement. `winner`: whom the outlets agree on; `split`: those between whom they do not."""

    def __init__(self, ballots: Sequence[_Ballot], entities: Mapping[str, Entity], origins: Mapping[str, str]) -> None:
        self._ballots, self._entities = ballots, entities
        strength: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for ballot in ballots:
            if ballot.entity and ballot.entity in entities:
                origin = origins.get(ballot.source.id, ballot.source.id)
                mine = strength[ballot.entity]
                mine[origin] = max(mine[origin], _log_odds(ballot.quote.confidence))
        self.totals = {name: sum(by_origin.values()) for name, by_origin in strength.items()}
        people = [name for name in self.totals if entities[name].type == "person"]
        # whoever speaks for an organisation is no rival of it
        self.rivals = sorted(people or self.totals, key=lambda name: (-self.totals[name], name))
        self.winner, self.split = self._count()

    def _count(self) -> tuple[str | None, tuple[str, ...]]:
        if not self.rivals:
            return None, ()
        first = self.rivals[0]
        others = [name for name in self.rivals[1:] if not self._may_be_one(name, first)]
        against = self.totals[others[0]] if others else 0.0
        if self.totals[first] - against >= _CLEAR:
            return first, ()
        return None, (first, others[0]) if others else ()

    def _may_be_one(self, one: str, other: str) -> bool:
        """Whether two profiles bear one surname: perhaps one person's, and no vote decides that."""
        last = [self._entities[name].name.casefold().replace(" jr.", "").split()[-1:] for name in (one, other)]
        return last[0] == last[1]

    def outcome(self, ballot: _Ballot, found: Extraction, entity_of_chain: EntityOf) -> _Outcome | None:
        """What the vote makes of a quote; None: it stays as it is."""
        mine = ballot.entity
        if self.split:
            return self._unnamed(ballot, self.split) if mine in self.rivals else None
        if self.winner is None or mine == self.winner or self._stays(mine):
            return None
        chain = next(
            (n for n in range(len(found.chains)) if entity_of_chain.get((found.source, n)) == self.winner), None
        )
        if chain is None:
            return self._unnamed(ballot, (mine, self.winner)) if mine else None
        return self._named(ballot, found, chain, self.winner)

    def _stays(self, entity: str | None) -> bool:
        if entity is None or self.winner is None:
            return False
        return entity not in self.rivals or self._may_be_one(entity, self.winner)

    def _named(self, ballot: _Ballot, found: Extraction, chain: int, winner: str) -> _Outcome:
        quote, speaker = ballot.quote, ballot.quote.speaker
        described = speaker is not None and speaker.kind == "description" and quote.confidence >= _TRUSTED
        if speaker is not None and described and ballot.entity is None:
            new = replace(speaker, chain=chain, rule=RULE)
        else:
            mention = _nearest(found, chain, quote)
            new = Speaker(mention.span, mention.span.of(ballot.source.text), "named", chain, RULE)
        total = self.totals[winner]
        others = (b.source for b in self._ballots if b.entity == winner and b.source is not ballot.source)
        outlets = sorted({source.meta.outlet or source.id for source in others})
        evidence = (
            (f"{self._entities[winner].name} by the same words in {', '.join(outlets) or 'this source'}", total),
        )
        candidate = Candidate(new.text, new.span, round(total, 3), evidence)
        confidence = max(quote.confidence if ballot.entity is None else 0.0, min(_HIGHEST, _share(total)))
        return _Outcome(ballot.place[1], new, confidence, candidate)

    def _unnamed(self, ballot: _Ballot, names: Iterable[str]) -> _Outcome:
        told = " or ".join(self._entities[name].name for name in names if name in self._entities)
        why = f"other outlets print the same words as somebody else's: {told}"
        refusal = Refusal(ballot.quote.span, "speaker", "outlets disagree", why)
        return _Outcome(ballot.place[1], None, ballot.quote.confidence, refusal=refusal)


def _log_odds(confidence: float) -> float:
    p = min(max(confidence, 0.5), _HIGHEST)
    return math.log(p / (1 - p))


def _share(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _nearest(found: Extraction, chain: int, quote: Quote) -> Mention:
    """The mention of a chain that stands nearest before a quote, else the first behind it."""
    named = [m for m in found.mentions if m.chain == chain and not m.weak] or [
        m for m in found.mentions if m.chain == chain
    ]
    before = [m for m in named if m.span.end <= quote.span.start]
    if not named:
        return Mention(Span(quote.span.start, quote.span.start), "person", chain, RULE, quote.paragraph)
    return max(before, key=lambda m: m.span.start) if before else min(named, key=lambda m: m.span.start)


def _decided(found: Extraction, outcomes: Sequence[_Outcome]) -> Extraction:
    """The findings of a source as the votes want them."""
    quotes = list(found.quotes)
    for it in outcomes:
        weighed = (it.candidate, *quotes[it.quote].candidates) if it.candidate else quotes[it.quote].candidates
        quotes[it.quote] = replace(quotes[it.quote], speaker=it.speaker, confidence=it.confidence, candidates=weighed)
    refusals = (*found.refusals, *(it.refusal for it in outcomes if it.refusal))
    return replace(found, quotes=tuple(quotes), refusals=refusals)


def _with_speakers(
    entities: Mapping[str, Entity],
    before: Mapping[str, Extraction],
    after: Mapping[str, Extraction],
    entity_of_chain: EntityOf,
) -> dict[str, Entity]:
    """The entities that say more or less quotes than before, or are no more spoken about in their own."""

    def speaker(key: str, quote: Quote) -> str | None:
        chain = quote.speaker.chain if quote.speaker else None
        return None if chain is None else entity_of_chain.get((key, chain))

    lost: dict[str, set[QuoteRef]] = defaultdict(set)
    won: dict[str, set[QuoteRef]] = defaultdict(set)
    for key, extraction in after.items():
        for n, (old, new) in enumerate(zip(before[key].quotes, extraction.quotes, strict=True)):
            one, other = speaker(key, old), speaker(key, new)
            if one != other:
                lost[one or ""].add(QuoteRef(key, n))
                won[other or ""].add(QuoteRef(key, n))
    changed = {}
    for name in sorted(lost.keys() | won.keys()):
        if name in entities:
            by = ({*entities[name].quotes_by} - lost[name]) | won[name]
            about = tuple(ref for ref in entities[name].quotes_about if ref not in won[name])
            ordered = tuple(sorted(by, key=lambda ref: (ref.source, ref.quote)))
            changed[name] = replace(entities[name], quotes_by=ordered, quotes_about=about)
    return changed
