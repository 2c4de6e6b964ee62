"""The page of one story, a phone first: who heads it how, what happened, and who reports what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsdesk.pages import addresses, linked, words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.rights import licence
from newsdesk.pages.site import Site
from newsdesk.pages.views.alone import Alone, alone
from newsdesk.pages.views.days import days
from newsdesk.pages.views.differing import Differing, differing
from newsdesk.pages.views.labels import Ref, SourceLabel, ref, source_label
from newsdesk.pages.views.outlets import HeadlineRow, Outlets, told
from newsdesk.pages.views.table import Row, Table, table
from newsdesk.pages.views.voices import SpeakerRow, Voices, voices
from newsdesk.records import CastMember, KeyPoint, Related, Source, Story

POINTS = 3  # sentences of what happened before the rest folds away
ROWS, FULL_ROWS = 6, 8  # rows of the table: at least, filled up with those that fewer outlets report, and at most
DIFFERING, QUOTING, PEOPLE, DAYS, RELATED = 3, 6, 4, 3, 2
SPEAKERS, SUBJECTS = 3, 2  # whose words stand open, and on how many subjects


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of a source, where it stands, and which other outlets report it."""

    runs: tuple[TextRun, ...]
    source: SourceLabel
    ref: Ref
    also: tuple[Ref, ...]
    trimmed_start: bool
    trimmed_end: bool
    dir: str


@dataclass(frozen=True, slots=True)
class CastRow:
    """Somebody in the story, and what sources call them."""

    entity: str
    link: Link
    description: str  # an editor's
    roles: tuple[tuple[str, Ref], ...]
    reviewed: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of the story."""

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
class Fold:
    """Things of one kind: those that stand open, and those that are folded away. One is never folded alone."""

    shown: tuple[object, ...]
    folded: tuple[object, ...]

    def __bool__(self) -> bool:
        return bool(self.shown)


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything a briefing shows."""

    title: str
    dir: str
    date: str
    iso: str
    count: str
    counts: tuple[tuple[int, str, str], ...]  # (number, of what, anchor)
    told: tuple[HeadlineRow, ...]
    summary: str
    points: Fold
    several: bool
    table: Table
    rows: Fold
    alone: tuple[Alone, ...]
    differing: Fold
    voices: Voices
    quoting: Fold
    speakers: Fold
    people: Fold
    timeline: Fold
    sources: tuple[SourceRow, ...]
    related: Fold
    withdrawn: bool
    joined: str  # why the program put its sources together; "" where editors did
    example: bool


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
        story=place.here,
        has_card=bool(story.title),
    )


def briefing(place: Place, story: Story) -> Briefing:
    site = place.site
    outlets = Outlets(site, story)
    several = len(outlets.columns) > 1
    shared = table(place, outlets)
    spoken = voices(place, outlets)
    differ = differing(shared.differ)
    first = (story.standfirst,) if story.standfirst else ()
    return Briefing(
        title=_title(site, story),
        dir=words.direction(story.title),
        date=words.day(story.published) if story.published else "",
        iso=str(story.published or ""),
        count=_count(outlets),
        counts=tuple(_counts(shared, differ, spoken, story)) if several else (),
        told=told(place, outlets),
        summary=story.summary,
        points=fold([_point(place, point, shared.rows) for point in (*first, *story.key_points)], POINTS),
        several=several,
        table=shared,
        rows=fold(shared.rows, _open_rows(shared)),
        alone=alone(place, outlets) if several else (),
        differing=fold(differ, DIFFERING),
        voices=spoken,
        quoting=fold([voice for voice in spoken.them if voice.total and voice.name], QUOTING),
        speakers=fold(spoken.them, _open_speakers(spoken.them)),
        people=fold(_people(place, story), PEOPLE),
        timeline=fold(days(place, story), DAYS),
        sources=tuple(_row(place, site.source(key)) for column in outlets.columns for key in column),
        related=fold(
            [_neighbour(place, other) for other in story.related if other.story in site.knowledge.stories], RELATED
        ),
        withdrawn=not story.title,
        joined=_joined(story),
        example=any(site.source(key).meta.example for key in story.sources),
    )


def _joined(story: Story) -> str:
    """Why the program put sources together that no editor joined; "" where editors did."""
    signs = list(dict.fromkeys(sign for join in story.joins for sign in join.signs))
    return f"Put together by the program: {words.count(len(signs), 'reason')} ({', '.join(signs)})" if signs else ""


def fold(them: Iterable[object], number: int) -> Fold:
    """The first of some things, and the rest; where that is one, it is shown."""
    them = tuple(them)
    number = len(them) if len(them) == number + 1 else number
    return Fold(them[:number], them[number:])


def _title(site: Site, story: Story) -> str:
    if not story.title:
        return "Withdrawn briefing"
    return site.title(story.sources[0]) if story.title == story.id else story.title


def _count(outlets: Outlets) -> str:
    """ "3 outlets"; "3 outlets, 2 texts" where some print the same one."""
    names = {outlets.outlet(source) for source in outlets.story.sources}
    stated = any(outlets.site.source(source).meta.outlet for source in outlets.story.sources)
    number = words.count(len(names), "outlet" if stated else "source")
    texts = outlets.story.origins
    return f"{number}, {words.count(texts, 'text')}" if outlets.story.copies and texts else number


def _counts(
    shared: Table, differ: tuple[Differing, ...], spoken: Voices, story: Story
) -> Iterator[tuple[int, str, str]]:
    yield len(shared.rows), "shared", "table"
    if differ:
        yield len(differ), "disagree" if len(differ) > 1 else "disagrees", "differences"
    named = sum(1 for voice in spoken.them if voice.name)
    if named:
        yield named, "speaker" if named == 1 else "speakers", "what-was-said"
    if story.people:
        yield len(story.people), "name" if len(story.people) == 1 else "names", "who-is-who"


def _open_rows(shared: Table) -> int:
    """All that three witnesses have, filled up with what two have; as many as a reader looks through."""
    many = sum(1 for row in shared.rows if row.witnesses > 2)
    return min(FULL_ROWS, max(ROWS, many))


def _open_speakers(them: tuple[SpeakerRow, ...]) -> int:
    """Those whom two outlets quote; one where there are none."""
    return min(SPEAKERS, max(1, sum(1 for voice in them if voice.outlets > 1)))


def _point(place: Place, point: KeyPoint, rows: tuple[Row, ...]) -> Point:
    source = place.site.source(point.source)
    here = [row for row in rows if any(key == point.source and span.overlaps(point.span) for key, span in row.covers)]
    others = {cell.label.outlet: cell for row in here for cell in row.cells if cell.number}
    label = source_label(place, source)
    return Point(
        runs=annotated(place, point.source, point.span, quotes=False),
        source=label,
        ref=ref(place, point.source, point.paragraph),
        also=tuple(
            Ref(cell.label.mark, outlet, cell.number, f"{cell.label.link.href}#p{cell.number}", also=True)
            for outlet, cell in others.items()
            if outlet != label.outlet
        ),
        trimmed_start=point.trimmed_start,
        trimmed_end=point.trimmed_end,
        dir=words.direction(point.span.of(source.text)),
    )


def _people(place: Place, story: Story) -> list[CastRow]:
    """Who is who, those first of whom sources say what they are."""
    them = [_part(place, part) for part in story.people]
    return sorted(them, key=lambda part: not (part.roles or part.description))


def _part(place: Place, part: CastMember) -> CastRow:
    site = place.site
    entity = site.knowledge.entities[part.entity]
    seen: dict[str, tuple[str, Ref]] = {}
    for source, span, number in part.roles:
        text = site.text(source, span)
        if text:
            seen.setdefault(text.casefold(), (text, ref(place, source, number)))
    return CastRow(
        entity=entity.id,
        link=place.entity(entity, preview=False),  # the line says what a preview would
        description=entity.description,
        roles=tuple(seen.values())[:2],
        reviewed=entity.curated,
    )


def _row(place: Place, source: Source) -> SourceRow:
    terms = licence(source.meta)
    return SourceRow(
        label=source_label(place, source),
        title=place.site.title(source.id),
        dir=words.direction(source.title),
        author=source.meta.author,
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
    day = words.day(story.published) if story.published else ""
    return Neighbour(place.briefing(story), day, names[:4], other.reason)


def _description(site: Site, story: Story) -> str:
    first = story.standfirst
    return story.summary or (site.text(first.source, first.span) if first else "")
