"""Dates: golden cases, and what must hold for any text and any publication date."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from newsdesk.extraction.dates import find_dates
from newsdesk.extraction.syntax import Doc
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import DateMention, Lexicon

CASES = Path(__file__).parents[1] / "cases" / "dates"
PRECISION = {4: "year", 7: "month", 10: "day"}  # by the characters of a value


def _cases() -> list[Any]:
    yaml = YAML(typ="safe")
    return [pytest.param(case, id=f"{path.stem}: {case['text'][:60]}") for path in sorted(CASES.glob("*.yml"))
            for case in yaml.load(path)]  # fmt: skip


def dates_of(text: str, published: date | None, parser: Parser, lexicon: Lexicon) -> tuple[DateMention, ...]:
    source = source_from_text("case", text, published)
    return find_dates(Doc(source, next(iter(parser.parse([source])))), lexicon)


@pytest.mark.parametrize("case", _cases())
def test_golden(case: dict[str, Any], parser: Parser, lexicon: Lexicon) -> None:
    found = dates_of(case["text"], case.get("published"), parser, lexicon)
    assert {d.span.of(case["text"]): d.value for d in found} == case.get("finds", {})
    assert [d.precision for d in found] == [PRECISION[len(d.value)] if d.value else None for d in found]
    if "rule" in case:
        rules = [d.rule for d in found]
        assert (rules if isinstance(case["rule"], list) else rules[0]) == case["rule"]


DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
KEEP_FIXTURES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)


@KEEP_FIXTURES
@given(day=DAYS)
def test_a_full_date_is_read_in_every_form(day: date, parser: Parser, lexicon: Lexicon) -> None:
    forms = [
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A}, {day.day} {day:%B %Y}",
        day.isoformat(),
    ]
    for form in forms:
        (found,) = dates_of(f"The bridge was opened on {form}.", None, parser, lexicon)
        assert (found.value, found.precision) == (day.isoformat(), "day")


@KEEP_FIXTURES
@given(published=DAYS, weekday=st.integers(0, 6))
def test_a_past_weekday_is_within_the_week_before_publication(
    published: date, weekday: int, parser: Parser, lexicon: Lexicon
) -> None:
    name = f"{date(2024, 1, 1) + timedelta(weekday):%A}"
    (found,) = dates_of(f"The plant closed on {name}.", published, parser, lexicon)
    day = date.fromisoformat(str(found.value))
    assert day.weekday() == weekday
    assert timedelta(0) <= published - day < timedelta(7)


@KEEP_FIXTURES
@given(published=DAYS, weekday=st.integers(0, 6))
def test_a_future_weekday_is_within_the_week_after(
    published: date, weekday: int, parser: Parser, lexicon: Lexicon
) -> None:
    name = f"{date(2024, 1, 1) + timedelta(weekday):%A}"
    (found,) = dates_of(f"The plant will close on {name}.", published, parser, lexicon)
    if weekday == published.weekday():
        assert found.value is None
    else:
        day = date.fromisoformat(str(found.value))
        assert day.weekday() == weekday
        assert timedelta(0) < day - published < timedelta(7)


RELATIVE = ["yesterday", "last month", "on Monday", "on 5 June", "in June", "two years ago", "last year", "tonight"]


@pytest.mark.parametrize("words", RELATIVE)
def test_nothing_relative_is_resolved_without_a_publication_date(words: str, parser: Parser, lexicon: Lexicon) -> None:
    (found,) = dates_of(f"The plant closed {words}.", None, parser, lexicon)
    assert (found.value, found.precision) == (None, None)


@KEEP_FIXTURES
@given(text=st.text(alphabet=st.sampled_from("MayMarch Sun12 .,0-/:’ onSat\n"), max_size=80), published=DAYS)
def test_any_text_is_survived_and_values_are_dates(
    text: str, published: date, parser: Parser, lexicon: Lexicon
) -> None:
    for found in dates_of(text, published, parser, lexicon):
        assert found.span.of(text).strip() == found.span.of(text) != ""
        if found.value:
            date.fromisoformat((found.value + "-01-01")[:10])


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The council of Larn approved the bridge on 3 May 2024.", ("approve", "The council of Larn", "the bridge")),
        ("Friday's vote was close.", ("vote", None, None)),
        ("The bill passed on 3 May 2024 was short.", ("pass", "The bill", None)),
        ("Ada Brook came home and resigned on 3 May 2024.", ("resign", "Ada Brook", None)),
    ],
)
def test_a_date_says_what_it_belongs_to(parser, lexicon, text, event):
    source = source_from_text("x", text, date(2024, 5, 6))
    (found,) = find_dates(Doc(source, next(iter(parser.parse([source])))), lexicon)
    assert found.event is not None
    who, what = (span and span.of(source.text) for span in (found.event.who, found.event.what))
    assert (found.event.word, who, what) == event
