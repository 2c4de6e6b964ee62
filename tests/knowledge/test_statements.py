"""Which quotes are wordings of one statement: golden pairs, and what holds for any quotes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.knowledge.hand import make_extraction, make_library, make_mention, make_quote, make_source

from newsdesk.knowledge.gather import gather
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Chain, Extraction, Knowledge, Quote, Span, Speaker

CASES = Path(__file__).parents[1] / "cases" / "statements"
UNNAMED = ("people", "officials", "task force")


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
        others = [wording["names"]] if wording.get("names") else []
        opening = f"{venue} {speaker} {cue} " + wording.get("before", "")
        opening += "“" if kind != "indirect" else ""
        text = (
            opening
            + wording["words"]
            + "”"
            + wording.get("behind", "")
            + "."
            + "".join(f" {name} is here." for name in others)
        )
        source = make_source(source_id, text, story="one", origin=wording.get("origin", ""))
        span = Span(len(opening), len(opening) + len(wording["words"]))
        who = Speaker(Span(0, 0), speaker, "named" if named else "collective", 0 if named else None, "by hand")
        at = len(venue) + 1 + len(speaker) + 1
        quote = Quote(
            f"q-{n}", kind, (span,), who if speaker else None, Span(at, at + len(cue)), "by hand",
            wording.get("confidence", 1.0), 1,
            venue=Span(0, len(venue)) if venue else None,
            said_on=wording.get("said_on"),
        )  # fmt: skip
        assert quote.said_on is None or isinstance(quote.said_on, date)
        sources.append(source)
        chains = [Chain(name, "person", True) for name in ([speaker] if named else []) + others]
        mentions = [make_mention(source, name, chains.index(Chain(name, "person", True))) for name in others]
        found.append(Extraction(source_id, tuple(mentions), tuple(chains), quotes=(quote,)))
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
    monkeypatch.setattr("newsdesk.knowledge.grouping._ALL_PAIRS", 0)
    shared_words = knowledge_of(*wordings).statements
    assert {s.quotes for s in shared_words.values()} == {s.quotes for s in all_pairs.values()}


@given(QUOTED)
@settings(max_examples=60, deadline=None)
def test_every_quote_is_in_one_statement_and_its_runs_are_its_exact_words(quoted):
    knowledge = knowledge_of(*quoted)
    assert sorted(q for s in knowledge.statements.values() for q in s.quotes) == sorted(knowledge.quotes)
    for statement in knowledge.statements.values():
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


def test_a_whole_holds_the_pieces_that_others_cut_from_it():
    both = "The bridge was an accident waiting for its hour. The mayor slept through every single warning."
    knowledge = knowledge_of(
        both, "The bridge was an accident waiting for its hour.", "The mayor slept through every single warning."
    )
    assert sorted(len(s.quotes) for s in knowledge.statements.values()) == [3]


def test_what_is_like_two_things_does_not_make_them_one():
    knowledge = knowledge_of(
        "Our nurses were exhausted after eleven nights, and the board kept silent.",
        {"words": "nurses had been exhausted after eleven nights", "kind": "indirect"},
        {"words": "the board had kept silent", "kind": "indirect"},
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


def printed(speaker: str, words: str, sure: float = 1.0, named: str = "") -> dict[str, Any]:
    """A wording as an outlet prints it; `named`: whom else the article names in full."""
    return {"speaker": speaker, "words": words, "confidence": sure, "names": named}


PUMPS = "I asked for sand, I asked for pumps, and what they sent me was a brass band with two tubas."


def speakers(*wordings: dict[str, Any]) -> tuple[list[str], str | None]:
    """Who speaks each wording after the vote, by id, and whose the one statement is."""
    knowledge = knowledge_of(*wordings)
    (statement,) = knowledge.statements.values()
    quotes = [(source, e.quotes[0]) for source, e in sorted(knowledge.extractions.items())]
    return [_who(knowledge, source, quote) for source, quote in quotes], statement.speaker_entity


def _who(knowledge: Knowledge, source: str, quote: Quote) -> str:
    chain = quote.speaker.chain if quote.speaker else None
    return "" if chain is None else knowledge.entity_of_chain[source, chain]


def test_outlets_that_name_the_speaker_put_right_one_that_does_not():
    told = speakers(printed("Ada Brook", PUMPS), printed("Ada Brook", PUMPS), printed("", PUMPS, named="Ada Brook"))
    assert told == (["ada-brook"] * 3, "ada-brook")


def test_a_majority_puts_right_a_sentence_that_was_misread():
    told = speakers(
        printed("Ada Brook", PUMPS), printed("Ada Brook", PUMPS), printed("Tom Reed", PUMPS, 0.95, "Ada Brook")
    )
    assert told == (["ada-brook"] * 3, "ada-brook")


def test_whoever_is_not_named_in_a_source_does_not_speak_there():
    told = speakers(printed("Ada Brook", PUMPS), printed("Ada Brook", PUMPS), printed("Tom Reed", PUMPS, 0.95))
    assert told == (["ada-brook", "ada-brook", ""], "ada-brook")


def test_a_tie_is_not_established_and_says_so():
    wordings = printed("Ada Brook", PUMPS, named="Tom Reed"), printed("Tom Reed", PUMPS, named="Ada Brook")
    assert speakers(*wordings) == (["", ""], None)
    (refusal,) = knowledge_of(*wordings).extractions["source-0"].refusals
    assert (refusal.what, refusal.rule) == ("speaker", "outlets disagree")
    assert "Ada Brook or Tom Reed" in refusal.why


def test_a_name_that_is_hardly_sure_convinces_nobody():
    told = speakers(printed("Ada Brook", PUMPS, 0.6), printed("", PUMPS, named="Ada Brook"))
    assert told == (["ada-brook", ""], None)


def test_copies_of_one_text_have_one_vote():
    reed = printed("Tom Reed", PUMPS, 0.95, "Ada Brook")
    copies = [printed("Ada Brook", PUMPS, 0.9) | {"origin": "The Agency"} for _ in range(3)]
    assert speakers(reed, *copies)[1] is None


def test_a_voted_speaker_has_a_rule_and_tells_whose_words_decided():
    knowledge = knowledge_of(printed("Ada Brook", PUMPS), printed("", PUMPS, named="Ada Brook"))
    (quote,) = knowledge.extractions["source-1"].quotes
    assert quote.speaker is not None and quote.speaker.rule == "printed alike elsewhere"
    assert quote.candidates[0].evidence[0][0] == "Ada Brook by the same words in source-0"
    assert [ref.source for ref in knowledge.entities["ada-brook"].quotes_by] == ["source-0", "source-1"]


def test_few_words_that_one_article_prints_as_two_sentences_were_said_twice():
    first = make_source("a", "“I think that freedom means freedom for all,” she said. “Freedom means freedom for all.”")
    other = make_source("b", "“Freedom means freedom for all,” Ada Brook wrote on Monday.")
    said = ("I think that freedom means freedom for all,", "Freedom means freedom for all.")
    sources = [replace(source, meta=replace(source.meta, story="one")) for source in (first, other)]
    found = [
        make_extraction(first, "Ada Brook", quotes=tuple(make_quote(first, words) for words in said)),
        make_extraction(other, "Ada Brook", quotes=(make_quote(other, "Freedom means freedom for all,"),)),
    ]
    knowledge = gather(make_library(*sources), found, load_lexicon())
    assert sorted(len(s.quotes) for s in knowledge.statements.values()) == [1, 2]


def test_a_phrase_of_two_longer_quotes_does_not_make_them_one():
    knowledge = knowledge_of(
        "I cannot help thinking that his remarks on the ferry were well over the line. It is wrong.",
        {"words": "well over the line", "kind": "mixed"},
        "If you make jokes like that about fishermen, then you make jokes that are well over the line, my friend.",
    )
    assert sorted(len(s.quotes) for s in knowledge.statements.values()) == [1, 2]
