"""The page of one entity."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from newsdesk.pages import addresses, linked, words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place, Portrait, portrait
from newsdesk.pages.rights import sentence_at
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout, callout
from newsdesk.pages.views.labels import SourceLabel, source_label
from newsdesk.pages.views.shared import Dated, Pager, Teaser, dated, events, pager, teaser
from newsdesk.pages.views.ties import Tie, ties
from newsdesk.pages.views.voices import Subject, subjects
from newsdesk.records import Entity, MentionRef, QuoteRef, Span

BOOST = 10.0  # who searches for a name looks for its profile, and for that of a name often in the news first
STATED = 3  # sentences that state one relation, the newest
SHOWN = 10  # callouts and sources before the rest folds away
SUBJECTS, OF_SUBJECT = 6, 2  # what they said: subjects that stand open, and quotes on each
LONG = 40  # quotes and sources from which on the older ones have pages of their own, by year
NEWEST, NEWEST_ABOUT = 20, 6  # quotes that stand on a long profile itself
OF_YEAR = 24  # quotes and sources on one of these
SENTENCES = 4  # of one source that name the subject
EVENTS, BRIEFINGS = 20, 6  # the newest


@dataclass(frozen=True, slots=True)
class Described:
    """A description of the entity, in its sources' very words."""

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
class Latest:
    """The newest story that names the entity."""

    story: Link
    date: str
    iso: str
    quotes: str  # of the entity in it


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that states a relation outright."""

    runs: tuple[TextRun, ...]
    source: SourceLabel
    paragraph: Link


@dataclass(frozen=True, slots=True)
class Relation:
    """The relationships of the entity to others, as sources state them outright, with their sentences."""

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
    more: int  # sentences that stand in the source alone


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
    latest: Latest | None
    described: tuple[Described, ...]
    aliases: tuple[str, ...]
    same_as: tuple[tuple[str, str], ...]
    relations: tuple[Relation, ...]
    said: tuple[Subject, ...]
    more_said: tuple[Subject, ...]
    more_quotes: int
    outlets: tuple[str, ...]  # for the filter
    years: tuple[tuple[Link, bool, int], ...]  # of a long profile: pages with all of a year
    about: tuple[Callout, ...]
    more_about: tuple[Callout, ...]
    contexts: tuple[Contexts, ...]
    more_contexts: tuple[Contexts, ...]
    ties: tuple[Tie, ...]
    timeline: tuple[Dated, ...]
    briefings: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class OfYear:
    """A part of a long profile: what one said, and where one is named, in one year."""

    name: str
    dir: str
    profile: Link
    years: tuple[tuple[Link, bool, int], ...]
    said: tuple[Callout, ...]
    about: tuple[Callout, ...]
    contexts: tuple[Contexts, ...]
    outlets: tuple[str, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Moved:
    """A stub where a renamed entity's profile used to stand."""

    link: Link


def drafts(site: Site) -> Iterator[Recipe]:
    """A page for every profile, and a stub at each address it used to have."""
    for key, entity in site.knowledge.entities.items():
        years = _years(site, entity)
        counts = tuple((year, len(sources)) for year, sources in years)
        yield Recipe(_draft, (key, counts), addresses.profile(entity), "profile")
        for year, sources in years:
            at = addresses.year(addresses.profile(entity), year)
            pages = list(_stretches(entity, sources))
            for number, shown in enumerate(pages, 1):
                inputs = (key, year, counts, number, len(pages), tuple(shown))
                yield Recipe(_of_year, inputs, addresses.numbered(at, number), "profile")
        for former in entity.formerly:
            yield Recipe(_moved, (key, former), addresses.former_profile(entity, former), "moved")


Years = tuple[tuple[str, int], ...]  # each with how many sources it has


def _years(site: Site, entity: Entity) -> list[tuple[str, list[str]]]:
    """The sources that name the subject of a long profile, by year; none for a short one."""
    if len(entity.quotes_by) + len(entity.quotes_about) + len({source for source, _ in entity.chains}) <= LONG:
        return []
    by_year: dict[str, list[str]] = {}
    for source in site.sources_of(entity):
        published = site.source(source).meta.published
        by_year.setdefault(str(published.year) if published else "undated", []).append(source)
    return list(by_year.items())


def _stretches(entity: Entity, sources: Sequence[str]) -> Iterator[list[str]]:
    """Some sources in pages, of which none has many more quotes and sources than another."""
    quotes = Counter(ref.source for ref in (*entity.quotes_by, *entity.quotes_about))
    page: list[str] = []
    size = 0
    for source in sources:
        if page and size + 1 + quotes[source] > OF_YEAR:
            yield page
            page, size = [], 0
        page.append(source)
        size += 1 + quotes[source]
    yield page


def _draft(site: Site, identifier: str, years: Years) -> Draft:
    entity = site.knowledge.entities[identifier]
    place = Place(site, addresses.profile(entity))
    view = profile(place, entity, years)
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


def _of_year(
    site: Site, identifier: str, year: str, years: Years, number: int, last: int, sources: tuple[str, ...]
) -> Draft:
    """One page of what a long profile has of one year."""
    entity = site.knowledge.entities[identifier]
    at = addresses.year(addresses.profile(entity), year)
    place = Place(site, addresses.numbered(at, number))
    said, about = (
        _newest(site, tuple(ref for ref in refs if ref.source in sources))
        for refs in (entity.quotes_by, entity.quotes_about)
    )
    view = OfYear(
        name=entity.name,
        dir=words.direction(entity.name),
        profile=place.entity(entity, preview=False),
        years=_year_links(place, entity, years, year),
        said=tuple(callout(place, ref.source, site.quote(ref)) for ref in said),
        about=tuple(callout(place, ref.source, site.quote(ref)) for ref in about),
        contexts=_contexts(place, entity, sources),
        outlets=_outlets(site, sources),
        pager=pager(place, at, number, last),
    )
    title = f"{entity.name}, {year}" + (f", page {number}" if number > 1 else "")
    description = f"{entity.name} in the news of {year}"
    return Draft(place, "profile", title, view, "profile_year", description=description, search_boost=0)


def _year_links(place: Place, entity: Entity, years: Years, here: str) -> tuple[tuple[Link, bool, int], ...]:
    at = addresses.profile(entity)
    return tuple((place.link(addresses.year(at, year), year), year == here, number) for year, number in years)


def _outlets(site: Site, sources: Iterable[str]) -> tuple[str, ...]:
    """The outlets of some sources, where there are several to choose from."""
    found = {site.source(source).meta.outlet for source in sources} - {""}
    return tuple(sorted(found, key=str.casefold)) if len(found) > 1 else ()


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


def profile(place: Place, entity: Entity, years: Years = ()) -> Profile:
    """All of a profile; of a long one the newest, with the ways to the rest."""
    site = place.site
    said, about = (_newest(site, refs) for refs in (entity.quotes_by, entity.quotes_about))
    if years:
        said, about = said[:NEWEST], about[:NEWEST_ABOUT]
    contexts = _contexts(place, entity, site.sources_of(entity)[: SHOWN // 2 if years else None])
    them = _subjects(place, entity, said)
    shown = tuple(Subject(it.label, it.said[:OF_SUBJECT]) for it in them[:SUBJECTS])
    rest = (*(Subject(it.label, it.said[OF_SUBJECT:]) for it in them[:SUBJECTS]), *them[SUBJECTS:])
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
        latest=_latest(place, entity),
        described=_described(place, entity)[: NEWEST if years else None],
        aliases=tuple(alias for alias in entity.aliases if alias != entity.name),
        same_as=_same_as(entity),
        relations=_relations(place, entity),
        said=shown,
        more_said=tuple(it for it in rest if it.said),
        more_quotes=sum(len(it.said) for it in rest),
        outlets=_outlets(site, site.sources_of(entity)),
        years=_year_links(place, entity, years, ""),
        about=tuple(callout(place, ref.source, site.quote(ref)) for ref in about[:SHOWN]),
        more_about=tuple(callout(place, ref.source, site.quote(ref)) for ref in about[SHOWN:]),
        contexts=contexts[:SHOWN],
        more_contexts=contexts[SHOWN:],
        ties=ties(place, entity),
        timeline=_timeline(place, entity)[-SHOWN if years else -EVENTS :],
        briefings=_briefings(place, entity),
    )


def _subjects(place: Place, entity: Entity, said: list[QuoteRef]) -> list[Subject]:
    """The statements of an entity, by subject; the commonest subject first, newest first on each."""
    site = place.site
    spoken = []
    for ref in said:
        quote = site.quote(ref)
        statement = site.knowledge.statements.get(site.statement_of.get(quote.id, ""))
        if statement:
            spoken.append((statement, ref.source, quote))
    return subjects(place, spoken, entity.id)


def _seen(place: Place, entity: Entity) -> tuple[Seen, ...]:
    """First and last seen; of one day only, the one."""
    sources = [(day, key) for key in place.site.sources_of(entity) if (day := place.site.source(key).meta.published)]
    if not sources:
        return ()
    ends = [("First seen", min(sources)), ("Last seen", max(sources))]
    if ends[0][1][0] == ends[1][1][0]:
        ends = [("Seen", min(sources))]
    return tuple(Seen(label, words.day(day), str(day), place.source(key)) for label, (day, key) in ends)


def _latest(place: Place, entity: Entity) -> Latest | None:
    story = next(place.site.stories_of(entity), None)
    if story is None:
        return None
    quotes = sum(ref.source in story.sources for ref in entity.quotes_by)
    date = words.day(story.published) if story.published else ""
    return Latest(
        place.briefing(story), date, str(story.published or ""), words.count(quotes, "quote") if quotes else ""
    )


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
    """The commonest first; of two as common the newer."""
    site = place.site
    found: dict[str, tuple[str, list[tuple[str, Link]]]] = {}
    for source in site.sources_of(entity):
        for description in site.extraction(source).descriptions:
            if site.entity_at(source, description.chain) is entity and (text := site.text(source, description.span)):
                places = found.setdefault(text.casefold(), (text, []))[1]
                places.append((site.outlet(source), place.paragraph(source, description.paragraph)))
    commonest = sorted(found.values(), key=lambda it: -len(it[1]))
    return tuple(Described(text, tuple(places[:3])) for text, places in commonest)


def _same_as(entity: Entity) -> tuple[tuple[str, str], ...]:
    links = [("Wikidata", f"https://www.wikidata.org/wiki/{entity.wikidata}")] if entity.wikidata else []
    web = (url for url in entity.same_as if url.startswith(("https://", "http://")))
    return (*links, *((url.split("/")[2], url) for url in web))


def _relations(place: Place, entity: Entity) -> tuple[Relation, ...]:
    """Relationships of the entity itself first, in each kind the ones that most sentences state."""
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


def _contexts(place: Place, entity: Entity, sources: Iterable[str]) -> tuple[Contexts, ...]:
    by_source: dict[str, list[MentionRef]] = {}
    for mention in entity.mentions:
        by_source.setdefault(mention.source, []).append(mention)
    return tuple(_of_source(place, source, by_source[source]) for source in sources if source in by_source)


def _of_source(place: Place, source: str, mentions: list[MentionRef]) -> Contexts:
    """The first sentences of a source that name the subject, each once."""
    site, found = place.site, place.site.extraction(source)
    paragraphs: dict[Span, int] = {}
    for at in mentions:
        mention = found.mentions[at.mention]
        paragraphs.setdefault(sentence_at(found, mention.span), mention.paragraph)
    sentences = tuple(
        Context(
            annotated(place, source, span, quotes=False) if site.text(source, span) else (),
            place.paragraph(source, paragraph),
        )
        for span, paragraph in islice(paragraphs.items(), SENTENCES)
    )
    label = source_label(place, site.source(source))
    return Contexts(label, site.title(source), sentences, len(paragraphs) - len(sentences))


def _timeline(place: Place, entity: Entity) -> tuple[Dated, ...]:
    return tuple(dated(place, event) for event in events(place.site.events_of.get(entity.id, ()))[-EVENTS:])


def _briefings(place: Place, entity: Entity) -> tuple[Teaser, ...]:
    return tuple(teaser(place, story) for story in islice(place.site.stories_of(entity), BRIEFINGS))
