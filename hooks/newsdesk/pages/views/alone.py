"""Sentences and quotes that only one outlet of a story has."""

from __future__ import annotations

from dataclasses import dataclass

from newsdesk.pages import words
from newsdesk.pages.place import Place
from newsdesk.pages.views.callout import told_as
from newsdesk.pages.views.labels import Ref, SourceLabel, ref, source_label
from newsdesk.pages.views.outlets import Outlets
from newsdesk.records import Statement

LINES = 10  # of each outlet
WORDS = 16  # of each, which stands in full where the page tells what was said


@dataclass(frozen=True, slots=True)
class Line:
    """A quote, in short."""

    who: str
    cue: str  # of reported words
    quoted: bool
    said: str
    dir: str
    source: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Alone:
    """What only one outlet, or one text that several print, has."""

    labels: tuple[SourceLabel, ...]
    lines: tuple[Line, ...]
    more: int  # further ones, which stand where the page tells what was said


def alone(place: Place, outlets: Outlets) -> tuple[Alone, ...]:
    """For each column of the table of a story, the statements that it alone has."""
    site = place.site
    lines: dict[tuple[str, ...], list[Line]] = {column: [] for column in outlets.columns}
    for key in outlets.story.statements:
        statement = site.knowledge.statements[key]
        here = [source for source in statement.sources if source in outlets.witness]
        if here and not outlets.several(here):
            column = next(column for column in outlets.columns if here[0] in column)
            lines[column].append(line(place, statement, here[0]))
    return tuple(
        Alone(
            tuple({outlets.outlet(s): source_label(place, site.source(s)) for s in column}.values()),
            tuple(found[:LINES]),
            len(found[LINES:]),
        )
        for column, found in lines.items()
        if found
    )


def line(place: Place, statement: Statement, first: str) -> Line:
    site = place.site
    source, quote = next(found for found in site.wordings(statement) if found[0] == first)
    entity = site.speaker(source, quote)
    said = quote.spans[0].of(site.source(source).text)
    return Line(
        who=entity.name if entity else site.text(source, quote.speaker.span) if quote.speaker else "",
        cue=told_as(site, source, quote),
        quoted=quote.kind != "indirect",
        said=words.opening(said, WORDS),
        dir=words.direction(said),
        source=source,
        ref=ref(place, source, quote.paragraph, quote.id),
    )
