"""All sources and their findings → Knowledge: the story of this package, top to bottom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from newsdesk.knowledge.accounts import Account, account
from newsdesk.knowledge.copies import compare
from newsdesk.knowledge.entities import join_entities
from newsdesk.knowledge.keeping import Keeping, keep
from newsdesk.knowledge.proposing import proposals, rooms, story_suggestions
from newsdesk.knowledge.related import related_stories
from newsdesk.knowledge.relationships import find_relationships
from newsdesk.knowledge.reworded import words_given
from newsdesk.knowledge.same_story import find_likenesses
from newsdesk.knowledge.scene import scene_of
from newsdesk.knowledge.statements import find_statements
from newsdesk.knowledge.stories import Group, group_stories
from newsdesk.knowledge.suggestions import name_suggestions
from newsdesk.knowledge.told import tell
from newsdesk.knowledge.voting import put_to_vote
from newsdesk.knowledge.weights import Weights, document_frequencies
from newsdesk.knowledge.words import language
from newsdesk.memory import Memory
from newsdesk.records import (
    Extraction,
    Knowledge,
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
    keeping: Keeping | None = None,
) -> Knowledge:
    """Joins what the sources say. A source without an extraction counts as one in which nothing was found."""
    keeping = keeping or Keeping()
    memory, words = keeping.memory, language(lexicon)
    sources, found = _given(library, extractions)
    keeping.learn(words)
    digests = keeping.digests_of(sources)
    counted = keeping.grown("counted", keeping.counted, partial(document_frequencies, sources, digests, words))
    weights = Weights(counted.frequencies, len(sources))
    compared = keeping.grown("compared", keeping.compared, partial(compare, sources, digests))
    told = keeping.grown("told", keeping.told, partial(tell, sources, found, digests, words))
    keeping.note(words)
    likes = memory.of("likes", (told, counted, compared), partial(find_likenesses, sources, told, counted, compared))
    groups = group_stories(sources, compared.copies, likes)
    named = gather_names(library, extractions, lexicon, options, memory, groups)
    entities, entity_of_chain, found = dict(named.entities), named.entity_of_chain, dict(named.extractions)
    keeping = keeping.completed(found)
    proposed = proposals(groups, likes)
    alike = find_statements(rooms(groups, proposed), found, entity_of_chain, words, weights, keeping)
    origins = {source: origin for group in groups for source, origin in group.origins.items()}
    voted = put_to_vote(alike, sources, found, entities, entity_of_chain, origins)
    keeping = keeping.told_apart(voted.found)
    found = {**found, **{key: memory.settled(("voted", key), e) for key, e in voted.found.items()}}
    entities = {**entities, **{key: memory.settled(("heard", key), e) for key, e in voted.entities.items()}}
    named = replace(named, extractions=found, entities=entities, digests=keeping.digests)
    accounts = _accounts(groups, named, lexicon, weights, keeping)
    names = {story: account.names for story, account in accounts.items()}
    related = memory.grown("related", partial(related_stories, groups, names, entities)).related
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
        stories[group.id] = memory.settled(("story", group.id), story)
    return replace(
        named,
        stories=stories,
        statements=by_id,
        relationships=find_relationships(found, entity_of_chain, memory),
        suggestions=(
            *story_suggestions(proposed, groups),
            *name_suggestions(entities, found, entity_of_chain, lexicon, sources, memory),
        ),
    )


def _given(library: Library, extractions: Iterable[Extraction]) -> tuple[dict[str, Source], dict[str, Extraction]]:
    """The sources and what was found in each, by id."""
    sources = {source.id: source for source in sorted(library.sources, key=lambda s: s.id)}
    given = {extraction.source: extraction for extraction in extractions}
    return sources, {source_id: given.get(source_id, Extraction(source_id)) for source_id in sources}


def _accounts(
    groups: Sequence[Group], named: Knowledge, lexicon: Lexicon, weights: Weights, keeping: Keeping
) -> dict[str, Account]:
    """What the sources of each group tell by themselves, by its id."""
    parts = []
    for group in groups:
        scene = scene_of(group.sources, group.origins, named.extractions, named.entities, named.entity_of_chain)
        bearers = [(*place, who.id, who.type, who.name) for place, who in scene.bearers.items()]
        about = keeping.about(group.sources, group.id, group.origins, bearers)
        parts.append((about, partial(account, group, scene, lexicon)))
    told = keep(keeping.accounts, parts, weights)
    return {group.id: made for group, made in zip(groups, told, strict=True)}


def gather_names(
    library: Library,
    extractions: Iterable[Extraction],
    lexicon: Lexicon,
    options: Options = _DEFAULTS,
    memory: Memory | None = None,
    groups: Sequence[Group] | None = None,
) -> Knowledge:
    """Everything that has a name or an id, and no text compared with another: stories bare, and no statements.

    A small part of the work of `gather`, and enough to know what an editor's page may name. `groups`: the stories, if
    known; else those that editors joined.
    """
    sources, found = _given(library, extractions)
    groups = groups or group_stories(sources)
    stories = [[source.id for source in group.sources] for group in groups]
    entities, entity_of_chain, found = join_entities(library, found, lexicon, options, memory, stories)
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
