"""Forms → days, months and years, by the publication date and the tense around them. Nothing is guessed: where the
text leaves two readings, the value is None and the rule's name ends in "-open"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from newsdesk.extraction.dates.patterns import DatePattern, DateTables
from newsdesk.extraction.dates.tense import Tense
from newsdesk.records.findings import Precision

STEP = {"last": -1, "this": 0, "next": 1}
NEAR = 183  # days: beyond half a year, which year a bare day and month means is anybody's guess


@dataclass(frozen=True, slots=True)
class DateContext:
    """What resolving needs of the surroundings. `modifies`: the date only tells which thing is meant
    ("the May 5 vote"). `anchors`: weekdays that the text states together with their date, so far."""

    published: date | None
    tense: Tense
    modifies: bool
    other_year: bool  # the sentence speaks of another year
    anchors: Mapping[int, date]


@dataclass(frozen=True, slots=True)
class Value:
    """What a form means: ISO `text` of the `precision`, or None; `rule` names how it was found."""

    text: str | None
    precision: Precision | None
    rule: str
    day: date | None = None


def resolve(form: DatePattern, context: DateContext, words: DateTables) -> Value:
    """The value of one form; a calendar date that does not exist (30 February) is left unresolved."""
    part = form.part
    try:
        if form.rule == "iso":
            return _day(date(int(part["year"]), int(part["month"]), int(part["day"])), "iso")
        if form.rule == "numeric":
            return _numeric(part)
        if form.rule in ("day-month-year", "month-day-year"):
            rule = "range-first-day" if "range" in part else form.rule
            return _day(date(int(part["year"]), words.month[part["month"]], int(part["day"])), rule)
        if form.rule == "month-year":
            return Value(f"{int(part['year']):04}-{words.month[part['month']]:02}", "month", form.rule)
        if form.rule == "year":
            return Value(part["year"], "year", form.rule)
        if form.rule == "weekday":
            return _weekday(form, context, words)
        if context.published is None:
            return _open(form.rule, "no-publication-date")
        if form.rule in ("day-month", "month-day"):
            return _day_of_month(form, context, context.published, words)
        if form.rule == "month":
            return _month(form, context, context.published, words)
        if form.rule == "ago":
            number = words.number.get(part["number"].lower()) or int(part["number"])
            return _ago(number, part["unit"], context.published)
        return _relative(form, context, context.published)
    except (ValueError, OverflowError):
        return _open(form.rule, "no-such-date")


def _day(day: date, rule: str) -> Value:
    return Value(day.isoformat(), "day", rule, day)


def _month_of(day: date, rule: str) -> Value:
    return Value(f"{day.year:04}-{day.month:02}", "month", rule)


def _open(rule: str, why: str) -> Value:
    return Value(None, None, f"{rule}-{why}")


def _numeric(part: Mapping[str, str]) -> Value:
    """Day and month in the order that only one of them allows; 03/04/2021 stays open."""
    first, second, year = int(part["first"]), int(part["second"]), int(part["year"])
    if first <= 12 and second <= 12 and first != second:
        return _open("numeric", "open")
    day, month = (first, second) if first > 12 else (second, first)
    return _day(date(year, month, day), "numeric")


def _day_of_month(form: DatePattern, context: DateContext, published: date, words: DateTables) -> Value:
    month, day = words.month[form.part["month"]], int(form.part["day"])
    years = [y for y in range(published.year - 6, published.year + 7) if day <= monthrange(y, month)[1]]
    days = [date(y, month, day) for y in years]
    if "weekday" in form.part:  # the weekday tells the year
        days = [d for d in days if d.weekday() == words.weekday[form.part["weekday"]]]
    past = max((d for d in days if d <= published), default=None)
    future = min((d for d in days if d > published), default=None)
    if "of_year" in form.part:
        year = _of_year(form.part["of_year"], published)
        return _day(date(year, month, day), f"{form.rule}-of-{form.part['of_year'].lower()}-year")
    nearest = min((d for d in (past, future) if d), key=lambda d: abs((d - published).days), default=None)
    if "weekday" in form.part and nearest and abs((nearest - published).days) <= NEAR:
        return _day(nearest, f"{form.rule}-by-weekday")
    if context.modifies or context.other_year:
        return _open(form.rule, "open")
    chosen: date | None
    if context.tense in ("past", "future"):
        chosen, limit = past if context.tense == "past" else future, 2 * NEAR
    else:
        chosen, limit = nearest, NEAR // 2
    if chosen is None or abs((chosen - published).days) > limit or _far_off(chosen, nearest, published):
        return _open(form.rule, "open")
    where = "past" if chosen <= published else "future"
    return _day(chosen, f"{form.rule}-nearest-{where}")


def _far_off(chosen: date, nearest: date | None, published: date) -> bool:
    """Whether the tense asks for a day most of a year away while the same day of another year is close by."""
    return bool(nearest and nearest != chosen and abs((nearest - published).days) < NEAR // 3)


def _of_year(word: str, published: date) -> int:
    return published.year + STEP[word.lower()]


def _month(form: DatePattern, context: DateContext, published: date, words: DateTables) -> Value:
    month, which = words.month[form.part["month"]], form.part.get("which", "").lower()
    if "of_year" in form.part:
        first = date(_of_year(form.part["of_year"], published), month, 1)
        return _month_of(first, f"month-of-{form.part['of_year'].lower()}-year")
    if context.other_year or context.modifies:
        return _open("month", "open")
    if which in ("", "this") and month == published.month:
        return _month_of(published, "month-this")
    if which == "this":
        return _month_of(published.replace(day=1, month=month), "month-this-year")
    if not which and context.tense not in ("past", "future"):
        return _open("month", "open")
    if which == "next" or (not which and context.tense == "future"):
        year = published.year + (month <= published.month)
        return _month_of(date(year, month, 1), "month-nearest-future")
    year = published.year - (month >= published.month)
    return _month_of(date(year, month, 1), "month-nearest-past")


def _weekday(form: DatePattern, context: DateContext, words: DateTables) -> Value:
    """The last such day on or before publication in the past tense, the next one after it in the future tense.

    "last" and "next" are taken only where the neighbouring week is meant in every reading.
    """
    weekday, which = words.weekday[form.part["weekday"]], form.part.get("which", "").lower()
    if not which and weekday in context.anchors:
        return _day(context.anchors[weekday], "weekday-anchored")
    published = context.published
    if published is None:
        return _open("weekday", "no-publication-date")
    back = (published.weekday() - weekday) % 7
    last, coming = published - timedelta(back), published + timedelta(7 - back)
    if which in ("last", "past"):
        sure = weekday >= published.weekday()
        return _day(published - timedelta(back or 7), "weekday-last") if sure else _open("weekday-last", "open")
    if which in ("next", "coming"):
        sure = weekday <= published.weekday() or which == "coming"
        return _day(coming, "weekday-next") if sure else _open("weekday-next", "open")
    if context.tense == "past":
        return _day(last, "weekday-past")
    if context.tense == "future" and back:
        return _day(coming, "weekday-future")
    return _open("weekday", "open")


def _ago(number: int, unit: str, published: date) -> Value:
    """Days are exact, months and years as exact as their unit; a week counts where it keeps to one month."""
    if unit == "day":
        return _day(published - timedelta(number), "days-ago")
    if unit == "week":
        return _week(published - timedelta(7 * number), "weeks-ago")
    if unit == "month":
        months = published.year * 12 + published.month - 1 - number
        return _month_of(date(months // 12, months % 12 + 1, 1), "months-ago")
    return Value(f"{date(published.year - number, 1, 1).year:04}", "year", "years-ago")


def _week(inside: date, rule: str) -> Value:
    monday = inside - timedelta(inside.weekday())
    if monday.month == (monday + timedelta(6)).month:
        return _month_of(monday, rule)
    return _open(rule, "open")


def _relative(form: DatePattern, context: DateContext, published: date) -> Value:
    word, which = form.part.get("word", "").lower(), form.part.get("which", "").lower()
    if word in ("yesterday", "last night"):
        return _day(published - timedelta(1), "yesterday")
    if word == "tomorrow":
        return _day(published + timedelta(1), "tomorrow")
    if word:
        if word == "today" and context.tense in ("present", "open"):
            return _open("today", "open")  # "today" may be these days
        return _day(published, "today")
    step = STEP[which]
    unit = form.part["unit"]
    if unit == "week":
        return _week(published + timedelta(7 * step), f"week-{which}")
    if unit == "year":
        return Value(f"{published.year + step:04}", "year", f"year-{which}")
    months = published.year * 12 + published.month - 1 + step
    return _month_of(date(months // 12, months % 12 + 1, 1), f"month-{which}")
