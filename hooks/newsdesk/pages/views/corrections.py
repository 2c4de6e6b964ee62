"""What was corrected after it was published, newest first; and which articles were withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.rights import licence
from newsdesk.pages.site import Site


@dataclass(frozen=True, slots=True)
class Corrections:
    """The log, and the withdrawn."""

    log: tuple[tuple[str, str, str, Link], ...]  # (date, ISO, what was corrected, source)
    withdrawn: tuple[tuple[str, str, Link], ...]  # (outlet, date, source)


def drafts(site: Site) -> Iterator[Recipe]:
    """The one page of corrections."""
    yield Recipe(_draft, (), addresses.CORRECTIONS, "corrections")


def _draft(site: Site) -> Draft:
    place = Place(site, addresses.CORRECTIONS)
    updates = [(update, source) for source in site.sources for update in source.meta.updates]
    updates.sort(key=lambda found: found[0].on, reverse=True)
    gone = (source for source in site.sources if licence(source.meta).level == "withdrawn")
    view = Corrections(
        log=tuple((words.day(u.on), str(u.on), u.text, place.source(source.id)) for u, source in updates),
        withdrawn=tuple(
            (site.outlet(source.id), words.day(source.meta.published), place.source(source.id)) for source in gone
        ),
    )
    return Draft(place, "corrections", "Corrections", view, description="What was corrected after publication")
