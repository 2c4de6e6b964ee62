"""The Editor's desk: everything that waits for a decision, with lines that can be pasted as they are."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from tests.pages.sample import courier, gazette, sample

from newsdesk.pages.render import render
from newsdesk.reading.library import article
from newsdesk.reading.strict_yaml import read_yaml
from newsdesk.records import Candidate, Correction, Knowledge, Options, Problem

STALE = Problem("gazette.md", 7, "warning", "matches no quote", "the nearest is “Ask the dockers”", "corrections")


def section(knowledge: Knowledge, name: str) -> Tag:
    (desk,) = (page for page in render(knowledge, Options(preview=True)) if page.kind == "desk")
    found = BeautifulSoup(desk.html, "html.parser").select_one(f"section[aria-labelledby={name}]")
    assert found
    return found


def test_problems_and_stale_corrections_stand_apart() -> None:
    knowledge = sample()
    knowledge = replace(knowledge, problems=(*knowledge.problems, STALE))
    assert "courier-harbour.md:3" in section(knowledge, "problems").get_text()
    assert "gazette.md:7" not in section(knowledge, "problems").get_text()
    assert "gazette.md:7" in section(knowledge, "stale").get_text()


def test_a_quote_without_a_sure_speaker_shows_who_was_weighed() -> None:
    unsaid = section(sample(), "unsaid")
    text = " ".join(unsaid.get_text().split())
    assert "The work costs seven million a year" in text and "Weighed: Ada Brandt +0.3" in text
    assert "newsdesk explain q-gazette-harbour-3 --weights" in text
    assert "Nobody in this hall" not in text, "an anonymous voice is not an open question"
    pasted = unsaid.select_one("pre")
    assert pasted
    tree, problems = read_yaml(pasted.get_text().strip("-\n"), "")
    assert tree and not problems
    assert tree.data == {"corrections": [{"quote": "q-gazette-harbour-3", "speaker": "Ada Brandt"}]}
    assert "# The work costs seven million a …" in pasted.get_text(), "an id alone tells nobody which quote it is"


def test_who_has_no_name_is_left_to_the_editor() -> None:
    other = gazette()
    weighed = (Candidate("the dockers", other.span("the dockers"), 0.3, ()),)
    other.quotes = [replace(quote, candidates=weighed) if quote.candidates else quote for quote in other.quotes]
    pasted = section(sample(courier(), other), "unsaid").select_one("pre")
    assert pasted
    source, problems = article("a", "a.md", f"{pasted.get_text()}\nText.\n".encode())
    assert source is None and "does not say what to do with `quote`" in problems[0].message


def test_the_lines_fit_the_front_matter_there_is() -> None:
    other = gazette()
    other.meta = replace(other.meta, corrections=(Correction(4, quote="x", speaker="y"),))
    pasted = section(sample(courier(), other), "unsaid").select_one("pre")
    assert pasted and "corrections:" not in pasted.get_text()


def test_a_suggestion_can_be_accepted_and_refused() -> None:
    knowledge = sample()
    text = section(knowledge, "suggestions").get_text()
    (suggestion,) = knowledge.suggestions
    for word in ("accept", "reject", "never"):
        assert f"newsdesk suggest --{word} {suggestion.id}" in text


def test_a_detected_name_has_an_entry_to_paste() -> None:
    names = section(sample(), "unreviewed")
    entries = {}
    for pasted in names.select("pre"):
        tree, problems = read_yaml(pasted.get_text(), "")
        assert tree and not problems
        entries.update(tree.data)
    assert entries["dockers-league"] == {"name": "Dockers’ League"} and "ada-brandt" not in entries
    assert "sources/entities/organisations.yml" in names.get_text()


def test_readers_get_the_same_bytes_whatever_is_suggested() -> None:
    knowledge = sample()
    without = replace(knowledge, suggestions=())
    assert list(render(knowledge, Options())) == list(render(without, Options()))
