"""Atom feeds: one of all briefings and corrections, one of each profile's quotes.

A feed has the newest. What is older stands in archives (RFC 5005, section 4), each of which says where the one before
it is: counted from the oldest on, so that something new changes none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import TypeVar

from newsdesk.exports.encoding import PARTS
from newsdesk.memo.memo import Memo
from newsdesk.pages import addresses
from newsdesk.pages.publishing import is_held
from newsdesk.pages.words import told_as
from newsdesk.records import Entity, Knowledge, Options, QuoteRef, Story

T = TypeVar("T")

LENGTH = 50  # entries of an archive; the feed itself has as many or more, fewer than twice that
ARCHIVE = b'</title>\n  <fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>\n'
NEVER = date(1970, 1, 1)  # a feed must say when it changed; this one has nothing dated


@dataclass(frozen=True)
class Entry:
    """One entry; feeds go by date, so what has none is in no feed."""

    id: str
    title: str
    summary: str
    address: str
    anchor: str
    on: date


@dataclass(frozen=True)
class Feed:
    """A feed, or the `number`-th of its `last` archives."""

    name: str
    title: str
    page: str
    entries: tuple[Entry, ...]
    number: int
    last: int


def feeds(public: Knowledge, options: Options, memo: Memo) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The address of each feed and archive, and what makes its Atom. Ids are URNs, so that a site may move."""
    told = len(public.stories) + sum(len(source.meta.updates) for source in public.sources.values())
    last = _archives(sum(1 for _ in _all(public))) if told >= 2 * LENGTH else 0
    for number in range(last + 1):
        yield _address("", number), partial(_of_all, public, options, memo, number, last)
    for entity in public.entities.values():
        if any(_dated(entity, public)):
            last = _archives(sum(1 for _ in _dated(entity, public))) if len(entity.quotes_by) >= 2 * LENGTH else 0
            for number in range(last + 1):
                at = _address(addresses.profile(entity), number)
                yield at, partial(_of_profile, entity, public, options, memo, number, last)


def _archives(entries: int) -> int:
    """How many archives are full, where a feed keeps as many entries as one has."""
    return max(0, entries // LENGTH - 1)


def _address(page: str, number: int) -> str:
    """Where an archive stands; 0 is the feed itself."""
    return f"{page}feed/{number}.xml" if number else f"{page}feed.xml"


def _part(found: Iterable[tuple[date, str, T]], number: int, last: int) -> list[tuple[date, str, T]]:
    """What is in an archive, or after the last of them, newest first."""
    ordered = sorted(found, key=itemgetter(0, 1))
    start = (number - 1 if number else last) * LENGTH
    return ordered[start : start + LENGTH if number else None][::-1]


def _all(public: Knowledge) -> Iterator[tuple[date, str, Entry]]:
    return ((entry.on, entry.id, entry) for entry in chain(_briefings(public), _corrections(public)))


def _of_all(public: Knowledge, options: Options, memo: Memo, number: int, last: int) -> bytes:
    entries = tuple(entry for *_, entry in _part(_all(public), number, last))
    feed = Feed("briefings", options.site_name, "", entries, number, last)
    return memo.kept(PARTS, atom, feed, options.site_name, options.site_url, name=_address("", number))


def _of_profile(entity: Entity, public: Knowledge, options: Options, memo: Memo, number: int, last: int) -> bytes:
    page = addresses.profile(entity)
    entries = tuple(_quotes(entity, public, _part(_dated(entity, public), number, last)))
    feed = Feed(entity.id, entity.name, page, entries, number, last)
    return memo.kept(PARTS, atom, feed, options.site_name, options.site_url, name=_address(page, number))


def _briefings(public: Knowledge) -> Iterator[Entry]:
    for story in public.stories.values():
        if story.published and story.title:
            address = addresses.briefing(story.id)
            yield Entry(f"briefing:{story.id}", story.title, _summary(story, public), address, "", story.published)


def _corrections(public: Knowledge) -> Iterator[Entry]:
    """The corrections after publication: whoever read the article should hear of them."""
    for source in public.sources.values():
        for number, update in enumerate(source.meta.updates, 1):
            title = f"Corrected: {source.title or source.id}"
            key = f"correction:{source.id}:{number}"
            yield Entry(key, title, update.text, addresses.source(source.id), "", update.on)


def _summary(story: Story, public: Knowledge) -> str:
    first = story.standfirst
    return story.summary or (" ".join(first.span.of(public.sources[first.source].text).split()) if first else "")


def _dated(entity: Entity, public: Knowledge) -> Iterator[tuple[date, str, QuoteRef]]:
    """The quotes of which it is known when they were said, or printed."""
    for ref in entity.quotes_by:
        quote = public.extractions[ref.source].quotes[ref.quote]
        if on := quote.said_on or public.sources[ref.source].meta.published:
            yield on, quote.id, ref


def _quotes(entity: Entity, public: Knowledge, dated: Iterable[tuple[date, str, QuoteRef]]) -> Iterator[Entry]:
    """Quotes of an entity as entries."""
    for on, key, ref in dated:
        source = public.sources[ref.source]
        quote = public.extractions[ref.source].quotes[ref.quote]
        words = " ".join(quote.words(source.text).split())
        reported = quote.kind == "indirect"
        cue = quote.cue.of(source.text) if quote.cue and reported else ""
        who = f"{entity.name} {'' if is_held(cue) else told_as(cue)}".rstrip()
        shown = words if reported else f"“{words}”"
        yield Entry(f"quote:{key}", f"{who}: {shown}", source.title, addresses.source(source.id), key, on)


def atom(it: Feed, site_name: str, site_url: str) -> bytes:
    """A feed or an archive. It takes long to make, for what is in it."""
    from feedgen.feed import FeedGenerator  # slow to import, and most feeds are those of the last build

    def link(number: int, rel: str) -> None:
        feed.link(href=f"{site_url.rstrip('/')}/{_address(it.page, number)}", rel=rel)

    feed = FeedGenerator()
    feed.id(f"urn:newsdesk:feed:{it.name}{f':{it.number}' if it.number else ''}")
    feed.title(it.title)
    feed.author({"name": site_name})
    feed.link(href=addresses.absolute(site_url, it.page), rel="alternate")
    link(it.number, "self")
    if it.number:
        link(0, "current")
    before, after = (it.number or it.last + 1) - 1, it.number + 1
    if before:
        link(before, "prev-archive")
    if 1 < after <= it.last:
        link(after, "next-archive")
    newest = it.entries
    feed.updated(_moment(newest[0].on if newest else NEVER))
    for item in newest:
        entry = feed.add_entry(order="append")
        entry.id(f"urn:newsdesk:{item.id}")
        entry.title(item.title)
        entry.link(href=addresses.absolute(site_url, item.address, item.anchor))
        entry.updated(_moment(item.on))
        if item.summary:
            entry.summary(item.summary)
    told = bytes(feed.atom_str(pretty=True))
    return told.replace(b"</title>\n", ARCHIVE, 1) if it.number else told


def _moment(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC)
