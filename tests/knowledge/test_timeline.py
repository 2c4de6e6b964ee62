"""The timeline of a story."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.knowledge.hand import make_date, make_extraction, make_source

from newsdesk.knowledge.scene import Scene
from newsdesk.knowledge.timeline import timeline

CASES = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "cases" / "timeline" / "dated.yml").read_text(encoding="utf-8")
)
PRECISION = {4: "year", 7: "month", 10: "day"}


def scene_of(text, dates, source_id="one"):
    source = make_source(source_id, text)
    given = {words: str(value) if value else None for words, value in dates.items()}
    found = tuple(make_date(source, w, v, PRECISION[len(v)] if v else None) for w, v in given.items())
    return Scene((source,), {source.id: make_extraction(source, dates=found)})


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_the_timeline_shows_each_dated_sentence(case):
    scene = scene_of(case["text"], case["dates"])
    shown = [[item.date, item.span.of(scene.sources[0].text)] for item in timeline(scene)]
    assert shown == [[str(date), sentence] for date, sentence in case["shows"]]


def test_a_copied_sentence_is_one_entry():
    text, dates = "The pier was built in 1911.", {"1911": "1911"}
    one, two = scene_of(text, dates, "one"), scene_of(text, dates, "two")
    both = Scene(one.sources + two.sources, {**one.found, **two.found})
    assert [item.source for item in timeline(both)] == ["one"]


def test_a_headline_is_no_event():
    scene = scene_of("Pier of 1911 reopens\nThe pier closed in 2019.", {"1911": "1911", "2019": "2019"})
    source = replace(scene.sources[0], title_in_body=True)
    assert [item.date for item in timeline(replace(scene, sources=(source,)))] == ["2019"]
