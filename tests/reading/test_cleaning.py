"""Each cleaning step on its golden cases, and what must hold for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from newsdesk.reading.cleaning import STEPS, clean
from newsdesk.reading.dateline import dateline
from newsdesk.reading.furniture import furniture
from newsdesk.reading.source import make_source, source_from_text
from newsdesk.records import Edit, Metadata, OffsetMap, Span, apply

CASES = Path(__file__).parents[1] / "cases" / "reading"
STEP = {step.__name__: step for step in STEPS}


def load(name: str) -> Any:
    return YAML(typ="safe").load((CASES / f"{name}.yml").read_text(encoding="utf-8"))


def test_every_step_has_cases_and_counter_cases() -> None:
    assert [n for n in STEP if not (CASES / f"{n}.yml").exists() or not (CASES / f"{n}-nope.yml").exists()] == []


@pytest.mark.parametrize(("name", "case"), [(name, case) for name in STEP for case in load(name)])
def test_a_step_cleans(name: str, case: dict[str, str]) -> None:
    assert clean(case["given"], (STEP[name],)).text == case["clean"]


@pytest.mark.parametrize(("name", "case"), [(name, case) for name in STEP for case in load(f"{name}-nope")])
def test_a_step_leaves_alone(name: str, case: str | dict[str, str]) -> None:
    text = case["text"] if isinstance(case, dict) else case
    assert STEP[name](text) == []


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in load("furniture").items() for text in texts]
)
def test_furniture_is_known(rule: str, text: str) -> None:
    found = furniture(text)
    assert found is not None and found.rule == rule


@pytest.mark.parametrize("text", load("furniture-nope"))
def test_prose_is_no_furniture(text: str) -> None:
    assert furniture(text) is None


@pytest.mark.parametrize("case", load("datelines"))
def test_datelines(case: dict[str, str | None]) -> None:
    text = str(case["text"])
    found = dateline(text)
    assert found is not None
    assert (found[0].of(text), found[1] and found[1].of(text)) == (case["dateline"], case["place"])


@pytest.mark.parametrize("text", load("datelines-nope"))
def test_no_datelines(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize("case", load("paragraphs"), ids=lambda case: case["name"])
def test_paragraphs_and_their_kinds(case: dict[str, str]) -> None:
    source = make_source("a", "a.txt", Metadata(), case["text"], bare=True)
    assert "".join(paragraph.kind[0] for paragraph in source.paragraphs) == case["kinds"]


# --- the map -------------------------------------------------------------------------------------------------


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    """A text and rounds of edits, each round to the text that the rounds before made."""
    text = given_text = draw(st.text("abcdefg", max_size=16))
    rounds = []
    for _ in range(draw(st.integers(0, 4))):
        edits, at = [], 0
        while at < len(text):
            start = draw(st.integers(at, len(text)))
            end = min(len(text), start + draw(st.integers(0, 3)))
            if end > start or draw(st.booleans()):
                edits.append(Edit(start, end, draw(st.text("xyz", max_size=3)), "r"))
            at = end + 1
        rounds.append(edits)
        text = apply(text, edits)
    return given_text, rounds


def origins(given_text: str, rounds: list[list[Edit]]) -> tuple[str, list[tuple[int, int, bool] | None]]:
    """The slow way: for each character of the last text the given span it came from, and whether it was kept as it
    was; None if it was inserted.
    """
    text = given_text
    origin: list[tuple[int, int, bool] | None] = [(i, i + 1, True) for i in range(len(text))]
    for edits in rounds:
        made: list[tuple[int, int, bool] | None] = []
        at = 0
        for edit in edits:
            made += origin[at : edit.start]
            known = [o for o in origin[edit.start : edit.end] if o]
            whole = (min(o[0] for o in known), max(o[1] for o in known), False) if known else None
            made += [whole] * len(edit.new)
            at = edit.end
        origin = made + origin[at:]
        text = apply(text, edits)
    return text, origin


def check_map(given_text: str, offsets: OffsetMap, text: str, origin: list[tuple[int, int, bool] | None]) -> None:
    """The map is gapless and in order; kept characters lead to themselves, and back."""
    assert (offsets.pieces[-1][1] if offsets.pieces else 0) == len(text)
    for a, b in pairwise(offsets.pieces):
        assert a[1] == b[0] and a[2] <= b[2] and a[3] <= b[3]
    for k, came in enumerate(origin):
        span = offsets.to_given(Span(k, k + 1))
        assert 0 <= span.start <= span.end <= len(given_text)
        if came and came[2]:
            assert span == Span(came[0], came[1]) and text[k] == given_text[came[0]]
            back = offsets.to_clean(span)
            assert back is not None and back.contains(Span(k, k + 1))


@given(edited())
@settings(max_examples=600, deadline=None)
def test_the_map_holds_every_character(case: tuple[str, list[list[Edit]]]) -> None:
    """Every span of the cleaned text leads to a given span around all that was kept in it."""
    given_text, rounds = case
    offsets = OffsetMap.identity(len(given_text))
    for edits in rounds:
        offsets = offsets.edited(edits)
    text, origin = origins(given_text, rounds)
    check_map(given_text, offsets, text, origin)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            span = offsets.to_given(Span(start, end))
            assert all(span.start <= o[0] and o[1] <= span.end for o in origin[start:end] if o and o[2])


def test_what_replaces_a_whole_stays_whole() -> None:
    """Two characters for two, of which one stood for more: neither leads to less than it came from."""
    rounds = [[Edit(0, 1, "xxx", "r")], [Edit(2, 4, "", "r")], [Edit(0, 2, "xx", "r")]]
    offsets = OffsetMap.identity(2)
    for edits in rounds:
        offsets = offsets.edited(edits)
    assert [offsets.to_given(Span(k, k + 1)) for k in (0, 1)] == [Span(0, 2), Span(0, 2)]


news = st.lists(
    st.sampled_from(
        [
            "“", "”", "‘", "’", '"', "''", "``", " ", " ", " ", "\n\n", "\n", "\r\n", "\u00a0", "\u200b", "â€œ", "â€™",
            "Acme Inc.", "ACME 0.26%", "will", "said", "Roe", "don’t", ", ", ". ", "? ", "Copyright © 2020 Acme",
            "Advertisement", "SHANGHAI— ", "é", "e\u0301", "\ud83d", "\U000e0041", "💬", "[its]", "6' 2''", "a",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.one_of(news, st.text(max_size=60)))
@settings(max_examples=800, deadline=None)
def test_what_is_shown_is_what_was_given_but_for_the_declared_edits(text: str) -> None:
    """Replaying the declared edits gives the shown text; all else was kept, and the map says exactly where from."""
    cleaned = clean(text)
    rounds: list[list[Edit]] = []
    for edit in cleaned.edits:  # the edits of one step are sorted; the next step starts anew
        if rounds and rounds[-1][-1].rule == edit.rule:
            rounds[-1].append(edit)
        else:
            rounds.append([edit])
    replayed, origin = origins(text, rounds)
    assert replayed == cleaned.text
    check_map(text, cleaned.offsets, cleaned.text, origin)


@given(news)
@settings(max_examples=300, deadline=None)
def test_cleaning_is_done_once_and_for_all_of_marks(text: str) -> None:
    """A clean text stays as it is: no step finds in its own result something to do again."""
    for step in STEPS[:4]:
        once = clean(text, (step,)).text
        assert step(once) == []


@given(st.one_of(news, st.text(max_size=80)))
@settings(max_examples=400, deadline=None)
def test_paragraphs_hold_all_that_is_not_white(text: str) -> None:
    source = source_from_text("x", text)
    inside = "".join(p.span.of(source.text) for p in source.paragraphs)
    assert "".join(inside.split()) == "".join(source.text.split())
    assert [p.n for p in source.paragraphs] == list(range(1, len(source.paragraphs) + 1))
    for paragraph in source.paragraphs:
        assert "\n" not in paragraph.span.of(source.text)
        assert paragraph.span.of(source.text) == paragraph.span.of(source.text).strip()


@pytest.mark.parametrize(
    "text", ["“" * 100_000, "Acme Inc.\nACME 0.26%\n" * 20_000, "\u00a0x" * 200_000, "[" * 20_000, "a" * 2_000_000,
             "he said, “so " * 20_000, "''" * 50_000, "â€œ" * 50_000,
             "<a " * 10_000, "(" * 50_000, "By A B, " * 20_000,
        'x, "a ' * 50_000,
        "x, “a " * 50_000,
        "He said. Copyright 2020 x " * 20_000,
        "\n".join(f"w{n} is {n}" for n in range(30_000)),
        "x:" * 200 + "\n" + "(" * 400 + "\n" + "a/" * 200 + "\n" + "A b, " * 90 + "\n" + "share " * 59],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_hard_texts_take_linear_time(text: str) -> None:
    import time

    started = time.process_time()
    source_from_text("x", text)
    assert time.process_time() - started < 10
