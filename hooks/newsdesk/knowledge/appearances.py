"""Where one source names its entities, quotes them and puts them side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from operator import attrgetter

from newsdesk.records import Extraction, MentionRef, QuoteRef

BESIDE = ("phrase", "description:")  # rules of weak mentions that stand around or beside a name, which counts already


@dataclass(frozen=True, slots=True)
class Appearances:
    """What one source has of each entity, by its id, as it stands there."""

    mentions: Mapping[str, Sequence[MentionRef]]
    quotes_by: Mapping[str, Sequence[QuoteRef]]
    quotes_about: Mapping[str, Sequence[QuoteRef]]  # in which it is named
    together: Mapping[str, Counter[str]]  # how many sentences name another one beside it


def appearances(source: str, extraction: Extraction, entity_of: Sequence[str]) -> Appearances:
    """What a source has of the entities that its chains are, given for each chain; "" is none."""
    by, about = _quotes(source, extraction, entity_of)
    return Appearances(_mentions(source, extraction, entity_of), by, about, _together(extraction, entity_of))


def _mentions(source: str, extraction: Extraction, entity_of: Sequence[str]) -> dict[str, list[MentionRef]]:
    found: dict[str, list[MentionRef]] = defaultdict(list)
    for n, mention in enumerate(extraction.mentions):
        if mention.chain is not None and entity_of[mention.chain] and not mention.rule.startswith(BESIDE):
            found[entity_of[mention.chain]].append(MentionRef(source, n))
    return dict(found)


def _quotes(
    source: str, extraction: Extraction, entity_of: Sequence[str]
) -> tuple[dict[str, list[QuoteRef]], dict[str, list[QuoteRef]]]:
    """Quotes by each entity, and quotes that mention it within their words."""
    by: dict[str, list[QuoteRef]] = defaultdict(list)
    about: dict[str, list[QuoteRef]] = defaultdict(list)
    named = sorted(
        (mention.span.start, mention.span.end, entity_of[mention.chain])
        for mention in extraction.mentions
        if mention.chain is not None and not mention.weak and entity_of[mention.chain]
    )
    for n, quote in enumerate(extraction.quotes):
        speakers = {entity_of[chain] for chain in quote.chains} - {""}
        for speaker in sorted(speakers):
            by[speaker].append(QuoteRef(source, n))
        inside = {
            entity
            for span in quote.spans
            for _, end, entity in named[bisect_left(named, (span.start,)) : bisect_left(named, (span.end,))]
            if end <= span.end
        }
        for entity in inside - speakers:
            about[entity].append(QuoteRef(source, n))
    return dict(by), dict(about)


def _together(extraction: Extraction, entity_of: Sequence[str]) -> dict[str, Counter[str]]:
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for entities in _sentence_entities(extraction, entity_of):
        for one, other in permutations(entities, 2) if len(entities) > 1 else ():
            shared[one][other] += 1
    return dict(shared)


def _sentence_entities(extraction: Extraction, entity_of: Sequence[str]) -> Iterator[set[str]]:
    """The entities that each sentence names."""
    mentions = iter(sorted(extraction.mentions, key=attrgetter("span.start", "span.end")))
    mention = next(mentions, None)
    for sentence in extraction.sentences:
        inside = set()
        while mention is not None and mention.span.start < sentence.end:
            if mention.span.start >= sentence.start and mention.chain is not None and not mention.weak:
                inside.add(entity_of[mention.chain])
            mention = next(mentions, None)
        yield inside - {""}
