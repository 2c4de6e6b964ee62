"""Quotation marks alone: golden cases, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from newsdesk.extraction.quotes.marks import Stretch, quoted_stretches
from newsdesk.reading.lexicon import load_lexicon
from newsdesk.records import Lexicon, Metadata, OffsetMap, Paragraph, Source, Span

CASES = Path(__file__).parents[1] / "cases" / "quotemarks"


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in YAML(typ="safe").load(CASES / f"{name}.yml")]


def plain(text: str, boilerplate: tuple[int, ...] = ()) -> Source:
    """A source of uncleaned text, a paragraph a line."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            n = len(paragraphs) + 1
            paragraphs.append(Paragraph(n, Span(at, at + len(line)), "boilerplate" if n in boilerplate else "text"))
        at += len(line) + 1
    return Source("x", "x", Metadata(), text, 1, text, OffsetMap.identity(len(text)), (), tuple(paragraphs))


def found(text: str, lexicon: Lexicon) -> list[Stretch]:
    return quoted_stretches(plain(text), lexicon)


@pytest.mark.parametrize("case", cases("marks"))
def test_the_words_between_marks(case: dict[str, Any], lexicon: Lexicon) -> None:
    stretches = found(case["text"], lexicon)
    assert [s.span.of(case["text"]) for s in stretches] == case["stretches"]
    told = {
        "outer": [s.outer.of(case["text"]) for s in stretches],
        "label": [s.label.of(case["text"]) if s.label else None for s in stretches],
        **{key: [getattr(s, key) for s in stretches] for key in ("single", "closed", "continued")},
    }
    assert {key: told[key] for key in told if key in case} == {key: case[key] for key in told if key in case}


@pytest.mark.parametrize("case", cases("marks-nope"))
def test_no_quotation_marks(case: dict[str, Any], lexicon: Lexicon) -> None:
    assert found(case["text"], lexicon) == []


def test_boilerplate_is_left_out(lexicon: Lexicon) -> None:
    source = plain("“We are ready,” she said.\n“Sign up” for our letter.", boilerplate=(2,))
    assert len(quoted_stretches(source, lexicon)) == 1


TEXT = st.text(alphabet="aB.,? \n“”\"‘’'«»„「」`[]—9s", max_size=120)


@given(TEXT)
@settings(deadline=None, max_examples=400)
def test_stretches_are_in_order_apart_and_within_their_paragraph(text: str) -> None:
    source = plain(text)
    stretches = quoted_stretches(source, load_lexicon())
    for stretch in stretches:
        paragraph = source.paragraphs[stretch.paragraph - 1].span
        assert paragraph.contains(stretch.outer) and stretch.outer.contains(stretch.span)
        words = stretch.span.of(text)
        assert words == words.strip() and any(c.isalnum() for c in words)
    for one, two in pairwise(stretches):
        assert one.outer.end <= two.outer.start


@given(TEXT, st.sampled_from(["a “b.", "“a” b”", 'a" b', "‘a", "a“b “c"]))
@settings(deadline=None, max_examples=200)
def test_a_flawed_paragraph_costs_no_later_one(before: str, flaw: str) -> None:
    """Whatever stands before: a paragraph that begins outside of marks is read as if it stood alone."""
    sound = "Then “all is well,” he said."
    text = f"{before}\n{flaw}\nPlain words here.\n{sound}"
    last = [
        s.span.of(text) for s in quoted_stretches(plain(text), load_lexicon()) if s.outer.start > len(text) - len(sound)
    ]
    assert last == ["all is well,"]
