"""Dates as printed → days, months, years: deterministic rules over the text and its parse."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from newsdesk.extraction.dates.event import event_of
from newsdesk.extraction.dates.guard import objection
from newsdesk.extraction.dates.patterns import DatePattern, DateTables, forms, words
from newsdesk.extraction.dates.resolve import DateContext, Value, resolve
from newsdesk.extraction.dates.tense import tense_at
from newsdesk.extraction.quotes.marks import quoted_stretches
from newsdesk.extraction.syntax import Doc, Token, root_of
from newsdesk.records import DateMention, Lexicon

__all__ = ["find_dates"]

# Forms that mean the same whenever they are said.
STATED = frozenset({"iso", "numeric", "day-month-year", "month-day-year", "month-year", "year"})


def find_dates(doc: Doc, lexicon: Lexicon) -> tuple[DateMention, ...]:
    """All dates of a source, in order, each with the rule that read it.

    Relative ones count from the source's publication date; where that is unknown, or the text allows two
    readings, they stay as printed (`value` None).
    """
    table = words(lexicon)
    printed = [
        (paragraph.n, form)
        for paragraph in doc.source.paragraphs
        if paragraph.kind != "boilerplate"
        for form in forms(doc.text, paragraph.span, lexicon)
    ]
    quoted = [stretch.span for stretch in quoted_stretches(doc.source, lexicon)]
    anchors = _anchors([form for _, form in printed], table)
    years = _stated_years(doc, [form for _, form in printed])
    found: list[DateMention] = []
    for paragraph, form in printed:
        if objection(form, doc, lexicon):
            continue
        value = resolve(form, _context(form, doc, table, anchors, years), table)
        if form.rule not in STATED and any(span.contains(form.span) for span in quoted):
            value = Value(None, None, f"{form.rule}-in-quotation")  # it counts from the day it was said
        tokens = doc.tokens_in(form.span)
        event = event_of(tokens, root_of(tokens)) if tokens else None
        found.append(DateMention(form.span, value.text, value.precision, value.rule, paragraph, event))
    return tuple(found)


def _anchors(printed: list[DatePattern], table: DateTables) -> dict[int, tuple[int, date]]:
    """Weekdays that the text states together with their full date: weekday → where, and the date."""
    found: dict[int, tuple[int, date]] = {}
    for form in printed:
        if form.rule in ("day-month-year", "month-day-year") and "weekday" in form.part:
            day = resolve(form, DateContext(None, "open", False, False, {}), table).day
            if day and day.weekday() == table.weekday[form.part["weekday"]]:
                found.setdefault(day.weekday(), (form.span.start, day))
    return found


def _stated_years(doc: Doc, printed: list[DatePattern]) -> dict[int, set[str]]:
    """The years printed in each sentence."""
    years: dict[int, set[str]] = defaultdict(set)
    for form in printed:
        if "year" in form.part and (tokens := doc.tokens_in(form.span)):
            years[tokens[-1].sent].add(form.part["year"])
    return years


def _context(
    form: DatePattern, doc: Doc, table: DateTables, anchors: dict[int, tuple[int, date]], years: dict[int, set[str]]
) -> DateContext:
    tokens, published = doc.tokens_in(form.span), doc.source.meta.published
    head = root_of(tokens)
    other_years = years.get(tokens[-1].sent, set()) - {str(published.year)} if published else set()
    return DateContext(
        published=published,
        tense=tense_at(head, table),
        modifies=_modifies(head),
        other_year=bool(other_years),
        anchors={weekday: day for weekday, (at, day) in anchors.items() if at < form.span.start},
    )


def _modifies(head: Token) -> bool:
    """Whether a date stands before the noun it belongs to: "the May 5 vote", "Friday's vote"."""
    return head.dep in ("compound", "nmod", "poss", "amod", "nummod") and head.head.i > head.i
