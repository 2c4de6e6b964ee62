"""All sources and their findings → Knowledge: the story of this package, top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsdesk.knowledge.entities import join_entities
from newsdesk.knowledge.key_points import key_points
from newsdesk.knowledge.origins import find_copies
from newsdesk.knowledge.statements import find_statements
from newsdesk.knowledge.stories import Group, group_stories
from newsdesk.knowledge.timeline import timeline
from newsdesk.knowledge.weights import Weigh, document_frequencies, weigher
from newsdesk.knowledge.who import who_is_who
from newsdesk.knowledge.words import Language, language
from newsdesk.records import (
    Extraction,
    Knowledge,
    Lexicon,
    Library,
    Options,
    QuoteRef,
    Statement,
    Story,
)

_DEFAULTS = Options()


def gather(
    library: Library, extractions: Iterable[Extraction], lexicon: Lexicon, options: Options = _DEFAULTS
) -> Knowledge:
    """Joins what the sources say. A source without an extraction counts as one in which nothing was found."""
    sources = {source.id: source for source in sorted(library.sources, key=lambda s: s.id)}
    given = {extraction.source: extraction for extraction in extractions}
    found = {source_id: given.get(source_id, Extraction(source_id)) for source_id in sources}
    entities, entity_of_chain = join_entities(library, found, lexicon, options)
    copies = find_copies(list(sources.values()))
    groups = group_stories(sources, copies)
    words = language(lexicon)
    weigh = weigher(document_frequencies(sources.values(), words), len(sources))
    statements = find_statements(groups, found, entity_of_chain, words, weigh)
    stories = {group.id: _story(group, found, entity_of_chain, statements, words, weigh) for group in groups}
    return Knowledge(
        sources=sources,
        extractions=found,
        entities=entities,
        stories=stories,
        statements={statement.id: statement for statement in statements},
        quotes={q.id: QuoteRef(e.source, n) for e in found.values() for n, q in enumerate(e.quotes)},
        entity_of_chain=entity_of_chain,
        problems=library.problems + tuple(p for e in found.values() for p in e.problems),
    )


def _story(
    group: Group,
    found: Mapping[str, Extraction],
    entity_of_chain: Mapping[tuple[str, int], str],
    statements: Iterable[Statement],
    words: Language,
    weigh: Weigh,
) -> Story:
    members = group.sources
    extractions = [found[source.id] for source in members]
    first, points = (None, ()) if group.summary else key_points(members, extractions, group.origins, words, weigh)
    ids = {source.id for source in members}
    return Story(
        id=group.id,
        title=group.title,
        standfirst=first,
        summary=group.summary,
        sources=tuple(source.id for source in members),
        origins=len(set(group.origins.values())),
        published=group.published,
        key_points=points,
        people=who_is_who(members, extractions, entity_of_chain),
        statements=tuple(s.id for s in statements if ids.intersection(s.sources)),
        timeline=timeline(members, extractions, entity_of_chain),
    )
