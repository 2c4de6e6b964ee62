"""Key points: verbatim, able to stand alone, each for what it adds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.knowledge.hand import make_extraction, make_library, make_mention, make_quote, make_source

from newsdesk.knowledge.gather import gather
from newsdesk.knowledge.key_points import key_points, rank_sentences
from newsdesk.knowledge.standalone import closed, cut_short, trimmed
from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.words import language
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Paragraph, Span

FOLDER = Path(__file__).parents[1] / "cases" / "key_points"
CASES = YAML(typ="safe").load((FOLDER / "trimmed.yml").read_text(encoding="utf-8"))
LEANING = YAML(typ="safe").load((FOLDER / "leaning-nope.yml").read_text(encoding="utf-8"))
LANGUAGE = language(load_lexicon())
TEXT = (
    "The council of Yarrow will close its harbour to cruise ships from May, the mayor said on Tuesday.\n"
    "He had promised it for years. But the ship owners had always won in the end.\n"
    "“Nobody wants these floating hotels in our harbour any longer,” Ada Brook said.\n"
    "Cruise ships brought half a million visitors to the harbour of Yarrow last summer.\n"
    "The harbour of Yarrow earns a third of its income from cruise ships, the council's figures show.\n"
    "Shop owners near the harbour fear that they will lose most of their customers.\n"
)


def weigh(word):
    return word.weight


def scene_of(text, **meta):
    source = make_source("one", text, **meta)
    return StoryView((source,), {source.id: make_extraction(source)})


def shown(scene):
    return [p.span.of(scene.sources[0].text) for p in rank_sentences(scene, LANGUAGE, weigh)]


def test_the_best_sentence_opens_and_none_that_leans_on_another_follows_soon():
    scene = scene_of(TEXT, title="Yarrow closes its harbour to cruise ships")
    first, points = key_points(scene, LANGUAGE, weigh)
    assert first.span.of(TEXT).startswith("The council of Yarrow")
    assert 3 <= len(points) <= 6
    openings = [p.span.of(TEXT).split()[0] for p in points[:3]]
    assert "He" not in openings and "“Nobody" not in openings


@pytest.mark.parametrize("sentence", LEANING)
def test_a_sentence_that_needs_another_is_no_point(sentence):
    alone = "The council of Yarrow will close its harbour to cruise ships from May."
    assert shown(scene_of(f"{sentence}\n{alone}")) == [alone]


def test_what_two_outlets_tell_comes_before_what_one_tells_at_greater_length():
    told = "The council of Yarrow closed its harbour to cruise ships."
    one = make_source("one", f"Shop owners in Yarrow sell postcards, hats and umbrellas.\n{told}")
    again = "Ferries sail to the islands twice a day.\nYarrow's council closed the harbour to cruise ships."
    other = make_source("other", again)
    found = {source.id: make_extraction(source) for source in (one, other)}
    first, _ = key_points(StoryView((one, other), found), LANGUAGE, weigh)
    assert "closed" in first.span.of({"one": one, "other": other}[first.source].text)


def two(one, other):
    sources = (make_source("one", one), make_source("other", other))
    return StoryView(sources, {source.id: make_extraction(source) for source in sources})


def printed(scene):
    texts = {source.id: source.text for source in scene.sources}
    return [p.span.of(texts[p.source]) for p in rank_sentences(scene, LANGUAGE, weigh)]


def test_the_story_opens_with_how_an_article_opens():
    told = "A crane fell on the glass roof of the market hall in Larn before dawn."
    aside = "The market hall in Larn has a glass roof that a crane put up in 1911, and fourteen pillars."
    rest = "Nobody slept there.\nTraders lit fires outside the gates.\n"
    scene = two(f"{told}\n{rest}{aside}", f"In Larn a crane fell on the roof of the market hall.\n{rest}{aside}")
    assert "crane fell" in printed(scene)[0]


def test_a_part_that_both_tell_comes_before_a_part_that_one_tells():
    opening = "A crane fell on the roof of the market hall in Larn before dawn."
    both = "Inspectors had warned the owner about rusty bolts in March."
    one = "Pigeons circled above the square while a brass band rehearsed its waltzes."
    scene = two(f"{opening}\n{one}\n{both}", f"The roof of the market hall lies under a crane.\n{both[:-1]}, too.")
    points = printed(scene)
    pigeons = next(n for n, point in enumerate(points) if "Pigeons" in point)
    assert any("bolts" in point for point in points[:pigeons])


def test_what_opens_on_a_thing_that_was_named_before_is_no_point():
    leans = "The measure allows the council to lend some money to its owners at hardly any cost."
    text = f"Ada Brook signed the ferry law in Larn on Monday.\n{leans}\n"
    source = make_source("one", text)
    found = make_extraction(source, "Ada Brook", mentions=(make_mention(source, "Ada Brook"),))
    assert shown(StoryView((source,), {source.id: found})) == [text.split("\n")[0]]


def test_a_clause_before_the_subject_is_not_left_without_it():
    text = f"With the storm, which had come from the sea {'and over the hills ' * 8}— the town closed its harbour."
    assert trimmed(Span(0, len(text)), text, LANGUAGE) == Span(0, len(text))


def test_colour_comes_last():
    opening = "A crane fell on the roof of the market hall in Larn before dawn."
    colour, event = "Larn is known for its cheese and its weavers.", "Larn has sent for its firemen and its ropes."
    assert printed(two(f"{opening}\n{colour}\n{event}", "Bread is dear."))[-1] == colour


def test_no_point_ends_or_begins_at_an_abbreviation():
    text = "The wreck of the ferry was found on Monday by divers of Gov. Brook in a bay near Larn."
    cut = text.index(" Brook")
    assert cut_short(Span(0, cut), text, LANGUAGE)
    assert cut_short(Span(cut + 1, len(text)), text, LANGUAGE)
    assert not cut_short(Span(0, len(text)), text, LANGUAGE)


def test_what_was_still_to_come_gives_way_to_a_later_source():
    soon = "The council of Yarrow is expected to close its harbour to cruise ships in May."
    done = "The council of Yarrow has voted to close its harbour to cruise ships in May."
    old = make_source("old", soon, date(2024, 3, 1))
    new = make_source("new", done, date(2024, 3, 2))
    found = {source.id: make_extraction(source) for source in (old, new)}
    first, points = key_points(StoryView((new, old), found), LANGUAGE, weigh)
    assert (first.source, points) == ("new", ())


def test_no_two_points_say_the_same():
    once = "The council of Yarrow will close the harbour to cruise ships."
    again = "Yarrow's council will close its harbour to cruise ships."
    assert len(shown(scene_of(f"{once}\n{again}"))) == 1


def test_headlines_boilerplate_and_fragments_are_no_points():
    furniture = "© The Mole. All rights are reserved by us."
    scene = scene_of(f"Yarrow closes its harbour.\n{furniture}\nHe said: “we\nIs it true?\n")
    source = scene.sources[0]
    kept = tuple(replace(p, kind="boilerplate") if p.n == 2 else p for p in source.paragraphs)
    source = replace(source, title_in_body=True, paragraphs=kept)
    assert rank_sentences(replace(scene, sources=(source,)), LANGUAGE, weigh) == []


def test_a_source_without_rights_gives_no_points():
    assert shown(scene_of(TEXT, rights="none")) == []


def test_an_editors_summary_wins():
    source = make_source("one", TEXT, summary="Yarrow has had enough of cruise ships.")
    story = gather(make_library(source), [make_extraction(source)], load_lexicon()).stories["one"]
    assert (story.summary, story.standfirst, story.key_points) == ("Yarrow has had enough of cruise ships.", None, ())


def test_words_of_a_speaker_alone_weigh_little():
    source = make_source("one", TEXT)
    quote = make_quote(source, "Nobody wants these floating hotels in our harbour any longer,")
    scene = StoryView((source,), {"one": make_extraction(source, "Ada Brook", quotes=(quote,))})
    assert not any("floating hotels" in text for text in shown(scene)[:3])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_sentence_is_cut_only_where_nothing_is_lost(case):
    text = case["sentence"]
    assert trimmed(Span(0, len(text)), text, LANGUAGE).of(text) == case.get("shown", text)


@given(st.text(alphabet="Aab .,;“”()—\n", max_size=80))
@example("“.“")
@settings(max_examples=100, deadline=None)
def test_points_are_verbatim_and_closed(text):
    source = make_source("one", text)
    scene = StoryView((source,), {"one": make_extraction(source)})
    for point in rank_sentences(scene, LANGUAGE, weigh):
        paragraph: Paragraph = next(p for p in source.paragraphs if p.n == point.paragraph)
        assert paragraph.span.contains(point.span)
        assert point.trimmed_end or closed(point.span.of(source.text))  # cleaning mends marks
