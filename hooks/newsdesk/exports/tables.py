"""The site's data as tables: `data/*.json`, made from publishable knowledge alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from newsdesk.exports.article import Given, Json
from newsdesk.exports.encoding import PARTS, encoded
from newsdesk.memo.memo import Memo
from newsdesk.pages import addresses
from newsdesk.pages.publishing import is_held
from newsdesk.pages.rights import licence
from newsdesk.pages.site import Site
from newsdesk.records import (
    Entity,
    KeyPoint,
    Knowledge,
    Relationship,
    Source,
    Span,
    Statement,
    Story,
    TimelineItem,
)

SCHEMA = 1


class Tables:
    """Rows of every table. The site decides what is told; `whole` knows the words as given."""

    def __init__(self, whole: Knowledge, site: Site, memo: Memo) -> None:
        self._memo = memo
        self._whole = whole
        self._site = site
        self._public = public = site.public
        self._relations: dict[str, list[Relationship]] = defaultdict(list)
        for stated in public.relationships:
            self._relations[stated.subject].append(stated)
            self._relations[stated.object].append(stated)
        self._story_of = {source: story.id for story in public.stories.values() for source in story.sources}

    def tables(self) -> dict[str, Callable[[], Iterable[bytes]]]:
        """What makes the rows of each table, by its name: as JSON with commas between, in any number of stretches."""
        public = self._public
        stories = public.stories.values()
        return {
            "sources": lambda: [_listed([self.source(source) for source in public.sources.values()])],
            "briefings": lambda: [_listed([self.briefing(story) for story in stories])],
            "entities": lambda: [_listed([self.entity(entity) for entity in public.entities.values()])],
            "quotes": lambda: map(self._quotes, public.sources),
            "statements": lambda: [_listed([self.statement(statement) for statement in public.statements.values()])],
            "timeline": lambda: [_listed([self.event(item, story.id) for story in stories for item in story.timeline])],
        }

    def source(self, source: Source) -> Json:
        meta = source.meta
        rights = licence(meta)
        return {
            "id": source.id,
            "page": addresses.source(source.id),
            "title": source.title or None,
            "outlet": meta.outlet or None,
            "author": meta.author or None,
            "published": meta.published.isoformat() if meta.published else None,
            "retrieved": meta.retrieved.isoformat() if meta.retrieved else None,
            "url": meta.url or None,
            "briefing": self._story_of.get(source.id),
            "language": meta.language,
            "rights": rights.level,
            "licence": rights.url or None,
            "words": len(self._whole.sources[source.id].text.split()),
            "tags": list(meta.tags),
            "updates": [{"on": update.on.isoformat(), "text": update.text} for update in meta.updates],
        }

    def briefing(self, story: Story) -> Json:
        return {
            "id": story.id,
            "page": addresses.briefing(story.id),
            "title": story.title or None,
            "summary": story.summary or None,
            "standfirst": self._point(story.standfirst) if story.standfirst else None,
            "published": story.published.isoformat() if story.published else None,
            "sources": list(story.sources),
            "origins": story.origins,
            "key_points": [self._point(point) for point in story.key_points],
            "entities": [
                {"entity": part.entity, "part": part.part, "roles": [self._words(*role[:2]) for role in part.roles]}
                for part in story.people
            ],
            "statements": list(story.statements),
            "differences": [
                {"kind": difference.kind, "what": difference.what, "places": self._places(difference.places)}
                for difference in story.differences
            ],
            "agreed": [{"kind": fact.kind, "places": self._places(fact.places)} for fact in story.agreed],
            "joined_by_program": [
                {"source": join.source, "like": join.like, "signs": list(join.signs)} for join in story.joins
            ],
            "related": [
                {"briefing": other.story, "entities": list(other.entities), "reason": other.reason}
                for other in story.related
            ],
        }

    def entity(self, entity: Entity) -> Json:
        known = self._public.extractions
        sources = sorted({source for source, _ in entity.chains})
        dates = [day.isoformat() for key in sources if (day := self._public.sources[key].meta.published)]
        return {
            "id": entity.id,
            "page": addresses.profile(entity),
            "type": entity.type,
            "name": entity.name,
            "curated": entity.curated,
            "description": entity.description or None,
            "aliases": list(entity.aliases),
            "wikidata": entity.wikidata or None,
            "same_as": list(entity.same_as),
            "formerly": list(entity.formerly),
            "sources": sources,
            "first_seen": min(dates, default=None),
            "last_seen": max(dates, default=None),
            "mentions": len(entity.mentions),
            "quotes": [known[ref.source].quotes[ref.quote].id for ref in entity.quotes_by],
            "quotes_about": [known[ref.source].quotes[ref.quote].id for ref in entity.quotes_about],
            "appears_with": [{"entity": other, "sentences": count} for other, count in entity.appears_with],
            "relations": [self.relation(stated) for stated in self._relations[entity.id]],
        }

    def relation(self, stated: Relationship) -> Json:
        """What the sources state outright: it stands with both of its entities."""
        return {
            "subject": stated.subject,
            "relation": stated.kind,
            "object": stated.object,
            "stated": [
                {"text": self._words(source, sentence), "source": source, "paragraph": paragraph}
                for source, sentence, paragraph in stated.places
            ],
        }

    def _quotes(self, source: str) -> bytes:
        whole = self._whole.sources[source]
        return self._memo.kept(PARTS, quotes_of, self._site, whole, name=f"quotes of {source}")

    def statement(self, statement: Statement) -> Json:
        return {
            "id": statement.id,
            "speaker_entity": statement.speaker_entity,
            "quotes": list(statement.quotes),
            "sources": list(statement.sources),
            "rule": statement.rule,
        }

    def event(self, item: TimelineItem, story: str) -> Json:
        return {
            "date": item.date,
            "text": self._words(item.source, item.span),
            "source": item.source,
            "paragraph": item.paragraph,
            "entities": list(item.entities),
            "briefing": story,
            "rule": item.rule,
        }

    def _point(self, point: KeyPoint) -> dict[str, Any]:
        return {"text": self._words(point.source, point.span), "source": point.source, "paragraph": point.paragraph}

    def _places(self, places: Iterable[tuple[str, Span, Span, int]]) -> list[Json]:
        return [
            {"source": source, "text": self._words(source, words), "paragraph": paragraph}
            for source, words, _, paragraph in places
        ]

    def _words(self, source: str, span: Span) -> str | None:
        """The words that are shown at a span, on one line; None where they are held back."""
        words = span.of(self._public.sources[source].text)
        return None if is_held(words) else " ".join(words.split())


def quotes_of(site: Site, source: Source) -> bytes:
    """The quotes of one source as `newsdesk extract` tells them, with their source and page."""
    given, page = Given(source, site.knowledge, site.options), addresses.source(source.id)
    return _listed([given.quote(q) | {"source": source.id, "page": f"{page}#{q.id}"} for q in given.extraction.quotes])


def _listed(rows: list[Json]) -> bytes:
    """Rows as they stand in a JSON list."""
    return encoded(rows)[1:-1]
