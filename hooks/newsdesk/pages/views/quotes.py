"""Every quote, in pages; the first page also carries what a browser needs to filter them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout
from newsdesk.pages.views.shared import Pager, callouts, paged, pager
from newsdesk.records import Quote


@dataclass(frozen=True, slots=True)
class Facets:
    """The filter: its choices, and for each quote, in order, which of them it is (−1: none).

    A quote's row is (speaker, source, kind, year), each an index into the list of that name.
    """

    speakers: tuple[str, ...]
    sources: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    years: tuple[str, ...]
    rows: tuple[tuple[int, int, int, int], ...]
    pages: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Quotes:
    """One page of the list."""

    callouts: tuple[Callout, ...]
    pager: Pager
    total: str
    facets: Facets | None  # on the first page
    filter: Link


def drafts(site: Site) -> Iterator[Recipe]:
    """Every page of the list of quotes."""
    pages = paged(addresses.QUOTES, site.quotes, site.options.page_size)
    for number, (_, shown, _) in enumerate(pages, 1):
        yield Recipe(_draft, (number, len(pages), len(site.quotes), tuple(quote.id for _, quote in shown)))


def _draft(site: Site, number: int, last: int, total: int, shown: tuple[str, ...]) -> Draft:
    """One page of the list; the first looks at all quotes."""
    place = Place(site, addresses.numbered(addresses.QUOTES, number))
    view = Quotes(
        callouts=callouts(place, shown),
        pager=pager(place, addresses.QUOTES, number, last),
        total=words.count(total, "quote"),
        facets=_facets(place, last) if number == 1 else None,
        filter=place.link(addresses.QUOTES, "Filter all quotes"),
    )
    title = "Quotes" if number == 1 else f"Quotes, page {number}"
    return Draft(place, "quotes", title, view, description=f"{view.total}, each with its speaker and paragraph")


def _facets(place: Place, last: int) -> Facets:
    site = place.site
    rows = [_row(site, source, quote) for source, quote in site.quotes]
    speakers = tuple(sorted({row[0] for row in rows if row[0]}, key=str.casefold))
    sources = tuple(sorted({row[1] for row in rows}, key=str.casefold))
    years = tuple(sorted({row[3] for row in rows if row[3]}, reverse=True))
    kinds = tuple(words.QUOTE_KINDS.items())
    of = [{name: n for n, name in enumerate(names)} for names in (speakers, sources, [k for k, _ in kinds], years)]
    return Facets(
        speakers=speakers,
        sources=sources,
        kinds=kinds,
        years=years,
        rows=tuple((of[0].get(a, -1), of[1].get(b, -1), of[2].get(c, -1), of[3].get(d, -1)) for a, b, c, d in rows),
        pages=tuple(place.href(addresses.numbered(addresses.QUOTES, n)) for n in range(1, last + 1)),
        size=site.options.page_size,
    )


def _row(site: Site, source: str, quote: Quote) -> tuple[str, str, str, str]:
    entity = site.speaker(source, quote)
    published = site.source(source).meta.published
    return entity.name if entity else "", site.outlet(source), quote.kind, str(published.year) if published else ""
