"""The page of one source: its data, and its text as far as its rights allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from newsdesk.pages import addresses, linked, words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.publishing import is_held
from newsdesk.pages.rights import Level, licence
from newsdesk.pages.site import Site
from newsdesk.pages.views.callout import Callout, callout
from newsdesk.pages.views.elsewhere import Elsewhere, compared_with, elsewhere
from newsdesk.pages.views.labels import SourceLabel, source_label
from newsdesk.pages.views.outlets import Outlets
from newsdesk.records import Paragraph, Source, Span


@dataclass(frozen=True, slots=True)
class Numbered:
    """One paragraph, `n` its number in the source; or several, of which nothing is shown, under all their anchors."""

    n: int
    anchors: tuple[str, ...]
    kind: str
    sentences: tuple[tuple[tuple[TextRun, ...], Elsewhere | None], ...]  # each with who else has it, if compared
    dir: str

    @property
    def runs(self) -> tuple[TextRun, ...]:
        return tuple(run for runs, _ in self.sentences for run in runs)


@dataclass(frozen=True, slots=True)
class SourceView:
    """Everything a source page shows."""

    title: str
    title_anchor: str  # where a headline that is the text's first paragraph is linked to; "" for others
    title_quotes: tuple[str, ...]  # the ids of quotes in such a headline
    dir: str
    lang: str
    label: SourceLabel
    outlet: Link | None
    author: str
    retrieved: str
    url: str
    level: Level
    example: bool
    rights: str
    rights_url: str
    words: str
    origin: str
    summary: str
    tags: tuple[str, ...]
    briefing: Link | None
    paragraphs: tuple[Numbered, ...]
    compared: str  # with which outlets' articles
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
        meta={
            **({"robots": "noindex"} if view.level != "full" else {"og:type": "article"}),
            **({"article:publisher": source.meta.outlet} if source.meta.outlet else {}),
        },
        date=view.label.iso,
        story=addresses.briefing(site.story_of[source.id]) if source.id in site.story_of else "",
        quoted=tuple(_found(quote) for quote in view.callouts if not quote.frame),
    )


def _found(quote: Callout) -> tuple[str, str, str]:
    """The search entry of a quote: its speaker, and its words."""
    speaker = quote.speaker_name or "Speaker not established"
    return quote.id, speaker + ", reported" * (quote.kind == "indirect"), " ".join(map(" ".join, quote.parts))


def source_view(place: Place, source: Source) -> SourceView:
    site, meta, terms = place.site, source.meta, licence(source.meta)
    body = source.paragraphs[1:] if source.title_in_body else source.paragraphs
    numbers = {p.n for p in body}
    story = site.knowledge.stories.get(site.story_of.get(source.id, ""))
    outlets = Outlets(site, story) if story else None
    found = elsewhere(place, outlets, source.id) if outlets else {}
    within: dict[int, list[Span]] = defaultdict(list)  # the sentences of each paragraph
    for sentence in found:
        if (paragraph := source.paragraph_at(sentence.start)) and paragraph.span.contains(sentence):
            within[paragraph.n].append(sentence)
    paragraphs = tuple(
        _paragraph(place, source, p, {s: found[s] for s in within.get(p.n, ())})
        for p in body
        if p.kind != "boilerplate"
    )
    readable = terms.level in ("full", "excerpt")
    return SourceView(
        title=site.title(source.id),
        title_anchor=addresses.paragraph_anchor(source.paragraphs[0].n) if body != source.paragraphs else "",
        title_quotes=tuple(q.id for q in site.extraction(source.id).quotes if q.paragraph not in numbers),
        dir=words.direction(source.title),
        lang=meta.language,
        label=source_label(place, source),
        outlet=place.link(site.outlet_address(meta.outlet), meta.outlet) if meta.outlet else None,
        author=meta.author or f"author {words.NOT_STATED}",
        retrieved=words.day(meta.retrieved) if meta.retrieved else "",
        url=meta.url,
        level=terms.level,
        example=meta.example,
        rights=terms.words,
        rights_url=terms.url,
        words=words.count(len(source.text.split()), "word"),
        origin=meta.origin,
        summary=meta.summary,
        tags=meta.tags,
        briefing=place.briefing(story) if story else None,
        paragraphs=_shown(paragraphs) if readable else (),
        compared=words.listed(list(compared_with(place, outlets, source.id))) if outlets and found else "",
        held=any(run.held for paragraph in paragraphs for run in paragraph.runs),
        callouts=tuple(callout(place, source.id, quote) for quote in site.extraction(source.id).quotes),
        updates=tuple((words.day(update.on), str(update.on), update.text) for update in meta.updates),
    )


def _paragraph(place: Place, source: Source, paragraph: Paragraph, found: Mapping[Span, Elsewhere]) -> Numbered:
    text = paragraph.span.of(source.text)
    return Numbered(
        n=paragraph.n,
        anchors=(addresses.paragraph_anchor(paragraph.n),),
        kind=paragraph.kind,
        sentences=tuple(_sentences(place, source, paragraph, found))
        if paragraph.kind == "text"
        else ((annotated(place, source.id, paragraph.span), None),),
        dir=words.direction(text) if not is_held(text) else words.direction(source.title),
    )


def _sentences(
    place: Place, source: Source, paragraph: Paragraph, found: Mapping[Span, Elsewhere]
) -> Iterator[tuple[tuple[TextRun, ...], Elsewhere | None]]:
    """The sentences of a paragraph, each with who else has it. A name is linked where the paragraph first has it."""
    if not found:
        yield annotated(place, source.id, paragraph.span), None
        return
    seen: set[str] = set()
    starts = [paragraph.span.start, *(sentence.start for sentence in list(found)[1:]), paragraph.span.end]
    for sentence, (start, end) in zip(found, pairwise(starts), strict=True):
        runs = annotated(place, source.id, Span(start, end))
        yield tuple(_linked_once(run, seen) for run in runs), found[sentence]


def _linked_once(run: TextRun, seen: set[str]) -> TextRun:
    pieces = []
    for piece in run.pieces:
        again = piece.link is not None and piece.link.href in seen
        if piece.link:
            seen.add(piece.link.href)
        pieces.append(replace(piece, link=None) if again else piece)
    return replace(run, pieces=tuple(pieces))


def _shown(paragraphs: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    """The paragraphs, those together of which nothing is shown."""
    shown: list[Numbered] = []
    for held, group in groupby(paragraphs, key=lambda paragraph: all(run.held for run in paragraph.runs)):
        members = list(group)
        anchors = tuple(anchor for member in members for anchor in member.anchors)
        shown += [replace(members[0], anchors=anchors)] if held else members
    return tuple(shown)
