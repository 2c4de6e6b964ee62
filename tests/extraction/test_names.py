"""Names: golden cases, and what must hold for any text."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from newsdesk.extraction.names import Names, find_names
from newsdesk.extraction.relations import find_relations
from newsdesk.extraction.syntax import Doc
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import CuratedEntity, Lexicon, Span, Vocabulary

CASES = Path(__file__).parents[1] / "cases" / "names"


def cases(stem: str) -> list[Any]:
    return [pytest.param(case, id=case["text"][:50]) for case in YAML(typ="safe").load(CASES / f"{stem}.yml")]


def names_of(text: str, parser: Parser, lexicon: Lexicon, entities: dict[str, Any] | None = None) -> tuple[Doc, Names]:
    source = source_from_text("case", text)
    doc = Doc(source, next(iter(parser.parse([source]))))
    return doc, find_names(doc, vocabulary_of(entities or {}), lexicon)


def vocabulary_of(entities: dict[str, Any]) -> Vocabulary:
    return Vocabulary(
        tuple(
            CuratedEntity(
                key,
                e["type"],
                e["name"],
                tuple(e.get("aliases", ())),
                tuple(e.get("weak_aliases", ())),
                tuple(e.get("not", ())),
                only_in=tuple(e.get("only_in", ())),
            )
            for key, e in entities.items()
        )
    )


def chains_of(doc: Doc, names: Names) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for mention in names.mentions:
        if not mention.weak and mention.chain is not None and names.chains[mention.chain].full:
            found[names.chains[mention.chain].name].append(mention.span.of(doc.text))
    return dict(found)


@pytest.mark.parametrize("case", cases("people") + cases("things") + cases("relatives") + cases("whole"))
def test_chains(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    doc, names = names_of(case["text"], parser, lexicon)
    assert chains_of(doc, names) == case["chains"]


@pytest.mark.parametrize("case", cases("people-nope"))
def test_nobody_is_named_in_full(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    _, names = names_of(case["text"], parser, lexicon)
    assert [c.name for c in names.chains if c.type == "person" and c.full] == []


@pytest.mark.parametrize("case", cases("things-nope"))
def test_apart(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    doc, names = names_of(case["text"], parser, lexicon)
    together = [{m.span.of(doc.text) for m in names.mentions if m.chain == n} for n in range(len(names.chains))]
    assert not [found for found in together if len(found & set(case["joined"])) > 1]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("An operating system, Rocky Linux, came out. Rocky Linux is free.", "Rocky Linux", "product"),
        ("The Boeing 787 is an airliner. Boeing built it.", "Boeing", "organisation"),
        ("Ann Lee works for Brightwater Inc., a software company.", "Brightwater Inc.", "organisation"),
        ("The plane of Douglas Aircraft flew.", "Douglas Aircraft", "organisation"),
        ("It left with the aircraft carrier Abraham Linden.", "Abraham Linden", "product"),
        ("The airline is the carrier Qantas.", "Qantas", "organisation"),
        ("Storm Bettina hit Spain.", "Storm Bettina", "event"),
        ("A spokesman for Halden Marine, the contractor, spoke.", "Halden Marine", "organisation"),
        ("Analysts at Peel Hunt cut their forecast.", "Peel Hunt", "organisation"),
        ("El País reported that it would rain in Spain.", "El País", "organisation"),
        ("Buses are run by Dales & District in Oslo.", "Dales & District", "organisation"),
        ("The minister, Ann Lee, told the Lorne Echo that it would rain.", "Lorne Echo", "organisation"),
    ],
)
def test_kinds_that_the_text_tells(text: str, name: str, kind: str, parser: Parser, lexicon: Lexicon) -> None:
    _, names = names_of(text, parser, lexicon)
    assert [c.type for c in names.chains if c.name == name] == [kind]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The law forbids breaking DRM (digital rights management, a lock).", "digital rights management"),
        ("They met the Divisional Railway Manager (DRM) in Oslo. DRM left.", "divisional railway manager"),
        ("They met the manager (DRM) in Oslo. DRM left.", "drm"),
    ],
)
def test_an_acronym_is_compared_by_what_the_text_says_it_is_short_for(
    text: str, key: str, parser: Parser, lexicon: Lexicon
) -> None:
    _, names = names_of(text, parser, lexicon)
    assert [chain.key for chain in names.chains if chain.name == "DRM"] == [key]


def test_a_ship_is_not_compared_with_whom_it_is_named_for(parser: Parser, lexicon: Lexicon) -> None:
    _, names = names_of("It left with the aircraft carrier Abraham Linden and the frigate HMS Larn.", parser, lexicon)
    assert [chain.key for chain in names.chains] == ["abraham linden ship", "hms larn"]


def test_a_description_is_of_whole_words(parser: Parser, lexicon: Lexicon) -> None:
    doc, names = names_of("In May, US-based software company Brightwater closed.", parser, lexicon)
    assert [d.span.of(doc.text) for d in names.descriptions] == ["US-based software company"]


def test_an_apposition_describes_the_name_next_to_it(parser: Parser, lexicon: Lexicon) -> None:
    text = (
        "Dame Olwen Prys died. Born in Larn, the daughter of a slate quarryman, Griffith Hughes, and his wife, Mair, "
        "Olwen won a scholarship."
    )
    doc, names = names_of(text, parser, lexicon)
    wives = {names.chains[d.chain].name for d in names.descriptions if "wife" in d.span.of(doc.text)}
    assert wives == {"Mair"}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Tom Brook, the mayor of Larn, came.", "Tom Brook, the mayor of Larn"),
        ("Tom Brook, 49, came.", "Tom Brook, 49"),
        ("Tarbet Computer CEO and co-founder Tom Brook came.", "Tarbet Computer CEO and co-founder Tom Brook"),
    ],
)
def test_the_phrase_around_a_name_holds_all_that_is_said_beside_it(
    text: str, phrase: str, parser: Parser, lexicon: Lexicon
) -> None:
    doc, names = names_of(text, parser, lexicon)
    person = next(n for n, chain in enumerate(names.chains) if chain.name == "Tom Brook")
    assert phrase in {m.span.of(doc.text) for m in names.described if m.chain == person and m.rule == "phrase"}


@pytest.mark.parametrize("case", cases("speakers") + cases("speakers-nope"))
def test_speakers(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    doc, names = names_of(case["text"], parser, lexicon)
    start = doc.text.rindex(case["phrase"])
    chain, rule = names.resolve(Span(start, start + len(case["phrase"])), doc)
    assert (names.chains[chain].name if chain is not None else None) == case.get("means"), rule
    assert "rule" not in case or rule == case["rule"]


@pytest.mark.parametrize("case", cases("relations") + cases("relations-nope"))
def test_relations(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    doc, names = names_of(case["text"], parser, lexicon)
    found = find_relations(doc, names, lexicon)
    said = [[names.chains[r.subject].name, r.kind, names.chains[r.object].name] for r in found]
    assert said == case.get("stated", [])
    assert all(r.rule and r.sentence.of(doc.text) in case["text"] for r in found)


@pytest.mark.parametrize("case", cases("curated") + cases("curated-nope"))
def test_curated(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    doc, names = names_of(case["text"], parser, lexicon, case["entities"])
    linked = {
        m.span.of(doc.text).removeprefix("the ").removeprefix("The "): names.chains[m.chain].entity
        for m in names.mentions
        if m.chain is not None and names.chains[m.chain].entity
    }
    assert linked == case.get("links", {})


def test_two_entries_of_one_name_are_candidates_and_linked_to_none(parser: Parser, lexicon: Lexicon) -> None:
    entities = {
        "ann": {"type": "person", "name": "Ann Jordan", "aliases": ["Jordan"]},
        "country": {"type": "place", "name": "Jordan"},
    }
    doc, names = names_of("Jordan spoke first.", parser, lexicon, entities)
    (chain,) = names.chains
    assert (chain.entity, chain.candidates) == (None, ("ann", "country"))
    assert names.resolve(Span(0, 6), doc) == (None, "ambiguous")


PIECES = st.sampled_from([
    "Anna Kowal", "Mr Hill", "Hill", "she", "he", "the senator", "Tesla Inc.", "Tesla", "the US", "Chinese", "A380",
    "said", "met", "and", ",", ".", "“", "”", "(EADS)", "'s", "-", "\n\n", "IN", "iPhone", "Ki-moon", "’", "Dr.", "of",
])  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@example(pieces=["“", "Dr.", "’", "Anna Kowal"])
@example(pieces=["Hill", "\n\n", "Hill", "Anna Kowal", "Mr Hill", "Hill"])
@given(pieces=st.lists(PIECES, max_size=25))
def test_any_text_gives_consistent_names(pieces: list[str], parser: Parser, lexicon: Lexicon) -> None:
    given = " ".join(pieces)
    doc, names = names_of(given, parser, lexicon, {"tesla": {"type": "organisation", "name": "Tesla"}})
    text = doc.text  # cleaned: a mended mark moves what follows
    for mention in (*names.mentions, *names.described):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text).strip() == mention.span.of(text)
        assert mention.chain is not None and 0 <= mention.chain < len(names.chains)
        paragraph = doc.source.paragraph_at(mention.span.start)
        assert paragraph is not None and paragraph.n == mention.paragraph and paragraph.span.contains(mention.span)
    spans = sorted(m.span for m in names.mentions)
    assert all(a.end <= b.start for a, b in pairwise(spans)), "mentions overlap"
    assert {m.chain for m in names.mentions} == set(range(len(names.chains)))
    for token in doc.tokens:
        chain, rule = names.resolve(token, doc)
        assert rule and (chain is None or names.chains[chain].full)
