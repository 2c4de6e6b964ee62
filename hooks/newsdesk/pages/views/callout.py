"""The quote callout: the words a source prints, and everything known about them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsdesk.pages import words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.pages.views.labels import Ref, SourceLabel, ref, source_label
from newsdesk.records import Quote, QuoteKind, Source, Span

_ALPHANUMERIC = re.compile(r"[^\W_]+")
FEW = 5  # quoted words that say little without the sentence around them


@dataclass(frozen=True, slots=True)
class Callout:
    """One quote. `parts` are its words: paragraphs, each of the pieces its attribution leaves."""

    id: str
    kind: QuoteKind
    kind_label: str
    parts: tuple[tuple[str, ...], ...]
    lang: str
    dir: str
    cite: str
    established: bool
    speaker: Link | None
    speaker_as: str  # as printed, where that is not a name
    speaker_name: str
    cue: str
    cue_first: bool  # "according to" stands before the name
    addressee: str
    venue: str
    said_on: str  # where that is another day than the source's
    said_on_iso: str
    source: SourceLabel
    source_id: str
    title: str  # the source's
    ref: Ref  # the permalink
    also: tuple[Ref, ...]  # who else reports it; copies of one text are one
    frame: tuple[TextRun, ...]  # of a few quoted words, the sentence they stand in; they are shown in it, not alone
    frame_at: Span | None
    year: str


def callout(place: Place, source_id: str, quote: Quote) -> Callout:
    """The callout of one quote, for a page at `place`: the same for all, but for where its links lead from."""
    return place.once(("callout", quote.id), lambda anywhere: _callout(anywhere, source_id, quote))


def told_as(site: Site, source_id: str, quote: Quote) -> str:
    """The words between a speaker and reported words; none before quoted ones."""
    return words.told_as(site.text(source_id, quote.cue)) if quote.cue and quote.kind == "indirect" else ""


def _callout(place: Place, source_id: str, quote: Quote) -> Callout:
    site = place.site
    source = site.source(source_id)
    entity = site.speaker(source_id, quote)
    printed = site.text(source_id, quote.speaker.span) if quote.speaker else ""
    name = entity.name if entity else printed
    quoted = quote.words(source.text)
    cue = site.text(source_id, quote.cue) if quote.cue else ""
    framed = _frame(site, source_id, quote)
    said_on = quote.said_on if quote.said_on != source.meta.published else None
    return Callout(
        id=quote.id,
        kind=quote.kind,
        kind_label=words.QUOTE_KINDS[quote.kind],
        parts=_parts(source, quote),
        lang=source.meta.language,
        dir=words.direction(quoted),
        cite=source.meta.url,
        established=bool(quote.speaker),
        speaker=place.entity(entity) if entity else None,
        speaker_as=printed if entity and quote.speaker and quote.speaker.kind != "named" else "",
        speaker_name=name,
        cue=cue[:1].lower() + cue[1:],
        cue_first=cue.casefold().startswith("according"),
        addressee=site.text(source_id, quote.addressee) if quote.addressee else "",
        venue=site.text(source_id, quote.venue) if quote.venue else "",
        said_on=words.day(said_on) if said_on else "",
        said_on_iso=str(said_on or ""),
        source=source_label(place, source),
        source_id=source_id,
        title=site.title(source_id),
        ref=ref(place, source_id, quote.paragraph, quote.id),
        also=_also(place, source_id, quote),
        frame=annotated(place, source_id, framed, names=False) if framed else (),
        frame_at=framed,
        year=str(source.meta.published.year) if source.meta.published else "",
    )


def _parts(source: Source, quote: Quote) -> tuple[tuple[str, ...], ...]:
    """The quote's pieces, grouped by the paragraph of the source they stand in."""
    groups: dict[int, list[str]] = {}
    for span in quote.spans:
        paragraph = source.paragraph_at(span.start)
        groups.setdefault(paragraph.n if paragraph else 0, []).append(span.of(source.text))
    return tuple(tuple(group) for group in groups.values())


def _frame(site: Site, source: str, quote: Quote) -> Span | None:
    """The whole sentence that a few quoted words stand in, if it may be shown."""
    if quote.kind != "mixed" or len(quote.words(site.source(source).text).split()) > FEW:
        return None
    sentences = site.extraction(source).sentences
    around = [sentence for sentence in sentences if sentence.overlaps(quote.span)]
    if not around:
        return None
    span = Span(around[0].start, around[-1].end)
    return span if site.text(source, span) and len(span) > len(quote.span) + 2 else None


def _also(place: Place, source_id: str, quote: Quote) -> tuple[Ref, ...]:
    """The other sources that report it, each where it does so first, without copies of one text."""
    site = place.site
    statement = site.statement_of.get(quote.id)
    if not statement:
        return ()
    seen = {site.witness(source_id)}
    others = []
    for source, other in site.wordings(site.knowledge.statements[statement]):
        if site.witness(source) not in seen:
            seen.add(site.witness(source))
            others.append(ref(place, source, other.paragraph, other.id, also=True))
    return tuple(others)


def bare(text: str) -> str:
    """The words alone, in lower case: two wordings of which these agree are the same."""
    return " ".join(_ALPHANUMERIC.findall(text.casefold()))
