"""The timeline of a story."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.knowledge.hand import make_date, make_extraction, make_source

from newsdesk.knowledge.story_view import StoryView
from newsdesk.knowledge.timeline import timeline
from newsdesk.knowledge.words import language
from newsdesk.reading.lexicon import load_lexicon

CASES = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "cases" / "timeline" / "dated.yml").read_text(encoding="utf-8")
)
LANGUAGE = language(load_lexicon())
PRECISION = {4: "year", 7: "month", 10: "day"}


def weigh(word):
    return word.weight


def scene_of(text, dates, source_id="one"):
    source = make_source(source_id, text)
    given = {words: str(value) if value else None for words, value in dates.items()}
    found = tuple(make_date(source, w, v, PRECISION[len(v)] if v else None) for w, v in given.items())
    return StoryView((source,), {source.id: make_extraction(source, dates=found)})


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_the_timeline_shows_each_dated_sentence(case):
    scene = scene_of(case["text"], case["dates"])
    shown = [[item.date, item.span.of(scene.sources[0].text)] for item in timeline(scene, LANGUAGE, weigh)]
    assert shown == [[str(date), sentence] for date, sentence in case["shows"]]


def test_a_copied_sentence_is_one_entry():
    text, dates = "The pier was built in 1911.", {"1911": "1911"}
    one, two = scene_of(text, dates, "one"), scene_of(text, dates, "two")
    both = StoryView(one.sources + two.sources, {**one.found, **two.found})
    assert [item.source for item in timeline(both, LANGUAGE, weigh)] == ["one"]


def test_a_headline_is_no_event():
    scene = scene_of("Pier of 1911 reopens\nThe pier closed in 2019.", {"1911": "1911", "2019": "2019"})
    source = replace(scene.sources[0], title_in_body=True)
    assert [item.date for item in timeline(replace(scene, sources=(source,)), LANGUAGE, weigh)] == ["2019"]


def events_of(one, other, dates):
    scenes = [scene_of(text, dates, name) for name, text in (("one", one), ("other", other))]
    both = StoryView(scenes[0].sources + scenes[1].sources, {**scenes[0].found, **scenes[1].found})
    return [item.event for item in timeline(both, LANGUAGE, weigh)]


def test_what_two_sources_tell_of_one_day_in_like_words_is_one_event():
    told = "On 3 May 2024 the ferry Alba struck a rock outside the harbour of Yarrow."
    again = "The ferry struck a rock near Yarrow's harbour on 3 May 2024, the port said."
    one, other = events_of(told, again, {"3 May 2024": "2024-05-03"})
    assert one == other


def test_two_events_of_one_day_stay_two():
    told = "On 3 May 2024 the ferry Alba struck a rock outside the harbour of Yarrow."
    again = "A choir sang in the church of Yarrow on 3 May 2024 for the first time."
    one, other = events_of(told, again, {"3 May 2024": "2024-05-03"})
    assert one != other
