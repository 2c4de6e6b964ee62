"""Dates as printed → days, months, years: deterministic rules over the text and its parse."""

from __future__ import annotations

from newsdesk.extraction.dates.guard import objection
from newsdesk.extraction.dates.patterns import Form, forms, words
from newsdesk.extraction.dates.resolve import Context, Value, resolve
from newsdesk.extraction.dates.tense import tense_at
from newsdesk.extraction.quotes.marks import quoted_stretches
from newsdesk.extraction.syntax import Doc, Token
from newsdesk.records import DateMention, Lexicon, Span

__all__ = ["find_dates"]

# Forms that mean the same whenever they are said.
STATED = frozenset({"iso", "numeric", "day-month-year", "month-day-year", "month-year", "year"})


def find_dates(doc: Doc, lexicon: Lexicon) -> tuple[DateMention, ...]:
    """All dates of a source, in order, each with the rule that read it.

    Relative ones count from the source's publication date; where that is unknown, or the text allows two
    readings, they stay as printed (`value` None).
    """
    found: list[DateMention] = []
    quoted = [stretch.span for stretch in quoted_stretches(doc.source, lexicon)]
    anchors = _anchors(doc, lexicon)
    for paragraph in doc.source.paragraphs:
        if paragraph.kind == "boilerplate":
            continue
        for form in forms(doc.text, paragraph.span, lexicon):
            if objection(form, doc, lexicon):
                continue
            value = resolve(form, _context(form, doc, lexicon, anchors), words(lexicon))
            if form.rule not in STATED and any(span.contains(form.span) for span in quoted):
                value = Value(None, None, f"{form.rule}-in-quotation")  # it counts from the day it was said
            found.append(DateMention(form.span, value.text, value.precision, value.rule, paragraph.n))
    return tuple(found)


def _anchors(doc: Doc, lexicon: Lexicon) -> dict[int, tuple[int, Value]]:
    """Weekdays that the text states together with their full date: weekday → where, and the date."""
    table = words(lexicon)
    found: dict[int, tuple[int, Value]] = {}
    for paragraph in doc.source.paragraphs:
        for form in forms(doc.text, paragraph.span, lexicon):
            if form.rule in ("day-month-year", "month-day-year") and "weekday" in form.part:
                value = resolve(form, Context(None, "open", False, False, {}), table)
                if value.day and value.day.weekday() == table.weekday[form.part["weekday"]]:
                    found.setdefault(value.day.weekday(), (form.span.start, value))
    return found


def _context(form: Form, doc: Doc, lexicon: Lexicon, anchors: dict[int, tuple[int, Value]]) -> Context:
    table, token = words(lexicon), doc.tokens_in(form.span)[-1]
    head = _head(doc.tokens_in(form.span))
    return Context(
        published=doc.source.meta.published,
        tense=tense_at(head, table),
        modifies=_modifies(head),
        other_year=_other_year(form, token, doc, lexicon),
        anchors={day: value.day for day, (at, value) in anchors.items() if at < form.span.start and value.day},
    )


def _head(tokens: list[Token]) -> Token:
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[-1])


def _modifies(head: Token) -> bool:
    """Whether a date stands before the noun it belongs to: "the May 5 vote", "Friday's vote"."""
    return head.dep in ("compound", "nmod", "poss", "amod", "nummod") and head.head.i > head.i


def _other_year(form: Form, token: Token, doc: Doc, lexicon: Lexicon) -> bool:
    """Whether the sentence states a year that is not the year of publication."""
    published = doc.source.meta.published
    sentence = doc.sentence_of(token)
    span = Span(sentence[0].start, sentence[-1].end)
    years = {f.part["year"] for f in forms(doc.text, span, lexicon) if "year" in f.part and f.span != form.span}
    return bool(published and years - {str(published.year)})
