"""Every quote: the newest on one page, which also has what a browser needs to filter them all, and a list a month.

So a new quote moves others in its own month only, and their pages alone are made again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout
from newsdesk.pages.views.shared import Pager, callouts, paged, pager
from newsdesk.records import Quote, Source

FILTERED = (
    3_000  # quotes of which a page may carry what a filter needs; of more, profiles, outlets and search find them
)


@dataclass(frozen=True, slots=True)
class Facets:
    """The filter: its choices, and for each quote, newest first, which of them it is (−1: none).

    A quote's row is (speaker, source, kind, year), each an index into the list of that name. `pages` are the pages
    that hold the quotes in the order of the rows: (address, how many).
    """

    speakers: tuple[str, ...]
    sources: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    years: tuple[str, ...]
    rows: tuple[tuple[int, int, int, int], ...]
    pages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Quotes:
    """One page of quotes: the newest, or those of a month."""

    callouts: tuple[Callout, ...]
    total: str
    facets: Facets | None  # with the newest, where they are not too many
    months: tuple[tuple[Link, bool, int], ...]  # with the newest
    ways: tuple[Link, ...]  # from a month to all quotes, and to the months before and after it
    pager: Pager | None


Months = tuple[tuple[str, int], ...]  # each with how many quotes it has


def drafts(site: Site) -> Iterator[Recipe]:
    """The newest quotes; if there are more, each month's, in pages."""
    month_of = {source.id: str(source.meta.published or "")[:7] for source in site.sources}  # as YYYY-MM, "" if unknown
    months = [
        (month, tuple(quote.id for _, quote in found))
        for month, found in groupby(site.quotes, key=lambda found: month_of[found[0]])
    ]
    recipes = []
    if len(site.quotes) > site.options.page_size:
        names = [None, *(month for month, _ in months), None]
        for (month, quotes), newer, older in zip(months, names, names[2:], strict=False):
            shown = paged(quotes, site.options.page_size)
            recipes += [
                Recipe(
                    _of_month,
                    (month, number, len(shown), len(quotes), newer, older, tuple(ids)),
                    addresses.numbered(_address(month), number),
                    "quotes",
                )
                for number, ids in enumerate(shown, 1)
            ]
    counts = tuple((month, len(quotes)) for month, quotes in months) if recipes else ()
    yield Recipe(_newest, (counts,), addresses.QUOTES, "quotes")
    yield from recipes


def _address(month: str) -> str:
    return addresses.year(addresses.QUOTES, month or "undated")


def _newest(site: Site, months: Months) -> Draft:
    """The newest quotes, with the filter and the ways to all others."""
    place = Place(site, addresses.QUOTES)
    newest = [quote.id for _, quote in site.quotes[: site.options.page_size]]
    view = Quotes(
        callouts=callouts(place, newest),
        total=words.count(len(site.quotes), "quote"),
        facets=_facets(place, months) if len(site.quotes) <= FILTERED else None,
        months=tuple((_link(place, month), False, number) for month, number in months),
        ways=(),
        pager=None,
    )
    return Draft(place, "quotes", "Quotes", view, description=f"{view.total}, each with its speaker and paragraph")


def _of_month(
    site: Site,
    month: str,
    number: int,
    last: int,
    total: int,
    newer: str | None,
    older: str | None,
    shown: tuple[str, ...],
) -> Draft:
    """One page of a month's quotes."""
    place = Place(site, addresses.numbered(_address(month), number))
    view = Quotes(
        callouts=callouts(place, shown),
        total=words.count(total, "quote"),
        facets=None,
        months=(),
        ways=(
            place.link(addresses.QUOTES, "All quotes"),
            *(_link(place, name) for name in (newer, older) if name is not None),
        ),
        pager=pager(place, _address(month), number, last),
    )
    title = f"Quotes of {words.partial_date(month)}" if month else "Quotes without a date"
    title += f", page {number}" if number > 1 else ""
    return Draft(place, "quotes", title, view, description=f"{view.total}, each with its speaker and paragraph")


def _link(place: Place, month: str) -> Link:
    return place.link(_address(month), words.partial_date(month) if month else f"Date {words.NOT_STATED}")


def _facets(place: Place, months: Months) -> Facets:
    site = place.site
    told = {source.id: (site.outlet(source.id), _year(source)) for source in site.sources}
    rows = [(_speaker(site, key, quote), told[key][0], quote.kind, told[key][1]) for key, quote in site.quotes]
    speakers = tuple(sorted({row[0] for row in rows if row[0]}, key=str.casefold))
    sources = tuple(sorted({row[1] for row in rows}, key=str.casefold))
    years = tuple(sorted({row[3] for row in rows if row[3]}, reverse=True))
    kinds = tuple(words.QUOTE_KINDS.items())
    of = [{name: n for n, name in enumerate(names)} for names in (speakers, sources, [k for k, _ in kinds], years)]
    pages = [
        (addresses.numbered(_address(month), number), len(shown))
        for month, quotes in months
        for number, shown in enumerate(paged(range(quotes), site.options.page_size), 1)
    ]
    return Facets(
        speakers=speakers,
        sources=sources,
        kinds=kinds,
        years=years,
        rows=tuple((of[0].get(a, -1), of[1].get(b, -1), of[2].get(c, -1), of[3].get(d, -1)) for a, b, c, d in rows),
        pages=tuple((place.href(at), number) for at, number in pages),
    )


def _year(source: Source) -> str:
    return str(source.meta.published.year) if source.meta.published else ""


def _speaker(site: Site, source: str, quote: Quote) -> str:
    entity = site.speaker(source, quote)
    return entity.name if entity else ""
