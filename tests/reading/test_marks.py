"""Each rule by which a wrong double mark is put right has a text that it decides."""

from __future__ import annotations

import pytest

from newsdesk.reading import marks
from newsdesk.reading.marks import stray_marks

# The rule; a paragraph; what it is read as.
CASES = [
    ("german", "„Wait,“ said Ida Crane.", "“Wait,” said Ida Crane."),
    ("opening_that_closes", "“Wait,“ said Ida Crane.", "“Wait,” said Ida Crane."),
    ("opening_that_closes", "“Wait, “said Ida Crane.", "“Wait,” said Ida Crane."),
    ("opens_again", "“Wait,’ said Ida Crane. “Now.”", "“Wait,” said Ida Crane. “Now.”"),
    ("opens", "“Wait,” said Ida Crane.", None),
    ("closing_that_opens", "”Wait,” said Ida Crane.", "“Wait,” said Ida Crane."),
    ("shuts", "Ida Crane said ”.", None),
    ("straight_that_closes", '“Wait," said Ida Crane.', "“Wait,” said Ida Crane."),
    ("straight_that_opens", '"Wait,” said Ida Crane.', "“Wait,” said Ida Crane."),
]


def read_as(text: str) -> str:
    for edit in reversed(stray_marks(text)):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


@pytest.mark.parametrize(("rule", "text", "wanted"), CASES)
def test_the_rule_decides(rule: str, text: str, wanted: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_as(text) == (wanted or text)
    if wanted:
        others = tuple(one for one in marks.RULES if one.__name__ != f"_{rule}")
        monkeypatch.setattr(marks, "RULES", others)
        assert read_as(text) != wanted


def test_every_rule_has_a_text() -> None:
    assert {rule.__name__ for rule in marks.RULES} == {f"_{rule}" for rule, *_ in CASES}


@pytest.mark.parametrize("text", ['The plank is 12" long, “so” they say, and 9" wide.', 'She said "so” and "so.'])
def test_a_paragraph_of_other_marks_stays(text: str) -> None:
    assert read_as(text) == text
