"""The forms that dates take in print: regular expressions built from `data/dates.yml`, and the parts each one read.

A form says only what stands there. Whether "May" is a month, and which year is meant, is decided in `guard` and
`resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsdesk.records import Lexicon, Span

DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
TO_DAY = r"(?P<range>\s?(?:[-–—]|to|and|through)\s?(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?(?!\d))?"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?!\d|[-–’']?s\b|[.,:]\d|%)"


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A date as printed: the `rule` that read it, its span, and the parts it states ("month": "Sept")."""

    rule: str
    span: Span
    part: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class DateTables:
    """The tables of `data/dates.yml`, turned over for look-up by the printed word."""

    month: Mapping[str, int]
    weekday: Mapping[str, int]  # Monday is 0, as in `datetime`
    number: Mapping[str, int]
    rough: re.Pattern[str]
    not_before_weekday: frozenset[str]
    planning: frozenset[str]
    telling: frozenset[str]
    forms: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def words(lexicon: Lexicon) -> DateTables:
    table = lexicon.tables["dates"]
    return DateTables(
        month=_numbered(table["months"], 1),
        weekday=_numbered(table["weekdays"], 0),
        number=table["numbers"],
        rough=re.compile(rf"\b(?:{_any(table['rough'])})\s$", re.IGNORECASE),
        not_before_weekday=frozenset(table["not_before_weekday"]),
        planning=frozenset(table["planning_verbs"]),
        telling=frozenset(table["telling_verbs"]),
        forms=tuple((rule, re.compile(rf"(?<![\w-])(?:{form})(?!\w)")) for rule, form in _forms(table).items()),
    )


def _numbered(table: Mapping[str, list[str]], first: int) -> dict[str, int]:
    """Each printed word, a shortened one with and without its stop → its number."""
    return {
        word: n
        for n, (name, short) in enumerate(table.items(), first)
        for word in (name, *short, *(f"{item}." for item in short))
    }


def _short(table: Mapping[str, list[str]]) -> list[str]:
    return [word for short in table.values() for word in short]


def _any(items: Iterable[str]) -> str:
    return "|".join(re.escape(item) for item in sorted(items, key=len, reverse=True))


def _forms(table: Mapping[str, Any]) -> dict[str, str]:
    """Rule → regular expression. Of those that match at one place, the longest wins."""
    month = rf"(?P<month>{_any(table['months'])}|(?:{_any(_short(table['months']))})\b\.?)"
    part_of_day = rf"(?:\s(?:{_any(table['day_parts'])}))?"
    any_weekday = rf"(?P<weekday>{_any(table['weekdays'])}|(?:{_any(_short(table['weekdays']))})\b\.?)"
    weekday = rf"(?:{any_weekday}{part_of_day},?\s(?:on\s)?\(?(?:the\s)?)?"
    early = rf"(?:(?i:{_any(table['parts'])})[\s-])?"
    behind = "|".join(rf"(?<=\b(?i:{re.escape(word)})[\s-])" for word in table["before_year"])
    behind += r"|(?<=\b[12]\d{3}\sand\s)|(?<=\b[12]\d{3}\sor\s)|(?<=\b[12]\d{3}\sto\s)"
    of_year = r"(?:,?\s(?:of\s)?(?P<of_year>(?i:last|this|next))\syear)?"
    unit, last = r"(?P<unit>day|week|month|year)", "(?i:last|next|this)"
    return {
        "iso": r"(?<![\d-])(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!-)",
        "numeric": r"(?<![\d/.])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d)(?!/)",
        "day-month-year": rf"{weekday}{DAY}{TO_DAY}\s(?:of\s)?{month},?\s{YEAR}",
        "month-day-year": rf"{weekday}{month}\s(?:the\s)?{DAY}{TO_DAY},?\s{YEAR}",
        "day-month": rf"{weekday}{DAY}{TO_DAY}\s(?:of\s)?{month}{of_year}",
        "month-day": rf"{weekday}{month}\s(?:the\s)?{DAY}{TO_DAY}{of_year}",
        "month-year": rf"{early}{month},?\s(?:of\s)?{YEAR}",
        "year": rf"(?:{behind}){YEAR}",
        "month": rf"{early}(?:(?P<which>{last}|(?i:past))\s)?{month}{of_year}",
        "weekday": rf"(?:(?P<which>{last}|(?i:past|coming))\s)?(?P<weekday>{_any(table['weekdays'])}){part_of_day}",
        "today": r"(?:(?i:earlier|later)\s)?(?P<word>(?i:today|tonight|yesterday|tomorrow))",
        "part-of-today": r"(?P<word>(?i:this morning|this afternoon|this evening|last night))",
        "relative": rf"{early}(?P<which>{last})\s(?P<unit>week|month|year)",
        "ago": rf"(?P<number>{_any(table['numbers'])}|\d{{1,2}})\s{unit}s?\sago",
    }


def forms(text: str, within: Span, lexicon: Lexicon) -> list[DatePattern]:
    """The forms printed in a stretch of text, in order; of overlapping ones the first, then the longest, stands."""
    found = [
        DatePattern(rule, Span(*m.span()), {k: v for k, v in m.groupdict().items() if v})
        for rule, pattern in words(lexicon).forms
        for m in pattern.finditer(text, within.start, within.end)
    ]
    kept: list[DatePattern] = []
    for form in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        if not kept or form.span.start >= kept[-1].span.end:
            kept.append(form)
    return kept
