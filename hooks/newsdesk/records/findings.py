"""The findings of one source: names, quotes, dates, and the reasons for each. Spans count in the cleaned text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from newsdesk.records.problem import Problem
from newsdesk.records.source import EntityType
from newsdesk.records.text import Span

QuoteKind = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["named", "pronoun", "description", "collective", "anonymous"]
RelationKind = Literal["works_for", "heads", "owned_by", "hosted_by", "part_of"]
Precision = Literal["day", "month", "year"]


ChainRef = tuple[str, int]  # the id of a source, the index of one of its chains


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something. `chain` indexes `Extraction.chains`; None: unresolved.

    Mentions do not overlap, but for weak ones: descriptions (rule "description…") and the whole phrase around a
    name (rule "phrase") may hold other mentions.
    """

    span: Span
    type: EntityType
    chain: int | None
    rule: str
    paragraph: int
    weak: bool = False  # a demonym, a description, a phrase around a name: counts for context, never makes a profile
    acts: bool = False  # the subject of an active verb


@dataclass(frozen=True, slots=True)
class Chain:
    """All mentions of one thing within one source, under the full name it uses most.

    `entity` is the curated id where the vocabulary decided. `full`: named in full at least once here (a
    person by two words or more, or by a curated strong alias). `candidates`: curated ids among which the
    text does not decide; then the chain is linked to none of them.
    """

    name: str
    type: EntityType
    full: bool
    entity: str | None = None
    gender: Literal["f", "m"] | None = None
    aliases: tuple[str, ...] = ()  # other wordings seen, as printed
    candidates: tuple[str, ...] = ()
    key: str = ""  # the name as it is compared with other sources': folded, no legal form
    strong: tuple[str, ...] = ()  # keys of other names that are as good, an acronym the text explains
    surname: str = ""  # a person's, folded, with its particles
    titles: tuple[str, ...] = ()  # that stand before a person's name, folded
    kin: bool = False  # a person whom the source brings in as somebody's relative


@dataclass(frozen=True, slots=True)
class Description:
    """What the text calls a chain: a title or an apposition, verbatim ("the company's chief executive")."""

    chain: int
    span: Span
    rule: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Relation:
    """What the text states outright between two chains ("heads", "owned_by", …) and the sentence that says so."""

    subject: int
    object: int
    kind: RelationKind
    sentence: Span
    rule: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible speaker that was weighed, with what spoke for (+) and against (-) it."""

    text: str
    span: Span
    score: float
    evidence: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, as printed; `chain` where it resolves to somebody the source names in full."""

    span: Span
    text: str
    kind: SpeakerKind
    chain: int | None
    rule: str  # how it was resolved
    short: int | None = None  # the chain that it means where the source never gives its full name: `chain` is None
    together: tuple[int, ...] = ()  # the chains of several who speak as one: `chain` is None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a source prints as said or written by somebody.

    `spans` are the words without their marks, one a paragraph and one a side of a splitting attribution.
    `speaker` is None where none was established. `confidence` is the calibrated probability that the
    speaker is the one, of words that were said; `candidates` are those weighed, best first.
    """

    id: str
    kind: QuoteKind
    spans: tuple[Span, ...]
    speaker: Speaker | None
    cue: Span | None
    rule: str
    confidence: float
    paragraph: int
    addressee: Span | None = None
    venue: Span | None = None
    said_on: date | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def chains(self) -> tuple[int, ...]:
        """The chains of all who speak."""
        if self.speaker is None:
            return ()
        return self.speaker.together if self.speaker.chain is None else (self.speaker.chain,)

    def words(self, text: str) -> str:
        """The quoted words, from the source's cleaned text; several spans joined by a space."""
        return " ".join(span.of(text) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Event:
    """What a date belongs to: the lemma of its verb or noun, the phrase of who did it, those of what it was done to."""

    word: str
    who: Span | None
    what: Span | None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression; `value` is YYYY, YYYY-MM or YYYY-MM-DD, None where it cannot be resolved."""

    span: Span
    value: str | None
    precision: Precision | None
    rule: str
    paragraph: int
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that looked like a finding and was not taken, and why."""

    span: Span
    what: Literal["quote", "mention", "speaker", "date"]
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Join:
    """Who or what one chain of a source is, told by other sources: one of them names the bearer in full."""

    chain: int
    scope: Literal["story", "archive"]  # whose articles tell
    rule: str
    bearer: tuple[str, int]  # (source id, chain index)
    why: str
    spans: tuple[Span, ...] = ()  # words that become mentions by this, where the source's own rules found none


@dataclass(frozen=True, slots=True)
class Extraction:
    """All findings of one source. `sentences` are the parser's, within paragraphs, in order."""

    source: str  # the source's id
    mentions: tuple[Mention, ...] = ()
    chains: tuple[Chain, ...] = ()
    descriptions: tuple[Description, ...] = ()
    relations: tuple[Relation, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dates: tuple[DateMention, ...] = ()
    sentences: tuple[Span, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    problems: tuple[Problem, ...] = ()
    joins: tuple[Join, ...] = ()  # what other sources add; none before these are compared
    failed: bool = False  # a fault of the program kept everything from being found
