"""The publishable knowledge, for readers and exports: nothing that rights or doubt withhold is in it.

`publishable` blanks out every character that must not leave the house. Pages and exports are made from what it
gives, so neither can leak what it never had: whoever cuts a held-back span gets `HELD`s, which `is_held` sees
and no template prints.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from newsdesk.memo.memo import Memo
from newsdesk.pages.findings import shown_findings
from newsdesk.pages.renaming import renamed
from newsdesk.pages.rights import Level, allowed_spans, licence, wanted_sentences
from newsdesk.pages.shown_entities import ShownEntities
from newsdesk.records import (
    Chain,
    Difference,
    Entity,
    Extraction,
    Knowledge,
    Metadata,
    Options,
    QuoteRef,
    Relationship,
    Source,
    Span,
    Statement,
    Story,
)

T = TypeVar("T")
HELD = "\N{SYMBOL FOR NULL}"  # stands for one held-back character; white space is kept, so words still count


def is_held(text: str) -> bool:
    """Whether something in a stretch of publishable text is held back."""
    return HELD in text


Withheld = Mapping[str, frozenset[Span]]  # by source, the spans of findings that the proof did not bear out


def publishable(
    knowledge: Knowledge, options: Options, memo: Memo | None = None, withheld: Withheld | None = None
) -> Knowledge:
    """The same knowledge without anything that rights or doubt keep from readers.

    Sources that are withdrawn or give no rights lose all their findings; excerpts keep their standfirst, the
    words people are quoted with, and `excerpt_words` more, spent where readers need them most: key points,
    reported speech, differences, timeline, descriptions, the sentences that name somebody, the opening. A quote
    whose speaker is less sure than `options.speaker_confidence` has none. An entity is made of what is published: its
    name, its other names, its id, whom it appears with. `memo`: of what was published last; `withheld`: what is kept
    from readers beside all that.
    """
    memo, withheld = memo or Memo(), withheld or {}
    # Of the options, those that decide what is published: the others may change and leave that as it is.
    deciding = Options(excerpt_words=options.excerpt_words, speaker_confidence=options.speaker_confidence)
    sources, extractions = {}, {}
    wanted = wanted_sentences(knowledge)
    for key, source in knowledge.sources.items():
        found = knowledge.extractions.get(key) or Extraction(key)
        sentences = wanted.get(key, ()) if licence(source.meta).level == "excerpt" else ()
        less = withheld.get(key, frozenset())
        sources[key], extractions[key] = memo.once(_published, source, found, sentences, deciding, less)
    digests = {key: memo.digests.of(source, extractions[key]) for key, source in sources.items()}
    return replace(
        _consistent(knowledge, _Publishable(knowledge, sources, extractions, options, withheld, memo)), digests=digests
    )


def _published(
    source: Source, found: Extraction, wanted: tuple[Span, ...], options: Options, withheld: frozenset[Span]
) -> tuple[Source, Extraction]:
    """The publishable part of a source and its findings; `wanted`: its sentences that pages would show."""
    level = licence(source.meta).level
    if level in ("none", "withdrawn"):
        return _stripped(source, level), Extraction(source.id)
    blanked = _blanked(source, allowed_spans(source, found, wanted, options) if level == "excerpt" else None)
    if level == "excerpt" or withheld:
        found = shown_findings(found, blanked.text, lambda s: s not in withheld and not _is_held_at(blanked.text, s))
    return blanked, _sure(found, blanked.text, options.speaker_confidence)


def _blanked(source: Source, allowed: tuple[Span, ...] | None) -> Source:
    """The source without its file's text; of its cleaned text only what is allowed (None: all) and no furniture."""
    keep = bytearray(len(source.text))
    for span in (Span(0, len(source.text)),) if allowed is None else allowed:
        keep[span.start : span.end] = b"\x01" * len(span)
    for paragraph in source.paragraphs:
        if paragraph.kind == "boilerplate":
            keep[paragraph.span.start : paragraph.span.end] = bytes(len(paragraph.span))
    parts, at = [], 0
    for gap in re.finditer(rb"\0+", keep):
        parts += [source.text[at : gap.start()], _held(source.text[gap.start() : gap.end()])]
        at = gap.end()
    text = "".join([*parts, source.text[at:]])
    return replace(source, meta=_linkable(source.meta), text=text, given="", edits=())


def _held(text: str) -> str:
    return re.sub(r"\S", HELD, text)


def _linkable(meta: Metadata) -> Metadata:
    """The metadata with no address but one of the web: a link may run nothing."""
    return meta if meta.url.startswith(("https://", "http://")) else replace(meta, url="")


def _stripped(source: Source, level: Level) -> Source:
    """The source with nothing but what its headline says; withdrawn, without even that."""
    meta = _linkable(source.meta)
    if level == "withdrawn":
        meta = replace(meta, title="", author="", summary="", tags=(), url="", origin="", story="", story_title="")
    text = _held(source.text)
    return replace(source, meta=replace(meta, summary="", corrections=()), text=text, given="", edits=(), dateline=None)


def _sure(found: Extraction, text: str, least: float) -> Extraction:
    """The findings without quotes that are held back and without speakers that are not established."""
    quotes = tuple(
        replace(quote, speaker=None, candidates=()) if quote.confidence < least else quote
        for quote in found.quotes
        if not any(_is_held_at(text, span) for span in quote.spans)
    )
    return replace(found, quotes=quotes, refusals=(), problems=())


def _is_held_at(text: str, span: Span) -> bool:
    return text.find(HELD, span.start, span.end) >= 0


def _with(record: T, **parts: object) -> T:
    """A record with some parts; the same one where it has them, since most do."""
    same = all(getattr(record, name) == part for name, part in parts.items())
    return record if same else replace(record, **parts)  # type: ignore[type-var]


def _named(found: Extraction) -> tuple[int, tuple[Chain, ...]]:
    return len(found.mentions), found.chains


class _Publishable:
    """The records that stay, and copies of records without references to the others."""

    def __init__(
        self,
        knowledge: Knowledge,
        sources: Mapping[str, Source],
        found: Mapping[str, Extraction],
        options: Options,
        withheld: Withheld,
        memo: Memo,
    ) -> None:
        self.knowledge, self.sources, self.found = knowledge, sources, found
        self.withheld = withheld
        self.refs = {q.id: QuoteRef(key, n) for key, e in found.items() for n, q in enumerate(e.quotes)}
        known = knowledge.extractions
        self.partly = {key for key, e in found.items() if key in known and _named(e) != _named(known[key])}
        self.profiles = ShownEntities(knowledge, sources, found, self.partly, options.profile_sources, memo)
        self.entities = self.profiles.shown
        self.unsaid = frozenset(
            key for key, said in knowledge.statements.items() if not any(quote in self.refs for quote in said.quotes)
        )
        self.whole = {key for key, e in found.items() if key not in known or e.quotes == known[key].quotes}

    def quotes(self, refs: tuple[QuoteRef, ...], spoken: bool) -> tuple[QuoteRef, ...]:
        """The references, counted anew; `spoken`: only those whose speaker is established."""
        ids = (self.knowledge.extractions[ref.source].quotes[ref.quote].id for ref in refs)
        kept = (self.refs[quote] for quote in ids if quote in self.refs)
        return tuple(ref for ref in kept if not spoken or self.found[ref.source].quotes[ref.quote].speaker)

    def entity(self, entity: Entity) -> Entity:
        """What is published of an entity that not only articles published as a whole name."""
        return _with(
            self.profiles.made(entity),
            quotes_by=self.quotes(entity.quotes_by, spoken=True),
            quotes_about=self.quotes(entity.quotes_about, spoken=False),
        )

    def statement(self, statement: Statement) -> Statement:
        speaker = statement.speaker_entity
        if self.whole.issuperset(statement.sources) and (speaker is None or speaker in self.entities):
            return statement
        quotes = tuple(quote for quote in statement.quotes if quote in self.refs)
        refs = [self.refs[quote] for quote in quotes]
        sources = {ref.source for ref in refs}
        spoken = any(self.found[ref.source].quotes[ref.quote].speaker for ref in refs)
        return replace(
            statement,
            quotes=quotes,
            wordings=statement.wordings if quotes == statement.quotes else (),
            sources=tuple(source for source in statement.sources if source in sources),
            speaker_entity=speaker if spoken and speaker in self.entities else None,
        )

    def shows(self, source: str, span: Span) -> bool:
        return not _is_held_at(self.sources[source].text, span) and span not in self.withheld.get(source, ())

    def plays(self, entity: str, story: str) -> bool:
        """Whether an article of a story is seen to name an entity."""
        told = self.knowledge.stories.get(story)
        return entity in self.entities and not (told and self.profiles.named_in(entity).isdisjoint(told.sources))

    def joins(self, story: str, other: str, entity: str) -> bool:
        return self.plays(entity, story) and self.plays(entity, other)

    def difference(self, found: Difference, story: Story) -> Difference | None:
        """Those of its places that are shown, where these are two; what it is about must stand there too."""
        places = tuple(p for p in found.places if self.shows(p[0], p[2]) and self.shows(p[0], p[1]))
        if len(places) < 2 or not (self.partly.isdisjoint(story.sources) or self._prints(found.what, places)):
            return None
        return _with(found, places=places)

    def withdrawn(self) -> dict[str, str]:
        """New ids for stories that articles had which are all withdrawn: their word for the story goes with them."""
        stories = self.knowledge.stories.items()
        gone = {key: story.sources[0] for key, story in stories if key not in story.sources and not self._left(story)}
        return {key: now for key, now in gone.items() if now not in self.knowledge.stories}

    def _left(self, story: Story) -> list[Metadata]:
        metas = (self.knowledge.sources[source].meta for source in story.sources)
        return [meta for meta in metas if licence(meta).level != "withdrawn"]

    def _prints(self, what: str, places: tuple[tuple[str, Span, Span, int], ...]) -> bool:
        shown = " ".join(self.sources[source].text.casefold() for source in {place[0] for place in places})
        return all(word in shown for word in re.findall(r"\w+", what.casefold()))

    def headed(self, story: Story) -> Story:
        """The story under the headline, the summary and the word of articles that are not withdrawn."""
        left = self._left(story)
        if not left:
            return replace(story, title="", summary="", named=())
        if story.named:
            names = [self.profiles.name(entity) for entity in story.named if self.plays(entity, story.id)]
            outlets = sorted({meta.outlet for meta in left if meta.outlet})
            story = _with(story, title=", ".join(names or outlets) or story.id)
        if len(left) == len(story.sources):
            return story
        title = next((meta.story_title or meta.title for meta in left if meta.title), story.id)
        summary = next((meta.summary for meta in left if meta.summary), "")
        return replace(story, title=story.title if story.named else title, summary=summary)

    def relationship(self, stated: Relationship) -> Relationship:
        """Those of its sentences that may be shown: what no reader can check is not told."""
        return _with(stated, places=tuple(place for place in stated.places if self.shows(*place[:2])))

    def story(self, story: Story) -> Story:
        first = story.standfirst
        return _with(
            self.headed(story),
            standfirst=first if first and self.shows(first.source, first.span) else None,
            key_points=tuple(point for point in story.key_points if self.shows(point.source, point.span)),
            people=tuple(
                _with(part, roles=tuple(role for role in part.roles if self.shows(role[0], role[1])))
                for part in story.people
                if self.plays(part.entity, story.id)
            ),
            statements=tuple(key for key in story.statements if key not in self.unsaid),
            differences=tuple(d for d in (self.difference(d, story) for d in story.differences) if d),
            agreed=tuple(
                _with(fact, places=places)
                for fact in story.agreed
                if len(places := tuple(p for p in fact.places if self.shows(p[0], p[2]))) > 1
            ),
            timeline=tuple(
                _with(item, entities=tuple(entity for entity in item.entities if entity in self.entities))
                for item in story.timeline
                if self.shows(item.source, item.span)
            ),
            related=tuple(
                _with(other, entities=entities)
                for other in story.related
                if (entities := tuple(filter(partial(self.joins, story.id, other.story), other.entities)))
                or not other.entities
            ),
            joins=tuple(_with(join, reasons=()) for join in story.joins),  # they hold words of the articles
        )


def _consistent(knowledge: Knowledge, kept: _Publishable) -> Knowledge:
    """The knowledge with every reference to something that is no longer there taken out."""
    statements = {key: kept.statement(statement) for key, statement in knowledge.statements.items()}
    stated = (r for r in knowledge.relationships if {r.subject, r.object} <= kept.entities)
    public = replace(
        knowledge,
        sources=kept.sources,
        extractions=kept.found,
        entities={key: kept.entity(known) for key, known in knowledge.entities.items() if key in kept.entities},
        statements={key: statement for key, statement in statements.items() if key not in kept.unsaid},
        stories={key: kept.story(known) for key, known in knowledge.stories.items()},
        quotes=kept.refs,
        relationships=tuple(r for r in map(kept.relationship, stated) if r.places),
        entity_of_chain={
            chain: entity
            for chain, entity in knowledge.entity_of_chain.items()
            if entity in kept.entities and kept.profiles.names(chain)
        },
        suggestions=(),
        problems=(),
    )
    return renamed(public, kept.profiles.ids, kept.withdrawn())
