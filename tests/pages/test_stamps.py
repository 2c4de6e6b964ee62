"""A page keeps one fact of each of its sources: it must be another as soon as anything looked up of the source is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.pages.sample import sample

from newsdesk.pages.publishing import publishable
from newsdesk.pages.stamps import SourceStamps
from newsdesk.records import Knowledge, Options

PUBLIC = publishable(sample(), Options())
STATEMENT = next(s for s in PUBLIC.statements.values() if len(s.sources) > 1)
FIRST, OTHER = STATEMENT.sources[:2]


def stamp(knowledge: Knowledge, source: str) -> str:
    return SourceStamps(knowledge)(source)


def test_the_same_knowledge_gives_the_same_stamp() -> None:
    assert stamp(PUBLIC, FIRST) == stamp(replace(PUBLIC), FIRST) != stamp(PUBLIC, OTHER)


@pytest.mark.parametrize(
    "changed",
    [
        lambda _: {"digests": {FIRST: "other", OTHER: "other"}},
        lambda known: {"sources": {key: replace(s, text=s.text.swapcase()) for key, s in known.sources.items()}},
        lambda known: {"entity_of_chain": {key: f"{entity}-2" for key, entity in known.entity_of_chain.items()}},
        lambda known: {"stories": {f"{key}-2": replace(s, id=f"{key}-2") for key, s in known.stories.items()}},
        lambda known: {"statements": {key: replace(s, id=f"{key}-2") for key, s in known.statements.items()}},
        lambda _: {"statements": {}},
    ],
)
def test_whatever_is_other_gives_another_stamp(changed: Callable[[Knowledge], dict[str, object]]) -> None:
    other = replace(PUBLIC, **changed(PUBLIC))  # type: ignore[arg-type]
    assert all(stamp(PUBLIC, source) != stamp(other, source) for source in (FIRST, OTHER))


def test_a_further_wording_in_another_source_gives_another_stamp() -> None:
    """What stands with a quote as its other wordings is of its source, too."""
    fewer = {**PUBLIC.statements, STATEMENT.id: replace(STATEMENT, quotes=STATEMENT.quotes[:1])}
    assert stamp(PUBLIC, FIRST) != stamp(replace(PUBLIC, statements=fewer), FIRST)
