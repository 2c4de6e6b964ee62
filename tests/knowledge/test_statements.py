"""Which quotes are wordings of one statement: golden pairs, and what holds for any quotes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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
    for n, told in enumerate(wordings):
        wording = told if isinstance(told, dict) else {"words": told}
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
    assert statements(case["a"], case["b"]) == (2 if case.get("missed") else 1)


def test_few_wordings_of_one_thing_are_missed():
    found = [case for case in cases("same.yml") if not case.get("missed")]
    assert len(found) >= 0.85 * len(cases("same.yml"))


@pytest.mark.parametrize("case", cases("near-misses-nope.yml"), ids=lambda c: c["name"])
def test_near_misses_stay_apart(case):
    assert statements(case["a"], case["b"]) == 2


QUOTED = st.lists(
    st.builds(
        dict,
        words=st.lists(
            st.sampled_from(["The", "harbour", "will", "not", "close", "on", "Monday,", "12", "boats", "sank;", "if"]),
            min_size=1,
            max_size=9,
        ).map(" ".join),
        kind=st.sampled_from(["direct", "mixed", "indirect"]),
        speaker=st.sampled_from(["Ada Brook", "Tom Reed", "officials", ""]),
    ),
    min_size=1,
    max_size=7,
)


def test_a_speaker_of_very_many_quotes_has_the_same_statements(monkeypatch):
    """Of many, only pairs that share words are compared."""
    wordings = [case[key] for case in cases("same.yml") if not case.get("missed") for key in ("a", "b")]
    all_pairs = knowledge_of(*wordings).statements
    monkeypatch.setattr("newsdesk.knowledge.statements._ALL_PAIRS", 0)
    shared_words = knowledge_of(*wordings).statements
    assert {s.quotes for s in shared_words.values()} == {s.quotes for s in all_pairs.values()}


@given(QUOTED)
@settings(max_examples=60, deadline=None)
def test_every_quote_is_in_one_statement_and_its_runs_are_its_exact_words(quoted):
    knowledge = knowledge_of(*quoted)
    assert sorted(q for s in knowledge.statements.values() for q in s.quotes) == sorted(knowledge.quotes)
    for statement in knowledge.statements.values():
        speakers = {quoted[int(q.removeprefix("q-"))]["speaker"] for q in statement.quotes}
        assert len(speakers) == 1 and (len(statement.quotes) == 1 or speakers != {""})
        assert [w.quote for w in statement.wordings] in ([], list(statement.quotes))
        for wording in statement.wordings:
            place = knowledge.quotes[wording.quote]
            text, quote = knowledge.sources[place.source].text, knowledge.extractions[place.source].quotes[place.quote]
            printed = [run.span.of(text) for run in wording.runs if run.kind != "removed"]
            assert "".join(printed) == "".join(span.of(text) for span in quote.spans)
            assert all(run.source == place.source for run in wording.runs if run.kind != "removed")


@given(QUOTED, st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_reading_changes_no_statement(quoted, random):
    numbers = list(range(len(quoted)))
    random.shuffle(numbers)
    straight = knowledge_of(*quoted)
    sources = [straight.sources[f"source-{n}"] for n in numbers]
    found = [straight.extractions[source.id] for source in sources]
    assert gather(make_library(*sources), found, load_lexicon()).statements == straight.statements


def test_a_statement_keeps_its_id_when_later_sources_join():
    early = "We shall dredge the harbour twice a year."
    before = knowledge_of(early)
    after = knowledge_of(early, {"words": "dredge the harbour twice a year", "kind": "mixed"})
    assert set(before.statements) == set(after.statements)


def test_what_one_quote_holds_does_not_join_what_it_holds():
    both = "The bridge was an accident waiting for its hour. The mayor slept through every single warning."
    knowledge = knowledge_of(
        both, "The bridge was an accident waiting for its hour.", "The mayor slept through every single warning."
    )
    assert sorted(len(s.quotes) for s in knowledge.statements.values()) == [1, 2]


def test_differing_words_are_marked_against_the_fullest_direct_wording():
    knowledge = knowledge_of(
        {"words": "a really powerful reason to be careful", "kind": "mixed"},
        "There is a really powerful reason for us to be careful with samples.",
    )
    (statement,) = knowledge.statements.values()
    short, full = statement.wordings
    texts = {source.id: source.text for source in knowledge.sources.values()}
    assert [(r.kind, r.span.of(texts[r.source])) for r in short.runs] == [
        ("removed", "There is"),
        ("kept", "a really powerful reason "),
        ("removed", "for us"),
        ("kept", "to be careful"),
        ("removed", "with samples."),
    ]
    assert {run.kind for run in full.runs} == {"kept"}
