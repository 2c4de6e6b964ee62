"""The knowledge as FollowTheMoney entities (https://followthemoney.tech), for tools that investigators use.

People, organisations, events and places become entities of their own, articles `Article`s; `Documentation` says
who stands in which article, and a quote is a `Note` on its speaker. Products have no schema there and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.exports.article import Json
from newsdesk.pages import addresses
from newsdesk.records import Entity, EntityType, Knowledge, Options, Source

SCHEMATA: dict[EntityType, str] = {
    "person": "Person",
    "organisation": "Organization",
    "event": "Event",
    "place": "Address",
}
# FollowTheMoney writes languages with three letters (ISO 639-3).
LANGUAGES = {"en": "eng"}


def ftm(public: Knowledge, options: Options) -> Iterator[Json]:
    """Entities in FollowTheMoney's JSON, those that others point to first."""
    told = {entity.id: entity for entity in public.entities.values() if entity.type in SCHEMATA}
    for entity in told.values():
        yield _entity(entity, options)
    for source in public.sources.values():
        yield _article(source, options)
    for entity in told.values():
        speaks = {ref.source for ref in entity.quotes_by}
        for source_id in sorted({source for source, _ in entity.chains}):
            role = "is quoted in" if source_id in speaks else "is mentioned in"
            properties = {"document": [f"source-{source_id}"], "entity": [entity.id], "role": [role]}
            yield _row(f"{entity.id}-in-{source_id}", "Documentation", properties)
        for ref in entity.quotes_by:
            source = public.sources[ref.source]
            quote = public.extractions[ref.source].quotes[ref.quote]
            words = quote.words(source.text)
            properties = {
                "name": [f"{entity.name}: {words[:60].rstrip()}{'…' if len(words) > 60 else ''}"],
                "description": [words],
                "entity": [entity.id],
                "publisher": _given(source.meta.outlet),
                "sourceUrl": _web(addresses.absolute(options.site_url, addresses.source(source.id), quote.id)),
            }
            yield _row(quote.id, "Note", properties)


def _entity(entity: Entity, options: Options) -> Json:
    properties = {
        "name": [entity.name],
        "alias": list(entity.aliases),
        "description": _given(entity.description),
        "wikidataId": _given(entity.wikidata),
        "sourceUrl": _web(addresses.absolute(options.site_url, addresses.profile(entity))),
    }
    if entity.type == "place":
        properties["full"] = [entity.name]
    return _row(entity.id, SCHEMATA[entity.type], properties)


def _article(source: Source, options: Options) -> Json:
    meta = source.meta
    properties = {
        "title": _given(source.title),
        "author": _given(meta.author),
        "publisher": _given(meta.outlet),
        "publishedAt": _given(meta.published.isoformat() if meta.published else ""),
        "retrievedAt": _given(meta.retrieved.isoformat() if meta.retrieved else ""),
        "language": _given(LANGUAGES.get(meta.language, "")),
        "sourceUrl": _web(meta.url),
    }
    return _row(f"source-{source.id}", "Article", properties)


def _row(identifier: str, schema: str, properties: dict[str, list[str]]) -> Json:
    return {
        "id": identifier,
        "schema": schema,
        "properties": {key: sorted(set(values)) for key, values in sorted(properties.items()) if values},
    }


def _given(text: str) -> list[str]:
    return [text] if text else []


def _web(url: str) -> list[str]:
    """An address, if it is one that stands on its own."""
    return [url] if url.startswith(("http://", "https://")) else []
