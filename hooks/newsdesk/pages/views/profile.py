"""The page of one entity."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from newsdesk.pages import addresses, linked, words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place, Portrait, portrait
from newsdesk.pages.rights import sentence_at
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout, SourceLabel, callout, source_label
from newsdesk.pages.views.shared import Dated, Teaser, dated, teaser
from newsdesk.records import Entity, MentionPlace, QuoteRef, Span

BOOST = 10.0  # who searches for a name looks for its profile, and for that of a name often in the news first
STATED = 3  # sentences that state one relation, the newest
SHOWN = 10  # callouts and sources before the rest folds away
EVENTS, BRIEFINGS = 20, 6  # the newest


@dataclass(frozen=True, slots=True)
class Described:
    """What sources call the entity, in these very words."""

    text: str
    places: tuple[tuple[str, Link], ...]  # (outlet, paragraph)


@dataclass(frozen=True, slots=True)
class Seen:
    """When the dated sources first or last named the entity."""

    label: str
    date: str
    iso: str
    source: Link


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that states a relation outright."""

    runs: tuple[TextRun, ...]
    source: SourceLabel
    paragraph: Link


@dataclass(frozen=True, slots=True)
class Relation:
    """What sources state outright about the entity and another one, each with the sentences that say so."""

    label: str  # "Headed by"
    other: Link
    portrait: Portrait
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence that names the entity; no runs where it is held back."""

    runs: tuple[TextRun, ...]
    paragraph: Link


@dataclass(frozen=True, slots=True)
class Contexts:
    """All sentences of one source that name the entity."""

    source: SourceLabel
    title: str
    sentences: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything a profile shows."""

    name: str
    dir: str
    kind: str
    portrait: Portrait
    description: str
    reviewed: bool
    counts: str
    seen: tuple[Seen, ...]
    described: tuple[Described, ...]
    aliases: tuple[str, ...]
    same_as: tuple[tuple[str, str], ...]
    relations: tuple[Relation, ...]
    said: tuple[Callout, ...]
    more_said: tuple[Callout, ...]
    about: tuple[Callout, ...]
    more_about: tuple[Callout, ...]
    contexts: tuple[Contexts, ...]
    more_contexts: tuple[Contexts, ...]
    with_others: tuple[tuple[Link, Portrait, str], ...]
    timeline: tuple[Dated, ...]
    briefings: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A stub where a renamed entity's profile used to stand."""

    link: Link


def drafts(site: Site) -> Iterator[Recipe]:
    """A page for every profile, and a stub at each address it used to have."""
    for key, entity in site.knowledge.entities.items():
        yield Recipe(_draft, (key,), addresses.profile(entity), "profile")
        for former in entity.formerly:
            yield Recipe(_moved, (key, former), addresses.former_profile(entity, former), "moved")


def _draft(site: Site, identifier: str) -> Draft:
    entity = site.knowledge.entities[identifier]
    place = Place(site, addresses.profile(entity))
    view = profile(place, entity)
    return Draft(
        place=place,
        kind="profile",
        title=entity.name,
        view=view,
        description=f"{entity.name}: {site.role(entity) or view.kind}. {view.counts}",
        json_ld=(linked.entity(site, entity),),
        meta={"og:type": "profile" if entity.type == "person" else "website"},
        has_card=bool(entity.quotes_by),
        search_boost=BOOST * (1 + math.log2(1 + len(entity.mentions))),
    )


def _moved(site: Site, identifier: str, former: str) -> Draft:
    entity = site.knowledge.entities[identifier]
    old = Place(site, addresses.former_profile(entity, former))
    return Draft(
        place=old,
        kind="moved",
        title=entity.name,
        view=Moved(old.entity(entity, preview=False)),
        redirect_to=addresses.profile(entity),
    )


def profile(place: Place, entity: Entity) -> Profile:
    site = place.site
    said, about = (_newest(site, refs) for refs in (entity.quotes_by, entity.quotes_about))
    contexts = _contexts(place, entity)
    # As many as previews and lists say: quotes in other words are named below the first of their statement.
    counts = [words.count(len(entity.quotes_by), "quote")] if said else []
    counts += [words.count(len(entity.mentions), "mention"), words.count(len(site.sources_of(entity)), "source")]
    return Profile(
        name=entity.name,
        dir=words.direction(entity.name),
        kind=words.TYPES[entity.type],
        portrait=portrait(entity),
        description=entity.description,
        reviewed=entity.curated,
        counts=" · ".join(counts),
        seen=_seen(place, entity),
        described=_described(place, entity),
        aliases=tuple(alias for alias in entity.aliases if alias != entity.name),
        same_as=_same_as(entity),
        relations=_relations(place, entity),
        said=tuple(callout(place, ref.source, site.quote(ref)) for ref in said[:SHOWN]),
        more_said=tuple(callout(place, ref.source, site.quote(ref)) for ref in said[SHOWN:]),
        about=tuple(callout(place, ref.source, site.quote(ref)) for ref in about[:SHOWN]),
        more_about=tuple(callout(place, ref.source, site.quote(ref)) for ref in about[SHOWN:]),
        contexts=contexts[:SHOWN],
        more_contexts=contexts[SHOWN:],
        with_others=_with_others(place, entity),
        timeline=_timeline(place, entity),
        briefings=_briefings(place, entity),
    )


def _seen(place: Place, entity: Entity) -> tuple[Seen, ...]:
    """First and last seen; of one day only, the one."""
    sources = [(day, key) for key in place.site.sources_of(entity) if (day := place.site.source(key).meta.published)]
    if not sources:
        return ()
    ends = [("First seen", min(sources)), ("Last seen", max(sources))]
    if ends[0][1][0] == ends[1][1][0]:
        ends = [("Seen", min(sources))]
    return tuple(Seen(label, words.day(day), str(day), place.source(key)) for label, (day, key) in ends)


def _newest(site: Site, refs: tuple[QuoteRef, ...]) -> list[QuoteRef]:
    """One quote for each statement, newest first, of one source those in full first; its caption has the others."""
    seen: set[str] = set()
    kept = []
    rank = {"direct": 0, "mixed": 1, "indirect": 2}
    for ref in sorted(refs, key=lambda ref: (site.newest_first[ref.source], rank[site.quote(ref).kind], ref.quote)):
        statement = site.statement_of.get(site.quote(ref).id, site.quote(ref).id)
        if statement not in seen:
            seen.add(statement)
            kept.append(ref)
    return kept


def _described(place: Place, entity: Entity) -> tuple[Described, ...]:
    site = place.site
    found: dict[str, tuple[str, list[tuple[str, Link]]]] = {}
    for source in site.sources_of(entity):
        for description in site.extraction(source).descriptions:
            if site.entity_at(source, description.chain) is entity and (text := site.text(source, description.span)):
                places = found.setdefault(text.casefold(), (text, []))[1]
                places.append((site.outlet(source), place.paragraph(source, description.paragraph)))
    return tuple(Described(text, tuple(places[:3])) for text, places in found.values())


def _same_as(entity: Entity) -> tuple[tuple[str, str], ...]:
    links = [("Wikidata", f"https://www.wikidata.org/wiki/{entity.wikidata}")] if entity.wikidata else []
    web = (url for url in entity.same_as if url.startswith(("https://", "http://")))
    return (*links, *((url.split("/")[2], url) for url in web))


def _relations(place: Place, entity: Entity) -> tuple[Relation, ...]:
    """Those of the entity itself first, in each kind those that most sentences state."""
    site = place.site
    order = list(words.RELATIONS)
    found = []
    for stated in site.relationships_of.get(entity.id, ()):
        turned = stated.subject != entity.id
        other = site.knowledge.entities[stated.subject if turned else stated.object]
        label = words.RELATIONS[stated.kind]
        if stated.kind == "part_of" and "person" in (entity.type, other.type):
            label = words.MEMBERSHIP
        newest = sorted(stated.places, key=lambda p: site.newest_first[p[0]])[:STATED]
        evidence = tuple(
            Evidence(
                annotated(place, source, sentence, quotes=False),
                source_label(place, site.source(source)),
                place.paragraph(source, paragraph),
            )
            for source, sentence, paragraph in newest
        )
        rank = (turned, order.index(stated.kind), -len(stated.places), other.name)
        found.append((rank, Relation(label[turned], place.entity(other), portrait(other), evidence)))
    return tuple(relation for _, relation in sorted(found, key=lambda pair: pair[0]))


def _contexts(place: Place, entity: Entity) -> tuple[Contexts, ...]:
    site = place.site
    by_source: dict[str, list[MentionPlace]] = {}
    for mention in entity.mentions:
        by_source.setdefault(mention.source, []).append(mention)
    return tuple(
        Contexts(source_label(place, site.source(source)), site.title(source), _sentences(place, by_source[source]))
        for source in site.sources_of(entity)
        if source in by_source
    )


def _sentences(place: Place, mentions: list[MentionPlace]) -> tuple[Context, ...]:
    """Each sentence once, in the source's order."""
    site = place.site
    source = mentions[0].source
    found = site.extraction(source)
    contexts: dict[Span, Context] = {}
    for at in mentions:
        mention = found.mentions[at.mention]
        span = sentence_at(found, mention.span)
        if span not in contexts:
            runs = annotated(place, source, span, quotes=False) if site.text(source, span) else ()
            contexts[span] = Context(runs, place.paragraph(source, mention.paragraph))
    return tuple(contexts.values())


def _with_others(place: Place, entity: Entity) -> tuple[tuple[Link, Portrait, str], ...]:
    known = place.site.knowledge.entities
    pairs = [(known[key], number) for key, number in entity.appears_with if key in known][:24]
    return tuple(
        (place.entity(other), portrait(other), words.count(number, "shared sentence")) for other, number in pairs
    )


def _timeline(place: Place, entity: Entity) -> tuple[Dated, ...]:
    return tuple(dated(place, item) for item in place.site.events_of.get(entity.id, ())[-EVENTS:])


def _briefings(place: Place, entity: Entity) -> tuple[Teaser, ...]:
    return tuple(teaser(place, story) for story in islice(place.site.stories_of(entity), BRIEFINGS))
