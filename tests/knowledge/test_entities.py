"""Entities across sources: golden cases, and what must hold in any order of sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.knowledge.hand import make_extraction, make_library, make_mention, make_quote, make_source

from newsdesk.extraction.names.things import bare_key
from newsdesk.extraction.names.words import fold, words_of
from newsdesk.knowledge.entities import join_entities
from newsdesk.knowledge.gather import gather
from newsdesk.knowledge.suggestions import name_suggestions, vocabulary_entry
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Chain, CuratedEntity, Extraction, Library, Mention, Options, Span, Vocabulary

CASES = Path(__file__).parents[1] / "cases" / "names"
LEXICON = load_lexicon()


def cases(stem: str) -> list[Any]:
    return [pytest.param(case, id=str(case["names"])[:60]) for case in YAML(typ="safe").load(CASES / f"{stem}.yml")]


def chain_of(name: Any) -> Chain:
    if isinstance(name, list):
        name = {"name": name[0], "type": name[1]}
    words = tuple(filter(None, (fold(w) for w in name["name"].split())))
    key = " ".join(words if name["type"] == "person" else bare_key(words, words_of(LEXICON)))
    return Chain(
        name["name"],
        name["type"],
        name.get("full", True),
        name.get("entity"),
        key=name.get("key", key),
        strong=tuple(name.get("strong", ())),
        candidates=tuple(name.get("candidates", ())),
    )


def found_in(chains: list[Chain]) -> dict[str, Extraction]:
    """Each chain in a source of its own, named once."""
    return {
        f"s{n}": Extraction(f"s{n}", (Mention(Span(0, 5), c.type, 0, "by hand", 1, not c.full),), (c,))
        for n, c in enumerate(chains)
    }


def join(found: dict[str, Extraction], *curated: CuratedEntity, **options: Any) -> Any:
    return join_entities(Library((), Vocabulary(curated)), found, LEXICON, Options(**options))[:2]


@pytest.mark.parametrize("case", cases("joins") + cases("joins-nope"))
def test_joins(case: dict[str, Any]) -> None:
    found = found_in([chain_of(name) for name in case["names"]])
    entities, entity_of_chain = join(found)
    assert Counter(entity_of_chain.values()) == case["profiles"]
    assert set(entities) == set(case["profiles"])


AIR_FORCE = Chain("Utopian Air Force", "organisation", True, aliases=("Air Force",), key="utopia air force")
SHORT = Chain("Air Force", "organisation", True, key="air force")
UTOPIA, ERUSIA = (Chain(name, "place", True, key=name.lower()) for name in ("Utopia", "Erusia"))


@pytest.mark.parametrize(
    ("sources", "joined"),
    [
        ([[AIR_FORCE], [SHORT, UTOPIA]], True),
        ([[AIR_FORCE], [SHORT]], False),  # of which country?
        ([[AIR_FORCE], [SHORT, UTOPIA, ERUSIA]], False),  # both named as often
        ([[replace(AIR_FORCE, aliases=())], [SHORT, UTOPIA]], False),  # no source calls it so
        ([[AIR_FORCE], [replace(AIR_FORCE, key="erusia air force")], [SHORT, UTOPIA]], False),  # two are called so
        ([[replace(AIR_FORCE, type="person")], [replace(SHORT, type="person"), UTOPIA]], False),
    ],
)
def test_a_short_name_joins_the_one_that_another_source_explains(sources: list[list[Chain]], joined: bool) -> None:
    found = {
        f"s{k}": Extraction(
            f"s{k}",
            tuple(Mention(Span(n, n + 1), c.type, n, "by hand", 1) for n, c in enumerate(chains)),
            tuple(chains),
        )
        for k, chains in enumerate(sources)
    }
    _, entity_of_chain = join(found)
    assert (entity_of_chain["s0", 0] == entity_of_chain[f"s{len(sources) - 1}", 0]) is joined


NAMES = st.sampled_from([
    ["Hillary Marsh", "person"], ["Hillary Jane Marsh", "person"], ["H. Marsh", "person"], ["Tesla", "organisation"],
    ["Tesla", "product"], ["Tesla Inc.", "organisation"], ["China", "place"], ["ESA", "organisation"],
    {"name": "European Space Agency", "type": "organisation", "strong": ["esa"]}, ["Jordan", "place"],
    {"name": "Marsh", "type": "person", "full": False}, ["Robert Field Jr.", "person"], ["Робот", "product"],
    {"name": "Tesla", "type": "organisation", "entity": "tesla"},
])  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(names=st.lists(NAMES, max_size=12), data=st.data())
def test_the_order_of_sources_decides_nothing(names: list[Any], data: st.DataObject) -> None:
    chains = [chain_of(name) for name in names]
    found = found_in(chains)
    curated = CuratedEntity("tesla", "organisation", "Tesla")
    entities, entity_of_chain = join(found, curated)
    mixed = dict(data.draw(st.permutations(list(found.items()))))
    assert join(mixed, curated) == (entities, entity_of_chain)
    renamed = {  # other sources' names, so another order of them
        f"r{99 - int(k[1:]):02}": replace(e, source=f"r{99 - int(k[1:]):02}") for k, e in found.items()
    }
    ids = join(renamed, curated)[1]
    assert {(f"s{99 - int(k[1:])}", n): i for (k, n), i in ids.items()} == entity_of_chain
    assert all(entity.chains and entity.id == key for key, entity in entities.items())


def test_an_id_is_the_same_whatever_else_is_there() -> None:
    alone = join(found_in([chain_of(["Jordan", "place"])]))[0]
    among = join(found_in([chain_of(["Ann Lee", "person"]), chain_of(["Jordan", "place"])]))[0]
    assert set(alone) == {"jordan"} and set(among) == {"jordan", "ann-lee"}


def test_equal_names_of_different_things_get_different_ids() -> None:
    found = found_in([chain_of(["Jordan Ace", "person"]), chain_of(["Jordan Ace", "place"])])
    assert set(join(found)[0]) == {"jordan-ace", "jordan-ace-place"}


def test_a_curated_entry_rules_name_type_and_id() -> None:
    curated = CuratedEntity("tesla", "organisation", "Tesla", description="A carmaker")
    chain = chain_of({"name": "Tesla Inc.", "type": "product", "entity": "tesla"})
    (entity,) = join(found_in([chain]), curated)[0].values()
    assert (entity.id, entity.name, entity.type, entity.curated) == ("tesla", "Tesla", "organisation", True)
    assert entity.description == "A carmaker"


def test_the_threshold_of_sources_is_an_option() -> None:
    found = found_in([chain_of(["Ann Lee", "person"])] * 2 + [chain_of(["Bo Ek", "person"])])
    assert set(join(found)[0]) == {"ann-lee", "bo-ek"}
    assert set(join(found, profile_sources=2)[0]) == {"ann-lee"}


def test_quotes_by_and_about_and_who_appears_with_whom() -> None:
    source = make_source("one", "Ada Brook said: “Ben Kit must go now.” Ben Kit and Ada Brook met. Ben Kit left.")
    extraction = make_extraction(
        source,
        "Ada Brook",
        "Ben Kit",
        mentions=(
            make_mention(source, "Ada Brook"),
            make_mention(source, "Ben Kit", 1),
            Mention(Span(39, 46), "person", 1, "by hand", 1),
            Mention(Span(51, 60), "person", 0, "by hand", 1),
            Mention(Span(66, 73), "person", 1, "by hand", 1),
        ),
        quotes=(make_quote(source, "Ben Kit must go now."),),
    )
    entities, _ = join({"one": extraction})
    ada, ben = entities["ada-brook"], entities["ben-kit"]
    assert (len(ada.quotes_by), len(ada.quotes_about)) == (1, 0)
    assert (len(ben.quotes_by), len(ben.quotes_about)) == (0, 1)
    assert ada.appears_with == (("ben-kit", 2),) and ben.appears_with == (("ada-brook", 2),)


def suggestions_of(chains: list[Chain], *curated: CuratedEntity) -> list[tuple[str, tuple[str, ...]]]:
    found = found_in(chains)
    entities, entity_of_chain = join(found, *curated)
    return [(s.kind, s.subjects) for s in name_suggestions(entities, found, entity_of_chain, LEXICON)]


def test_likely_aliases_are_suggested_with_yaml_to_paste() -> None:
    found = found_in(
        [chain_of(["Tom Reed", "person"]), chain_of(["Tom Reed", "person"]), chain_of(["Thomas Reed", "person"])]
    )
    entities, entity_of_chain = join(found)
    made = {s.kind: s for s in name_suggestions(entities, found, entity_of_chain, LEXICON)}
    assert made["alias"].subjects == ("tom-reed", "thomas-reed") and made["alias"].file == "people.yml"
    assert YAML(typ="safe").load(made["alias"].paste) == {"tom-reed": {"name": "Tom Reed", "aliases": ["Thomas Reed"]}}
    assert made["review"].subjects == ("tom-reed",)


def test_what_is_curated_or_unlike_is_not_suggested() -> None:
    assert suggestions_of([chain_of(["Tom Reed", "person"]), chain_of(["Ann Reed", "person"])]) == []
    assert suggestions_of([chain_of(["Boeing 737", "product"]), chain_of(["Boeing 747", "product"])]) == []


def test_a_name_with_two_candidates_is_a_collision() -> None:
    chain = chain_of({"name": "Jordan", "type": "person", "full": False, "candidates": ["ann", "country"]})
    curated = (CuratedEntity("ann", "person", "Ann Jordan"), CuratedEntity("country", "place", "Jordan"))
    assert suggestions_of([chain], *curated) == [("collision", ("Jordan", "ann", "country"))]


@settings(deadline=None)
@given(name=st.text(min_size=1, max_size=20))
def test_any_name_pastes_as_the_same_name(name: str) -> None:
    clean = " ".join(name.split()) or "x"
    if clean.isprintable():
        assert YAML(typ="safe").load(vocabulary_entry("some-id", name=clean)) == {"some-id": {"name": clean}}


def about(source: str, *names: str, country: str, often: int = 3) -> Extraction:
    """A source that names some organisations and kings once, and a country by its people as often as told."""
    kinds = ("person" if name.startswith("King") else "organisation" for name in names)
    chains = (*map(chain_of, map(list, zip(names, kinds, strict=True))), chain_of([country, "place"]))
    places = [*range(len(names)), *[len(names)] * often]
    mentions = (
        Mention(Span(n, n + 1), chains[c].type, c, "demonym" if c == len(names) else "by hand", 1)
        for n, c in enumerate(places)
    )
    return Extraction(source, tuple(mentions), chains)


def test_institutions_of_two_countries_are_apart() -> None:
    found = {
        "s1": about("s1", "Senate", "Apple Inc.", country="Utopia"),
        "s2": about("s2", "Senate", country="Utopia"),
        "s3": about("s3", "Senate", "Apple Inc.", country="Erusia"),
        "s4": about("s4", "Senate", country="Erusia", often=1),  # said once: about no country
    }
    _, of_chain = join(found)
    assert {source: entity for (source, n), entity in of_chain.items() if n == 0} == {
        "s1": "senate", "s2": "senate", "s3": "senate-erusia", "s4": "senate",
    }  # fmt: skip
    assert of_chain["s1", 1] == of_chain["s3", 1] == "apple"


def test_kings_of_two_countries_are_apart() -> None:
    found = {
        "s1": about("s1", "King Karim", "Karim Hassan", country="Utopia"),
        "s2": about("s2", "King Karim", country="Utopia"),
        "s3": about("s3", "King Karim", "Karim Hassan", country="Erusia"),
    }
    _, of_chain = join(found)
    assert [of_chain[source, 0] for source in ("s1", "s2", "s3")] == ["king-karim", "king-karim", "king-karim-erusia"]


def test_what_two_say_together_is_said_by_each():
    source = make_source("a", "“We sail,” Ada Brook and Tom Reed said.", story="one")
    quote = make_quote(source, "We sail,", None, speaker="Ada Brook and Tom Reed")
    assert quote.speaker is not None
    quote = replace(quote, speaker=replace(quote.speaker, together=(0, 1)))
    mentions = (make_mention(source, "Ada Brook", 0), make_mention(source, "Tom Reed", 1))
    found = make_extraction(source, "Ada Brook", "Tom Reed", mentions=mentions, quotes=(quote,))
    entities = gather(make_library(source), [found], LEXICON).entities
    assert [len(entities[name].quotes_by) for name in ("ada-brook", "tom-reed")] == [1, 1]
