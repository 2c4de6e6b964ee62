"""Why each finding of a source was made, and why others were not: an extraction told as plain data.

`newsdesk explain` prints it; every part names the rule that made it and the words it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsdesk.records import Candidate, Chain, Extraction, Join, Quote, Source, Span


@dataclass(frozen=True, slots=True)
class WeighedCandidate:
    """A possible speaker with the features that spoke for and against, strongest first, and their weights."""

    text: str
    score: float
    in_favour: tuple[tuple[str, float], ...]
    against: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ExplainedQuote:
    """A quote, its speaker, and how sure that is. `name` is None where nobody is named; `why` tells by which rule,
    or why not."""

    id: str
    paragraph: int
    kind: str
    words: str
    speaker: str | None
    name: str | None
    why: str
    cue: str | None
    rule: str
    confidence: float
    shown: bool  # the confidence suffices to show the speaker
    addressee: str | None
    venue: str | None
    said_on: str | None
    candidates: tuple[WeighedCandidate, ...]


@dataclass(frozen=True, slots=True)
class ExplainedLink:
    """One thing that the source names: the wordings with the rule that found each, and whom they mean."""

    name: str
    type: str
    entity: str | None
    why: str
    mentions: tuple[tuple[str, str, int], ...]  # wording, rule, how often


@dataclass(frozen=True, slots=True)
class ExplainedDate:
    """A date as printed, what it means, and the rule."""

    text: str
    value: str | None
    rule: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class ExplainedRefusal:
    """Something that was not taken, and why."""

    what: str
    words: str
    rule: str
    why: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """All of one source."""

    source: str
    quotes: tuple[ExplainedQuote, ...]
    links: tuple[ExplainedLink, ...]
    dates: tuple[ExplainedDate, ...]
    refusals: tuple[ExplainedRefusal, ...]


def explain(source: Source, extraction: Extraction, threshold: float, profiles: Mapping[int, str]) -> Explanation:
    """The extraction of a source as words and reasons.

    A speaker less sure than `threshold` is not shown. `profiles` has the entity id of each chain that got a profile.
    """
    return Explanation(
        source.id,
        tuple(_quote(source, extraction, quote, threshold) for quote in extraction.quotes),
        tuple(_links(source, extraction, profiles)),
        tuple(ExplainedDate(d.span.of(source.text), d.value, d.rule, d.paragraph) for d in extraction.dates),
        tuple(
            ExplainedRefusal(r.what, r.span.of(source.text), r.rule, r.why, _paragraph(source, r.span))
            for r in sorted(extraction.refusals, key=lambda r: r.span)
        ),
    )


def _quote(source: Source, extraction: Extraction, quote: Quote, threshold: float) -> ExplainedQuote:
    def words(span: Span | None) -> str | None:
        return span.of(source.text) if span is not None else None

    speaker = quote.speaker
    named = speaker is not None and speaker.chain is not None
    return ExplainedQuote(
        id=quote.id,
        paragraph=quote.paragraph,
        kind=quote.kind,
        words=quote.words(source.text),
        speaker=speaker.text if speaker else None,
        name=extraction.chains[speaker.chain].name if speaker and speaker.chain is not None else None,
        why=_why(quote, named),
        cue=words(quote.cue),
        rule=quote.rule,
        confidence=quote.confidence,
        shown=speaker is not None and quote.confidence >= threshold,
        addressee=words(quote.addressee),
        venue=words(quote.venue),
        said_on=quote.said_on.isoformat() if quote.said_on else None,
        candidates=tuple(_weighed(candidate) for candidate in quote.candidates),
    )


def _why(quote: Quote, named: bool) -> str:
    """Which rule gave the speaker the name, or why there is none, in words."""
    speaker = quote.speaker
    if speaker is None:
        return "no speaker established"
    if named:
        return f"{speaker.kind}: {speaker.rule}"
    if speaker.kind in ("collective", "anonymous"):
        return f"{speaker.kind}: never given a name"
    return f"{speaker.kind}: {speaker.rule}, so nobody is named"


def _weighed(candidate: Candidate) -> WeighedCandidate:
    evidence = sorted(candidate.evidence, key=lambda e: -abs(e[1]))
    return WeighedCandidate(
        candidate.text,
        candidate.score,
        tuple(e for e in evidence if e[1] > 0),
        tuple(e for e in evidence if e[1] < 0),
    )


def _links(source: Source, extraction: Extraction, profiles: Mapping[int, str]) -> Iterable[ExplainedLink]:
    """One for each chain that is mentioned, in order of first mention; unresolved mentions come by their words."""
    groups: dict[tuple[int | None, str], dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for mention in extraction.mentions:
        words = mention.span.of(source.text)
        key = (mention.chain, "" if mention.chain is not None else words)
        groups[key][words, mention.rule] += 1
    for (number, words), counts in groups.items():
        wordings = tuple((text, rule, count) for (text, rule), count in counts.items())
        if number is None:
            kind = next(m.type for m in extraction.mentions if m.chain is None and m.span.of(source.text) == words)
            yield ExplainedLink(words, kind, None, "not linked: the text does not say who or what this is", wordings)
            continue
        chain = extraction.chains[number]
        entity = profiles.get(number)
        join = next((join for join in extraction.joins if join.chain == number), None)
        yield ExplainedLink(chain.name, chain.type, entity, _link_reason(chain, entity, join), wordings)


def _link_reason(chain: Chain, entity: str | None, join: Join | None) -> str:
    if join:
        return f"by the {join.scope}: {join.rule}; {join.why}; see {join.bearer[0]}"
    if chain.entity:
        return "curated"
    if chain.candidates:
        return f"not linked: the text does not decide between {' and '.join(chain.candidates)}"
    if entity:
        return "detected, not yet reviewed"
    if chain.type == "person" and not chain.full:
        return "not linked: never named in full here"
    return "not linked: no profile"


def _paragraph(source: Source, span: Span) -> int:
    paragraph = source.paragraph_at(span.start)
    return paragraph.n if paragraph else 0
