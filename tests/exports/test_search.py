"""The files of the search index: every word of every page can be found in the one file that is loaded for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.exports import search
from newsdesk.pages.outline import words_of
from newsdesk.records import Page

WORDS = st.text("abcé王𠀀Ａ -’", min_size=1, max_size=30)


def page(title: str, text: str, kind: str = "source", boost: float = 1.0) -> Page:
    return Page(f"sources/{title}/", title, b"", kind, search={"": text}, search_boost=boost)


def read(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What each file hands over, by its name."""
    calls = {name: json.loads(f"[{content.decode()[len('newsdeskSearch(') : -2]}]") for name, content in files.items()}
    return {name.removeprefix("search/").removesuffix(".js"): call[-1] for name, call in calls.items()}


def hits(files: dict[str, Any], word: str) -> dict[int, int]:
    """The pages that have a word and what it counts for there, found as a browser finds them: in one file."""
    starts = files["index"]["words"]
    own = max(n for n, start in enumerate(starts) if start.encode("utf-16-be") <= word.encode("utf-16-be"))
    steps = files[f"words-{own}"].get(word, [])
    steps = steps[: len(steps) // 2 * 2]  # without the number of all pages that have a very common word
    return dict(zip(accumulate(steps[::2]), steps[1::2], strict=True))


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(WORDS, min_size=1, max_size=8))
def test_every_word_is_in_the_file_that_is_loaded_for_it(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FILE_SIZE", 20)
        files = read(search.search_files([page(str(n), text) for n, text in enumerate(texts)]))
    shown = {
        search.ROOM * n + place: entry
        for n in range(len(texts))
        for place, entry in enumerate(files.get(f"texts-{n}", []))
    }
    assert [entry[3][0][2] for entry in shown.values()] == texts
    for number, entry in shown.items():
        for word in words_of(entry[3][0][2]):
            assert number in hits(files, word), word


def test_a_name_is_found_first_where_it_is_the_title() -> None:
    pages = [
        page("Ada Brandt closes the harbour", "Ada Brandt. " * 20),
        page("Ada Brandt", "Mayor of Larn", "profile", boost=40.0),
        page("Council", "Ada Brandt spoke."),
    ]
    files = read(search.search_files(pages))
    counts = {n: hits(files, "ada").get(n, 0) + hits(files, "brandt").get(n, 0) for n in range(len(pages))}
    assert max(counts, key=lambda n: counts[n]) == 1 and counts[0] > counts[2] > 0


def test_a_word_that_very_many_pages_have_takes_no_more_room_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST", 5)
    pages = [page(f"Article {n}", "harbour " * n + "gulls") for n in range(1, 40)]
    files = read(search.search_files(pages))
    (steps,) = (shard["harbour"] for name, shard in files.items() if name.startswith("words") and "harbour" in shard)
    assert len(steps) == 11 and steps[-1] == 39  # five pages, and how many have the word
    assert hits(files, "gulls").keys() == {0, 1, 2, 3, 4}  # short texts, of which the words count more


def test_a_story_shares_a_file_and_all_other_pages_follow() -> None:
    pages = [
        replace(page("Ferry", "sails"), story="briefings/ferry/"),
        page("Ada Brook", "", "profile"),
        replace(page("Dock", "opens"), story="briefings/dock/"),
        replace(page("Captain", "sails"), story="briefings/ferry/"),
        replace(page("People", ""), address="people/page/2/", kind="entities"),
        page("Ada Brook, 2024", "", "profile", boost=0),
    ]
    files = read(search.search_files(pages))
    assert files["index"]["stories"] == 2
    assert [[entry[1] for entry in files[f"texts-{n}"]] for n in range(3)] == [
        ["Ferry", "Captain"],
        ["Dock"],
        ["Ada Brook"],
    ]


def test_words_of_names_stand_by_their_beginning_and_their_end() -> None:
    files = read(
        search.search_files([page("Ada Brook", "", "profile"), page("Evening Tide", "", "outlet"), page("Gulls", "")])
    )
    assert files["names-0"] == ["brook", "evening", "tide"] and files["ends-0"] == ["edit", "gnineve", "koorb"]


def test_a_quote_is_found_by_itself_and_says_whose_it_is() -> None:
    quoted = replace(
        page("Ferry", "She said we sail."),
        search={"": "She said we sail.", "q-1": "we sail"},
        speakers={"q-1": "Ada Brook"},
    )
    files = read(search.search_files([replace(quoted, meta={"article:publisher": "Evening Tide"}, date="2024-03-02")]))
    ((_, title, about, parts),) = files["texts-0"]
    assert (title, about) == ("Ferry", "Source · Evening Tide · 2 March 2024")
    assert parts[1] == ["q-1", "Ada Brook", "we sail"] and hits(files, "tide")


def test_accents_and_capitals_make_no_difference() -> None:
    assert words_of("Jiří NOVÁK’s 王小明, x_y") == ["jiri", "novak", "s", "王", "小", "明", "x", "y"]


def test_nobody_searches_for_a_page_that_has_moved() -> None:
    files = read(search.search_files([page("Old name", "", "moved"), page("New name", "")]))
    assert [entry[1] for entry in files["texts-0"]] == ["New name"]
