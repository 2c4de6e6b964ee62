"""The page of one source: its data, and its text as far as its rights allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from newsdesk.pages import addresses, linked, words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.publishing import is_held
from newsdesk.pages.rights import Level, licence
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout, SourceLabel, callout, source_label
from newsdesk.records import Paragraph, Source


@dataclass(frozen=True, slots=True)
class Numbered:
    """One paragraph, `n` its number in the source; or several, of which nothing is shown, under all their anchors."""

    n: int
    anchors: tuple[str, ...]
    kind: str
    runs: tuple[TextRun, ...]
    dir: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """Everything a source page shows."""

    title: str
    title_anchor: str  # where a headline that is the text's first paragraph is linked to; "" for others
    title_quotes: tuple[str, ...]  # the ids of quotes in such a headline
    dir: str
    lang: str
    label: SourceLabel
    author: str
    retrieved: str
    url: str
    level: Level
    rights: str
    rights_url: str
    words: str
    origin: str
    summary: str
    tags: tuple[str, ...]
    briefing: Link | None
    paragraphs: tuple[Numbered, ...]
    held: bool  # whether some of the text is not shown
    callouts: tuple[Callout, ...]
    updates: tuple[tuple[str, str, str], ...]  # (date, ISO, what was corrected)


def drafts(site: Site) -> Iterator[Recipe]:
    """A page for every source."""
    return (Recipe(_draft, (key,), addresses.source(key), "source") for key in site.knowledge.sources)


def _draft(site: Site, identifier: str) -> Draft:
    source = site.source(identifier)
    place = Place(site, addresses.source(source.id))
    view = source_view(place, source)
    return Draft(
        place=place,
        kind="source",
        title=view.title,
        view=view,
        description=source.meta.summary or f"{site.outlet(source.id)}, {words.day(source.meta.published)}",
        json_ld=() if view.level == "withdrawn" else linked.article(site, source.id),
        meta={"robots": "noindex"} if view.level != "full" else {"og:type": "article"},
        date=view.label.iso,
    )


def source_view(place: Place, source: Source) -> SourceView:
    site, meta, terms = place.site, source.meta, licence(source.meta)
    body = source.paragraphs[1:] if source.title_in_body else source.paragraphs
    paragraphs = tuple(_paragraph(place, source, p) for p in body if p.kind != "boilerplate")
    readable = terms.level in ("full", "excerpt")
    story = site.knowledge.stories.get(site.story_of.get(source.id, ""))
    return SourceView(
        title=site.title(source.id),
        title_anchor=addresses.paragraph_anchor(source.paragraphs[0].n) if body != source.paragraphs else "",
        title_quotes=tuple(q.id for q in site.extraction(source.id).quotes if q.paragraph not in {p.n for p in body}),
        dir=words.direction(source.title),
        lang=meta.language,
        label=source_label(place, source),
        author=meta.author or f"author {words.NOT_STATED}",
        retrieved=words.day(meta.retrieved) if meta.retrieved else "",
        url=meta.url,
        level=terms.level,
        rights=terms.words,
        rights_url=terms.url,
        words=words.count(len(source.text.split()), "word"),
        origin=meta.origin,
        summary=meta.summary,
        tags=meta.tags,
        briefing=place.briefing(story) if story else None,
        paragraphs=_shown(paragraphs) if readable else (),
        held=any(run.held for paragraph in paragraphs for run in paragraph.runs),
        callouts=tuple(callout(place, source.id, quote) for quote in site.extraction(source.id).quotes),
        updates=tuple((words.day(update.on), str(update.on), update.text) for update in meta.updates),
    )


def _paragraph(place: Place, source: Source, paragraph: Paragraph) -> Numbered:
    text = paragraph.span.of(source.text)
    return Numbered(
        n=paragraph.n,
        anchors=(addresses.paragraph_anchor(paragraph.n),),
        kind=paragraph.kind,
        runs=annotated(place, source.id, paragraph.span),
        dir=words.direction(text) if not is_held(text) else words.direction(source.title),
    )


def _shown(paragraphs: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    """The paragraphs, those together of which nothing is shown."""
    shown: list[Numbered] = []
    for held, group in groupby(paragraphs, key=lambda paragraph: all(run.held for run in paragraph.runs)):
        members = list(group)
        anchors = tuple(anchor for member in members for anchor in member.anchors)
        shown += [replace(members[0], anchors=anchors)] if held else members
    return tuple(shown)
