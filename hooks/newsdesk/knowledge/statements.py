"""One thing somebody said, in all its wordings: which quotes, across sources, report the same.

Quotes are compared within one story only, and there only where they share words (`grouping`): the work grows with the
number of quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from newsdesk.knowledge.grouping import Said, grouped
from newsdesk.knowledge.keeping import Keeping, keep
from newsdesk.knowledge.stories import Group
from newsdesk.knowledge.voices import EntityOf, voice_of
from newsdesk.knowledge.weights import Weigh, Weights
from newsdesk.knowledge.wordings import wordings
from newsdesk.knowledge.words import Language
from newsdesk.records import Extraction, Source, Span, Statement


def find_statements(
    rooms: Iterable[Sequence[Group]],
    found: Mapping[str, Extraction],
    entity_of_chain: EntityOf,
    language: Language,
    weights: Weights,
    keeping: Keeping,
) -> list[Statement]:
    """Every quote in exactly one statement; statements in the order in which they were first printed.

    Stories that look like one are searched together: what somebody said does not depend on an editor's joining them.
    """
    parts = []
    first: dict[str, tuple[date, str, Span]] = {}
    for room in rooms:
        sources = [source for group in room for source in group.sources]
        said = [
            (source, quote, voice_of(quote, found[source.id], entity_of_chain, language))
            for source in sorted(sources, key=_age)
            for quote in found[source.id].quotes
        ]
        first.update((quote.id, (*_age(source), quote.span)) for source, quote, _ in said)
        about = keeping.about(sources, [voice for _, _, voice in said])
        parts.append((about, partial(_in_room, said, language)))
    statements = (statement for made in keep(keeping.statements, parts, weights) for statement in made)
    return sorted(statements, key=lambda s: (first[s.quotes[0]], s.id))


def _in_room(said: Sequence[Said], language: Language, weigh: Weigh) -> tuple[Statement, ...]:
    """The statements of stories that are one or look like one, from their quotes, oldest first, with their speakers."""
    return tuple(_statement([said[n] for n in members], rule) for members, rule in grouped(said, language, weigh))


def _age(source: Source) -> tuple[date, str]:
    return source.meta.published or date.max, source.id


def _statement(cluster: Sequence[Said], rule: str) -> Statement:
    """The statement of a cluster, which is in order of first printing; its id is that of its first quote.

    So it stays when later sources add wordings, and when a reader's link to it is years old.
    """
    entities = {voice.entity for _, _, voice in cluster}
    return Statement(
        id="s-" + cluster[0][1].id.removeprefix("q-"),
        quotes=tuple(quote.id for _, quote, _ in cluster),
        speaker_entity=entities.pop() if len(entities) == 1 else None,
        sources=tuple(dict.fromkeys(source.id for source, _, _ in cluster)),
        rule=rule,
        wordings=wordings([(source, quote) for source, quote, _ in cluster]),
    )
