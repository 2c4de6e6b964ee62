"""JSON-LD for pages, in schema.org's words. Of a source's text it holds only what the knowledge lets through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsdesk.pages import addresses
from newsdesk.pages.rights import licence
from newsdesk.pages.site import Site
from newsdesk.records import Entity, EntityType, Quote, RelationKind, Story

Data = Mapping[str, Any]

CONTEXT = "https://schema.org"
TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "event": "Event",
    "product": "Product",
}
QUOTATIONS, OF_BRIEFING = 50, 20  # as many as the data of one source and of one briefing lists


# What schema.org calls a relation, by its kind and the types of subject and object: on the subject, on the object.
RELATIONS: Mapping[tuple[RelationKind, EntityType, EntityType], tuple[str, str]] = {
    ("works_for", "person", "organisation"): ("worksFor", "employee"),
    ("heads", "person", "organisation"): ("worksFor", "employee"),
    ("owned_by", "organisation", "organisation"): ("parentOrganization", "subOrganization"),
    ("owned_by", "product", "organisation"): ("", "owns"),
    ("owned_by", "product", "person"): ("", "owns"),
    ("hosted_by", "event", "organisation"): ("organizer", ""),
    ("hosted_by", "event", "person"): ("organizer", ""),
    ("part_of", "person", "organisation"): ("memberOf", "member"),
    ("part_of", "organisation", "organisation"): ("parentOrganization", "subOrganization"),
    ("part_of", "place", "place"): ("containedInPlace", "containsPlace"),
    ("part_of", "event", "event"): ("superEvent", "subEvent"),
}


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
            **_relations(site, found),
        }
    )


def _relations(site: Site, found: Entity) -> dict[str, list[Data]]:
    """The relationships that sources state outright, where schema.org has a word for them."""
    told: dict[str, list[Data]] = {}
    for stated in site.relationships_of.get(found.id, ()):
        one, other = (site.knowledge.entities[key] for key in (stated.subject, stated.object))
        turned = found.id == stated.object
        word = RELATIONS.get((stated.kind, one.type, other.type), ("", ""))[turned]
        thing = _thing(site, one if turned else other)
        if word and thing not in told.setdefault(word, []):
            told[word].append(thing)
    return told


def _thing(site: Site, found: Entity) -> Data:
    return {"@type": TYPES[found.type], "@id": _url(site, addresses.profile(found)), "name": found.name}


def quotation(site: Site, source: str, quote: Quote) -> Data:
    """A quote in quotation marks; reported words are nobody's quotation, so none is made of them."""
    speaker = site.speaker(source, quote)
    return _full(
        {
            "@type": "Quotation",
            "@id": _url(site, addresses.source(source), quote.id),
            "text": " ".join(quote.words(site.source(source).text).split()),
            "creator": _thing(site, speaker) if speaker else None,
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
    quotations = [data for source in story.sources for data in _quotations(site, source)][:OF_BRIEFING]
    about = [_thing(site, known[part.entity]) for part in story.people[:10]]
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
