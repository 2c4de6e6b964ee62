"""What two sources give differently, and what only looks so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.knowledge.hand import make_date, make_extraction, make_library, make_mention, make_quote, make_source, place

from newsdesk.knowledge.gather import gather
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Description, Event, Source, Story

CASES = Path(__file__).parents[1] / "cases" / "differences"


def cases(name: str) -> list[Any]:
    return list(YAML(typ="safe").load((CASES / name).read_text(encoding="utf-8")))


def event_in(source: Source, event: list[str]) -> Event:
    """A dated event from its verb, who did it and what it was done to."""
    word, who, what = event
    return Event(word, place(source.text, who) if who else None, place(source.text, what) if what else None)


def told(case: Any) -> tuple[dict[str, Source], Story]:
    sources, found = [], []
    for n, name in enumerate(("one", "other")):
        source = make_source(name, case[name], story="one story", origin=case.get("origin", ""))
        people = [case["person"]] if "person" in case else case["people"][n] if "people" in case else []
        people = [people] if isinstance(people, str) else people
        titles = case["descriptions"][n : n + 1] if "descriptions" in case else []
        event = event_in(source, case["events"][n]) if "events" in case else None
        dates = [
            make_date(source, w, str(v), event=event) for w, v in case.get("dates", {}).items() if w in source.text
        ]
        found.append(
            make_extraction(
                source,
                *people,
                mentions=tuple(make_mention(source, p, k, case.get("of", "person")) for k, p in enumerate(people)),
                descriptions=tuple(Description(0, place(source.text, words), "by hand", 1) for words in titles),
                dates=tuple(dates),
                quotes=tuple(
                    make_quote(source, words, 0 if people else None)
                    for words in case.get("quotes", ())
                    if words in source.text
                ),
            )
        )
        sources.append(source)
    knowledge = gather(make_library(*sources), found, load_lexicon())
    return {s.id: s for s in sources}, knowledge.stories["one story"]


@pytest.mark.parametrize("case", cases("given.yml"), ids=lambda c: c["name"])
def test_a_difference_is_listed_with_both_sentences(case):
    sources, story = told(case)
    found = story.differences
    assert [d.kind for d in found] == [case["kind"]]
    assert [words.of(sources[s].text) for s, words, _, _ in found[0].places] == case["given"]
    assert all(sentence.contains(words) for _, words, sentence, _ in found[0].places)


@pytest.mark.parametrize("case", cases("none-nope.yml"), ids=lambda c: c["name"])
def test_what_only_looks_like_a_difference_is_none(case):
    assert told(case)[1].differences == ()


@pytest.mark.parametrize("case", cases("agreed.yml"), ids=lambda c: c["name"])
def test_what_both_give_is_agreed(case):
    sources, story = told(case)
    assert [fact.kind for fact in story.agreed] == [case["kind"]]
    assert [words.of(sources[s].text) for s, words, _, _ in story.agreed[0].places] == case["given"]


@pytest.mark.parametrize("case", cases("agreed-nope.yml"), ids=lambda c: c["name"])
def test_what_only_looks_agreed_is_not(case):
    assert told(case)[1].agreed == ()
