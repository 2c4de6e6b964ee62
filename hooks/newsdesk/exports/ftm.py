"""The knowledge as FollowTheMoney entities (https://followthemoney.tech), for tools that investigators use.

People, organisations, events and places become entities of their own, articles `Article`s; `Documentation` says
who stands in which article, a quote is a `Note` on its speaker, and what articles state outright between two names is
a link with its sentences. Products have no schema there and are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain

from newsdesk.exports.article import Json
from newsdesk.exports.tables import Tables, lines
from newsdesk.pages import addresses
from newsdesk.records import Entity, EntityType, Knowledge, Options, RelationKind, Relationship, Source

SCHEMATA: dict[EntityType, str] = {
    "person": "Person",
    "organisation": "Organization",
    "event": "Event",
    "place": "Address",
}
# FollowTheMoney writes languages with three letters (ISO 639-3).
LANGUAGES = {"en": "eng"}


def ftm_files(public: Knowledge, options: Options, tables: Tables) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The address of each file, and what makes it: of a large archive one for the names, the links and each year."""

    def of(*parts: Part, year: str = "") -> bytes:
        wanted = {key: source for key, source in public.sources.items() if year in ("", tables.years[key])}
        return lines(chain.from_iterable(part(public, options, wanted) for part in parts))

    if not tables.parted:
        yield "data/ftm.json", partial(of, _names, _articles, _links, _stand)
        return
    yield "data/ftm/names.json", partial(of, _names)
    yield "data/ftm/links.json", partial(of, _links)
    for year in tables.parted:
        yield f"data/ftm/{year}.json", partial(of, _articles, _stand, year=year)


Part = Callable[[Knowledge, Options, Mapping[str, Source]], Iterator[Json]]  # those that others point to come first


def _names(public: Knowledge, options: Options, wanted: Mapping[str, Source]) -> Iterator[Json]:
    return (_entity(entity, options) for entity in _told(public).values())


def _articles(public: Knowledge, options: Options, wanted: Mapping[str, Source]) -> Iterator[Json]:
    return (_article(source, options) for source in wanted.values())


def _links(public: Knowledge, options: Options, wanted: Mapping[str, Source]) -> Iterator[Json]:
    told = _told(public)
    return chain.from_iterable(_link(stated, told, public) for stated in public.relationships)


def _stand(public: Knowledge, options: Options, wanted: Mapping[str, Source]) -> Iterator[Json]:
    return chain.from_iterable(_stands(entity, public, options, wanted) for entity in _told(public).values())


def _told(public: Knowledge) -> dict[str, Entity]:
    return {entity.id: entity for entity in public.entities.values() if entity.type in SCHEMATA}


def _stands(entity: Entity, public: Knowledge, options: Options, wanted: Mapping[str, Source]) -> Iterator[Json]:
    """In which of the wanted articles an entity stands, and its quotes there."""
    speaks = {ref.source for ref in entity.quotes_by}
    for key in sorted({source for source, _ in entity.chains if source in wanted}):
        role = "is quoted in" if key in speaks else "is mentioned in"
        properties = {"document": [f"source-{key}"], "entity": [entity.id], "role": [role]}
        yield _row(f"{entity.id}-in-{key}", "Documentation", properties)
    for ref in (ref for ref in entity.quotes_by if ref.source in wanted):
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


# By kind and the types of both sides: a link's schema, its property for the subject and for the object, and a role.
LINKS: dict[tuple[RelationKind, EntityType, EntityType], tuple[str, str, str, str]] = {
    ("works_for", "person", "organisation"): ("Employment", "employee", "employer", "works for"),
    ("heads", "person", "organisation"): ("Directorship", "director", "organization", "heads"),
    ("part_of", "person", "organisation"): ("Membership", "member", "organization", "member of"),
    ("part_of", "organisation", "organisation"): ("Membership", "member", "organization", "part of"),
    ("owned_by", "organisation", "organisation"): ("UnknownLink", "subject", "object", "owned by"),
    ("owned_by", "organisation", "person"): ("UnknownLink", "subject", "object", "owned by"),
}


def _link(stated: Relationship, told: Mapping[str, Entity], public: Knowledge) -> Iterator[Json]:
    """What sources state outright between two entities, with the sentences that say so, where there is a schema."""
    one, other = told.get(stated.subject), told.get(stated.object)
    link = LINKS.get((stated.kind, one.type, other.type)) if one and other else None
    if link is None:
        return
    schema, subject, object_, role = link
    dates = [day.isoformat() for source, *_ in stated.places if (day := public.sources[source].meta.published)]
    properties = {
        subject: [stated.subject],
        object_: [stated.object],
        "role": [role],
        "summary": [" ".join(sentence.of(public.sources[key].text).split()) for key, sentence, _ in stated.places],
        "proof": [f"source-{source}" for source, *_ in stated.places],
        "date": dates,
    }
    yield _row(f"{stated.subject}-{stated.kind}-{stated.object}".replace("_", "-"), schema, properties)


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
