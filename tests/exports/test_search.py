"""The files of the search index: every word of every page can be found in the one file that is loaded for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.exports import search
from newsdesk.pages.outline import words_of
from newsdesk.records import Page

WORDS = st.text("abcé王 -’", min_size=1, max_size=30)


def page(title: str, text: str, kind: str = "source", boost: float = 1.0) -> Page:
    return Page(f"sources/{title}/", title, b"", kind, search={"": text}, search_boost=boost)


def read(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What each file hands over, by its name."""
    calls = {name: json.loads(f"[{content.decode()[len('newsdeskSearch(') : -2]}]") for name, content in files.items()}
    return {name.removeprefix("search/").removesuffix(".js"): call[-1] for name, call in calls.items()}


def hits(files: dict[str, Any], word: str) -> dict[int, int]:
    """The pages that have a word and what it counts for there, found as a browser finds them: in one file."""
    starts = files["index"]["words"]
    own = max((n for n, start in enumerate(starts) if word.startswith(start)), key=lambda n: len(starts[n]))
    steps = files[f"words-{own}"].get(word, [])
    return dict(zip(accumulate(steps[::2]), steps[1::2], strict=True))


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(WORDS, min_size=1, max_size=8))
def test_every_word_is_in_the_file_that_is_loaded_for_it(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FILE_SIZE", 20)
        files = read(search.search_files([page(str(n), text) for n, text in enumerate(texts)]))
    shown = [entry for n in range(len(files["index"]["texts"])) for entry in files[f"texts-{n}"]]
    assert [entry[3][0][2] for entry in shown] == texts
    for number, text in enumerate(texts):
        for word in words_of(text):
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


def test_accents_and_capitals_make_no_difference() -> None:
    assert words_of("Jiří NOVÁK’s 王小明, x_y") == ["jiri", "novak", "s", "王", "小", "明", "x", "y"]


def test_nobody_searches_for_a_page_that_has_moved() -> None:
    files = read(search.search_files([page("Old name", "", "moved"), page("New name", "")]))
    assert [entry[1] for entry in files["texts-0"]] == ["New name"]
