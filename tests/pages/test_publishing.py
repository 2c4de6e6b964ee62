"""What rights keep from readers is nowhere: not on a page, not in the search text, not in the data within pages."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pages.sample import Article, courier, gazette, sample

from newsdesk.memo.memo import Memo
from newsdesk.pages.publishing import HELD, publishable
from newsdesk.pages.render import render
from newsdesk.pages.rights import licence
from newsdesk.records import Knowledge, Metadata, Options

OPENING = "The port of Larn will close its old harbour"
SPOKEN = "Nobody in this hall has lifted a crate,"
FURTHER = "Larn Docks opened the outer terminal in"
FURNITURE = "All rights reserved"
KNOWN = sample()


def published(knowledge: Knowledge, **options: object) -> str:
    """Everything that readers, search engines and feeds are given, as one text."""
    pages = render(knowledge, Options(**options))  # type: ignore[arg-type]
    parts = [
        json.dumps([p.address, p.title, p.html, p.description, dict(p.search), p.json_ld, dict(p.meta)],
                   ensure_ascii=False, default=dict)
        for p in pages
    ]  # fmt: skip
    return "\n".join(parts)


def plain(text: str) -> str:
    """The text without tags, so that a link within a sentence does not hide it."""
    import re

    return re.sub(r"<[^>]*>", "", text)


def of(rights: str, excerpt_words: int | None = None) -> str:
    return plain(published(sample(courier(rights, excerpt_words))))


def test_a_full_text_is_shown_but_not_its_furniture() -> None:
    text = of("full")
    assert OPENING in text and SPOKEN in text and FURTHER in text
    assert FURNITURE not in text


def test_an_excerpt_holds_the_standfirst_and_what_was_said() -> None:
    text = of("excerpt", 0)
    assert OPENING in text and SPOKEN in text and "a debt to our grandchildren," in text
    assert FURTHER not in text
    assert "will move 400 jobs" not in text
    assert "the dockers had not been asked" not in text, "reported speech is the outlet's wording"


def test_an_excerpts_budget_goes_to_what_readers_need_most() -> None:
    text = of("excerpt", 12)
    assert FURTHER in text, "the timeline's sentence comes before the opening paragraphs"
    assert "will move 400 jobs" not in text


@pytest.mark.parametrize("rights", ["none", "withdrawn"])
def test_without_rights_no_word_of_the_text_is_shown(rights: str) -> None:
    text = of(rights)
    assert OPENING not in text and SPOKEN not in text and FURTHER not in text and "dredging" not in text
    assert "Brandt told" not in text


def test_a_headline_stays_unless_the_article_was_withdrawn() -> None:
    assert "Larn closes its old harbour" in of("none")
    assert "Larn closes its old harbour" not in of("withdrawn")
    assert "This article was withdrawn" in of("withdrawn")


def test_a_withdrawn_source_takes_its_names_and_wordings_with_it() -> None:
    pages = {page.address: page for page in render(sample(courier("withdrawn"), gazette()), Options())}
    assert "organisations/larn-docks/" not in pages, "only the withdrawn article named it"
    briefing = plain(pages["briefings/harbour/"].html)
    assert "Ask the dockers first," in briefing and "keep dredging" not in briefing
    assert "Also reported by" not in briefing


@pytest.mark.parametrize(("rights", "words"), [("excerpt", 0), ("none", None), ("withdrawn", None)])
def test_a_relation_whose_sentence_is_held_back_is_not_told(rights: str, words: int | None) -> None:
    assert '"stated"' in published(sample(courier())).replace("\\", "")
    held = published(sample(courier(rights, words), gazette())).replace("\\", "")
    assert '"stated"' not in held and "Headed by" not in held and "worksFor" not in held


def test_an_unsure_speaker_is_not_named() -> None:
    gazettes = plain(published(sample(gazette())))
    assert "Speaker not established" in gazettes
    sure = plain(published(sample(gazette()), speaker_confidence=0.2))
    assert "Speaker not established" not in sure


def test_publishing_twice_changes_nothing() -> None:
    once = publishable(sample(courier("excerpt", 20)), Options())
    assert publishable(once, Options()).sources == once.sources


def test_an_editors_preview_desk_is_not_part_of_a_site() -> None:
    assert all(page.kind != "desk" for page in render(sample(), Options()))


@given(st.integers(0, 120))
@settings(max_examples=25, deadline=None)
def test_no_more_words_are_published_than_the_budget_allows(budget: int) -> None:
    article = courier("excerpt", budget)
    shown = publishable(sample(article), Options()).sources[article.id].text
    least = publishable(sample(courier("excerpt", 0)), Options()).sources[article.id].text
    assert _words(shown) - _words(least) <= budget


def _words(text: str) -> int:
    return sum(HELD not in word for word in text.split())


@given(st.sampled_from(["full", "excerpt", "none", "withdrawn", "cc-by-4.0"]), st.integers(0, 60))
@settings(max_examples=25, deadline=None)
def test_no_page_prints_the_sign_for_what_is_held_back(rights: str, budget: int) -> None:
    assert HELD not in published(sample(courier(rights, budget), gazette()))


@pytest.mark.parametrize(
    ("rights", "outlet", "level"),
    [
        ("", "", "full"),
        ("", "The Post", "excerpt"),
        ("full", "The Post", "full"),
        ("cc-by-4.0", "The Post", "full"),
        ("own", "", "full"),
        ("something else", "", "excerpt"),
        ("Withdrawn", "", "withdrawn"),
    ],
)
def test_licences(rights: str, outlet: str, level: str) -> None:
    assert licence(Metadata(rights=rights, outlet=outlet)).level == level


def test_a_licence_that_names_a_source_has_its_address() -> None:
    assert licence(Metadata(rights="CC-BY-SA-4.0")).url == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_a_one_paragraph_article_is_not_its_own_standfirst() -> None:
    long = Article(
        "long", " ".join(f"Sentence {n} of ten words stands here to be counted." for n in range(60)) + "\n",
        Metadata(title="Long", outlet="The Post", excerpt_words=10),
    )  # fmt: skip
    shown = publishable(sample(long), Options()).sources["long"].text
    assert "Sentence 0" in shown and "Sentence 9 " not in shown


def test_nothing_of_the_file_itself_is_handed_on() -> None:
    for source in publishable(sample(courier("excerpt", 5)), Options()).sources.values():
        assert source.given == "" and source.edits == ()


def test_a_summary_by_an_editor_may_be_shown() -> None:
    article = courier("excerpt", 0)
    article.meta = replace(article.meta, summary="The harbour *closes*.")
    assert "<em>closes</em>" in published(sample(article))


LEVELS = st.sampled_from(["full", "excerpt", "none", "withdrawn"])
RIGHTS = st.fixed_dictionaries(dict.fromkeys(KNOWN.sources, LEVELS))
ROUNDS = st.lists(st.tuples(RIGHTS, st.sampled_from([0, 20]), st.sampled_from([0.5, 0.99])), min_size=2, max_size=6)


@given(ROUNDS)
@settings(max_examples=60, deadline=None)
def test_what_is_remembered_of_the_last_build_changes_nothing(rounds: list[tuple[dict[str, str], int, float]]) -> None:
    memo, stated = Memo(), {}
    for rights, words, confidence in rounds:
        for key, source in KNOWN.sources.items():  # an article that did not change is the same object
            stated.setdefault((key, rights[key]), replace(source, meta=replace(source.meta, rights=rights[key])))
        known = replace(KNOWN, sources={key: stated[key, rights[key]] for key in KNOWN.sources})
        options = Options(excerpt_words=words, speaker_confidence=confidence)
        assert publishable(known, options, memo) == publishable(known, options)
        memo.end()
