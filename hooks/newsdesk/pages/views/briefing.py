"""The page of one story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from newsdesk.pages import addresses, linked, words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place, Portrait, portrait
from newsdesk.pages.rights import licence
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout, SourceLabel, source_label
from newsdesk.pages.views.differences import Differences, differences
from newsdesk.pages.views.shared import Dated, callouts, dated
from newsdesk.records import KeyPoint, PartPlayed, Related, Source, Story

PARTS = {"speaks": "Speaking", "acts": "Acting", "is spoken about": "Spoken about"}
SHOWN_QUOTES = 12  # callouts before the rest folds away
SHOWN_PEOPLE = 9


@dataclass(frozen=True, slots=True)
class Point:
    """A key point: a sentence of a source and where it stands."""

    runs: tuple[TextRun, ...]
    source: SourceLabel
    letter: str
    paragraph: Link
    trimmed_start: bool
    trimmed_end: bool
    dir: str


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in the story, and what each source calls them."""

    link: Link
    portrait: Portrait
    kind: str
    part: str
    description: str  # an editor's
    roles: tuple[tuple[str, str, Link], ...]  # (words, source letter, paragraph)
    counts: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of the story."""

    letter: str
    label: SourceLabel
    title: str
    dir: str
    author: str
    url: str
    rights: str
    rights_url: str
    words: str
    origin: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A related briefing, and why it is."""

    link: Link
    date: str
    names: tuple[Link, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A line of "who says what": one speaker and one quote."""

    callout: Callout
    more: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything a briefing shows."""

    title: str
    dir: str
    date: str
    iso: str
    count: str
    origins: str
    standfirst: Point | None
    summary: str
    voices: tuple[Voice, ...]
    other_voices: int
    points: tuple[Point, ...]
    people: tuple[Part, ...]
    more_people: tuple[Part, ...]
    callouts: tuple[Callout, ...]
    more_callouts: tuple[Callout, ...]
    differences: Differences
    timeline: tuple[Dated, ...]
    sources: tuple[SourceRow, ...]
    related: tuple[Neighbour, ...]
    withdrawn: bool
    joined: str  # why the program put its sources together; "" where editors did


def drafts(site: Site) -> Iterator[Recipe]:
    """A page for every story."""
    return (Recipe(_draft, (key,), addresses.briefing(key), "briefing") for key in site.knowledge.stories)


def _draft(site: Site, identifier: str) -> Draft:
    story = site.knowledge.stories[identifier]
    place = Place(site, addresses.briefing(story.id))
    view = briefing(place, story)
    return Draft(
        place=place,
        kind="briefing",
        title=view.title,
        view=view,
        description=_description(site, story),
        json_ld=() if view.withdrawn else linked.briefing(site, story),
        meta={} if view.withdrawn else {"og:type": "article"},
        date=view.iso,
        has_card=bool(story.title),
    )


def briefing(place: Place, story: Story) -> Briefing:
    site = place.site
    letters = dict(zip(story.sources, _letters(), strict=False))
    people = [_part(place, part, letters) for part in story.people]
    first = [_lead(site, key) for key in story.statements]
    shown = callouts(place, [quote for quote in first if quote])
    voices = _voices(shown)
    return Briefing(
        title=story.title or "Withdrawn briefing",
        dir=words.direction(story.title),
        date=words.day(story.published),
        iso=str(story.published or ""),
        count=words.count(len(story.sources), "source"),
        origins=words.count(story.origins, "origin") if story.origins and story.origins < len(story.sources) else "",
        standfirst=_point(place, story.standfirst, letters) if story.standfirst else None,
        summary=story.summary,
        voices=voices[:2],
        other_voices=max(0, len(voices) - 2),
        points=tuple(_point(place, point, letters) for point in story.key_points),
        people=tuple(people[:SHOWN_PEOPLE]),
        more_people=tuple(people[SHOWN_PEOPLE:]),
        callouts=shown[:SHOWN_QUOTES],
        more_callouts=shown[SHOWN_QUOTES:],
        differences=differences(place, story, letters),
        timeline=tuple(dated(place, item) for item in story.timeline),
        sources=tuple(_row(place, site.source(key), letters[key]) for key in story.sources),
        related=tuple(_neighbour(place, other) for other in story.related if other.story in site.knowledge.stories),
        withdrawn=not story.title,
        joined=_joined(story),
    )


def _joined(story: Story) -> str:
    """Why the program put sources together that no editor joined; "" where editors did."""
    signs = list(dict.fromkeys(sign for join in story.joins for sign in join.signs))
    return f"Put together by the program: {words.count(len(signs), 'reason')} ({', '.join(signs)})" if signs else ""


def _letters() -> Iterator[str]:
    """A, B, … Z, A2, B2, …: short names for the sources of a story."""
    yield from ascii_uppercase
    number = 2
    while True:
        yield from (f"{letter}{number}" for letter in ascii_uppercase)
        number += 1


def _lead(site: Site, statement: str) -> str:
    """The wording that stands for a statement: the most fully quoted one, of those the longest."""
    rank = {"direct": 2, "mixed": 1, "indirect": 0}
    wordings = site.wordings(site.knowledge.statements[statement])
    best = max(wordings, key=lambda found: (rank[found[1].kind], sum(map(len, found[1].spans))), default=None)
    return best[1].id if best else ""


def _voices(shown: tuple[Callout, ...]) -> tuple[Voice, ...]:
    """One quote for each speaker who is named, those most quoted first: the words a reader should hear first."""
    by_speaker: dict[str, list[Callout]] = {}
    for quote in shown:
        if quote.speaker:
            by_speaker.setdefault(quote.speaker.href, []).append(quote)
    order = sorted(by_speaker.values(), key=len, reverse=True)
    return tuple(Voice(_telling(quotes), len(quotes) - 1) for quotes in order)


def _telling(quotes: list[Callout]) -> Callout:
    """A quote short enough for a first screen and long enough to say something; direct ones first."""
    rank = {"direct": 0, "mixed": 1, "indirect": 2}
    return min(quotes, key=lambda quote: (rank[quote.kind], abs(sum(len(p) for g in quote.parts for p in g) - 110)))


def _point(place: Place, point: KeyPoint, letters: dict[str, str]) -> Point:
    source = place.site.source(point.source)
    return Point(
        runs=annotated(place, point.source, point.span),
        source=source_label(place, source),
        letter=letters.get(point.source, ""),
        paragraph=place.paragraph(point.source, point.paragraph),
        trimmed_start=point.trimmed_start,
        trimmed_end=point.trimmed_end,
        dir=words.direction(point.span.of(source.text)),
    )


def _part(place: Place, part: PartPlayed, letters: dict[str, str]) -> Part:
    site = place.site
    entity = site.knowledge.entities[part.entity]
    seen: dict[str, tuple[str, str, Link]] = {}
    for source, span, number in part.roles:
        text = site.text(source, span)
        if text:
            seen.setdefault(text.casefold(), (text, letters.get(source, ""), place.paragraph(source, number)))
    return Part(
        link=place.entity(entity),
        portrait=portrait(entity),
        kind=words.TYPES[entity.type],
        part=PARTS[part.part],
        description=entity.description,
        roles=tuple(seen.values())[:3],
        counts=words.count(part.mentions, "mention"),
        reviewed=entity.curated,
    )


def _row(place: Place, source: Source, letter: str) -> SourceRow:
    terms = licence(source.meta)
    return SourceRow(
        letter=letter,
        label=source_label(place, source),
        title=place.site.title(source.id),
        dir=words.direction(source.title),
        author=source.meta.author or f"author {words.NOT_STATED}",
        url=source.meta.url,
        rights=terms.words,
        rights_url=terms.url,
        words=words.count(len(source.text.split()), "word"),
        origin=source.meta.origin,
    )


def _neighbour(place: Place, other: Related) -> Neighbour:
    known = place.site.knowledge
    story = known.stories[other.story]
    names = tuple(place.entity(known.entities[key]) for key in other.entities if key in known.entities)
    return Neighbour(place.briefing(story), words.day(story.published), names[:4], other.reason)


def _description(site: Site, story: Story) -> str:
    first = story.standfirst
    return story.summary or (site.text(first.source, first.span) if first else "")
