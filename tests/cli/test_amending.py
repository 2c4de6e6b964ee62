"""Edits to editors' files: what is asked for changes, and no other character."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reading.amending import (
    AmendingError,
    drop_keys,
    merge_entries,
    put_item,
    set_entries,
    set_keys,
    write_over,
)
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
    assert changed == ARTICLE.replace("tags:\n  - bridges\n  - roads\n", "tags: [ferries]\n").replace("Tern", "Gull")
    assert set_keys(ARTICLE, {"title": "Bridge #1: open"}) == ARTICLE.replace('"Bridge: closed"', "'Bridge #1: open'")


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
    assert merged == PEOPLE + "\nada-tern:\n  name: Ada Tern\n  aliases: [A. Tern]\n"
    assert merge_entries("", {"ada-tern": {"name": "Ada Tern"}}) == "ada-tern:\n  name: Ada Tern\n"


def test_a_key_that_an_entry_lacks_is_set() -> None:
    merged = merge_entries(PEOPLE, {"ole-quill": {"aliases": ["O. Quill"]}})
    assert merged == PEOPLE + "  aliases: [O. Quill]\n"


def test_a_list_in_one_line_and_windows_line_ends_are_met() -> None:
    merged = merge_entries("a:\r\n    name: A\r\n    aliases: [B, C]\r\n", {"a": {"aliases": ["C", "D: E"]}})
    assert merged == "a:\r\n    name: A\r\n    aliases: [B, C, 'D: E']\r\n"


CORRECTED = """---
title: Bridge
corrections:
  # the mayor wrote to us
  - quote: q-1  # We cannot wait
    speaker: Ada Tern
    # (she did not)
  - {mention: Tern, entity: none}
# about the story
story: bridge
---
Text.
"""


def test_an_item_is_appended_to_the_list_that_stands_with_a_comment() -> None:
    item = {"quote": "q-2", "speaker": "Ole: Quill"}
    written = "  - quote: q-2  # Nobody came # to us\n    speaker: 'Ole: Quill'\n"
    amended = put_item(CORRECTED, "corrections", item, "Nobody came\n# to us")
    assert amended == CORRECTED.replace("# about the story", f"{written}# about the story")
    windows = put_item(CORRECTED.replace("\n", "\r\n"), "corrections", item, "Nobody came # to us")
    assert windows == amended.replace("\n", "\r\n")
    new = put_item(ARTICLE, "corrections", item)
    assert new == ARTICLE.replace("Tern\n---", "Tern\ncorrections:\n  - quote: q-2\n    speaker: 'Ole: Quill'\n---")


def test_an_item_replaces_the_one_it_comes_instead_of() -> None:
    item = {"quote": "q-1", "reject": True}
    amended = put_item(CORRECTED, "corrections", item, "We cannot", instead=lambda old: old.get("quote") == "q-1")
    old = "  - quote: q-1  # We cannot wait\n    speaker: Ada Tern\n"
    assert amended == CORRECTED.replace(old, "  - quote: q-1  # We cannot\n    reject: true\n")


def test_a_list_in_one_line_becomes_lines() -> None:
    text = "---\nupdates: [{2024-01-02: a}]\nstory: b\n---\nText.\n"
    amended = put_item(text, "updates", {date(2024, 5, 6): "b: c"})
    assert amended == "---\nupdates:\n  - '2024-01-02': a\n  - 2024-05-06: 'b: c'\nstory: b\n---\nText.\n"


def test_a_key_goes_with_all_its_lines_and_no_other() -> None:
    assert drop_keys(CORRECTED, ["corrections", "none"]) == CORRECTED.replace(
        CORRECTED[CORRECTED.index("corrections:") : CORRECTED.index("# about")], ""
    )
    assert drop_keys("Bridge\n", ["story"]) == "Bridge\n"


def test_an_entry_says_what_it_is_to_say_and_goes_where_it_is_to_go() -> None:
    changed = {"nadia-brandt": {"name": "Nadia B.", "aliases": ["Mayor Brandt", "N. Brandt"], "formerly": ["n"]}}
    assert set_entries(PEOPLE, {**changed, "ole-quill": None}) == (
        "# Who is who\n\nnadia-brandt:   # the mayor\n  name: Nadia B.\n  aliases:\n  - Mayor Brandt\n  - N. Brandt\n"
        "  formerly: [n]\n# an engineer\n"
    )
    assert set_entries("a: {name: A}\n", {"a": {"name": "B"}}) == "a:\n  name: B\n"


def test_a_comment_takes_no_blank_from_the_value_before_it() -> None:
    changed = put_item(CORRECTED, "corrections", {"mention": "Dock\u00a0", "entity": "none"}, "by hand")
    tree, _ = read_yaml(changed.split("---\n")[1], "")
    assert tree is not None and tree.data["corrections"][-1]["mention"] == "Dock\u00a0"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip), st.text())
def test_any_text_can_be_an_item_and_any_words_its_comment(value: str, comment: str) -> None:
    changed = put_item(CORRECTED, "corrections", {"mention": value, "entity": "none"}, comment)
    tree, problems = read_yaml(changed.split("---\n")[1], "")
    assert tree is not None and not problems
    assert tree.data["corrections"][-1] == {"mention": value, "entity": "none"} and tree.data["story"] == "bridge"


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
