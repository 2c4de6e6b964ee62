"""Decisions in place: beside a quote, on a profile, a briefing, an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.pages import words
from newsdesk.pages.desk.views import Choice, Side, as_form, choices, doubt, side
from newsdesk.pages.place import Link, Place
from newsdesk.pages.rights import LICENCES, licence
from newsdesk.pages.views.labels import SourceLabel, source_label
from newsdesk.records import VOCABULARY, Entity, Knowledge, Source, article_file

RIGHTS = {
    "full": "Everything: the text, with its quotes, and the link.",
    "excerpt": "The headline, the standfirst, the quotes, and some words besides. The rest is at the outlet.",
    "none": "Headline, outlet and link. Its quotes leave the site too.",
    "withdrawn": "A page that says so, and nothing of the text, anywhere. Readers are told why.",
    "public-domain": "Everything: nobody holds the rights.",
    "own": "Everything: you wrote it.",
}


@dataclass(frozen=True, slots=True)
class OfQuote:
    """The speaker of one quote: the printed one, and the other candidates."""

    words: str
    speaker: str  # as the page shows it; "" for nobody
    why: str
    form: str
    confirm: str  # the form that keeps the speaker; "" where there is none to keep
    choices: tuple[Choice, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One article, as a list of articles shows it."""

    id: str
    label: SourceLabel
    link: Link
    sentence: str
    form: str  # that takes it out


@dataclass(frozen=True, slots=True)
class OfProfile:
    """The name of a profile, its identity, and whether it is one."""

    side: Side
    name: str
    description: str
    form: str
    articles: tuple[Report, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfBriefing:
    """The articles of a briefing, and its standfirst."""

    title: str
    summary: str
    form: str
    confirm: str  # that writes down what the program put together; "" where editors did
    reasons: tuple[str, ...]  # for which it did
    articles: tuple[Report, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfSource:
    """How much of an article is published, and what readers were told."""

    rights: str
    options: tuple[tuple[str, str, str], ...]  # value, name, what it does
    form: str
    files: tuple[str, ...]


def of_quote(place: Place, everything: Knowledge, key: str) -> OfQuote | None:
    """The decisions on one quote; None where there is no such quote."""
    ref = everything.quotes.get(key)
    if ref is None:
        return None
    article, quote = everything.sources[ref.source], everything.extractions[ref.source].quotes[ref.quote]
    entity = place.site.speaker(article.id, quote)
    printed = quote.speaker.text if quote.speaker else ""
    answer = {"entity": entity.id} if entity else {"name": printed[:120]}
    form = {"source": article.id, "quotes": [quote.id]}
    return OfQuote(
        words=" ".join(quote.words(article.text).split()),
        speaker=entity.name if entity else printed,
        why="an editor said so" if quote.rule == "correction" else doubt(place, everything, quote, article),
        form=as_form(**form),
        confirm=as_form(**form, **answer) if quote.speaker and quote.rule != "correction" else "",
        choices=tuple(c for c in choices(place, everything, article, [quote]) if not entity or c.name != entity.name),
        files=(article_file(article.id),),
    )


def of_profile(place: Place, everything: Knowledge, key: str) -> OfProfile:
    """What to decide of a profile."""
    entity = everything.entities[key]
    shown = side(place, everything, entity)
    articles = tuple(_report(place, everything, source, entity) for source in place.site.sources_of(entity))
    return OfProfile(
        side=shown,
        name=entity.name,
        description=entity.description,
        form=as_form(id=entity.id),
        articles=articles,
        files=(VOCABULARY[entity.type],),
    )


def _report(place: Place, everything: Knowledge, source: str, entity: Entity) -> Report:
    """An article with the first sentence that names a profile."""
    found, article = everything.extractions[source], everything.sources[source]
    spans = [found.mentions[at.mention].span for at in entity.mentions if at.source == source]
    sentence = next((s for s in found.sentences if spans and s.start <= spans[0].start < s.end), None)
    text = " ".join(sentence.of(article.text).split()) if sentence else ""
    return Report(source, source_label(place, article), place.source(source), text, as_form())


def of_briefing(place: Place, everything: Knowledge, key: str) -> OfBriefing:
    """What to decide of a briefing."""
    story = everything.stories[key]
    articles = [everything.sources[source] for source in story.sources]
    reports = tuple(
        Report(a.id, source_label(place, a), place.source(a.id), "", as_form(sources=[a.id], out=True))
        for a in articles
    )
    return OfBriefing(
        title=story.title,
        summary=story.summary,
        form=as_form(story=story.id),
        confirm=as_form(sources=story.sources) if story.joins else "",
        reasons=tuple(dict.fromkeys(reason for join in story.joins for reason in join.reasons)),
        articles=reports if _can_be_parted(articles) else (),
        files=tuple(article_file(article.id) for article in articles),
    )


def _can_be_parted(articles: Sequence[Source]) -> bool:
    return len(articles) > 1


def of_source(place: Place, everything: Knowledge, key: str) -> OfSource:
    """What to decide of an article."""
    meta = everything.sources[key].meta
    current = meta.rights or licence(meta).level
    told = {**RIGHTS, **({} if current in RIGHTS else {current: LICENCES["full"].words})}
    return OfSource(
        rights=current,
        options=tuple((value, value.replace("-", " ").capitalize(), what) for value, what in told.items()),
        form=as_form(source=key),
        files=(article_file(key),),
    )


def counted(entity: Entity) -> str:
    """How often a profile is named, in words."""
    return words.count(len(entity.mentions), "mention")
