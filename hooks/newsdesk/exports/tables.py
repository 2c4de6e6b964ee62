"""The site's data as tables: `data/*.json`, made from publishable knowledge alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from newsdesk.exports.article import ArticleExport, Json
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
UNDATED = "undated"
SINGLE = 2_000  # articles up to which a table is one file: of more, many programs cannot load it


class Rows(NamedTuple):
    """Rows of a table that belong to one thing and change together: JSON, one a line."""

    key: str
    lines: bytes


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

    def tables(self) -> dict[str, Callable[[str], Iterator[Rows]]]:
        """What makes the rows of a year of each table, by its name; of all years for ""."""
        public = self._public
        entities, stories, statements = public.entities.values(), public.stories.values(), public.statements.values()
        return {
            "sources": lambda year: (
                Rows(key, lines([self.source(public.sources[key])])) for key in self._of(year, public.sources)
            ),
            "briefings": lambda year: (Rows(s.id, lines([self.briefing(s)])) for s in stories if self._in(year, s)),
            "entities": lambda year: (
                Rows(e.id, lines([self.entity(e)])) for e in entities if year in ("", self._since(e))
            ),
            "quotes": lambda year: (Rows(key, self._quotes(key)) for key in self._of(year, public.sources)),
            "statements": lambda year: (
                Rows(s.id, lines([self.statement(s)])) for s in statements if self._in(year, s)
            ),
            "timeline": lambda year: (
                Rows(s.id, lines(self.event(it, s.id) for it in s.timeline)) for s in stories if self._in(year, s)
            ),
        }

    @cached_property
    def years(self) -> Mapping[str, str]:
        """The year in which each source was published."""
        return {key: year_of(source) for key, source in self._public.sources.items()}

    @property
    def parted(self) -> list[str]:
        """The years of an archive so large that each has a file of its own; none of a smaller one."""
        return sorted(set(self.years.values())) if len(self.years) > SINGLE else []

    def _of(self, year: str, sources: Iterable[str]) -> Iterator[str]:
        return (key for key in sources if year in ("", self.years[key]))

    def _in(self, year: str, one: Story | Statement) -> bool:
        """Whether a year has something: that of its first source."""
        return year in ("", min(self.years[source] for source in one.sources))

    def _since(self, entity: Entity) -> str:
        """The year in which an entity is in the news for the first time."""
        return min((self.years[source] for source, _ in entity.chains), default=UNDATED)

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
    given, page = ArticleExport(source, site.knowledge, site.options), addresses.source(source.id)
    return lines(given.quote(q) | {"source": source.id, "page": f"{page}#{q.id}"} for q in given.extraction.quotes)


def lines(rows: Iterable[Json]) -> bytes:
    """Rows as JSON, one a line, which has no other line breaks."""
    return b"".join(encoded(row) + b"\n" for row in rows)


def year_of(source: Source) -> str:
    return str(source.meta.published.year) if source.meta.published else UNDATED
