"""Every dated event, by year, month and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.shared import Dated, Event, Pager, dated, events, paged, pager

SINGLE_YEARS = 10  # as many years stand alone
SINGLE_DECADES = 60  # as many years before them stand by decades


@dataclass(frozen=True, slots=True)
class Days:
    """The events of one month (or, without one, of a year), by day."""

    title: str
    anchor: str
    days: tuple[tuple[str, str, tuple[Dated, ...]], ...]  # (date in words, ISO, events)


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the timeline."""

    title: str
    total: str
    years: tuple[tuple[Link, bool, int], ...]
    months: tuple[Days, ...]
    names: tuple[str, ...]  # for the filter
    pager: Pager


def drafts(site: Site) -> Iterator[Recipe]:
    """The newest events, and one list for each year."""
    found = {event for story in site.knowledge.stories.values() for event in events(story.timeline)}
    items = sorted(found, key=lambda event: (event[0].date, event[0].source, event[0].span.start), reverse=True)
    size = site.options.page_size * 2
    years = _periods(items) if len(items) > size else []
    parts = tuple((year, len(group)) for year, group in years)
    now = max((str(source.meta.published) for source in site.sources if source.meta.published), default="9999")
    lists = [("Timeline", addresses.TIMELINE, _happened(items, now)[:size], len(items), "")]
    lists += [(f"Timeline of {y}", addresses.year(addresses.TIMELINE, y), group, len(group), y) for y, group in years]
    for title, address, listed, total, here in lists:
        pages = paged(listed, size)
        for number, shown in enumerate(pages, 1):
            inputs = (address, number, len(pages), total, tuple(shown), title, parts, here)
            yield Recipe(_draft, inputs, addresses.numbered(address, number), "timeline")


def _happened(items: list[Event], now: str) -> list[Event]:
    """The newest that has happened by the day of the newest article first; what is yet to come after all that."""
    return sorted(items, key=lambda event: event[0].date > now)


def _periods(items: list[Event]) -> list[tuple[str, list[Event]]]:
    """The items by year; the oldest, where years are many, by decade, and by century."""
    dates = sorted({event[0].date[:4] for event in items}, reverse=True)
    oldest = dates[:SINGLE_YEARS][-1] if dates else ""
    century = f"{max(0, int(oldest or 0) - SINGLE_DECADES):04d}"

    def period(event: Event) -> str:
        year = event[0].date[:4]
        return year if year >= oldest else f"{year[:3]}0s" if year >= century else f"{year[:2]}00s"

    return [(name, list(group)) for name, group in groupby(items, key=period)]


def _draft(
    site: Site,
    address: str,
    number: int,
    last: int,
    total: int,
    items: Sequence[Event],
    title: str,
    years: Sequence[tuple[str, int]],
    here: str,
) -> Draft:
    place = Place(site, addresses.numbered(address, number))
    months: list[Days] = []
    for month, group in groupby(items, key=lambda event: event[0].date[:7]):
        again = any(known.anchor == f"t{month}" for known in months)  # what is yet to come of a month that has begun
        months.append(_month(place, month, list(group), "-ahead" if again else ""))
    names = {link.text for month in months for _, _, events in month.days for e in events for link in e.names}
    parts = tuple(
        (place.link(addresses.year(addresses.TIMELINE, year), year), year == here, events) for year, events in years
    )
    count = words.count(total, "dated event")
    ways = pager(place, address, number, last)
    view = Timeline(title, count, parts, tuple(months), tuple(sorted(names, key=str.casefold)), ways)
    return Draft(place, "timeline", title, view, description=f"{title}: {count}, each with its source")


def _month(place: Place, month: str, items: list[Event], ahead: str) -> Days:
    days = groupby(items, key=lambda event: event[0].date)
    return Days(
        title=words.partial_date(month) + (", ahead" if ahead else ""),
        anchor=f"t{month}{ahead}",
        days=tuple(
            (words.partial_date(day), day, tuple(dated(place, event) for event in group)) for day, group in days
        ),
    )
