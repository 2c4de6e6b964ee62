"""The quote callout: the words a source prints, and everything known about them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.annotated import TextRun, annotated
from newsdesk.pages.place import Link, Place, Portrait, portrait
from newsdesk.pages.site import Site
from newsdesk.records import Quote, QuoteKind, Source, Span

_ALPHANUMERIC = re.compile(r"[^\W_]+")
_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#!|"})


@dataclass(frozen=True, slots=True)
class SourceLabel:
    """A source in a few words."""

    outlet: str
    title: str  # where the outlet is not stated, to tell sources apart; else ""
    hue: int
    date: str
    iso: str
    link: Link  # to the source page


@dataclass(frozen=True, slots=True)
class Also:
    """Another wording of the same statement."""

    link: Link
    same_words: bool


@dataclass(frozen=True, slots=True)
class Callout:
    """One quote. `parts` are its words: paragraphs, each of the pieces its attribution leaves."""

    id: str
    kind: QuoteKind
    kind_label: str
    kind_help: str
    parts: tuple[tuple[str, ...], ...]
    lang: str
    dir: str
    cite: str
    established: bool
    speaker: Link | None
    speaker_as: str  # as printed, where that is not a name
    speaker_name: str
    portrait: Portrait
    cue: str
    cue_first: bool  # "according to" stands before the name
    addressee: str
    venue: str
    said_on: str
    said_on_iso: str
    source: SourceLabel
    paragraph: Link
    permalink: str
    address: str  # the permalink as citations have it
    frame: tuple[TextRun, ...]  # the outlet's sentence around words it quotes only in part
    also: tuple[Also, ...]
    citation: str
    citation_markdown: str
    year: str


def source_label(place: Place, source: Source) -> SourceLabel:
    """A source in a few words: the same everywhere."""
    return place.once(("label", source.id), lambda anywhere: _source_label(anywhere, source))


def _source_label(place: Place, source: Source) -> SourceLabel:
    return SourceLabel(
        outlet=place.site.outlet(source.id),
        title="" if source.meta.outlet else place.site.title(source.id),
        hue=place.site.outlet_hue(source.id),
        date=words.day(source.meta.published),
        iso=str(source.meta.published or ""),
        link=place.source(source.id),
    )


def callout(place: Place, source_id: str, quote: Quote) -> Callout:
    """The callout of one quote, for a page at `place`: the same for all, but for where its links lead from."""
    return place.once(("callout", quote.id), lambda anywhere: _callout(anywhere, source_id, quote))


def told_as(site: Site, source_id: str, quote: Quote) -> str:
    """What must stand between a speaker and reported words; nothing before quoted ones."""
    return words.told_as(site.text(source_id, quote.cue)) if quote.cue and quote.kind == "indirect" else ""


def _callout(place: Place, source_id: str, quote: Quote) -> Callout:
    site = place.site
    source = site.source(source_id)
    entity = site.speaker(source_id, quote)
    printed = site.text(source_id, quote.speaker.span) if quote.speaker else ""
    name = entity.name if entity else printed
    permalink = place.href(addresses.source(source_id), quote.id)
    quoted = quote.words(source.text)
    cue = site.text(source_id, quote.cue) if quote.cue else ""
    return Callout(
        id=quote.id,
        kind=quote.kind,
        kind_label=words.QUOTE_KINDS[quote.kind],
        kind_help=words.QUOTE_KIND_HELP[quote.kind],
        parts=_parts(source, quote),
        lang=source.meta.language,
        dir=words.direction(quoted),
        cite=source.meta.url,
        established=bool(quote.speaker),
        speaker=place.entity(entity) if entity else None,
        speaker_as=printed if entity and quote.speaker and quote.speaker.kind != "named" else "",
        speaker_name=name,
        portrait=portrait(entity, name),
        cue=cue[:1].lower() + cue[1:],
        cue_first=cue.casefold().startswith("according"),
        addressee=site.text(source_id, quote.addressee) if quote.addressee else "",
        venue=site.text(source_id, quote.venue) if quote.venue else "",
        said_on=words.day(quote.said_on) if quote.said_on else "",
        said_on_iso=str(quote.said_on or ""),
        source=source_label(place, source),
        paragraph=place.source(source_id, f"paragraph {quote.paragraph}", addresses.paragraph_anchor(quote.paragraph)),
        permalink=permalink,
        address=addresses.absolute(site.options.site_url, addresses.source(source_id), quote.id),
        frame=_frame(place, source_id, quote),
        also=_also(place, source_id, quote),
        citation=citation(place, source, quote, name),
        citation_markdown=citation(place, source, quote, name, markdown=True),
        year=str(source.meta.published.year) if source.meta.published else "",
    )


def _parts(source: Source, quote: Quote) -> tuple[tuple[str, ...], ...]:
    """The quote's pieces, grouped by the paragraph of the source they stand in."""
    groups: dict[int, list[str]] = {}
    for span in quote.spans:
        paragraph = source.paragraph_at(span.start)
        groups.setdefault(paragraph.n if paragraph else 0, []).append(span.of(source.text))
    return tuple(tuple(group) for group in groups.values())


def _frame(place: Place, source: str, quote: Quote) -> tuple[TextRun, ...]:
    """The whole sentence a partly quoted wording stands in, if it may be shown."""
    if quote.kind != "mixed":
        return ()
    sentences = place.site.extraction(source).sentences
    around = [sentence for sentence in sentences if sentence.overlaps(quote.span)]
    if not around:
        return ()
    span = Span(around[0].start, around[-1].end)
    return annotated(place, source, span) if place.site.text(source, span) and len(span) > len(quote.span) + 2 else ()


def _also(place: Place, source_id: str, quote: Quote) -> tuple[Also, ...]:
    site = place.site
    statement = site.statement_of.get(quote.id)
    if not statement:
        return ()
    own = bare(quote.words(site.source(source_id).text))
    others = [
        (source, other) for source, other in site.wordings(site.knowledge.statements[statement]) if other.id != quote.id
    ]
    return tuple(
        Also(
            link=place.source(source, site.source(source).meta.outlet or site.title(source), other.id),
            same_words=bare(other.words(site.source(source).text)) == own,
        )
        for source, other in others
    )


def bare(text: str) -> str:
    """The words alone, in lower case: two wordings of which these agree are the same."""
    return " ".join(_ALPHANUMERIC.findall(text.casefold()))


def citation(place: Place, source: Source, quote: Quote, speaker: str, markdown: bool = False) -> str:
    """A citation to paste: words, speaker, outlet, headline, date, address. Reported words have no marks, and stand
    after their speaker and reporting word."""
    site = place.site
    quoted = " ".join(quote.words(source.text).split())
    who = speaker or "speaker not established"
    if quote.kind == "indirect":
        said, by = f"{' '.join((who, told_as(site, source.id, quote))).strip()}: {quoted}", ""
    else:
        said, by = f"“{quoted}”", f"{who}, "
    link = addresses.absolute(site.options.site_url, addresses.source(source.id), quote.id)
    title, where = site.title(source.id), f"{site.outlet(source.id)}, {words.day(source.meta.published)}"
    if markdown:
        return f"> {_escaped(said)}\n>\n> — {_escaped(by)}[{_escaped(title)}]({link}), {_escaped(where)}"
    return f"{said} — {by}“{title}”, {where}. {link}"


def _escaped(text: str) -> str:
    """The text with Markdown's own characters kept literal."""
    return text.translate(_MARKDOWN)
