"""The Editor's desk: what wants an editor's eye. It exists only in preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft
from newsdesk.pages.site import Link, Place, Site
from newsdesk.problems import Problem
from newsdesk.records import Knowledge, Suggestion


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A quote without a speaker, those who were weighed, and the lines that settle it."""

    words: str
    source: Link
    path: str
    candidates: tuple[tuple[str, str, str], ...]  # (name, score, evidence)
    paste: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the desk shows."""

    problems: tuple[tuple[str, str, str, str, str], ...]  # (severity, place, field, message, remedy)
    suggestions: tuple[Suggestion, ...]
    unreviewed: tuple[tuple[Link, str, str], ...]  # (profile, kind, counts)
    unsaid: tuple[Unsaid, ...]


def drafts(site: Site, everything: Knowledge) -> Iterator[Draft]:
    """The desk, from all that is known: the editor sees what readers do not."""
    place = Place(site, addresses.DESK)
    found = [problem for e in everything.extractions.values() for problem in e.problems]
    problems = sorted(dict.fromkeys([*everything.problems, *found]))
    view = Desk(
        problems=tuple(_problem(problem) for problem in problems),
        suggestions=tuple(sorted(everything.suggestions, key=lambda s: -s.weight)),
        unreviewed=_unreviewed(place),
        unsaid=tuple(_unsaid(place, everything)),
    )
    yield Draft(place, "desk", "Editor’s desk", view, meta={"robots": "noindex"})


def _problem(problem: Problem) -> tuple[str, str, str, str, str]:
    at = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return problem.severity, at, problem.field, problem.message, problem.remedy


def _unreviewed(place: Place) -> tuple[tuple[Link, str, str], ...]:
    entities = (entity for entity in place.site.knowledge.entities.values() if not entity.curated)
    most = sorted(entities, key=lambda e: (-len(e.mentions), e.id))
    return tuple(
        (place.entity(entity), words.TYPES[entity.type], words.count(len(entity.mentions), "mention"))
        for entity in most[:100]
    )


def _unsaid(place: Place, everything: Knowledge) -> Iterator[Unsaid]:
    least = place.site.options.speaker_confidence
    for source in everything.sources.values():
        found = everything.extractions.get(source.id)
        for quote in found.quotes if found else ():
            if quote.speaker is None or quote.confidence < least:
                yield Unsaid(
                    words=" ".join(quote.words(source.text).split()),
                    source=place.source(source.id, source.title, quote.id),
                    path=source.path,
                    candidates=tuple(
                        (c.text, f"{c.score:.2f}", ", ".join(f"{name} {weight:+.1f}" for name, weight in c.evidence))
                        for c in quote.candidates[:3]
                    ),
                    paste=f"corrections:\n  - quote: {quote.id}\n    speaker: ",
                )
