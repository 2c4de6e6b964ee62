"""One thing somebody said, in all its wordings: which quotes, across sources, report the same.

Quotes are compared within one story only, and there only where they share words (`grouping`): the work grows with the
number of quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from newsdesk.knowledge.grouping import Said, grouped
from newsdesk.knowledge.stories import StoryGroup
from newsdesk.knowledge.voices import EntityOf, SpeakerKey, voice_of
from newsdesk.knowledge.weights import Weights
from newsdesk.knowledge.wordings import wordings
from newsdesk.knowledge.words import language
from newsdesk.memo.memo import Kind, Memo
from newsdesk.records import Extraction, Lexicon, Source, Span, Statement

STATEMENTS: Kind[tuple[Statement, ...]] = Kind("statements", tuple[Statement, ...])


def find_statements(
    rooms: Iterable[Sequence[StoryGroup]],
    found: Mapping[str, Extraction],
    entity_of_chain: EntityOf,
    lexicon: Lexicon,
    weights: Weights,
    memo: Memo,
) -> list[Statement]:
    """Every quote in exactly one statement; statements in the order in which they were first printed.

    Stories that look like one are searched together: what somebody said does not depend on an editor's joining them.
    """
    calls = []
    first: dict[str, tuple[date, str, Span]] = {}
    for room in rooms:
        sources = tuple(sorted((source for group in room for source in group.sources), key=_age))
        findings = tuple(found[source.id] for source in sources)
        quotes = [(source, e, quote) for source, e in zip(sources, findings, strict=True) for quote in e.quotes]
        first.update((quote.id, (*_age(source), quote.span)) for source, _, quote in quotes)
        voices = tuple(voice_of(quote, e, entity_of_chain, language(lexicon)) for _, e, quote in quotes)
        calls.append(memo.call(STATEMENTS, _in_room, sources, findings, voices, lexicon, weights, name=sources[0].id))
    statements = (statement for made in memo.each(calls) for statement in made)
    return sorted(statements, key=lambda s: (first[s.quotes[0]], s.id))


def _in_room(
    sources: Sequence[Source],
    findings: Sequence[Extraction],
    voices: Sequence[SpeakerKey],
    lexicon: Lexicon,
    weights: Weights,
) -> tuple[Statement, ...]:
    """The statements of stories that are one or look like one, from their quotes, oldest first, with their speakers."""
    quotes = [(source, quote) for source, found in zip(sources, findings, strict=True) for quote in found.quotes]
    said = [(*quote, voice) for quote, voice in zip(quotes, voices, strict=True)]
    groups = grouped(said, language(lexicon), weights)
    return tuple(_statement([said[n] for n in members], rule) for members, rule in groups)


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
