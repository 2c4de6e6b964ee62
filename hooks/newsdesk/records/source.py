"""The results of reading: sources, the editors' vocabulary, the lexicon, and the parse of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from newsdesk.records.problem import Problem
from newsdesk.records.text import Edit, OffsetMap, Span

ParagraphKind = Literal["text", "boilerplate", "caption"]
EntityType = Literal["person", "organisation", "place", "event", "product"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the cleaned text; `n` counts from 1 and is its address on the source page."""

    n: int
    span: Span
    kind: ParagraphKind
    rule: str = ""  # what made it boilerplate or a caption


@dataclass(frozen=True, slots=True)
class Correction:
    """An editor's word in the front matter; `line` is where it stands in the file."""

    line: int
    quote: str = ""  # id or exact words
    mention: str = ""  # exact words
    add_quote: str = ""  # exact words
    speaker: str = ""
    entity: str = ""  # entity id, or "none"
    reject: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """One line of the corrections log that readers see."""

    on: date
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter of a source; None or empty where the editor did not state it."""

    title: str = ""
    outlet: str = ""
    author: str = ""
    published: date | None = None
    retrieved: date | None = None
    url: str = ""
    story: str = ""
    alone: bool = False  # of no story but its own: the program joins it with no other
    story_title: str = ""  # what heads its briefing
    example: bool = False  # invented, to show what a page looks like
    language: str = "en"
    rights: str = ""
    excerpt_words: int | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    origin: str = ""
    corrections: tuple[Correction, ...] = ()
    updates: tuple[Update, ...] = ()


def _start(paragraph: Paragraph) -> int:
    return paragraph.span.start


@dataclass(frozen=True, slots=True)
class Source:
    """One article by one outlet.

    Every finding's span counts in `text`, the cleaned text; `offsets.to_given` leads back into `given`,
    the body as the editor's file has it, which starts at line `body_line` of the file at `path`.
    """

    id: str
    path: str
    meta: Metadata
    given: str
    body_line: int
    text: str
    offsets: OffsetMap
    edits: tuple[Edit, ...]  # each step's edits in the order made, for `explain`; spans are the step's own
    paragraphs: tuple[Paragraph, ...]
    dateline: Span | None = None  # with its dash: "WASHINGTON (AP) —"
    dateline_place: Span | None = None  # the place in it
    title_in_body: bool = False  # the first paragraph is the headline (a bare .txt)

    @property
    def title(self) -> str:
        return self.meta.title

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds an offset of the cleaned text."""
        at = bisect_right(self.paragraphs, offset, key=_start) - 1
        return self.paragraphs[at] if at >= 0 and offset < self.paragraphs[at].span.end else None

    def line_at(self, offset: int) -> int:
        """The line of its file that holds an offset of the cleaned text."""
        return self.body_line + self.given.count("\n", 0, self.offsets.to_given(Span(offset, offset)).start)


@dataclass(frozen=True, slots=True)
class CuratedEntity:
    """One entry of `sources/entities/*.yml`."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    never: tuple[str, ...] = ()  # key `not`: spans that are not this entity
    description: str = ""
    wikidata: str = ""
    same_as: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    only_in: tuple[str, ...] = ()  # ids of the sources in which its names mean it; empty: all
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The entries that editors curated, in file order."""

    entities: tuple[CuratedEntity, ...] = ()


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The shipped vocabulary, `data/*.yml` by file stem: `lexicon.tables["titles"]["honorifics"]`.

    Compared by identity, so a module may cache what it compiles from one lexicon.
    """

    tables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """An editor's no to a suggestion: "reject" holds until it weighs twice as much, "never" for ever."""

    suggestion: str  # its id
    word: Literal["reject", "never"]
    weight: float = 0.0  # the suggestion's when it was decided


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that reading found in a sources folder."""

    sources: tuple[Source, ...]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    written: Mapping[str, Source] = field(default_factory=dict, compare=False, repr=False)  # anew, whatever is kept


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of one cleaned text as columns, one entry a token; plain data, so that it can be cached.

    Labels are spaCy's English ones: universal `pos`, Penn `tag`, CLEAR `dep`, OntoNotes `ent` types as
    "B-PERSON", "I-PERSON" or "". `head` is a token index (a root is its own head); `sent` numbers sentences
    through the text. Tokens never cross a paragraph; white space between tokens is not a token.
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    lemma: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    dep: tuple[str, ...] = ()
    head: tuple[int, ...] = ()
    sent: tuple[int, ...] = ()
    ent: tuple[str, ...] = ()
    model: str = field(default="", compare=False)
