"""Which quotes are wordings of one statement: golden pairs, and what holds for any quotes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.knowledge.hand import make_library, make_source

from newsdesk.knowledge.gather import gather
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Chain, Extraction, Knowledge, Quote, Span, Speaker

CASES = Path(__file__).parents[1] / "cases" / "statements"
UNNAMED = ("people", "officials")


def cases(name: str) -> list[Any]:
    return list(YAML(typ="safe").load((CASES / name).read_text(encoding="utf-8")))


def knowledge_of(*wordings: Any) -> Knowledge:
    """One source a wording, all of one story."""
    sources, found = [], []
    for n, given in enumerate(wordings):
        wording = given if isinstance(given, dict) else {"words": given}
        source_id, venue, cue = f"source-{n}", wording.get("venue", ""), wording.get("cue", "said")
        speaker, kind = wording.get("speaker", "Ada Brook"), wording.get("kind", "direct")
        named = bool(speaker) and not any(word in speaker for word in UNNAMED)
        opening = f"{venue} {speaker} {cue} " + wording.get("before", "")
        opening += "“" if kind != "indirect" else ""
        source = make_source(source_id, opening + wording["words"] + "”.", story="one")
        span = Span(len(opening), len(opening) + len(wording["words"]))
        who = Speaker(Span(0, 0), speaker, "named" if named else "collective", 0 if named else None, "by hand")
        at = len(venue) + 1 + len(speaker) + 1
        quote = Quote(
            f"q-{n}", kind, (span,), who if speaker else None, Span(at, at + len(cue)), "by hand", 1.0, 1,
            venue=Span(0, len(venue)) if venue else None,
            said_on=wording.get("said_on"),
        )  # fmt: skip
        assert quote.said_on is None or isinstance(quote.said_on, date)
        sources.append(source)
        found.append(Extraction(source_id, chains=(Chain(speaker, "person", True),) if named else (), quotes=(quote,)))
    return gather(make_library(*sources), found, load_lexicon())


def statements(*wordings: Any) -> int:
    return len(knowledge_of(*wordings).statements)


@pytest.mark.parametrize("case", cases("same.yml"), ids=lambda c: c["name"])
def test_wordings_of_one_thing_are_one_statement(case):
    assert statements(case["a"], case["b"]) == 1


@pytest.mark.parametrize("case", cases("near-misses-nope.yml"), ids=lambda c: c["name"])
def test_near_misses_stay_apart(case):
    assert statements(case["a"], case["b"]) == 2
