"""`newsdesk suggest`: listed, accepted into files, refused and remembered."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import Newsdesk

from newsdesk import build
from newsdesk.knowledge.decided import undecided
from newsdesk.reading.decisions import NAME, read_decisions
from newsdesk.records import Decision, Knowledge, Library, Suggestion

JOIN = Suggestion(
    "alias",
    ("nadia-brandt", "N. Brandt"),
    "“N. Brandt” stands in 2 articles with the same title",
    4.0,
    "nadia-brandt:\n  name: Nadia Brandt\n  aliases: [N. Brandt]\n",
    "people.yml",
)
STORY = Suggestion("story", ("a", "b"), "two reports of one day", 2.0, "story: bridge\n")
CHOICE = Suggestion("collision", ("x", "y"), "two people of one name", 1.0)


@pytest.fixture
def two(newsdesk: Newsdesk, sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles, and the three suggestions in the place of those that would be made."""
    (sources / "a.md").write_text("---\r\ntitle: A\r\n---\r\nThe bridge shut.\r\n", newline="")
    (sources / "b.txt").write_text("Bridge shut\n\nThe bridge was shut today.\n")

    def study(library: Library) -> Knowledge:
        every = {source.id: source for source in library.sources}
        suggestions = undecided((STORY, JOIN, CHOICE), library.decisions)
        return Knowledge(every, {}, {}, {}, {}, {}, {}, suggestions=suggestions)

    monkeypatch.setattr("newsdesk.cli.suggest.study", study)
    return sources


def test_the_heaviest_comes_first_with_the_lines_to_paste(newsdesk: Newsdesk, two: Path) -> None:
    shown = newsdesk("suggest").stdout
    assert shown.index(JOIN.id) < shown.index(STORY.id) < shown.index(CHOICE.id)
    assert "    nadia-brandt:\n      name: Nadia Brandt\n" in shown
    items = [json.loads(line) for line in newsdesk("suggest", "--json").stdout.splitlines()]
    assert [item["id"] for item in items] == [JOIN.id, STORY.id, CHOICE.id]


def test_an_accepted_name_is_written_into_the_vocabulary(newsdesk: Newsdesk, two: Path) -> None:
    entities = two / "entities"
    entities.mkdir()
    (entities / "people.yml").write_text("# the council\nnadia-brandt:\n  name: Nadia Brandt   # mayor\n")
    assert newsdesk("suggest", "--accept", JOIN.id).exit_code == 0
    assert (entities / "people.yml").read_text() == (
        "# the council\nnadia-brandt:\n  name: Nadia Brandt   # mayor\n  aliases: [N. Brandt]\n"
    )
    library = build.read(two)
    assert library.vocabulary.entities[0].aliases == ("N. Brandt",)
    assert not library.problems


def test_an_accepted_story_is_written_into_its_articles(newsdesk: Newsdesk, two: Path) -> None:
    assert newsdesk("suggest", "--accept", STORY.id).exit_code == 0
    assert (two / "a.md").read_bytes() == b"---\r\ntitle: A\r\nstory: bridge\r\n---\r\nThe bridge shut.\r\n"
    library = build.read(two)
    assert {source.id: source.meta.story for source in library.sources} == {"a": "bridge", "b": "bridge"}
    assert {source.id: source.title for source in library.sources} == {"a": "A", "b": "Bridge shut"}


def test_what_is_refused_is_not_suggested_again(newsdesk: Newsdesk, two: Path) -> None:
    assert newsdesk("suggest", "--reject", STORY.id, "--never", CHOICE.id).exit_code == 0
    assert [line.split()[0] for line in newsdesk("suggest").stdout.splitlines() if line[0] != " "] == [JOIN.id]
    decisions, problems = read_decisions(two)
    assert not problems
    assert decisions == (Decision(STORY.id, "reject", 2.0), Decision(CHOICE.id, "never", 1.0))
    text = (two / NAME).read_text()
    assert "about: 'story: a, b'" in text and text.startswith("# What editors decided")


def test_a_second_decision_replaces_the_first(newsdesk: Newsdesk, two: Path) -> None:
    newsdesk("suggest", "--reject", STORY.id)
    kept = (two / NAME).read_text()
    (two / NAME).write_text(kept.replace("weight: 2", "weight: 1"))
    assert newsdesk("suggest", "--never", STORY.id).exit_code == 0
    assert read_decisions(two)[0] == (Decision(STORY.id, "never", 2.0),)


def test_a_rejection_holds_until_it_weighs_twice_as_much() -> None:
    rejected = [Decision(STORY.id, "reject", 2.0)]
    assert undecided([replace(STORY, weight=3.9)], rejected) == ()
    assert undecided([replace(STORY, weight=4.0)], rejected) == (replace(STORY, weight=4.0),)
    assert undecided([replace(STORY, weight=99.0)], [Decision(STORY.id, "never", 2.0)]) == ()


def test_what_cannot_be_done_is_said(newsdesk: Newsdesk, two: Path) -> None:
    unknown = newsdesk("suggest", "--accept", "s-000000")
    assert unknown.exit_code == 1 and "no suggestion s-000000" in unknown.stderr
    choice = newsdesk("suggest", "--accept", CHOICE.id)
    assert choice.exit_code == 1 and "two people of one name" in choice.stderr
    before = (two / "a.md").read_bytes()
    (two / "b.txt").write_text("---\n{title: B}\n---\nThe bridge was shut today.\n")
    dense = newsdesk("suggest", "--accept", STORY.id)
    assert dense.exit_code == 1 and "b.txt: its front matter is not plain enough" in dense.stderr
    assert (two / "a.md").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("s-1: reject\n", "no keys"),
        ("- a\n", "no entries"),
        ("s-1:\n  decision: maybe\n", "decision"),
        ("s-1:\n  decision: never\n  weight: much\n", "no number"),
        ("s-1: {decision: never\n", "is opened here"),
    ],
)
def test_a_broken_file_of_decisions_is_told(sources: Path, text: str, said: str) -> None:
    (sources / NAME).write_text(text)
    decisions, problems = read_decisions(sources)
    assert decisions == () and said in str(problems[0])
    assert str(problems[0]).startswith("sources/decisions.yml:")


def test_ids_follow_from_what_a_suggestion_is_about_alone() -> None:
    assert JOIN.id == replace(JOIN, weight=9.0, reason="", subjects=JOIN.subjects[::-1]).id != STORY.id
