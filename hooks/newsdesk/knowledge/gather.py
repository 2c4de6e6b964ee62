"""All sources and their findings → Knowledge: the story of this package, top to bottom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsdesk.knowledge.accounts import ACCOUNTS, Account, account
from newsdesk.knowledge.attributes import tell
from newsdesk.knowledge.copies import compare
from newsdesk.knowledge.entities import join_entities
from newsdesk.knowledge.proposing import proposals, rooms, story_suggestions
from newsdesk.knowledge.related import related_stories
from newsdesk.knowledge.relationships import find_relationships
from newsdesk.knowledge.reworded import words_given
from newsdesk.knowledge.same_story import find_likenesses
from newsdesk.knowledge.statements import find_statements
from newsdesk.knowledge.stories import StoryGroup, group_stories
from newsdesk.knowledge.story_view import story_view
from newsdesk.knowledge.suggestions import name_suggestions
from newsdesk.knowledge.voting import put_to_vote
from newsdesk.knowledge.weights import Weights, document_frequencies
from newsdesk.knowledge.words import language
from newsdesk.memo.memo import Memo
from newsdesk.records import (
    Extraction,
    Knowledge,
    LazySequence,
    Lexicon,
    Library,
    Options,
    QuoteRef,
    Source,
    Story,
)

_DEFAULTS = Options()


def gather(
    library: Library,
    extractions: Iterable[Extraction],
    lexicon: Lexicon,
    options: Options = _DEFAULTS,
    memo: Memo | None = None,
) -> Knowledge:
    """Joins what the sources say. A source without an extraction counts as one in which nothing was found.

    `memo`: what was made of the same before.
    """
    memo, words = memo or Memo(), language(lexicon)
    sources, found = _given(library, extractions, lexicon, memo)
    frequencies = document_frequencies(sources.values(), lexicon, memo)
    weights = Weights(frequencies, len(sources))
    compared = compare(sources, memo)
    likes = find_likenesses(sources, tell(sources, found, lexicon, memo), frequencies, compared)
    groups = group_stories(sources, compared.copies, likes)
    named = gather_names(library, extractions, lexicon, options, memo, groups)
    entities, entity_of_chain, found = dict(named.entities), named.entity_of_chain, dict(named.extractions)
    proposed = proposals(groups, likes)
    alike = find_statements(rooms(groups, proposed), found, entity_of_chain, lexicon, weights, memo)
    origins = {source: origin for group in groups for source, origin in group.origins.items()}
    voted = put_to_vote(alike, sources, found, entities, entity_of_chain, origins, memo)
    found, entities = {**found, **voted.found}, {**entities, **voted.entities}
    named = replace(named, extractions=found, entities=entities)
    accounts = _accounts(groups, named, lexicon, weights, memo)
    names = {story: account.names for story, account in accounts.items()}
    related = related_stories(groups, names, entities)
    in_source: dict[str, list[str]] = defaultdict(list)
    for statement in voted.statements:
        for source_id in statement.sources:
            in_source[source_id].append(statement.id)
    by_id = {statement.id: statement for statement in voted.statements}
    stories = {}
    for group in groups:
        said = dict.fromkeys(s for source in reversed(group.sources) for s in in_source[source.id])
        own = accounts[group.id].story
        reworded = words_given((by_id[key] for key in said), sources, found, group.origins, words)
        story = replace(
            own,
            statements=tuple(said),
            differences=(*own.differences, *reworded),
            related=related[group.id],
            joins=group.joins,
        )
        stories[group.id] = story
    return replace(
        named,
        stories=stories,
        statements=by_id,
        relationships=find_relationships(found, entity_of_chain, memo),
        suggestions=LazySequence(  # which only the desk and `newsdesk suggest` look at
            lambda: (
                *story_suggestions(proposed, groups),
                *name_suggestions(entities, found, entity_of_chain, lexicon, sources, memo),
            )
        ),
    )


def _given(
    library: Library, extractions: Iterable[Extraction], lexicon: Lexicon, memo: Memo
) -> tuple[dict[str, Source], dict[str, Extraction]]:
    """The sources and what was found in each, by id; they are large, and stand in many keys."""
    sources = {source.id: source for source in sorted(library.sources, key=lambda s: s.id)}
    given = {extraction.source: extraction for extraction in extractions}
    found = {source_id: given.get(source_id, Extraction(source_id)) for source_id in sources}
    for large in (lexicon, *sources.values(), *found.values()):
        memo.named(large)
    return sources, found


def _accounts(
    groups: Sequence[StoryGroup], named: Knowledge, lexicon: Lexicon, weights: Weights, memo: Memo
) -> dict[str, Account]:
    """What the sources of each group tell by themselves, by its id."""
    calls = []
    for group in groups:
        scene = story_view(group.sources, group.origins, named.extractions, named.entities, named.entity_of_chain)
        calls.append(memo.call(ACCOUNTS, account, group, scene, lexicon, weights, name=group.id))
    return {group.id: made for group, made in zip(groups, memo.each(calls), strict=True)}


def gather_names(
    library: Library,
    extractions: Iterable[Extraction],
    lexicon: Lexicon,
    options: Options = _DEFAULTS,
    memo: Memo | None = None,
    groups: Sequence[StoryGroup] | None = None,
) -> Knowledge:
    """Everything that has a name or an id, and no text compared with another: stories bare, and no statements.

    A small part of the work of `gather`, and enough to know what an editor's page may name. `groups`: the stories, if
    known; else those that editors joined.
    """
    memo = memo or Memo()
    sources, found = _given(library, extractions, lexicon, memo)
    groups = groups or group_stories(sources)
    stories = [[source.id for source in group.sources] for group in groups]
    entities, entity_of_chain, found = join_entities(library, found, lexicon, options, memo, stories)
    return Knowledge(
        sources=sources,
        extractions=found,
        entities=entities,
        stories={g.id: Story(g.id, g.title, None, g.summary, tuple(s.id for s in g.sources), 0, None) for g in groups},
        statements={},
        quotes={q.id: QuoteRef(e.source, n) for e in found.values() for n, q in enumerate(e.quotes)},
        entity_of_chain=entity_of_chain,
        problems=library.problems + tuple(p for e in found.values() for p in e.problems),
        vocabulary=library.vocabulary,
    )
