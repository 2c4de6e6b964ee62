"""JSON-LD for pages, in schema.org's words. Of a source's text it holds only what the knowledge lets through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsdesk.pages import addresses
from newsdesk.pages.rights import licence
from newsdesk.pages.site import Site
from newsdesk.records import Entity, Quote, Story

Data = Mapping[str, Any]

CONTEXT = "https://schema.org"
TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "event": "Event",
    "product": "Product",
}
QUOTATIONS = 50  # as many as one page's data lists


def _url(site: Site, address: str, anchor: str = "") -> str:
    return addresses.absolute(site.options.site_url, address, anchor)


def _full(data: dict[str, Any]) -> Data:
    """The data without keys that say nothing."""
    return {key: value for key, value in data.items() if value not in ("", None, (), [])}


def entity(site: Site, found: Entity) -> Data:
    """A profile's thing, with what else it is called."""
    wikidata = [f"https://www.wikidata.org/wiki/{found.wikidata}"] if found.wikidata else []
    return _full(
        {
            "@context": CONTEXT,
            "@type": TYPES[found.type],
            "@id": _url(site, addresses.profile(found)),
            "name": found.name,
            "description": found.description,
            "alternateName": [alias for alias in found.aliases if alias != found.name],
            "sameAs": [*wikidata, *found.same_as],
        }
    )


def quotation(site: Site, source: str, quote: Quote) -> Data:
    """A quote in quotation marks; reported words are nobody's quotation, so none is made of them."""
    speaker = site.speaker(source, quote)
    creator = None
    if speaker:
        creator = {"@type": TYPES[speaker.type], "@id": _url(site, addresses.profile(speaker)), "name": speaker.name}
    return _full(
        {
            "@type": "Quotation",
            "@id": _url(site, addresses.source(source), quote.id),
            "text": " ".join(quote.words(site.source(source).text).split()),
            "creator": creator,
            "dateCreated": str(quote.said_on or ""),
            "isBasedOn": _url(site, addresses.source(source)),
        }
    )


def _quotations(site: Site, source: str) -> list[Data]:
    quotes = (quote for quote in site.extraction(source).quotes if quote.kind != "indirect")
    return [quotation(site, source, quote) for quote in quotes][:QUOTATIONS]


def article(site: Site, identifier: str) -> tuple[Data, ...]:
    """A source's page: the outlet's article it is made from, its quotations, its corrections."""
    source = site.source(identifier)
    meta = source.meta
    return (
        _full(
            {
                "@context": CONTEXT,
                "@type": "NewsArticle",
                "@id": _url(site, addresses.source(identifier)),
                "headline": source.title,
                "datePublished": str(meta.published or ""),
                "inLanguage": meta.language,
                "author": {"@type": "Person", "name": meta.author} if meta.author else "",
                "publisher": {"@type": "Organization", "name": meta.outlet} if meta.outlet else "",
                "isBasedOn": meta.url,
                "license": licence(meta).url,
                "hasPart": _quotations(site, identifier),
                "correction": [
                    {"@type": "CorrectionComment", "datePublished": str(update.on), "text": update.text}
                    for update in meta.updates
                ],
            }
        ),
    )


def briefing(site: Site, story: Story) -> tuple[Data, ...]:
    """A briefing: what it is based on, whom it is about, what was said."""
    known = site.knowledge.entities
    quotations = [data for source in story.sources for data in _quotations(site, source)][:QUOTATIONS]
    about = [
        {"@type": TYPES[known[part.entity].type], "@id": _url(site, addresses.profile(known[part.entity])),
         "name": known[part.entity].name}
        for part in story.people[:10]
    ]  # fmt: skip
    first = story.standfirst
    return (
        _full(
            {
                "@context": CONTEXT,
                "@type": "NewsArticle",
                "@id": _url(site, addresses.briefing(story.id)),
                "headline": story.title,
                "description": story.summary or (site.text(first.source, first.span) if first else ""),
                "datePublished": str(story.published or ""),
                "publisher": {"@type": "Organization", "name": site.options.site_name},
                "isBasedOn": [_url(site, addresses.source(source)) for source in story.sources],
                "about": about,
                "hasPart": quotations,
            }
        ),
    )


def breadcrumbs(site: Site, trail: list[tuple[str, str]]) -> Data:
    """A trail of (name, address) from the home page."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": _url(site, address)}
            for n, (name, address) in enumerate(trail, 1)
        ],
    }
