"""Days of a story, each in a line."""

from __future__ import annotations

from dataclasses import dataclass, replace

from newsdesk.pages import words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.place import Place
from newsdesk.pages.views.labels import Ref, ref
from newsdesk.pages.views.shared import Event, events
from newsdesk.records import Span, Story

BEFORE, AFTER = 70, 110  # characters of a sentence that are shown before and after the start of its date


@dataclass(frozen=True, slots=True)
class Day:
    """A dated event, the part of its sentence that is around the date."""

    date: str
    iso: str
    runs: tuple[TextRun, ...]
    ref: Ref
    also: tuple[Ref, ...]
    cut_before: bool
    cut_after: bool
    more: tuple[Day, ...] = ()  # of the same date


def days(place: Place, story: Story) -> list[Day]:
    """The days of a story, each once: its first event in a line, what else is told of it below; the story's own day,
    which its first sentences tell anyway, last."""
    own = str(story.published or "")
    by_date: dict[str, list[Event]] = {}
    for event in events(sorted(story.timeline, key=lambda item: item.date == own)):
        by_date.setdefault(event[0].date, []).append(event)
    lines = ([day(place, event) for event in told] for told in by_date.values())
    return [replace(first, more=tuple(more)) for first, *more in lines]


def day(place: Place, event: Event) -> Day:
    """A dated event in a line."""
    item, *others = event
    text = place.site.source(item.source).text
    span = around(text, item.span, item.date_span)
    return Day(
        date=words.short_date(item.date),
        iso=item.date,
        runs=annotated(place, item.source, span, quotes=False, names=False),
        ref=ref(place, item.source, item.paragraph),
        also=tuple(ref(place, other.source, other.paragraph, also=True) for other in others),
        cut_before=span.start > item.span.start,
        cut_after=span.end < item.span.end,
    )


def around(text: str, sentence: Span, inner: Span) -> Span:
    """The words of a sentence around some of them."""
    start, end = sentence.start, sentence.end
    if inner.start - start > BEFORE:
        start = text.find(" ", inner.start - BEFORE, inner.start) + 1 or start
    if end - inner.start > AFTER:
        end = max(text.rfind(" ", inner.end, inner.start + AFTER), inner.end)
    return Span(start, end)
