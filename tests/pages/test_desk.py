"""The Editor's desk: its questions, ranked by what a decision changes, and what each shows."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup
from tests.pages.sample import courier, gazette, sample

from newsdesk.pages.desk.fragments import Fragments
from newsdesk.pages.desk.questions import Question, questions
from newsdesk.pages.render import render
from newsdesk.pages.site import Site
from newsdesk.records import Candidate, Knowledge, Options, Problem, Suggestion

BROKEN = Problem("gazette.md", 7, "error", "there is no such key", "did you mean `published`?", "date")


def asked(knowledge: Knowledge, kind: str) -> list[Question]:
    every = questions(Site(knowledge, Options(preview=True)), knowledge)
    return [question for question in every if question.kind == kind]


def shown(knowledge: Knowledge, question: Question) -> BeautifulSoup:
    fragment = Fragments(knowledge, Options(preview=True)).question(question.id)
    assert fragment
    return BeautifulSoup(fragment.html, "html.parser")


def test_what_stops_the_site_comes_first() -> None:
    knowledge = sample()
    knowledge = replace(knowledge, problems=(*knowledge.problems, BROKEN))
    first = questions(Site(knowledge, Options(preview=True)), knowledge)[0]
    assert first.problem == BROKEN and first.stops
    assert "there is no such key" in shown(knowledge, first).get_text()
    (page,) = (page for page in render(knowledge, Options(preview=True)) if page.kind == "desk")
    assert "gazette.md:7" in page.html and "courier-harbour.md:3" in page.html


def test_a_quote_without_a_sure_speaker_offers_who_was_weighed_and_prefills_nobody() -> None:
    knowledge = sample()
    (question,) = asked(knowledge, "who")
    page = shown(knowledge, question)
    assert "The work costs seven million" in (page.mark or page).get_text()
    assert [cand.b.contents[0].strip() for cand in page.select(".desk-cand") if cand.b] == ["Ada Brandt"]
    assert not page.select(".desk-b--go, [checked], [data-key=a]")
    weighed = gazette()
    it = (Candidate("the dockers", weighed.span("the dockers"), 0.3, ()),)
    weighed.quotes = [replace(quote, candidates=it) if quote.candidates else quote for quote in weighed.quotes]
    knowledge = sample(courier(), weighed)
    assert "the dockers" in shown(knowledge, asked(knowledge, "who")[0]).get_text()


def test_suggestions_that_share_a_profile_are_one_question_and_one_name_is_none() -> None:
    knowledge = sample()
    one, two, three = sorted(knowledge.entities)[:3]
    pairs = (Suggestion("alias", (one, two), "alike", 2.0), Suggestion("alias", (three, two), "alike", 3.0))
    (question,) = asked(replace(knowledge, suggestions=pairs), "name")
    assert {*question.subjects} == {one, two, three} and {*question.suggestions} == {pair.id for pair in pairs}
    twin = replace(knowledge.entities[two], name=knowledge.entities[one].name)
    same = replace(knowledge, suggestions=pairs[:1], entities={**knowledge.entities, two: twin})
    assert asked(same, "name") == []


def test_articles_of_several_stories_are_asked_which_and_a_doubtful_one_is_not_ticked() -> None:
    knowledge = sample()
    from newsdesk.records import Side

    doubt = Side(sorted(knowledge.sources)[1], against="printed a month later")
    suggestion = Suggestion("story", tuple(knowledge.sources), "alike", 1.0, "story: harbour", sides=(doubt,))
    knowledge = replace(knowledge, suggestions=(suggestion,))
    (question,) = asked(knowledge, "story")
    page = shown(knowledge, question)
    ticked = {box["value"] for box in page.select("input[type=checkbox][checked]")}
    assert ticked == {*knowledge.sources} - {doubt.subject} and "printed a month later" in page.get_text()


def test_one_name_of_two_people_is_asked_with_the_articles_of_each() -> None:
    knowledge = sample()
    entity = next(e for e in knowledge.entities.values() if len({source for source, _ in e.chains}) > 1)
    apart = sorted({source for source, _ in entity.chains})[0]
    entry = f"{entity.id}-x:\n  name: {entity.name}\n  only_in: [{apart}]\n"
    suggestion = Suggestion("collision", (entity.id, f"{entity.id}-x"), "told differently", 3.0, entry, "people.yml")
    knowledge = replace(knowledge, suggestions=(suggestion,))
    (question,) = asked(knowledge, "two")
    page = shown(knowledge, question)
    assert question.effect == len(entity.mentions) and "told differently" in page.get_text()
    assert all(side.select(".desk-says li") for side in page.select(".desk-side"))
    (button,) = page.select("[data-do=take]")
    assert suggestion.id in str(button["data-form"])


def test_readers_get_the_same_bytes_whatever_is_suggested() -> None:
    knowledge = sample()
    without = replace(knowledge, suggestions=())
    assert list(render(knowledge, Options())) == list(render(without, Options()))
