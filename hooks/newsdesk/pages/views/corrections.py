"""The corrections after publication, newest first, and the withdrawn articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.rights import licence
from newsdesk.pages.site import Site
from newsdesk.pages.views.shared import Pager, paged, pager
from newsdesk.records import Source, Update


@dataclass(frozen=True, slots=True)
class Corrections:
    """The log, and the withdrawn."""

    log: tuple[tuple[str, str, str, Link], ...]  # (date, ISO, what was corrected, source)
    withdrawn: tuple[tuple[str, str, Link], ...]  # (outlet, date, source)
    pager: Pager


def drafts(site: Site) -> Iterator[Recipe]:
    """The log, in pages where it is long."""
    last = max(len(paged(entries, site.options.page_size)) for entries in (_updates(site), _withdrawn(site)))
    for number in range(1, last + 1):
        yield Recipe(_draft, (number, last), addresses.numbered(addresses.CORRECTIONS, number), "corrections")


def _updates(site: Site) -> list[tuple[Update, Source]]:
    updates = [(update, source) for source in site.sources for update in source.meta.updates]
    return sorted(updates, key=lambda found: found[0].on, reverse=True)


def _withdrawn(site: Site) -> list[Source]:
    return [source for source in site.sources if licence(source.meta).level == "withdrawn"]


def _draft(site: Site, number: int, last: int) -> Draft:
    place, size = Place(site, addresses.numbered(addresses.CORRECTIONS, number)), site.options.page_size
    here = slice((number - 1) * size, number * size)
    view = Corrections(
        log=tuple((words.day(u.on), str(u.on), u.text, place.source(source.id)) for u, source in _updates(site)[here]),
        withdrawn=tuple(
            (site.outlet(source.id), words.day(source.meta.published), place.source(source.id))
            for source in _withdrawn(site)[here]
        ),
        pager=pager(place, addresses.CORRECTIONS, number, last),
    )
    return Draft(place, "corrections", "Corrections", view, description="What was corrected after publication")
