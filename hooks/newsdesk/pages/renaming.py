"""A knowledge in which entities and stories have other ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from newsdesk.records import Entity, Knowledge, Related, Statement, Story


def renamed(knowledge: Knowledge, entities: Mapping[str, str], stories: Mapping[str, str]) -> Knowledge:
    """The same knowledge; `entities` and `stories` are the new ids by the old ones, none for those that keep theirs."""
    if not entities and not stories:
        return knowledge

    def now(entity: str) -> str:
        return entities.get(entity, entity)

    def entity(known: Entity) -> Entity:
        beside = tuple((now(other), count) for other, count in known.appears_with)
        return known if (known.id, beside) == (now(known.id), known.appears_with) else _with(known, beside)

    def _with(known: Entity, beside: tuple[tuple[str, int], ...]) -> Entity:
        return replace(known, id=now(known.id), appears_with=beside)

    def statement(known: Statement) -> Statement:
        speaker = known.speaker_entity
        return replace(known, speaker_entity=now(speaker)) if speaker and speaker in entities else known

    def related(known: Related) -> Related:
        there = stories.get(known.story, known.story)
        return replace(known, story=there, entities=tuple(map(now, known.entities)))

    def story(known: Story) -> Story:
        return replace(
            known,
            id=stories.get(known.id, known.id),
            people=tuple(replace(part, entity=now(part.entity)) for part in known.people),
            timeline=tuple(replace(item, entities=tuple(map(now, item.entities))) for item in known.timeline),
            related=tuple(map(related, known.related)),
        )

    told = (story(known) for known in knowledge.stories.values())
    shown = (entity(known) for known in knowledge.entities.values())
    return replace(
        knowledge,
        entities={known.id: known for known in sorted(shown, key=lambda known: known.id)},
        stories={known.id: known for known in told},
        statements={key: statement(known) for key, known in knowledge.statements.items()},
        relationships=tuple(
            replace(stated, subject=now(stated.subject), object=now(stated.object))
            for stated in knowledge.relationships
        ),
        entity_of_chain={chain: now(known) for chain, known in knowledge.entity_of_chain.items()},
    )
