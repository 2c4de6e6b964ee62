"""Stories, origins, suggestions to join them, and related stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.knowledge.hand import make_extraction, make_library, make_mention, make_source

from newsdesk.knowledge.days import time_between
from newsdesk.knowledge.gather import gather
from newsdesk.knowledge.stories import group_stories
from newsdesk.reading.lexicon import load_lexicon

WIRE = (
    "The harbour board of Yarrow voted on Tuesday to close the northern quay to cruise ships from May. "
    "Ada Brook, who chairs the board, said the quay could no longer carry them. "
    "Ship owners announced that they would take the matter to the court in Kilbride before the summer season begins."
)
REPORT = (
    "Cruise ships may no longer berth at the northern quay of Yarrow, the harbour board has decided. "
    "The ruling, backed by Ada Brook, takes effect in May; ship owners want the court in Kilbride to stop it."
)
OTHER = "A bakery in Marlow has won the prize for the best rye bread of the county for the third year running."
FIRST = make_source("a", WIRE, date(2024, 3, 5))


def knowledge_of(*sources):
    found = []
    for source in sources:
        names = [name for name in ("Ada Brook", "Yarrow", "Kilbride", "Marlow") if name in source.text]
        found.append(
            make_extraction(source, *names, mentions=tuple(make_mention(source, n, k) for k, n in enumerate(names)))
        )
    return gather(make_library(*sources), found, load_lexicon())


def joins(knowledge):
    return [suggestion for suggestion in knowledge.suggestions if suggestion.kind == "story"]


def origins(*sources):
    return knowledge_of(*sources).stories["quay"].origins


def test_sources_of_one_story_stand_newest_first_unknown_dates_last():
    sources = [
        make_source("a", WIRE, None, story="quay", title="Undated"),
        make_source("b", REPORT, date(2024, 3, 2), story="quay", title="Old"),
        make_source("c", OTHER, date(2024, 3, 9), story="quay", title="New"),
    ]
    (group,) = group_stories({s.id: s for s in sources})
    assert [s.id for s in group.sources] == ["c", "b", "a"]
    assert (group.id, group.title, group.published) == ("quay", "New", date(2024, 3, 9))


def test_what_all_outlets_name_heads_a_story_and_no_outlets_headline():
    one = make_source("a", WIRE, story="quay", title="Board shuts quay", outlet="The Mole")
    other = make_source("b", REPORT, story="quay", title="Ships lose berth", outlet="Yarrow Echo")
    assert knowledge_of(one).stories["quay"].title == "Board shuts quay"
    assert knowledge_of(one, other).stories["quay"].title == "Ada Brook, Kilbride, Yarrow"
    closed = [replace(source, meta=replace(source.meta, rights="none")) for source in (one, other)]
    assert knowledge_of(*closed).stories["quay"].title == "The Mole, Yarrow Echo"
    titled = replace(one, meta=replace(one.meta, story_title="The northern quay"))
    assert knowledge_of(titled, other).stories["quay"].title == "The northern quay"


def test_outlets_that_name_nobody_in_common_head_their_story_themselves():
    one = make_source("a", "Nobody was there.", story="quay", title="Nobody", outlet="The Mole")
    other = make_source("b", "It rained all day.", story="quay", title="Rain", outlet="Yarrow Echo")
    assert knowledge_of(one, other).stories["quay"].title == "The Mole, Yarrow Echo"


def test_sources_of_one_origin_are_told():
    sources = [
        make_source("a", WIRE, story="quay"),
        make_source("b", WIRE, story="quay"),
        make_source("c", REPORT, story="quay"),
    ]
    assert [set(group) for group in knowledge_of(*sources).stories["quay"].copies] == [{"a", "b"}]


def test_copies_of_one_text_and_sources_of_one_origin_count_once():
    assert origins(make_source("a", WIRE, story="quay"), make_source("b", WIRE + " The Mole", story="quay")) == 1
    assert origins(make_source("a", WIRE, story="quay"), make_source("b", REPORT, story="quay")) == 2
    one = make_source("a", WIRE, story="quay", origin="The Agency")
    assert origins(one, make_source("b", REPORT, story="quay", origin="the agency")) == 1


def test_a_text_that_very_many_print_is_still_one_origin():
    assert origins(*(make_source(f"s{n:02}", f"{WIRE} Desk {n}", story="quay") for n in range(45))) == 1


def stories(knowledge):
    return sorted(sorted(story.sources) for story in knowledge.stories.values())


def test_a_copy_is_joined_and_says_how_much_of_the_text_is_one():
    found = knowledge_of(make_source("a", WIRE), make_source("b", "By our desk. " + WIRE))
    assert stories(found) == [["a", "b"]]
    assert "100% of the shorter text" in found.stories["a"].joins[0].reasons[0]


def test_one_event_told_in_other_words_is_one_story_with_its_reasons():
    found = knowledge_of(
        make_source("a", WIRE, date(2024, 3, 5)), make_source("b", REPORT, date(2024, 3, 6)), make_source("c", OTHER)
    )
    assert stories(found) == [["a", "b"], ["c"]]
    late, early = found.stories["a"].joins
    assert (late.source, late.like, early.source) == ("b", "a", "a")
    assert "Ada Brook" in late.reasons[0] and late.signs[0] == "the same names"
    assert late.reasons[-1] == "printed the same week"
    assert found.stories["c"].joins == () and joins(found) == []


def test_one_line_undoes_what_the_program_joined():
    alone = make_source("b", REPORT, date(2024, 3, 6), alone=True)
    found = knowledge_of(make_source("a", WIRE, date(2024, 3, 5)), alone)
    assert stories(found) == [["a"], ["b"]] and joins(found) == []
    named = make_source("b", REPORT, date(2024, 3, 6), story="the ruling")
    assert stories(knowledge_of(make_source("a", WIRE, date(2024, 3, 5), story="the vote"), named)) == [["a"], ["b"]]


def test_an_article_joins_a_story_that_an_editor_named():
    found = knowledge_of(
        make_source("a", WIRE, date(2024, 3, 5), story="quay"), make_source("b", REPORT, date(2024, 3, 6))
    )
    assert found.stories["quay"].sources == ("b", "a")
    assert [join.source for join in found.stories["quay"].joins] == ["b"]


def test_two_articles_of_one_outlet_are_for_an_editor_to_join():
    found = knowledge_of(
        make_source("a", WIRE, date(2024, 3, 5), outlet="The Mole"),
        make_source("b", REPORT, date(2024, 3, 6), outlet="The Mole"),
    )
    assert stories(found) == [["a"], ["b"]]
    (suggestion,) = joins(found)
    assert suggestion.subjects == ("a", "b") and suggestion.paste == "story: a"
    assert "Ada Brook" in suggestion.reason and "the same week" in suggestion.reason


def test_all_that_may_be_one_story_is_one_proposal():
    sources = [
        make_source(key, text, date(2024, 3, day), outlet="The Mole")
        for key, text, day in (("a", WIRE, 5), ("b", REPORT, 6), ("c", REPORT.replace("decided", "ruled"), 7))
    ]
    (suggestion,) = joins(knowledge_of(*sources))
    assert suggestion.subjects == ("a", "b", "c")


def test_a_follow_up_a_week_later_is_related_and_another_story():
    found = knowledge_of(
        make_source("a", WIRE, date(2024, 3, 5)), make_source("b", REPORT, date(2024, 3, 13)), make_source("c", OTHER)
    )
    assert stories(found) == [["a"], ["b"], ["c"]]
    assert [related.story for related in found.stories["a"].related] == ["b"]


LESS_ALIKE = (
    "Ship owners are angry with Ada Brook. They had booked the northern quay for the whole summer, hired guides and "
    "printed leaflets, and now nobody in the harbour office of Yarrow answers the telephone when they call."
)
ELSEWHERE = (
    "Ada Brook opened the new school kitchen in Marlow and ate two bowls of soup with the youngest pupils there.",
    "Ada Brook told a radio programme which songs she would take to an island, among them three by her brother.",
    "Ada Brook lost the final of the county's chess cup to a boy of eleven, and shook his hand for a long time.",
    "Ada Brook has bought the mill at Orrin, where her grandfather ground oats, and means to let bats live in it.",
    "Ada Brook was fined for a lamp that was missing on her bicycle, and paid with coins that she had counted twice.",
)


def test_where_many_tell_of_one_person_an_editor_is_asked_whether_two_tell_the_same():
    two = [make_source("a", WIRE, date(2024, 3, 5)), make_source("b", LESS_ALIKE, date(2024, 3, 6))]
    others = [make_source(f"o{n}", text, date(2024, 3, 5)) for n, text in enumerate(ELSEWHERE)]
    assert ["a", "b"] in stories(knowledge_of(*two))
    found = knowledge_of(*two, *others)
    assert ["a"] in stories(found) and ["a", "b"] in [sorted(s.subjects) for s in joins(found)]


def test_two_events_of_one_day_about_one_person_stay_two():
    prize = (
        "Ada Brook has won the county's prize for her book on herring. The jury in Kilbride praised its recipes, and "
        "said that nobody had written so well of a fish that everybody knows and few have looked at."
    )
    found = knowledge_of(make_source("a", WIRE, date(2024, 3, 5)), make_source("b", prize, date(2024, 3, 5)))
    assert stories(found) == [["a"], ["b"]] and joins(found) == []


@pytest.mark.parametrize("last", [0, 1, 2])
def test_it_is_the_same_story_whichever_article_comes_last(last):
    sources = [
        make_source(key, text, date(2024, 3, day), outlet=key)
        for key, text, day in (("a", WIRE, 5), ("b", REPORT, 6), ("c", OTHER, 6))
    ]
    sources.append(sources.pop(last))
    assert stories(knowledge_of(*sources)) == [["a", "b"], ["c"]]


def test_the_same_names_months_later_are_another_story():
    found = knowledge_of(FIRST, make_source("b", REPORT, date(2024, 9, 6)))
    assert joins(found) == []


def test_related_stories_say_why():
    found = knowledge_of(
        make_source("a", WIRE, date(2024, 3, 5)), make_source("b", REPORT, date(2024, 4, 6)), make_source("c", OTHER)
    )
    (related,) = found.stories["a"].related
    assert related.story == "b"
    assert "ada-brook" in related.entities and related.reason == "1 month later"
    assert found.stories["c"].related == ()


def test_the_time_between_two_stories_in_words():
    first = date(2024, 3, 5)
    others = (first, date(2024, 3, 8), date(2024, 2, 20), date(2022, 3, 1), None)
    told = [time_between(first, other) for other in others]
    assert told == ["the same day", "the same week", "2 weeks earlier", "2 years earlier", ""]
