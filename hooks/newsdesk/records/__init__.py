"""The records that flow through a build: small, frozen, knowing nothing but each other.

`text` (spans and offsets) → `source` (what was read) → `findings` (what one source says)
→ `knowledge` (what all sources say together) → `page` (what is published).
"""

from newsdesk.records.findings import (
    Candidate,
    Chain,
    DateMention,
    Description,
    Extraction,
    Mention,
    Quote,
    QuoteKind,
    Refusal,
    Relation,
    Speaker,
)
from newsdesk.records.knowledge import (
    Difference,
    Entity,
    KeyPoint,
    Knowledge,
    MentionPlace,
    PartPlayed,
    QuoteRef,
    Related,
    Statement,
    Story,
    Suggestion,
    TimelineItem,
)
from newsdesk.records.options import Options
from newsdesk.records.page import Heading, Page
from newsdesk.records.source import (
    Correction,
    CuratedEntity,
    EntityType,
    Lexicon,
    Library,
    Metadata,
    Paragraph,
    Parse,
    Source,
    Update,
    Vocabulary,
)
from newsdesk.records.text import Edit, OffsetMap, Span

__all__ = [
    "Candidate",
    "Chain",
    "Correction",
    "CuratedEntity",
    "DateMention",
    "Description",
    "Difference",
    "Edit",
    "Entity",
    "EntityType",
    "Extraction",
    "Heading",
    "KeyPoint",
    "Knowledge",
    "Lexicon",
    "Library",
    "Mention",
    "MentionPlace",
    "Metadata",
    "OffsetMap",
    "Options",
    "Page",
    "Paragraph",
    "Parse",
    "PartPlayed",
    "Quote",
    "QuoteKind",
    "QuoteRef",
    "Refusal",
    "Related",
    "Relation",
    "Source",
    "Span",
    "Speaker",
    "Statement",
    "Story",
    "Suggestion",
    "TimelineItem",
    "Update",
    "Vocabulary",
]
