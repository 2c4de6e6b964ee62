"""The tables that views look things up in: one publishable `Knowledge`."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Any

from newsdesk.memo.digests import Digests
from newsdesk.memo.memo import Memo
from newsdesk.memo.tables import Noted, Tables
from newsdesk.pages import addresses, words
from newsdesk.pages.marks import Mark, marks, numbered
from newsdesk.pages.publishing import Withheld, is_held, publishable
from newsdesk.pages.rights import licence
from newsdesk.records import (
    Entity,
    EntityType,
    Extraction,
    Knowledge,
    Mention,
    Options,
    Quote,
    QuoteRef,
    Relationship,
    Source,
    Span,
    Statement,
    Story,
    TimelineItem,
)


@dataclass(frozen=True, slots=True)
class Face:
    """The name and preview of an entity, as links show them: one fact, as most pages have many links."""

    id: str
    type: EntityType
    name: str
    role: str
    curated: bool
    quotes: int
    sources: int


@dataclass(frozen=True, slots=True)
class SharedFragment:
    """A fragment that several pages show, made once, with the cards of its links and its look-ups."""

    made: Any
    cards: Mapping[str, Any]
    noted: Noted


@dataclass(frozen=True, slots=True)
class SharedFragments:
    """The pieces that several pages of a site show, by name, and their HTML as UTF-8, by macro and arguments."""

    pieces: dict[tuple[str, str], SharedFragment] = field(default_factory=dict)
    printed: dict[tuple[Any, ...], bytes] = field(default_factory=dict)


class Site(Tables):
    """A publishable knowledge with the look-ups that pages, exports and editors' pages need, made once for a build.
    Nothing here changes it.

    Tables, those of the knowledge too, note what is looked up in them, so that it is known what a page depends on.
    """

    def __init__(self, knowledge: Knowledge, options: Options, digests: Digests | None = None) -> None:
        super().__init__("site", digests)
        self.public = knowledge  # to be read as a whole, without being noted
        self.options: Options = self.records("options", {"all": options}).content["all"]
        self.shared = SharedFragments()
        self._in_order: dict[str, tuple[list[Quote], list[int]]] = {}  # quotes, and how far those up to each reach
        self.knowledge = replace(
            knowledge,
            sources=self.table("sources", knowledge.sources),
            extractions=self.table("extractions", knowledge.extractions),
            entities=self.records("entities", knowledge.entities),
            stories=self.records("stories", knowledge.stories),
            statements=self.table("statements", knowledge.statements),
            quotes=self.table("quotes", knowledge.quotes),
            entity_of_chain=self.table("entity_of_chain", knowledge.entity_of_chain),
        )

    @classmethod
    def of(
        cls, knowledge: Knowledge, options: Options, memo: Memo | None = None, withheld: Withheld | None = None
    ) -> Site:
        """The publishable part of the knowledge; see `publishable`."""
        return cls(publishable(knowledge, options, memo, withheld), options, memo.digests if memo else None)

    def prepare(self) -> None:
        """Makes every table, so that none is made, by walks over others, while a page is."""
        for name, found in vars(Site).items():
            if isinstance(found, cached_property):
                getattr(self, name)

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories that lists show, newest first; those that were withdrawn altogether are not listed."""
        self.walked = True
        return self._stories

    @property
    def sources(self) -> tuple[Source, ...]:
        """Newest first; unknown dates last."""
        self.walked = True
        return self._sources

    @property
    def quotes(self) -> tuple[tuple[str, Quote], ...]:
        """(source id, quote), by source newest first, then as printed."""
        self.walked = True
        return self._quotes

    @cached_property
    def _stories(self) -> tuple[Story, ...]:
        listed = (story for story in self.knowledge.stories.values() if story.title)
        return tuple(sorted(listed, key=lambda s: (s.published is not None, str(s.published), s.id), reverse=True))

    @cached_property
    def story_of(self) -> Mapping[str, str]:
        return self.table(
            "story_of", {source: story.id for story in self.knowledge.stories.values() for source in story.sources}
        )

    @cached_property
    def statement_of(self) -> Mapping[str, str]:
        """The statement of each quote, by their ids."""
        return self.table(
            "statement_of",
            {quote: key for key, statement in self.knowledge.statements.items() for quote in statement.quotes},
        )

    @cached_property
    def _sources(self) -> tuple[Source, ...]:
        every = self.knowledge.sources.values()
        return tuple(sorted(every, key=lambda s: (s.meta.published is not None, str(s.meta.published), s.id))[::-1])

    @cached_property
    def _quotes(self) -> tuple[tuple[str, Quote], ...]:
        return tuple((s.id, quote) for s in self.sources for quote in self.extraction(s.id).quotes)

    def source(self, identifier: str) -> Source:
        return self.knowledge.sources[identifier]

    def extraction(self, identifier: str) -> Extraction:
        return self.knowledge.extractions.get(identifier) or Extraction(identifier)

    def quotes_in(self, identifier: str, span: Span) -> Iterator[Quote]:
        """The quotes of a source that reach into a span, as printed."""
        found = self.extraction(identifier).quotes
        if identifier not in self._in_order:
            quotes = sorted(found, key=lambda quote: quote.spans[0])
            self._in_order[identifier] = quotes, list(accumulate((quote.spans[-1].end for quote in quotes), max))
        quotes, reach = self._in_order[identifier]
        for number in range(bisect_right(reach, span.start), len(quotes)):
            if quotes[number].spans[0].start >= span.end:
                break
            if span.start < quotes[number].spans[-1].end:
                yield quotes[number]

    def quote(self, ref: QuoteRef) -> Quote:
        return self.extraction(ref.source).quotes[ref.quote]

    def entity_at(self, source: str, chain: int | None) -> Entity | None:
        """The entity that a chain of a source is, if it has a profile."""
        key = self.knowledge.entity_of_chain.get((source, chain)) if chain is not None else None
        return self.knowledge.entities.get(key) if key else None

    def speaker(self, source: str, quote: Quote) -> Entity | None:
        return self.entity_at(source, quote.speaker.chain) if quote.speaker else None

    def wordings(self, statement: Statement) -> list[tuple[str, Quote]]:
        """The quotes of a statement, with their sources."""
        refs = (self.knowledge.quotes[key] for key in statement.quotes)
        return [(ref.source, self.quote(ref)) for ref in refs]

    def text(self, source: str, span: Span) -> str:
        """The words at a span, on one line; "" where they are held back."""
        words_there = span.of(self.source(source).text)
        return "" if is_held(words_there) else " ".join(words_there.split())

    def outlet(self, source: str) -> str:
        return self.source(source).meta.outlet or f"outlet {words.NOT_STATED}"

    @cached_property
    def _outlet_marks(self) -> Mapping[str, Mark]:
        return self.table("_outlet_marks", marks(s.meta.outlet for s in self.knowledge.sources.values()))

    @cached_property
    def _outlet_addresses(self) -> Mapping[str, str]:
        found = addresses.outlets({s.meta.outlet for s in self.knowledge.sources.values()})
        return self.table("_outlet_addresses", found)

    def outlet_address(self, outlet: str) -> str:
        return self._outlet_addresses[outlet]

    def outlet_mark(self, outlet: str) -> Mark:
        return self._outlet_marks[outlet]

    def mark(self, source: str) -> Mark:
        """The mark of a source's outlet; a source without one is marked by its number in its story."""
        outlet = self.source(source).meta.outlet
        if outlet:
            return self._outlet_marks[outlet]
        story = self.knowledge.stories.get(self.story_of.get(source, ""))
        return numbered(story.sources.index(source) + 1 if story else 1)

    def witness(self, source: str) -> str:
        """Whose word a source is: the same for copies of one text, of which one is as good as all."""
        return self._witnesses.get(source, source)

    @cached_property
    def _witnesses(self) -> Mapping[str, str]:
        stories = self.knowledge.stories.values()
        shared = {s: group[0] for story in stories for group in story.copies for s in group}
        return self.table("_witnesses", shared)

    def title(self, source: str) -> str:
        """A source's headline; where it has none, its opening words."""
        found = self.source(source)
        if found.title:
            return found.title
        if licence(found.meta).level == "withdrawn":
            return "Withdrawn article"
        opening = next((p.span.of(found.text) for p in found.paragraphs if p.kind == "text"), "")
        return "Untitled" if not opening or is_held(opening) else words.opening(opening)

    @cached_property
    def roles(self) -> Mapping[str, tuple[str, str, int]]:
        """For each entity that the sources describe: the commonest description, its source and paragraph."""
        seen: dict[str, Counter[str]] = {}
        places: dict[tuple[str, str], tuple[str, int]] = {}
        for source in self.sources:
            for found in self.extraction(source.id).descriptions:
                entity, text = self.entity_at(source.id, found.chain), self.text(source.id, found.span)
                if entity and text:
                    seen.setdefault(entity.id, Counter())[text] += 1
                    places.setdefault((entity.id, text), (source.id, found.paragraph))
        best = {key: counts.most_common(1)[0][0] for key, counts in seen.items()}
        return self.table("roles", {key: (text, *places[key, text]) for key, text in best.items()})

    def role(self, entity: Entity) -> str:
        """The editor's description of it, else the sources', else ""."""
        return entity.description or self.roles.get(entity.id, ("", "", 0))[0]

    @cached_property
    def faces(self) -> Mapping[str, Face]:
        return self.table(
            "faces",
            {
                key: Face(key, e.type, e.name, self.role(e), e.curated, len(e.quotes_by), len(self.sources_of(e)))
                for key, e in self.knowledge.entities.items()
            },
        )

    @cached_property
    def linked(self) -> Mapping[str, list[tuple[Mention, Entity]]]:
        """For each source, its mentions that link to a profile, in order of their spans."""
        found: dict[str, list[tuple[Mention, Entity]]] = {}
        for key, extraction in self.knowledge.extractions.items():
            resolved = ((m, self.entity_at(key, m.chain)) for m in extraction.mentions if not m.weak)
            found[key] = sorted(((m, e) for m, e in resolved if e), key=lambda pair: pair[0].span)
        return self.table("linked", found, lambda key: self._who(key, found))

    def _who(self, source: str, linked: Mapping[str, list[tuple[Mention, Entity]]]) -> str:
        """The inputs of a source's linked mentions: its findings, and the entities of its chains."""
        return self.digests.text((self.public.extractions.get(source), [entity.id for _, entity in linked[source]]))

    @cached_property
    def relationships_of(self) -> Mapping[str, list[Relationship]]:
        """For each entity, the relationships it has on either side."""
        found: dict[str, list[Relationship]] = {}
        for stated in self.knowledge.relationships:
            found.setdefault(stated.subject, []).append(stated)
            found.setdefault(stated.object, []).append(stated)
        return self.table("relationships_of", found)

    def sources_of(self, entity: Entity) -> list[str]:
        """The sources that mention an entity, newest first."""
        return self._sources_of[entity.id]

    @cached_property
    def _sources_of(self) -> Mapping[str, list[str]]:
        return self.table(
            "_sources_of",
            {
                key: sorted({source for source, _ in entity.chains}, key=self.newest_first.__getitem__)
                for key, entity in self.knowledge.entities.items()
            },
        )

    def stories_of(self, entity: Entity) -> Iterator[Story]:
        """The listed stories whose sources mention an entity, newest first."""
        return (self.knowledge.stories[key] for key in self._stories_of[entity.id])

    @cached_property
    def _stories_of(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {key: [] for key in self.knowledge.entities}
        entities_in: dict[str, list[str]] = {source: [] for source in self.knowledge.sources}
        for key, sources in self._sources_of.items():
            for source in sources:
                entities_in[source].append(key)
        for story in self.stories:
            for key in {key for source in story.sources for key in entities_in[source]}:
                found[key].append(story.id)
        return self.table("_stories_of", found)

    @cached_property
    def events_of(self) -> Mapping[str, list[TimelineItem]]:
        """The dated events that name each entity, oldest first."""
        found: dict[str, set[TimelineItem]] = {}
        for story in self.knowledge.stories.values():
            for item in story.timeline:
                for entity in item.entities:
                    found.setdefault(entity, set()).add(item)
        return self.table(
            "events_of", {key: sorted(items, key=lambda i: (i.date, i.source, i.span)) for key, items in found.items()}
        )

    @cached_property
    def newest_first(self) -> Mapping[str, int]:
        """The place of each source among all of them, newest first. Of two, their dates decide it and their ids, so
        that a new source changes it for none: a page that asks for both has the date of both as its facts."""
        dates = {source.id: str(source.meta.published) for source in self._sources}
        return self.table("newest_first", {key: n for n, key in enumerate(dates)}, dates.__getitem__)
