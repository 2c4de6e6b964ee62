"""Atom feeds: one of all briefings and corrections, one of each profile's quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from heapq import nlargest
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

LENGTH = 50  # entries, the newest
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


def feeds(public: Knowledge, options: Options, memo: Memo) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The address of each feed, and what makes its Atom. Ids are URNs, so that a site may move."""
    yield "feed.xml", lambda: _kept("briefings", options.site_name, "", _of_all(public), options, memo)
    for entity in public.entities.values():
        if any(_dated(entity, public)):
            yield f"{addresses.profile(entity)}feed.xml", partial(_of_profile, entity, public, options, memo)


def _of_all(public: Knowledge) -> Iterator[Entry]:
    newest = _newest((entry.on, entry.id, entry) for entry in chain(_briefings(public), _corrections(public)))
    return (entry for *_, entry in newest)


def _of_profile(entity: Entity, public: Knowledge, options: Options, memo: Memo) -> bytes:
    return _kept(entity.id, entity.name, addresses.profile(entity), _quotes(entity, public), options, memo)


def _briefings(public: Knowledge) -> Iterator[Entry]:
    for story in public.stories.values():
        if story.published and story.title:
            address = addresses.briefing(story.id)
            yield Entry(f"briefing:{story.id}", story.title, _summary(story, public), address, "", story.published)


def _corrections(public: Knowledge) -> Iterator[Entry]:
    """What was corrected after publication: whoever read the article should hear of it."""
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


def _newest(found: Iterable[tuple[date, str, T]]) -> list[tuple[date, str, T]]:
    return nlargest(LENGTH, found, key=itemgetter(0, 1))


def _quotes(entity: Entity, public: Knowledge) -> Iterator[Entry]:
    """The newest quotes of an entity."""
    for on, key, ref in _newest(_dated(entity, public)):
        source = public.sources[ref.source]
        quote = public.extractions[ref.source].quotes[ref.quote]
        words = " ".join(quote.words(source.text).split())
        reported = quote.kind == "indirect"
        cue = quote.cue.of(source.text) if quote.cue and reported else ""
        who = f"{entity.name} {'' if is_held(cue) else told_as(cue)}".rstrip()
        shown = words if reported else f"“{words}”"
        yield Entry(f"quote:{key}", f"{who}: {shown}", source.title, addresses.source(source.id), key, on)


def _kept(name: str, title: str, page: str, entries: Iterable[Entry], options: Options, memo: Memo) -> bytes:
    given = name, title, page, tuple(entries), options.site_name, options.site_url
    return memo.kept(PARTS, atom, *given, name=f"{page}feed.xml")


def atom(name: str, title: str, page: str, newest: Sequence[Entry], site_name: str, site_url: str) -> bytes:
    """A feed. It takes long to make, for what is in it."""
    from feedgen.feed import FeedGenerator  # slow to import, and most feeds are those of the last build

    feed = FeedGenerator()
    feed.id(f"urn:newsdesk:feed:{name}")
    feed.title(title)
    feed.author({"name": site_name})
    feed.link(href=addresses.absolute(site_url, page), rel="alternate")
    feed.link(href=f"{site_url.rstrip('/')}/{page}feed.xml", rel="self")
    feed.updated(_moment(newest[0].on if newest else NEVER))
    for item in newest:
        entry = feed.add_entry(order="append")
        entry.id(f"urn:newsdesk:{item.id}")
        entry.title(item.title)
        entry.link(href=addresses.absolute(site_url, item.address, item.anchor))
        entry.updated(_moment(item.on))
        if item.summary:
            entry.summary(item.summary)
    return bytes(feed.atom_str(pretty=True))


def _moment(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC)
