"""The Editor's desk: what wants an editor's eye, each with the lines to paste. It exists only in preview."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.records import Entity, Extraction, Knowledge, Problem, Quote, Source, Suggestion

REMINDER = 6  # words of a quote that stand beside its id, for whoever reads the file later
MOST = 100  # of one kind: nobody decides more at a sitting
FILES = {kind: f"sources/entities/{folder.rstrip('/')}.yml" for kind, folder in addresses.FOLDERS.items()}
_GRAVITY = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Told:
    """One problem."""

    severity: str
    at: str
    field: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """One suggestion: where its lines belong, and the command that writes them."""

    id: str
    kind: str
    reason: str
    where: str
    paste: str


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """A detected name, and the entry that reviews it."""

    link: Link
    kind: str
    counts: str
    file: str
    paste: str


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A quote without a speaker, those who were weighed, and the lines that settle it."""

    id: str
    words: str
    printed: str  # who the article says it was, where that leads to nobody
    source: Link
    path: str
    candidates: tuple[tuple[str, str], ...]  # (name, score)
    paste: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the desk shows, and how much more there is of what is cut off."""

    problems: tuple[Told, ...]
    stale: tuple[Told, ...]  # corrections that fit nothing any more
    suggestions: tuple[Proposed, ...]
    unreviewed: tuple[Unreviewed, ...]
    unsaid: tuple[Unsaid, ...]
    more_unreviewed: int
    more_unsaid: int


def drafts(site: Site, everything: Knowledge) -> Iterator[Recipe]:
    """The desk, from all that is known: the editor sees what readers do not."""
    yield Recipe(_draft, (everything,), addresses.DESK, "desk")


def _draft(site: Site, everything: Knowledge) -> Draft:
    place = Place(site, addresses.DESK)
    problems = sorted(dict.fromkeys(everything.problems), key=lambda p: (_GRAVITY[p.severity], p))
    detected = [entity for entity in site.knowledge.entities.values() if not entity.curated]
    most_named = sorted(detected, key=lambda e: (-len(e.mentions), e.id))
    unsaid = list(_unsaid(place, everything))
    view = Desk(
        problems=tuple(_told(p) for p in problems if not _is_stale(p)),
        stale=tuple(_told(p) for p in problems if _is_stale(p)),
        suggestions=_proposed(everything),
        unreviewed=tuple(_unreviewed(place, entity) for entity in most_named[:MOST]),
        unsaid=tuple(unsaid[:MOST]),
        more_unreviewed=max(0, len(detected) - MOST),
        more_unsaid=max(0, len(unsaid) - MOST),
    )
    return Draft(place, "desk", "Editor’s desk", view, meta={"robots": "noindex"})


def _is_stale(problem: Problem) -> bool:
    return problem.field == "corrections" and problem.severity == "warning"


def _told(problem: Problem) -> Told:
    at = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return Told(problem.severity, at, problem.field, problem.message, problem.remedy)


def _proposed(everything: Knowledge) -> tuple[Proposed, ...]:
    ranked = sorted(everything.suggestions, key=lambda s: (-s.weight, s.id))
    return tuple(Proposed(s.id, s.kind, s.reason, _where(s, everything), s.paste) for s in ranked)


def _where(suggestion: Suggestion, everything: Knowledge) -> str:
    if suggestion.file:
        return f"sources/entities/{suggestion.file}"
    articles = (everything.sources[key].path for key in suggestion.subjects if key in everything.sources)
    return words.listed([f"the front matter of {path}" for path in articles])


def _unreviewed(place: Place, entity: Entity) -> Unreviewed:
    return Unreviewed(
        link=place.entity(entity),
        kind=words.TYPES[entity.type],
        counts=words.count(len(entity.mentions), "mention"),
        file=FILES[entity.type],
        paste=f"{entity.id}:\n  name: {_scalar(entity.name)}",
    )


def _unsaid(place: Place, everything: Knowledge) -> Iterator[Unsaid]:
    least = place.site.options.speaker_confidence
    for source in place.site.sources:
        full = everything.sources[source.id]
        found = everything.extractions.get(source.id)
        if found is None:
            continue
        for quote in found.quotes:
            if _is_open(quote, least):
                yield Unsaid(
                    id=quote.id,
                    words=" ".join(quote.words(full.text).split()),
                    printed=quote.speaker.text if quote.speaker else "",
                    source=place.source(source.id, full.title, quote.id),
                    path=full.path,
                    candidates=tuple((c.text, f"{c.score:+.1f}") for c in quote.candidates[:3]),
                    paste=_correction(full, quote, _names(found, quote)),
                )


def _is_open(quote: Quote, least: float) -> bool:
    """Nobody is said to have said it, it is not sure who, or it is "she" or "the mayor" and not known who that is."""
    if quote.rule == "correction":
        return False
    if quote.speaker is None or quote.confidence < least:
        return True
    return quote.speaker.chain is None and quote.speaker.kind in ("pronoun", "description")


def _names(found: Extraction, quote: Quote) -> Iterator[str]:
    """The names of those who were weighed, likeliest first; who has none in the article is left to the editor."""
    for candidate in quote.candidates:
        for mention in found.mentions:
            if mention.span == candidate.span and mention.chain is not None and not mention.weak:
                yield found.chains[mention.chain].name


def _correction(source: Source, quote: Quote, names: Iterator[str]) -> str:
    """The lines that name the speaker, as the article's front matter lacks them; the likeliest name is filled in.

    Where there is none the value is left empty: pasted as it is, it is refused at its line.
    """
    words = quote.words(source.text).split()
    reminder = " ".join(words[:REMINDER]) + (" …" if len(words) > REMINDER else "")
    name = next(names, "")
    speaker = f"    speaker: {_scalar(name)}" if name else "    speaker:  # the name, or none"
    lines = [f"  - quote: {quote.id}  # {reminder}", speaker]
    if not source.meta.corrections:
        lines.insert(0, "corrections:")
    if source.body_line == 1:  # the file has no front matter yet
        lines = ["---", *lines, "---"]
    return "\n".join(lines)


def _scalar(text: str) -> str:
    """A text as YAML: in quotation marks where it could be read as something else."""
    plain = text.replace(" ", "").replace(".", "").isalpha() and text.casefold() not in (
        "yes",
        "no",
        "on",
        "off",
        "null",
    )
    return text if plain else json.dumps(text, ensure_ascii=False)
