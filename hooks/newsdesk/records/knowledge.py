"""The knowledge of all sources together: entities, statements, stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal

from newsdesk.records.findings import Extraction, Precision, RelationKind
from newsdesk.records.problem import Problem
from newsdesk.records.source import EntityType, Source, Vocabulary
from newsdesk.records.text import Span


@dataclass(frozen=True, slots=True)
class MentionRef:
    """One mention of an entity: the `mention`-th of a source's extraction."""

    source: str
    mention: int


@dataclass(frozen=True, slots=True)
class QuoteRef:
    """One quote: the `quote`-th of a source's extraction."""

    source: str
    quote: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place, event or product that has a profile."""

    id: str
    type: EntityType
    name: str
    curated: bool
    description: str = ""  # an editor's, never ours
    aliases: tuple[str, ...] = ()  # wordings seen in the sources, as printed
    wikidata: str = ""
    same_as: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    chains: tuple[tuple[str, int], ...] = ()  # (source id, chain index)
    mentions: tuple[MentionRef, ...] = ()
    quotes_by: tuple[QuoteRef, ...] = ()
    quotes_about: tuple[QuoteRef, ...] = ()
    appears_with: tuple[tuple[str, int], ...] = ()  # (entity id, number of shared sentences), most first


@dataclass(frozen=True, slots=True)
class Relationship:
    """What sources state outright between two entities, with every sentence that says so."""

    subject: str  # entity ids
    object: str
    kind: RelationKind
    places: tuple[tuple[str, Span, int], ...]  # (source, sentence, paragraph), by source, then as printed


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one wording compared with another; `span` counts in the cleaned text of `source`.

    "kept": both print it. "added": only this wording prints it. "removed": only the fullest wording prints
    it, and `source` and `span` are that wording's.
    """

    kind: Literal["kept", "added", "removed"]
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class Wording:
    """One quote of a statement against the fullest wording, whose own runs are all "kept".

    The kept and added runs, in order, are exactly the quote's spans; each lies within one of them.
    """

    quote: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing somebody said, in all its wordings."""

    id: str
    quotes: tuple[str, ...]  # quote ids, by source order
    speaker_entity: str | None
    sources: tuple[str, ...]
    rule: str  # why these wordings are one
    wordings: tuple[Wording, ...] = ()  # one a quote, in their order; empty where there is only one


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A sentence taken from a source."""

    source: str
    span: Span
    paragraph: int
    reason: str
    trimmed_start: bool = False
    trimmed_end: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Two or more values that sources give for one thing: all stand, with their sentences."""

    kind: Literal["number", "date", "title", "name", "spelling", "act", "words"]
    what: str
    places: tuple[tuple[str, Span, Span, int], ...]  # (source, the differing words, their sentence, paragraph)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A figure, or something with its day, that sources of different origin give alike."""

    kind: Literal["figure", "day"]
    places: tuple[tuple[str, Span, Span, int], ...]  # (source, the words, their sentence, paragraph): one a source


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """A dated event: a sentence and the date it gives."""

    date: str  # YYYY, YYYY-MM or YYYY-MM-DD
    precision: Precision
    source: str
    span: Span  # the sentence
    date_span: Span
    paragraph: int
    entities: tuple[str, ...]
    rule: str
    event: str = ""  # the same for all items in which sources tell of one event


@dataclass(frozen=True, slots=True)
class CastMember:
    """The part of an entity in a story, and its descriptions."""

    entity: str
    part: Literal["speaks", "acts", "is spoken about"]
    roles: tuple[tuple[str, Span, int], ...]  # (source, the describing words, paragraph)
    mentions: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another story, and why: entity ids shared, and a time relation in words ("the same week")."""

    story: str
    entities: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class StoryJoin:
    """Why a source is in a story into which no editor put it: the source it is most like, and the log-odds that both
    report one event.

    `signs` says in general what both share; `reasons` the same with the words themselves, for editors alone.
    """

    source: str
    like: str
    score: float
    signs: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The sources that report the same news."""

    id: str
    title: str
    standfirst: KeyPoint | None
    summary: str  # an editor's; wins over key points
    sources: tuple[str, ...]  # newest first; unknown dates last
    origins: int  # how many independent origins the sources have
    published: date | None  # the newest of its sources
    named: tuple[str, ...] = ()  # the entities whose names are its title; none where that is an editor's, or a headline
    copies: tuple[tuple[str, ...], ...] = ()  # its sources that print one text, together: each group is one origin
    key_points: tuple[KeyPoint, ...] = ()
    people: tuple[CastMember, ...] = ()  # organisations and others too
    statements: tuple[str, ...] = ()  # statement ids, as first said
    differences: tuple[Difference, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    timeline: tuple[TimelineItem, ...] = ()
    related: tuple[Related, ...] = ()
    joins: tuple[StoryJoin, ...] = ()  # one for each source that the program put there; none: editors joined them all


@dataclass(frozen=True, slots=True)
class Side:
    """One of a suggestion's subjects, as an editor reads it to decide."""

    subject: str  # an entity or a source
    sentences: tuple[tuple[str, Span, int], ...] = ()  # (source, sentence, paragraph), the most telling first
    against: str = ""  # what speaks against it beside the others, in words: then it is not proposed with them


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something an editor could decide, with the evidence; accepted, it changes the vocabulary.

    `sides` and `effect` may be left out: the Editor's desk then takes sentences and counts from the knowledge.
    """

    kind: Literal["review", "alias", "collision", "story"]
    subjects: tuple[str, ...]
    reason: str
    weight: float  # by how many pages it would touch
    paste: str = ""  # the YAML that accepts it: entries of `file`, or front matter keys where that is ""
    file: str = ""  # the file of `sources/entities/` that it belongs into: "people.yml"; "": the subjects' articles
    sides: tuple[Side, ...] = ()
    effect: int = 0  # what it would change: mentions linked otherwise, or articles joined; 0: not counted

    @property
    def id(self) -> str:
        """Short, and the same as long as it is about the same: decisions are kept by it."""
        about = "\0".join((self.kind, *sorted(self.subjects)))
        return f"s-{sha256(about.encode()).hexdigest()[:6]}"


@dataclass(frozen=True)
class Knowledge:
    """All that the pages are made from."""

    sources: Mapping[str, Source]
    extractions: Mapping[str, Extraction]
    entities: Mapping[str, Entity]
    stories: Mapping[str, Story]
    statements: Mapping[str, Statement]
    quotes: Mapping[str, QuoteRef]  # by quote id
    entity_of_chain: Mapping[tuple[str, int], str]  # (source id, chain index) → entity id
    relationships: tuple[Relationship, ...] = ()
    suggestions: Sequence[Suggestion] = ()
    problems: tuple[Problem, ...] = field(default=())
    vocabulary: Vocabulary = field(default_factory=Vocabulary)  # as editors stated it: with names that no source prints
    digests: Mapping[str, str] = field(default_factory=dict, repr=False)  # of each source and its extraction, if known
