"""Edits to editors' files: what is asked for changes, and no other character."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reading.amending import AmendingError, merge_entries, set_keys, write_over
from newsdesk.reading.strict_yaml import read_yaml

ARTICLE = """---
# the desk's own copy
title: "Bridge: closed"   # as printed

tags:
  - bridges
  - roads
# about the story
outlet: The Tern
---

The bridge is closed.
story: this line is text.
"""


def test_a_key_that_is_not_there_goes_to_the_end_of_the_front_matter() -> None:
    assert set_keys(ARTICLE, {"story": "bridge"}) == ARTICLE.replace("Tern\n---", "Tern\nstory: bridge\n---")


def test_a_key_that_is_there_changes_where_it_stands() -> None:
    changed = set_keys(ARTICLE, {"tags": ["ferries"], "outlet": "The Gull"})
    assert changed == ARTICLE.replace("  - bridges\n  - roads\n", "  - ferries\n").replace("Tern", "Gull")


def test_line_ends_stay_as_they_are() -> None:
    windows = ARTICLE.replace("\n", "\r\n")
    assert set_keys(windows, {"story": "b"}) == set_keys(ARTICLE, {"story": "b"}).replace("\n", "\r\n")


def test_a_bare_article_gets_front_matter() -> None:
    assert set_keys("Bridge\n\nClosed.\n", {"published": date(2024, 5, 6)}) == (
        "---\npublished: 2024-05-06\n---\n\nBridge\n\nClosed.\n"
    )


@pytest.mark.parametrize(
    "text", ["---\ntitle: a\n", "---\n{title: a}\n---\nText.\n", "---\n- a\n---\nText.\n"]
)  # never ends; in one line; a list
def test_what_cannot_be_edited_safely_is_left_to_the_editor(text: str) -> None:
    with pytest.raises(AmendingError) as refused:
        set_keys(text, {"story": "b"})
    assert "; " in str(refused.value)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_can_be_a_value(value: str) -> None:
    changed = set_keys(ARTICLE, {"story": value})
    tree, problems = read_yaml(changed.split("---\n")[1], "")
    assert tree is not None and not problems
    assert tree.data["story"] == value and tree.data["outlet"] == "The Tern"


PEOPLE = """# Who is who

nadia-brandt:   # the mayor
  name: 'Nadia Brandt'
  aliases:
  - Mayor Brandt
# an engineer
ole-quill:
  name: Ole Quill
"""


def test_an_alias_joins_those_that_are_there() -> None:
    entry = {"nadia-brandt": {"name": "Somebody Else", "aliases": ["Mayor Brandt", "N. Brandt"]}}
    assert merge_entries(PEOPLE, entry) == PEOPLE.replace("- Mayor Brandt\n", "- Mayor Brandt\n  - N. Brandt\n")


def test_a_new_entry_is_appended_and_nothing_else_changes() -> None:
    merged = merge_entries(PEOPLE, {"ada-tern": {"name": "Ada Tern", "aliases": ["A. Tern"]}})
    assert merged == PEOPLE + "\nada-tern:\n  name: Ada Tern\n  aliases:\n    - A. Tern\n"
    assert merge_entries("", {"ada-tern": {"name": "Ada Tern"}}) == "ada-tern:\n  name: Ada Tern\n"


def test_a_key_that_an_entry_lacks_is_set() -> None:
    merged = merge_entries(PEOPLE, {"ole-quill": {"aliases": ["O. Quill"]}})
    assert merged == PEOPLE + "  aliases:\n    - O. Quill\n"


def test_a_list_in_one_line_and_windows_line_ends_are_met() -> None:
    merged = merge_entries("a:\r\n    name: A\r\n    aliases: [B, C]\r\n", {"a": {"aliases": ["C", "D: E"]}})
    assert merged == "a:\r\n    name: A\r\n    aliases:\r\n      - B\r\n      - C\r\n      - 'D: E'\r\n"


@pytest.mark.parametrize("text", ["a: [", "- a\n", "nadia-brandt: yes\n"])
def test_a_broken_vocabulary_is_not_touched(text: str) -> None:
    with pytest.raises(AmendingError):
        merge_entries(text, {"nadia-brandt": {"name": "Nadia Brandt"}})


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o640)
    write_over(path, "new\r\n")
    assert path.read_bytes() == b"new\r\n" and path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
