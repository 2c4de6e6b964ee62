"""What decides all that pages look up of one source, in one stamp."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from hashlib import sha256
from operator import attrgetter
from typing import Any

from newsdesk.records import Knowledge, Statement

_whole = attrgetter(*Statement.__dataclass_fields__)


def shown(knowledge: Knowledge, source: str) -> str:
    """What was found in a source and what of its words are shown. What others make of it is not in it."""
    text = knowledge.sources[source].text
    found = knowledge.digests.get(source) or repr((knowledge.sources[source], knowledge.extractions.get(source)))
    return sha256(f"{found}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


class SourceStamps:
    """The stamps of the sources of one publishable knowledge; a source is one of all that is known by its id."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def __call__(self, source: str) -> str:
        known = self._knowledge
        told = known.sources[source].meta.published, self._told[source]
        return sha256(f"{shown(known, source)} {told}".encode()).hexdigest()

    def of_quote(self, quote: str) -> str:
        """The source of a quote, "" where it has none."""
        ref = self._knowledge.quotes.get(quote)
        return ref.source if ref else ""

    def of_statement(self, statement: str) -> str:
        """The source that tells a statement first."""
        known = self._knowledge.statements.get(statement)
        return known.sources[0] if known and known.sources else ""

    @cached_property
    def _told(self) -> dict[str, list[Any]]:
        """For each source its story, who is who in it, and the statements that are its, or that its quotes are of."""
        known, told = self._knowledge, defaultdict[str, list[Any]](list)
        for story in known.stories.values():
            for source in story.sources:
                told[source].append(story.id)
        for (source, chain), entity in known.entity_of_chain.items():
            told[source].append((chain, entity))
        for statement in known.statements.values():
            first = self.of_statement(statement.id)
            told[first].append(_whole(statement))
            for quote in statement.quotes:
                if (source := self.of_quote(quote)) != first:
                    told[source].append((quote, statement.id))
        return told
